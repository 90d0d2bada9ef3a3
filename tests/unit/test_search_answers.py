# What the search answers by itself: names that only it knows, and the latest figure of an area.
"""Other names, answers, and the page of results."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rendered import VALUES, dataset, pages, view
from small_data import REFERENCE, make_config

import silkline.things
from silkline.model import Term
from silkline.problems import Location
from silkline.publish import search_entries
from silkline.render.answers import answer_file
from silkline.render.facts import observed_areas

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.model import Dataset

FOLDER = "assets/silkline/search/values"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


def answers(config: Config, data: Dataset, language: str = "en") -> dict[str, dict[str, list[str]]]:
    site = view(config, data, language)
    found = [answer_file(site, area) for area in observed_areas(data)]
    return {f.uri.removeprefix(f"{FOLDER}/")[:-5]: json.loads(f.content) for f in found}


# --- Other names ---


@pytest.fixture
def named(config: Config, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """A data set in which Aland has other names."""
    names = "area,name\nAAA,AX\nAAA,Land of <a>\nAAA,甲地\n"
    monkeypatch.setitem(REFERENCE, "other_names", names)  # type: ignore[misc]
    return dataset(config.root)


def test_other_names_belong_to_their_area(named: Dataset) -> None:
    assert named.other_names == {"AAA": ("AX", "Land of <a>", "甲地")}


def test_a_site_without_the_table_has_none(config: Config) -> None:
    assert dataset(config.root).other_names == {}


def test_an_area_is_found_by_its_other_names_and_no_page_shows_them(
    config: Config, named: Dataset
) -> None:
    made = pages(view(config, named))
    (entry,) = [e for e in search_entries(made.values()) if e.address == "economies/AAA/"]
    assert entry.all_names() == ("Aland", "甲国", "AAA", "004", "AX", "Land of <a>", "甲地")
    assert [p.uri for p in made.values() if "甲地" in p.markdown] == ["economies/index.md"]
    assert [p.uri for p in made.values() if "Land of" in p.markdown] == ["economies/index.md"]
    text = re.sub(r"<[^>]*>", "", made["economies/index.md"].markdown)
    assert "甲地" not in text  # the field there finds it, and it is not shown
    assert "Land of" not in text


def test_words_that_mean_the_same_come_from_the_glossary(config: Config) -> None:
    data = dataset(config.root)
    assert silkline.things.synonyms(data) == ()
    term = Term(
        id="gdp",
        title="Gross domestic product",
        title_zh="国内生产总值",
        abbreviation="GDP",
        avoid_zh=("国民生产总值",),
        definition="",
        definition_zh="",
        package="trade",
        note="",
        note_zh="",
        where=Location(path="data/terms.csv"),
    )
    assert silkline.things.synonyms(replace(data, terms={"gdp": term})) == (
        ("Gross domestic product", "国内生产总值", "GDP", "国民生产总值"),
    )


# --- Answers ---


def test_the_latest_value_of_each_indicator_by_area(config: Config) -> None:
    found = answers(config, dataset(config.root))
    assert found["BBB"]["exports"] == ["US$330\u00a0bn", "2020"]
    assert found["AAA"]["imports"] == ["US$50.5\u00a0m", "2020"]
    assert sorted(found) == ["AAA", "AAA-1", "BBB", "CCC", "DDD", "EEE", "WLD"]


def test_an_estimate_says_that_it_is_one(config: Config) -> None:
    data = dataset(config.root)
    assert answers(config, data)["DDD"]["exports"] == ["US$4\u00a0m", "2020 (estimated)"]
    assert answers(config, data, "zh")["DDD"]["exports"] == ["400万美元", "2020年（估计值）"]


def test_a_qualifier_stays_with_its_value(config: Config) -> None:
    assert answers(config, dataset(config.root))["AAA-1"]["exports"][0].startswith("more than ")


def test_a_value_that_is_missing_gives_way_to_the_one_before(config: Config) -> None:
    missing = 'exports,BBB,2021,,,M,office,"raw/table.csv#row=3",\n'
    found = answers(config, dataset(config.root, VALUES + missing))
    assert found["BBB"]["exports"] == ["US$330\u00a0bn", "2020"]


def test_answers_speak_the_language_of_the_site(config: Config) -> None:
    assert answers(config, dataset(config.root), "zh")["BBB"]["exports"] == [
        "3\u202f300亿美元",
        "2020年",
    ]


# --- The page of results ---


def test_the_page_of_results_leads_to_the_lists_that_there_are(config: Config) -> None:
    page = pages(view(config, dataset(config.root)))["search/index.md"]
    found = re.findall(r'href="\.\./([a-z]+)/"', page.markdown)
    assert found == [
        *("indicators", "economies", "topics", "stories", "claims"),
        *("packages", "sources", "data"),
    ]
    assert "<noscript>" in page.markdown
    assert "data-find" in page.markdown
