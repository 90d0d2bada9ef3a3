# The share of each Nordic country’s population in that of Sweden stands in no table: what a release
# changes in it follows from rows of the package of populations.
"""Derived figures that a release gives otherwise than the one before."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from released import OBSERVATIONS, first_release, give_reasons, set_version, settings

from silkline.build import Site, build_site
from silkline.releases import read_changes
from silkline.releasing import make_release

CHANGES = "data/v1/releases/2026.2/changes.json"
ICELAND = ('335439,,A,wdi-population-2026-07,"raw/sp.pop.totl.csv#cell=23,4"', 23)
SWEDEN = ('10569709,,A,wdi-population-2026-07,"raw/sp.pop.totl.csv#cell=51,4"', 51)
NORWAY = 'population,NOR,2017,5276968,,A,wdi-population-2026-07,"raw/sp.pop.totl.csv#cell=34,4",\n'
REASONS = (
    "version,table,rows,reason,reason_zh\n"
    "2.0.0,observations,population/ISL/2016,Recounted.,重新计数。\n"
    "2.0.0,observations,population/NOR/2017,Taken back by its source.,来源撤回。\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Released, then two figures corrected and one taken out, and released again."""
    root = tmp_path_factory.mktemp("derived")
    first_release(root, "derived")
    path = root / OBSERVATIONS
    text = path.read_text("utf-8")
    assert text.count(NORWAY) == 1
    text = text.replace(NORWAY, "")
    for (old, row), new in ((ICELAND, "400000"), (SWEDEN, "10000000")):
        assert text.count(old) == 1
        text = text.replace(old, f"{new},,A,wdi-population-2026-07,raw/sp.pop.totl.csv#row={row}")
    path.write_text(text, encoding="utf-8", newline="\n")
    set_version(root, "2.0.0")
    give_reasons(root, REASONS)
    assert make_release(settings(root), "2026.2", "2026-06-30")[1] == ()
    return build_site(settings(root))


@pytest.fixture
def changes(site: Site) -> dict[str, Any]:
    return json.loads(next(a.content for a in site.files if a.uri == CHANGES))


def test_derived_figures_are_told_apart_from_rows_and_lead_to_them(changes: dict[str, Any]):
    assert [(c["change"], c["key"]["ref_area"]) for c in changes["changes"]] == [
        ("changed", "ISL"),
        ("removed", "NOR"),
        ("changed", "SWE"),
    ]
    assert [(p["package"], p["changed"], p["removed"]) for p in changes["packages"]] == [
        ("nordic-population", 2, 1)
    ]
    found = changes["derived"]
    places = [(d["change"], d["key"]["ref_area"], d["key"]["time_period"]) for d in found]
    assert places == [
        ("changed", "DNK", "2024"),
        ("changed", "FIN", "2024"),
        ("changed", "ISL", "2016"),
        ("changed", "ISL", "2024"),
        ("removed", "NOR", "2017"),
        ("changed", "NOR", "2024"),
    ]
    assert [d["because"] for d in found] == [
        *[["population/SWE/2024"]] * 2,
        ["population/ISL/2016"],
        ["population/SWE/2024"],
        ["population/NOR/2017"],
        ["population/SWE/2024"],
    ]
    assert found[2] == {
        "change": "changed",
        "package": "nordic-shares",
        "version": "1.0.0",
        "key": {"indicator": "population-share", "ref_area": "ISL", "time_period": "2016"},
        "old": {"obs_value": "3.38039027178"},
        "new": {"obs_value": "4.03100447089"},
        "because": ["population/ISL/2016"],
    }


def test_what_is_written_is_read(site: Site, changes: dict[str, Any]):
    content = next(a.content for a in site.files if a.uri == CHANGES)
    derived = [r for r in read_changes(content) if r.is_derived]
    assert [dict(r.key) for r in derived] == [d["key"] for d in changes["derived"]]
    older = json.dumps({k: v for k, v in changes.items() if k != "derived"}).encode()
    assert [r.is_derived for r in read_changes(older)] == [False] * 3


def test_the_page_tells_what_a_derived_figure_follows_from(site: Site):
    page = next(p.markdown for p in site.pages if p.uri == "indicators/population-share.md")
    told = page[page.index("Revised between releases") :]
    link = '<a href="../../data/v1/releases/2026.2/changes.json">2026.2</a>'
    assert (
        '<tr><th scope="row">Iceland</th><td>2016</td><td class="n">3.4</td>'
        f'<td class="n">4.0</td><td>{link}</td><td class="wrap-cell">'
        "Follows from Population, Iceland, 2016. Recounted.</td></tr>" in told
    )
    assert (
        f'<td class="n">52.5</td><td class="n">no longer computed</td><td>{link}</td>'
        '<td class="wrap-cell">Follows from Population, Norway, 2017. '
        "Taken back by its source.</td></tr>" in told
    )
    assert "Follows from Population, Sweden, 2024.</td></tr>" in told


def test_feeds_count_derived_figures_by_themselves(site: Site):
    feeds = {a.uri: ET.fromstring(a.content) for a in site.files if a.uri.endswith(".atom")}
    told = {
        uri: feed.findtext("{*}entry/{*}content")
        for uri, feed in feeds.items()
        if uri.endswith(("releases.atom", "nordic-shares.atom"))
    }
    assert told["data/v1/releases/releases.atom"] == (
        "2 rows changed, 1 row removed\n6 derived figures differ\n"
        "Recounted.\nTaken back by its source."
    )
