# The world is drawn once, when the engine is made, and published as one file that all pages share:
# a page names shapes and carries none. Codes are those of the shapes; which economy bears a code is
# said by a site's reference list.
"""Makes `world.svg` from Natural Earth's outlines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from silkline.maps.projection import equal_earth
from silkline.maps.simplify import centroid, kept, signed_area
from silkline.maps.topojson import (
    Country,
    Line,
    Place,
    read_arcs,
    read_countries,
    ring,
)

RAW: Final = Path(__file__).parent / "natural-earth"
WIDTH: Final = 10000
"""Units of the picture: so many that coordinates need no decimals."""
TOP, BOTTOM = 83.7, -56.0
"""Degrees north of the edges: from Greenland to Cape Horn."""
STRAY: Final = 5.0
"""Units that a simplified border may lie beside the true one: a third of a pixel on a page."""
SMALL: Final = 50.0
"""A shape that is neither wider nor higher than this gets a dot: nobody could find it."""
DOT: Final = 32
"""Radius of a dot."""
LEFT_OUT: Final = frozenset({"010"})
"""Antarctica: no economy, and as wide as the map."""
OWN_CODES: Final = {"Kosovo": "XKX"}
"""Codes in use for shapes to which ISO 3166 gives none, by Natural Earth's name."""
NO_CODE: Final = "none"
"""Code of all shapes together that have none."""

_FIXED: Final = 'vector-effect="non-scaling-stroke"'
_SCALE: Final = WIDTH / (2 * equal_earth((180, 0))[0])
HEIGHT: Final = round((equal_earth((0, TOP))[1] - equal_earth((0, BOTTOM))[1]) * _SCALE)


def on_page(place: Place) -> Place:
    """A place in degrees where the map shows it: from the left and from the top."""
    x, y = equal_earth(place)
    return WIDTH / 2 + x * _SCALE, (equal_earth((0, TOP))[1] - y) * _SCALE


def make_world(raw: Path = RAW) -> str:
    """The picture: a path or a dot for each code, dots last, each in order of code."""
    coarse, fine = (_read(raw / f"countries-{scale}.json") for scale in ("110m", "50m"))
    drawn: dict[str, list[list[Line]]] = {}
    for country, polygons in _outlines(*coarse, stray=STRAY):
        drawn.setdefault(_code(country), []).extend(polygons)
    detailed: dict[str, list[list[Line]]] = {}
    for country, polygons in _outlines(*fine, stray=0):
        code = _code(country)
        if code not in drawn and code not in detailed:
            detailed[code] = polygons
    small = {c for c, polygons in drawn.items() if c != NO_CODE and _is_small(polygons)}
    shapes = [_path(c, polygons) for c, polygons in sorted(drawn.items()) if c not in small]
    points = {c: _dot(polygons, f' id="s{c}"') for c, polygons in detailed.items()}
    points |= {c: _shape_with_dot(c, drawn[c]) for c in small}
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
        "<!-- Outlines: Natural Earth 4.1.0, public domain, 1:110m; dots from 1:50m. "
        "Equal Earth projection. -->\n"
    )
    return head + "\n".join([*shapes, *(points[c] for c in sorted(points))]) + "\n</svg>\n"


def _read(path: Path) -> tuple[tuple[Country, ...], tuple[Line, ...]]:
    topology = json.loads(path.read_text("utf-8"))
    return read_countries(topology), read_arcs(topology)


def _code(country: Country) -> str:
    return country.code or OWN_CODES.get(country.name, NO_CODE)


def _outlines(
    countries: Sequence[Country], arcs: Sequence[Line], *, stray: float
) -> Iterator[tuple[Country, list[list[Line]]]]:
    """Countries with their polygons on the page."""
    simple = [_simplified(unwrapped(arc), stray) for arc in arcs]
    for country in countries:
        if country.code not in LEFT_OUT:
            rings = [[unwrapped(ring(r, simple)) for r in p] for p in country.polygons]
            yield country, [[tuple(on_page(p) for p in r) for r in polygon] for polygon in rings]


def _simplified(arc: Line, stray: float) -> Line:
    return tuple(arc[n] for n in kept([on_page(p) for p in arc], stray))


def unwrapped(line: Line) -> Line:
    """A line in degrees without jumps from 180 to −180, the middle of it between the two.

    What crosses the meridian is so drawn whole: the east of Russia stands east of 180 degrees.
    """
    found: list[Place] = []
    for x, y in line:
        turns = round((found[-1][0] - x) / 360) if found else 0
        found.append((x + 360 * turns, y))
    middle = (min(x for x, _ in found) + max(x for x, _ in found)) / 2
    back = 360 * round(middle / 360)
    return tuple((x - back, y) for x, y in found)


def _is_small(polygons: list[list[Line]]) -> bool:
    points = [p for polygon in polygons for p in polygon[0]]
    wide, high = ([p[axis] for p in points] for axis in (0, 1))
    return max(wide) - min(wide) <= SMALL and max(high) - min(high) <= SMALL


def _path(code: str, polygons: list[list[Line]]) -> str:
    return f'<path id="s{code}" {_FIXED} d="{_rings(polygons)}"/>'


def _shape_with_dot(code: str, polygons: list[list[Line]]) -> str:
    """Without its shape, a small country among others would be a hole."""
    shape = f'<path {_FIXED} d="{_rings(polygons)}"/>'
    return f'<g id="s{code}">{shape}{_dot(polygons)}</g>'


def _dot(polygons: list[list[Line]], identity: str = "") -> str:
    """A dot where the largest island of an economy is."""
    largest = max((polygon[0] for polygon in polygons), key=lambda r: abs(signed_area(r)))
    x, y = centroid(largest)
    return f'<circle{identity} {_FIXED} cx="{round(x)}" cy="{round(y)}" r="{DOT}"/>'


def _rings(polygons: list[list[Line]]) -> str:
    return "".join(_ring(line) for polygon in polygons for line in polygon)


def _ring(line: Line) -> str:
    """A closed line in whole units, as steps; nothing where no area is left of it."""
    points: list[tuple[int, int]] = []
    for x, y in line:
        point = round(x), round(y)
        if not points or points[-1] != point:
            points.append(point)
    if len(set(points)) < 3:
        return ""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    words = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{words}z"
