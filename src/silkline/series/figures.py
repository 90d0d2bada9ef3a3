# Six million figures are most of what a site can hold. So those of an indicator are read and made
# when somebody looks at them, and of a table that has not changed only those of the area asked for.
"""The observations of tables, made when somebody looks at them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain, groupby
from operator import attrgetter
from typing import Final

from silkline import rows
from silkline.model import Figures, LateRows, Observation, Runs, Source, Table
from silkline.stamps import made_before, made_from

_PERIOD: Final = re.compile(r"(\d{4})(?:-(?:Q(?P<quarter>[1-4])|S(?P<half>[12])|(?P<month>\d\d)))?")


class LateFigures(Figures):
    """All observations by indicator, read and made when somebody looks at them.

    Args:
        series: What makes those of each indicator.
        made: Those that are made already.
    """

    __slots__ = ("_areas", "_made", "_series")

    def __init__(
        self, series: Mapping[str, Series], made: Mapping[str, tuple[Observation, ...]]
    ) -> None:
        self._series = dict(sorted(series.items()))
        self._made = dict(made)
        self._areas: dict[str, dict[str, tuple[Observation, ...]]] = {}

    def having(self, indicator: str, found: tuple[Observation, ...]) -> LateFigures:
        """The same with the observations of one more indicator."""
        return LateFigures(self._series, {**self._made, indicator: found})

    def areas(self, indicator: str) -> tuple[str, ...]:
        """The areas of an indicator, in their order."""
        runs = self._runs(indicator)
        return runs.areas if runs else tuple(self._split(indicator))

    def of(self, indicator: str, area: str) -> tuple[Observation, ...]:
        """The observations of an area."""
        if self._runs(indicator) is None:
            return self._split(indicator).get(area, ())
        return self._series[indicator].of(area)

    def _runs(self, indicator: str) -> Runs | None:
        """Where the rows of each area stand, if those of all areas have not been read."""
        return None if indicator in self._made else self._series[indicator].runs

    def _split(self, indicator: str) -> dict[str, tuple[Observation, ...]]:
        if indicator not in self._areas:
            found = groupby(self[indicator], key=attrgetter("ref_area"))
            self._areas[indicator] = {area: tuple(group) for area, group in found}
        return self._areas[indicator]

    def __getitem__(self, indicator: str) -> tuple[Observation, ...]:
        if indicator not in self._made:
            self._made[indicator] = self._series[indicator].whole()
        return self._made[indicator]

    def __contains__(self, indicator: object) -> bool:
        return indicator in self._series or indicator in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._series, *self._made}))

    def __len__(self) -> int:
        return len({*self._series, *self._made})


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The rows of one indicator, in one table or several."""

    indicator: str
    tables: tuple[Table, ...]
    sources: Mapping[str, Source]
    places: Callable[[Table, str], tuple[slice, ...]]
    """Where the rows of an indicator stand in a table."""

    @property
    def runs(self) -> Runs | None:
        """Where those of each area stand in the file, if they are in one that is not yet read."""
        (first, *more) = (t.rows for t in self.tables)
        if more or not isinstance(first, LateRows) or first.is_read:
            return None
        return first.runs[self.indicator]

    def whole(self) -> tuple[Observation, ...]:
        """All observations: where rows and sources are the same, those of before."""
        parts = (made_from(("own", t.package, self.indicator), self._own, t) for t in self.tables)
        return made_from(("series", self.indicator), _in_order, self.sources, *parts)

    def of(self, area: str) -> tuple[Observation, ...]:
        """Those of one area, where `runs` tells of them."""
        (table,) = self.tables
        assert isinstance(table.rows, LateRows)
        part = replace(table, rows=table.rows.part(self.indicator, area))
        found = rows.make_observations(part, slice(None))
        return group_observations(found, self.sources).get(self.indicator, ())

    def _own(self, table: Table) -> tuple[Observation, ...]:
        """Those of one table: one that is as it was is the very same."""
        then = made_before(("own", table.package, self.indicator))
        known = {o.where: o for o in then[1]} if then else {}
        places = self.places(table, self.indicator)
        found = (o for place in places for o in rows.make_observations(table, place))
        return tuple(o if known.get(o.where) != o else known[o.where] for o in found)


def late_figures(tables: Iterable[Table], sources: Mapping[str, Source]) -> LateFigures:
    """All observations by indicator: one whose rows and sources are the same is as it was."""
    parts: defaultdict[str, list[Table]] = defaultdict(list)
    for table in tables:
        for indicator in table.indicators:
            parts[indicator].append(table)
    known: dict[str, dict[str, tuple[slice, ...]]] = {}

    def places(table: Table, indicator: str) -> tuple[slice, ...]:
        if table.package not in known:
            known[table.package] = _places(table)
        return known[table.package][indicator]

    series = (
        Series(indicator=i, tables=tuple(found), sources=sources, places=places)
        for i, found in parts.items()
    )
    return LateFigures({s.indicator: s for s in series}, {})


def _places(table: Table) -> dict[str, tuple[slice, ...]]:
    """Where the rows of each indicator stand in a table."""
    found: defaultdict[str, list[slice]] = defaultdict(list)
    start = 0
    for indicator, run in groupby(table.column("indicator")):
        end = start + sum(1 for _ in run)
        found[indicator].append(slice(start, end))
        start = end
    return {indicator: tuple(runs) for indicator, runs in found.items()}


class ByArea(Mapping[str, tuple[Observation, ...]]):
    """Observations of one indicator by area, made when somebody looks at them."""

    __slots__ = ("_areas", "_made", "_of")

    def __init__(self, areas: Iterable[str], of: Callable[[str], tuple[Observation, ...]]) -> None:
        self._areas, self._of = dict.fromkeys(areas), of
        self._made: dict[str, tuple[Observation, ...]] = {}

    def __getitem__(self, area: str) -> tuple[Observation, ...]:
        if area not in self._made:
            if area not in self._areas:
                raise KeyError(area)
            self._made[area] = self._of(area)
        return self._made[area]

    def __contains__(self, area: object) -> bool:
        return area in self._areas

    def __iter__(self) -> Iterator[str]:
        return iter(self._areas)

    def __len__(self) -> int:
        return len(self._areas)


def _in_order(
    sources: Mapping[str, Source], *parts: tuple[Observation, ...]
) -> tuple[Observation, ...]:
    (found,) = group_observations(chain(*parts), sources).values()
    return found


def group_observations(
    observations: Iterable[Observation], sources: Mapping[str, Source]
) -> dict[str, tuple[Observation, ...]]:
    """Observations by indicator, each sorted by area, period and preference of the source."""

    def order(o: Observation) -> tuple[str, str, date, str, int, str]:
        preference = sources[o.source].preference if o.source in sources else 0
        return (
            o.indicator,
            o.ref_area,
            period_start(o.time_period),
            o.time_period,
            preference,
            o.source,
        )

    ordered = sorted(observations, key=order)
    return {key: tuple(group) for key, group in groupby(ordered, key=attrgetter("indicator"))}


@cache
def period_start(period: str) -> date:
    """First day of an SDMX period; of an interval such as `2011/2020`, of its first part."""
    match = _PERIOD.match(period)
    if match is None:
        return date.min
    months = {"quarter": 3, "half": 6, "month": 1}
    month = 1
    for name, length in months.items():
        if match[name]:
            month = (int(match[name]) - 1) * length + 1
    return date(int(match[1]), month, 1)
