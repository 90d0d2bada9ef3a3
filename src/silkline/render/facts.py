# What sentences and tables say about a number beyond the number: its change, its rank, its share.
# Each is given only where it is exact: between adjacent periods of one source, among those that
# report, of one publisher's total.
"""Change, rank, share and coverage, each only where the data allow it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from silkline import series
from silkline.memory import kept, remembered
from silkline.model import AreaKind, Claim, Dataset, Indicator, Observation, Qualifier

POINT_BASES: Final = frozenset({"percent", "percentage-points", "index"})
"""Bases of units whose change is a difference in points, not a percentage of a percentage."""

UNCOMPARED_BASES: Final = frozenset({"rank", "year"})
UNRANKED_BASES: Final = UNCOMPARED_BASES | {"exchange-rate"}
"""Rates of different currencies have no order, though each has a change."""
ESTIMATED: Final = frozenset("EFI")
"""Estimated, forecast and imputed values of SDMX CL_OBS_STATUS."""

WORLD_M49: Final = "001"
FEWEST_RANKED: Final = 5
"""A rank among fewer economies says more about who reports than about the economy."""

FEW_AREAS: Final = 8
"""Areas that fit into one table and grid."""

BREADTHS: Final = ("wide", "computed", "narrow", "claimed")
"""Published for many economies, computed for many, known for a few places, known from claims."""

SIZES: Final = frozenset({"level", "count"})
SIZE_FIRST: Final = 1000
"""More than any indicator is used: a size comes before shares and rates."""

_YEAR: Final = re.compile(r"(\d{4})(-[QS]?\d+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a value differs from that of the comparable period before."""

    since: str
    """The earlier period."""
    amount: Decimal
    """In percent, or in points if `points`."""
    points: bool
    same: bool
    """Whether the two values are equal as published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A rank among the economies that report for one period."""

    position: int
    count: int
    joint: bool


def year_before(period: str) -> str:
    """The same part of the year before; nothing for an interval, which has no neighbour."""
    match = _YEAR.match(period)
    return f"{int(match[1]) - 1:04d}{match[2] or ''}" if match else ""


def _beside(dataset: Dataset, o: Observation, area: str, period: str) -> Observation | None:
    """What the source of an observation gives for another place."""
    found = series.all_by_area(dataset, o.indicator).get(area, ())
    return next((x for x in found if x.time_period == period and x.source == o.source), None)


def change(dataset: Dataset, observation: Observation) -> Change | None:
    """Change on the year before, if one source gives both figures exactly, without a break."""
    year = year_before(observation.time_period)
    before = _beside(dataset, observation, observation.ref_area, year)
    base = dataset.units[dataset.indicators[observation.indicator].unit].base
    if before is None or base in UNCOMPARED_BASES or breaks_at(dataset, observation):
        return None
    if not (_exact(observation) and _exact(before)) or observation.status == "B":
        return None
    return _difference(before, observation, points=base in POINT_BASES)


def _difference(before: Observation, after: Observation, *, points: bool) -> Change | None:
    assert before.value is not None
    assert after.value is not None
    if not points and before.value <= 0:
        return None
    amount = after.value - before.value
    if not points:
        amount = amount / before.value * 100
    same = before.value == after.value
    return Change(since=before.time_period, amount=amount, points=points, same=same)


def breaks_at(dataset: Dataset, observation: Observation) -> bool:
    """Whether a break in the series is recorded for this very period."""
    return any(
        b.indicator == observation.indicator
        and b.ref_area in {"", observation.ref_area}
        and b.time_period == observation.time_period
        for b in dataset.breaks
    )


@kept
def widest(dataset: Dataset, indicator: str) -> int:
    """How many economies have a figure for the best covered period."""
    return max(series.reporters(dataset, indicator).values(), default=0)


@kept
def places(dataset: Dataset, indicator: str, period: str) -> dict[str, Place]:
    """Rank of each economy for a period; nothing where a figure is hedged or too few report.

    Too few are fewer than half as many as for the best covered period: the place among a handful of
    early reporters is no rank.
    """
    ranks = series.ranking(dataset, indicator, period)
    unranked = dataset.units[dataset.indicators[indicator].unit].base in UNRANKED_BASES
    exact = all(_exact(r.observation) for r in ranks)
    if unranked or not exact or len(ranks) < max(FEWEST_RANKED, widest(dataset, indicator) / 2):
        return {}
    shared = Counter(r.position for r in ranks)
    return {
        r.observation.ref_area: Place(
            position=r.position, count=len(ranks), joint=shared[r.position] > 1
        )
        for r in ranks
    }


def place(dataset: Dataset, observation: Observation) -> Place | None:
    """Rank of an economy's figure among all that report for its period."""
    return places(dataset, observation.indicator, observation.time_period).get(observation.ref_area)


def world_share(dataset: Dataset, observation: Observation) -> Decimal | None:
    """The figure as a percentage of the same source's figure for the world."""
    summed = dataset.indicators[observation.indicator].aggregation == "sum"
    if not summed or not _exact(observation) or is_world(dataset, observation.ref_area):
        return None
    for code in worlds(dataset):
        whole = _beside(dataset, observation, code, observation.time_period)
        if whole is not None and _exact(whole) and whole.value:
            assert observation.value is not None
            return observation.value / whole.value * 100
    return None


def share_beside(dataset: Dataset, observation: Observation) -> Observation | None:
    """What a related share says of the same place and period."""
    for code in dataset.indicators[observation.indicator].related:
        related = dataset.indicators.get(code)
        if related is not None and related.kind == "share":
            found = series.value_at(dataset, code, observation.ref_area, observation.time_period)
            if found is not None and found.value is not None:
                return found
    return None


@remembered
def worlds(dataset: Dataset) -> tuple[str, ...]:
    """Codes of the groups that are the whole world (M49 code 001)."""
    return tuple(
        a.code for a in dataset.areas.values() if a.kind is AreaKind.GROUP and a.m49 == WORLD_M49
    )


def is_world(dataset: Dataset, area: str) -> bool:
    """Whether an area is the whole world."""
    return area in worlds(dataset)


@kept
def areas_with_values(dataset: Dataset, indicator: str) -> tuple[str, ...]:
    """Codes of the areas with at least one value of an indicator."""
    found = {o.ref_area for o in series.preferred(dataset, indicator) if o.value is not None}
    return tuple(a for a in series.by_area(dataset, indicator) if a in found)


def indicators_of(dataset: Dataset, area: str) -> tuple[str, ...]:
    """Indicators with at least one value for an area, as `ordered_indicators` orders them."""
    return _indicators_by_area(dataset).get(area, ())


@remembered
def _indicators_by_area(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for indicator in ordered_indicators(dataset):
        for area in areas_with_values(dataset, indicator):
            found.setdefault(area, []).append(indicator)
    return {area: tuple(indicators) for area, indicators in found.items()}


@remembered
def ordered_indicators(dataset: Dataset) -> tuple[str, ...]:
    """Every indicator in order of topic, and within it the one that says most first.

    That is: what many economies report before what few do, published before computed, sizes before
    shares and rates, what claims and other indicators rest on, and then by number of economies.
    """
    orders = {t.code: t.order for t in dataset.topics.values()}
    uses = _uses(dataset)

    def order(i: Indicator) -> tuple[int, str, int, bool, int, int, str, str]:
        known = len(areas_with_values(dataset, i.id))
        breadth = BREADTHS.index(breadth_of(dataset, i.id))
        rank = (orders[i.topic], i.topic, breadth, i.id in dataset.derivations)
        return (*rank, -uses[i.id] - SIZE_FIRST * (i.kind in SIZES), -known, i.title, i.id)

    return tuple(i.id for i in sorted(dataset.indicators.values(), key=order))


@remembered
def breadth_of(dataset: Dataset, indicator: str) -> str:
    """Where an indicator stands in the list of its topic, one of `BREADTHS`."""
    known = len(areas_with_values(dataset, indicator))
    if known > FEW_AREAS:
        return "computed" if indicator in dataset.derivations else "wide"
    return "narrow" if known else "claimed"


def _uses(dataset: Dataset) -> Counter[str]:
    """How often claims, derived indicators and entries rest on each indicator."""
    uses = Counter(i for d in dataset.derivations.values() for i in set(d.inputs))
    for c in dataset.claims.values():
        uses.update({c.indicator, c.against, c.denominator})
    uses.update(k.target for k in dataset.links if k.kind == "indicator")
    return uses


@remembered
def claims_of_value(dataset: Dataset, indicator: str) -> tuple[Claim, ...]:
    """The claims that state the indicator itself, not its growth, its part or its rank."""
    base = dataset.units[dataset.indicators[indicator].unit].base
    return tuple(
        c
        for c in dataset.claims.values()
        if c.indicator == indicator and dataset.units[c.unit].base == base and not c.base_period
    )


def topics_of(dataset: Dataset, indicators: Iterable[str]) -> tuple[str, ...]:
    """The topics of some indicators, in the order of the topics."""
    found = {dataset.indicators[i].topic for i in indicators if i in dataset.indicators}
    return tuple(t for t in dataset.topics if t in found)


@remembered
def observed_areas(dataset: Dataset) -> tuple[str, ...]:
    """Areas with a value of any indicator, in the order of the reference list."""
    found = {a for i in dataset.indicators for a in areas_with_values(dataset, i)}
    return tuple(a for a in dataset.areas if a in found)


def package_of(dataset: Dataset, observation: Observation) -> str:
    """Name of the package in whose table an observation stands."""
    known = _packages_by_folder(dataset)
    folder = observation.where.path
    while folder and folder not in known:
        folder = folder.rpartition("/")[0]
    return known.get(folder) or dataset.indicators[observation.indicator].package


@remembered
def _packages_by_folder(dataset: Dataset) -> dict[str, str]:
    return {p.where.path.rpartition("/")[0]: p.name for p in dataset.packages.values()}


def shown_areas(dataset: Dataset, indicator: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The areas that a page shows: those wanted that have values, or all where there are few."""
    found = areas_with_values(dataset, indicator)
    shown = [a for a in wanted if a in found]
    if len(found) <= FEW_AREAS:
        return tuple(dict.fromkeys([*shown, *found]))
    ranks = series.ranking(dataset, indicator, series.ranking_period(dataset, indicator))
    leaders = [r.observation.ref_area for r in ranks]
    return tuple(dict.fromkeys(shown or [*leaders, *found]))[:FEW_AREAS]


def span(periods: tuple[str, ...]) -> tuple[str, str]:
    """First and last of some periods in order of time."""
    ordered = sorted(set(periods), key=lambda p: (series.period_start(p), p))
    return (ordered[0], ordered[-1]) if ordered else ("", "")


def _exact(observation: Observation) -> bool:
    return observation.value is not None and observation.qualifier is Qualifier.EXACT
