# Headline figures and lists show a trend the size of a word. Made by hand: hundreds of them cost
# nothing, and they take the colour of the text around them.
"""Tiny trend lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from silkline.charts.job import year_of
from silkline.model import Observation

_WIDTH: Final = 100.0
_HEIGHT: Final = 30.0
_MARGIN: Final = 3.0


def sparkline(points: Iterable[Observation], *, step_years: float | None = None) -> str:
    """An SVG of a series, 100 by 30 units; a gap in time or a missing value breaks the line.

    `step_years` is the time between neighbours; without it, the smallest one found. Returns an
    empty text for fewer than two values. The picture is hidden from screen readers: the figures
    stand beside it.
    """
    given = [o for o in points if "/" not in o.time_period]
    found = sorted((year_of(o.time_period), float(o.value)) for o in given if o.value is not None)
    found = list(dict(found).items())
    if len(found) < 2:
        return ""
    times = sorted({year_of(o.time_period) for o in given})
    step = step_years or min(b - a for a, b in pairwise(times))
    runs = _runs(found, step)
    drawn = "".join(_drawn(_placed(run, found)) for run in runs)
    return (
        '<svg viewBox="0 0 100 30" class="spark" preserveAspectRatio="xMinYMid meet" '
        f'aria-hidden="true">{drawn}</svg>'
    )


Place = tuple[float, float]


def _runs(found: Sequence[Place], step: float) -> list[list[Place]]:
    runs: list[list[Place]] = []
    for place in found:
        if runs and place[0] - runs[-1][-1][0] < step * 1.01:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _placed(run: Sequence[Place], found: Sequence[Place]) -> list[Place]:
    x0, x1 = found[0][0], found[-1][0]
    y0, y1 = min(y for _, y in found), max(y for _, y in found)
    across = (_WIDTH - 2 * _MARGIN) / (x1 - x0)
    up = (_HEIGHT - 2 * _MARGIN) / (y1 - y0) if y1 > y0 else 0.0
    base = _HEIGHT - _MARGIN if up else _HEIGHT / 2
    return [(_MARGIN + (x - x0) * across, base - (y - y0) * up) for x, y in run]


def _drawn(run: Sequence[Place]) -> str:
    if len(run) == 1:
        x, y = run[0]
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="currentColor"/>'
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.8"/>'
