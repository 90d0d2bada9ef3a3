# Figures that go by one name, or that a reader would take for one series, stand side by side with
# their sources; nothing is concluded here but how far apart they are.
"""Figures side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from silkline import series
from silkline.claims.spans import rounded
from silkline.claims.terms import LONG, larger, shortened
from silkline.model import Amount, Dataset, Part, Qualifier, Reconciliation, Told, Unit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the figures that stand side by side."""

    figure: Amount
    """With its unit and hedge, as claimed or published."""
    indicator: str
    ref_area: str
    time_period: str
    """Empty where the source states none."""
    source: str
    """Id of the source, or the mark of derived observations."""
    claim: str = ""
    """Id of the claim; empty for an observation."""
    distance: Told | None = None
    """How far it is from the first figure above it that it can be compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    side: Side
    value: Decimal
    unit: Unit
    qualifier: Qualifier

    def shown(self, unit: Unit) -> _Number:
        """The same in another unit of the same base, with as many digits as a reader wants."""
        if unit == self.unit:
            return self
        value = _brief(self.value * self.unit.multiplier / unit.multiplier)
        figure = Amount(value=value, unit=unit.code, qualifier=self.qualifier)
        return replace(self, side=replace(self.side, figure=figure))


def sides(dataset: Dataset, row: Reconciliation) -> tuple[Side, ...]:
    """The figures of a reconciliation: its claims as printed, then its indicators."""
    claimed = list(_claimed(dataset, row))
    units = {n.unit.base: n.unit for n in reversed(claimed)}
    found = [
        n.shown(units.get(n.unit.base) or _readable(dataset, n))
        for n in (*claimed, *_observed(dataset, row))
    ]
    if row.check != "same_name":
        return tuple(n.side for n in found)
    return tuple(
        replace(n.side, distance=_from_first(found[:place], n, row.time_period))
        for place, n in enumerate(found)
    )


def _readable(dataset: Dataset, number: _Number) -> Unit:
    """The unit of a number, or a larger one where its digits would be many."""
    if abs(number.value) < LONG:
        return number.unit
    size = abs(number.value) * number.unit.multiplier
    return max(larger(dataset, number.unit, size), key=lambda unit: unit.multiplier)


def _from_first(before: Iterable[_Number], number: _Number, period: str) -> Told | None:
    """How far a number is from the first one above it that it can be compared with."""
    for first in before:
        apart = distance(first, number, period)
        if apart:
            return apart
    return None


def _claimed(dataset: Dataset, row: Reconciliation) -> Iterator[_Number]:
    for claim in (dataset.claims[c] for c in row.claims):
        unit = dataset.units[claim.unit]
        side = Side(
            figure=Amount(value=claim.value, unit=unit.code, qualifier=claim.qualifier),
            indicator=claim.indicator,
            ref_area=claim.ref_area,
            time_period=claim.time_period,
            source=dataset.statements[claim.statement].source,
            claim=claim.id,
        )
        yield _Number(side=side, value=claim.value, unit=unit, qualifier=claim.qualifier)


def _observed(dataset: Dataset, row: Reconciliation) -> Iterator[_Number]:
    """The preferred values of each indicator in the periods that are looked at."""
    wanted = _periods(dataset, row)
    for indicator in row.indicators:
        unit = dataset.units[dataset.indicators[indicator].unit]
        for o in series.by_area(dataset, indicator).get(row.ref_area, ()):
            if o.value is None or (wanted and o.time_period not in wanted):
                continue
            side = Side(
                figure=Amount(value=_shown(o.value), unit=unit.code, qualifier=o.qualifier),
                indicator=indicator,
                ref_area=o.ref_area,
                time_period=o.time_period,
                source=o.source,
            )
            yield _Number(side=side, value=o.value, unit=unit, qualifier=o.qualifier)


def _periods(dataset: Dataset, row: Reconciliation) -> set[str]:
    """The period of the row, else those of its claims; none, for all, where one is undated.

    A claim that compares two periods looks at both.
    """
    if row.time_period:
        return {row.time_period}
    claims = [dataset.claims[c] for c in row.claims]
    if not all(c.time_period for c in claims):
        return set()
    named = ((c.time_period, c.base_period, *c.time_period.split("/")) for c in claims)
    return {period for periods in named for period in periods} - {""}


def _shown(value: Decimal) -> Decimal:
    """A published value as it is; a computed one, which keeps twelve digits, in fewer."""
    exponent = value.as_tuple().exponent
    return _brief(value) if isinstance(exponent, int) and exponent < -4 else value


def _brief(value: Decimal) -> Decimal:
    """Two decimals, or four digits where that is more."""
    return shortened(value, max(2, 3 - value.adjusted()))


def distance(first: _Number, other: _Number, period: str = "") -> Told | None:
    """How far a figure is from another, or nothing where they cannot be compared.

    Only exact figures are compared, and only for one period. A figure without a period counts as
    one of the row's `period`; where the row has none it can be equal to another, no more.
    """
    exact = first.qualifier is other.qualifier is Qualifier.EXACT
    if not exact or first.unit.base != other.unit.base or first.value <= 0:
        return None
    ratio = other.value * other.unit.multiplier / (first.value * first.unit.multiplier)
    periods = [n.side.time_period or period for n in (first, other)]
    if periods[0] != periods[1] or not periods[0]:
        return told("apart.equal") if ratio == 1 and "" in periods else None
    if first.unit.base in {"percent", "percentage-points"}:
        return _apart("points", other.value - first.value, first.side.figure)
    return percent_apart(ratio, first.side.figure)


def percent_apart(ratio: Decimal, other: Part) -> Told:
    """A ratio to another figure as a distance: "2.3 % more than US$2 billion", "equal"."""
    return _apart("percent", (ratio - 1) * 100, other)


def _apart(kind: str, gap: Decimal, other: Part) -> Told:
    shown = rounded(gap, 1)
    if not shown:
        return told(f"apart.hardly_{kind}" if gap else "apart.equal")
    direction = "more" if shown > 0 else "less"
    return told(f"apart.{direction}_{kind}", amount=abs(shown), other=other)
