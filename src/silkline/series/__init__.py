# Between the tables and everything made of them. `assemble` turns validated tables into typed
# statistics; all else are questions that pages, files, charts and claims ask of these.
"""Tables to observations, and what can be asked of them."""

from __future__ import annotations

from silkline.series.assembling import assemble
from silkline.series.figures import LateFigures, group_observations, period_start
from silkline.series.questions import (
    DERIVED,
    Key,
    Rank,
    all_by_area,
    alternatives,
    alternatives_by_area,
    by_area,
    key,
    latest,
    packages_behind,
    periods,
    preferred,
    ranking,
    ranking_period,
    reporters,
    sources_behind,
    sources_of,
    value_at,
)

__all__ = [
    "DERIVED",
    "Key",
    "LateFigures",
    "Rank",
    "all_by_area",
    "alternatives",
    "alternatives_by_area",
    "assemble",
    "by_area",
    "group_observations",
    "key",
    "latest",
    "packages_behind",
    "period_start",
    "periods",
    "preferred",
    "ranking",
    "ranking_period",
    "reporters",
    "sources_behind",
    "sources_of",
    "value_at",
]
