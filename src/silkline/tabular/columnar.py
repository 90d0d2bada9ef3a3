# The second use of the columnar engine: a table as Parquet. It is made from the bytes of the CSV
# file, so the two cannot differ. Columns are text, except one of numbers: a double is what programs
# compute with and cannot say "0.10", so the text as published stands in a column beside it. A
# DECIMAL could not: it has one scale for a whole column, and would turn 216265.0 into 216265.00.
"""Tables as Parquet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from silkline.tabular.proof import engine, literal, text_table

TEXT_ENDING: Final = "_text"
"""What the name of the column ends in that holds a number's characters."""

_ROWS: Final = 122_880
_FORM: Final = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE {_ROWS}"
"""Nothing here depends on the machine: one thread, one size of row groups, one compression."""


def parquet_bytes(
    content: bytes, columns: Sequence[str], number: str, told: Mapping[str, str]
) -> bytes:
    """A CSV file with a header as Parquet, the same for the same bytes and engine.

    An empty cell is null.

    Args:
        content: The CSV file, in which line ends outside quotes are LF.
        columns: Its columns.
        number: The column that holds numbers.
        told: What the file says of itself, by key.
    """
    chosen = ", ".join(_column(n, name, name == number) for n, name in enumerate(columns))
    said = ", ".join(f"{literal(key)}: {literal(text)}" for key, text in told.items())
    with _folder() as folder:
        source, made = folder / "table.csv", folder / "table.parquet"
        source.write_bytes(content)
        engine().cursor().execute(
            f"COPY (SELECT {chosen} FROM {text_table(str(source), len(columns))}) "  # noqa: S608
            f"TO {literal(str(made))} ({_FORM}, KV_METADATA {{{said}}})"
        )
        return made.read_bytes()


def _column(n: int, name: str, number: bool) -> str:  # noqa: FBT001
    if not number:
        return f'c{n} AS "{name}"'
    return f'CAST(c{n} AS DOUBLE) AS "{name}", c{n} AS "{name}{TEXT_ENDING}"'


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="silkline-") as name:
        yield Path(name)
