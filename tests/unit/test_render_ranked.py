# What the script ranks is tested beside it (frontend/test/ranking.test.ts) and against the engine
# (tests/content/test_rankings.py); here, what it is given.
"""The file behind the ranking of another period."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rendered import VALUES, dataset, pages, view
from small_data import make_config

from silkline.config import Config
from silkline.messages import messages
from silkline.render import SiteView
from silkline.render.ranked import ranking_file


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(make_config(tmp_path), focus=("AAA",), peers=("BBB",))


def content(site: SiteView, indicator: str = "exports") -> dict[str, Any]:
    file = ranking_file(site, indicator)
    assert file
    assert file.uri == f"charts/{indicator}.ranking.json"
    found: dict[str, Any] = json.loads(file.content)
    return found


def test_the_file_tells_all_but_the_figures(config: Config) -> None:
    breaks = "indicator,ref_area,time_period,what,what_zh\nexports,BBB,2020,New method,新方法\n"
    paper = "exports,DDD,2019,6,,A,paper,,\nexports,EEE,2020,3,about,A,paper,,\n"
    data = dataset(config.root, VALUES + paper, breaks=breaks)
    found = content(view(config, data))
    assert {k: v for k, v in found.items() if k != "words"} == {
        "id": "exports",
        "csv": "data/v1/latest/indicators/exports.csv",
        "period": "2020",
        "names": {
            "AAA": "Aland",
            "BBB": "Borduria",
            "CCC": "Cascadia",
            "DDD": "Doriath",
            "EEE": "Erewhon",
        },
        "focus": ["AAA"],
        "listed": ["AAA"],
        "raw": "data/v1/latest/packages/trade/",
        "decimals": 0,
        "head": "US$ million",
        "steps": [["1000000", "US$ trillion"], ["1000", "US$ billion"], ["1", "US$ million"]],
        "fewest": 5,
        "points": False,
        "breaks": [["BBB", "2020"]],
        "others": [["DDD", "2019", "paper", "6"]],  # a hedged one makes no change
        "statuses": {"M": "M, Missing value"},
    }


def test_words_have_their_plural_forms_and_the_language_of_the_site(config: Config) -> None:
    data = dataset(config.root)
    english = content(view(config, data))["words"]
    chinese = content(replace(view(config, data), messages=messages("zh")))
    assert english["ranking.note.one"] == "The {n} economy with a figure for {period}."
    assert english["change.same"] == "no change"
    assert "ranking.note.one" not in chinese["words"]
    assert chinese["words"]["ranking.heading"] == "排名，{period}"
    assert chinese["names"]["AAA"] == "甲国"


def test_where_there_is_one_period_there_is_nothing_to_choose(config: Config) -> None:
    rows = [line for line in VALUES.splitlines(keepends=True) if ",2019," not in line]
    site = view(config, dataset(config.root, "".join(rows)))
    assert ranking_file(site, "exports") is None
    page = pages(site)["indicators/exports.md"].markdown
    assert '<section id="ranking">' in page
    assert "rank-period" not in page


def test_where_there_are_no_places_there_is_no_file(config: Config) -> None:
    hedged = VALUES.replace("exports,EEE,2020,1,,", "exports,EEE,2020,1,about,")
    site = view(config, dataset(config.root, hedged))
    assert ranking_file(site, "exports") is None
    assert 'id="ranking"' not in pages(site)["indicators/exports.md"].markdown
