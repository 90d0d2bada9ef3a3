# What a reader sees on pointing at a mark: the value in words, with its hedge and its status.
"""Tooltips of charts."""

from __future__ import annotations

import json
from typing import Any

from silkline.charts.job import ChartJob
from silkline.charts.words import hedge
from silkline.messages import messages
from silkline.model import Qualifier

Json = dict[str, Any]


def word_fields(job: ChartJob) -> list[Json]:
    """Transforms that add the value and the status in words."""
    statuses = json.dumps(dict(job.statuses), ensure_ascii=False)
    m = messages(job.language)
    hedges = {q.value: hedge(q, m) for q in Qualifier}
    qualifiers = json.dumps(hedges, ensure_ascii=False)
    names = json.dumps({p.area: p.name for p in job.points}, ensure_ascii=False)
    decimals = min(job.decimals + (1 if job.factor != 1 else 0), 6)
    value = f"{qualifiers}[datum.obs_qualifier] + format(datum.y, ',.{decimals}~f')"
    return [
        {"calculate": f"{names}[datum.ref_area] || datum.ref_area_name", "as": "area_words"},
        {"calculate": value, "as": "value_words"},
        {"calculate": f"{statuses}[datum.obs_status]", "as": "status_words"},
    ]


def tooltip(job: ChartJob) -> list[Json]:
    """Area, period, value under the name of its unit, and status."""
    m = messages(job.language)
    return [
        {"field": "area_words", "title": m("chart.area")},
        {"field": "time_period", "title": m("chart.period")},
        {"field": "value_words", "title": job.unit},
        {"field": "status_words", "title": m("chart.status")},
    ]
