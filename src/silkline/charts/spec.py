# Every chart that the engine makes itself is described here as Vega-Lite. Gaps, dashes and lone
# points are decided by transforms in the specification, because the reader's browser draws the same
# chart again from the data file.
"""Chart jobs to Vega-Lite specifications."""

from __future__ import annotations

from typing import Any, Final

from silkline.charts.bars import bar_plot
from silkline.charts.job import ChartJob
from silkline.charts.line_layers import line_plot
from silkline.charts.theme import CONFIG, WIDE_PX

Json = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"


def indicator_spec(job: ChartJob) -> Json:
    """The Vega-Lite of a job, with the data by address."""
    plot = line_plot(job) if job.kind == "lines" else bar_plot(job)
    return {
        "$schema": SCHEMA,
        "autosize": {"type": "fit", "contains": "padding"},
        "width": WIDE_PX[0],
        "height": chart_height(job, WIDE_PX[1]),
        "config": CONFIG,
        "data": _data(job),
        **plot,
    }


def _data(job: ChartJob) -> Json:
    if not job.data_url:
        return {"values": static_rows(job)}
    return {"url": job.data_url, "format": {"type": "csv", "parse": {"obs_value": "number"}}}


def static_rows(job: ChartJob) -> list[Json]:
    """The rows that the data file holds for the chart, for drawing without the file."""
    return [
        {
            "ref_area": p.area,
            "ref_area_name": p.name,
            "time_period": p.period,
            "obs_value": float(p.raw),
            "obs_qualifier": p.qualifier.value,
            "obs_status": p.status,
        }
        for p in job.points
    ]


def chart_height(job: ChartJob, height_px: int) -> int:
    """Height of the picture: bars take what they need, lines always the same."""
    return height_px if job.kind == "lines" else 30 * len(job.points) + 16
