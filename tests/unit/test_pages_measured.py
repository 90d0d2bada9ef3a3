# A measurement that does not find its pages is noticed only when somebody measures, so it is tried
# on a built site.
"""The pages that are measured in a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pages

from rivals import Indicator


def test_the_largest_page_with_lines_is_found_and_described(built: Path) -> None:
    site = built / "site"
    assert pages.largest(site) == "population"
    table = "data/v1/latest/indicators/population"
    told = json.loads((site / f"{table}.json").read_text("utf-8"))
    found = pages.indicator(site, "population")
    assert found == Indicator(
        name="population",
        title="Population",
        lede=found.lede,
        text=told["definition"],
        unit="people",
        areas=("SWE", "DNK", "FIN", "ISL", "NOR"),
        csv=site / f"{table}.csv",
    )
    assert found.lede.startswith("Sweden")
