# The page that most readers come for. Order: the answer in a sentence, the picture, what it
# measures, who ranks where, who claimed what, what is known, where each number comes from, take it
# away, cite it.
"""Pages of indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from silkline import addresses, series
from silkline.charts import key_html
from silkline.citing import indicator_citation, indicator_terms
from silkline.messages import Messages
from silkline.model import Chart, Indicator, Observation, Outcome, Page, Source
from silkline.render import facts
from silkline.render.beside import beside
from silkline.render.choices import Bar, choice_bar
from silkline.render.cite import CitePart, TermPart, cite_part, term_parts
from silkline.render.compare import compare_query
from silkline.render.coverage import CoverageGrids
from silkline.render.layouts import (
    AlternativeRow,
    Coverage,
    Everywhere,
    Evidence,
    Ranking,
    ValueTable,
)
from silkline.render.maps import MapPart, indicator_map
from silkline.render.observed import observed_link
from silkline.render.pages import Maker, link, web_address
from silkline.render.parts import Parts
from silkline.render.pieces import Card, ClaimPart, Link, SourcePart, StoryPart
from silkline.render.revisions import Revised, edition, revised
from silkline.render.tables import Tables
from silkline.render.ties import TieGroup, Ties
from silkline.render.waived import waived
from silkline.series import sources_behind

if TYPE_CHECKING:
    from silkline.render.view import SiteView

ALTERNATIVES_SHOWN: Final = 40
PRODUCERS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPart:
    """A drawn chart, ready to stand in the page."""

    points: str
    """Address of the values of the chart."""
    embed: str
    title: str
    subtitle: str
    source: str
    wide: Markup
    narrow: Markup
    key: Markup
    """What its marks mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorContent:
    """All that the template of an indicator shows."""

    id: str
    trail: tuple[Link, ...]
    title: str
    lede: Markup
    course: Markup
    """How the figure of the lede stands in its own series; empty where that cannot be said."""
    chart: ChartPart | None
    map: MapPart | None
    bar: Bar | None
    """What chooses economies and years for the views."""
    reporting: str
    table: ValueTable | None
    facts: tuple[tuple[str, Markup], ...]
    definition: str
    derivation: Markup
    caveat: str
    related: tuple[Link, ...]
    breaks: tuple[str, ...]
    waived: tuple[str, ...]
    ranking: Ranking | None
    claims: tuple[ClaimPart, ...]
    coverage: Coverage | None
    everywhere: Everywhere | None
    alternatives: tuple[AlternativeRow, ...]
    alternatives_left: int
    revised: tuple[ClaimPart, ...]
    """Claims whose figures their publishers have changed since."""
    revisions: Revised | None
    """What releases changed."""
    evidence: Evidence | None
    sources: tuple[SourcePart, ...]
    unit: str
    cards: tuple[Card, ...]
    snippet: str
    cited: CitePart
    terms: tuple[TermPart, ...]
    """What the licences ask together."""
    report: str
    ties: tuple[TieGroup, ...]
    stories: tuple[StoryPart, ...]
    beside: tuple[Link, ...]
    compare: str
    """What opens the comparison with what this page shows; empty where it shows nothing."""


def indicator_pages(view: SiteView) -> Iterator[Maker]:
    """One page for each indicator."""
    for indicator in view.dataset.indicators:
        yield Maker(addresses.indicator_page(indicator), _indicator_page, (indicator,))


def _indicator_page(view: SiteView, indicator: str) -> Page:
    parts = Parts(view)
    return _IndicatorPage(parts, Ties(parts), view.dataset.indicators[indicator]).page()


class _IndicatorPage:
    """One indicator's page in the making."""

    def __init__(self, parts: Parts, ties: Ties, indicator: Indicator) -> None:
        self.parts = parts
        self.ties = ties
        self.view = parts.view
        self.data = parts.data
        self.m = parts.m
        self.words = parts.words
        self.indicator = indicator
        self.address = addresses.indicator_page(indicator.id)
        wanted = (*self.view.config.focus, *self.view.config.peers)
        self.areas = facts.shown_areas(self.data, indicator.id, wanted)
        self.focus = tuple(a for a in self.areas if a in self.view.config.focus)
        self.tables = Tables(parts, indicator, self.areas, self.focus)
        self.grids = CoverageGrids(parts, indicator, self.areas)
        self.source_ids = self._source_ids()

    def page(self) -> Page:
        title = self.m.title(self.indicator)
        told = self._told()
        lede = self._lede(told)
        page = Page(
            uri=addresses.page_source(self.address),
            title=title,
            description=lede.striptags(),
            markdown="",
            kind="indicator",
            terms=self._terms(),
            names=(self.indicator.title, self.indicator.id),
            topics=(self.indicator.topic,),
            summary=lede.striptags(),
        )
        return self.view.writer.page(page, "indicator.html", self._content(told, lede))

    def _content(self, told: Observation | None, lede: Markup) -> IndicatorContent:
        rows, left = self.tables.alternatives(ALTERNATIVES_SHOWN)
        ranking, claims = self.tables.ranking(), self._claims()
        return IndicatorContent(
            id=self.indicator.id,
            trail=self._trail(),
            title=self.m.title(self.indicator),
            lede=lede,
            course=self.words.course(told, self._number) if told else Markup(),
            chart=self._chart(),
            map=indicator_map(self.parts, self.indicator),
            bar=self._bar(),
            reporting=self.tables.reporting() if ranking else "",
            table=self.tables.values(),
            facts=tuple(self._facts()),
            definition=self.m.text(self.indicator, "definition"),
            derivation=self._derivation(),
            caveat=self.m.text(self.indicator, "caveat"),
            related=tuple(
                (addresses.indicator_page(i), self.words.indicator(i))
                for i in self.indicator.related
                if i in self.data.indicators
            ),
            breaks=tuple(self._breaks()),
            waived=waived(self.words, self.indicator.id),
            ranking=ranking,
            claims=claims,
            coverage=self.grids.shown(),
            everywhere=self.grids.everywhere(),
            alternatives=rows,
            revised=tuple(c for c in claims if c.outcome == Outcome.REVISED.value),
            alternatives_left=left,
            revisions=revised(self.parts, self.indicator.id),
            evidence=self.tables.evidence(),
            sources=self.parts.sources(self.source_ids),
            unit=self.m.unit_head(self.words.unit(self.indicator)),
            cards=self._cards(),
            snippet=self._snippet(),
            cited=self._citation(),
            terms=term_parts(self.parts, indicator_terms(self.data, self.indicator.id)),
            report=self.parts.report("report.title", indicator=self.indicator.id),
            ties=self.ties.linked("indicator", self.indicator.id),
            stories=self._stories(),
            beside=beside(self.data, self.m, indicator=self.indicator.id),
            compare=compare_query(self.indicator.id, self.areas) if self.areas else "",
        )

    # --- The answer first ---

    def _told(self) -> Observation | None:
        """What the page is summed up by: the latest figure of the focus.

        Where the focus has none: the widest group's, else the first area's that has one.
        """
        codes = facts.areas_with_values(self.data, self.indicator.id)
        worlds = facts.worlds(self.data)
        elsewhere = (*(c for c in codes if c in worlds), *self.areas)
        for area in (*self.view.config.focus, *elsewhere):
            found = series.latest(self.data, self.indicator.id, area)
            if found is not None:
                return found
        return None

    def _lede(self, told: Observation | None) -> Markup:
        if told is None:
            return escape(self.m("lede.none"))
        return self.words.lede(told, self._number(told))

    def _number(self, o: Observation) -> Markup:
        """A value in a sentence, as a link to its evidence."""
        return observed_link(self.address, self.parts.observed(o), self.words.quantity(o))

    def _terms(self) -> tuple[str, ...]:
        found = [self.indicator.title_zh, self.indicator.title, self.indicator.id]
        topic = self.data.topics[self.indicator.topic]
        found += [topic.title, topic.title_zh]
        return tuple(dict.fromkeys(t for t in found if t))

    def _trail(self) -> tuple[Link, ...]:
        topic = self.data.topics[self.indicator.topic]
        return (
            (addresses.list_page("topics"), self.m("topics.title")),
            (addresses.topic_page(topic.code), self.m.title(topic)),
        )

    def _bar(self) -> Bar | None:
        chart = self.view.charts.get(self.indicator.id)
        return choice_bar(self.parts, self.indicator, chart) if chart else None

    def _chart(self) -> ChartPart | None:
        chart = self.view.charts.get(self.indicator.id)
        return chart_part(chart, self.address, self.m) if chart else None

    # --- Beside it ---

    def _facts(self) -> Iterator[tuple[str, Markup]]:
        unit = self.words.unit(self.indicator)
        yield self._fact("unit", self.m.title(unit))
        yield self._fact("coverage", self.parts.coverage(self.indicator.id))
        yield self.m("facts.source"), self._source_links()
        if self.source_ids:
            yield self.m("facts.licence"), Markup(", ").join(self._licences())
        package = self.data.packages[self.indicator.package]
        address = addresses.package_page(package.name)
        yield self.m("facts.package"), self._link(address, self.parts.package_version(package))
        if package.update_frequency:
            key = f"frequency.{package.update_frequency}"
            known = self.m(key) if self.m.has(key) else package.update_frequency
            yield self._fact("updated", known)
        yield self.m("facts.release"), edition(self.parts, self.indicator.id)
        yield self._fact("checks", self.m("facts.checked"))

    def _fact(self, key: str, text: str) -> tuple[str, Markup]:
        return self.m(f"facts.{key}"), escape(text)

    def _source_ids(self) -> tuple[str, ...]:
        ids = sources_behind(self.data, self.indicator.id)
        return tuple(sorted(i for i in ids if i in self.data.sources))

    def _sources(self) -> list[Source]:
        return [self.data.sources[s] for s in self.source_ids]

    def _source_links(self) -> Markup:
        """Producers, each once: to the page of its only source, or to the list of several."""
        made: dict[str, list[Source]] = {}
        for source in self._sources():
            made.setdefault(source.producer, []).append(source)
        shown = tuple(made.items())[:PRODUCERS_SHOWN]
        links = [self._producer_link(producer, found) for producer, found in shown]
        left = len(self.source_ids) - sum(len(found) for _, found in shown)
        if left > 0:
            links.append(Markup('<a href="#sources">{}</a>').format(self.m("facts.more", n=left)))
        if self.indicator.id in self.data.derivations:
            links.insert(0, escape(self.m("facts.derived_from")))
        return Markup("<br>").join(links) if links else escape(self.m("coverage.none"))

    def _producer_link(self, producer: str, found: list[Source]) -> Markup:
        if len(found) == 1:
            return self._link(addresses.source_page(found[0].id), producer)
        text = self.m("facts.several", producer=producer, n=len(found))
        return Markup('<a href="#sources">{}</a>').format(text)

    def _licences(self) -> Iterator[Markup]:
        for code in dict.fromkeys(s.licence for s in self._sources()):
            url, title = self.parts.licence(code)
            yield outside_link(url, title)

    def _link(self, address: str, text: str) -> Markup:
        return link(self.address, address, text)

    def _derivation(self) -> Markup:
        found = self.data.derivations.get(self.indicator.id)
        return self.words.derivation(found, self.address) if found else Markup()

    def _breaks(self) -> Iterator[str]:
        for b in self.data.breaks:
            if b.indicator == self.indicator.id and b.ref_area in {"", *self.areas}:
                area = self.words.area(b.ref_area) if b.ref_area else self.m("breaks.all")
                what = self.m.text(b, "what")
                yield self.m(
                    "breaks.one", area=area, period=self.m.period(b.time_period), what=what
                )

    def _claims(self) -> tuple[ClaimPart, ...]:
        """Claims about the indicator itself, then those that are checked with it."""
        own = self.indicator.id
        claims = self.data.claims.values()
        about = [c for c in claims if c.indicator == own]
        using = [c for c in claims if c.indicator != own and own in {c.against, c.denominator}]
        return self.parts.claims(about) + self.parts.claims(using)

    def _stories(self) -> tuple[StoryPart, ...]:
        """The stories of the indicator's topic."""
        found = (s for s in self.view.stories if self.indicator.topic in s.topics)
        return self.parts.stories(found)

    # --- To take away ---

    def _cards(self) -> tuple[Card, ...]:
        package = self.data.packages[self.indicator.package]
        return (
            self.parts.card(addresses.indicator_csv(self.indicator.id), "csv"),
            self.parts.card(
                addresses.indicator_form(self.indicator.id, "labelled.csv"), "labelled"
            ),
            self.parts.card(addresses.indicator_form(self.indicator.id, "sdmx.csv"), "sdmx"),
            self.parts.card(addresses.indicator_form(self.indicator.id, "parquet"), "parquet"),
            self.parts.card(addresses.indicator_json(self.indicator.id), "json"),
            self.parts.card(
                addresses.indicator_form(self.indicator.id, "metadata.json"), "metadata"
            ),
            *self.parts.package_cards(package),
        )

    def _snippet(self) -> str:
        areas = ", ".join(f'"{a}"' for a in self.areas[:2])
        chosen = f", areas=[{areas}]" if areas else ""
        return f'import silkline\n\nsilkline.read("{self.indicator.id}"{chosen})'

    def _citation(self) -> CitePart:
        cited = indicator_citation(self.data, self.view.config, self.indicator.id)
        address = partial(addresses.indicator_cited, self.indicator.id)
        return cite_part(self.parts, cited, address)


def chart_part(chart: Chart, page: str, m: Messages) -> ChartPart:
    """A chart with its pictures as markup: they were drawn by the engine."""
    return ChartPart(
        points=addresses.chart_points(chart.id),
        embed=addresses.embed_page(page, chart.id),
        title=chart.title,
        subtitle=chart.subtitle,
        source=f"{chart.source.rstrip('.')}.",
        wide=Markup(chart.svg_wide),  # noqa: S704
        narrow=Markup(chart.svg_narrow),  # noqa: S704
        key=key_html(chart.marks, m),
    )


def base_indicators(parts: Parts, indicator: str) -> tuple[str, ...]:
    """The indicator itself, or those that it is computed from, down to published ones."""
    derivation = parts.data.derivations.get(indicator)
    if derivation is None:
        return (indicator,)
    found = [i for name in derivation.inputs for i in base_indicators(parts, name)]
    return tuple(dict.fromkeys(found))


def outside_link(url: str, text: str) -> Markup:
    """A link to another site, or the words alone if the address is none."""
    found = web_address(url)
    if not found:
        return escape(text)
    return Markup('<a href="{}" rel="external noopener">{}</a>').format(found, text)
