# A topic's lead indicator of one area against its peers, for hundreds of pages: series are turned
# into numbers once, and every picture is drawn from those.
"""The small charts of an economy page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from silkline import addresses, series
from silkline.charts import Dot, SmallJob, SmallLine, small_chart, year_of
from silkline.memory import remembered
from silkline.model import Area, Dataset, Indicator, Observation, Unit
from silkline.render import facts
from silkline.render.compare import beside_kind, compare_query
from silkline.render.observed import Observed
from silkline.render.peers import Peers, lead_of, peers_of, whole_of, years_of
from silkline.render.pieces import Link

if TYPE_CHECKING:
    from silkline.render.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallChart:
    """One topic at a glance."""

    indicator: str
    topic: str
    topic_code: str
    anchor: str
    title: str
    address: str
    value: str
    unit: str
    observed: Observed
    facts: str
    """Period, rank and change of the value."""
    picture: Markup
    """Empty where the area has no two years to join."""
    scale: str
    """The unit of the axis."""
    compare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The areas that the small charts show beside the one of the page."""

    peers: tuple[tuple[str, str, str], ...]
    """Code, address and name of each."""
    reason: str
    sources: tuple[tuple[Link, str], ...]
    """Whence the figures are, and when they were retrieved."""


class Smalls:
    """The small charts of one area."""

    def __init__(self, parts: Parts, area: Area, by_topic: Mapping[str, tuple[str, ...]]) -> None:
        self.parts = parts
        self.data: Dataset = parts.data
        self.m = parts.m
        self.area = area
        self.leads = {t: lead_of(self.data, area.code, ids) for t, ids in by_topic.items()}
        self.peers: Peers = peers_of(self.data, parts.view.config, area, tuple(self.leads.values()))
        self.whole = whole_of(self.data, area)

    def charts(self) -> tuple[SmallChart, ...]:
        """One for each topic; those without a picture come last."""
        made = [self._chart(topic, lead) for topic, lead in self.leads.items()]
        return tuple(sorted(made, key=lambda s: not s.picture))

    def _chart(self, topic: str, indicator: str) -> SmallChart:
        latest = series.latest(self.data, indicator, self.area.code)
        assert latest is not None
        words = self.parts.words
        value, unit = words.split_quantity(latest)
        told = (self.m.period(latest.time_period), words.rank(latest), words.change(latest))
        scale, picture = self._picture(self.data.indicators[indicator])
        return SmallChart(
            indicator=indicator,
            topic=self.m.title(self.data.topics[topic]),
            topic_code=topic,
            anchor=f"topic-{topic}",
            title=words.indicator(indicator),
            address=addresses.indicator_page(indicator),
            value=value,
            unit=unit,
            observed=self.parts.observed(latest),
            facts=" · ".join(t for t in told if t),
            picture=picture,
            scale=scale,
            compare=compare_query(indicator, self._shown(indicator)),
        )

    def _shown(self, indicator: str) -> tuple[str, ...]:
        """The area, its peers and the whole, as far as there are figures that compare."""
        wanted = [self.area.code]
        kind = beside_kind(self.data, self.data.indicators[indicator])
        if kind != "none":
            wanted += self.peers.codes
        if kind == "whole" and self.whole and self.whole not in wanted:
            wanted.append(self.whole)
        return tuple(a for a in wanted if years_of(self.data, indicator, a))

    def _picture(self, indicator: Indicator) -> tuple[str, Markup]:
        if len(years_of(self.data, indicator.id, self.area.code)) < 2:
            return "", Markup()
        shown = {a: _raw(self.data, indicator.id, a) for a in self._shown(indicator.id)}
        own = shown[self.area.code]
        since = min(d.x for d in own)
        # A peer's longer past would press the area's own years into a corner.
        kept = {a: tuple(d for d in dots if d.x >= since) for a, dots in shown.items()}
        kept = {a: dots for a, dots in kept.items() if dots}
        largest = max(abs(d.y) for dots in kept.values() for d in dots)
        unit = self.data.units[indicator.unit]
        scale = self.m.scale([Decimal(repr(largest))], unit, 0)
        divisor = float(scale.divisor)
        job = SmallJob(
            description=self._description(indicator, kept),
            lines=tuple(
                SmallLine(
                    name=self.parts.words.area(a), role=self._role(a), dots=_divided(d, divisor)
                )
                for a, d in kept.items()
            ),
            step_years=1.0,
            breaks=self._breaks(indicator),
        )
        return self._scale(scale.head, unit), Markup(small_chart(job))  # noqa: S704 - drawn and escaped by us

    def _role(self, area: str) -> str:
        if area == self.area.code:
            return "own"
        return "whole" if area == self.whole else "peer"

    def _scale(self, head: str, unit: Unit) -> str:
        text = head if len(head) > len("%%") else self.m.title(unit)
        return text[:1].upper() + text[1:]

    def _breaks(self, indicator: Indicator) -> tuple[tuple[float, str], ...]:
        return tuple(
            (year_of(b.time_period), self.m.text(b, "what"))
            for b in self.data.breaks
            if b.indicator == indicator.id and b.ref_area in {"", self.area.code}
        )

    def _description(self, indicator: Indicator, kept: Iterable[str]) -> str:
        own, *others = kept
        first, last = self._end(indicator.id, own, 0), self._end(indicator.id, own, -1)
        told = self.m(
            "small.course",
            area=self.parts.words.area(own),
            value=self.parts.words.quantity(last, short=True),
            period=self.m.period(last.time_period),
            first=self.parts.words.quantity(first, short=True),
            since=self.m.period(first.time_period),
        )
        beside = self.m("list.semicolon").join(
            self.m(
                "small.beside_one", area=self.parts.words.area(a), value=self._latest(indicator, a)
            )
            for a in others
        )
        title = self.m.title(indicator)
        key = "small.description_beside" if beside else "small.description"
        return self.m(key, indicator=title, told=told, beside=beside)

    def _end(self, indicator: str, area: str, place: int) -> Observation:
        year = years_of(self.data, indicator, area)[place]
        found = series.value_at(self.data, indicator, area, year)
        assert found is not None
        return found

    def _latest(self, indicator: Indicator, area: str) -> str:
        o = self._end(indicator.id, area, -1)
        value = self.parts.words.quantity(o, short=True)
        return self.m("value.dated", value=value, period=self.m.period(o.time_period))

    # --- What stands above and beneath the charts ---

    def beside(self, shown: Iterable[Observation]) -> Beside:
        """The peers in words, and the sources of the figures shown."""
        return Beside(
            peers=tuple(
                (c, addresses.economy_page(c), self.parts.words.area(c)) for c in self.peers.codes
            ),
            reason=self.m("small.ranked") if self.peers.ranked and self.peers.codes else "",
            sources=tuple(self._sources(shown)),
        )

    def _sources(self, shown: Iterable[Observation]) -> Iterator[tuple[Link, str]]:
        """Sources of one producer and year, retrieved on one day, stand as one."""
        used: dict[str, None] = {}
        for o in shown:
            used |= dict.fromkeys(sorted(series.sources_of(self.data, o)))
        alike: dict[tuple[str, str], list[str]] = {}
        for source in (self.data.sources[s] for s in used if s in self.data.sources):
            key = (self.parts.short_source(source), source.retrieved)
            alike.setdefault(key, []).append(source.id)
        for (text, when), ids in alike.items():
            told = self.m("source.retrieved_on", date=self.m.date(when)) if when else ""
            yield (addresses.source_page(ids[0]) if len(ids) == 1 else "", text), told


@remembered
def _raw(dataset: Dataset, indicator: str, area: str) -> tuple[Dot, ...]:
    """The values of single years as numbers."""
    return tuple(
        Dot(
            x=float(o.time_period),
            y=float(o.value),
            estimated=o.status in facts.ESTIMATED,
            hedged=bool(o.qualifier),
        )
        for o in series.by_area(dataset, indicator).get(area, ())
        if o.value is not None and o.time_period.isdecimal()
    )


def _divided(dots: Iterable[Dot], by: float) -> tuple[Dot, ...]:
    if by == 1:
        return tuple(dots)
    return tuple(Dot(x=d.x, y=d.y / by, estimated=d.estimated, hedged=d.hedged) for d in dots)
