# Lines over time. The order of layers is the order of painting: breaks below, the area in focus
# above the others, marks above lines, and an unseen layer on top that answers the pointer.
"""The Vega-Lite of line charts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from silkline.charts import numbers
from silkline.charts.job import ChartJob, Point
from silkline.charts.marks import ESTIMATED, FORECAST, PROVISIONAL, break_letter
from silkline.charts.theme import INK, PAPER, SOFT, series_color
from silkline.charts.tooltip import tooltip, word_fields
from silkline.charts.words import LOWERED, RAISED, period_name
from silkline.messages import Messages, messages

Json = dict[str, Any]

_X: Final = {"field": "x", "type": "quantitative"}
_Y: Final = {"field": "y", "type": "quantitative"}
_WHOLE: Final = {"labelLimit": 0}
"""Years and numbers are short: with a limit each is measured once more, a tenth of the work."""
_LABEL_GAP: Final = 0.062
"""Least distance of two labels, as a share of the plot's height at phone width."""
_DOTS_WITH_VALUES: Final = 8
"""Up to this many points, every one bears its value."""
_START: Final = (
    "toNumber(slice(datum.time_period, 0, 4)) + (length(datum.time_period) < 7 ? 0 : "
    "slice(datum.time_period, 5, 6) == 'S' ? (toNumber(slice(datum.time_period, 6)) - 1) / 2 : "
    "slice(datum.time_period, 5, 6) == 'Q' ? (toNumber(slice(datum.time_period, 6)) - 1) / 4 : "
    "(toNumber(slice(datum.time_period, 5)) - 1) / 12)"
)


def line_plot(job: ChartJob) -> Json:
    """Data transforms, axes and layers of a line chart."""
    steps = axis_domain(p.value for p in job.points)
    labels = _end_labels(job, steps)
    layers = [
        *_break_layers(job),
        _line_layer(job, focus=False),
        _line_layer(job, focus=True),
        _dashed_layer(job, "dashed", ESTIMATED, [4, 4]),
        _dashed_layer(job, "dotted", FORECAST, [0.5, 4]),
        _lone_layer(job),
        *_unsure_layers(job),
        _end_dots(labels),
        _open_layer(job),
        *(_arrow_layer(job, raised=r) for r in (True, False) if _arrows(job, raised=r)),
        *_label_layers(labels),
        *_value_layers(job),
        _hover_layer(job),
    ]
    return {
        "padding": {"left": 0, "right": 6, "top": 4, "bottom": 0},
        "transform": _line_transform(job),
        "encoding": _axes(job, steps),
        "layer": [layer for layer in layers if layer],
    }


def axis_domain(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Gridlines for values, from zero or below to above the largest."""
    found = [Decimal(0), *values]
    return numbers.axis_steps(min(found), max(found))


def _axes(job: ChartJob, steps: Sequence[Decimal]) -> Json:
    xs = [p.x for p in job.points]
    decimals = numbers.step_decimals(steps)
    ticks = numbers.year_ticks(int(min(xs)), int(max(xs)))
    x_axis = {"format": "d", "values": list(ticks), "labelOverlap": "greedy", **_WHOLE}
    y_axis = {"format": f",.{decimals}f", "values": [float(s) for s in steps], **_WHOLE}
    y_scale = {"domain": [float(steps[0]), float(steps[-1])], "nice": False}
    return {
        "x": {**_X, "scale": {"domain": [min(xs), max(xs)], "nice": False}, "axis": x_axis},
        "y": {**_Y, "scale": y_scale, "axis": y_axis},
    }


def _line_transform(job: ChartJob) -> list[Json]:
    areas = json.dumps(list(job.areas))
    length = len(job.points[0].period)
    kind = f"length(datum.time_period) == {length} && indexof(datum.time_period, '/') < 0"
    lags = [{"op": "lag", "field": f, "as": f"{f}_before"} for f in ("x", "y", "obs_status")]
    by_time = {"sort": [{"field": "x"}], "groupby": ["ref_area"]}
    step = job.step_years * 1.01
    return [
        {"filter": f"isValid(datum.obs_value) && {kind} && indexof({areas}, datum.ref_area) >= 0"},
        {"calculate": _START, "as": "x"},
        {"calculate": f"datum.obs_value * {float(job.factor)!r}", "as": "y"},
        {"window": lags, **by_time},
        {
            "calculate": f"isValid(datum.x_before) && datum.x - datum.x_before < {step!r}",
            "as": "joined",
        },
        {"calculate": f"datum.joined && {_either(FORECAST)}", "as": "dotted"},
        {"calculate": f"datum.joined && !datum.dotted && {_either(ESTIMATED)}", "as": "dashed"},
        {"calculate": "datum.joined && !datum.dashed && !datum.dotted ? 0 : 1", "as": "cut"},
        {"window": [{"op": "sum", "field": "cut", "as": "run"}], "frame": [None, 0], **by_time},
        {"window": [{"op": "lead", "field": "joined", "as": "joins_next"}], **by_time},
    ]


def _either(codes: frozenset[str]) -> str:
    """Whether a value or the one before it has one of the statuses, as Vega's expression."""
    tests = (f"({_is('obs_status', codes)}", f"{_is('obs_status_before', codes)})")
    return " || ".join(tests)


def _is(field: str, codes: frozenset[str]) -> str:
    return f"indexof({json.dumps(sorted(codes))}, datum.{field}) >= 0"


def _color(job: ChartJob) -> Json:
    colors = [series_color(n) for n in range(len(job.areas))]
    scale = {"domain": list(job.areas), "range": colors}
    return {"field": "ref_area", "type": "nominal", "scale": scale, "legend": None}


def _line_layer(job: ChartJob, *, focus: bool) -> Json:
    if focus and not job.focus:
        return {}
    sign = "==" if focus else "!="
    return {
        "transform": [{"filter": f"datum.ref_area {sign} {json.dumps(job.focus)}"}],
        "mark": {"type": "line", "strokeWidth": 3 if focus else 1.6},
        "encoding": {"color": _color(job), "detail": [{"field": "run"}]},
    }


def _dashed_layer(job: ChartJob, field: str, codes: frozenset[str], dash: list[float]) -> Json:
    if not any(p.status in codes for p in job.points):
        return {}
    mark = {"type": "rule", "strokeDash": dash, "strokeWidth": 1.8, "strokeCap": "round"}
    if field == "dashed":
        del mark["strokeCap"]  # round ends would close the gaps
    encoding = {
        "x": {**_X, "field": "x_before"},
        "y": {**_Y, "field": "y_before"},
        "x2": {"field": "x"},
        "y2": {"field": "y"},
        "color": _color(job),
    }
    return {"transform": [{"filter": f"datum.{field}"}], "mark": mark, "encoding": encoding}


def _lone_layer(job: ChartJob) -> Json:
    """A value without neighbours would draw no line at all: it gets a dot."""
    unsure = _is("obs_status", ESTIMATED | FORECAST | PROVISIONAL)
    lone = f"datum.obs_qualifier == '' && !datum.joined && !datum.joins_next && !({unsure})"
    return {
        "transform": [{"filter": lone}],
        "mark": {"type": "point", "size": 34, "opacity": 1},
        "encoding": {"color": _color(job)},
    }


def _unsure_layers(job: ChartJob) -> list[Json]:
    """Estimates and forecasts without neighbours get a dashed ring, provisional values a diamond:
    no line could tell them from the others.
    """
    exact = "datum.obs_qualifier == ''"
    alone = f"{exact} && !datum.joined && !datum.joins_next"
    ring = {"size": 46, "strokeWidth": 1.6}
    kinds = (
        (ESTIMATED, alone, {**ring, "strokeDash": [2.5, 2]}),
        (FORECAST, alone, {**ring, "strokeDash": [0.5, 2.5], "strokeCap": "round"}),
        (PROVISIONAL, exact, {**ring, "size": 52, "shape": "diamond"}),
    )
    return [
        {
            "transform": [{"filter": f"{where} && {_is('obs_status', codes)}"}],
            "mark": {"type": "point", "filled": False, "fill": PAPER, "opacity": 1, **mark},
            "encoding": {"color": _color(job)},
        }
        for codes, where, mark in kinds
        if any(p.status in codes for p in job.points)
    ]


def _open_layer(job: ChartJob) -> Json:
    if all(p.qualifier == "" for p in job.points):
        return {}
    mark = {"type": "point", "filled": False, "fill": PAPER, "size": 46, "strokeWidth": 1.8}
    return {
        "transform": [{"filter": "datum.obs_qualifier != ''"}],
        "mark": {**mark, "opacity": 1},
        "encoding": {"color": _color(job)},
    }


def _arrows(job: ChartJob, *, raised: bool) -> list[str]:
    wanted = RAISED if raised else LOWERED
    return sorted({p.qualifier.value for p in job.points if p.qualifier in wanted})


def _arrow_layer(job: ChartJob, *, raised: bool) -> Json:
    names = json.dumps(_arrows(job, raised=raised))
    mark = {
        "type": "point",
        "shape": "triangle-up" if raised else "triangle-down",
        "yOffset": -9 if raised else 9,
        "size": 28,
        "opacity": 1,
    }
    return {
        "transform": [{"filter": f"indexof({names}, datum.obs_qualifier) >= 0"}],
        "mark": mark,
        "encoding": {"color": _color(job)},
    }


def _end_labels(job: ChartJob, steps: Sequence[Decimal]) -> list[Json]:
    """Name and last value at the right edge; places are in units of the axis, far enough apart."""
    ends = [_last(job, area) for area in job.areas]
    low, high = float(steps[0]), float(steps[-1])
    room = numbers.Room(gap=(high - low) * _LABEL_GAP, low=low, high=high)
    places = numbers.push_apart([float(p.value) for p in ends], room)
    newest = max(p.x for p in ends)
    return [
        {
            "label": _end_label(p, newest, messages(job.language)),
            "place": round(place, 6),
            "x": p.x,
            "y": float(p.value),
            "color": series_color(n),
            "open": p.qualifier != "" or p.status in ESTIMATED | FORECAST | PROVISIONAL,
            "focus": p.area == job.focus,
        }
        for n, (p, place) in enumerate(zip(ends, places, strict=True))
    ]


def _end_label(point: Point, newest: float, m: Messages) -> str:
    if point.x == newest:
        return m("chart.label", name=point.name, value=point.label)
    period = period_name(point.period, m)
    return m("chart.label_older", name=point.name, value=point.label, period=period)


def _last(job: ChartJob, area: str) -> Point:
    return [p for p in job.points if p.area == area][-1]


def _own_color() -> Json:
    return {"field": "color", "type": "nominal", "scale": None}


def _end_dots(labels: Sequence[Json]) -> Json:
    rows = [{k: x[k] for k in ("x", "y", "color", "focus")} for x in labels if not x["open"]]
    size = {"condition": {"test": "datum.focus", "value": 50}, "value": 21}
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "opacity": 1},
        "encoding": {"color": _own_color(), "size": size},
    }


def _label_layers(labels: Sequence[Json]) -> list[Json]:
    """Weight of type is not a channel in Vega-Lite, so the label in focus is a layer of its own."""
    groups = [
        (400, [x for x in labels if not x["focus"]]),
        (600, [x for x in labels if x["focus"]]),
    ]
    return [_label_layer(rows, weight) for weight, rows in groups if rows]


def _label_layer(labels: Sequence[Json], weight: int) -> Json:
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 9, "fontWeight": weight}
    return {
        "data": {"values": [{k: x[k] for k in ("label", "place", "color")} for x in labels]},
        "mark": mark,
        "encoding": {
            "x": {"value": "width"},
            "y": {**_Y, "field": "place"},
            "text": {"field": "label"},
            "color": _own_color(),
        },
    }


def _value_layers(job: ChartJob) -> list[Json]:
    """Values over the points of a chart that has few of them; the last ones have theirs in the end
    label.
    """
    ends = [_last(job, a) for a in job.areas]
    if len(job.points) > _DOTS_WITH_VALUES or len(job.areas) > 1:
        return []
    inner = [p for p in job.points if p not in ends]
    # Lines mostly rise: upper left is free, but for the first point that is where the axis stands.
    layers = [_value_layer(inner[:1], "left", -2)] if inner else []
    return [*layers, _value_layer(inner[1:], "right", 3)] if inner[1:] else layers


def _value_layer(points: Sequence[Point], align: str, dx: int) -> Json:
    rows = [{"x": p.x, "y": float(p.value), "label": p.label} for p in points]
    mark = {"type": "text", "fontSize": 13, "color": INK, "dy": -12, "align": align, "dx": dx}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"text": {"field": "label"}}}


def _break_layers(job: ChartJob) -> list[Json]:
    if not job.breaks:
        return []
    # The reasons are sentences, too long for a picture: a letter leads to each in the key below.
    rows = [{"x": b.x, "what": break_letter(n)} for n, b in enumerate(job.breaks)]
    rule = {"type": "rule", "strokeDash": [2, 3], "color": SOFT}
    text = {"type": "text", "align": "left", "dx": 5, "baseline": "top", "fontStyle": "italic"}
    return [
        {
            "data": {"values": rows},
            "mark": rule,
            "encoding": {"y": {"value": 0}, "y2": {"value": "height"}},
        },
        {
            "data": {"values": rows},
            "mark": {**text, "fontSize": 14, "color": SOFT},
            "encoding": {"y": {"value": 0}, "text": {"field": "what"}},
        },
    ]


def _hover_layer(job: ChartJob) -> Json:
    return {
        "name": "hover",
        "transform": word_fields(job),
        "mark": {"type": "point", "size": 180, "opacity": 0},
        "encoding": {"tooltip": tooltip(job)},
    }
