# Each economy page has one for every topic, some thousands in a build: made by hand from numbers,
# in whole steps on a paper of double size, so that one costs a fraction of a millisecond and a
# kilobyte. The style sheet gives colour and type; `frontend/src/economy/draw.ts` draws the same.
"""Small line charts of one area against others."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from markupsafe import escape

from silkline.charts import numbers
from silkline.charts.spark import path_numbers

WIDTH: Final = 680
HEIGHT: Final = 330
_TOP: Final = 22
_FLOOR: Final = 288
"""Where the lowest gridline stands; years are written beneath."""
_TYPE: Final = 26
_LETTER: Final = 12.4
"""Mean width of a letter of that size; a Chinese character is twice as wide."""
_LABEL_GAP: Final = 28
_LONGEST: Final = 18
"""Longer names at the ends of lines are cut: they would take the paper from the lines."""
_MOST_GRIDLINES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value of a small chart, in the unit shown."""

    x: float
    y: float
    estimated: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallLine:
    """The values of one area in order of time."""

    name: str
    role: str
    """own, peer or whole: the area of the page, one beside it, or the whole that it is part of."""
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallJob:
    """All that a small chart shows."""

    description: str
    lines: tuple[SmallLine, ...]
    """The area of the page first."""
    step_years: float
    breaks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """Where numbers stand on the paper."""

    left: float
    right: float
    since: float
    until: float
    low: float
    high: float

    def x(self, year: float) -> int:
        share = (year - self.since) / (self.until - self.since) if self.until > self.since else 0.5
        return _whole(self.left + share * (self.right - self.left))

    def y(self, value: float) -> int:
        return _whole(_FLOOR - (value - self.low) / (self.high - self.low) * (_FLOOR - _TOP))


def _whole(number: float) -> int:
    """The nearest step of the paper; a half goes up, as the browser's own rounding has it."""
    return math.floor(number + 0.5)


def small_chart(job: SmallJob) -> str:
    """The chart as SVG, 680 by 330 units; the zero line is always in it."""
    dots = [d for line in job.lines for d in line.dots]
    steps = numbers.axis_steps(
        Decimal(repr(min(0.0, *(d.y for d in dots)))), Decimal(repr(max(0.0, *(d.y for d in dots))))
    )
    kept = _gridlines(steps)
    decimals = numbers.step_decimals(kept)
    heads = [numbers.format_number(s, decimals) for s in kept]
    names = [_cut(line.name) for line in job.lines]
    paper = _Paper(
        left=max(_length(t) for t in heads) + 14,
        right=WIDTH - max(_length(n) for n in names) - 22,
        since=min(d.x for d in dots),
        until=max(d.x for d in dots),
        low=float(steps[0]),
        high=float(steps[-1]),
    )
    drawn = "".join(
        (
            *(_gridline(paper, float(s), t) for s, t in zip(kept, heads, strict=True)),
            *_years(paper),
            *(_break(paper, x, text) for x, text in job.breaks),
            *(_line(paper, line, job.step_years) for line in reversed(job.lines)),
            *_ends(paper, job.lines, names),
        )
    )
    return (
        f'<svg class="mini" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(job.description)}">{drawn}</svg>'
    )


def _gridlines(steps: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Zero and about two more: on little paper every second one is enough."""
    if len(steps) <= _MOST_GRIDLINES:
        return tuple(steps)
    zero = steps.index(Decimal(0))
    return tuple(s for n, s in enumerate(steps) if (n - zero) % 2 == 0)


def _gridline(paper: _Paper, value: float, text: str) -> str:
    y = paper.y(value)
    kind = "g" if value else "z"
    return (
        f'<path class="{kind}" d="M{_whole(paper.left)} {y}H{_whole(paper.right)}"/>'
        f'<text class="t" x="{_whole(paper.left) - 10}" y="{y + 9}">{text}</text>'
    )


def _years(paper: _Paper) -> list[str]:
    ends = dict.fromkeys((int(paper.since), int(paper.until)))
    return [
        f'<text class="{"y" if n or len(ends) == 1 else "y f"}" x="{paper.x(at)}" '
        f'y="{HEIGHT - 8}">{year}</text>'
        for n, (year, at) in enumerate(zip(ends, (paper.since, paper.until), strict=False))
    ]


def _break(paper: _Paper, year: float, text: str) -> str:
    if not paper.since < year <= paper.until:
        return ""
    return (
        f'<path class="k" d="M{paper.x(year)} {_TOP}V{_FLOOR}"><title>{escape(text)}</title></path>'
    )


def _line(paper: _Paper, line: SmallLine, step: float) -> str:
    places = [(paper.x(d.x), paper.y(d.y)) for d in line.dots]
    joined = [b.x - a.x < step * 1.01 for a, b in pairwise(line.dots)]
    solid: list[list[tuple[int, int]]] = []
    dashed: list[list[tuple[int, int]]] = []
    for n, near in enumerate(joined):
        if not near:
            continue
        a, b = line.dots[n], line.dots[n + 1]
        runs = dashed if a.estimated or b.estimated else solid
        if runs and runs[-1][-1] == places[n]:
            runs[-1].append(places[n + 1])
        else:
            runs.append([places[n], places[n + 1]])
    drawn = [_path(runs, kind) for runs, kind in ((solid, "l"), (dashed, "l e")) if runs]
    alone = [
        n
        for n in range(len(places))
        if not (n and joined[n - 1]) and not (n < len(joined) and joined[n])
    ]
    marked = dict.fromkeys([*alone, *(n for n, d in enumerate(line.dots) if d.hedged)])
    drawn += [_circle(places[n], open_=line.dots[n].hedged) for n in marked]
    return f'<g class="{line.role}">{"".join(drawn)}</g>'


def _path(runs: Sequence[Sequence[tuple[int, int]]], kind: str) -> str:
    pieces = []
    for run in runs:
        (x, y), *_ = run
        moves = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(run)]
        pieces.append(f"M{x} {y}l" + path_numbers(n for move in moves for n in move))
    return f'<path class="{kind}" d="{"".join(pieces)}"/>'


def _circle(place: tuple[int, int], *, open_: bool = False) -> str:
    kind = ' class="o"' if open_ else ""
    return f'<circle{kind} cx="{place[0]}" cy="{place[1]}" r="6"/>'


def _ends(paper: _Paper, lines: Sequence[SmallLine], names: Sequence[str]) -> list[str]:
    """The name of each area at the height where its line ends, kept apart."""
    places = [paper.y(line.dots[-1].y) for line in lines]
    room = numbers.Room(gap=_LABEL_GAP, low=_TOP, high=_FLOOR)
    moved = numbers.push_apart(places, room)
    return [
        f'<text class="n {line.role}" x="{_whole(paper.right) + 14}" y="{_whole(y) + 9}">'
        f"{escape(name)}</text>"
        for line, name, y in zip(lines, names, moved, strict=True)
    ]


def _cut(name: str) -> str:
    kept = ""
    for letter in name:
        if _letters(kept + letter) > _LONGEST:
            return f"{kept.rstrip()}…"
        kept += letter
    return name


def _letters(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _length(text: str) -> float:
    return _letters(text) * _LETTER
