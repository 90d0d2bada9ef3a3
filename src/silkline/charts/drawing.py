# One specification is compiled once and drawn twice, for a desk and for a phone; the compiled
# specification is what the reader's browser gets.
"""Specifications to charts: compiled, drawn, and without any address beyond the site."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any, Final

from silkline.charts.engine import compile_spec, draw_svg
from silkline.charts.job import ChartJob
from silkline.charts.marks import chart_marks
from silkline.charts.points import HOVER, points_document
from silkline.charts.short_labels import can_be_cut, without_limit
from silkline.charts.spec import chart_height, indicator_spec, static_rows
from silkline.charts.svg import lean_svg
from silkline.charts.theme import COLORS, NARROW_PX, WIDE_PX
from silkline.model import Chart

Json = dict[str, Any]

LONGEST_NAME: Final = 100
"""Characters of a name or unit that a picture shows."""


def draw(job: ChartJob) -> Chart:
    """Draw a job: a specification for the browser and two pictures for everyone.

    Names that no picture has room for are cut there; they stand in full beside it. Text of any
    length would be measured letter by letter, for minutes.
    """
    job = _brief(job)
    vega = compile_spec(indicator_spec(job))
    still = _with_rows(vega, static_rows(job))
    wide = (WIDE_PX[0], chart_height(job, WIDE_PX[1]))
    narrow = (NARROW_PX[0], chart_height(job, NARROW_PX[1]))
    drawn = (_drawn(still, wide), _drawn(still, narrow))
    return Chart(
        id=job.id,
        title=job.title,
        subtitle=job.subtitle,
        source=job.source,
        description=job.description,
        vega=chart_document(vega),
        svg_wide=lean_svg(drawn[0], job.description),
        svg_narrow=lean_svg(drawn[1], job.description),
        points=points_document(job, drawn),
        marks=chart_marks(job),
        areas=job.areas,
        years=tuple(sorted({y[:4] for p in job.points for y in p.period.split("/")})),
    )


def _brief(job: ChartJob) -> ChartJob:
    points = tuple(replace(p, name=_cut(p.name), label=_cut(p.label)) for p in job.points)
    statuses = tuple((code, _cut(words)) for code, words in job.statuses)
    return replace(job, unit=_cut(job.unit), points=points, statuses=statuses)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def chart_document(vega: Json) -> str:
    """The published JSON: the Vega specification, and the CSS variable for each colour in it."""
    document = {"vega": vega, "colors": COLORS}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def picture(vega: Json, size_px: tuple[int, int], description: str) -> str:
    """Draw a Vega specification as SVG."""
    short = without_limit(vega)
    drawn = _drawn(short, size_px)
    if short is not vega and can_be_cut(drawn):
        drawn = _drawn(vega, size_px)
    return lean_svg(drawn, description)


def _drawn(vega: Json, size_px: tuple[int, int]) -> str:
    """The picture as Vega makes it; the unseen marks have a place in it and take no room."""
    still = {**vega, "width": size_px[0], "height": size_px[1]}
    still["marks"] = [_shrunk(m) if _is_hover(m) else m for m in vega.get("marks", ())]
    return draw_svg(still)


def _is_hover(mark: Json) -> bool:
    return str(mark.get("name", "")).startswith(HOVER)


def _shrunk(mark: Json) -> Json:
    shrunk = copy.deepcopy(mark)
    update = shrunk["encode"]["update"]
    shrunk["encode"]["update"] = {k: v for k, v in update.items() if k != "tooltip"} | {
        "size": {"value": 0.01}
    }
    return shrunk


def _with_rows(vega: Json, rows: list[Json]) -> Json:
    still = copy.deepcopy(vega)
    for data in still["data"]:
        if "url" in data:
            del data["url"], data["format"]
            data["values"] = rows
    return still
