# Some hundreds of these are made in every build, so they ask only remembered questions. Groups,
# provinces and zones have the same page without ranks.
"""Pages of economies, groups, provinces and zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from silkline import addresses, series
from silkline.model import Area, AreaKind, Claim, Observation, Page
from silkline.render import facts
from silkline.render.compare import compare_query
from silkline.render.observed import Observed
from silkline.render.pages import Maker
from silkline.render.parts import Parts
from silkline.render.pieces import Card, ClaimPart, Figure, Link
from silkline.render.presence import Presence, presence_of
from silkline.render.said import claims_by_area
from silkline.render.smalls import Beside, SmallChart, Smalls
from silkline.render.ties import TieGroup, Ties

if TYPE_CHECKING:
    from silkline.render.view import SiteView

HEADLINES: Final = 4
MOST_OPEN: Final = 14
"""A page with more rows than these folds its tables: the topics are then read one by one."""
KEY_ROWS: Final = 14
"""So many rows stand on the printed sheet, each topic having its turn."""
FEWEST_WORDS: Final = 5
"""A shorter note, such as the name of the standard that a code is from, is no news for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """The latest figure of one indicator."""

    address: str
    title: str
    value: str
    unit: str
    period: str
    rank: str
    change: str
    observed: Observed
    spark: Markup
    span: str
    key: bool
    """Whether it stands on the printed sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTopic:
    """The figures of one topic."""

    anchor: str
    address: str
    title: str
    count: str
    """How many indicators, and of which years."""
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomyContent:
    """All that the template of an economy shows."""

    trail: tuple[Link, ...]
    name: str
    other_name: str
    other_lang: str
    lede: str
    note: str
    area: str
    """The code, and those of the areas beside it: what the script starts from."""
    bigs: tuple[Figure, ...]
    smalls: tuple[SmallChart, ...]
    drawn: bool
    """Whether any small chart has a picture."""
    whole: str
    beside: Beside
    topics: tuple[ProfileTopic, ...]
    folded: bool
    figures: str
    """How many figures there are, for the line of contents."""
    ranked: bool
    changed: bool
    """Whether any figure can be compared with the year before."""
    coursed: bool
    """Whether any indicator has more than one figure."""
    claims: tuple[ClaimPart, ...]
    ties: tuple[TieGroup, ...]
    tied: int
    parts: tuple[Link, ...]
    coverage: str
    presence: Presence
    cards: tuple[Card, ...]
    compare: str
    """What opens the comparison with this area."""
    permalink: str
    """The whole address, as the printed sheet has it."""
    release: str


def _remark(note: str) -> str:
    """A note as a sentence; nothing where it is a few words for those who keep the list."""
    if len(note.split()) < FEWEST_WORDS:
        return ""
    return note if note.endswith(".") else f"{note}."


def economy_pages(view: SiteView) -> Iterator[Maker]:
    """One page for each area with at least one figure."""
    for code in facts.observed_areas(view.dataset):
        yield Maker(addresses.economy_page(code), _economy_page, (code,))


def _economy_page(view: SiteView, code: str) -> Page:
    parts = Parts(view)
    page = _EconomyPage(parts, Ties(parts), view.dataset.areas[code])
    return page.page(claims_by_area(view.dataset).get(code, ()))


class _EconomyPage:
    """One area's page in the making."""

    def __init__(self, parts: Parts, ties: Ties, area: Area) -> None:
        self.parts = parts
        self.ties = ties
        self.data = parts.data
        self.m = parts.m
        self.words = parts.words
        self.area = area
        self.ids = facts.indicators_of(self.data, area.code)
        self.found = {i: self._latest(i) for i in self.ids}
        grouped = groupby(self.ids, key=lambda i: self.data.indicators[i].topic)
        self.by_topic = {topic: tuple(ids) for topic, ids in grouped}
        self.smalls = Smalls(parts, area, self.by_topic)

    def _latest(self, indicator: str) -> Observation:
        found = series.latest(self.data, indicator, self.area.code)
        assert found is not None
        return found

    def page(self, claims: Iterable[Claim]) -> Page:
        name = self.m.title(self.area)
        lede = self._lede()
        page = Page(
            uri=addresses.page_source(addresses.economy_page(self.area.code)),
            title=name,
            description=lede,
            markdown="",
            kind="economy",
            terms=(self.area.name_zh,),
            names=self._names(),
            summary=lede,
        )
        return self.parts.view.writer.page(page, "economy.html", self._content(lede, claims))

    def _names(self) -> tuple[str, ...]:
        area = self.area
        found = (area.name, area.code, area.m49, *self.data.other_names.get(area.code, ()))
        return tuple(dict.fromkeys(n for n in found if n))

    def _content(self, lede: str, claims: Iterable[Claim]) -> EconomyContent:
        other, language = self.words.other_name(self.area)
        smalls = self.smalls.charts()
        topics = tuple(self._topics())
        rows = [row for topic in topics for row in topic.rows]
        bigs = self._headlines()
        ties = self.ties.of_area(self.area.code)
        config = self.parts.view.config
        shown = dict.fromkeys([*bigs, *(s.indicator for s in smalls)])
        name = self.m("changes.release", release=self.data.release) if self.data.release else ""
        return EconomyContent(
            trail=tuple(self._trail()),
            name=self.m.title(self.area),
            other_name=other,
            other_lang=language,
            lede=lede,
            note=_remark(self.m.text(self.area, "note")),
            area=self.area.code,
            bigs=tuple(self._big(self.found[i]) for i in bigs),
            smalls=smalls,
            drawn=any(s.picture for s in smalls),
            whole=self.smalls.whole,
            beside=self.smalls.beside(self.found[i] for i in shown),
            topics=topics,
            folded=len(rows) > MOST_OPEN,
            figures=self.m.number(len(rows)),
            ranked=self.area.kind is AreaKind.ECONOMY,
            changed=any(row.change for row in rows),
            coursed=any(row.span for row in rows),
            claims=self.parts.claims(claims),
            ties=ties,
            tied=sum(len(group.ties) for group in ties),
            parts=tuple(self._parts()),
            coverage=self._coverage(),
            presence=presence_of(self.parts, self.area),
            cards=self._cards(),
            compare=compare_query(areas=(self.area.code,)),
            permalink=config.site_url + addresses.economy_page(self.area.code),
            release=name or self.m("changes.unreleased"),
        )

    def _trail(self) -> Iterator[Link]:
        yield addresses.list_page("economies"), self.m("economies.title")
        parent = self.data.areas.get(self.area.parent)
        if parent is None or parent.kind is AreaKind.GROUP:
            return
        if parent.code in facts.observed_areas(self.data):
            yield addresses.economy_page(parent.code), self.m.title(parent)

    def _lede(self) -> str:
        since, until = self._span()
        return self.m(
            "economy.lede",
            n=len(self.ids),
            area=self.m.title(self.area),
            total=self.m.number(len(self.data.indicators)),
            span=self.parts.when(since, until),
        )

    def _span(self) -> tuple[str, str]:
        return facts.span(
            tuple(
                o.time_period
                for i in self.ids
                for o in series.by_area(self.data, i)[self.area.code]
                if o.value is not None and "/" not in o.time_period
            )
            or tuple(o.time_period for o in self.found.values())
        )

    def _headlines(self) -> tuple[str, ...]:
        chosen = [i for i, a in self.parts.view.config.headlines if a == self.area.code]
        ranked = [i for i in self.ids if facts.place(self.data, self.found[i])]
        leads = [i for i in self.smalls.leads.values() if i in ranked]
        wanted = dict.fromkeys([*chosen, *leads, *ranked, *self.ids])
        return tuple(i for i in wanted if i in self.found)[:HEADLINES]

    def _big(self, o: Observation) -> Figure:
        context = self.words.rank(o) or self.words.share(o)
        label = self.words.indicator(o.indicator)
        told = (context, self.words.changed(o), self.parts.producer(o))
        return self.parts.figure_of(o, label, told)

    def _topics(self) -> Iterator[ProfileTopic]:
        key = self._key_rows()
        for code, ids in self.by_topic.items():
            rows = tuple(self._row(self.found[i], key=i in key) for i in ids)
            yield ProfileTopic(
                anchor=f"topic-{code}",
                address=addresses.topic_page(code),
                title=self.m.title(self.data.topics[code]),
                count=self.m("changes.indicators", n=len(rows)),
                rows=rows,
            )

    def _key_rows(self) -> set[str]:
        """What the printed sheet lists: of each topic the lead, then the next, as room allows."""
        leads = self.smalls.leads
        queues = (
            [leads[t], *(i for i in ids if i != leads[t])] for t, ids in self.by_topic.items()
        )
        turns = zip_longest(*queues)
        return set([i for turn in turns for i in turn if i][:KEY_ROWS])

    def _row(self, o: Observation, *, key: bool) -> ProfileRow:
        own = series.by_area(self.data, o.indicator)[self.area.code]
        valued = tuple(x.time_period for x in own if x.value is not None)
        value, unit = self.words.split_quantity(o)
        return ProfileRow(
            address=addresses.indicator_page(o.indicator),
            title=self.words.indicator(o.indicator),
            value=value,
            unit=unit,
            period=self.m.period(o.time_period),
            rank=self.words.rank(o),
            change=self.words.change(o),
            observed=self.parts.observed(o),
            spark=self.parts.spark(o),
            key=key,
            span=self.parts.span(*facts.span(valued)) if len(valued) > 1 else "",
        )

    def _parts(self) -> Iterator[Link]:
        for code in facts.observed_areas(self.data):
            if self.data.areas[code].parent == self.area.code:
                yield addresses.economy_page(code), self.words.area(code)

    def _coverage(self) -> str:
        values = sum(
            o.value is not None
            for i in self.ids
            for o in series.by_area(self.data, i)[self.area.code]
        )
        return self.m("economy.values", n=values, area=self.m.title(self.area))

    def _cards(self) -> tuple[Card, ...]:
        return (
            self.parts.card(addresses.economy_csv(self.area.code), "csv", "economy"),
            self.parts.card(addresses.economy_json(self.area.code), "json", "economy_json"),
        )
