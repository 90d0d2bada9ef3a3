# A table of a release is read by its own descriptor and by nothing else: profiles and types of a
# later engine must not decide whether an earlier release can be compared with.
"""The tables of a package as rows that are told apart by their key, and what differs in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from silkline.cache import digest
from silkline.model import Package

REVISIONS: Final = "revisions"
"""The table that says why rows changed; it is no data itself."""

Key = tuple[str, ...]
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedTable:
    """A table: its columns as declared, and its rows by key."""

    fields: tuple[tuple[str, str, str], ...]
    """Name, type and format of each column, in order."""
    key: tuple[str, ...]
    """The columns by which rows are known; empty where the whole row is."""
    rows: Mapping[Key, Cells] = field(repr=False)

    @property
    def is_keyed(self) -> bool:
        """Whether rows are known by a key, so that a changed one is told from a new one."""
        return bool(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row that is new, gone, or has other cells; only those that differ are held."""

    table: str
    key: Cells
    old: Cells | None
    new: Cells | None


def keyed_tables(files: Mapping[str, bytes]) -> dict[str, KeyedTable]:
    """The tables of a package from its files, by name; `revisions` is left out."""
    return _data(_tables(json.loads(files["datapackage.json"]), files))


def package_tables(package: Package) -> dict[str, KeyedTable]:
    """The same of a package in its folder."""
    return _data(every_table(package).items())


def every_table(package: Package) -> dict[str, KeyedTable]:
    """The tables of a package in its folder, `revisions` with them."""
    paths = {p for r in package.descriptor["resources"] for p in _paths(r)}
    kept = {p: package.folder / p for p in paths if (package.folder / p).is_file()}
    return dict(_tables(package.descriptor, {p: file.read_bytes() for p, file in kept.items()}))


def keyed_table(schema: Mapping[str, Any], content: bytes) -> KeyedTable:
    """A table from its CSV, by its schema."""
    declared = schema.get("primaryKey", [])
    key = (declared,) if isinstance(declared, str) else tuple(declared)
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    found = ({c: v or "" for c, v in row.items() if c is not None} for row in rows)
    fields = tuple(
        (str(f["name"]), str(f.get("type", "any")), str(f.get("format", "default")))
        for f in schema["fields"]
    )
    return KeyedTable(
        fields=fields,
        key=key,
        rows={tuple(row.get(k, "") for k in key or row): row for row in found},
    )


def _data(tables: Iterable[tuple[str, KeyedTable]]) -> dict[str, KeyedTable]:
    return {name: table for name, table in tables if name != REVISIONS}


def _tables(
    descriptor: Mapping[str, Any], files: Mapping[str, bytes]
) -> Iterator[tuple[str, KeyedTable]]:
    for resource in descriptor["resources"]:
        paths = [p for p in _paths(resource) if p in files]
        if not paths:
            continue
        schema = resource.get("schema")
        plain = len(paths) == 1 and "dialect" not in resource and paths[0].endswith(".csv")
        try:
            found = keyed_table(schema, files[paths[0]]) if plain and schema else None
        except (csv.Error, ValueError, LookupError, TypeError, AttributeError):
            found = None  # a table of another profile, written in another way
        yield resource["name"], found or _whole({p: files[p] for p in paths})


def _whole(files: Mapping[str, bytes]) -> KeyedTable:
    """Files that are not read row by row: each is a row, known by its name."""
    rows: dict[Key, Cells] = {
        (p,): {"file": p, "sha256": digest(content)} for p, content in files.items()
    }
    return KeyedTable(fields=(), key=("file",), rows=rows)


def _paths(resource: Mapping[str, Any]) -> list[str]:
    path = resource.get("path", [])
    return [path] if isinstance(path, str) else [str(p) for p in path]


def row_changes(
    name: str, before: KeyedTable | None, after: KeyedTable | None
) -> Iterator[RowChange]:
    """Every row that differs, in the order of keys."""
    old, new = (table.rows if table else {} for table in (before, after))
    columns = (after or before or KeyedTable(fields=(), key=(), rows={})).key
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        known = dict(zip(columns, key, strict=False))
        told = [_apart(cells, other, known) for cells, other in ((was, now), (now, was))]
        yield RowChange(table=name, key=known, old=told[0], new=told[1])


def _apart(cells: Cells | None, other: Cells | None, key: Cells) -> Cells | None:
    """The cells that the other row has not: all that are not empty where there is no other."""
    if cells is None:
        return None
    rest = {c: v for c, v in cells.items() if c not in key}
    if other is None:
        return {c: v for c, v in rest.items() if v}
    return {c: v for c, v in rest.items() if other.get(c) != v}


def changes_of(
    before: Mapping[str, KeyedTable], after: Mapping[str, KeyedTable]
) -> Iterator[RowChange]:
    """Every row of a package that differs, table by table."""
    for name in sorted({*before, *after}):
        yield from row_changes(name, before.get(name), after.get(name))
