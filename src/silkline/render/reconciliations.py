# A site that checks what was said must show at one place where its sources do not agree: two values
# for one place and period, claims that the data do not bear out, and figures that seem to
# contradict each other. Agreement is not told here.
"""Where the sources of a package disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from silkline import addresses, series
from silkline.claims import Side, reconciled, say
from silkline.messages import places
from silkline.model import Observation, Outcome, Package, Reconciliation, Unit
from silkline.render.beside import anchor
from silkline.render.facts import POINT_BASES
from silkline.render.parts import Parts
from silkline.render.pieces import ClaimPart, Link
from silkline.render.words import difference_percent

MOST_FIGURES: Final = 40
"""Pairs of figures shown; two editions of a large series can differ in thousands of places."""

DIGITS: Final = 5
"""Significant digits that tell most pairs apart; the pages of indicators have all of them."""

SMALL_PERCENT: Final = Decimal("0.05")
"""Below this a difference would round to nothing at one decimal."""

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
    among: str
    """Of how many periods this is the largest difference; empty for the only one."""


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
    pairs_count: int
    """All differing figures: each pair shown stands for those of its other periods too."""
    claims: tuple[ClaimPart, ...]
    reconciliations: tuple[ReconciliationPart, ...]


def disagreements(parts: Parts, package: Package) -> Disagreements | None:
    """Where the sources of a package disagree; None where nothing is known of the kind."""
    pairs = _largest(_pairs(parts, package))
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
        pairs=tuple(pair.part(parts, count) for pair, count in pairs[:MOST_FIGURES]),
        pairs_left=sum(count for _, count in pairs[MOST_FIGURES:]),
        pairs_count=sum(count for _, count in pairs),
        claims=parts.claims(disputed),
        reconciliations=tuple(_reconciliation(parts, row) for row in rows),
    )


# --- Two values for one place ---


def _pairs(parts: Parts, package: Package) -> Iterator[_Pair]:
    """Every two values of two sources that differ."""
    for indicator in parts.data.indicators.values():
        if indicator.package != package.name:
            continue
        for (area, period), others in series.alternatives(parts.data, indicator.id).items():
            shown = series.value_at(parts.data, indicator.id, area, period)
            for other in others:
                pair = _Pair.of(parts, shown, other)
                if pair is not None:
                    yield pair


def _largest(pairs: Iterable[_Pair]) -> list[tuple[_Pair, int]]:
    """For each indicator, place and pair of sources the largest difference, and of how many.

    Two editions of one series differ in every year: the years are on the indicator's own page.
    """
    alike: dict[tuple[str, ...], list[_Pair]] = {}
    for pair in sorted(pairs, key=lambda pair: pair.order):
        a, b = pair.shown, pair.other
        alike.setdefault((a.indicator, a.ref_area, a.source, b.source), []).append(pair)
    return [(found[0], len(found)) for found in alike.values()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two differing values in the making."""

    shown: Observation
    other: Observation
    values: tuple[Decimal, Decimal]
    unit: Unit

    @staticmethod
    def of(parts: Parts, shown: Observation | None, other: Observation) -> _Pair | None:
        """The pair, if both have a value and the values differ."""
        if shown is None or shown.value is None or other.value is None:
            return None
        if shown.value == other.value:
            return None
        unit = parts.words.unit(parts.data.indicators[shown.indicator])
        return _Pair(shown=shown, other=other, values=(shown.value, other.value), unit=unit)

    @property
    def in_points(self) -> bool:
        """Whether the difference is told in the unit itself, as it is for shares and rates."""
        return self.unit.base in POINT_BASES

    @property
    def size(self) -> Decimal:
        """The difference in points or in percent."""
        if self.in_points:
            return self.values[1] - self.values[0]
        return difference_percent(*self.values) or Decimal(0)

    @property
    def order(self) -> tuple[Decimal, str, str, str]:
        """The largest difference first."""
        o = self.shown
        return (-abs(self.size), o.indicator, o.ref_area, o.time_period)

    def part(self, parts: Parts, count: int) -> PairPart:
        """The pair as shown, for so many periods."""
        m = parts.m
        texts = [
            m.amount(value, self.unit, places(value), o.qualifier, exact=True)
            for o, value in zip((self.shown, self.other), self._brief(), strict=True)
        ]
        sources = self._sources(parts)
        return PairPart(
            indicator=_indicator_link(parts, self.shown.indicator),
            area=parts.words.area(self.shown.ref_area),
            period=m.period(self.shown.time_period),
            shown=texts[0],
            shown_source=sources[0],
            other=texts[1],
            other_source=sources[1],
            difference=self._difference(parts),
            among=m("disagreements.among", n=count) if count > 1 else "",
        )

    def _brief(self) -> tuple[Decimal, ...]:
        """The values in five digits, or in as many as it takes to tell them apart."""
        for digits in range(DIGITS, DIGITS + 12):
            shown = tuple(Context(prec=digits, rounding=ROUND_HALF_UP).plus(v) for v in self.values)
            if shown[0] != shown[1]:
                return tuple(Decimal(f"{v:f}") for v in shown)
        return self.values

    def _sources(self, parts: Parts) -> tuple[str, ...]:
        """Who gives each value: producer and year, or in full where both are of one producer."""
        held = [parts.data.sources.get(o.source) for o in (self.shown, self.other)]
        if None in held or len({s.producer for s in held if s}) == 1:
            return tuple(parts.words.source(o.source) for o in (self.shown, self.other))
        return tuple(parts.short_source(s) for s in held if s)

    def _difference(self, parts: Parts) -> str:
        """Of a hedged figure nobody can say."""
        if self.shown.qualifier or self.other.qualifier:
            return parts.m("value.gap")
        if self.in_points:
            return parts.m.signed(self.size, 2)
        decimals = 1 if abs(self.size) >= SMALL_PERCENT else 3
        return parts.m("disagreements.percent", percent=parts.m.signed(self.size, decimals))


# --- Figures side by side ---


def _reconciliation(parts: Parts, row: Reconciliation) -> ReconciliationPart:
    found = reconciled(parts.data, row, parts.view.verdicts)
    return ReconciliationPart(
        anchor=anchor(row),
        title=parts.m.text(row, "title"),
        lines=tuple(say(parts.data, line, parts.m) for line in found.lines),
        sides=tuple(_side(parts, side) for side in found.sides),
        finding=parts.m.text(row, "finding"),
        claims=tuple(_claim_link(parts, claim) for claim in row.claims),
    )


def _claim_link(parts: Parts, claim: str) -> Link:
    return f"claims/#{claim}", parts.claim_figure(parts.data.claims[claim])


def _side(parts: Parts, side: Side) -> SidePart:
    period = parts.m.period(side.time_period) if side.time_period else parts.m("claim.undated")
    return SidePart(
        figure=say(parts.data, side.figure, parts.m),
        indicator=_indicator_link(parts, side.indicator),
        area=parts.words.area(side.ref_area),
        period=period,
        source=_source_link(parts, side),
        distance=say(parts.data, side.distance, parts.m),
    )


def _source_link(parts: Parts, side: Side) -> Link:
    if side.claim:
        statement = parts.data.statements[parts.data.claims[side.claim].statement]
        source = parts.short_source(parts.data.sources[statement.source])
        said = parts.m("disagreements.said", who=parts.speaker(statement.speaker), source=source)
        return f"claims/#{side.claim}", said
    if side.source in parts.data.sources:
        source = parts.short_source(parts.data.sources[side.source])
        return addresses.source_page(side.source), source
    return addresses.indicator_page(side.indicator), parts.words.source(side.source)


def _indicator_link(parts: Parts, indicator: str) -> Link:
    return addresses.indicator_page(indicator), parts.words.indicator(indicator)
