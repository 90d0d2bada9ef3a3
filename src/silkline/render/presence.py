# A gap that is not named looks like a zero. What is known of an area is drawn topic by topic and
# year by year, and the indicators without a figure are listed by name beside it.
"""What is known of an area, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from silkline import addresses, series
from silkline.memory import remembered
from silkline.model import Area, Dataset
from silkline.render import facts
from silkline.render.parts import Parts
from silkline.render.pieces import Link

_STEP: Final = 10
"""Width of a year on the strip."""
_GRADES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceRow:
    """One topic: the years with figures, and the indicators without."""

    address: str
    title: str
    strip: Markup
    known: str
    missing_words: str
    missing: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What is known of an area, topic by topic."""

    since: str
    until: str
    rows: tuple[PresenceRow, ...]


def presence_of(parts: Parts, area: Area) -> Presence:
    """The grid of topics and years of an area."""
    data = parts.data
    own = set(facts.indicators_of(data, area.code))
    by_topic = _by_topic(data)
    counts = {t: _years(data, area.code, [i for i in ids if i in own]) for t, ids in by_topic}
    years = [y for found in counts.values() for y in found]
    window = range(min(years), max(years) + 1) if years else range(0)
    rows = tuple(_rows(parts, area, window, counts))
    ends = (str(window[0]), str(window[-1])) if years else ("", "")
    return Presence(since=ends[0], until=ends[1], rows=rows)


@remembered
def _by_topic(dataset: Dataset) -> tuple[tuple[str, tuple[str, ...]], ...]:
    ids = facts.ordered_indicators(dataset)
    groups = groupby(ids, key=lambda i: dataset.indicators[i].topic)
    return tuple((topic, tuple(group)) for topic, group in groups)


def _years(dataset: Dataset, area: str, indicators: Iterable[str]) -> Counter[int]:
    """How many indicators have a figure for each year, or a part of it."""
    return Counter(y for i in indicators for y in _years_with(dataset, i, area))


@remembered
def _years_with(dataset: Dataset, indicator: str, area: str) -> tuple[int, ...]:
    found = series.by_area(dataset, indicator).get(area, ())
    years = {
        int(o.time_period[:4]) for o in found if o.value is not None and "/" not in o.time_period
    }
    return tuple(sorted(years))  # a set of them takes eight times the room


def _rows(
    parts: Parts, area: Area, window: Sequence[int], counts: dict[str, Counter[int]]
) -> Iterator[PresenceRow]:
    data, m = parts.data, parts.m
    own = set(facts.indicators_of(data, area.code))
    for topic, ids in _by_topic(data):
        missing = [i for i in ids if i not in own]
        known = len(ids) - len(missing)
        told = m("presence.known", n=known, total=m.number(len(ids)))
        yield PresenceRow(
            address=addresses.topic_page(topic),
            title=m.title(data.topics[topic]),
            strip=_strip(window, counts[topic], len(ids), _spoken(parts, counts[topic], told)),
            known=told,
            missing_words=m("presence.missing", n=len(missing)) if missing else "",
            missing=tuple((addresses.indicator_page(i), parts.words.indicator(i)) for i in missing),
        )


def _spoken(parts: Parts, counts: Counter[int], told: str) -> str:
    if not counts:
        return parts.m("presence.none")
    span = parts.when(str(min(counts)), str(max(counts)))
    return parts.m("presence.strip", known=told, span=span)


def _strip(window: Sequence[int], counts: Counter[int], total: int, words: str) -> Markup:
    """A bar in four strengths: for how many of a topic's indicators a year has a figure."""
    grades = [-(-counts[y] * _GRADES // total) for y in window]
    drawn = []
    x = 0
    for grade, run in groupby(grades):
        width = _STEP * len(list(run))
        if grade:
            drawn.append(f'<rect class="s{grade}" x="{x}" width="{width}" height="14"/>')
        x += width
    return Markup(  # noqa: S704 - numbers, and words escaped here
        f'<svg class="strip" viewBox="0 0 {max(x, 1)} 14" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}">{"".join(drawn)}</svg>'
    )
