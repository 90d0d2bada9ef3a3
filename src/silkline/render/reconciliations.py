# A site that checks what was said must show at one place where its sources do not agree: two values
# for one place and period, claims that the data do not bear out, and figures that seem to
# contradict each other. Agreement is not told here.
"""Where the sources of a package disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from silkline import addresses, series
from silkline.claims import Side, reconciled
from silkline.messages import places
from silkline.model import Observation, Outcome, Package, Reconciliation
from silkline.render.beside import anchor
from silkline.render.facts import POINT_BASES
from silkline.render.parts import Parts
from silkline.render.pieces import ClaimPart, Link
from silkline.render.words import difference_percent

MOST_FIGURES: Final = 40
"""Pairs of figures shown; two editions of a large series can differ in thousands of places."""

DISPUTED: Final = {Outcome.NOT_SUPPORTED, Outcome.REVISED, Outcome.DIFFERENT_DEFINITION}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPart:
    """Two sources with different values for one place and period."""

    indicator: Link
    area: str
    period: str
    shown: str
    shown_source: str
    other: str
    other_source: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePart:
    """One of the figures that stand side by side."""

    figure: str
    indicator: Link
    area: str
    period: str
    source: Link
    distance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationPart:
    """A reconciliation with its arithmetic and what to make of it."""

    anchor: str
    title: str
    lines: tuple[str, ...]
    sides: tuple[SidePart, ...]
    finding: str
    claims: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreements:
    """All that the section shows."""

    pairs: tuple[PairPart, ...]
    pairs_left: int
    claims: tuple[ClaimPart, ...]
    reconciliations: tuple[ReconciliationPart, ...]


def disagreements(parts: Parts, package: Package) -> Disagreements | None:
    """Where the sources of a package disagree; None where nothing is known of the kind."""
    pairs = sorted(_pairs(parts, package), key=lambda pair: pair[0])
    data = parts.data
    disputed = [
        c
        for c in data.claims.values()
        if c.package == package.name and parts.view.verdicts[c.id].outcome in DISPUTED
    ]
    rows = [r for _, r in sorted(data.reconciliations.items()) if r.package == package.name]
    if not (pairs or disputed or rows):
        return None
    return Disagreements(
        pairs=tuple(part for _, part in pairs[:MOST_FIGURES]),
        pairs_left=max(0, len(pairs) - MOST_FIGURES),
        claims=parts.claims(disputed),
        reconciliations=tuple(_reconciliation(parts, row) for row in rows),
    )


# --- Two values for one place ---

_Order = tuple[Decimal, str, str, str]


def _pairs(parts: Parts, package: Package) -> Iterator[tuple[_Order, PairPart]]:
    """Differing values, the largest difference in percent first."""
    for indicator in parts.data.indicators.values():
        if indicator.package != package.name:
            continue
        for (area, period), others in series.alternatives(parts.data, indicator.id).items():
            shown = series.value_at(parts.data, indicator.id, area, period)
            for other in others:
                if shown is not None and _differ(shown, other):
                    size = abs(_percent(shown, other) or Decimal(0))
                    order = (-size, indicator.id, area, period)
                    yield order, _pair(parts, shown, other)


def _differ(one: Observation, other: Observation) -> bool:
    known = one.value is not None and other.value is not None
    return known and one.value != other.value


def _percent(shown: Observation, other: Observation) -> Decimal | None:
    assert shown.value is not None
    assert other.value is not None
    return difference_percent(shown.value, other.value)


def _pair(parts: Parts, shown: Observation, other: Observation) -> PairPart:
    return PairPart(
        indicator=_indicator_link(parts, shown.indicator),
        area=parts.words.area(shown.ref_area),
        period=parts.m.period(shown.time_period),
        shown=_amount(parts, shown),
        shown_source=parts.words.source(shown.source),
        other=_amount(parts, other),
        other_source=parts.words.source(other.source),
        difference=_difference(parts, shown, other),
    )


def _amount(parts: Parts, o: Observation) -> str:
    assert o.value is not None
    unit = parts.words.unit(parts.data.indicators[o.indicator])
    return parts.m.amount(o.value, unit, places(o.value), o.qualifier, exact=True)


def _difference(parts: Parts, shown: Observation, other: Observation) -> str:
    """In percent, or in points for shares; of a hedged figure nobody can say."""
    if shown.qualifier or other.qualifier:
        return parts.m("value.gap")
    assert shown.value is not None
    assert other.value is not None
    unit = parts.words.unit(parts.data.indicators[shown.indicator])
    gap = other.value - shown.value
    percent = _percent(shown, other)
    if unit.base in POINT_BASES or percent is None:
        return parts.m.signed(gap, places(gap))
    return parts.m("disagreements.percent", percent=parts.m.signed(percent, 1))


# --- Figures side by side ---


def _reconciliation(parts: Parts, row: Reconciliation) -> ReconciliationPart:
    found = reconciled(parts.data, row, parts.view.verdicts)
    return ReconciliationPart(
        anchor=anchor(row),
        title=parts.m.text(row, "title"),
        lines=found.lines,
        sides=tuple(_side(parts, side) for side in found.sides),
        finding=parts.m.text(row, "finding"),
        claims=tuple(_claim_link(parts, claim) for claim in row.claims),
    )


def _claim_link(parts: Parts, claim: str) -> Link:
    return f"claims/#{claim}", parts.claim_figure(parts.data.claims[claim])


def _side(parts: Parts, side: Side) -> SidePart:
    period = parts.m.period(side.time_period) if side.time_period else parts.m("claim.undated")
    return SidePart(
        figure=side.figure,
        indicator=_indicator_link(parts, side.indicator),
        area=parts.words.area(side.ref_area),
        period=period,
        source=_source_link(parts, side),
        distance=side.distance,
    )


def _source_link(parts: Parts, side: Side) -> Link:
    if side.claim:
        statement = parts.data.statements[parts.data.claims[side.claim].statement]
        source = parts.short_source(parts.data.sources[statement.source])
        said = parts.m("disagreements.said", who=statement.speaker, source=source)
        return f"claims/#{side.claim}", said
    if side.source in parts.data.sources:
        source = parts.short_source(parts.data.sources[side.source])
        return addresses.source_page(side.source), source
    return addresses.indicator_page(side.indicator), parts.words.source(side.source)


def _indicator_link(parts: Parts, indicator: str) -> Link:
    return addresses.indicator_page(indicator), parts.words.indicator(indicator)
