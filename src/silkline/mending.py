# What a program can mend without guessing, it should not ask a person to mend. Only changes that
# leave every value as it was meant are made; a record in which nothing changes keeps its very
# bytes, so the difference shows nothing else.
"""Mending tables where the mend is certain: line ends, spaces, separators, order."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from silkline.config import Config
from silkline.load import load_catalog
from silkline.marks import relative
from silkline.model import Resource
from silkline.tabular import RECORD, line_of, raw_records, without_separators, write_whole

SHOWN_LINES: Final = 60
"""Lines of the difference of one file that are shown."""
_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A table before and after."""

    file: Path
    path: str
    """Relative to the site's root."""
    before: str
    after: str


def find_mends(config: Config) -> tuple[Mend, ...]:
    """What can be mended in the tables of all packages whose descriptor is sound."""
    catalog, _ = load_catalog(config)
    found = (
        _mend_of(package.folder / resource.path, resource, config.root)
        for package in catalog.packages
        if not package.is_foreign
        for resource in package.resources
    )
    return tuple(m for m in found if m)


def write_mend(mend: Mend) -> None:
    """Put the mended text in place, whole or not at all."""
    write_whole(mend.file, mend.after.encode())


def difference(mend: Mend) -> str:
    """What changes, as a unified difference with the path on both sides; marks made visible."""
    before, after = (_visible(t) for t in (mend.before, mend.after))
    lines = list(difflib.unified_diff(before, after, mend.path, mend.path, n=0, lineterm=""))
    left = len(lines) - SHOWN_LINES
    more = [f"… and {left} more lines"] if left > 0 else []
    return "\n".join([*lines[:SHOWN_LINES], *more])


def _visible(text: str) -> list[str]:
    shown = text.replace(_MARK, "<byte order mark>").replace("\r", "<CR>")
    lines = shown.split("\n")
    return lines[:-1] if not lines[-1] else [*lines[:-1], lines[-1] + "<no line end>"]


def _mend_of(file: Path, resource: Resource, root: Path) -> Mend | None:
    try:
        before = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    after = _sorted_and_clean(_plain(before), resource)
    if after == before:
        return None
    return Mend(file=file, path=relative(file, root), before=before, after=after)


def _plain(text: str) -> str:
    """Without a byte order mark, with line ends of one kind, and one at the end."""
    text = text.removeprefix(_MARK).replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return text.rstrip("\n") + "\n" if text.strip() else text


# --- Records ---


Record = tuple[str, list[str]]
"""A row as it stands in the file, its line end included, and its cells."""


def _sorted_and_clean(text: str, resource: Resource) -> str:
    """The table with clean cells and sorted rows; as it was where its form is in doubt."""
    records = _records(text)
    columns = [f.name for f in resource.fields]
    if not records or records[0][1] != columns:
        return text
    if any(len(cells) != len(columns) for _, cells in records):
        return text
    cleaners = [_cleaner(f.type) for f in resource.fields]
    rows = [_cleaned(record, cleaners) for record in records[1:]]
    key = [columns.index(name) for name in resource.primary_key if name in columns]
    if key:
        rows.sort(key=lambda row: [row[1][k] for k in key])
    return "".join(raw for raw, _ in (records[0], *rows))


def _records(text: str) -> list[Record]:
    """The records of a text whose form is beyond doubt; none where it is not."""
    if "\r" in text:
        return []
    try:
        records = raw_records(text)
    except csv.Error:
        return []
    return records if all(RECORD.fullmatch(raw) for raw, _ in records) else []


Cleaner = Callable[[str], str]


def _cleaner(kind: str) -> Cleaner:
    def clean(cell: str) -> str:
        text = cell.strip()
        return without_separators(text) if kind in {"number", "integer"} else text

    return clean


def _cleaned(record: Record, cleaners: list[Cleaner]) -> Record:
    cells = [clean(cell) for clean, cell in zip(cleaners, record[1], strict=True)]
    return record if cells == record[1] else (line_of(cells), cells)
