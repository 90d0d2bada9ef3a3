# The tables of an indicator's page. Figures in one table share one unit; what was published, to the
# digit, stands in the table of evidence.
"""Values, ranking, coverage, alternatives and evidence of one indicator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from silkline import addresses, series
from silkline.derive import IN_TIME, compared_place, note_in_words
from silkline.messages import places
from silkline.model import Indicator, Observation
from silkline.render import facts
from silkline.render.layouts import (
    AlternativeRow,
    AreaHead,
    Evidence,
    EvidencePlace,
    EvidenceRow,
    Ranking,
    RankRow,
    ValueRow,
    ValueTable,
)
from silkline.render.observed import anchor, observed_link
from silkline.render.ranked import NORMAL, ranked_periods
from silkline.render.words import difference_percent

if TYPE_CHECKING:
    from silkline.messages import Scale
    from silkline.render.parts import Parts

TOP: Final = 8
"""Rows of the short ranking, besides the focus."""


class Tables:
    """Makes the tables of one indicator for the areas that its page shows."""

    def __init__(
        self, parts: Parts, indicator: Indicator, areas: tuple[str, ...], focus: tuple[str, ...]
    ) -> None:
        self.parts = parts
        self.data = parts.data
        self.m = parts.m
        self.words = parts.words
        self.indicator = indicator
        self.unit = self.data.units[indicator.unit]
        self.areas = areas
        self.focus = focus
        self.page = addresses.indicator_page(indicator.id)
        self.derived = indicator.id in self.data.derivations

    def _scale(self, found: list[Observation]) -> Scale:
        values = [o.value for o in found if o.value is not None]
        return self.m.scale(values, self.unit, self.indicator.decimals)

    def _shown(self) -> list[Observation]:
        found = series.by_area(self.data, self.indicator.id)
        return [o for a in self.areas for o in found.get(a, ())]

    def _head(self, area: str) -> AreaHead:
        return AreaHead(address=addresses.economy_page(area), name=self.words.area(area))

    # --- Values ---

    def values(self) -> ValueTable | None:
        """The chart as a table; nothing where no area has a value."""
        shown = self._shown()
        if not shown:
            return None
        scale = self._scale([o for o in shown if o.ref_area in self.focus] or shown)
        by_place = {(o.ref_area, o.time_period): o for o in shown}
        periods = _in_time({o.time_period for o in shown if o.value is not None})
        rows = tuple(
            ValueRow(
                period=self.m.period(p),
                cells=tuple(self._value_cell(by_place.get((a, p)), scale) for a in self.areas),
            )
            for p in reversed(periods)
        )
        title = self.m.title(self.indicator)
        return ValueTable(
            caption=self.m("table.caption", title=title, unit=scale.head),
            areas=tuple(self._head(a) for a in self.areas),
            rows=rows,
            note=self._signs(shown),
        )

    def _value_cell(self, o: Observation | None, scale: Scale) -> Markup:
        """A value that leads to its evidence."""
        text = self.words.cell(o, scale)
        return escape(text) if o is None or o.value is None else self._link(o, text)

    def _link(self, o: Observation, text: str) -> Markup:
        return observed_link(self.page, self.parts.observed(o), text)

    def _signs(self, shown: list[Observation]) -> str:
        """What the signs before hedged figures mean, for those that occur."""
        found = sorted({o.qualifier for o in shown if o.qualifier and o.value is not None})
        told = [
            self.m(
                "sign.meaning",
                sign=self.m(f"sign.{q}", value="").strip(),
                hedge=self.words.qualifier(q),
            )
            for q in found
        ]
        gap = [self.m("value.gap_meaning")] if self._has_gaps(shown) else []
        return self.m("list.separator").join([*told, *gap])

    def _has_gaps(self, shown: list[Observation]) -> bool:
        filled = {(o.ref_area, o.time_period) for o in shown if o.value is not None}
        return len(filled) < len(self.areas) * len({p for _, p in filled})

    # --- Ranking ---

    def ranking(self) -> Ranking | None:
        """Economies by value in the last well covered period; nothing where ranks would mislead."""
        period = series.ranking_period(self.data, self.indicator.id)
        if not period or not facts.places(self.data, self.indicator.id, period):
            return None
        return self.ranking_of(period)

    def ranking_of(self, period: str) -> Ranking:
        """Economies by value in a period that has places.

        The middle of the rows shown gives the unit: one giant must not turn all others to 0.4.
        """
        ranks = series.ranking(self.data, self.indicator.id, period)
        scale = self._scale([ranks[:TOP][len(ranks[:TOP]) // 2].observation])
        largest = _largest(ranks)
        rows = tuple(self._rank_row(r, scale, largest) for r in ranks)
        focus = tuple(r for r in rows[TOP:] if r.focus)
        before = self.m.period(facts.year_before(period))
        periods = ranked_periods(self.parts, self.indicator.id)
        return Ranking(
            file=addresses.indicator_ranking(self.indicator.id) if len(periods) > 1 else "",
            period=period,
            periods=periods,
            heading=self.m("ranking.heading", period=self.m.period(period)),
            head=scale.head,
            change_head=self.m("ranking.change", period=before),
            unit=self.m.unit_head(self.unit),
            top=rows[:TOP] + focus,
            all=rows if len(rows) > TOP else (),
            all_words=self.m("ranking.all", n=len(rows)),
            note=self.m("ranking.note", n=len(ranks), period=self.m.period(period)),
        )

    def _rank_row(self, rank: series.Rank, scale: Scale, largest: Decimal) -> RankRow:
        o = rank.observation
        value = o.value or Decimal(0)
        share = max(Decimal(0), value / largest * 100) if largest else Decimal(0)
        plain = self.m.scale((), self.unit, self.indicator.decimals)
        return RankRow(
            position=str(rank.position),
            name=self.words.area(o.ref_area),
            address=addresses.economy_page(o.ref_area),
            share=f"{share:.1f}",
            value=self.words.cell(o, scale),
            plain=self.words.cell(o, plain),
            of=self.parts.observed(o),
            change=self.words.change(o) or self.m("value.gap"),
            focus=o.ref_area in self.focus,
            status="" if o.status == NORMAL else o.status,
            status_words=self.words.status(o.status),
        )

    def reporting(self) -> str:
        """How many economies report for the period of the ranking, of how many with any figure."""
        period = series.ranking_period(self.data, self.indicator.id)
        count = len(series.ranking(self.data, self.indicator.id, period))
        codes = facts.areas_with_values(self.data, self.indicator.id)
        whole = sum(self.data.areas[c].kind == "economy" for c in codes)
        return self.m(
            "ranking.reporting", count=self.m.number(count), n=whole, period=self.m.period(period)
        )

    # --- Other sources ---

    def alternatives(self, most: int) -> tuple[tuple[AlternativeRow, ...], int]:
        """What other sources say, newest first, and how many more such figures there are."""
        rows = [row for _, row in sorted(self._alternatives(), key=lambda r: r[0], reverse=True)]
        return tuple(rows[:most]), max(0, len(rows) - most)

    def _alternatives(self) -> Iterator[tuple[tuple[str, str, str], AlternativeRow]]:
        others = series.alternatives(self.data, self.indicator.id)
        for (area, period), found in sorted(others.items()):
            shown = series.value_at(self.data, self.indicator.id, area, period)
            for other in found:
                if area in self.areas and shown is not None and other.value is not None:
                    key = (str(series.period_start(period)), area, other.source)
                    yield key, self._alternative(shown, other)

    def _alternative(self, shown: Observation, other: Observation) -> AlternativeRow:
        scale = self.m.scale((), self.unit, 9)
        return AlternativeRow(
            area=self.words.area(shown.ref_area),
            period=self.m.period(shown.time_period),
            shown=self.words.cell(shown, scale).rstrip(),
            of=self.parts.observed(shown),
            other=self.words.cell(other, scale).rstrip(),
            difference=self._difference(shown, other),
            source=self.words.source(other.source),
            why=self._why(shown, other),
        )

    def _why(self, shown: Observation, other: Observation) -> str:
        """The note of the other figure; without one, how it differs."""
        if other.note:
            return other.note
        if other.status != shown.status:
            return self.words.status(other.status)
        sources = self.data.sources
        one, two = sources.get(shown.source), sources.get(other.source)
        if one is None or two is None or one.producer != two.producer:
            return self.m("alternatives.another")
        if two.published:
            return self.m("alternatives.edition_of", date=self.m.date(two.published))
        return self.m("alternatives.edition")

    def _difference(self, shown: Observation, other: Observation) -> str:
        """How far the other figure lies from the one shown; of a hedged figure nobody can say."""
        if shown.value is None or other.value is None or shown.qualifier or other.qualifier:
            return self.m("value.gap")
        difference = other.value - shown.value
        text = self.m.signed(difference, places(difference))
        percent = difference_percent(shown.value, other.value)
        if percent is None or not difference or self.unit.base in facts.POINT_BASES:
            return text
        return self.m("alternatives.both", amount=text, percent=self.m.signed(percent, 1))

    # --- Evidence ---

    def evidence(self) -> Evidence | None:
        """Every number of the focus, or of the areas shown, newest first."""
        areas = self.focus or self.areas
        found = series.by_area(self.data, self.indicator.id)
        wanted = [o for a in areas for o in reversed(found.get(a, ()))]
        if not wanted:
            return None
        names = self.m("list.separator").join(self.words.area(a) for a in areas)
        return Evidence(
            computed=self.derived,
            intro=self.m("evidence.intro_derived" if self.derived else "evidence.intro"),
            caption=self.m("evidence.caption", area=names, n=len(wanted)),
            several=len(areas) > 1,
            rows=tuple(self._evidence_row(o) for o in wanted),
        )

    def _source_place(self, o: Observation) -> EvidencePlace:
        source = self.data.sources.get(o.source)
        if source is None:
            return EvidencePlace(address="", words=self.words.source(o.source))
        address = addresses.source_page(source.id)
        return EvidencePlace(address=address, words=self.parts.short_source(source))

    def _evidence_row(self, o: Observation) -> EvidenceRow:
        address, words = self.words.evidence(o)
        return EvidenceRow(
            anchor=_anchor(o),
            period=self.m.period(o.time_period),
            area=self.words.area(o.ref_area),
            value=o.text or self.m("value.gap"),
            qualifier=self.words.qualifier(o.qualifier),
            status=self.words.status(o.status),
            source=self._source_place(o),
            evidence=EvidencePlace(address=address, words=words),
            inputs=tuple(self._inputs(o)),
            note=self._note(o),
        )

    def _note(self, o: Observation) -> str:
        """What the page does not tell elsewhere: of a derived figure, the rate used."""
        if o.evidence != series.DERIVED:
            return o.note
        found = self.data.derivations.get(o.indicator)
        rated = found is not None and found.formula == "quotient"
        return note_in_words(self.data, o, self.m) if rated else ""

    def _inputs(self, o: Observation) -> Iterator[EvidencePlace]:
        found = self.data.derivations.get(o.indicator)
        for code in found.inputs if found else ():
            address = f"{addresses.indicator_page(code)}#{_anchor(o)}"
            yield EvidencePlace(address=address, words=self.words.indicator(code))
        if found and found.formula in IN_TIME:
            area, period = compared_place(found, (o.ref_area, o.time_period))
            page, fragment = addresses.indicator_page(found.inputs[0]), anchor(area, period)
            words = self.m("evidence.of_period", period=self.m.period(period))
            yield EvidencePlace(address=f"{page}#{fragment}", words=words)


def _anchor(o: Observation) -> str:
    return anchor(o.ref_area, o.time_period)


def _in_time(periods: set[str]) -> list[str]:
    return sorted(periods, key=lambda p: (series.period_start(p), p))


def _largest(ranks: tuple[series.Rank, ...]) -> Decimal:
    return max((r.observation.value or Decimal(0) for r in ranks), default=Decimal(0))
