"""What the articles claim is entered as printed, and every verdict is one a reader should get."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest
from articles import dataset, rows, verdicts

from silkline import series
from silkline.claims import check_claims, judge, say
from silkline.messages import messages
from silkline.model import Outcome

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
    "xiao-yaqing-aspects": "cannot-be-checked",
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
    "beijing-bureau-gigabit": "cannot-be-checked",
    "beijing-bureau-foreign-share": "cannot-be-checked",
    "ji-lin-documents": "cannot-be-checked",
    # China Economic Times, 2022
    "li-jun-economy-share": "cannot-be-checked",
    "li-jun-trade-share": "cannot-be-checked",
    "chen-jin-directions": "cannot-be-checked",
    "chen-jin-exports-share": "cannot-be-checked",
    "wei-hao-trade-2015": "supported",
    "wei-hao-trade-2020": "supported",
    "wei-hao-trade-growth": "supported",
    "wei-hao-share-2015": "supported",
    "wei-hao-share-2020": "supported",
    "wei-hao-cbec-multiple": "cannot-be-checked",
    "wei-hao-cbec-growth": "cannot-be-checked",
    "wei-hao-cbec-export-growth": "cannot-be-checked",
    "chen-hongna-cbec": "revised",
    "chen-hongna-cbec-growth": "revised",
    "chen-hongna-trade-2011": "different-definition",
    "chen-hongna-trade-2020": "supported",
    "chen-hongna-trade-doubled": "not-supported",
    "chen-hongna-trade-cagr": "supported",
    "chen-hongna-share-2011": "supported",
    "chen-hongna-share-2020": "supported",
    "chen-hongna-share-world": "cannot-be-checked",
    "chen-hongna-considerations": "cannot-be-checked",
    "chen-hongna-cbec-retail-rank": "cannot-be-checked",
    "chen-hongna-growth-ip": "different-definition",
    "chen-hongna-growth-ip-world": "different-definition",
    "chen-hongna-growth-financial": "cannot-be-checked",
    "chen-hongna-growth-financial-world": "cannot-be-checked",
    "chen-hongna-growth-ict": "different-definition",
    "chen-hongna-growth-ict-world": "different-definition",
    "chen-hongna-presence": "cannot-be-checked",
    "chen-hongna-presence-us": "cannot-be-checked",
    # Belt and Road Portal, 2022
    "china-internet-report-size": "supported",
    "china-internet-report-share": "supported",
    "portal-controlled-processes": "cannot-be-checked",
    "portal-design-tools": "cannot-be-checked",
    "zhang-yong-stages": "cannot-be-checked",
    "liu-jian-years": "cannot-be-checked",
    "portal-dilemmas": "cannot-be-checked",
    "portal-security-msmes": "cannot-be-checked",
    "huawei-people": "cannot-be-checked",
    "huawei-countries": "cannot-be-checked",
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
    "wang-bingnan-trade": "US$264.3 billion by “Trade in digitally deliverable services”; "
    "claimed: US$203.6 billion",
    "wang-bingnan-trade-growth": "US$264.3 billion ÷ US$249.1 billion − 1 = 6.1 % by “Trade in "
    "digitally deliverable services”; claimed: 6.7 %",
    "wang-bingnan-trade-share": "US$203.6 billion ÷ US$783.9 billion = 26 %",
    "wang-bingnan-growth-gap": "6.7 % − (US$783.9 billion ÷ US$796.6 billion − 1) = 8.3 "
    "percentage points; claimed: 8.1 percentage points",
    "wei-hao-trade-2015": "US$200 billion; claimed: US$200 billion",
    "wei-hao-trade-2020": "US$294.76 billion; claimed: US$294.76 billion",
    "wei-hao-trade-growth": "US$294.76 billion ÷ US$200.00 billion − 1 = 47.4 %",
    "wei-hao-share-2015": "US$200.00 billion ÷ US$654.17 billion = 30.6 %",
    "wei-hao-share-2020": "US$294.76 billion ÷ US$661.72 billion = 44.5 %",
    "chen-hongna-cbec": "1.62 trillion yuan; claimed: 1.69 trillion yuan",
    "chen-hongna-cbec-growth": "1.6220 trillion yuan ÷ 1.2903 trillion yuan − 1 = 25.7 %; "
    "claimed: 31.1 %",
    "chen-hongna-trade-2011": "US$158.78 billion by “Trade in digitally deliverable services”; "
    "claimed: US$164.84 billion",
    "chen-hongna-trade-2020": "US$294.76 billion; claimed: US$294.76 billion",
    "chen-hongna-trade-doubled": "US$294.76 billion ÷ US$164.84 billion = 1.79 times; "
    "claimed: about 2 times",
    "chen-hongna-trade-cagr": "(US$294.76 billion ÷ US$164.84 billion)^(1/9) − 1 = 6.7 % a year",
    "chen-hongna-share-2011": "US$164.84 billion ÷ US$448.89 billion = 36.7 %",
    "chen-hongna-share-2020": "US$294.76 billion ÷ US$661.72 billion = 44.5 %",
    "chen-hongna-growth-ip": "(US$8 582.9 million ÷ US$743.3 million)^(1/9) − 1 = 31.2 % a year "
    "by “Receipts for the use of intellectual property”; claimed: 31.7 %",
    "chen-hongna-growth-ip-world": "(US$409.44 billion ÷ US$276.56 billion)^(1/9) − 1 = 4.46 % a "
    "year by “Receipts for the use of intellectual property”; claimed: less than 31.7 %",
    "chen-hongna-growth-ict": "(US$39.0 billion ÷ US$13.9 billion)^(1/9) − 1 = 12.1 % a year by "
    "“Exports of ICT services”; claimed: 17.4 %",
    "chen-hongna-growth-ict-world": "(US$785.5 billion ÷ US$374.5 billion)^(1/9) − 1 = 8.58 % a "
    "year by “Exports of ICT services”; claimed: less than 17.4 %",
    "china-internet-report-size": "45.5 trillion yuan; claimed: 45.5 trillion yuan",
    "china-internet-report-share": "39.8 %; claimed: 39.8 %",
    "portal-data-output": "6.6 ZB; claimed: 6.6 ZB",
    "economic-daily-cbec": "2.71 trillion yuan; claimed: 2.63 trillion yuan",
    "economic-daily-cbec-growth": "2.7072 trillion yuan ÷ 2.3744 trillion yuan − 1 = 14.0 %; "
    "claimed: 10.8 %",
}


def percent(part: str, whole: str, area: str, period: str) -> Decimal:
    """One indicator as a percentage of another."""
    values = [series.value_at(dataset(), i, area, period) for i in (part, whole)]
    first, second = (o.value for o in values if o and o.value is not None)
    return round(first / second * 100, 1)


# --- Verdicts ---


def arithmetic(claim: str) -> str:
    """The sum behind a verdict in words."""
    return say(dataset(), verdicts()[claim].arithmetic, messages("en"))


def reason(claim: str, language: str = "en") -> str:
    """Why a verdict was reached, in words."""
    return say(dataset(), verdicts()[claim].reason, messages(language))


def test_every_claim_has_the_outcome_that_a_statistician_would_give():
    ours = {name: v.outcome.value for name, v in verdicts().items() if name in OUTCOMES}
    assert ours == OUTCOMES


def test_every_claim_of_the_articles_is_among_the_outcomes():
    claims = {row["claim"] for name in OURS for row in rows(f"{name}/data/claims.csv")}
    assert claims == set(OUTCOMES)


@pytest.mark.parametrize("claim", sorted(ARITHMETIC))
def test_the_arithmetic_can_be_done_again_from_its_words(claim: str):
    assert arithmetic(claim).replace("\u202f", " ") == ARITHMETIC[claim]


def test_no_claim_has_arithmetic_that_nobody_has_read():
    assert {n for n, v in verdicts().items() if v.arithmetic and n in OUTCOMES} == set(ARITHMETIC)


def test_a_revision_names_the_claim_its_date_and_the_later_source():
    assert reason("economic-daily-cbec") == (
        "The publication of 8 April 2025 gave a first release; General Administration of Customs "
        "of China (2025) gives another."
    )


def test_what_rests_on_the_article_alone_says_so():
    alone = [
        name
        for name in verdicts()
        if reason(name).startswith("Agrees with other figures in the same publication")
    ]
    assert alone == ["chen-hongna-trade-cagr", "ji-lin-top50-share"]


def test_shares_of_two_publishers_name_both():
    unctad = "together with UNCTAD and World Trade Organization (2025)."
    reasons = {
        "wang-bingnan-trade-share": f"Agrees with a figure in the same publication taken {unctad}",
        "chen-hongna-share-2011": f"Agrees with a figure in the same publication taken {unctad}",
        "wei-hao-share-2015": f"Agrees with Ministry of Commerce (2021) {unctad}",
    }
    assert {claim: reason(claim) for claim in reasons} == reasons


def test_reasons_are_one_sentence_without_codes_of_databases():
    for name in verdicts():
        assert reason(name).endswith(".")
        assert not re.search(r"[a-z)]\. [A-Z]|[A-Z]{2}\.[A-Z]", reason(name))
        assert reason(name, "zh").endswith("。")
        assert not re.search(r"[a-z]{2} [a-z]+ [a-z]+ [a-z]+ ", reason(name, "zh"))


def test_an_undated_figure_is_shown_where_others_print_it_but_not_judged():
    undated = "The source does not say which period the figure is for; "
    found = {
        name: reason(name).removeprefix(undated).replace("\u202f", " ")
        for name in verdicts()
        if reason(name).startswith(undated)
    }
    assert found == {
        "xiao-yaqing-share": "CAICT (undated) gives 36.2 % for 2019.",
        "xiao-yaqing-size": "Chinese Academy of Cyberspace Studies (2020) gives 35.8 trillion "
        "yuan for 2019.",
        "xiao-yaqing-size-start": "Ministry of Industry and Information Technology (2022) gives "
        "11 trillion yuan for 2012.",
    }


def test_a_gap_of_two_publishers_is_not_held_against_the_speaker():
    found = verdicts()["wang-bingnan-growth-gap"]
    assert found.outcome is Outcome.UNCHECKED
    assert "figures of different producers may differ in scope or date" in reason(
        "wang-bingnan-growth-gap"
    )


def test_every_declared_check_is_possible():
    assert check_claims(dataset()) == ()


def test_judging_twice_gives_the_same():
    assert judge(dataset()) == verdicts()


# --- Claims as printed ---


def test_the_number_of_claims_by_article_is_known():
    statements = dataset().statements
    counted = Counter(statements[c.statement].source for c in dataset().claims.values())
    assert counted == {
        "beijing-organizing-committee-2021": 5,
        "belt-and-road-portal-2022": 15,
        "china-economic-times-2022": 31,
        "china-economic-weekly-2020": 19,
        "economic-daily-2025": 5,
    }


def test_a_claim_without_a_period_has_no_observation():
    undated = {c.id for c in dataset().claims.values() if not c.time_period}
    assert len(undated) == 25
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
    assert max(len(c.printed) for c in dataset().claims.values()) <= 29


def test_a_reading_of_a_doubtful_figure_keeps_the_printed_one():
    claim = dataset().claims["wang-bingnan-growth-gap"]
    assert (claim.printed, claim.text, claim.unit) == ("8.1% higher", "8.1", "percentage-points")
    assert "“8.1% higher”" in claim.note
    assert "8.1 percentage points" in claim.note


def test_every_claim_that_has_a_note_has_it_in_both_languages():
    assert [c.id for c in dataset().claims.values() if bool(c.note) != bool(c.note_zh)] == []


# --- Sources ---


def test_the_five_articles_are_sources_with_the_digest_of_their_text():
    found = {s.id: s for s in dataset().sources.values() if s.id in ARTICLES}
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


def test_figures_in_chinese_units_only_have_their_point_moved():
    places = {"100 million US dollars": -1, "100 million yuan": -4, "ten thousand": -2}
    found = []
    for name in OURS:
        for row in rows(f"{name}/data/observations.csv"):
            told = re.search(r"published there as (\S+) in units of (.+)$", row["note"])
            if told:
                assert Decimal(row["obs_value"]) == Decimal(told[1]).scaleb(places[told[2]])
                found.append(told[1])
    assert len(found) == 12


def test_both_parts_of_the_broad_measure_add_up_to_its_size():
    parts = ("digital-economy-digital-industries", "digital-economy-other-industries")
    values = [series.value_at(dataset(), i, "CHN", "2021") for i in parts]
    assert round(sum(o.value for o in values if o and o.value), 1) == Decimal("45.5")
    caveat = dataset().indicators["digital-economy-size"].caveat
    assert "37.18 of 45.5 trillion yuan in 2021" in caveat


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


def test_the_wider_scope_of_the_ministry_implies_the_figure_named_for_2019():
    level = series.value_at(dataset(), "digital-service-trade", "CHN", "2020")
    growth = series.value_at(dataset(), "digital-service-trade-growth", "CHN", "2020")
    assert level
    assert level.value
    assert growth
    assert growth.value
    assert round(level.value / (1 + growth.value / 100)) == 272
    assert "about US$272 billion" in dataset().indicators["digital-trade-mofcom"].caveat
    assert "about US$272 billion" in dataset().claims["wang-bingnan-trade"].note


@pytest.mark.parametrize(
    "claim", ["wei-hao-trade-2015", "wei-hao-trade-2020", "chen-hongna-trade-2020"]
)
def test_the_note_of_a_confirmed_level_gives_unctads_figure(claim: str):
    found = dataset().claims[claim]
    theirs = series.value_at(dataset(), "dds-trade", "CHN", found.time_period)
    assert theirs
    assert theirs.value
    shown = round(theirs.value / 1000, 1)
    assert f"in {found.time_period} is US${shown} billion." in found.note
    assert f"为{shown * 10:.0f}亿美元。" in found.note_zh


def test_first_releases_give_the_growth_that_notes_say():
    values = {
        o.time_period: o.value for o in series.by_area(dataset(), "cross-border-ecommerce")["CHN"]
    }
    rises = {
        "chen-hongna-cbec-growth": (Decimal("1.69"), values["2019"], "gives 31.0 %"),
        "economic-daily-cbec-growth": (Decimal("2.63"), values["2023"], "gives 10.8 %"),
    }
    for claim, (now, then, words) in rises.items():
        note = dataset().claims[claim].note
        assert then
        assert f"gives {round((now / then - 1) * 100, 1)} %" == words
        assert words in note
        assert f"{then} trillion yuan" in note


def test_the_rise_that_was_called_a_doubling_is_the_one_named():
    rise = (Decimal("294.76") / Decimal("164.84") - 1) * 100
    note = dataset().claims["chen-hongna-trade-doubled"].note
    assert note == f"The sentence gives both values itself: the rise is {rise:.0f} %."


def test_the_note_on_the_gap_of_growth_rates_computes_right():
    values = {y: series.value_at(dataset(), "services-trade", "CHN", y) for y in ("2018", "2019")}
    now, then = values["2019"], values["2018"]
    assert now
    assert now.value
    assert then
    assert then.value
    note = dataset().claims["wang-bingnan-growth-gap"].note
    assert round((now.value / then.value - 1) * 100, 1) == Decimal("-1.6")
    assert "it is −1.6 % in the data of UNCTAD" in note
    assert Decimal("6.7") - Decimal("8.1") == Decimal("-1.4")
    assert round(Decimal("6.7") / Decimal("1.081"), 1) == Decimal("6.2")


def test_the_growth_that_would_come_of_joining_two_definitions_is_named():
    assert round((Decimal("294.76") / Decimal("203.6") - 1) * 100) == 45
    assert "growth of 45 %" in dataset().indicators["digital-trade-mofcom"].caveat
