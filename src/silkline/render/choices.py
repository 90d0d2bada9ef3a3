# A reader of an indicator's page may choose other economies and years. What the choice needs before
# any figure (names, units, sources, breaks, words) is too much for a page that most only read, so
# it stands in a file of its own, in the form of the comparison's catalogue, and is fetched when the
# reader reaches for the bar above the views.
"""What can be chosen on the page of an indicator."""

from __future__ import annotations

import json
from dataclasses import dataclass

from silkline import addresses
from silkline.model import Artifact, Chart, Indicator
from silkline.render.compare import page_catalogue
from silkline.render.maps import map_choices
from silkline.render.parts import Parts
from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The bar above the views, as it stands before anything is chosen."""

    choices: str
    """Address of the file of choices."""
    first: str
    """Name of the first economy."""
    others: int
    """How many stand beside it."""
    years: tuple[str, ...]


def choice_bar(parts: Parts, indicator: Indicator, chart: Chart) -> Bar | None:
    """The bar of an indicator; nothing where its chart is of no areas known."""
    if not chart.areas:
        return None
    return Bar(
        choices=addresses.indicator_choices(indicator.id),
        first=parts.words.area(chart.areas[0]),
        others=len(chart.areas) - 1,
        years=chart.years,
    )


def choice_file(view: SiteView, name: str) -> Artifact | None:
    """The choices of an indicator, if it has a chart."""
    parts, indicator = Parts(view), view.dataset.indicators[name]
    chart = view.charts.get(name)
    if chart is None or not chart.areas:
        return None
    content = {
        "catalogue": page_catalogue(parts, indicator, chart.areas),
        "map": map_choices(parts, indicator),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Artifact(uri=addresses.indicator_choices(name), content=f"{text}\n".encode())
