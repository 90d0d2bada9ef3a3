"""What pages, files, charts and claims ask of the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from silkline.memory import kept, remembered
from silkline.model import AreaKind, Dataset, Figures, Observation
from silkline.series.figures import ByArea, LateFigures, period_start
from silkline.stamps import made_from

DERIVED: Final = "derived"
"""Source id and evidence of an observation that the build computes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """An economy's place among those with a value for one period."""

    position: int
    """From 1; economies with equal values share the place."""
    observation: Observation


@remembered
def preferred(dataset: Dataset, indicator: str) -> tuple[Observation, ...]:
    """One observation for each area and period: that of the source of best preference.

    A source that holds no value for the period gives way to one that does.
    """
    found = dataset.observations.get(indicator, ())
    return made_from(("preferred", indicator), _preferred, found)


def _preferred(found: tuple[Observation, ...]) -> tuple[Observation, ...]:
    best = tuple(_best(group) for group in _by_place(found))
    return found if len(best) == len(found) else best  # where nothing is left out, held once


@remembered
def alternatives(
    dataset: Dataset, indicator: str
) -> dict[tuple[str, str], tuple[Observation, ...]]:
    """By area and period, the observations that `preferred` leaves out."""
    return dict(_left_out(dataset.observations.get(indicator, ())))


def _left_out(
    found: tuple[Observation, ...],
) -> Iterator[tuple[tuple[str, str], tuple[Observation, ...]]]:
    for group in _by_place(found):
        if len(group) > 1:
            best = _best(group)
            place = (best.ref_area, best.time_period)
            yield place, tuple(o for o in group if o is not best)


@remembered
def by_area(dataset: Dataset, indicator: str) -> Mapping[str, tuple[Observation, ...]]:
    """Preferred observations by area, each in order of time."""
    found = _figures(dataset)
    if indicator not in found:
        return {}
    return ByArea(found.areas(indicator), lambda area: _preferred(found.of(indicator, area)))


@remembered
def all_by_area(dataset: Dataset, indicator: str) -> Mapping[str, tuple[Observation, ...]]:
    """Every observation of an indicator, of whatever source, by area."""
    found = _figures(dataset)
    if indicator not in found:
        return {}
    return ByArea(found.areas(indicator), lambda area: found.of(indicator, area))


@remembered
def alternatives_by_area(dataset: Dataset, indicator: str) -> Mapping[str, tuple[Observation, ...]]:
    """By area, the observations that `preferred` leaves out."""

    def of(area: str) -> tuple[Observation, ...]:
        return tuple(o for _, others in _left_out(found.of(indicator, area)) for o in others)

    found = _figures(dataset)
    return ByArea(found.areas(indicator), of) if indicator in found else {}


def _figures(dataset: Dataset) -> Figures:
    found = dataset.observations
    return found if isinstance(found, Figures) else LateFigures({}, found)


def value_at(dataset: Dataset, indicator: str, area: str, period: str) -> Observation | None:
    """The preferred observation of an area and period, if it has a value."""
    found = by_area(dataset, indicator).get(area, ())
    return next((o for o in found if o.time_period == period and o.value is not None), None)


@remembered
def latest(dataset: Dataset, indicator: str, area: str) -> Observation | None:
    """The preferred observation of the last period that has a value."""
    found = [o for o in by_area(dataset, indicator).get(area, ()) if o.value is not None]
    return max(found, key=lambda o: period_start(o.time_period), default=None)


@kept
def periods(dataset: Dataset, indicator: str) -> tuple[str, ...]:
    """Every period in which some area has a value, in order of time."""
    found = {o.time_period for o in preferred(dataset, indicator) if o.value is not None}
    return tuple(sorted(found, key=lambda p: (period_start(p), p)))


@kept
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


# --- What stands behind derived figures ---

Key = tuple[str, str, str]
"""Area, period and source: what an observation of an indicator is told apart by."""


def key(o: Observation) -> Key:
    """What tells an observation from all others of its indicator."""
    return o.ref_area, o.time_period, o.source


@kept
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
