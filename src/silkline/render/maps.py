# A map shows what the ranking says, by place: the same period, economies and figures. Its shapes
# stand in one file of the site, so the page names them and says what each means.
"""The map of an indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from silkline import addresses, maps, series
from silkline.memory import remembered
from silkline.messages import places
from silkline.model import AreaKind, Dataset, Indicator, Observation
from silkline.render import facts

if TYPE_CHECKING:
    from silkline.render.parts import Parts

FEWEST_MAPPED: Final = 30
"""Fewer economies than this make no map: the gaps would be the picture."""

MOST_NAMED: Final = 12
"""Economies that a note names; of more it tells the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """A shape of the world, and what is said of it; nothing where no economy bears its code."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClass:
    """Shapes of one shade, and what the legend says of it."""

    css: str
    words: str
    shapes: tuple[MapShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPart:
    """A map, ready for its template."""

    picture: str
    """Address of the file with the shapes."""
    embed: str
    """Address of the map within other sites."""
    box: str
    title: str
    unit: str
    label: str
    classes: tuple[MapClass, ...]
    summary: str
    notes: tuple[str, ...]
    source: str
    years: tuple[tuple[str, str], ...]
    """Periods that can be mapped, newest first, with their names."""
    year: str
    """The period that is mapped."""
    policy: str
    """Address of the site's page on names and boundaries; empty where there is none."""


def indicator_map(parts: Parts, indicator: Indicator) -> MapPart | None:
    """The map of an indicator; nothing where too few report or figures have no order."""
    made = _mapped(parts, indicator)
    return made.part() if made else None


def _mapped(parts: Parts, indicator: Indicator) -> _Map | None:
    period = series.ranking_period(parts.data, indicator.id)
    ranks = series.ranking(parts.data, indicator.id, period)
    unordered = parts.words.unit(indicator).base in facts.UNRANKED_BASES
    if len(ranks) < FEWEST_MAPPED or unordered:
        return None
    made = _Map(parts, indicator, tuple(r.observation for r in ranks))
    return made if made.limits else None


def map_choices(parts: Parts, indicator: Indicator) -> dict[str, object] | None:
    """What the map of another year needs: the same limits, so that years can be compared."""
    made = _mapped(parts, indicator)
    if made is None:
        return None
    shown = made.part()
    return {
        "limits": [float(limit) for limit in made.limits],
        "shades": [c.css for c in shown.classes[1:]],
        "words": list(made.limit_words()),
        "shapes": dict(areas_by_shape(parts.data)),
        "period": made.observations[0].time_period,
    }


@remembered
def areas_by_shape(dataset: Dataset) -> dict[str, str]:
    """The economy that each shape of the world stands for, by the code of the shape."""
    known = set(maps.shape_codes())
    found = {}
    for area in dataset.areas.values():
        if area.kind is AreaKind.ECONOMY:
            for code in (area.m49, area.code):
                if code in known:
                    found[code] = area.code
                    break
    return found


class _Map:
    """One map in the making; observations are in order of rank."""

    def __init__(
        self, parts: Parts, indicator: Indicator, observations: tuple[Observation, ...]
    ) -> None:
        self.parts = parts
        self.data, self.m, self.words = parts.data, parts.m, parts.words
        self.indicator = indicator
        self.observations = observations
        self.by_area = {o.ref_area: o for o in observations}
        self.period = self.m.period(observations[0].time_period)
        self.limits = maps.class_limits(self._value(o) for o in observations)

    def part(self) -> MapPart:
        title = self.m("map.title", title=self.m.title(self.indicator), period=self.period)
        unit = self.words.unit(self.indicator)
        self.scale = self.m.scale([self.limits[-1]], unit, self.indicator.decimals)
        return MapPart(
            picture=addresses.asset(maps.WORLD.name),
            embed=addresses.embed_map(self.indicator.id),
            box=f"0 0 {maps.WIDTH} {maps.HEIGHT}",
            title=title,
            unit=self.scale.head,
            label=self.m("map.label", title=title),
            classes=(self._gap_class(), *self._classes()),
            summary=self.m("map.gap").join(self._summary()),
            notes=tuple(self._notes()),
            source=self._source(),
            years=tuple(self._years()),
            year=self.observations[0].time_period,
            policy=self.parts.view.config.map_notes,
        )

    @staticmethod
    def _value(o: Observation) -> Decimal:
        assert o.value is not None
        return o.value

    # --- Shapes ---

    def _classes(self) -> Iterator[MapClass]:
        count = len(self.limits) + 1
        sizes = Counter(maps.class_of(self._value(o), self.limits) for o in self.observations)
        shapes: list[list[MapShape]] = [[] for _ in range(count)]
        for code in maps.shape_codes():
            o = self.by_area.get(areas_by_shape(self.data).get(code, ""))
            if o is not None:
                shape = MapShape(code=code, words=self._told(o))
                shapes[maps.class_of(self._value(o), self.limits)].append(shape)
        for place in range(count):
            # With fewer classes the lightest and the darkest shade are still used.
            shade = 1 + round(place * (maps.CLASSES - 1) / (count - 1))
            words = self.m("map.class", limits=self._limits(place), n=sizes[place])
            yield MapClass(css=f"m{shade}", words=words, shapes=tuple(shapes[place]))

    def _gap_class(self) -> MapClass:
        areas = areas_by_shape(self.data)
        shapes = [
            MapShape(
                code=code,
                words=self.m("map.missing", area=self.words.area(areas[code]), period=self.period)
                if code in areas
                else "",
            )
            for code in maps.shape_codes()
            if areas.get(code) not in self.by_area
        ]
        return MapClass(css="gap", words=self.m("map.none"), shapes=tuple(shapes))

    def _missing(self) -> set[str]:
        """Economies on the map that have figures of other indicators or periods only."""
        mapped = set(areas_by_shape(self.data).values())
        return mapped.intersection(facts.observed_areas(self.data)) - set(self.by_area)

    def _years(self) -> Iterator[tuple[str, str]]:
        counts = series.reporters(self.data, self.indicator.id)
        found = [p for p, n in counts.items() if n >= FEWEST_MAPPED and "/" not in p]
        for period in sorted(found, key=lambda p: (series.period_start(p), p), reverse=True):
            yield period, self.m.period(period)

    def limit_words(self) -> Iterator[str]:
        """The limits of each class in words; known once the part is made."""
        return (self._limits(place) for place in range(len(self.limits) + 1))

    def _limits(self, place: int) -> str:
        low = self._limit(place - 1) if place else ""
        high = self._limit(place) if place < len(self.limits) else ""
        if not low:
            return self.m("map.under", high=high)
        return self.m("map.between", low=low, high=high) if high else self.m("map.over", low=low)

    def _limit(self, place: int) -> str:
        value = (self.limits[place] / self.scale.divisor).normalize()
        return self.m.number(value, places(value))

    # --- Words ---

    def _told(self, o: Observation) -> str:
        """What a shape says: value with its hedge, rank where there is one, and if estimated."""
        value = self.words.quantity(o, short=True)
        first = self.m("map.value", area=self.words.area(o.ref_area), value=value)
        status = self.words.status(o.status) if o.status in facts.ESTIMATED else ""
        return " · ".join(t for t in (first, self.words.rank(o), status) if t)

    def _summary(self) -> Iterator[str]:
        yield self.m("map.reporting", n=len(self.observations), period=self.period)
        if not any(o.qualifier for o in self.observations):
            yield self.m(
                "map.range",
                highest=self._end(self.observations[0]),
                lowest=self._end(self.observations[-1]),
            )
        missing = len(self._missing())
        if missing:
            yield self.m("map.hatched", n=missing)

    def _end(self, end: Observation) -> str:
        """An end of the range: the economy and its value; how many share it."""
        tied = [o for o in self.observations if o.value == end.value]
        area = self.words.area(tied[0].ref_area)
        if len(tied) > 1:
            area = self.m("map.tied", area=area, n=len(tied) - 1)
        return self.m("map.end", area=area, value=self.words.quantity(end))

    def _notes(self) -> Iterator[str]:
        if self.indicator.aggregation == "sum":
            yield self.m("map.totals")
        hedged = [o for o in self.observations if o.qualifier or o.status in facts.ESTIMATED]
        if 0 < len(hedged) <= MOST_NAMED:
            names = [self.words.area(o.ref_area) for o in hedged]
            yield self.m("map.hedged", areas=self.m("map.and").join(names))
        elif hedged:
            yield self.m("map.hedged_many", n=len(hedged))
        shown = set(areas_by_shape(self.data).values())
        unseen = sorted(self.words.area(a) for a in self.by_area if a not in shown)
        if unseen:
            yield self.m("map.unseen", areas=self.m("map.and").join(unseen))
        yield self.m("map.method")

    def _source(self) -> str:
        ids = {s for o in self.observations for s in series.sources_of(self.data, o)}
        known = [self.data.sources[s] for s in sorted(ids) if s in self.data.sources]
        producers = list(dict.fromkeys(s.producer for s in known))
        return self.m("map.source", producers=self.m("map.and").join(producers))
