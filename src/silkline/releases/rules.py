# The rule of Data Package v2 for versions, made exact: by how much a version must rise follows from
# what differs. Where something goes or means something else, programs that read it break: major.
# What is new breaks nothing: minor. What is corrected: patch.
"""By how much the version of a package must rise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from silkline.releases.tables import KeyedTable, RowChange, changes_of

MEANING: Final = {
    "indicators": ("unit", "kind", "aggregation"),
    "derived": ("formula", "inputs", "reference_area", "base_period", "years"),
}
"""Columns that say what figures are, by table: another cell there means other data. Whether a
definition in words was only made clearer is for its author to say."""
ABOUT: Final = frozenset({"breaks", "waivers"})
"""Tables that only speak of data in others: what comes and goes in them corrects."""

_VERSION: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class Part(IntEnum):
    """A part of a version, the more serious the greater."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a part must rise, in words."""

    part: Part
    words: str


def parse(version: str) -> tuple[int, int, int] | None:
    """The three numbers of a version; None where it is none."""
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def risen(version: str, part: Part) -> str:
    """The least version in which a part has risen."""
    major, minor, patch = parse(version) or (0, 0, 0)
    if part is Part.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if part is Part.MINOR else f"{major}.{minor}.{patch + 1}"


def part_risen(before: str, after: str) -> Part | None:
    """Which part of a version has risen; None where none has."""
    old, new = parse(before), parse(after)
    if old is None or new is None or new <= old:
        return None
    if new[0] > old[0]:
        return Part.MAJOR
    return Part.MINOR if new[1] > old[1] else Part.PATCH


def needed(before: Mapping[str, KeyedTable], after: Mapping[str, KeyedTable]) -> Reason:
    """The part that must rise from one state of a package to another, and the first reason."""
    found = [*_of_tables(before, after), *_of_rows(before, after)]
    other = Reason(part=Part.PATCH, words="what is said of the data differs")
    return max(found, key=lambda r: r.part, default=other)


def _of_tables(
    before: Mapping[str, KeyedTable], after: Mapping[str, KeyedTable]
) -> Iterator[Reason]:
    for name in sorted(before.keys() - after.keys()):
        yield Reason(part=Part.MAJOR, words=f"the table '{name}' is gone")
    for name in sorted(after.keys() - before.keys()):
        yield Reason(part=Part.MINOR, words=f"the table '{name}' is new")
    for name in sorted(before.keys() & after.keys()):
        if before[name].fields != after[name].fields:
            yield Reason(part=Part.MAJOR, words=f"the columns of '{name}' are others")
        if before[name].key != after[name].key:
            yield Reason(part=Part.MAJOR, words=f"the key of '{name}' is another")


def _of_rows(before: Mapping[str, KeyedTable], after: Mapping[str, KeyedTable]) -> Iterator[Reason]:
    for change in changes_of(before, after):
        if change.table in before and change.table in after:
            yield _of_row(change, keyed=before[change.table].is_keyed)


def _of_row(change: RowChange, *, keyed: bool) -> Reason:
    if not keyed or change.table in ABOUT:
        return Reason(part=Part.PATCH, words=f"rows of '{change.table}' differ")
    row = f"'{'/'.join(change.key.values())}' of '{change.table}'"
    if change.new is None:
        return Reason(part=Part.MAJOR, words=f"the row {row} is gone")
    if change.old is None:
        return Reason(part=Part.MINOR, words=f"the row {row} is new")
    other = [c for c in MEANING.get(change.table, ()) if c in change.new]
    if other:
        return Reason(part=Part.MAJOR, words=f"'{other[0]}' of {row} is another")
    return Reason(part=Part.PATCH, words=f"the row {row} is corrected")
