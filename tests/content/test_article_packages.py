"""What the articles claim is entered as printed, and every verdict is one a reader should get."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from silkline import series
from silkline.claims import check_claims, judge
from silkline.derive import derive
from silkline.load import load_package
from silkline.model import Dataset, Outcome, Verdict
from silkline.tabular import read_table

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "datapackages"
OURS = ("digital-economy", "digital-trade")
ARTICLES = {
    "beijing-organizing-committee-2021": "2021-02-22",
    "belt-and-road-portal-2022": "2022-12-22",
    "china-economic-times-2022": "2022",
    "china-economic-weekly-2020": "2020-09-14",
    "economic-daily-2025": "2025-04-08",
}

OUTCOMES = {
    # China Economic Weekly, 2020: the minister's figures have no year
    "xiao-yaqing-size-start": "cannot-be-checked",
    "xiao-yaqing-size": "cannot-be-checked",
    "xiao-yaqing-share": "cannot-be-checked",
    "xiao-yaqing-5g-users": "cannot-be-checked",
    "ji-lin-beijing-share": "cannot-be-checked",
    "ji-lin-beijing-share-rank": "cannot-be-checked",
    "ji-lin-top50-enterprises": "cannot-be-checked",
    "ji-lin-top50-list": "cannot-be-checked",
    "ji-lin-top50-share": "supported",
    "ji-lin-top50-rank": "cannot-be-checked",
    "ji-lin-services-rank": "cannot-be-checked",
    "wang-bingnan-trade": "different-definition",
    "wang-bingnan-trade-growth": "different-definition",
    "wang-bingnan-trade-share": "supported",
    "wang-bingnan-growth-gap": "cannot-be-checked",
    "wang-bingnan-outsourcing": "cannot-be-checked",
    "wang-bingnan-outsourcing-growth": "cannot-be-checked",
    "wang-bingnan-outsourcing-rank": "cannot-be-checked",
    # Beijing, 2021: targets
    "beijing-bureau-projects": "cannot-be-checked",
    "beijing-bureau-investment": "cannot-be-checked",
    # China Economic Times, 2022
    "li-jun-economy-share": "cannot-be-checked",
    "li-jun-trade-share": "cannot-be-checked",
    "chen-jin-exports-share": "cannot-be-checked",
    "wei-hao-trade-2015": "different-definition",
    "wei-hao-trade-2020": "different-definition",
    "wei-hao-trade-growth": "supported",
    "wei-hao-share-2015": "supported",
    "wei-hao-share-2020": "supported",
    "wei-hao-cbec-multiple": "cannot-be-checked",
    "wei-hao-cbec-growth": "cannot-be-checked",
    "wei-hao-cbec-export-growth": "cannot-be-checked",
    "chen-hongna-cbec": "revised",
    "chen-hongna-cbec-growth": "revised",
    "chen-hongna-trade-2011": "different-definition",
    "chen-hongna-trade-2020": "different-definition",
    "chen-hongna-trade-doubled": "not-supported",
    "chen-hongna-trade-cagr": "supported",
    "chen-hongna-share-2011": "supported",
    "chen-hongna-share-2020": "supported",
    "chen-hongna-share-world": "cannot-be-checked",
    "chen-hongna-growth-ip": "cannot-be-checked",
    "chen-hongna-growth-financial": "cannot-be-checked",
    "chen-hongna-growth-ict": "cannot-be-checked",
    "chen-hongna-presence": "cannot-be-checked",
    "chen-hongna-presence-us": "cannot-be-checked",
    # Belt and Road Portal, 2022
    "china-internet-report-size": "supported",
    "china-internet-report-share": "supported",
    "portal-controlled-processes": "cannot-be-checked",
    "portal-design-tools": "cannot-be-checked",
    "portal-msmes": "cannot-be-checked",
    "portal-msme-share": "cannot-be-checked",
    "portal-data-output": "supported",
    "portal-data-output-growth": "cannot-be-checked",
    "portal-data-output-rank": "cannot-be-checked",
    # Economic Daily, 2025
    "economic-daily-cbec": "revised",
    "economic-daily-cbec-growth": "revised",
    "economic-daily-qianhai-enterprises": "cannot-be-checked",
    "economic-daily-qianhai-trade": "cannot-be-checked",
    "economic-daily-qianhai-growth": "cannot-be-checked",
}

ARITHMETIC = {
    "ji-lin-top50-share": "22 ÷ 50 = 44 %",
    "wang-bingnan-trade": "US$264 277 million = US$264.277 billion by “Trade in digitally "
    "deliverable services”; printed: US$203.6 billion",
    "wang-bingnan-trade-growth": "264 277 ÷ 249 086 − 1 = 6.1 % by “Trade in digitally "
    "deliverable services”, figures in US$ million; printed: 6.7 %",
    "wang-bingnan-trade-share": "US$203.6 billion ÷ US$783 872.25 million = 26 %",
    "wang-bingnan-growth-gap": "6.7 % − (783 872.25 ÷ 796 605.2 − 1) = 8.3 percentage points, "
    "figures in US$ million",
    "wei-hao-trade-2015": "US$174 089 million = US$174.089 billion by “Trade in digitally "
    "deliverable services”; printed: US$200 billion",
    "wei-hao-trade-growth": "294.76 ÷ 200 − 1 = 47.4 %, figures in US$ billion",
    "wei-hao-share-2015": "US$200 billion ÷ US$654 174.651 million = 30.6 %",
    "wei-hao-share-2020": "US$294.76 billion ÷ US$661 716.492 million = 44.5 %",
    "chen-hongna-cbec": "1.6220 trillion yuan; printed: 1.69 trillion yuan",
    "chen-hongna-cbec-growth": "1.6220 ÷ 1.2903 − 1 = 25.7 %, figures in trillion yuan",
    "chen-hongna-trade-2011": "US$158 777 million = US$158.777 billion by “Trade in digitally "
    "deliverable services”; printed: US$164.84 billion",
    "chen-hongna-trade-doubled": "294.76 ÷ 164.84 = 1.79 times, figures in US$ billion",
    "chen-hongna-trade-cagr": "(294.76 ÷ 164.84)^(1/9) − 1 = 6.7 %, figures in US$ billion",
    "chen-hongna-share-2011": "US$164.84 billion ÷ US$448 891.024 million = 36.7 %",
    "china-internet-report-size": "45.5 trillion yuan; printed: 45.5 trillion yuan",
    "china-internet-report-share": "39.8 %; printed: 39.8 %",
    "portal-data-output": "6.6 ZB; printed: 6.6 ZB",
    "economic-daily-cbec": "2.7072 trillion yuan; printed: 2.63 trillion yuan",
    "economic-daily-cbec-growth": "2.7072 ÷ 2.3744 − 1 = 14.0 %, figures in trillion yuan",
}


@cache
def dataset() -> Dataset:
    """The observatory's data set, derived figures included."""
    loaded = [load_package(path.parent, ROOT) for path in PACKAGES.glob("*/datapackage.json")]
    packages = [package for package, _ in loaded if package]
    tables = {(p.name, r.name): read_table(p, r, ROOT) for p in packages for r in p.resources}
    return derive(series.assemble(packages, tables))


@cache
def verdicts() -> dict[str, Verdict]:
    """The verdict on every claim."""
    return judge(dataset())


@cache
def rows(path: str) -> list[dict[str, str]]:
    """Rows of a table of ours."""
    with (PACKAGES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def percent(part: str, whole: str, area: str, period: str) -> Decimal:
    """One indicator as a percentage of another."""
    values = [series.value_at(dataset(), i, area, period) for i in (part, whole)]
    first, second = (o.value for o in values if o and o.value is not None)
    return round(first / second * 100, 1)


# --- Verdicts ---


def test_every_claim_has_the_outcome_that_a_statistician_would_give():
    ours = {name: v.outcome.value for name, v in verdicts().items() if name in OUTCOMES}
    assert ours == OUTCOMES


def test_every_claim_of_the_articles_is_among_the_outcomes():
    claims = {row["claim"] for name in OURS for row in rows(f"{name}/data/claims.csv")}
    assert claims == set(OUTCOMES)


@pytest.mark.parametrize("claim", sorted(ARITHMETIC))
def test_the_arithmetic_can_be_done_again_from_its_words(claim: str):
    assert verdicts()[claim].arithmetic.replace("\u202f", " ") == ARITHMETIC[claim]


def test_no_claim_has_arithmetic_that_nobody_has_read():
    assert {n for n, v in verdicts().items() if v.arithmetic and n in OUTCOMES} - {
        "wei-hao-trade-2020",
        "chen-hongna-trade-2020",
        "chen-hongna-share-2020",
    } == set(ARITHMETIC)


def test_a_revision_names_the_claim_its_date_and_the_later_source():
    assert verdicts()["economic-daily-cbec"].reason == (
        "The claim of 8 April 2025 gave a first release; General Administration of Customs of "
        "China, “Cross-border e-commerce imports and exports, 2018 to 2024 (China Digital Trade "
        "Development Report 2025, table 11)” (2025) gives another."
    )


def test_what_rests_on_the_article_alone_says_so():
    alone = [
        name
        for name, v in verdicts().items()
        if v.reason.startswith("Agrees with the other figures of the same source")
    ]
    assert alone == ["chen-hongna-trade-cagr", "ji-lin-top50-share", "wei-hao-trade-growth"]


def test_shares_of_two_publishers_name_both():
    for claim in ("wang-bingnan-trade-share", "wei-hao-share-2015", "chen-hongna-share-2011"):
        reason = verdicts()[claim].reason
        assert reason.startswith("Agrees with a figure of the same source taken together with UN")


def test_a_gap_of_two_publishers_is_not_held_against_the_speaker():
    found = verdicts()["wang-bingnan-growth-gap"]
    assert found.outcome is Outcome.UNCHECKED
    assert "figures of different producers may differ in scope or date" in found.reason


def test_every_declared_check_is_possible():
    assert check_claims(dataset()) == ()


def test_judging_twice_gives_the_same():
    assert judge(dataset()) == verdicts()


# --- Claims as printed ---


def test_the_number_of_claims_by_article_is_known():
    statements = dataset().statements
    counted = Counter(statements[c.statement].source for c in dataset().claims.values())
    assert counted == {
        "beijing-organizing-committee-2021": 2,
        "belt-and-road-portal-2022": 9,
        "china-economic-times-2022": 25,
        "china-economic-weekly-2020": 18,
        "economic-daily-2025": 5,
    }


def test_a_claim_without_a_period_has_no_observation():
    undated = {c.id for c in dataset().claims.values() if not c.time_period}
    assert len(undated) == 15
    observed = {o.evidence for group in dataset().observations.values() for o in group}
    assert not {f"claim:{name}" for name in undated} & observed


def test_an_observation_taken_from_a_claim_is_that_claim():
    found = [
        o
        for group in dataset().observations.values()
        for o in group
        if o.evidence.startswith("claim:")
    ]
    assert len(found) == 34
    for o in found:
        claim = dataset().claims[o.evidence.removeprefix("claim:")]
        source = dataset().statements[claim.statement].source
        assert (o.indicator, o.ref_area, o.time_period, o.text, o.qualifier, o.source) == (
            claim.indicator,
            claim.ref_area,
            claim.time_period,
            claim.text,
            claim.qualifier,
            source,
        )
        assert claim.unit == dataset().indicators[o.indicator].unit


def test_a_figure_as_printed_is_a_few_words():
    assert max(len(c.printed) for c in dataset().claims.values()) <= 26


def test_a_reading_of_a_doubtful_figure_keeps_the_printed_one():
    claim = dataset().claims["wang-bingnan-growth-gap"]
    assert (claim.printed, claim.text, claim.unit) == ("8.1% higher", "8.1", "percentage-points")
    assert "“8.1% higher”" in claim.note
    assert "8.1 percentage points" in claim.note


def test_every_claim_that_has_a_note_has_it_in_both_languages():
    assert [c.id for c in dataset().claims.values() if bool(c.note) != bool(c.note_zh)] == []


# --- Sources ---


def test_the_five_articles_are_sources_with_the_digest_of_their_text():
    found = {s.id: s for s in dataset().sources.values() if s.preference == 9}
    assert {name: s.published for name, s in found.items()} == ARTICLES
    assert all(len(s.sha256) == 64 and not s.file for s in found.values())
    assert {s.retrieved for s in found.values()} == {"2026-11-21"}


def test_every_statement_stands_in_an_article_and_has_a_speaker():
    for statement in dataset().statements.values():
        assert statement.source in ARTICLES
        assert statement.speaker
        assert statement.role
        assert statement.paragraph > 1


def test_a_figure_without_a_claim_says_where_it_was_found():
    for name in OURS:
        for row in rows(f"{name}/data/observations.csv"):
            assert row["evidence"] or row["note"]


# --- Main series ---


def test_the_customs_revised_series_is_the_main_one():
    found = series.by_area(dataset(), "cross-border-ecommerce")["CHN"]
    assert [(o.time_period, o.text) for o in found] == [
        ("2018", "1.0557"),
        ("2019", "1.2903"),
        ("2020", "1.6220"),
        ("2021", "1.9237"),
        ("2022", "2.0599"),
        ("2023", "2.3744"),
        ("2024", "2.7072"),
    ]
    assert {o.source for o in found} == {"customs-cbec-2025"}


def test_first_releases_stay_beside_it_and_are_marked():
    others = series.alternatives(dataset(), "cross-border-ecommerce")
    assert {
        key: [(o.text, o.status, o.source) for o in group] for key, group in others.items()
    } == {
        ("CHN", "2020"): [("1.69", "P", "china-economic-times-2022")],
        ("CHN", "2024"): [("2.63", "P", "economic-daily-2025")],
    }


def test_customs_figures_are_those_of_the_table_with_the_point_moved():
    for row in rows("digital-trade/data/observations.csv"):
        if row["source"] == "customs-cbec-2025":
            published = row["note"].removeprefix("Table 11; published there as ").split()[0]
            assert Decimal(row["obs_value"]) == Decimal(published).scaleb(-4)


def test_the_size_of_the_digital_economy_is_dated_by_who_dated_it():
    found = series.by_area(dataset(), "digital-economy-size")["CHN"]
    assert [(o.time_period, o.text, o.source) for o in found] == [
        ("2012", "11", "miit-2022"),
        ("2017", "27.2", "cac-2021"),
        ("2019", "35.8", "china-internet-report-2020"),
        ("2021", "45.5", "caict-2022"),
    ]


def test_three_things_called_digital_trade_are_three_indicators():
    three = ("digital-trade-mofcom", "digital-service-trade", "dds-trade")
    indicators = dataset().indicators
    assert len({indicators[i].title for i in three}) == 3
    assert set(indicators["digital-trade-mofcom"].related) >= set(three[1:])
    assert set(indicators["digital-service-trade"].related) >= {three[0], three[2]}
    for name in three[:2]:
        assert "must not be joined in one line" in indicators[name].caveat
    periods = {i: {o.time_period for o in dataset().observations[i]} for i in three[:2]}
    assert periods == {three[0]: {"2019"}, three[1]: {"2011", "2015", "2020"}}


def test_beijing_and_qianhai_have_figures_of_their_own():
    found = {
        (o.ref_area, o.indicator): (o.text, o.qualifier.value)
        for group in dataset().observations.values()
        for o in group
        if o.ref_area in {"CN-BJ", "CN-X-QIANHAI"}
    }
    assert found == {
        ("CN-BJ", "big-data-top50-enterprises"): ("22", ""),
        ("CN-BJ", "big-data-top50-share"): ("44", ""),
        ("CN-BJ", "digital-economy-share-of-gdp"): ("50", "more_than"),
        ("CN-X-QIANHAI", "cross-border-ecommerce-zone"): ("120", "more_than"),
        ("CN-X-QIANHAI", "cross-border-ecommerce-zone-growth"): ("100", "more_than"),
    }


# --- Numbers in notes and caveats ---


def test_figures_named_in_notes_follow_from_the_data():
    claims = dataset().claims
    shares = {
        "54.0 % in 2020": percent("dds-exports", "services-exports", "CHN", "2020"),
        "48.5 % in 2021": percent("dds-exports", "services-exports", "CHN", "2021"),
    }
    world = {
        "62.5 % of exports": percent("dds-exports", "services-exports", "WLD", "2020"),
        "60.7 % of exports and imports": percent("dds-trade", "services-trade", "WLD", "2020"),
    }
    for words, value in shares.items():
        assert words in claims["chen-jin-exports-share"].note
        assert Decimal(words.split()[0]) == value
    for words, value in world.items():
        assert words in claims["chen-hongna-share-world"].note
        assert Decimal(words.split()[0]) == value


def test_the_yearly_rate_by_the_other_definition_is_the_one_named():
    first, last = (series.value_at(dataset(), "dds-trade", "CHN", y) for y in ("2011", "2020"))
    assert first
    assert last
    assert first.value
    assert last.value
    rate = ((last.value / first.value) ** (Decimal(1) / 9) - 1) * 100
    assert round(rate, 1) == Decimal("6.8")
    assert "grew by 6.8 % a year" in dataset().claims["chen-hongna-trade-cagr"].note


def test_the_caveat_of_digital_service_trade_gives_its_true_distance_from_unctad():
    ours = series.by_area(dataset(), "digital-service-trade")["CHN"]
    far = []
    for o in ours:
        theirs = series.value_at(dataset(), "dds-trade", "CHN", o.time_period)
        assert o.value
        assert theirs
        assert theirs.value
        far.append(round((o.value * 1000 / theirs.value - 1) * 100))
    assert (min(far), max(far)) == (3, 15)
    caveat = dataset().indicators["digital-service-trade"].caveat
    assert "3 to 15 % above UNCTAD’s figure" in caveat


def test_the_growth_that_would_come_of_joining_two_definitions_is_named():
    assert round((Decimal("294.76") / Decimal("203.6") - 1) * 100) == 45
    assert "growth of 45 %" in dataset().indicators["digital-trade-mofcom"].caveat
