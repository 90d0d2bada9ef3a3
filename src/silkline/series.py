# Between the tables (text, as published) and everything that is made of them. `assemble` turns
# validated tables into typed statistics; the other functions are the questions that pages, files,
# charts and claims ask of them. Input has passed validation, so a cell that cannot be converted
# here is a bug, not a content mistake.
"""Tables to observations, and what can be asked of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain, groupby
from operator import attrgetter
from typing import Final, TypeVar

from silkline import rows
from silkline.memory import remembered
from silkline.model import (
    AreaKind,
    Dataset,
    Observation,
    Package,
    Row,
    Source,
    Table,
)
from silkline.problems import Location
from silkline.stamps import made_before, made_from

T = TypeVar("T")
Make = Callable[[Row, Location, str], T]
Tables = Mapping[tuple[str, str], Table]

DERIVED: Final = "derived"
"""Source id and evidence of an observation that the build computes."""

_PERIOD: Final = re.compile(r"(\d{4})(?:-(?:Q(?P<quarter>[1-4])|S(?P<half>[12])|(?P<month>\d\d)))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """An economy's place among those with a value for one period."""

    position: int
    """From 1; economies with equal values share the place."""
    observation: Observation


def assemble(packages: Iterable[Package], tables: Tables) -> Dataset:
    """Everything that the packages say, typed; derived observations are not computed yet."""
    packages = sorted(packages, key=lambda p: p.name)
    others = {p.name for p in packages if p.is_foreign}
    foreign = {key: table for key, table in sorted(tables.items()) if key[0] in others}
    tables = {key: table for key, table in tables.items() if key[0] not in others}
    # A source that several packages share, each with the same row, belongs to the first of them.
    shared = reversed(tuple(_all(tables, "sources", rows.make_source)))
    sources = {s.id: s for s in shared}
    sources = made_from("sources", dict, dict(sorted(sources.items())))
    return Dataset(
        packages={p.name: p for p in packages},
        tables=dict(sorted(tables.items())),
        areas={a.code: a for a in _all(tables, "areas", rows.make_area)},
        units=made_from("units", dict, {u.code: u for u in _all(tables, "units", rows.make_unit)}),
        topics={
            t.code: t
            for t in sorted(_all(tables, "topics", rows.make_topic), key=lambda t: t.order)
        },
        statuses={s.code: s for s in _all(tables, "obs_status", rows.make_status)},
        indicators={i.id: i for i in _all(tables, "indicators", rows.make_indicator)},
        derivations={d.indicator: d for d in _all(tables, "derived", rows.make_derivation)},
        sources=sources,
        observations=_observations(tables, sources),
        breaks=made_from("breaks", tuple, tuple(_all(tables, "breaks", rows.make_break))),
        statements={s.id: s for s in _all(tables, "statements", rows.make_statement)},
        claims={c.id: c for c in _all(tables, "claims", rows.make_claim)},
        reconciliations={
            r.id: r for r in _all(tables, "reconciliations", rows.make_reconciliation)
        },
        registers={
            r.id: r
            for r in sorted(
                _all(tables, "registers", rows.make_register), key=lambda r: (r.order, r.id)
            )
        },
        entries={
            e.id: e for e in sorted(_all(tables, "entries", rows.make_entry), key=lambda e: e.id)
        },
        mentions=tuple(_all(tables, "mentions", rows.make_mention)),
        dates=tuple(_all(tables, "dates", rows.make_date)),
        members=tuple(_all(tables, "members", rows.make_member)),
        links=tuple(_all(tables, "links", rows.make_link)),
        targets={t.id: t for t in _all(tables, "targets", rows.make_target)},
        terms={t.id: t for t in _all(tables, "terms", rows.make_term)},
        other_names=_other_names(tables),
        foreign=foreign,
        waivers=tuple(_all(tables, "waivers", rows.make_waiver)),
    )


def _observations(
    tables: Tables, sources: Mapping[str, Source]
) -> dict[str, tuple[Observation, ...]]:
    """All observations by indicator: one whose rows and sources are the same is as it was."""
    parts: defaultdict[str, list[tuple[Observation, ...]]] = defaultdict(list)
    for table in _named(tables, "observations"):
        split = made_from(("split", table.package), _by_indicator, _figures(table))
        for indicator, found in split.items():
            parts[indicator].append(made_from(("own", table.package, indicator), tuple, found))
    return {i: made_from(("series", i), _in_order, sources, *parts[i]) for i in sorted(parts)}


def _in_order(
    sources: Mapping[str, Source], *parts: tuple[Observation, ...]
) -> tuple[Observation, ...]:
    """The observations of one indicator."""
    (found,) = group_observations(chain(*parts), sources).values()
    return found


def _by_indicator(observations: Iterable[Observation]) -> dict[str, list[Observation]]:
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for o in observations:
        found[o.indicator].append(o)
    return dict(found)


def _other_names(tables: Tables) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for area, name in _all(tables, "other_names", rows.make_other_name):
        found[area].append(name)
    return {area: tuple(names) for area, names in found.items()}


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


@remembered
def preferred(dataset: Dataset, indicator: str) -> tuple[Observation, ...]:
    """One observation for each area and period: that of the source of best preference.

    A source that holds no value for the period gives way to one that does.
    """
    found = dataset.observations.get(indicator, ())
    return made_from(("preferred", indicator), _preferred, found)


def _preferred(found: tuple[Observation, ...]) -> tuple[Observation, ...]:
    return tuple(_best(group) for group in _by_place(found))


@remembered
def alternatives(
    dataset: Dataset, indicator: str
) -> dict[tuple[str, str], tuple[Observation, ...]]:
    """By area and period, the observations that `preferred` leaves out."""
    found = {}
    for group in _by_place(dataset.observations.get(indicator, ())):
        if len(group) > 1:
            best = _best(group)
            key = (best.ref_area, best.time_period)
            found[key] = tuple(o for o in group if o is not best)
    return found


@remembered
def by_area(dataset: Dataset, indicator: str) -> dict[str, tuple[Observation, ...]]:
    """Preferred observations by area, each in order of time."""
    found = groupby(preferred(dataset, indicator), key=lambda o: o.ref_area)
    return {area: tuple(group) for area, group in found}


def value_at(dataset: Dataset, indicator: str, area: str, period: str) -> Observation | None:
    """The preferred observation of an area and period, if it has a value."""
    found = by_area(dataset, indicator).get(area, ())
    return next((o for o in found if o.time_period == period and o.value is not None), None)


@remembered
def latest(dataset: Dataset, indicator: str, area: str) -> Observation | None:
    """The preferred observation of the last period that has a value."""
    found = [o for o in by_area(dataset, indicator).get(area, ()) if o.value is not None]
    return max(found, key=lambda o: period_start(o.time_period), default=None)


@remembered
def periods(dataset: Dataset, indicator: str) -> tuple[str, ...]:
    """Every period in which some area has a value, in order of time."""
    found = {o.time_period for o in preferred(dataset, indicator) if o.value is not None}
    return tuple(sorted(found, key=lambda p: (period_start(p), p)))


@remembered
def ranking_period(dataset: Dataset, indicator: str) -> str:
    """The period to rank economies in, or an empty string where there is none.

    The last one in which at least half as many economies have a value as in the best covered one: a
    first handful of early reporters is no ranking.
    """
    counts = reporters(dataset, indicator)
    enough = max(counts.values(), default=0) / 2
    full = [p for p, n in counts.items() if n >= enough and n > 1]
    return max(full, key=lambda p: (period_start(p), p), default="")


@remembered
def ranking(dataset: Dataset, indicator: str, period: str) -> tuple[Rank, ...]:
    """Economies with a value for the period, largest first; groups and zones are left out."""
    of_period = _ranked_by_period(dataset, indicator).get(period, ())
    found = sorted(of_period, key=lambda o: (-_number(o), o.ref_area))
    ranks: list[Rank] = []
    for place, o in enumerate(found, start=1):
        tied = bool(ranks) and ranks[-1].observation.value == o.value
        ranks.append(Rank(position=ranks[-1].position if tied else place, observation=o))
    return tuple(ranks)


def _number(observation: Observation) -> Decimal:
    assert observation.value is not None
    return observation.value


def reporters(dataset: Dataset, indicator: str) -> dict[str, int]:
    """How many economies have a value, by period."""
    return {p: len(found) for p, found in _ranked_by_period(dataset, indicator).items()}


@remembered
def _ranked_by_period(dataset: Dataset, indicator: str) -> dict[str, list[Observation]]:
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for o in preferred(dataset, indicator):
        if o.value is not None and dataset.areas[o.ref_area].kind is AreaKind.ECONOMY:
            found[o.time_period].append(o)
    return dict(found)


def _by_place(found: tuple[Observation, ...]) -> Iterator[list[Observation]]:
    for _, group in groupby(found, key=lambda o: (o.ref_area, o.time_period)):
        yield list(group)


def _best(group: list[Observation]) -> Observation:
    return next((o for o in group if o.value is not None), group[0])


def _all(tables: Tables, resource: str, make: Make[T]) -> Iterator[T]:
    for table in _named(tables, resource):
        yield from _typed(table, make)


def _named(tables: Tables, resource: str) -> Iterator[Table]:
    """The tables of one name in all packages, by package."""
    return (table for (_, name), table in sorted(tables.items()) if name == resource)


def _typed(table: Table, make: Make[T]) -> tuple[T, ...]:
    """The rows of a table in types: what was made of a row serves while that says the same."""

    def typed(table: Table) -> tuple[T, ...]:
        then = made_before(name)
        known = _by_row(*then) if then and then[0][0].path == table.path else {}
        return tuple(
            known.get((row.line, *row.cells.items()))
            or make(row, Location(path=table.path, line=row.line), table.package)
            for row in table.rows
        )

    name = ("rows", table.package, table.resource)
    return made_from(name, typed, table)


def _by_row(values: tuple[Table], made: tuple[T, ...]) -> dict[object, T]:
    """What was made of each row, by all that it was made from."""
    rows = values[0].rows
    return {(r.line, *r.cells.items()): one for r, one in zip(rows, made, strict=True)}


def _figures(table: Table) -> tuple[Observation, ...]:
    """The observations of a table: one that is as it was is the very same."""

    def typed(table: Table) -> tuple[Observation, ...]:
        then = made_before(name)
        known = {o.where: o for o in then[1]} if then else {}
        found = ((known.get(o.where), o) for o in rows.make_observations(table))
        return tuple(before if before == o else o for before, o in found)

    name = ("rows", table.package, table.resource)
    return made_from(name, typed, table)


# --- What stands behind derived figures ---

Key = tuple[str, str, str]
"""Area, period and source: what an observation of an indicator is told apart by."""


def key(o: Observation) -> Key:
    """What tells an observation from all others of its indicator."""
    return o.ref_area, o.time_period, o.source


@remembered
def sources_behind(dataset: Dataset, indicator: str) -> frozenset[str]:
    """The sources of an indicator's own figures, and of those that derived ones were made from."""
    own = {o.source for o in dataset.observations.get(indicator, ())} - {DERIVED}
    return frozenset(own).union(*_made_of(dataset, indicator).values())


def sources_of(dataset: Dataset, o: Observation) -> frozenset[str]:
    """The sources behind one observation: its own, or those that a derived one was made from."""
    if o.source != DERIVED:
        return frozenset((o.source,))
    return _made_of(dataset, o.indicator)[key(o)]


@remembered
def packages_behind(dataset: Dataset, indicator: str) -> tuple[str, ...]:
    """Names of the packages that an indicator's figures stand in, its own first."""
    derivation = dataset.derivations.get(indicator)
    found = [dataset.indicators[indicator].package]
    for name in derivation.inputs if derivation else ():
        found += packages_behind(dataset, name)
    return tuple(dict.fromkeys(found))


@remembered
def _made_of(dataset: Dataset, indicator: str) -> dict[Key, frozenset[str]]:
    """The sources that the derived figures of an indicator were made from."""
    derivation = dataset.derivations.get(indicator)
    inputs = [
        {(o.ref_area, o.time_period): o for o in preferred(dataset, name)}
        for name in (derivation.inputs if derivation else ())
    ]
    found: dict[Key, frozenset[str]] = {}
    for o in dataset.observations.get(indicator, ()):
        if o.source == DERIVED:
            below = (places.get((o.ref_area, o.time_period)) for places in inputs)
            behind = (sources_of(dataset, one) for one in below if one is not None)
            found[key(o)] = frozenset().union(*behind)
    return found
