# Headline figures and lists show a trend the size of a word. Made by hand: hundreds of them cost
# nothing, and the style sheet gives them line and colour.
"""Tiny trend lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from silkline.charts.job import year_of
from silkline.model import Observation

_WIDTH: Final = 200.0
_HEIGHT: Final = 60.0
_MARGIN: Final = 6.0


def sparkline(points: Iterable[Observation], *, step_years: float | None = None) -> str:
    """An SVG of a series, 200 by 60 units; a gap in time or a missing value breaks the line.

    `step_years` is the time between neighbours; without it, the smallest one found. Returns an
    empty text for fewer than two values. The picture is hidden from screen readers: the figures
    stand beside it.
    """
    drawn = "".join(_drawn(_placed(run)) for run in trend(points, step_years=step_years))
    if not drawn:
        return ""
    return (
        '<svg viewBox="0 0 200 60" class="spark" preserveAspectRatio="xMinYMid meet" '
        f'aria-hidden="true">{drawn}</svg>'
    )


Place = tuple[float, float]


def trend(points: Iterable[Observation], *, step_years: float | None = None) -> list[list[Place]]:
    """A series as runs of places from 0 to 1, across and up; none for fewer than two values."""
    given = [o for o in points if "/" not in o.time_period]
    found = sorted((year_of(o.time_period), float(o.value)) for o in given if o.value is not None)
    found = list(dict(found).items())
    if len(found) < 2:
        return []
    times = sorted({year_of(o.time_period) for o in given})
    step = step_years or min(b - a for a, b in pairwise(times))
    x0, across = found[0][0], found[-1][0] - found[0][0]
    y0, up = min(y for _, y in found), max(y for _, y in found) - min(y for _, y in found)
    return [
        [((x - x0) / across, (y - y0) / up if up else 0.5) for x, y in run]
        for run in _runs(found, step)
    ]


def _runs(found: Sequence[Place], step: float) -> list[list[Place]]:
    runs: list[list[Place]] = []
    for place in found:
        if runs and place[0] - runs[-1][-1][0] < step * 1.01:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _placed(run: Sequence[Place]) -> list[Place]:
    wide, high = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    return [(_MARGIN + x * wide, _HEIGHT - _MARGIN - y * high) for x, y in run]


def _drawn(run: Sequence[Place]) -> str:
    (x, y), *rest = [(round(x), round(y)) for x, y in run]
    if not rest:
        return f'<circle cx="{x}" cy="{y}" r="4"/>'
    moves = ((bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise([(x, y), *rest]))
    return f'<path d="M{x} {y}l{path_numbers(n for move in moves for n in move)}"/>'


def path_numbers(found: Iterable[int]) -> str:
    """Whole numbers as a path has them: a minus parts them as well as a blank does."""
    first, *rest = found
    return str(first) + "".join(str(n) if n < 0 else f" {n}" for n in rest)
