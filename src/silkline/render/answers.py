# A reader who asks for an area and an indicator in one breath gets the figure with the result. The
# figures are told as the pages tell them, and lie in one small file for each area.
"""What the search answers: the latest figures of each area."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from silkline import addresses, series
from silkline.model import Artifact
from silkline.render import facts
from silkline.render.parts import Parts

if TYPE_CHECKING:
    from silkline.render.view import SiteView


def answer_file(view: SiteView, area: str) -> Artifact:
    """Of an area: the latest value and its period by indicator."""
    parts = Parts(view)
    found = {i: _latest(parts, i, area) for i in facts.indicators_of(view.dataset, area)}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Artifact(uri=addresses.search_values(area), content=text.encode())


def _latest(parts: Parts, indicator: str, area: str) -> tuple[str, str]:
    """Value and period; the period says so if the figure is an estimate or a forecast."""
    found = series.latest(parts.data, indicator, area)
    if found is None:
        return "", ""
    period = parts.m.period(found.time_period)
    if found.status in facts.ESTIMATED:
        status = parts.m(f"lede.flag.{found.status}")
        period = parts.m("search.unsure", period=period, status=status)
    return parts.words.quantity(found, short=True), period
