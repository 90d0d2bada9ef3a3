# An address that answered once answers for ever: where a page or file went for good, its authors
# say when, why and what replaces it, and the notice stands in its place. A file is not kept at its
# old address, because what is called latest must not be old.
"""Addresses that were withdrawn, from `withdrawn.csv` beside the settings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from silkline.marks import show
from silkline.model import Notice
from silkline.problems import Location, Problem, Problems

WITHDRAWN: Final = "withdrawn.csv"
COLUMNS: Final = ("address", "date", "reason", "reason_zh", "replaced_by")

_HINT: Final = "the columns are address, date, reason, reason_zh and replaced_by."


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """One row: an address, or all that begin alike, and what is said of it."""

    address: str
    """One that ends with `*` stands for all that begin so."""
    date: str
    reason: str
    reason_zh: str
    replaced_by: str
    line: int

    def covers(self, address: str) -> bool:
        """Whether the row is about an address."""
        if self.address.endswith("*"):
            return address.startswith(self.address[:-1])
        return address == self.address


def read_withdrawn(root: Path) -> tuple[tuple[Withdrawal, ...], Problems]:
    """The rows that can be used, and what is wrong with the others."""
    path = root / WITHDRAWN
    if not path.exists():
        return (), ()
    rows: list[Withdrawal] = []
    wrong: list[Problem] = []
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        table = csv.DictReader(stream)
        if tuple(table.fieldnames or ()) != COLUMNS:
            return (), (_problem(1, "the columns are others", _HINT),)
        for cells in table:
            line = table.line_num
            row = Withdrawal(line=line, **{c: cells[c] or "" for c in COLUMNS})
            fault = _fault(row)
            rows += [] if fault else [row]
            wrong += [_problem(line, fault, _HINT)] if fault else []
    return tuple(rows), tuple(wrong)


def notices(
    rows: Iterable[Withdrawal], known: Mapping[str, int], made: frozenset[str]
) -> tuple[tuple[Notice, ...], Problems]:
    """The notices to be made, and rows that are about nothing or about what is still there."""
    found: dict[str, Notice] = {}
    wrong: list[Problem] = []
    for row in rows:
        about = [address for address in known if row.covers(address)]
        there = sorted(made.intersection(about))
        if not about:
            message = f"no address that ever was is {show(row.address)}"
            wrong.append(_problem(row.line, message, "write it as in urls.lock."))
        elif there:
            message = f"{there[0]} is withdrawn and still there"
            wrong.append(_problem(row.line, message, "remove the row, or what has the address."))
        else:
            found |= {address: _notice(row, address) for address in about}
    return tuple(found[address] for address in sorted(found)), tuple(wrong)


def replacements(rows: Iterable[Withdrawal], made: frozenset[str]) -> Iterator[Problem]:
    """Rows that lead readers to an address that is not there."""
    for row in rows:
        if row.replaced_by and row.replaced_by.partition("#")[0] not in made:
            message = f"'replaced_by' is {show(row.replaced_by)}, which is no address of the site"
            yield _problem(
                row.line, message, "name a page or file that is there, or leave it empty."
            )


def _notice(row: Withdrawal, address: str) -> Notice:
    return Notice(
        address=address,
        date=row.date,
        reason=row.reason,
        reason_zh=row.reason_zh,
        replaced_by=row.replaced_by,
    )


def _fault(row: Withdrawal) -> str:
    """Why a row cannot be used, in words; empty where it can."""
    if not row.address.strip("*"):
        return "'address' is empty"
    if not row.reason.strip():
        return "'reason' is empty"
    try:
        date.fromisoformat(row.date)
    except ValueError:
        return f"'date' is {show(row.date)}, not a date such as 2026-11-22"
    return ""


def _problem(line: int, message: str, hint: str) -> Problem:
    where = Location(path=WITHDRAWN, line=line, column=1)
    return Problem(where=where, code="RL021", message=message, hint=hint)
