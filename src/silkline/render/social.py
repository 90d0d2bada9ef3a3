# A link to a page is shown elsewhere as a picture: the answer should be on it. What stands there is
# decided here from the same questions as the page's own; drawing it is a worker's task.
"""The cards of pages, for the pictures beside links to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from silkline import addresses, series
from silkline.charts import trend
from silkline.model import Chart, Observation, Page
from silkline.pictures import Card, Line, chart_shape
from silkline.render import facts
from silkline.render.parts import SEPARATE_YEARS, Parts

if TYPE_CHECKING:
    from silkline.render.view import SiteView, StoryView

FIGURES: Final = 3


def home_card(view: SiteView) -> Card:
    """The card of the home page."""
    return _Cards(view).home()


def page_card(view: SiteView, page: Page) -> Card:
    """The card of a generated page."""
    return _Cards(view).card(page)


def story_cards(view: SiteView, charts: Mapping[str, Chart]) -> tuple[Card, ...]:
    """A card for each story, with the shape of its first chart where it has one.

    Args:
        view: Of the site.
        charts: The first of each story, by slug.
    """
    m = view.messages
    return tuple(
        Card(
            address=addresses.story_page(s.slug),
            kind=m("card.story"),
            titles=(m.title(s), s.title),
            text=s.description,
            lines=chart_shape(charts[s.slug].svg_wide) if s.slug in charts else (),
            source=" · ".join(t for t in (_authors(view, s), m.date(s.date)) if t),
            site=view.config.site_name,
        )
        for s in view.stories
    )


def _authors(view: SiteView, story: StoryView) -> str:
    """Those of a story, unless the site itself is all of them: its name stands there already."""
    return ", ".join(a for a in story.authors if a != view.config.site_name)


class _Cards:
    """Makes cards in the language of a view."""

    def __init__(self, view: SiteView) -> None:
        self.view = view
        self.parts = Parts(view)
        self.data = view.dataset
        self.m = view.messages
        self.words = self.parts.words

    def home(self) -> Card:
        """The site itself, with its headline figures."""
        chosen = [series.latest(self.data, i, a) for i, a in self.view.config.headlines]
        figures = [
            (self.words.quantity(o, short=True), self._labelled(o)) for o in chosen if o is not None
        ]
        return Card(
            address=addresses.home_page(),
            kind="",
            titles=(self.view.config.site_name,),
            figures=tuple(figures[:FIGURES]),
            site=self.view.config.site_url.removeprefix("https://").rstrip("/"),
        )

    def card(self, page: Page) -> Card:
        """The card of one generated page."""
        address = addresses.page_address(page.uri)
        name = address.strip("/").rpartition("/")[2]
        if page.kind == "indicator" and name in self.data.indicators:
            return self._indicator(page, address, name)
        if page.kind == "economy" and name in self.data.areas:
            return self._economy(page, address, name)
        return self._plain(page, address)

    def _indicator(self, page: Page, address: str, indicator: str) -> Card:
        o = self._told(indicator)
        if o is None:
            return self._plain(page, address)
        told = (self.words.area(o.ref_area), self.m.period(o.time_period), self.words.rank(o))
        return Card(
            address=address,
            kind=self.m("card.indicator"),
            titles=(page.title, *page.terms),
            value=self.words.quantity(o, short=True),
            note=" · ".join(t for t in told if t),
            lines=tuple(self._course(o)),
            source=self.parts.producer(o),
            site=self.view.config.site_name,
        )

    def _told(self, indicator: str) -> Observation | None:
        """The figure that the page's first sentence tells."""
        codes = facts.areas_with_values(self.data, indicator)
        worlds = facts.worlds(self.data)
        wanted = (*self.view.config.focus, *(c for c in codes if c in worlds))
        for area in (*wanted, *self.view.config.peers, *codes):
            found = series.latest(self.data, indicator, area)
            if found is not None:
                return found
        return None

    def _course(self, latest: Observation) -> Iterator[Line]:
        """The course up to a figure, joined only where one source gives neighbouring years."""
        found = series.by_area(self.data, latest.indicator)[latest.ref_area]
        own = [o for o in found if o.source == latest.source]
        yearly = all(o.time_period.isdecimal() for o in own)
        runs = trend(own, step_years=1.0 if yearly else None)
        for run in runs or trend(found, step_years=SEPARATE_YEARS):
            yield Line(places=tuple((round(x, 4), round(y, 4)) for x, y in run), chosen=True)

    def _economy(self, page: Page, address: str, area: str) -> Card:
        chosen = [i for i, a in self.view.config.headlines if a == area]
        first = [i for i, _ in self.view.config.headlines]
        ids = facts.indicators_of(self.data, area)
        found = {i: series.latest(self.data, i, area) for i in ids}
        ranked = [i for i, o in found.items() if o and self.words.rank(o)]
        wanted = dict.fromkeys([*chosen, *(i for i in first if i in found), *ranked, *ids])
        shown = [o for o in map(found.get, wanted) if o is not None][:FIGURES]
        sources = dict.fromkeys(map(self.parts.producer, shown))
        return Card(
            address=address,
            kind=self.m(f"card.{self.data.areas[area].kind}"),
            titles=(page.title, *page.terms),
            figures=tuple((self.words.quantity(o, short=True), self._dated(o)) for o in shown),
            source=" · ".join(sources),
            site=self.view.config.site_name,
        )

    def _dated(self, o: Observation) -> str:
        title, period = self.words.indicator(o.indicator), self.m.period(o.time_period)
        return self.m("value.dated", value=title, period=period)

    def _labelled(self, o: Observation) -> str:
        area = self.words.area(o.ref_area)
        return self.m("figure.label", area=area, indicator=self._dated(o))

    def _plain(self, page: Page, address: str) -> Card:
        return Card(
            address=address,
            kind=self._kind(page, address),
            titles=(page.title, *page.terms),
            text=page.description,
            site=self.view.config.site_name,
        )

    def _kind(self, page: Page, address: str) -> str:
        """The register of an entry; the section of every other page."""
        register = self.data.registers.get(address.partition("/")[0])
        if page.kind == "entry" and register is not None:
            return self.m.title(register)
        key = f"search.kind_{page.kind}"
        title = self.m(key) if self.m.has(key) else ""
        return "" if title == page.title or page.kind == "list" else title
