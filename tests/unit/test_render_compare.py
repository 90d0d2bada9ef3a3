# The page of comparisons carries what its script must know. No figure stands in it, and nothing in
# a title can end the attribute that carries it.
"""The page that compares, before any script has run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_data import make_config, read_dataset, write_packages

from silkline.claims import judge
from silkline.messages import messages
from silkline.model import Dataset
from silkline.render.compare import compare_page, compare_query
from silkline.render.view import SiteView


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    return read_dataset(write_packages(tmp_path).parent)


def page(data: Dataset, folder: Path, language: str = "en") -> str:
    config = replace(
        make_config(folder), focus=("CHN",), peers=("USA",), headlines=(("exports", "CHN"),)
    )
    view = SiteView(
        dataset=data,
        verdicts=judge(data),
        charts={},
        stories=(),
        config=config,
        messages=messages(language),
    )
    return compare_page(view).markdown


def catalogue(markdown: str) -> dict[str, Any]:
    found = re.search(r"data-compare='([^']*)'", markdown)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_the_page_knows_what_can_be_compared_but_no_figure(data: Dataset, tmp_path: Path) -> None:
    found = catalogue(page(data, tmp_path))
    exports = next(i for i in found["indicators"] if i["id"] == "exports")
    assert found["indicator"] == "exports"
    assert found["wanted"] == ["CHN", "USA"]
    assert exports["csv"] == "data/v1/latest/indicators/exports.csv"
    assert exports["page"] == "indicators/exports/"
    assert exports["sources"] == ["office", "paper"]
    assert list(found["sources"]) == ["office", "paper"]
    assert exports["unit"] in found["units"]
    assert {a["id"] for a in found["areas"]} >= {"CHN"}
    values = {o.text for o in data.observations["exports"] if len(o.text) > 4}
    assert [v for v in values if v in json.dumps(found)] == []


def test_words_are_those_of_the_language(data: Dataset, tmp_path: Path) -> None:
    english = catalogue(page(data, tmp_path))["words"]
    chinese = catalogue(page(data, tmp_path, "zh"))["words"]
    assert english["compare.copy_link"] == "Copy link"
    assert chinese["compare.copy_link"] == "复制链接"
    assert set(english) == set(chinese)


def test_a_title_cannot_end_the_attribute(data: Dataset, tmp_path: Path) -> None:
    title = "'><script>alert(1)</script>&amp;"
    exports = replace(data.indicators["exports"], title=title)
    hostile = replace(data, indicators={**data.indicators, "exports": exports})
    markdown = page(hostile, tmp_path)
    assert "<script" not in markdown
    titles = {i["id"]: i["title"] for i in catalogue(markdown)["indicators"]}
    assert titles["exports"] == title


def test_without_a_script_the_page_leads_to_the_lists(data: Dataset, tmp_path: Path) -> None:
    found = re.search(r"<noscript>.*?</noscript>", page(data, tmp_path), re.DOTALL)
    assert found
    assert re.findall(r'href="([^"]+)"', found[0]) == ["../indicators/", "../economies/"]


def test_a_query_names_what_is_there() -> None:
    assert compare_query("exports", ("CHN", "CN-BJ")) == "indicator=exports&areas=CHN,CN-BJ"
    assert compare_query(areas=("CHN",)) == "areas=CHN"
    assert compare_query("a&b") == "indicator=a%26b"
