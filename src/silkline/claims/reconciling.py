# Two printed figures often say a third that nobody printed: a level and its share give the whole,
# a level and its growth the year before. What rounding and hedges leave open is carried along, so
# that a reader sees whether two sources contradict each other or only round differently. What a
# row declares must be possible: `check_reconciliations` sees to that.
"""Reconciliations worked out from claims and observations, with the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from silkline.claims.bounds import OPEN, bounds, leaving
from silkline.claims.evidence import origins
from silkline.claims.formulas import ends, series_of
from silkline.claims.sides import Side, percent_apart, sides
from silkline.claims.spans import Span, printed
from silkline.claims.terms import shortened
from silkline.model import (
    Amount,
    Cited,
    Claim,
    Dataset,
    Listed,
    Named,
    Observation,
    Part,
    Qualifier,
    Reconciliation,
    Told,
    Unit,
    Verdict,
    told,
)

DIGITS: Final = 4
"""Significant digits that an implied figure is shown with."""

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What a reconciliation comes to."""

    reconciliation: str
    lines: tuple[Told, ...]
    """The arithmetic: a computation or a sentence each."""
    sides: tuple[Side, ...] = ()
    """The figures that stand side by side; empty where one is implied instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Implied:
    """A figure that two printed ones imply, and how it was computed."""

    left: Told
    span: Span
    unit: Unit

    @property
    def decimals(self) -> int:
        """Decimals that the figure and its bounds are shown with."""
        return max(0, DIGITS - 1 - self.span.value.adjusted())


def reconcile(dataset: Dataset, verdicts: Mapping[str, Verdict]) -> dict[str, Reconciled]:
    """Every reconciliation worked out, by id.

    Args:
        dataset: With its derived observations.
        verdicts: Those on all claims; their arithmetic is shown where nothing else is computed.
    """
    return {
        name: reconciled(dataset, row, verdicts)
        for name, row in sorted(dataset.reconciliations.items())
    }


def reconciled(
    dataset: Dataset, row: Reconciliation, verdicts: Mapping[str, Verdict]
) -> Reconciled:
    """One reconciliation worked out."""
    if row.check in IMPLIED:
        first, second = (dataset.claims[c] for c in row.claims)
        implied = IMPLIED[row.check](dataset, first, second)
        lines = (*_computed(implied, first, second), *_compared(dataset, row, implied))
        return Reconciled(reconciliation=row.id, lines=lines)
    known = [verdicts[c].arithmetic for c in row.claims] if row.check == "none" else []
    lines = tuple(dict.fromkeys(t for t in known if t))
    return Reconciled(reconciliation=row.id, lines=lines, sides=sides(dataset, row))


# --- What two figures imply ---


def _total(dataset: Dataset, level: Claim, share: Claim) -> _Implied:
    """The whole that the level is the given share of."""
    of = bounds(dataset, share, most=HUNDRED)
    return _Implied(
        left=told("arithmetic.over", first=_claimed(level), second=_claimed(share)),
        span=_over(bounds(dataset, level), of.times(1 / HUNDRED)),
        unit=dataset.units[level.unit],
    )


def _part(dataset: Dataset, whole: Claim, share: Claim) -> _Implied:
    """The part that the given share of the whole is."""
    total = bounds(dataset, whole)
    of = bounds(dataset, share, most=HUNDRED).times(1 / HUNDRED)
    return _Implied(
        left=told("arithmetic.times", first=_claimed(whole), second=_claimed(share)),
        span=Span(value=total.value * of.value, low=total.low * of.low, high=total.high * of.high),
        unit=dataset.units[whole.unit],
    )


def _previous(dataset: Dataset, level: Claim, growth: Claim) -> _Implied:
    """The level of the earlier period, from which the given growth or multiple leads here."""
    ratio, words = _ratio(dataset, growth)
    return _Implied(
        left=told("arithmetic.over", first=_claimed(level), second=words),
        span=_over(bounds(dataset, level), ratio),
        unit=dataset.units[level.unit],
    )


def _ratio(dataset: Dataset, growth: Claim) -> tuple[Span, Told | Amount]:
    """How many times the earlier level the later one is, and how that is written."""
    given, unit = bounds(dataset, growth), dataset.units[growth.unit]
    if unit.base == "ratio":
        return given, _claimed(growth)
    years = _years(growth)
    once = given.plus(HUNDRED).times(1 / HUNDRED)
    size = Amount(value=abs(growth.value), unit=unit.code, qualifier=growth.qualifier)
    words = told("arithmetic.shrunk" if growth.value < 0 else "arithmetic.grown", growth=size)
    if years == 1:
        return once, words
    power = Span(value=once.value**years, low=once.low**years, high=once.high**years)
    return power, told("arithmetic.power", base=words, years=str(years))


def _years(growth: Claim) -> int:
    """Over how many years a yearly rate runs; any other growth is taken once."""
    if growth.check != "cagr":
        return 1
    since, until = ends(growth)
    return int(until) - int(since)


def _over(first: Span, second: Span) -> Span:
    """A quotient of spans that are positive but may be open above."""
    low = Decimal(0) if second.high == OPEN else first.low / second.high
    high = first.high / second.low if second.low else OPEN
    return Span(value=first.value / second.value, low=low, high=high)


IMPLIED: Final[Mapping[str, Callable[[Dataset, Claim, Claim], _Implied]]] = {
    "implied_total": _total,
    "implied_part": _part,
    "implied_previous": _previous,
}
"""The checks that work out a figure nobody printed, from a first and a second claim."""


# --- What is told ---


def _claimed(claim: Claim) -> Amount:
    return Amount(value=claim.value, unit=claim.unit, qualifier=claim.qualifier)


def _computed(implied: _Implied, *claims: Claim) -> Iterator[Told]:
    value = shortened(implied.span.value, implied.decimals)
    is_hedged = any(c.qualifier is not Qualifier.EXACT for c in claims)
    key = "arithmetic.equation_hedged" if is_hedged else "arithmetic.equation"
    yield told(key, left=implied.left, result=Amount(value=value, unit=implied.unit.code))
    left = leaving(implied.span, implied.unit, implied.decimals, hedged=is_hedged)
    if left:
        yield left


def _compared(dataset: Dataset, row: Reconciliation, implied: _Implied) -> Iterator[Told]:
    """The implied figure beside each published one, the preferred source's first."""
    if not row.against:
        return
    undated = any(not dataset.claims[c].time_period for c in row.claims)
    when = Named(kind="period", id=row.time_period)
    if undated:
        yield told("beside.undated", when=when)
    found = _published(dataset, row)
    title = series_of(row.against, row.ref_area, when)
    if not found:
        yield told("beside.nothing", title=title)
    for value, held in groupby(found, key=lambda o: o.value):
        assert value is not None
        yield _beside(dataset, title, implied, value, tuple(held))


def _published(dataset: Dataset, row: Reconciliation) -> list[Observation]:
    """Exact values of the place compared with, equal ones together in order of preference."""
    place = (row.ref_area, row.time_period)
    found = [
        o
        for o in dataset.observations.get(row.against, ())
        if (o.ref_area, o.time_period) == place
        and o.value is not None
        and o.qualifier is Qualifier.EXACT
    ]
    first = {o.value: place for place, o in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda o: first[o.value])


def _beside(
    dataset: Dataset,
    title: Told,
    implied: _Implied,
    value: Decimal,
    held: tuple[Observation, ...],
) -> Told:
    unit = dataset.units[dataset.indicators[held[0].indicator].unit]
    span = printed(value).times(unit.multiplier / implied.unit.multiplier)
    shown = span.value if unit == implied.unit else shortened(span.value, implied.decimals)
    values: dict[str, Part] = {
        "title": title,
        "amount": Amount(value=shown, unit=implied.unit.code),
        "whose": _whose(dataset, held),
        "apart": percent_apart(span.value / implied.span.value, told("apart.implied")),
    }
    if implied.span.low == implied.span.high:
        return told("beside.plain", **values)
    within = implied.span.meets(span) or implied.span.value == span.value
    return told("beside.within" if within else "beside.outside", **values)


def _whose(dataset: Dataset, held: tuple[Observation, ...]) -> Listed:
    """The publications that give one and the same value."""
    given = (tuple(s.id for s in origins(dataset, (o,))) for o in held)
    cited = tuple(dict.fromkeys(Cited(sources=sources) for sources in given))
    return Listed(parts=cited, key="list.and")
