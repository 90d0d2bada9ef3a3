"""Long lists are read from the top: in which order indicators stand, and what is folded."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_data import make_config, read_dataset, write_packages

from silkline.claims import judge
from silkline.messages import messages
from silkline.render import SiteView, economy, facts, render_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from silkline.model import Dataset


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """Exports are published for two economies, imports and trade known for one, hopes for none."""
    monkeypatch.setattr(facts, "FEW_AREAS", 1)
    write_packages(tmp_path)
    found = read_dataset(tmp_path)
    exports = found.indicators["exports"]
    rate = replace(exports, id="a-rate", title="A rate", kind="rate", related=())
    hopes = replace(exports, id="hopes", title="Hopes", related=())
    observed = tuple(replace(o, indicator="a-rate") for o in found.observations["exports"])
    return replace(
        found,
        indicators={**found.indicators, "a-rate": rate, "hopes": hopes},
        observations={**found.observations, "a-rate": observed},
        memo={},
    )


def made(data: Dataset, root: Path, language: str = "en") -> Mapping[str, str]:
    """The generated pages."""
    view = SiteView(
        dataset=data,
        verdicts=judge(data),
        charts={},
        stories=(),
        config=replace(make_config(root), focus=("CHN",), theme_language=language),
        messages=messages(language),
    )
    return {p.uri: p.markdown for p in render_pages(view)}


def test_what_says_most_comes_first(data: Dataset) -> None:
    assert facts.ordered_indicators(data) == ("exports", "a-rate", "imports", "trade", "hopes")
    assert [facts.breadth_of(data, i) for i in facts.ordered_indicators(data)] == [
        "wide",
        "wide",
        "narrow",
        "narrow",
        "claimed",
    ]


def test_what_is_computed_for_many_follows_what_is_published_for_many(
    data: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "FEW_AREAS", 0)
    assert facts.ordered_indicators(data) == ("exports", "imports", "a-rate", "trade", "hopes")
    assert facts.breadth_of(data, "trade") == "computed"


def test_the_headline_figures_of_a_topic_follow_that_order(data: Dataset, tmp_path: Path) -> None:
    page = made(data, tmp_path)["topics/trade.md"]
    assert re.findall(r'<span class="k">(.*?)</span>', page) == [
        "China: Exports",
        "China: A rate",
        "China: Imports",
        "China: Trade",
    ]


def test_a_topic_groups_its_indicators_by_how_they_are_known(data: Dataset, tmp_path: Path) -> None:
    page = made(data, tmp_path)["topics/trade.md"]
    assert re.findall(r"<(h[2-4])[^>]*>(?:<a [^>]*>)?([^<]*)", page) == [
        ("h2", "5 indicators"),
        ("h3", "Published for many economies"),
        ("h4", "Exports"),
        ("h4", "A rate"),
        ("h3", "Known for one or a few places"),
        ("h4", "Imports"),
        ("h4", "Trade"),
        ("h3", "Known from claims only"),
        ("h4", "Hopes"),
        ("h2", "1 claim"),
    ]


def test_the_list_of_indicators_is_short_and_grouped(data: Dataset, tmp_path: Path) -> None:
    page = made(data, tmp_path)["indicators/index.md"]
    _, _, shown = page.partition('<section class="ruled" id="trade">')
    shown, _, _ = shown.partition('<h3 class="kind">Known for one')
    assert shown == (
        '<h2><a href="../topics/trade/">Trade</a></h2>\n'
        '<h3 class="kind">Published for many economies</h3>'
        '<ul class="rows pair">'
        '<li><a href="exports/">Exports</a> <p class="d">'
        "Million US dollars · 2 economies, 2020 to 2021</p></li>"
        '<li><a href="a-rate/">A rate</a> <p class="d">'
        "Million US dollars · 2 economies, 2020 to 2021</p></li></ul>\n"
    )


def test_the_topics_of_a_long_page_of_an_economy_are_folded(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(data, tmp_path)["economies/CHN.md"]
    assert '<details class="fold">' not in whole
    monkeypatch.setattr(economy, "MOST_OPEN", 3)
    page = made(data, tmp_path)["economies/CHN.md"]
    folded = page[page.index('<details class="fold">') :].partition("</details>")[0]
    assert folded.startswith(
        '<details class="fold"><summary><h3>Trade</h3> <span class="d">4 indicators</span>'
        '</summary>\n<div id="topic-trade">'
    )
    rows = re.compile(r'<th scope="row"><a [^>]*>(.*?)</a>')
    assert rows.findall(folded) == ["Exports", "A rate", "Imports", "Trade"]


def test_a_producer_of_several_sources_is_named_once(data: Dataset, tmp_path: Path) -> None:
    fact = re.compile(r"<dt>Source</dt><dd>(.*?)</dd>")
    page = made(data, tmp_path)["indicators/exports.md"]
    two = (
        '<a href="../../sources/office/">The office</a><br>'
        '<a href="../../sources/paper/">The paper</a>'
    )
    assert fact.findall(page) == [two]
    one = {**data.sources, "paper": replace(data.sources["paper"], producer="The office")}
    page = made(replace(data, sources=one, memo={}), tmp_path)["indicators/exports.md"]
    assert fact.findall(page) == ['<a href="#sources">The office, 2 sources</a>']


def test_a_package_is_called_by_its_name_in_the_language_of_the_site(
    data: Dataset, tmp_path: Path
) -> None:
    package = replace(data.packages["trade"], title_zh="贸易数据")
    named = replace(data, packages={**data.packages, "trade": package}, memo={})
    page = made(named, tmp_path, "zh")["indicators/exports.md"]
    assert '<a href="../../packages/trade/">贸易数据，1.0.0</a>' in page
    assert "Trade, 1.0.0" not in page
    assert "贸易数据" in page.partition('id="cite"')[2]
