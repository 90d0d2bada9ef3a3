# A reader who points at a picture wants the figure under the pointer. The drawing engine (180 kB)
# is no price for that: the build, which has just drawn the picture, writes down where each value
# lies in it, with the words to say. Reading the places back from the drawn paths would not do:
# a path says neither which area it is, nor the value as published, nor its source.
"""The values of a picture and their places in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

from silkline.charts.job import ChartJob
from silkline.charts.words import grouped, period_name, sign
from silkline.messages import messages

Json = dict[str, Any]
Place = tuple[float, float]

HOVER: Final = "hover"
"""Beginning of the name of the unseen marks, one for each value in the order of the job."""

_SHIFT: Final = re.compile(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)")
_BOX: Final = re.compile(r"M([-\d.e]+),([-\d.e]+)h([-\d.e]+)v([-\d.e]+)")
_USUAL: Final = frozenset({"", "A"})
"""Codes of statuses that say nothing out of the ordinary."""


def points_document(job: ChartJob, drawn: tuple[str, str]) -> str:
    """The published JSON of a chart's values; `drawn` are its pictures as Vega made them.

    Empty where a picture does not hold every value once.
    """
    found = [_places(picture) for picture in drawn]
    if any(len(places) != len(job.points) for places, _ in found):
        return ""
    m = messages(job.language)
    sources = list(dict.fromkeys(p.source for p in job.points))
    names = dict(job.sources)
    statuses = {p.status for p in job.points} - _USUAL
    document: Json = {
        "kind": job.kind,
        "indicator": job.indicator,
        "unit": job.published or job.unit,
        "areas": [[a, _name(job, a)] for a in job.areas],
        "sources": [names.get(s, "") for s in sources],
        "statuses": {code: text for code, text in job.statuses if code in statuses},
        "boxes": [box for _, box in found],
        "points": [
            [
                job.areas.index(p.area),
                p.period,
                period_name(p.period, m),
                sign(p.qualifier, m) + grouped(p.raw),
                p.status if p.status in statuses else "",
                sources.index(p.source),
                *(round(x, 1) for places, _ in found for x in places[n]),
            ]
            for n, p in enumerate(job.points)
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _name(job: ChartJob, area: str) -> str:
    return next(p.name for p in job.points if p.area == area)


def _places(drawn: str) -> tuple[list[Place], list[float]]:
    """Places of the values in a picture, and the box that the axes span: left, top, right, low."""
    places: list[Place] = []
    box: list[float] = []
    root = ET.fromstring(drawn)  # noqa: S314 - drawn by vl-convert a moment ago
    for element, (x, y), inside in _walk(root, (0.0, 0.0), inside=False):
        css = (element.get("class") or "").split()
        if inside and element.tag.endswith("path"):
            places.append((x, y))
        if "background" in css and not box:
            match = _BOX.match(element.get("d", ""))
            if match:
                left, top, wide, high = (float(n) for n in match.groups())
                box = [x + left, y + top, x + left + wide, y + top + high]
    return places, [round(n, 1) for n in box]


def _walk(
    element: ET.Element, start: Place, *, inside: bool
) -> Iterator[tuple[ET.Element, Place, bool]]:
    match = _SHIFT.search(element.get("transform", ""))
    place = (start[0] + float(match[1]), start[1] + float(match[2])) if match else start
    yield element, place, inside
    css = (element.get("class") or "").split()
    within = inside or any(name.startswith(HOVER) for name in css)
    for child in element:
        yield from _walk(child, place, inside=within)
