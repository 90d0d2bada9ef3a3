"""What the articles name of policies, rules, reports, events and ideas stands in the registers."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

PACKAGES = Path(__file__).resolve().parents[2] / "datapackages"
OURS = PACKAGES / "policies-and-ideas" / "data"
TRACKER = "unctad-cyberlaw-2026"
MAX_PRINTED = 60

Row = dict[str, str]


@cache
def rows(path: Path) -> list[Row]:
    """Rows of a table as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ours(name: str) -> list[Row]:
    """Rows of a table of this package."""
    return rows(OURS / f"{name}.csv")


def ids(table: str, column: str) -> set[str]:
    """Ids of a table in all packages."""
    return {row[column] for path in PACKAGES.glob(f"*/data/{table}.csv") for row in rows(path)}


def parts(entry: str) -> set[str]:
    """Entries that are part of another."""
    return {
        row["entry"]
        for row in ours("links")
        if (row["relation"], row["kind"], row["target"]) == ("part_of", "entry", entry)
    }


def test_the_registers_follow_those_of_zones_and_agreements() -> None:
    found = {row["register"]: row["order"] for row in ours("registers")}
    assert found == {
        "policies": "3",
        "rule-topics": "4",
        "reports": "5",
        "events": "6",
        "concepts": "7",
    }


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("two-zones-projects-a-year", ("more_than", "20", "count", "")),
        ("two-zones-investment-a-year", ("more_than", "10", "cny-billion", "")),
        ("two-zones-vpn-foreign-share", ("up_to", "50", "percent", "")),
        ("two-zones-full-gigabit", ("", "100", "percent", "")),
        ("two-zones-targeted-5g", ("", "", "", "")),
    ],
)
def test_targets_have_the_figures_of_the_work_plan(
    target: str, expected: tuple[str, str, str, str]
) -> None:
    row = next(row for row in ours("targets") if row["target"] == target)
    assert (row["obs_qualifier"], row["value"], row["unit"], row["due"]) == expected


def test_no_target_is_called_met_or_missed_without_a_source_that_says_so() -> None:
    assert {row["result"] for row in ours("targets")} == {"unknown"}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("beijing-new-business-forms-opinions", {("2020-06-10", "published")}),
        ("ciftis-2020", {("2020-09-04/2020-09-09", "held")}),
        ("digital-trade-summit-forum-2020", {("2020-09-05", "held")}),
        ("csd-forum-2022", {("2022-11", "held")}),
        ("digital-trade-conference", set()),
    ],
)
def test_dates_are_those_of_the_articles(entry: str, expected: set[tuple[str, str]]) -> None:
    found = {(row["date"], row["event"]) for row in ours("dates") if row["entry"] == entry}
    assert found == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (
            "five-dilemmas-of-msmes",
            {
                "lack-of-funds",
                "lack-of-guarantee",
                "lack-of-results",
                "lack-of-talent",
                "lack-of-technology",
            },
        ),
        (
            "three-stages-of-digital-development",
            {"digital-circulation", "digital-computing", "digital-logistics"},
        ),
        (
            "cast-three-measures",
            {"cast-cross-border-collaboration", "cast-digital-talent", "cast-opening-up"},
        ),
        (
            "miit-four-aspects",
            {
                "miit-digital-governance",
                "miit-digital-industrialisation",
                "miit-industrial-digitalisation",
                "miit-opening-up",
            },
        ),
        (
            "beijing-new-business-forms-opinions",
            {
                "beijing-new-business-forms-documents",
                "new-consumption",
                "new-infrastructure",
                "new-opening-up",
                "new-scenarios",
                "new-services",
            },
        ),
    ],
)
def test_what_an_article_counts_has_that_many_parts(whole: str, expected: set[str]) -> None:
    assert parts(whole) == expected


def test_every_entry_is_named_somewhere() -> None:
    assert {row["entry"] for row in ours("entries")} == {row["entry"] for row in ours("mentions")}


def test_words_as_printed_are_few() -> None:
    printed = [row["printed"] for table in ("mentions", "targets") for row in ours(table)]
    assert [text for text in printed if len(text) > MAX_PRINTED] == []


def test_links_lead_somewhere() -> None:
    known = {
        "entry": ids("entries", "entry"),
        "indicator": ids("indicators", "indicator"),
        "claim": ids("claims", "claim"),
        "topic": ids("topics", "topic"),
    }
    lost = [row for row in ours("links") if row["target"] not in known[row["kind"]]]
    assert lost == []


def test_china_has_laws_in_four_of_the_five_fields_of_the_tracker() -> None:
    notes = {row["entry"]: row["note"] for row in ours("mentions") if row["source"] == TRACKER}
    assert {row["entry"] for row in ours("dates") if row["source"] == TRACKER} <= {
        "unctad-cyberlaw-tracker"
    }
    assert {entry for entry, note in notes.items() if "records legislation of China" in note} == {
        "cybercrime",
        "digital-transactions",
        "online-consumer-protection",
        "personal-privacy-protection",
    }
    assert "records no legislation of China" in notes["digital-taxation"]


def test_sources_that_stand_in_other_packages_have_the_same_row() -> None:
    others = {
        row["source"]: row
        for name in ("digital-economy", "digital-trade")
        for row in rows(PACKAGES / name / "data" / "sources.csv")
    }
    here = {row["source"]: row for row in ours("sources")}
    assert {source: row for source, row in here.items() if others.get(source, row) != row} == {}
    assert set(here) - set(others) == {TRACKER}
