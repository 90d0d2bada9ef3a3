# Fifths, because they need no knowledge of the figures and never leave a class empty; the limits
# between them are the shortest numbers that part the same economies, because readers read them.
"""Classes of figures for a map."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

CLASSES: Final = 5
"""Classes that a map has at most."""


def class_limits(values: Iterable[Decimal], classes: int = CLASSES) -> tuple[Decimal, ...]:
    """Limits between classes of about equal numbers of values, lowest first.

    A value that equals a limit is in the upper class. Equal values are never parted: the cut moves
    to the nearest place between different values, and where several cuts meet, there are fewer
    classes.
    """
    ordered = sorted(values)
    places = [n for n in range(1, len(ordered)) if ordered[n - 1] != ordered[n]]
    wanted = [len(ordered) * k / classes for k in range(1, classes)]
    cuts = {min(places, key=lambda n: (abs(n - w), n)) for w in wanted} if places else set()
    return tuple(short_between(ordered[n - 1], ordered[n]) for n in sorted(cuts))


def class_of(value: Decimal, limits: Sequence[Decimal]) -> int:
    """The class of a value, counted from 0."""
    return bisect_right(limits, value)


def short_between(low: Decimal, high: Decimal) -> Decimal:
    """The number with the fewest digits above one and up to another; of several the most central.

    Raises:
        ValueError: If there is none.
    """
    if not low < high:
        msg = f"nothing lies above {low} and up to {high}"
        raise ValueError(msg)
    middle = (low + high) / 2
    step = Decimal(1).scaleb(max(abs(low), abs(high)).adjusted() + 1)
    while True:
        first = (low / step).to_integral_value(ROUND_FLOOR) + 1
        last = (high / step).to_integral_value(ROUND_FLOOR)
        if first <= last:
            wanted = (middle / step).to_integral_value(ROUND_HALF_UP)
            return min(max(wanted, first), last) * step
        step /= 10
