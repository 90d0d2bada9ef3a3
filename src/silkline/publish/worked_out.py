# A derived figure stands in no table of a package, so it is compared where it was published: in the
# CSV file of its indicator, as frozen and as made now. Names and notes are words about the figure,
# not the figure: they are left out.
"""Derived figures that a new release gives otherwise than the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from silkline.derive import Place, inputs_at
from silkline.model import Dataset, Release, Revision
from silkline.releases.frozen import Frozen
from silkline.releases.tables import KeyedTable, keyed_table, row_changes
from silkline.series import DERIVED

_KEY: Final = ("indicator", "ref_area", "time_period")
_TOLD: Final = ("obs_value", "obs_qualifier", "obs_status", "unit", "source")
_SCHEMA: Final = {"primaryKey": _KEY, "fields": [{"name": name} for name in (*_KEY, *_TOLD)]}


@dataclass(frozen=True, kw_only=True)
class Between:
    """The last release, and what the new one has so far."""

    last: Release
    release: Release
    dataset: Dataset
    rows: Sequence[Revision]
    """What differs in packages."""

    @cached_property
    def figures(self) -> frozenset[tuple[str, ...]]:
        """Published figures that differ: indicator, area and period."""
        found = (r.key for r in self.rows if r.table == "observations")
        return frozenset(tuple(key.get(name, "") for name in _KEY) for key in found)


def derived_since(
    between: Between, frozen: Frozen, files: Mapping[str, bytes]
) -> Iterator[Revision]:
    """Figures that are derived in the last release or in the new one, and differ.

    An indicator that is new or gone is told as a whole, not figure by figure.

    Args:
        between: The two releases.
        frozen: Where the last one is read from.
        files: Those of the new release, by path.

    Raises SilklineError where what is frozen is damaged (RL012).
    """
    wanted = {f"indicators/{name}.csv": name for name in between.dataset.derivations}
    before = {p: content for p, content in frozen.contents(between.last) if p in wanted}
    for path, name in sorted(wanted.items()):
        if path in before and before[path] != files[path]:
            yield from _of_indicator(name, before[path], files[path], between)


def _of_indicator(name: str, before: bytes, after: bytes, between: Between) -> Iterator[Revision]:
    old, new = _figures(before), _figures(after)
    derived = {k for table in (old, new) for k, row in table.rows.items() if _is_derived(row)}
    package = between.dataset.indicators[name].package
    for change in row_changes("", _only(old, derived), _only(new, derived)):
        area, period = change.key["ref_area"], change.key["time_period"]
        yield Revision(
            release=between.release.version,
            date=between.release.date,
            package=package,
            version=between.release.packages[package].version,
            table="",
            key=change.key,
            old=change.old,
            new=change.new,
            reason="",
            reason_zh="",
            is_derived=True,
            because=tuple(dict.fromkeys(_because(name, (area, period), between))),
        )


def _figures(content: bytes) -> KeyedTable:
    table = keyed_table(_SCHEMA, content)
    told = (*_KEY, *_TOLD)
    return replace(
        table, rows={k: {c: row.get(c, "") for c in told} for k, row in table.rows.items()}
    )


def _is_derived(row: Mapping[str, str]) -> bool:
    return row["source"] == DERIVED


def _only(table: KeyedTable, keys: set[tuple[str, ...]]) -> KeyedTable:
    return replace(table, rows={k: row for k, row in table.rows.items() if k in keys})


def _because(indicator: str, place: Place, between: Between) -> Iterator[str]:
    """What differs in what a figure is made of, down to the rows of packages."""
    derivation = between.dataset.derivations.get(indicator)
    figure = (indicator, *place)
    if figure in between.figures:
        yield "/".join(figure)
    for name, at in inputs_at(derivation, place) if derivation else ():
        yield from _because(name, at, between)
