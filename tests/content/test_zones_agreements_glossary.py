"""Zones, agreements and terms hold what the sources say of them, at the place where they say it."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

PACKAGES = Path(__file__).resolve().parents[2] / "datapackages"
ZONES = "zones-and-agreements"
RCEP = "AUS BRN CHN IDN JPN KHM KOR LAO MMR MYS NZL PHL SGP THA VNM"
CPTPP = "AUS BRN CAN CHL GBR JPN MEX MYS NZL PER SGP VNM"
ASEAN = "BRN IDN KHM LAO MMR MYS PHL SGP THA VNM"

PLACES = {
    "zhongguancun-software-park": {"beijing 5.3", "beijing 9.3", "weekly 10.1"},
    "jinzhan": {"beijing 5.3", "beijing 9.3", "weekly 10.1"},
    "daxing-airport-area": {"beijing 5.3", "beijing 9.3", "weekly 10.1"},
    "beijing-digital-trade-pilot-zone": {"beijing 9.3", "times 8.2", "weekly 10.1"},
    "beijing-digital-trade-demonstration-zone": {
        "beijing 9.3",
        "times 8.1",
        "times 8.2",
        "weekly 10.1",
    },
    "digital-trade-demonstration-zones": {
        "times 1.1",
        "times 2.3",
        "times 3.2",
        "times 5.1",
        "times 8.1",
    },
    "national-digital-service-export-bases": {"beijing 9.3", "daily 5.1", "weekly 10.1"},
    "qianhai-cluster": {"daily 5.2"},
    "two-zones": {"beijing 3.1"},
    "beijing-pilot-free-trade-zone": {"beijing 4.2"},
    "rcep": {"portal 25.2", "daily 17.2"},
    "cptpp": {"daily 17.2"},
    "depa": {"daily 17.2"},
    "wto": {"daily 17.2"},
    "g20": {"weekly 8.11", "daily 17.2"},
    "g20-digital-economy-ministers-meeting": {"weekly 8.11"},
    "apec": {"daily 17.2"},
    "brics": {"weekly 8.12", "daily 18.1"},
    "sco": {"daily 18.1"},
    "china-asean": {"weekly 8.11", "portal 25.1"},
    "china-asean-year-of-digital-economy-cooperation": {"weekly 8.11"},
    "china-africa": {"daily 18.1"},
    "china-arab": {"daily 18.1"},
    "china-russia": {"weekly 8.12"},
    "china-eu": {"weekly 8.12"},
    "digital-belt-and-road": {"daily 17.1"},
    "partner2connect": {"portal 27.1"},
    "high-level-free-trade-agreement-rules": {"times 8.1"},
}
SHORT = {
    "beijing-organizing-committee-2021": "beijing",
    "belt-and-road-portal-2022": "portal",
    "china-economic-times-2022": "times",
    "china-economic-weekly-2020": "weekly",
    "economic-daily-2025": "daily",
}


@cache
def _rows(package: str, table: str) -> tuple[dict[str, str], ...]:
    path = PACKAGES / package / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _members(entry: str, role: str = "member") -> list[str]:
    rows = _rows(ZONES, "members")
    return [r["ref_area"] for r in rows if (r["entry"], r["role"]) == (entry, role)]


@pytest.mark.parametrize("entry", PLACES)
def test_every_place_where_an_article_names_it_is_listed(entry: str) -> None:
    places = {
        f"{SHORT[r['source']]} {r['paragraph']}.{r['sentence']}"
        for r in _rows(ZONES, "mentions")
        if r["entry"] == entry and r["source"] in SHORT
    }

    assert places == PLACES[entry]


def test_one_area_keeps_the_two_names_under_which_it_is_printed() -> None:
    printed = {
        r["printed"] for r in _rows(ZONES, "mentions") if r["entry"] == "daxing-airport-area"
    }

    assert printed == {
        "Daxing Airport Area of Free Trade Zone",
        "China (Hebei) Pilot Free Trade Zone Daxing Airport Area",
    }


def test_brics_keeps_both_spellings() -> None:
    printed = {r["printed"] for r in _rows(ZONES, "mentions") if r["entry"] == "brics"}

    assert printed == {"BRICs", "BRICS cooperation"}


def test_a_quotation_is_a_few_words() -> None:
    long = [r for r in _rows(ZONES, "mentions") if len(r["printed"].split()) > 12]

    assert not long


def test_members_are_those_of_the_list_of_treaties() -> None:
    assert " ".join(_members("rcep")) == RCEP
    assert " ".join(_members("cptpp")) == CPTPP
    assert " ".join(_members("asean")) == ASEAN
    assert sorted(_members("asean-china-fta")) == sorted(["CHN", *_members("asean")])


def test_china_is_a_member_of_one_and_an_applicant_to_two() -> None:
    assert "CHN" in _members("rcep")
    assert _members("cptpp", "applicant") == ["CHN"]
    assert _members("depa", "applicant") == ["CHN"]
    assert not _members("depa")


def test_no_member_has_a_date_that_no_source_gives() -> None:
    assert not [r for r in _rows(ZONES, "members") if r["since"]]


def test_pilot_zones_were_approved_four_times_in_59_cities() -> None:
    rows = [r for r in _rows(ZONES, "dates") if r["entry"] == "cross-border-ecommerce-pilot-zones"]

    assert [r["date"] for r in rows] == ["2015-03-07", "2016-01-12", "2018-07-24", "2019-12-15"]
    assert {r["event"] for r in rows} == {"approved"}
    cities = [int(n) for r in rows for n in re.findall(r"(\d+) cities", r["note"])]
    assert 1 + sum(cities) == 59


def test_no_source_says_that_a_target_was_reached() -> None:
    assert {r["result"] for r in _rows(ZONES, "targets")} == {"unknown"}


def test_the_glossary_has_one_chinese_word_for_a_term() -> None:
    words = [r["title_zh"] for r in _rows("glossary", "terms")]

    assert len(words) >= 60
    assert len(set(words)) == len(words)


def test_no_term_is_another_term_s_word_to_avoid() -> None:
    avoided = {word for r in _rows("glossary", "terms") for word in r["avoid_zh"].split()}

    assert not [r["term"] for r in _rows("glossary", "terms") if r["title_zh"] in avoided]
