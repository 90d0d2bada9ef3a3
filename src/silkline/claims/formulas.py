# One function per word of the small vocabulary of checks. Each finds its evidence, computes the
# figure in the claim's unit and writes the computation down; none judges. A check that lacks
# evidence gives a Gap.
"""Computing a claimed figure from observations, by the kind of its check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from silkline import series
from silkline.claims.evidence import Found, Want, alike, find
from silkline.claims.spans import Span, exactly, places, printed
from silkline.claims.terms import Compute, shortened, terms
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
    Told,
    Unit,
    told,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A figure computed from observations."""

    span: Span
    """In the claim's unit."""
    left: Told | Amount
    """What stands before the equals sign; the whole comparison where `whole` is set."""
    used: Found
    yearly: bool = False
    """Whether the result is one a year."""
    whole: bool = False
    """Whether `left` shows the figure already, because nothing was computed but a conversion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Why a figure could not be computed."""

    reason: Told


Formula = Callable[[Dataset, Claim], Result | Gap]


def compute(dataset: Dataset, claim: Claim) -> Result | Gap:
    """The figure that a claim states, computed from other observations."""
    if claim.check == "none":
        return Gap(reason=told("gap.no_figure"))
    if not claim.time_period:
        return undated(dataset, claim)
    return FORMULAS[claim.check](dataset, claim)


def undated(dataset: Dataset, claim: Claim) -> Gap:
    """That the period is unknown, and for which periods other sources print the same figure.

    The same figure is information for the reader; it does not date the claim.
    """
    same = alike(dataset, claim) if claim.check == "level" else ()
    if not same:
        return Gap(reason=told("gap.undated"))
    given = tuple(
        told(
            "gap.given",
            source=Cited(sources=(o.source,)),
            amount=Amount(value=claim.value, unit=claim.unit),
            period=Named(kind="period", id=o.time_period),
        )
        for o in same
    )
    return Gap(reason=told("gap.undated_given", given=Listed(parts=given, key="list.semicolon")))


def subject(claim: Claim) -> str:
    """The indicator whose values a claim is computed from."""
    return claim.against or claim.indicator


def ends(claim: Claim) -> tuple[str, str]:
    """The earlier and the later period that a claim compares; an interval names both itself."""
    since, slash, until = claim.time_period.partition("/")
    return (since, until) if slash else (claim.base_period, claim.time_period)


def unit_of(dataset: Dataset, indicator: str) -> Unit:
    """The unit of an indicator."""
    return dataset.units[dataset.indicators[indicator].unit]


def _level(dataset: Dataset, claim: Claim) -> Result | Gap:
    want = _want(claim, subject(claim), claim.time_period)
    found = find(dataset, claim, want, own=want.indicator != claim.indicator)
    if not found:
        other = "other" if want.indicator == claim.indicator else "single"
        return _nowhere(want, source=other)
    unit, goal = unit_of(dataset, want.indicator), dataset.units[claim.unit]
    span = _span(found[0]).times(unit.multiplier / goal.multiplier)
    shown = Amount(value=shortened(span.value, decimals_of(claim)), unit=goal.code)
    return Result(span=span, left=shown, used=found, whole=True)


def _change(dataset: Dataset, claim: Claim) -> Result | Gap:
    pair = _pair(dataset, claim, subject(claim))
    if isinstance(pair, Gap):
        return pair
    now, then = pair
    unit = unit_of(dataset, now.indicator)
    factor = unit.multiplier / dataset.units[claim.unit].multiplier
    first, second = terms(dataset, claim, pair, lambda v: v[0] - v[1], decimals_of(claim))
    return Result(
        span=_span(now).minus(_span(then)).times(factor),
        left=told("arithmetic.minus", first=first, second=_after_minus(second)),
        used=pair,
    )


def _growth(dataset: Dataset, claim: Claim) -> Result | Gap:
    ratio = _multiple(dataset, claim, lambda v: (v[0] / v[1] - 1) * 100)
    if isinstance(ratio, Gap):
        return ratio
    left = told("arithmetic.growth", ratio=ratio.left)
    return Result(span=_as_growth(ratio.span), left=left, used=ratio.used)


def _cagr(dataset: Dataset, claim: Claim) -> Result | Gap:
    since, until = ends(claim)
    years = int(until) - int(since)
    ratio = _multiple(dataset, claim, lambda v: _yearly(v, years))
    if isinstance(ratio, Gap):
        return ratio
    if ratio.span.low <= 0:
        return Gap(reason=told("gap.rate"))
    return Result(
        span=_as_growth(ratio.span.root(years)),
        left=told("arithmetic.yearly_growth", ratio=ratio.left, years=str(years)),
        used=ratio.used,
        yearly=True,
    )


def _yearly(values: tuple[Decimal, ...], years: int) -> Decimal:
    ratio = values[0] / values[1]
    return (ratio ** (Decimal(1) / years) - 1) * 100 if ratio > 0 else ratio


def _quotient(values: tuple[Decimal, ...]) -> Decimal:
    return values[0] / values[1]


def _multiple(dataset: Dataset, claim: Claim, compute: Compute = _quotient) -> Result | Gap:
    pair = _pair(dataset, claim, subject(claim))
    if isinstance(pair, Gap):
        return pair
    now, then = pair
    if _span(then).low <= 0:
        return Gap(reason=told("gap.earlier"))
    first, second = terms(dataset, claim, pair, compute, decimals_of(claim))
    left = told("arithmetic.over", first=first, second=second)
    return Result(span=_span(now).over(_span(then)), left=left, used=pair)


def _share(dataset: Dataset, claim: Claim) -> Result | Gap:
    part = _want(claim, subject(claim), claim.time_period)
    wholes = _wholes(dataset, claim, part)
    found = next(filter(None, (_together(dataset, claim, part, w) for w in wholes)), ())
    if not found:
        return _nowhere(part, *wholes[:1])
    units = (unit_of(dataset, o.indicator) for o in found)
    spans = [_span(o).times(u.multiplier) for o, u in zip(found, units, strict=True)]
    if spans[1].low <= 0:
        return Gap(reason=told("gap.whole"))
    first, second = terms(dataset, claim, found, lambda v: _quotient(v) * 100, decimals_of(claim))
    span = spans[0].over(spans[1]).times(Decimal(100))
    left = told("arithmetic.over", first=first, second=second)
    return Result(span=span, left=left, used=found)


def _wholes(dataset: Dataset, claim: Claim, part: Want) -> list[Want]:
    """The denominator for the area itself, then for the area that it belongs to."""
    parent = dataset.areas[claim.ref_area].parent
    wants = [Want(claim.denominator, a, claim.time_period) for a in (claim.ref_area, parent) if a]
    return [w for w in wants if w != part]


def _difference(dataset: Dataset, claim: Claim) -> Result | Gap:
    own = _want(claim, claim.indicator, claim.time_period)
    first = find(dataset, claim, own)
    other = _subtracted(dataset, claim)
    if isinstance(other, Gap) or not first:
        return other if isinstance(other, Gap) else _nowhere(own)
    unit = unit_of(dataset, claim.indicator)
    factor = unit.multiplier / dataset.units[claim.unit].multiplier
    return Result(
        span=_span(first[0]).minus(other.span).times(factor),
        left=told(
            "arithmetic.minus",
            first=Amount(value=_value(first[0]), unit=unit.code),
            second=other.left,
        ),
        used=(*first, *other.used),
    )


def _subtracted(dataset: Dataset, claim: Claim) -> Result | Gap:
    """The second term: the value of `against`, or its growth where a base period is given."""
    if claim.base_period:
        grown = _growth(dataset, claim)
        if isinstance(grown, Gap):
            return grown
        return replace(grown, left=told("arithmetic.brackets", term=grown.left))
    want = _want(claim, claim.against, claim.time_period)
    found = find(dataset, claim, want)
    if not found:
        return _nowhere(want)
    unit = unit_of(dataset, claim.indicator)
    scale = unit_of(dataset, claim.against).multiplier / unit.multiplier
    span = _span(found[0]).times(scale)
    shown = Amount(value=span.value, unit=unit.code)
    return Result(span=span, left=_after_minus(shown), used=found)


def _rank(dataset: Dataset, claim: Claim) -> Result | Gap:
    ranks = series.ranking(dataset, subject(claim), claim.time_period)
    mine = next((r for r in ranks if r.observation.ref_area == claim.ref_area), None)
    if mine is None or len(ranks) < 2:
        return Gap(reason=told("gap.unranked"))
    return Result(
        span=exactly(Decimal(mine.position)),
        left=told("arithmetic.rank", place=mine.position, count=len(ranks)),
        used=tuple(r.observation for r in ranks if r.position <= mine.position),
        whole=True,
    )


FORMULAS: Final[Mapping[str, Formula]] = {
    "level": _level,
    "change": _change,
    "growth": _growth,
    "cagr": _cagr,
    "share": _share,
    "multiple": _multiple,
    "rank": _rank,
    "difference": _difference,
}


def _together(dataset: Dataset, claim: Claim, part: Want, whole: Want) -> Found:
    """Both terms of a share: of one source if any has both, else each of the best that has it."""
    one = find(dataset, claim, part, whole)
    if one:
        return one
    first, second = find(dataset, claim, part), find(dataset, claim, whole)
    return (*first, *second) if first and second else ()


def _pair(dataset: Dataset, claim: Claim, indicator: str) -> Found | Gap:
    since, until = ends(claim)
    now = _want(claim, indicator, until)
    then = _want(claim, indicator, since)
    return find(dataset, claim, now, then) or _nowhere(now, then)


def _want(claim: Claim, indicator: str, period: str) -> Want:
    return Want(indicator, claim.ref_area, period)


def _nowhere(*wants: Want, source: str = "single") -> Gap:
    """That no single source, or no source other than the claim's, gives what is wanted."""
    periods: dict[tuple[str, str], list[Named]] = {}
    for w in sorted(wants, key=lambda want: want.period):
        periods.setdefault((w.indicator, w.area), []).append(Named(kind="period", id=w.period))
    series_named = tuple(
        series_of(i, a, Listed(parts=tuple(when), key="list.and"))
        for (i, a), when in periods.items()
    )
    wanted = Listed(parts=series_named, key="list.separator")
    return Gap(reason=told(f"gap.no_{source}_source", wanted=wanted))


def series_of(indicator: str, area: str, when: Part) -> Told:
    """An indicator with area and periods: "“Sales” (Aland, 2020)"."""
    title, place = Named(kind="indicator", id=indicator), Named(kind="area", id=area)
    return told("gap.series", title=title, area=place, when=when)


def decimals_of(claim: Claim) -> int:
    """Those of the printed figure; one or two more where a hedge hides them."""
    shown = places(claim.value)
    if claim.qualifier is Qualifier.EXACT:
        return shown
    return shown + 1 if shown else 2


def _value(observation: Observation) -> Decimal:
    assert observation.value is not None
    return observation.value


def _span(observation: Observation) -> Span:
    return printed(_value(observation))


def _as_growth(ratio: Span) -> Span:
    return ratio.plus(Decimal(-1)).times(Decimal(100))


def _after_minus(amount: Amount) -> Told | Amount:
    """An amount that is subtracted: in brackets if negative."""
    return told("arithmetic.brackets", term=amount) if amount.value < 0 else amount
