# What a reader sees on pointing at a mark: the value in words, with its hedge and its status.
"""Tooltips of charts."""

from __future__ import annotations

import json
from typing import Any

from silkline.charts.job import ChartJob
from silkline.charts.words import QUALIFIERS

Json = dict[str, Any]


def word_fields(job: ChartJob) -> list[Json]:
    """Transforms that add the value and the status in words."""
    statuses = json.dumps(dict(job.statuses), ensure_ascii=False)
    qualifiers = json.dumps({q.value: w for q, w in QUALIFIERS.items()})
    decimals = min(job.decimals + (1 if job.factor != 1 else 0), 6)
    value = f"{qualifiers}[datum.obs_qualifier] + format(datum.y, ',.{decimals}~f')"
    return [
        {"calculate": value, "as": "value_words"},
        {"calculate": f"{statuses}[datum.obs_status]", "as": "status_words"},
    ]


def tooltip(job: ChartJob) -> list[Json]:
    """Area, period, value under the name of its unit, and status."""
    return [
        {"field": "ref_area_name", "title": "Area"},
        {"field": "time_period", "title": "Period"},
        {"field": "value_words", "title": job.unit},
        {"field": "status_words", "title": "Status"},
    ]
