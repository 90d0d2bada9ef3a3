# All files of an import are made first, tried on a copy of the package, and only then put in place:
# what would not pass `silkline check` is never written.
"""Writing an import into its package."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from silkline.importing.request import Grid, Outcome, Request, Taken, stop
from silkline.importing.target import Target, raw_name, source_id, source_row
from silkline.load import load_package
from silkline.problems import Severity, SilklineError
from silkline.tabular import add_rows, write_whole
from silkline.validate import validate_package

PLACEHOLDER: Final = "placeholder"
"""Source of the rows that stand in a new package until there is data."""
_SUMS: Final = "raw/SHA256SUMS"
_ABOUT: Final = "raw/SOURCE.md"

Cells = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Change:
    """Files of a package to write and to remove, by path within it."""

    rows: tuple[Cells, ...] = ()
    """The new observations."""
    raw: str
    """Path of the file as retrieved."""
    evidence: str
    """Path of the file that evidence leads into."""
    files: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def observations(grid: Grid, outcome: Outcome, request: Request) -> Change:
    """The rows, and the raw files that they rest on."""
    raw = f"raw/{raw_name(request)}"
    has_copy = not grid.is_plain or any(
        grid.cell(row.record, row.column).strip() != row.value for row in outcome.taken
    )
    evidence = f"{raw.rpartition('.')[0]}-plain.csv" if has_copy else raw
    rows = tuple(
        {
            "indicator": request.indicator,
            "ref_area": row.ref_area,
            "time_period": row.time_period,
            "obs_value": row.value,
            "obs_status": row.status,
            "source": source_id(request),
            "evidence": f"{evidence}#cell={row.record},{row.column}",
        }
        for row in outcome.taken
    )
    change = Change(rows=rows, raw=raw, evidence=evidence)
    change.files[raw] = grid.content
    if has_copy:
        change.files[evidence] = _plain(grid, outcome.taken)
    return change


def complete(change: Change, target: Target, request: Request) -> None:
    """Add the tables and the notes on raw files to a change.

    Raises `SilklineError` IM008 or IM010.
    """
    folder = target.package.folder
    for path, content in change.files.items():
        there = folder / path
        if there.is_symlink() or (there.exists() and there.read_bytes() != content):
            hint = "a raw file is never changed: keep this one under another name with --as."
            raise stop("IM010", f"{target.place}/{path}", "another file is there already", hint)
    sums = {path: hashlib.sha256(c).hexdigest() for path, c in change.files.items()}
    source = source_row(target, request, change.raw, sums[change.raw])
    if source and not (request.producer and request.title):
        note = "the source has placeholders; name what is missing: --producer, --title, --url"
        change.notes.append(note)
    stays = _has_other_placeholders(target, request)
    _add(change, target, "observations", change.rows, _WithoutPlaceholders(request.indicator))
    _add(change, target, "sources", (source,) if source else (), _any if stays else _is_real)
    if not stays:
        change.removed += [p for p in (f"raw/{PLACEHOLDER}.csv",) if (folder / p).is_file()]
    change.files[_SUMS] = _sums(folder, sums)
    change.files[_ABOUT] = _about(folder, change, request)


def apply(change: Change, target: Target) -> None:
    """Try the change on a copy of the package, then put it in place.

    Raises `SilklineError` with what would be wrong; nothing is written then.
    """
    with tempfile.TemporaryDirectory(prefix="silkline-") as scratch:
        root = Path(scratch)
        copy = root / target.place
        shutil.copytree(target.package.folder, copy, symlinks=True)
        _write(change, copy)
        package, problems = load_package(copy, root)
        if package is not None:
            problems += validate_package(package, root, target.codes)[1]
    errors = tuple(p for p in problems if p.severity is Severity.ERROR)
    if errors:
        raise SilklineError(*errors)
    _write(change, target.package.folder)


def _write(change: Change, folder: Path) -> None:
    # The tables come last: until then they name nothing that is not there.
    for path in sorted(
        change.files, key=lambda p: (not p.startswith("raw/"), p != "data/sources.csv")
    ):
        write_whole(folder / path, change.files[path])
    for path in change.removed:
        (folder / path).unlink()


def _plain(grid: Grid, taken: tuple[Taken, ...]) -> bytes:
    """The cells as CSV in UTF-8, row by row as in the file, with the values as taken."""
    records = [list(cells) for cells in grid.records]
    for row in taken:
        records[row.record - 1][row.column - 1] = row.value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(records)
    return out.getvalue().encode()


# --- tables ---


def _add(
    change: Change,
    target: Target,
    name: str,
    rows: tuple[Cells, ...],
    keep: Callable[[Cells], bool],
) -> None:
    resource = target.package.resource(name)
    assert resource is not None, "the profile asks for it"
    text = (target.package.folder / resource.path).read_bytes().decode()
    change.files[resource.path] = add_rows(text, resource.primary_key, rows, keep=keep).encode()


def _any(_row: Cells) -> bool:
    return True


def _is_real(row: Cells) -> bool:
    return row.get("source") != PLACEHOLDER


class _WithoutPlaceholders:
    """Whether a row is no placeholder of the indicator."""

    def __init__(self, indicator: str) -> None:
        self._indicator = indicator

    def __call__(self, row: Cells) -> bool:
        return _is_real(row) or row.get("indicator") != self._indicator


def _has_other_placeholders(target: Target, request: Request) -> bool:
    return any(
        not _is_real(row.cells) and row.cells["indicator"] != request.indicator
        for row in target.rows("observations")
    )


def check_new(change: Change, target: Target) -> None:
    """Raises `SilklineError` IM009 where the table has one of the values already."""
    key = ("indicator", "ref_area", "time_period", "source")
    known = {tuple(row.cells[c] for c in key): row.line for row in target.rows("observations")}
    for row in change.rows:
        line = known.get(tuple(row[c] for c in key))
        if line:
            message = (
                f"there is a value of {row['ref_area']} for {row['time_period']} from source "
                f"{row['source']} already"
            )
            hint = "remove the old rows first, or name a new vintage with --source."
            path = f"{target.place}/data/observations.csv"
            raise stop("IM009", path, message, hint, line=line)


# --- notes on raw files ---


def _sums(folder: Path, sums: Mapping[str, str]) -> bytes:
    path = folder / _SUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    new = [f"{sha256}  {file.removeprefix('raw/')}" for file, sha256 in sums.items()]
    return "".join(f"{line}\n" for line in dict.fromkeys([*lines, *new])).encode()


def _about(folder: Path, change: Change, request: Request) -> bytes:
    path = folder / _ABOUT
    text = path.read_text(encoding="utf-8") if path.is_file() else "# Where the files come from\n"
    if change.removed:
        text = re.sub(rf"\n`{PLACEHOLDER}\.csv`.*\n(?:.+\n)*", "", text)
    name, plain = (p.removeprefix("raw/") for p in (change.raw, change.evidence))
    lines = [f"`{name}`: byte for byte as retrieved on {request.retrieved}."]
    if plain != name:
        lines.append(
            f"`{plain}`: its cells as CSV in UTF-8, row by row, made by `silkline import`; values "
            "are plain numbers."
        )
    new = [line for line in lines if line not in text]
    return (text.rstrip("\n") + "\n" + "".join(f"\n{line}\n" for line in new)).encode()
