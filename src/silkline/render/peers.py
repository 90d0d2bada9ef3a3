# Which areas stand beside one, and which indicator speaks for a topic, by rules that know no area
# and no indicator by name. An economy is held against those of its own size: beside one a hundred
# times as large its line would lie on the floor.
"""Whom an area is compared with, and by what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import series
from silkline.memory import remembered
from silkline.model import Area, AreaKind, Dataset
from silkline.render import facts

if TYPE_CHECKING:
    from silkline.config import Config

MOST_PEERS: Final = 5
LONG_YEARS: Final = 10
"""A series of so many years tells a course, whatever longer ones there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The areas beside one."""

    codes: tuple[str, ...]
    ranked: bool = False
    """Whether they are the nearest by rank, or named by the site or alike in kind."""


def peers_of(dataset: Dataset, config: Config, area: Area, leads: Sequence[str]) -> Peers:
    """Those that the site names, if the area is one of them; else those that rank nearest to it.

    Provinces and zones stand beside others of their kind; groups overlap, so none is chosen.
    """
    named = tuple(dict.fromkeys((*config.focus, *config.peers)))
    if area.code in named:
        return Peers(codes=tuple(c for c in named if c != area.code)[:MOST_PEERS])
    if area.kind is AreaKind.ECONOMY:
        return _nearest(dataset, area.code, leads)
    if area.kind is AreaKind.GROUP:
        return Peers(codes=())
    alike = [
        c
        for c in facts.observed_areas(dataset)
        if c != area.code and dataset.areas[c].kind is area.kind
    ]
    return Peers(codes=_most_in_common(dataset, area.code, alike))


def _nearest(dataset: Dataset, area: str, leads: Sequence[str]) -> Peers:
    """The economies whose places lie nearest, on the mean of all sizes that both are ranked by."""
    far: dict[str, list[float]] = {}
    measures = 0
    for indicator in leads:
        o = series.latest(dataset, indicator, area)
        found = facts.places(dataset, indicator, o.time_period) if o else {}
        if area not in found or dataset.indicators[indicator].kind not in facts.SIZES:
            continue
        measures += 1
        own = found[area]
        for other, place in found.items():
            far.setdefault(other, []).append(abs(place.position - own.position) / own.count)
    far.pop(area, None)
    near = {c: sum(d) / len(d) for c, d in far.items() if len(d) * 2 > measures}
    chosen = sorted(near, key=lambda c: (near[c], c))[:MOST_PEERS]
    return Peers(codes=tuple(chosen), ranked=True)


def _most_in_common(dataset: Dataset, area: str, others: Sequence[str]) -> tuple[str, ...]:
    own = set(facts.indicators_of(dataset, area))
    shared = {c: len(own & set(facts.indicators_of(dataset, c))) for c in others}
    return tuple(sorted((c for c in others if shared[c]), key=lambda c: -shared[c]))[:MOST_PEERS]


def whole_of(dataset: Dataset, area: Area) -> str:
    """What the area is part of: the economy of a province or zone, else the world; or nothing."""
    parent = dataset.areas.get(area.parent)
    if parent is not None and parent.kind is AreaKind.ECONOMY:
        return parent.code
    if facts.is_world(dataset, area.code):
        return ""
    return next(iter(facts.worlds(dataset)), "")


def lead_of(dataset: Dataset, area: str, indicators: Sequence[str]) -> str:
    """The indicator that speaks for a topic: the first with ten years, or half the longest."""
    lengths = {i: len(years_of(dataset, i, area)) for i in indicators}
    enough = min(LONG_YEARS, max(lengths.values()) / 2)
    return next(i for i in indicators if lengths[i] >= enough)


@remembered
def years_of(dataset: Dataset, indicator: str, area: str) -> tuple[str, ...]:
    """The single years with a value."""
    found = series.by_area(dataset, indicator).get(area, ())
    return tuple(o.time_period for o in found if o.value is not None and o.time_period.isdecimal())
