# Ways in: by topic, by economy, by story. Generated pages are not in the navigation, so these lists
# are how they are reached without the search.
"""Lists of indicators, economies, topics and stories, and the pages of topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.model import Page, Topic
from silkline.render import facts
from silkline.render.economies import EconomiesContent, economies_content
from silkline.render.pages import Maker
from silkline.render.parts import Parts
from silkline.render.pieces import (
    ClaimPart,
    Figure,
    Group,
    IndicatorGroup,
    Item,
    Link,
    Listing,
    StoryPart,
)
from silkline.render.ties import TieGroup, Ties

if TYPE_CHECKING:
    from silkline.render.view import SiteView

HEADLINES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicContent:
    """All that the template of a topic shows."""

    trail: tuple[Link, ...]
    title: str
    other_name: str
    other_lang: str
    lede: str
    bigs: tuple[Figure, ...]
    count: int
    indicators: tuple[IndicatorGroup, ...]
    stories: tuple[StoryPart, ...]
    claims: tuple[ClaimPart, ...]
    ties: tuple[TieGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicIndicators:
    """The indicators of a topic in the list of all."""

    anchor: str
    address: str
    heading: str
    count: str
    groups: tuple[IndicatorGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsContent:
    """All that the list of indicators shows."""

    title: str
    lede: str
    empty: str
    topics: tuple[TopicIndicators, ...]


def list_pages(view: SiteView) -> Iterator[Maker]:
    """Indicators by topic, economies by kind, topics, stories, and a page for each topic."""
    for section in ("indicators", "economies", "topics", "stories"):
        yield Maker(addresses.list_page(section), _list_page, (section,))
    for topic in view.dataset.topics:
        yield Maker(addresses.topic_page(topic), _topic_page, (topic,))


def _list_page(view: SiteView, section: str) -> Page:
    parts = Parts(view)
    if section == "indicators":
        return _list(parts, section, _indicators(parts), "indicators.html")
    if section == "economies":
        return _list(parts, section, economies_content(view), "economies.html")
    return _list(parts, section, _topics(parts) if section == "topics" else _stories(parts))


def _list(
    parts: Parts,
    section: str,
    listing: Listing | IndicatorsContent | EconomiesContent,
    template: str = "list.html",
) -> Page:
    page = Page(
        uri=addresses.page_source(addresses.list_page(section)),
        title=listing.title,
        description=listing.lede,
        markdown="",
        kind="list",
        summary=listing.lede,
    )
    return parts.view.writer.page(page, template, listing)


def _of_topic(parts: Parts, topic: Topic) -> tuple[str, ...]:
    return tuple(
        i
        for i in facts.ordered_indicators(parts.data)
        if parts.data.indicators[i].topic == topic.code
    )


def _groups(parts: Parts, ids: Iterable[str]) -> tuple[IndicatorGroup, ...]:
    """Indicators of one topic by how they are known."""
    data = parts.data
    found = [
        (breadth, tuple(parts.indicator_item(i) for i in same))
        for breadth, same in groupby(ids, key=lambda i: facts.breadth_of(data, i))
    ]
    return tuple(
        IndicatorGroup(heading=parts.m(f"breadth.{b}") if len(found) > 1 else "", items=items)
        for b, items in found
    )


def _indicators(parts: Parts) -> IndicatorsContent:
    topics = [(t, _of_topic(parts, t)) for t in parts.data.topics.values()]
    return IndicatorsContent(
        title=parts.m("indicators.title"),
        lede=parts.m("indicators.lede", n=len(parts.data.indicators)),
        empty=parts.m("indicators.empty"),
        topics=tuple(
            TopicIndicators(
                anchor=topic.code,
                address=addresses.topic_page(topic.code),
                heading=parts.m.title(topic),
                count=parts.m.number(len(ids)),
                groups=_groups(parts, ids),
            )
            for topic, ids in topics
            if ids
        ),
    )


def _topics(parts: Parts) -> Listing:
    m = parts.m
    items = tuple(
        Item(
            title=m.title(t),
            address=addresses.topic_page(t.code),
            other=parts.words.other_name(t)[0],
            text=parts.m.text(t, "description"),
            facts=m("topic.indicators", n=len(_of_topic(parts, t))),
        )
        for t in parts.data.topics.values()
    )
    return Listing(
        title=m("topics.title"),
        lede=m("topics.lede", n=len(items)),
        groups=(Group(items=items),) if items else (),
        empty=m("topics.empty"),
        other_lang="zh" if m.language == "en" else "en",
    )


def _stories(parts: Parts) -> Listing:
    m = parts.m
    by_slug = {addresses.story_page(s.slug): s for s in parts.view.stories}
    items = tuple(
        Item(
            title=s.title,
            address=s.address,
            text=s.description,
            facts=" · ".join(
                t
                for t in (m.date(by_slug[s.address].date), ", ".join(by_slug[s.address].authors))
                if t
            ),
        )
        for s in parts.stories(parts.view.stories)
    )
    return Listing(
        title=m("stories.heading"),
        lede=m("stories.lede"),
        groups=(Group(items=items),) if items else (),
        empty=m("stories.empty"),
        other_lang="zh" if m.language == "en" else "en",
    )


def _topic_page(view: SiteView, code: str) -> Page:
    parts, topic = Parts(view), view.dataset.topics[code]
    other, language = parts.words.other_name(topic)
    title = parts.m.title(topic)
    ids = _of_topic(parts, topic)
    content = TopicContent(
        trail=((addresses.list_page("topics"), parts.m("topics.title")),),
        title=title,
        other_name=other,
        other_lang=language,
        lede=parts.m.text(topic, "description"),
        bigs=_bigs(parts, ids),
        count=len(ids),
        indicators=_groups(parts, ids),
        stories=parts.stories(s for s in parts.view.stories if topic.code in s.topics),
        claims=parts.claims(c for c in parts.data.claims.values() if c.indicator in ids),
        ties=Ties(parts).linked("topic", topic.code),
    )
    page = Page(
        uri=addresses.page_source(addresses.topic_page(topic.code)),
        title=title,
        description=parts.m.text(topic, "description"),
        markdown="",
        kind="topic",
        terms=(topic.title_zh,),
        names=(topic.title, topic.code),
        topics=(topic.code,),
        summary=parts.m.text(topic, "description"),
    )
    return parts.view.writer.page(page, "topic.html", content)


def _bigs(parts: Parts, ids: tuple[str, ...]) -> tuple[Figure, ...]:
    pairs = [(i, a) for i in ids for a in parts.view.config.focus]
    found = (parts.figure(i, a) for i, a in pairs)
    return tuple(f for f in found if f is not None)[:HEADLINES]
