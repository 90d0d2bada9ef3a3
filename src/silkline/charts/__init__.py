# The only room that knows Altair and Vega. Specifications come in as jobs or as authors' Vega-
# Lite; what goes out is data: a compiled specification for the browser and two pictures for
# everyone.
"""Charts: one theme, drawn at build, interactive in the browser."""

from silkline.charts.author import check_spec, story_chart
from silkline.charts.drawing import chart_document, draw
from silkline.charts.engine import typeface_digest
from silkline.charts.job import ChartJob, indicator_chart, year_of
from silkline.charts.marks import key_html
from silkline.charts.small import Dot, SmallJob, SmallLine, small_chart
from silkline.charts.spark import sparkline, trend

__all__ = [
    "ChartJob",
    "Dot",
    "SmallJob",
    "SmallLine",
    "chart_document",
    "check_spec",
    "draw",
    "indicator_chart",
    "key_html",
    "small_chart",
    "sparkline",
    "story_chart",
    "trend",
    "typeface_digest",
    "year_of",
]
