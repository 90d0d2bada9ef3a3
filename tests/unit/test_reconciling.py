"""What two claims imply is computed with its limits, and figures of one name stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from figures import make_dataset

from silkline.claims import Reconciled, check_reconciliations, judge, reconcile, say
from silkline.messages import messages
from silkline.model import Dataset, Part

PAPER = "The Paper (2022)"
OFFICE = "The Office (2024)"
LEVEL = "sales,AAA,2020,,203.6,usd-billion,$203.6 billion,level,,,,same,,"
SHARE = "share,AAA,2020,,26,percent,26 percent,share,sales,,trade,same,,"
GROWTH = "growth,AAA,2020,,6.7,percent,6.7 percent,growth,sales,2019,,same,,"


def work_out(
    row: str, *claims: str, observations: Sequence[str] = ()
) -> tuple[Dataset, Reconciled]:
    """One reconciliation, with the data that it rests on."""
    dataset = make_dataset(claims=claims, observations=observations, reconciliations=[row])
    assert check_reconciliations(dataset) == ()
    return dataset, reconcile(dataset, judge(dataset))["r1"]


def words(dataset: Dataset, part: Part | None, language: str = "en") -> str:
    """In words, with ordinary spaces."""
    return say(dataset, part, messages(language)).replace("\u202f", " ")


def lines(
    row: str, *claims: str, observations: Sequence[str] = (), language: str = "en"
) -> list[str]:
    """The arithmetic of one reconciliation."""
    dataset, found = work_out(row, *claims, observations=observations)
    return [words(dataset, line, language) for line in found.lines]


def rows(row: str, *claims: str, observations: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """Figure, period, source and distance of each figure that stands side by side."""
    dataset, found = work_out(row, *claims, observations=observations)
    return [
        (words(dataset, s.figure), s.time_period, s.source, words(dataset, s.distance))
        for s in found.sides
    ]


# --- Implied totals ---


def test_a_level_and_its_share_imply_the_whole_within_the_limits_of_rounding():
    assert lines(
        "implied_total,c1 c2,,trade,AAA,2020",
        LEVEL,
        SHARE,
        observations=["trade,AAA,2020,783872.25,,A,office,,"],
    ) == [
        "US$203.6 billion ÷ 26 % = US$783.1 billion",
        "Rounding leaves US$768.1 billion to US$798.6 billion.",
        (
            f"“Trade” (Aland, 2020) is US$783.9 billion by {OFFICE}: 0.1 % more than implied, "
            "within these limits."
        ),
    ]


def test_a_whole_outside_the_limits_is_said_to_be():
    found = lines(
        "implied_total,c1 c2,,trade,AAA,2020",
        LEVEL,
        SHARE,
        observations=["trade,AAA,2020,700000,,A,office,,"],
    )
    assert found[2] == (
        f"“Trade” (Aland, 2020) is US$700 billion by {OFFICE}: 10.6 % less than implied, "
        "outside these limits."
    )


@pytest.mark.parametrize(("value", "limits"), [("21", "within"), ("22", "outside")])
def test_the_rounding_of_the_figure_compared_with_counts_too(value: str, limits: str):
    found = lines(
        "implied_total,c1 c2,,people,AAA,2020",
        "users,AAA,2020,,10,people,10,level,,,,same,,",
        "share,AAA,2020,,50,percent,50%,share,users,,people,same,,",
        observations=[f"people,AAA,2020,{value},,A,office,,"],
    )
    assert found[1] == "Rounding leaves 18.81 people to 21.21 people."
    assert found[2].endswith(f"{limits} these limits.")


def test_nothing_is_compared_where_nothing_is_named():
    assert lines("implied_total,c1 c2,,,AAA,2020", LEVEL, SHARE) == [
        "US$203.6 billion ÷ 26 % = US$783.1 billion",
        "Rounding leaves US$768.1 billion to US$798.6 billion.",
    ]


def test_a_missing_or_hedged_figure_to_compare_with_is_named():
    found = lines(
        "implied_total,c1 c2,,trade,AAA,2020",
        LEVEL,
        SHARE,
        observations=["trade,AAA,2020,783872,about,A,office,,"],
    )
    assert found[2] == "No exact figure of “Trade” (Aland, 2020) is in the data."


def test_sources_that_give_one_value_are_named_together_and_others_apart():
    found = lines(
        "implied_total,c1 c2,,trade,AAA,2020",
        LEVEL,
        SHARE,
        observations=[
            "trade,AAA,2020,783872,,A,office,,",
            "trade,AAA,2020,790000,,A,early,,",
            "trade,AAA,2020,783872,,A,undated,,",
        ],
    )
    assert found[2:] == [
        (
            f"“Trade” (Aland, 2020) is US$783.9 billion by {OFFICE} and Some Office (undated): "
            "0.1 % more than implied, within these limits."
        ),
        (
            "“Trade” (Aland, 2020) is US$790 billion by Early Office (2021): 0.9 % more than "
            "implied, within these limits."
        ),
    ]


def test_claims_without_a_period_are_said_to_be_compared_with_one():
    found = lines(
        "implied_total,c1 c2,,trade,AAA,2020",
        LEVEL.replace("2020", ""),
        SHARE.replace("2020", ""),
        observations=["trade,AAA,2020,783872,,A,office,,"],
    )
    assert found[2] == (
        "The source does not say which period its figures are for; compared with 2020."
    )


# --- Hedges ---


@pytest.mark.parametrize(
    ("hedge", "words", "limits"),
    [
        ("about", "about 10 %", "The hedges leave US$1 939 billion to US$2 144 billion."),
        ("nearly", "nearly 10 %", "The hedges leave US$2 036 billion to US$2 144 billion."),
        ("more_than", "more than 10 %", "The hedges leave US$204 billion to US$2 037 billion."),
        ("less_than", "less than 10 %", "The hedges leave any amount above US$2 036 billion."),
    ],
)
def test_hedges_widen_the_limits(hedge: str, words: str, limits: str):
    found = lines(
        "implied_total,c1 c2,,,AAA,2020",
        LEVEL,
        f"share,AAA,2020,{hedge},10,percent,10%,share,sales,,trade,same,,",
    )
    assert found[0] == f"US$203.6 billion ÷ {words} = at the printed figures, US$2 036 billion"
    assert found[1] == limits


def test_two_lower_bounds_leave_a_quotient_open_both_ways():
    assert lines(
        "implied_previous,c1 c2,,,AAA,2019",
        "sales,AAA,2020,more_than,120,usd-billion,over 120,level,,,,same,,",
        "growth,AAA,2020,more_than,100,percent,over 100%,growth,sales,2019,,same,,",
    ) == [
        "more than US$120 billion ÷ (1 + more than 100 %) = at the printed figures, US$60 billion",
        "The hedges set no limit either way.",
    ]


def test_a_share_is_never_more_than_the_whole():
    found = lines(
        "implied_total,c1 c2,,,AAA,2020",
        "users,AAA,2020,more_than,40,people,over 40,level,,,,same,,",
        "share,AAA,2020,more_than,99,percent,over 99%,share,users,,people,same,,",
    )
    assert found == [
        "more than 40 people ÷ more than 99 % = at the printed figures, 40.40 people",
        "The hedges leave any amount above 40.00 people.",
    ]


# --- Earlier levels ---


def test_growth_leads_back_to_the_year_before():
    assert lines(
        "implied_previous,c1 c2,,sales,AAA,2019",
        LEVEL,
        GROWTH,
        observations=["sales,AAA,2019,190.8,,A,office,,"],
    ) == [
        "US$203.6 billion ÷ (1 + 6.7 %) = US$190.8 billion",
        "Rounding leaves US$190.7 billion to US$191.0 billion.",
        (
            f"“Sales” (Aland, 2019) is US$190.8 billion by {OFFICE}: less than 0.05 % apart, "
            "within these limits."
        ),
    ]


def test_a_fall_is_subtracted():
    found = lines("implied_previous,c1 c2,,,AAA,2019", LEVEL, GROWTH.replace("6.7", "-1.4", 1))
    assert found[0] == "US$203.6 billion ÷ (1 − 1.4 %) = US$206.5 billion"


@pytest.mark.parametrize(
    "periods", ["2020,,6.7,percent,6.7,cagr,,2011", "2011/2020,,6.7,percent,6.7,cagr,,"]
)
def test_a_yearly_rate_is_compounded_over_its_years(periods: str):
    growth = f"sales,AAA,{periods},,same,,"
    found = lines("implied_previous,c1 c2,,,AAA,2011", LEVEL.replace("203.6", "294.76", 1), growth)
    assert found == [
        "US$294.76 billion ÷ (1 + 6.7 %)^9 = US$164.4 billion",
        "Rounding leaves US$163.7 billion to US$165.1 billion.",
    ]


def test_a_multiple_leads_back_too():
    multiple = "sales,AAA,2020,about,2,times,doubled,multiple,,2011,,same,,"
    found = lines("implied_previous,c1 c2,,,AAA,2011", LEVEL, multiple)
    assert found[0] == (
        "US$203.6 billion ÷ about 2 times = at the printed figures, US$101.8 billion"
    )


# --- Parts ---


def test_a_share_of_a_count_implies_the_part():
    assert lines(
        "implied_part,c1 c2,,firms,AA-N,2020",
        "firms,AAA,2020,,50,count,Top 50,none,,,,same,,",
        "share,AA-N,2020,,44,percent,44%,share,firms,,firms,same,,",
        observations=["firms,AA-N,2020,22,,A,paper,,"],
    ) == [
        "50 × 44 % = 22",
        "Rounding leaves 21.75 to 22.25.",
        f"“Firms” (North of Aland, 2020) is 22 by {PAPER}: equal, within these limits.",
    ]


# --- Side by side ---


def test_figures_of_one_name_stand_side_by_side_in_the_unit_that_was_claimed():
    assert rows(
        "same_name,c1 c2,trade,,AAA,",
        LEVEL,
        "sales,AAA,2019,,190,usd-billion,190,level,,,,same,,",
        observations=[
            "trade,AAA,2018,1,,A,office,,",
            "trade,AAA,2019,249086,,A,office,,",
            "trade,AAA,2020,264277,,A,office,,",
        ],
    ) == [
        ("US$203.6 billion", "2020", "paper", ""),
        ("US$190 billion", "2019", "paper", ""),
        ("US$249.09 billion", "2019", "office", "31.1 % more than US$190 billion"),
        ("US$264.28 billion", "2020", "office", "29.8 % more than US$203.6 billion"),
    ]


def test_an_undated_figure_is_compared_in_the_period_of_the_row():
    claim = "share,AAA,,,62.8,percent,62.8%,level,,,,same,,"
    known = ["share,AAA,2019,50,,A,office,,", "share,AAA,2020,62.5,,A,office,,"]
    assert rows("same_name,c1,share,,AAA,2020", claim, observations=known) == [
        ("62.8 %", "", "paper", ""),
        ("62.5 %", "2020", "office", "0.3 percentage points less than 62.8 %"),
    ]


def test_an_undated_figure_without_such_a_period_is_at_most_equal():
    claim = "share,AAA,,,36.2,percent,36.2%,level,,,,same,,"
    known = ["share,AAA,2019,36.2,,A,office,,", "share,AAA,2020,38.6,,A,office,,"]
    assert rows("same_name,c1,share,,AAA,", claim, observations=known) == [
        ("36.2 %", "", "paper", ""),
        ("36.2 %", "2019", "office", "equal"),
        ("38.6 %", "2020", "office", ""),
    ]


def test_hedged_figures_have_no_distance():
    claim = "share,AAA,2020,nearly,45,percent,nearly 45%,level,,,,same,,"
    known = ["share,AAA,2020,44.5,,A,office,,"]
    assert rows("same_name,c1,share,,AAA,2020", claim, observations=known) == [
        ("nearly 45 %", "2020", "paper", ""),
        ("44.5 %", "2020", "office", ""),
    ]


def test_long_figures_are_shown_in_a_larger_unit():
    known = ["exports,AAA,2020,8582874.88,,A,office,,", "imports,AAA,2020,743,,A,office,,"]
    assert rows("same_name,,exports imports,,AAA,2020", observations=known) == [
        ("US$8 582.87 billion", "2020", "office", ""),
        ("US$743 million", "2020", "office", "100.0 % less than US$8 582.87 billion"),
    ]


def test_what_implies_nothing_shows_the_arithmetic_of_its_verdicts():
    dataset, found = work_out(
        "none,c1,sales,,AAA,",
        "sales,AAA,2020,,47.4,percent,47.4%,growth,,2015,,same,,",
        observations=["sales,AAA,2015,200,,A,office,,", "sales,AAA,2020,294.76,,A,office,,"],
    )
    assert [words(dataset, line) for line in found.lines] == [
        "US$294.76 billion ÷ US$200 billion − 1 = 47.4 %"
    ]
    assert [s.distance for s in found.sides] == [None, None, None]


# --- What cannot be worked out ---


@pytest.mark.parametrize(
    ("row", "column", "message", "hint"),
    [
        (
            "implied_total,c1,,,AAA,2020",
            "claims",
            '"implied_total" needs two claims: a level and a share; there are 1',
            "name the level first.",
        ),
        (
            "implied_total,c2 c1,,,AAA,2020",
            "claims",
            (
                '"implied_total" needs two claims: a level and a share; these are counted in '
                "percent and USD"
            ),
            "name the level first.",
        ),
        (
            "implied_previous,c1 c4,,,AAA,2020",
            "claims",
            "nothing follows from figures that are not positive",
            "leave the row out.",
        ),
        (
            "implied_total,c1 c2,,users,AAA,2020",
            "against",
            'the implied figure counts USD and "users" counts person',
            "name an indicator whose unit has the same base.",
        ),
        (
            "implied_total,c1 c2,,trade,AAA,",
            "time_period",
            'what "trade" is compared at is not given',
            "give both the area and the period.",
        ),
        (
            "same_name,c1,,,AAA,2020",
            "claims",
            "one figure alone cannot be set beside another",
            "name at least two.",
        ),
        (
            "same_name,c1,trade,,,2020",
            "ref_area",
            "the area of the indicators is not given",
            "give the area to show.",
        ),
    ],
)
def test_a_reconciliation_that_cannot_be_meant_is_told(
    row: str, column: str, message: str, hint: str
):
    falling = GROWTH.replace("6.7", "-100", 1)
    dataset = make_dataset(claims=[LEVEL, SHARE, GROWTH, falling], reconciliations=[row])
    (problem,) = check_reconciliations(dataset)
    assert problem.code == "CL021"
    assert problem.where.field == column
    assert problem.message == f"reconciliation 'r1': {message}"
    assert problem.hint == hint


def test_unknown_names_are_told_alone():
    dataset = make_dataset(claims=[LEVEL], reconciliations=["implied_total,c1 c12,tradde,x,AAA,"])
    found = check_reconciliations(dataset)
    assert [(p.code, p.where.field, p.hint) for p in found] == [
        ("CL020", "claims", "did you mean c1?"),
        ("CL020", "indicators", "did you mean trade?"),
        ("CL020", "against", "use the id of an indicator of any package."),
    ]


# --- In another language ---


def test_what_two_claims_imply_is_told_in_chinese():
    assert lines(
        "implied_total,c1 c2,,trade,AAA,2020",
        LEVEL,
        SHARE,
        observations=["trade,AAA,2020,783872.25,,A,office,,"],
        language="zh",
    ) == [
        "2 036亿美元 ÷ 26% = 7 831亿美元",
        "按四舍五入，数值介于7 681亿美元与7 986亿美元之间。",
        (
            "据The Office（2024），“Trade”（Aland，2020年）为7 839亿美元："
            "比推算值多0.1%，在上述范围之内。"
        ),
    ]
