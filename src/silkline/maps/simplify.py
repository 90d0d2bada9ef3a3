# Ramer's, Douglas' and Peucker's way: a point stays if the line without it would stray too far.
"""Leaves out points that nobody sees, and measures what is left."""

from __future__ import annotations

import math
from collections.abc import Sequence

from silkline.maps.topojson import Place


def kept(line: Sequence[Place], most: float) -> list[int]:
    """Which points of a line to keep: its ends, and what strays more than so far without them.

    Of a closed line, whose ends are one place, the point farthest from it is kept as well.
    """
    found = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        start, end = todo.pop()
        if end - start < 2:
            continue
        far = max(range(start + 1, end), key=lambda n: distance(line[n], line[start], line[end]))
        if distance(line[far], line[start], line[end]) > most:
            found.add(far)
            todo += [(start, far), (far, end)]
    return sorted(found)


def distance(place: Place, start: Place, end: Place) -> float:
    """How far a place lies from the piece of line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(place[0] - start[0] - along * dx, place[1] - start[1] - along * dy)


def signed_area(ring: Sequence[Place]) -> float:
    """Area within a ring; its sign tells which way round it goes."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def centroid(ring: Sequence[Place]) -> Place:
    """The point on which the area within a ring would balance; the middle of one without area."""
    area = signed_area(ring)
    if abs(area) < 1e-12:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * area), y / (6 * area)
