# What happened to whatever stands in the registers, in one list. What was only said to come stands
# apart from what came about by its mark and its word; an interval stays an interval. The drawing
# above the list counts, the list tells: nothing is in the one that is not in the other.
"""The page of the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from silkline import addresses, things
from silkline.model import EVENTS, Alternate, Page
from silkline.render.claims import Facet, FacetOption
from silkline.render.pages import Maker
from silkline.render.parts import Parts
from silkline.render.pieces import Card, Link
from silkline.render.ties import Cited, Ties
from silkline.things import Happening

if TYPE_CHECKING:
    from silkline.render.view import SiteView

CLASSES: Final = 6
"""Registers beyond these share the grey of the last."""
WIDE: Final = (960, 13)
NARROW: Final = (340, 12)
"""Width of the drawing, and the largest distance between two marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningPart:
    """One thing that happened."""

    anchor: str
    date: str
    dated: bool
    """Whether more than the year is known."""
    event: str
    planned: bool
    address: str
    name: str
    kind: str
    """Of the entry."""
    css: str
    """Of its register."""
    notes: tuple[tuple[Cited, str], ...]
    facets: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What happened in a year."""

    anchor: str
    year: str
    count: str
    parts: tuple[HappeningPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that happened, in the drawing."""

    x: float
    y: float
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A mark for each thing that happened, in columns of years."""

    css: str
    width: int
    height: int
    base: int
    radius: float
    marks: tuple[Mark, ...]
    labels: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A register in the key of the drawing."""

    css: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineContent:
    """All that the template of the timeline shows."""

    trail: tuple[Link, ...]
    title: str
    lede: str
    told: str
    """The drawing in words."""
    drawings: tuple[Drawing, ...]
    keys: tuple[Key, ...]
    facets: tuple[Facet, ...]
    years: tuple[Year, ...]
    feeds: tuple[Link, ...]
    feeds_note: str
    cards: tuple[Card, ...]


def timeline_pages(view: SiteView) -> Iterator[Maker]:
    """The timeline, if anything has a date."""
    if things.happenings(view.dataset):
        yield Maker(addresses.timeline_page(), _timeline_page)


def _timeline_page(view: SiteView) -> Page:
    return _Timeline(Parts(view)).page()


class _Timeline:
    """The page in the making."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.data = parts.data
        self.m = parts.m
        self.ties = Ties(parts)
        self.all = things.happenings(parts.data)
        used = {h.entry.register for h in self.all}
        self.registers = [r for r in parts.data.registers.values() if r.id in used]
        self.css = {r.id: f"s{min(n, CLASSES)}" for n, r in enumerate(self.registers, 1)}

    def page(self) -> Page:
        m = self.m
        lede = m("timeline.lede")
        page = Page(
            uri=addresses.page_source(addresses.timeline_page()),
            title=m("timeline.title"),
            description=lede,
            markdown="",
            kind="list",
            terms=(m("timeline.other"),),
            summary=lede,
            alternates=(
                Alternate(
                    address=addresses.timeline_atom(),
                    type="application/atom+xml",
                    title=m("timeline.atom"),
                ),
                Alternate(
                    address=addresses.timeline_calendar(),
                    type="text/calendar",
                    title=m("timeline.calendar"),
                ),
            ),
        )
        return self.parts.view.writer.page(page, "timeline.html", self._content(lede))

    def _content(self, lede: str) -> TimelineContent:
        m = self.m
        known = sum(1 for h in self.all if h.days)
        return TimelineContent(
            trail=((addresses.list_page("registers"), m("registers.title")),),
            title=m("timeline.title"),
            lede=lede,
            told=self._told(),
            drawings=(self._drawing("wide", *WIDE), self._drawing("narrow", *NARROW)),
            keys=tuple(self._keys()),
            facets=tuple(self._facets()),
            years=tuple(self._years()),
            feeds=(
                (addresses.timeline_atom(), m("timeline.atom")),
                (addresses.timeline_calendar(), m("timeline.calendar")),
            ),
            feeds_note=m("timeline.feeds_note", days=m("timeline.with_day", n=known)),
            cards=(
                Card(
                    address=addresses.timeline_csv(),
                    title=m("card.csv"),
                    text=m("timeline.csv_text"),
                ),
            ),
        )

    # --- The list ---

    def _years(self) -> Iterator[Year]:
        for year, found in groupby(self.all, key=lambda h: h.year):
            parts = tuple(map(self._part, found))
            count = self.m.number(len(parts))
            yield Year(anchor=f"year-{year}", year=year, count=count, parts=parts)

    def _part(self, h: Happening) -> HappeningPart:
        e = h.entry
        return HappeningPart(
            anchor=h.id,
            date=self.m.dates(h.date) if h.date != h.year else self.m("timeline.year_only"),
            dated=h.date != h.year,
            event=self.m(f"event.{h.event}"),
            planned=h.event in things.PLANNED,
            address=addresses.entry_page(e.register, e.id),
            name=self.m.title(e),
            kind=self.m.text(e, "kind"),
            css=self.css[e.register],
            notes=tuple(
                (self.ties.cited(d.source, d.paragraph, d.sentence), self.m.text(d, "note"))
                for d in h.told
            ),
            facets={
                "register": e.register,
                "event": h.event,
                "area": e.ref_area,
                "kind": self.m.text(e, "kind"),
            },
        )

    # --- By what the list can be cut down ---

    def _facets(self) -> Iterator[Facet]:
        registers = Counter(h.entry.register for h in self.all)
        titles = {r.id: self.m.title(r) for r in self.registers}
        yield self._facet("register", [(r, titles[r], registers[r]) for r in titles])
        events = Counter(h.event for h in self.all)
        words = [(e, self.m(f"event.{e}"), events[e]) for e in EVENTS if events[e]]
        yield self._facet("event", words)
        areas = Counter(h.entry.ref_area for h in self.all if h.entry.ref_area)
        named = ((a, self.ties.area(a)[1], n) for a, n in areas.items())
        yield self._facet("area", sorted(named, key=lambda x: x[1]))
        kinds = Counter(self.m.text(h.entry, "kind") for h in self.all)
        yield self._facet("kind", sorted((k, k, n) for k, n in kinds.items() if k))

    def _facet(self, name: str, options: list[tuple[str, str, int]]) -> Facet:
        found = tuple(FacetOption(value=v, words=words, count=n) for v, words, n in options)
        return Facet(name=name, label=self.m(f"timeline.by_{name}"), options=found)

    # --- The drawing ---

    def _keys(self) -> Iterator[Key]:
        counts = Counter(h.entry.register for h in self.all)
        for r in self.registers:
            words = self.m("timeline.key", register=self.m.title(r), n=counts[r.id])
            yield Key(css=self.css[r.id], words=words)

    def _told(self) -> str:
        """How many in each year: the drawing for those who do not see it."""
        counts = Counter(h.year for h in self.all)
        told = (self.m("timeline.in_year", year=y, n=n) for y, n in sorted(counts.items()))
        return self.m("timeline.drawn", counts=self.m("list.separator").join(told))

    def _drawing(self, css: str, width: int, most: int) -> Drawing:
        years = [int(h.year) for h in self.all]
        first, last = min(years), max(years)
        step = (width - 24) / max(last - first + 1, 1)
        apart = min(most, step)
        columns = Counter(years)
        height = round(max(columns.values()) * apart + 26)
        base = height - 20
        placed: Counter[int] = Counter()
        marks = []
        order = {r.id: n for n, r in enumerate(self.registers)}
        for h in sorted(self.all, key=lambda h: order[h.entry.register]):
            year = int(h.year)
            x = 12 + (year - first + 0.5) * step
            y = base - (placed[year] + 0.5) * apart - 2
            placed[year] += 1
            hollow = " planned" if h.event in things.PLANNED else ""
            mark = Mark(x=round(x, 1), y=round(y, 1), css=self.css[h.entry.register] + hollow)
            marks.append(mark)
        every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 10**4) if n * step >= 36)
        labels = ((12 + (y - first + 0.5) * step, str(y)) for y in range(first, last + 1))
        return Drawing(
            css=css,
            width=width,
            height=height,
            base=base,
            radius=round(apart * 0.38, 1),
            marks=tuple(marks),
            labels=tuple((round(x, 1), y) for x, y in labels if int(y) % every == 0),
        )
