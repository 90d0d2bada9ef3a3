# A story's card shows the shape of its first chart. The drawing is the engine's own, so that its
# lines can be read from it again: straight ones only, which is what charts of statistics have.
"""The lines of a drawn chart, without its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from silkline.pictures.card import Line, Place

_STEP: Final = re.compile(r"([MLHVhvlZz])\s*([-\d.,e\s]*)")
_NUMBER: Final = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_MOVED: Final = re.compile(r"translate\(([-\d.]+)[, ]+([-\d.]+)\)")
_SERIES: Final = re.compile(r"var\(--(?:c(\d)|soft)\)")
_CURVED: Final = re.compile(r"[AaCcQqSsTt]")
_MOST: Final = 120
_FEWEST_PX: Final = 4.0

Mark = tuple[list[Place], bool, bool]
"""Places in pixels, whether they are of the first series, and whether they are a bar."""


def chart_shape(svg: str) -> tuple[Line, ...]:
    """Lines and bars in the colours of series, stretched to fill their place; none where it has
    shapes of another kind.
    """
    root = ET.fromstring(svg)  # noqa: S314 - drawn by the engine
    marks = list(_marks(root, (0.0, 0.0)))[:_MOST]
    places = [p for found, _, _ in marks for p in found]
    if len(places) < 2:
        return ()
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    across, up = right - left or 1.0, bottom - top or 1.0
    return tuple(
        Line(
            places=tuple((_part(x - left, across), _part(bottom - y, up)) for x, y in found),
            chosen=first,
            filled=filled,
        )
        for found, first, filled in marks
    )


def _part(distance: float, whole: float) -> float:
    return round(distance / whole, 4)


def _marks(element: ET.Element, at: Place) -> Iterator[Mark]:
    moved = _MOVED.search(element.get("transform", ""))
    if moved:
        at = at[0] + float(moved[1]), at[1] + float(moved[2])
    mark = _mark(element, at)
    if mark:
        yield mark
    for child in element:
        yield from _marks(child, at)


def _mark(element: ET.Element, at: Place) -> Mark | None:
    """A line, a bar, or a point, which is drawn as a circle about its place."""
    path = element.get("d", "")
    for name in ("stroke", "fill"):
        color = _SERIES.fullmatch(element.get(name, ""))
        if not color or not path:
            continue
        if _CURVED.search(path):
            return ([at], color[1] == "1", False) if name == "fill" else None
        found = list(_places(path, at))
        if _is_large(found):
            return found, color[1] == "1", name == "fill"
    return None


def _is_large(found: list[Place]) -> bool:
    """A speck is no part of the shape."""
    if not found:
        return False
    across = max(x for x, _ in found) - min(x for x, _ in found)
    up = max(y for _, y in found) - min(y for _, y in found)
    return max(across, up) > _FEWEST_PX


def _places(path: str, at: Place) -> Iterator[Place]:
    """Corners of a path of straight lines."""
    x = y = 0.0
    for step, text in _STEP.findall(path):
        given = [float(n) for n in _NUMBER.findall(text)]
        if step in "ML":
            for x, y in zip(given[::2], given[1::2], strict=False):
                yield at[0] + x, at[1] + y
        elif given:
            x, y = _next(step, given, x, y)
            yield at[0] + x, at[1] + y


def _next(step: str, given: list[float], x: float, y: float) -> Place:
    if step == "l":
        return x + given[0], y + given[1]
    if step in "Hh":
        return (given[0] if step == "H" else x + given[0]), y
    return x, (given[0] if step == "V" else y + given[0])
