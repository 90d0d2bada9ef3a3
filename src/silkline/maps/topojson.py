# TopoJSON keeps each border once, as an arc that both neighbours name. Arcs are changed before they
# are joined to rings, so that neighbours still share their border afterwards.
"""Reads TopoJSON: arcs in degrees, and countries as rings of arcs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Place = tuple[float, float]
"""Across and up: degrees east and north, or units of a plane."""
Line = tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as rings of arcs; the first ring of a polygon is its outside, others are holes."""

    code: str
    """ISO 3166-1 numeric; empty where the file has none."""
    name: str
    polygons: tuple[tuple[tuple[int, ...], ...], ...]
    """By polygon and ring, numbers of arcs; `~n` stands for arc n backwards."""


def read_arcs(topology: Mapping[str, Any]) -> tuple[Line, ...]:
    """The arcs in degrees: steps from point to point, added up, scaled and moved."""
    (wide, high), (east, north) = (topology["transform"][k] for k in ("scale", "translate"))

    def placed(steps: Sequence[Sequence[int]]) -> Iterator[Place]:
        x = y = 0
        for step in steps:
            x, y = x + step[0], y + step[1]
            yield x * wide + east, y * high + north

    return tuple(tuple(placed(steps)) for steps in topology["arcs"])


def read_countries(topology: Mapping[str, Any], name: str = "countries") -> tuple[Country, ...]:
    """The polygons of an object of the file, in its order."""
    return tuple(
        Country(
            code=shape.get("id", ""),
            name=shape["properties"]["name"],
            polygons=_polygons(shape),
        )
        for shape in topology["objects"][name]["geometries"]
    )


def _polygons(shape: Mapping[str, Any]) -> tuple[tuple[tuple[int, ...], ...], ...]:
    polygons = {"Polygon": [shape["arcs"]], "MultiPolygon": shape["arcs"]}[shape["type"]]
    return tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons)


def ring(numbers: Sequence[int], arcs: Sequence[Line]) -> Line:
    """The points of a ring, each once: an arc begins where the one before it ends."""
    found: list[Place] = []
    for n in numbers:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        found += arc[:-1]
    return tuple(found)
