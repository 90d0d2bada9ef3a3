"""Claims are computed again, compared as precisely as they were printed, and judged by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from figures import make_dataset

from silkline.claims import check_claims, judge, say
from silkline.claims.words import cited
from silkline.messages import messages
from silkline.model import Verdict
from silkline.problems import Problem

OFFICE = "The Office (2024)"
OWN = "other figures in the same publication, the only ones at hand"


def verdict(claim: str, *observations: str, derived: Sequence[str] = ()) -> Verdict:
    """The verdict on one claim made in The Paper of 1 May 2022."""
    dataset = make_dataset(observations=observations, claims=[claim], derived=derived)
    return judge(dataset)["c1"]


def told(
    claim: str, *observations: str, derived: Sequence[str] = (), language: str = "en"
) -> tuple[str, str, str]:
    """Outcome, arithmetic and reason of a verdict, with ordinary spaces."""
    dataset = make_dataset(observations=observations, claims=[claim], derived=derived)
    found = judge(dataset)["c1"]
    texts = (say(dataset, part, messages(language)) for part in (found.arithmetic, found.reason))
    arithmetic, reason = (text.replace("\u202f", " ") for text in texts)
    return found.outcome.value, arithmetic, reason


# --- In another language ---


@pytest.mark.parametrize(
    ("claim", "observations", "arithmetic", "reason"),
    [
        (
            "sales,AAA,2020,,45.5,usd-billion,US$45.5bn,level,,,,same,,",
            ["sales,AAA,2020,45.48,,A,office,,"],
            "455亿美元；原文：455亿美元",
            "与The Office（2024）一致。",
        ),
        (
            "sales,AAA,2020,,45.5,usd-billion,US$45.5bn,level,,,,same,,",
            [],
            "",
            "数据中没有其他来源给出“Sales”（Aland，2020年）的确切数值。",
        ),
        (
            "sales,AAA,2020,more_than,50,percent,50%,growth,sales,2019,,same,,",
            ["sales,AAA,2019,10.5,,A,office,,", "sales,AAA,2020,21.5,,A,office,,"],
            "215亿美元 ÷ 105亿美元 − 1 = 104.76%",
            "与The Office（2024）一致。",
        ),
    ],
)
def test_a_verdict_is_told_in_chinese_order_with_chinese_figures(
    claim: str, observations: list[str], arithmetic: str, reason: str
):
    found = told(claim, *observations, language="zh")
    assert found[1:] == (arithmetic, reason)


# --- Levels ---


def test_a_level_is_supported_by_another_source_that_gives_it():
    assert told(
        "sales,AAA,2020,,45.5,usd-billion,US$45.5bn,level,,,,same,,",
        "sales,AAA,2020,45.5,,A,paper,claim:c1,",
        "sales,AAA,2020,45.48,,A,office,,",
    ) == (
        "supported",
        "US$45.5 billion; claimed: US$45.5 billion",
        f"Agrees with {OFFICE}.",
    )


def test_a_source_cannot_confirm_its_own_level():
    assert told(
        "sales,AAA,2020,,45.5,usd-billion,US$45.5bn,level,,,,same,,",
        "sales,AAA,2020,45.5,,A,paper,claim:c1,",
    ) == (
        "cannot-be-checked",
        "",
        "No other source in the data gives exact figures for “Sales” (Aland, 2020).",
    )


def test_a_level_is_shown_in_the_unit_and_with_the_decimals_of_the_claim():
    assert told(
        "exports,AAA,2020,,286.3,usd-billion,US$286.3 billion,level,,,,same,,",
        "exports,AAA,2020,286301,,A,office,,",
    ) == (
        "supported",
        "US$286.3 billion; claimed: US$286.3 billion",
        f"Agrees with {OFFICE}.",
    )


def test_figures_carry_narrow_spaces_that_do_not_break():
    dataset = make_dataset(
        claims=["growth,AAA,2020,,5.0,percent,5.0 percent,level,,,,same,,"],
        observations=["growth,AAA,2020,5,,A,early,,"],
    )
    found = say(dataset, judge(dataset)["c1"].arithmetic, messages("en"))
    assert found == "5\u202f%; claimed: 5.0\u202f%"


@pytest.mark.parametrize(
    ("printed", "known", "outcome"),
    [
        ("39.8", "39.8", "supported"),
        ("39.8", "39.84", "supported"),
        ("39.8", "39.75", "supported"),
        ("39.8", "39.749", "not-supported"),
        ("39.8", "39.85", "within-rounding"),
        ("39.8", "40", "within-rounding"),
        ("40", "39.8", "supported"),
        ("40.0", "39.8", "not-supported"),
        ("200", "200.4", "supported"),
        ("200", "201", "not-supported"),
        ("36.2", "36.3", "not-supported"),
    ],
)
def test_a_level_is_compared_at_the_precision_printed(printed: str, known: str, outcome: str):
    claim = f"share,AAA,2020,,{printed},percent,{printed}%,level,,,,same,,"
    assert told(claim, f"share,AAA,2020,{known},,A,early,,")[0] == outcome


@pytest.mark.parametrize(
    ("hedge", "known", "outcome"),
    [
        ("more_than", "50.1", "supported"),
        ("more_than", "50", "within-rounding"),
        ("more_than", "49.4", "not-supported"),
        ("at_least", "50", "supported"),
        ("at_least", "49.9", "not-supported"),
        ("less_than", "49", "supported"),
        ("less_than", "50", "within-rounding"),
        ("less_than", "51", "not-supported"),
        ("up_to", "50", "supported"),
        ("up_to", "51", "not-supported"),
        ("about", "47.5", "supported"),
        ("about", "52.5", "supported"),
        ("about", "47.4", "not-supported"),
        ("about", "47.2", "not-supported"),
        ("about", "53.0", "not-supported"),
        ("nearly", "49.9", "supported"),
        ("nearly", "47.5", "supported"),
        ("nearly", "50", "within-rounding"),
        ("nearly", "50.3", "not-supported"),
        ("nearly", "47.0", "not-supported"),
    ],
)
def test_a_hedge_is_an_inequality_or_a_tolerance(hedge: str, known: str, outcome: str):
    claim = f"share,AAA,2020,{hedge},50,percent,half,level,,,,same,,"
    assert told(claim, f"share,AAA,2020,{known},,A,early,,")[0] == outcome


def test_a_coarse_figure_may_reach_into_the_tolerance():
    claim = "share,AAA,2020,about,51,percent,about 51%,level,,,,same,,"
    assert told(claim, "share,AAA,2020,48,,A,early,,")[0] == "within-rounding"
    assert told(claim, "share,AAA,2020,48.0,,A,early,,")[0] == "not-supported"


def test_a_tolerance_is_told_to_the_reader():
    assert told(
        "share,AAA,2020,nearly,38,percent,nearly 38%,level,,,,same,,",
        "share,AAA,2020,37.2,,A,early,,",
    ) == (
        "supported",
        "37.2 %; claimed: nearly 38 %",
        (
            "Agrees with Early Office (2021); "
            "“nearly” is read as below the printed figure by at most 5 %."
        ),
    )


@pytest.mark.parametrize("hedged", ["about", "more_than", "up_to"])
def test_a_hedged_observation_is_no_evidence(hedged: str):
    claim = "share,AAA,2020,,38,percent,38%,level,,,,same,,"
    assert told(claim, f"share,AAA,2020,38,{hedged},A,office,,")[0] == "cannot-be-checked"


def test_a_final_figure_comes_before_a_provisional_one_of_better_preference():
    claim = "share,AAA,2020,,38,percent,38%,level,,,,same,,"
    found = verdict(claim, "share,AAA,2020,40,,P,office,,", "share,AAA,2020,38,,A,early,,")
    assert [(o.source, o.text) for o in found.evidence] == [("early", "38")]


def test_units_beginning_with_a_digit_are_multiplied():
    assert (
        told(
            "yuan,AAA,2020,,27072,cny-100-million,27 072,level,,,,same,,",
            "yuan,AAA,2020,27072,,A,early,,",
        )[1]
        == "27 072 × 100 million yuan; claimed: 27 072 × 100 million yuan"
    )


def test_zeros_at_the_end_of_another_figure_are_left_out():
    assert (
        told(
            "users,AAA,2020,,6.6,people,6.6,level,,,,same,,",
            "users,AAA,2020,6.60,,A,early,,",
        )[1]
        == "6.6 people; claimed: 6.6 people"
    )


# --- Computed figures ---


def test_growth_is_computed_from_one_source():
    assert told(
        "growth,AAA,2020,,31.1,percent,31.1%,growth,sales,2019,,same,,",
        "sales,AAA,2019,1.2903,,A,early,,",
        "sales,AAA,2020,1.6916,,A,early,,",
        "sales,AAA,2020,1.9,,A,office,,",
    ) == (
        "supported",
        "US$1.6916 billion ÷ US$1.2903 billion − 1 = 31.1 %",
        "Agrees with Early Office (2021).",
    )


def test_growth_is_not_computed_across_two_sources():
    assert told(
        "sales,AAA,2020,,31.1,percent,31.1%,growth,,2019,,same,,",
        "sales,AAA,2019,1,,A,early,,",
        "sales,AAA,2020,2,,A,office,,",
    ) == (
        "cannot-be-checked",
        "",
        "No single source in the data gives exact figures for “Sales” (Aland, 2019 and 2020).",
    )


def test_a_yearly_rate_may_rest_on_the_same_source_and_says_so():
    assert told(
        "sales,AAA,2020,,6.7,percent,6.7%,cagr,,2011,,same,,",
        "sales,AAA,2011,164.84,,A,paper,,",
        "sales,AAA,2020,294.76,,A,paper,,",
    ) == (
        "supported",
        "(US$294.76 billion ÷ US$164.84 billion)^(1/9) − 1 = 6.7 % a year",
        f"Agrees with {OWN}.",
    )


def test_a_multiple_in_words_is_told_with_more_decimals():
    assert told(
        "sales,AAA,2020,about,2,times,basically doubled,multiple,,2011,,same,,",
        "sales,AAA,2011,164.84,,A,paper,,",
        "sales,AAA,2020,294.76,,A,paper,,",
    ) == (
        "not-supported",
        "US$294.76 billion ÷ US$164.84 billion = 1.79 times; claimed: about 2 times",
        f"Disagrees with {OWN}; “about” is read as within 5 % of the printed figure.",
    )


def test_rounding_of_the_inputs_is_carried_through():
    assert told(
        "sales,AAA,2020,,12,percent,12%,growth,,2019,,same,,",
        "sales,AAA,2019,9,,A,early,,",
        "sales,AAA,2020,10,,A,early,,",
    ) == (
        "within-rounding",
        "US$10 billion ÷ US$9 billion − 1 = 11 %; claimed: 12 %",
        (
            "Not equal, but the rounding of the figures allows it; "
            "compared with Early Office (2021)."
        ),
    )


def test_a_change_of_a_share_is_in_percentage_points():
    assert told(
        "share,AAA,2020,,13.9,percentage-points,13.9 points,change,,2015,,same,,",
        "share,AAA,2015,30.6,,A,early,,",
        "share,AAA,2020,44.5,,A,early,,",
    )[:2] == ("supported", "44.5 % − 30.6 % = 13.9 percentage points")


def test_a_change_is_converted_to_the_unit_of_the_claim():
    assert told(
        "exports,AAA,2020,,1.2,usd-billion,1.2 billion,change,,2019,,same,,",
        "exports,AAA,2019,800,,A,early,,",
        "exports,AAA,2020,2000,,A,early,,",
    )[:2] == ("supported", "US$2 billion − US$0.8 billion = US$1.2 billion")


def test_a_share_of_counts_needs_no_unit():
    assert told(
        "share,AA-N,2019,,44,percent,44%,share,firms,,firms,same,,",
        "firms,AA-N,2019,22,,A,paper,,",
        "firms,AAA,2019,50,,A,paper,,",
    ) == ("supported", "22 ÷ 50 = 44 %", f"Agrees with {OWN}.")


def test_a_share_prefers_the_whole_of_the_area_itself():
    found = told(
        "share,AA-N,2019,,50,percent,half,share,sales,,exports,same,,",
        "sales,AA-N,2019,1,,A,early,,",
        "exports,AA-N,2019,2000,,A,early,,",
        "exports,AAA,2019,9000,,A,early,,",
    )
    assert found[:2] == ("supported", "US$1 billion ÷ US$2 billion = 50 %")


def test_a_share_of_two_producers_that_agrees_names_both():
    assert told(
        "share,AAA,2020,,44.5,percent,44.5%,share,sales,,trade,same,,",
        "sales,AAA,2020,294.76,,A,paper,,",
        "exports,AAA,2020,280628.773,,A,office,,",
        "imports,AAA,2020,381087.719,,A,office,,",
        derived=["trade,sum,exports imports,,,"],
    ) == (
        "supported",
        "US$294.76 billion ÷ US$661.72 billion = 44.5 %",
        f"Agrees with a figure in the same publication taken together with {OFFICE}.",
    )


def test_a_share_of_two_producers_that_differs_proves_nothing():
    assert told(
        "share,AAA,2020,,50.0,percent,50.0%,share,sales,,exports,same,,",
        "sales,AAA,2020,1.00,,A,paper,,",
        "exports,AAA,2020,3000,,A,office,,",
    ) == (
        "cannot-be-checked",
        "US$1.00 billion ÷ US$3 billion = 33.3 %; claimed: 50.0 %",
        (
            f"Differs from a figure in the same publication taken together with {OFFICE}; figures "
            "of different producers may differ in scope or date, so nothing follows from it."
        ),
    )


def test_a_difference_of_growth_rates_may_compute_the_second():
    assert told(
        "growth,AAA,2019,,8.3,percentage-points,8.3 points,difference,trade,2018,,same,,",
        "growth,AAA,2019,6.7,,A,early,,",
        "trade,AAA,2018,796605.2,,A,early,,",
        "trade,AAA,2019,783872.25,,A,early,,",
    )[:2] == (
        "supported",
        "6.7 % − (US$783.9 billion ÷ US$796.6 billion − 1) = 8.3 percentage points",
    )


def test_a_difference_of_a_negative_rate_keeps_its_sign():
    assert told(
        "growth,AAA,2019,,8.1,percentage-points,8.1 points,difference,share,,,same,,",
        "growth,AAA,2019,6.7,,A,early,,",
        "share,AAA,2019,-1.4,,A,early,,",
    )[:2] == ("supported", "6.7 % − (−1.4 %) = 8.1 percentage points")


def test_a_rank_is_the_position_among_economies():
    exports = [f"exports,{a},2020,{v},,A,early,," for a, v in (("AAA", 5), ("BBB", 9), ("CCC", 1))]
    claim = "exports,AAA,2020,,2,rank,second,rank,,,,same,,"
    assert told(claim, *exports, "exports,WLD,2020,99,,A,early,,") == (
        "supported",
        "position 2 of 3; claimed: position 2",
        "Agrees with Early Office (2021).",
    )


def test_a_place_without_others_cannot_be_ranked():
    for area in ("AAA", "AA-N"):
        assert told(
            f"exports,{area},2020,,1,rank,first,rank,,,,same,,",
            f"exports,{area},2020,5,,A,early,,",
        ) == (
            "cannot-be-checked",
            "",
            "No figures of other places are known that it could be ranked against.",
        )


@pytest.mark.parametrize(
    ("check", "then", "reason"),
    [
        ("growth", "0", "The figure for the earlier period is not positive."),
        ("multiple", "-1", "The figure for the earlier period is not positive."),
    ],
)
def test_nothing_is_computed_from_a_base_that_is_not_positive(check: str, then: str, reason: str):
    unit = {"growth": "percent", "multiple": "times"}[check]
    found = told(
        f"sales,AAA,2020,,5,{unit},5,{check},,2019,,same,,",
        f"sales,AAA,2019,{then},,A,early,,",
        "sales,AAA,2020,5,,A,early,,",
    )
    assert found == ("cannot-be-checked", "", reason)


def test_no_root_is_taken_of_a_loss():
    found = told(
        "sales,AAA,2020,,5,percent,5%,cagr,,2018,,same,,",
        "sales,AAA,2018,3,,A,early,,",
        "sales,AAA,2020,-5,,A,early,,",
    )
    assert found[2] == "A yearly rate cannot be computed from figures that are not positive."


# --- Figures as shown ---


def test_long_figures_are_shown_in_the_next_unit_with_no_more_digits_than_the_result_needs():
    assert told(
        "growth,AAA,2020,,6.1,percent,6.1%,growth,exports,2019,,same,,",
        "exports,AAA,2019,249086,,A,early,,",
        "exports,AAA,2020,264277,,A,early,,",
    )[:2] == ("supported", "US$264.3 billion ÷ US$249.1 billion − 1 = 6.1 %")


def test_digits_are_added_until_the_sum_can_be_done_again():
    found = told(
        "growth,AAA,2020,,0.02,percent,0.02%,growth,exports,2019,,same,,",
        "exports,AAA,2019,249086,,A,early,,",
        "exports,AAA,2020,249136,,A,early,,",
    )
    assert found[1] == "US$249.14 billion ÷ US$249.09 billion − 1 = 0.02 %"


def test_figures_of_one_unit_keep_their_published_digits():
    found = told(
        "sales,AAA,2020,,1.5,times,1.5,multiple,,2019,,same,,",
        "sales,AAA,2019,2.000,,A,early,,",
        "sales,AAA,2020,3,,A,early,,",
    )
    assert found[1] == "US$3 billion ÷ US$2.000 billion = 1.5 times"


def test_a_small_part_of_a_large_whole_does_not_vanish():
    found = told(
        "share,AAA,2020,,0.02,percent,0.02%,share,exports,,sales,same,,",
        "exports,AAA,2020,1.2,,A,early,,",
        "sales,AAA,2020,6,,A,early,,",
    )
    assert found[1] == "US$0.001 billion ÷ US$6 billion = 0.02 %"


# --- Rules of outcome ---


def test_a_claim_without_a_period_is_not_judged():
    assert told(
        "share,AAA,,nearly,38,percent,nearly 38%,level,,,,same,,",
        "share,AAA,2020,37.9,,A,office,,",
    ) == ("cannot-be-checked", "", "The source does not say which period the figure is for.")


def test_other_sources_that_print_the_undated_figure_are_named_but_do_not_date_it():
    assert told(
        "share,AAA,,,36.2,percent,36.2%,level,,,,same,,",
        "share,AAA,2018,36.2,,A,paper,,",
        "share,AAA,2019,36.2,,A,office,,",
        "share,AAA,2019,36.2,,A,undated,,",
        "share,AAA,2020,36.20,,A,undated,,",
        "share,AAA,2021,36.2,about,A,office,,",
        "share,AAA,2022,36.3,,A,office,,",
        "share,BBB,2019,36.2,,A,office,,",
    ) == (
        "cannot-be-checked",
        "",
        (
            "The source does not say which period the figure is for; "
            "The Office (2024) gives 36.2 % for 2019; Some Office (undated) gives 36.2 % for 2020."
        ),
    )


def test_a_name_with_its_abbreviation_is_cited_by_the_abbreviation():
    source = replace(
        make_dataset().sources["office"], producer="Office of Trade (OOT) and The Bank"
    )
    assert cited(source, messages("en")) == "OOT and The Bank (2024)"
    assert cited(source, messages("zh")) == "OOT and The Bank（2024）"


def test_a_claim_that_declares_no_check_is_not_judged():
    assert told("share,AAA,2020,,38,percent,38%,none,,,,same,,") == (
        "cannot-be-checked",
        "",
        "No figure is known that it could be compared with.",
    )


def test_two_definitions_stand_side_by_side():
    assert told(
        "sales,AAA,2019,,203.6,usd-billion,$203.6 billion,level,trade,,,different,,",
        "exports,AAA,2019,140765.0,,A,office,,",
        "imports,AAA,2019,123512.0,,A,office,,",
        derived=["trade,sum,exports imports,,,"],
    ) == (
        "different-definition",
        "US$264.3 billion by “Trade”; claimed: US$203.6 billion",
        (
            "“Sales” and “Trade” are not known to count the same things, so the two figures "
            "stand side by side and neither is judged by the other."
        ),
    )


def test_two_definitions_are_not_judged_even_where_they_agree():
    found = told(
        "sales,AAA,2019,,1,usd-billion,1 billion,level,exports,,,different,,",
        "exports,AAA,2019,1000,,A,office,,",
    )
    assert found[0] == "different-definition"


def test_a_later_figure_of_another_source_is_a_revision():
    assert told(
        "sales,AAA,2020,,1.69,usd-billion,1.69 billion,level,,,,same,,",
        "sales,AAA,2020,1.69,,A,paper,,",
        "sales,AAA,2020,1.6220,,A,office,,",
    ) == (
        "revised",
        "US$1.62 billion; claimed: US$1.69 billion",
        f"The publication of 1 May 2022 gave one figure; {OFFICE} gives another.",
    )


def test_a_first_release_is_revised_by_a_source_of_unknown_date():
    found = told(
        "sales,AAA,2020,,1.69,usd-billion,1.69 billion,level,,,,same,,",
        "sales,AAA,2020,1.69,,P,paper,,",
        "sales,AAA,2020,1.6220,,A,undated,,",
    )
    assert found[0] == "revised"
    assert found[2] == (
        "The publication of 1 May 2022 gave a first release; Some Office (undated) gives another."
    )


def test_a_figure_that_was_out_before_the_claim_contradicts_it():
    found = told(
        "sales,AAA,2020,,1.69,usd-billion,1.69 billion,level,,,,same,,",
        "sales,AAA,2020,1.6220,,A,early,,",
    )
    assert found[0] == "not-supported"
    assert found[2] == "Disagrees with Early Office (2021)."


def test_nothing_follows_where_the_dates_do_not_tell_which_is_later():
    found = told(
        "sales,AAA,2020,,1.69,usd-billion,1.69 billion,level,,,,same,,",
        "sales,AAA,2020,1.6220,,A,undated,,",
    )
    assert found == (
        "cannot-be-checked",
        "US$1.62 billion; claimed: US$1.69 billion",
        (
            "Differs from Some Office (undated); which of the two was published later is not "
            "known, so nothing follows from it."
        ),
    )


def test_a_month_is_enough_to_be_later():
    found = told(
        "sales,AAA,2020,,1.69,usd-billion,1.69 billion,level,,,,same,,",
        "sales,AAA,2020,1.6220,,A,ministry,,",
    )
    assert found[0] == "revised"


def test_a_claim_is_not_held_against_a_first_release_of_others():
    found = told(
        "sales,AAA,2020,,1.62,usd-billion,1.62 billion,level,,,,same,,",
        "sales,AAA,2020,1.69,,P,early,,",
    )
    assert found[0] == "cannot-be-checked"
    assert found[2] == (
        "Differs from Early Office (2021); that is a first release itself, "
        "so nothing follows from it."
    )


def test_derived_figures_of_the_own_source_are_no_other_source():
    found = told(
        "trade,AAA,2020,,3,usd-million,3 million,level,,,,same,,",
        "exports,AAA,2020,1,,A,paper,,",
        "imports,AAA,2020,2,,A,paper,,",
        derived=["trade,sum,exports imports,,,"],
    )
    assert found[0] == "cannot-be-checked"


def test_verdicts_come_sorted_with_their_evidence():
    dataset = make_dataset(
        claims=["share,AAA,2020,,38,percent,38%,level,,,,same,,"] * 11,
        observations=["share,AAA,2020,38,,A,office,,"],
    )
    verdicts = judge(dataset)
    assert list(verdicts) == sorted(verdicts)
    assert verdicts["c1"].evidence == dataset.observations["share"]
    assert verdicts["c1"].evidence[0].value == Decimal(38)


# --- Declarations that are impossible ---


def problems(claim: str) -> list[tuple[str, str, str]]:
    """Code, place and message of each problem of a claim."""
    found = check_claims(make_dataset(claims=[claim]))
    return [(p.code, f"{p.where}:{p.where.field}", p.message) for p in found]


@pytest.mark.parametrize(
    ("claim", "code", "place", "message"),
    [
        (
            "sales,AAA,2020,,1,usd-billion,1,increase,,,,same,,",
            "CL010",
            "10:check",
            'the check "increase" does not exist',
        ),
        (
            "sales,AAA,2020,,1,percent,1,growth,,,,same,,",
            "CL011",
            "12:base_period",
            'the check "growth" has no base period',
        ),
        (
            "sales,AAA,2020,,1,percent,1,growth,,2021,,same,,",
            "CL012",
            "12:base_period",
            'the base period "2021" is not before "2020"',
        ),
        (
            "sales,AAA,2021-S1,,1,percent,1,cagr,,2011,,same,,",
            "CL013",
            "5:time_period",
            'a yearly rate needs years, not "2021-S1"',
        ),
        (
            "share,AAA,2020,,1,percent,1,share,sales,,,same,,",
            "CL014",
            "13:denominator",
            'the share is of "", which is no indicator',
        ),
        (
            "share,AAA,2020,,1,percentage-points,1,difference,,,,same,,",
            "CL015",
            "11:against",
            "a difference needs a second indicator",
        ),
        (
            "sales,AAA,2020,,1,usd-billion,1,level,,,,different,,",
            "CL016",
            "11:against",
            "the definition is said to differ, but no other indicator is named",
        ),
        (
            "sales,AAA,2020,,1,usd-billion,1,growth,,2019,,same,,",
            "CL017",
            "8:unit",
            'the check "growth" cannot give a figure in "usd-billion"',
        ),
        (
            "share,AAA,2020,,1,percent,1,change,,2019,,same,,",
            "CL017",
            "8:unit",
            'the check "change" cannot give a figure in "percent"',
        ),
        (
            "share,AAA,2020,,1,percent,1,share,sales,,users,same,,",
            "CL018",
            "13:denominator",
            '"sales" counts USD and "users" counts person',
        ),
        (
            "sales,AAA,2020,,0,rank,1,rank,,,,same,,",
            "CL019",
            "7:value",
            '"0" is no place in a ranking',
        ),
    ],
)
def test_a_check_that_cannot_be_made_is_told_with_its_cell(
    claim: str, code: str, place: str, message: str
):
    column, field = place.split(":")
    assert problems(claim) == [
        (code, f"p/data/claims.csv:2:{column}:{field}", f"claim 'c1': {message}")
    ]


@pytest.mark.parametrize(
    "claim",
    [
        "sales,AAA,,,1,times,1,multiple,,,,same,,",
        "sales,AAA,2020,,1,count,1,none,,,,same,,",
        "exports,AAA,2020,,1,usd-billion,1,level,,,,same,,",
        "growth,AAA,2020,,1,percentage-points,1,difference,sales,2019,,same,,",
        "share,AAA,2020,up_to,20,rank,top 20,rank,sales,,,same,,",
    ],
)
def test_a_check_that_can_be_made_is_no_problem(claim: str):
    assert problems(claim) == []


def test_a_problem_says_how_to_mend_it():
    dataset = make_dataset(claims=["sales,AAA,2020,,1,percent,1,growth,,,,same,,"])
    (problem,) = check_claims(dataset)
    assert isinstance(problem, Problem)
    assert problem.hint == "give the earlier period that the figure is compared with."


def test_an_interval_names_both_ends_of_a_yearly_rate():
    assert told(
        "sales,AAA,2011/2020,,6.7,percent,6.7%,cagr,,,,same,,",
        "sales,AAA,2011,164.84,,A,office,,",
        "sales,AAA,2020,294.76,,A,office,,",
    ) == (
        "supported",
        "(US$294.76 billion ÷ US$164.84 billion)^(1/9) − 1 = 6.7 % a year",
        f"Agrees with {OFFICE}.",
    )


def test_an_interval_that_ends_before_it_begins_is_told():
    claim = "sales,AAA,2020/2011,,6.7,percent,6.7%,cagr,,,,same,,"
    (problem,) = check_claims(make_dataset(claims=[claim]))
    assert problem.code == "CL012"
    assert problem.message == ('claim \'c1\': the base period "2020" is not before "2011"')
