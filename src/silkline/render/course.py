# How a figure stands in its own series. Only figures that may be compared count: of the same
# sources, exact, of the same kind of period, none of them a forecast, and none from before a break,
# be it a break of the series itself or of one that it is computed from.
"""The highest, the lowest and the latest run of a series, where its figures can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from silkline import series
from silkline.memory import remembered
from silkline.model import Dataset, Observation, Qualifier
from silkline.render import facts

FEWEST: Final = 5
"""The highest of four figures is no news."""
SHORTEST_RUN: Final = 3
"""Years of growth in a row that are worth a sentence."""

_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme:
    """The highest or lowest figure of a series."""

    observation: Observation
    """The latest of those that share the value."""
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a figure stands among the comparable ones before it."""

    count: int
    since: str
    until: str
    lowest: Extreme
    highest: Extreme


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Years in a row in which a figure rose, or fell."""

    since: str
    rose: bool


def course_of(dataset: Dataset, o: Observation) -> Course | None:
    """The extremes of the series up to an observation; nothing where too few can be compared."""
    found = _comparable(dataset, o)
    values = [_value(x) for x in found]
    if len(found) < FEWEST or min(values) == max(values):
        return None
    return Course(
        count=len(found),
        since=found[0].time_period,
        until=o.time_period,
        lowest=_extreme(found, min(values)),
        highest=_extreme(found, max(values)),
    )


def run_of(dataset: Dataset, o: Observation) -> Run | None:
    """The years in a row, up to an observation, in which the figure moved in one direction."""
    found = {x.time_period: _value(x) for x in _comparable(dataset, o)}
    if not o.time_period.isdecimal() or o.time_period not in found:
        return None
    period, steps, rose = o.time_period, 0, None
    while (before := facts.year_before(period)) in found and found[before] != found[period]:
        up = found[period] > found[before]
        if rose is None:
            rose = up
        if up is not rose:
            break
        period, steps = before, steps + 1
    return Run(since=period, rose=bool(rose)) if steps >= SHORTEST_RUN else None


def _comparable(dataset: Dataset, o: Observation) -> list[Observation]:
    base = dataset.units[dataset.indicators[o.indicator].unit].base
    if base in facts.UNCOMPARED_BASES or "/" in o.time_period:
        return []
    behind = series.sources_of(dataset, o)
    until, broken = series.period_start(o.time_period), _last_break(dataset, o)
    return [
        x
        for x in series.by_area(dataset, o.indicator).get(o.ref_area, ())
        if _plain(x)
        and _form(x) == _form(o)
        and series.sources_of(dataset, x) == behind
        and broken <= series.period_start(x.time_period) <= until
    ]


def _plain(o: Observation) -> bool:
    return o.value is not None and o.qualifier is Qualifier.EXACT and o.status != "F"


def _form(o: Observation) -> str:
    """The kind of a period: all years look alike, all quarters, all months."""
    return _DIGIT.sub("0", o.time_period)


def _last_break(dataset: Dataset, o: Observation) -> date:
    until = series.period_start(o.time_period)
    days = (day for area, day in _breaks(dataset, o.indicator) if area in {"", o.ref_area})
    return max((day for day in days if day <= until), default=date.min)


@remembered
def _breaks(dataset: Dataset, indicator: str) -> frozenset[tuple[str, date]]:
    """Area, empty for all, and first day of each break of an indicator or of its inputs."""
    found = {
        (b.ref_area, series.period_start(b.time_period))
        for b in dataset.breaks
        if b.indicator == indicator
    }
    found |= {
        (o.ref_area, series.period_start(o.time_period))
        for o in series.preferred(dataset, indicator)
        if o.status == "B"
    }
    derivation = dataset.derivations.get(indicator)
    for name in derivation.inputs if derivation else ():
        of_all = {"", derivation.reference_area} if derivation else set()
        found |= {("" if a in of_all else a, day) for a, day in _breaks(dataset, name)}
    return frozenset(found)


def _extreme(found: list[Observation], value: Decimal) -> Extreme:
    same = [x for x in found if x.value == value]
    return Extreme(observation=same[-1], times=len(same))


def _value(o: Observation) -> Decimal:
    assert o.value is not None
    return o.value
