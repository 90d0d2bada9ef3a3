# A single period, or figures over intervals: nothing to join by a line, so each gets a bar, the
# largest first, from a zero baseline.
"""The Vega-Lite of bar charts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from silkline.charts.job import ChartJob, Point
from silkline.charts.theme import INK, LABEL_PX, SOFT, series_color
from silkline.charts.tooltip import tooltip, word_fields
from silkline.charts.words import period_name
from silkline.messages import Messages, messages

Json = dict[str, Any]


def bar_plot(job: ChartJob) -> Json:
    """Data transforms, axes and layers of a bar chart."""
    names = _bar_names(job.points, messages(job.language))
    ordered = sorted(job.points, key=lambda p: (-p.value, p.area))
    order = [names[_key(p)] for p in ordered]
    words = {_key(p): p.label for p in job.points}
    highest = max(Decimal(0), *(p.value for p in job.points))
    lowest = min(Decimal(0), *(p.value for p in job.points))
    key = "datum.ref_area + '|' + datum.time_period"
    y = {"field": "bar", "type": "nominal", "sort": order, "title": None}
    y_axis = {"grid": False, "labelColor": INK, "labelFontSize": LABEL_PX, "labelLimit": 170}
    x_scale = {"domain": [float(lowest), float(highest)], "nice": False, "zero": True}
    value_text = {"field": "label"}
    return {
        "padding": {"left": 0, "right": 2, "top": 4, "bottom": 4},
        "transform": [
            {"filter": f"isValid(datum.obs_value) && isValid({json.dumps(names)}[{key}])"},
            {"calculate": f"{json.dumps(names, ensure_ascii=False)}[{key}]", "as": "bar"},
            {"calculate": f"{json.dumps(words, ensure_ascii=False)}[{key}]", "as": "label"},
            {"calculate": f"datum.obs_value * {float(job.factor)!r}", "as": "y"},
            *word_fields(job),
        ],
        "encoding": {
            "y": {**y, "axis": y_axis},
            "x": {"field": "y", "type": "quantitative", "axis": None, "scale": x_scale},
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 16, "cornerRadiusEnd": 1},
                "encoding": {**_bar_fill(job), "tooltip": tooltip(job)},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"text": value_text},
            },
        ],
    }


def _bar_fill(job: ChartJob) -> Json:
    """The area in focus in its colour, the others in faint grey."""
    lone = len(job.areas) == 1
    test = "true" if lone else f"datum.ref_area == {json.dumps(job.focus)}"
    return {
        "color": {"condition": {"test": test, "value": series_color(0)}, "value": SOFT},
        "fillOpacity": {"condition": {"test": test, "value": 1}, "value": 0.5},
    }


def _bar_names(points: Sequence[Point], m: Messages) -> dict[str, str]:
    areas, periods = {p.area for p in points}, {p.period for p in points}
    names = {}
    for p in points:
        period = period_name(p.period, m)
        if len(periods) == 1:
            names[_key(p)] = p.name
        elif len(areas) == 1:
            names[_key(p)] = period
        else:
            names[_key(p)] = m("chart.bar", name=p.name, period=period)
    return names


def _key(point: Point) -> str:
    return f"{point.area}|{point.period}"
