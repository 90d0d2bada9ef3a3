# Tables are edited as a careful person would do it: each row at its place in the order of the key,
# and not a byte of the other rows changed, so that a difference shows what was meant and no more.
"""Records as they stand in a file, rows added to them, and files written whole."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

Cells = Mapping[str, str]


def _all(_row: Cells) -> bool:
    return True


def add_rows(
    text: str,
    key: Sequence[str],
    rows: Iterable[Cells],
    *,
    keep: Callable[[Cells], bool] = _all,
) -> str:
    """A table with more rows, sorted by its key.

    Args:
        text: The table, sound CSV with its header.
        key: Columns of the primary key.
        rows: Cells by column; a column that is not named stays empty.
        keep: Which rows of the table stay.
    """
    records = raw_records(text)
    header = records[0][1]
    old = ((raw, dict(zip(header, cells, strict=True))) for raw, cells in records[1:])
    kept = [(raw, row) for raw, row in old if keep(row)]
    new = [(line_of([row.get(column, "") for column in header]), row) for row in rows]
    ordered = sorted([*kept, *new], key=lambda pair: [pair[1].get(column, "") for column in key])
    return records[0][0] + "".join(raw for raw, _ in ordered)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, with the rights that it had."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
        file.write(content)
    Path(file.name).chmod(mode)
    os.replace(file.name, path)  # noqa: PTH105 - says that it replaces


def raw_records(text: str) -> list[tuple[str, list[str]]]:
    """Each record as it stands in the text, its line end included, and its cells.

    Raises `csv.Error` where the text is no CSV.
    """
    lines = [line + "\n" for line in text.split("\n")[:-1]]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[str, list[str]]] = []
    line = 0
    for cells in reader:
        found.append(("".join(lines[line : reader.line_num]), cells))
        line = reader.line_num
    return found


def line_of(cells: Sequence[str]) -> str:
    """Cells as a record, quoted where they must be, with its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
