# A single period, or figures over intervals: nothing to join by a line, so each gets a bar, the
# largest first, from a zero baseline.
"""The Vega-Lite of bar charts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from silkline.charts.job import ChartJob, Point
from silkline.charts.marks import ESTIMATED, FORECAST, PROVISIONAL
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
        "padding": {"left": 0, "right": 6, "top": 4, "bottom": 4},
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
            *_outlines(job),
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"text": value_text},
            },
            {"name": "hover", "mark": {"type": "point", "size": 180, "opacity": 0}},
        ],
    }


_PALE: Final = 0.18


def _bar_fill(job: ChartJob) -> Json:
    """The area in focus in its colour, the others in faint grey; what is unsure is pale."""
    pale = {"test": _is(ESTIMATED | FORECAST | PROVISIONAL, hedged=True), "value": _PALE}
    return {
        "color": _bar_color(job),
        "fillOpacity": {
            "condition": [pale, {"test": _in_focus(job), "value": 1}],
            "value": 0.5,
        },
    }


def _in_focus(job: ChartJob) -> str:
    return "true" if len(job.areas) == 1 else f"datum.ref_area == {json.dumps(job.focus)}"


def _bar_color(job: ChartJob) -> Json:
    return {"condition": {"test": _in_focus(job), "value": series_color(0)}, "value": SOFT}


def _is(codes: frozenset[str], *, hedged: bool) -> str:
    test = f"indexof({json.dumps(sorted(codes))}, datum.obs_status) >= 0"
    return f"{test} || datum.obs_qualifier != ''" if hedged else test


def _outlines(job: ChartJob) -> list[Json]:
    """Dashed around estimates, dotted around forecasts, long dashes around provisional values, and
    a plain line around other hedged ones.
    """
    unsure = ESTIMATED | FORECAST | PROVISIONAL
    kinds: list[tuple[str, list[float]]] = [
        (_is(ESTIMATED, hedged=False), [4, 3]),
        (_is(FORECAST, hedged=False), [1, 2]),
        (_is(PROVISIONAL, hedged=False), [8, 3]),
        (f"datum.obs_qualifier != '' && !({_is(unsure, hedged=False)})", [1, 0]),
    ]
    used = {p.status for p in job.points}
    shown = [bool(used & c) for c in (ESTIMATED, FORECAST, PROVISIONAL)]
    shown.append(any(p.qualifier and p.status not in unsure for p in job.points))
    return [
        {
            "transform": [{"filter": test}],
            "mark": {"type": "bar", "height": 16, "filled": False, "strokeDash": dash},
            "encoding": {"color": _bar_color(job)},
        }
        for (test, dash), wanted in zip(kinds, shown, strict=True)
        if wanted
    ]


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
