# Numbers on charts: how many digits to show, and where the gridlines stand. Values stay decimals
# until they are handed to the drawing; only places on the paper are floats.
"""Rounding for labels, steps for axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from silkline.charts.theme import THOUSANDS

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_INTERVALS: Final = 4


def format_number(value: Decimal, decimals: int) -> str:
    """A number with thin spaces between thousands and a true minus sign."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,f}".replace(",", THOUSANDS)
    return f"\u2212{text}" if rounded < 0 else text


def shown_decimals(largest: Decimal) -> int:
    """Decimals for all values of a chart: about three digits for the largest."""
    return max(0, 2 - max(0, largest.copy_abs().adjusted())) if largest else 0


def places(text: str) -> int:
    """Decimals of a number as written; more are never shown."""
    return len(text.partition(".")[2].rstrip("0")) if "e" not in text.lower() else 0


def axis_steps(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Gridlines at round numbers from at or below `low` to at or above `high`; about five."""
    span = high - low or Decimal(1)
    power = Decimal(1).scaleb((span / _INTERVALS).adjusted())
    step = next(s * power for s in _STEPS if s * power * _INTERVALS >= span)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(step * n for n in range(first, last + 1))


def step_decimals(steps: Sequence[Decimal]) -> int:
    """Decimals that the labels of an axis need."""
    return max(-int(s.normalize().as_tuple().exponent) for s in (*steps, Decimal(0)))


def year_ticks(first: int, last: int, *, most: int = 6) -> tuple[int, ...]:
    """Years to label: both ends, and round years between them that do not crowd the ends."""
    if last - first < most:
        return tuple(range(first, last + 1))
    gap = next(g for g in (2, 5, 10, 20, 50, 100) if (last - first) / g <= most - 1)
    inner = [y for y in range(first + 1, last) if y % gap == 0]
    crowd = (last - first) * 0.16
    return (first, *(y for y in inner if y - first > crowd and last - y > crowd), last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What labels have: a distance to keep, and the limits they stay within."""

    gap: float
    low: float
    high: float


def push_apart(places: Sequence[float], room: Room) -> list[float]:
    """Places moved as little as needed to keep their distance within the room.

    Keeps the order of the places; where there is no room for all, they run over its upper limit.
    """
    clusters: list[list[int]] = []
    for i in sorted(range(len(places)), key=lambda i: (places[i], i)):
        clusters.append([i])
        while len(clusters) > 1 and _collide(clusters[-2], clusters[-1], places, room):
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    moved = [0.0] * len(places)
    for cluster in clusters:
        start = _start(cluster, places, room)
        for n, i in enumerate(cluster):
            moved[i] = start + n * room.gap
    return moved


def _start(cluster: Sequence[int], places: Sequence[float], room: Room) -> float:
    length = (len(cluster) - 1) * room.gap
    middle = sum(places[i] for i in cluster) / len(cluster)
    return max(room.low, min(middle - length / 2, room.high - length))


def _collide(
    first: Sequence[int], second: Sequence[int], places: Sequence[float], room: Room
) -> bool:
    end = _start(first, places, room) + (len(first) - 1) * room.gap
    return _start(second, places, room) - end < room.gap
