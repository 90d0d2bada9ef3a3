# Why a value was revised is known to whoever revised it and to nobody else, so it stands in the
# package beside the data: one row for a cell, for a series or for a whole table.
"""Reasons for changes, from the table `revisions` of a package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from silkline.model import Row, Table
from silkline.releases.rules import parse
from silkline.releases.tables import RowChange

EVERY: Final = ""
"""In `table` and `rows`: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One reason, and the changes that it is for."""

    version: str
    """Of the package in which the change was made."""
    table: str
    rows: str
    """The first parts of the rows' key, joined by slashes."""
    reason: str
    reason_zh: str
    line: int

    def covers(self, change: RowChange) -> bool:
        """Whether this is a reason for a change."""
        key = "/".join(change.key.values())
        return self.table in {EVERY, change.table} and (
            self.rows in {EVERY, key} or key.startswith(f"{self.rows}/")
        )


def given(table: Table | None, *, after: str) -> tuple[Given, ...]:
    """The reasons of a package for what changed after a version, the narrowest first."""
    rows: Sequence[Row] = table.rows if table else ()
    found = [_given(row.cells, row.line) for row in rows]
    since = parse(after) or (0, 0, 0)
    new = [g for g in found if (parse(g.version) or since) > since]
    return tuple(sorted(new, key=lambda g: (-len(g.rows), -len(g.table), g.line)))


def reason_for(change: RowChange, reasons: Iterable[Given]) -> Given | None:
    """The narrowest reason for a change."""
    return next((g for g in reasons if g.covers(change)), None)


def _given(cells: Mapping[str, str], line: int) -> Given:
    names = ("version", "table", "rows", "reason", "reason_zh")
    return Given(line=line, **{name: cells.get(name, "") for name in names})
