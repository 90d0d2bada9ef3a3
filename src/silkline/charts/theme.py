# How every chart looks. Hex values are those of the light scheme, because Vega knows no CSS
# variables; pictures get the variable in place of the hex, and the browser swaps them by the
# table that is published with the chart.
"""Colours, type and sizes of the one theme that all charts share."""

from __future__ import annotations

from typing import Any, Final

from silkline.messages import THIN_SPACE

PAPER: Final = "#fdfcf9"
INK: Final = "#1c2227"
SOFT: Final = "#59636b"
LINE: Final = "#e3e0d8"
SERIES: Final = ("#0b5c6b", "#bd5614", "#3a3065", "#4e76a4", "#4d4c15", "#886e66")
"""Colours of series in order; the first belongs to the area in focus."""

COLORS: Final = {
    PAPER: "--paper",
    INK: "--ink",
    SOFT: "--soft",
    LINE: "--line",
    **{color: f"--c{number}" for number, color in enumerate(SERIES, start=1)},
}
"""CSS variable that stands for each hex value."""

FONT: Final = "Source Sans 3, system-ui, sans-serif"
TICK_PX: Final = 13
LABEL_PX: Final = 14.5
WIDE_PX: Final = (760, 380)
NARROW_PX: Final = (360, 330)
THOUSANDS: Final = THIN_SPACE
"""Between groups of three digits, as in every figure of the site."""

_AXIS: Final = {
    "labelColor": SOFT,
    "labelFont": FONT,
    "labelFontSize": TICK_PX,
    "labelFontWeight": "normal",
    "labelPadding": 8,
    "ticks": False,
    "title": None,
    "gridColor": LINE,
    "domain": False,
}

CONFIG: Final[dict[str, Any]] = {
    "background": "transparent",
    "font": FONT,
    "locale": {
        "number": {
            "decimal": ".",
            "thousands": THOUSANDS,
            "grouping": [3],
            "currency": ["", ""],
            "minus": "\u2212",
        }
    },
    "view": {"stroke": None},
    "axis": _AXIS,
    "axisX": {"grid": False, "domain": True, "domainColor": INK, "labelFlush": False},
    "axisY": {"grid": True},
    "legend": {
        "orient": "top",
        "direction": "horizontal",
        "title": None,
        "labelFont": FONT,
        "labelFontSize": TICK_PX,
        "labelColor": INK,
        "symbolStrokeWidth": 2,
    },
    "header": {"labelColor": INK, "labelFontSize": TICK_PX, "labelFont": FONT, "title": None},
    "text": {"font": FONT, "fontSize": LABEL_PX, "color": INK},
    "line": {"strokeWidth": 1.6, "strokeJoin": "round", "strokeCap": "round"},
    "bar": {"color": SERIES[0]},
    "point": {"color": SERIES[0], "filled": True},
    "area": {"color": SERIES[0]},
    "rule": {"color": SOFT},
    "range": {"category": list(SERIES), "ramp": ["#dfe9ea", SERIES[0]]},
}
"""Vega-Lite configuration; it takes the place of any that an author sets."""


def series_color(place: int) -> str:
    """Colour of the series at a place counted from 0; grey beyond the sixth."""
    return SERIES[place] if place < len(SERIES) else SOFT
