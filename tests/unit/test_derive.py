"""Derived indicators are computed from usable inputs only, and say from which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figures import make_dataset

from silkline.checks.indicators import FORMULAS
from silkline.messages import messages
from silkline.model import Observation, Qualifier
from silkline.series import sources_behind

SUM = "trade,sum,exports imports,,,"
RATIO = "ratio,ratio_percent,exports imports,,,"
YEAR = "rise,growth_percent,exports,,,1"
FIVE_YEARS = "rise,cagr_percent,exports,,,5"
WORLD = "world-share,share_of_area_percent,exports,WLD,,"


def derived(indicator: str, derivation: str, *observations: str) -> tuple[Observation, ...]:
    """The observations of a derived indicator, made from rows of inputs."""
    dataset = make_dataset(observations=observations, derived=[derivation])
    return dataset.observations.get(indicator, ())


def test_a_sum_says_its_inputs_and_keeps_every_digit():
    (found,) = derived(
        "trade",
        SUM,
        "exports,AAA,2020,151509.0,,A,office,raw/x#row=2,",
        "imports,AAA,2020,134792.5,,A,office,raw/x#row=3,",
    )
    assert (found.ref_area, found.time_period, found.text) == ("AAA", "2020", "286301.5")
    assert found.value == Decimal("286301.5")
    assert (found.source, found.evidence, found.status) == ("derived", "derived", "A")
    assert found.qualifier is Qualifier.EXACT
    assert found.note == "Sum of exports (office) and imports (office)"
    assert found.where.path == "p/data/derived.csv"


def test_a_sum_of_different_units_is_in_the_unit_of_the_result():
    (found,) = derived(
        "trade",
        "trade,sum,exports sales,,,",
        "exports,AAA,2020,500,,A,office,,",
        "sales,AAA,2020,1.5,,A,office,,",
    )
    assert found.text == "2000"


def test_a_ratio_is_kept_to_twelve_significant_digits():
    (found,) = derived(
        "ratio",
        RATIO,
        "exports,AAA,2020,1,,A,office,,",
        "imports,AAA,2020,3,,A,early,,",
    )
    assert found.text == "33.3333333333"
    assert found.note == "exports (office) as a percentage of imports (early)"


def test_a_share_is_of_the_reference_area_which_gets_none_itself():
    found = derived(
        "world-share",
        WORLD,
        "exports,AAA,2020,50,,A,office,,",
        "exports,AAA,2021,50,,A,office,,",
        "exports,BBB,2020,25,,A,office,,",
        "exports,WLD,2020,200,,A,office,,",
    )
    assert [(o.ref_area, o.time_period, o.text) for o in found] == [
        ("AAA", "2020", "25"),
        ("BBB", "2020", "12.5"),
    ]
    assert found[0].note == "exports (office) as a percentage of exports (office) of WLD"


@pytest.mark.parametrize(
    ("statuses", "weakest"),
    [("AA", "A"), ("AP", "P"), ("EA", "E"), ("PE", "E"), ("EP", "E")],
)
def test_the_weakest_input_gives_the_status(statuses: str, weakest: str):
    (found,) = derived(
        "trade",
        SUM,
        f"exports,AAA,2020,1,,{statuses[0]},office,,",
        f"imports,AAA,2020,1,,{statuses[1]},office,,",
    )
    assert found.status == weakest


@pytest.mark.parametrize(
    "unusable",
    [
        "imports,AAA,2020,,,M,office,,",
        "imports,AAA,2020,5,more_than,A,office,,",
        "imports,AAA,2020,5,about,A,office,,",
        "imports,AAA,2020,5,,B,office,,",
        "imports,AAA,2020,5,,U,office,,",
        "imports,AAA,2021,5,,A,office,,",
        "imports,BBB,2020,5,,A,office,,",
    ],
)
def test_nothing_is_derived_from_a_missing_hedged_or_flagged_input(unusable: str):
    assert derived("trade", SUM, "exports,AAA,2020,1,,A,office,,", unusable) == ()


def test_nothing_is_divided_by_zero():
    assert (
        derived("ratio", RATIO, "exports,AAA,2020,1,,A,office,,", "imports,AAA,2020,0,,A,office,,")
        == ()
    )


def test_the_preferred_source_is_computed_from():
    (found,) = derived(
        "trade",
        SUM,
        "exports,AAA,2020,100,,A,paper,,",
        "exports,AAA,2020,110,,A,office,,",
        "imports,AAA,2020,1,,A,office,,",
    )
    assert found.text == "111"


def test_a_published_figure_is_never_replaced():
    found = derived(
        "trade",
        SUM,
        "exports,AAA,2020,1,,A,office,,",
        "imports,AAA,2020,1,,A,office,,",
        "exports,AAA,2021,1,,A,office,,",
        "imports,AAA,2021,1,,A,office,,",
        "trade,AAA,2020,3,,A,paper,,",
    )
    assert [(o.time_period, o.text, o.source) for o in found] == [
        ("2020", "3", "paper"),
        ("2021", "2", "derived"),
    ]


def test_a_derived_indicator_may_rest_on_another():
    dataset = make_dataset(
        observations=[
            "exports,AAA,2020,1,,A,office,,",
            "imports,AAA,2020,3,,P,office,,",
        ],
        derived=["ratio,ratio_percent,exports trade,,,", SUM],
    )
    (found,) = dataset.observations["ratio"]
    assert (found.text, found.status) == ("25", "P")
    assert found.note == "exports (office) as a percentage of trade (derived)"


def test_without_derivations_the_dataset_stays_as_it_is():
    dataset = make_dataset(observations=["exports,AAA,2020,1,,A,office,,"])
    assert list(dataset.observations) == ["exports"]


def test_a_share_takes_both_parts_from_one_source():
    found = derived(
        "world-share",
        WORLD,
        "exports,AAA,2020,50,,A,paper,,",
        "exports,BBB,2020,50,,A,office,,",
        "exports,WLD,2020,200,,A,office,,",
        "exports,WLD,2020,100,,A,ministry,,",
    )
    assert [(o.ref_area, o.text) for o in found] == [("BBB", "25")]


def test_a_difference_is_told_in_the_unit_of_the_result():
    (found,) = derived(
        "balance",
        "balance,difference,exports imports,,,",
        "exports,AAA,2020,1500.5,,A,office,,",
        "imports,AAA,2020,2000,,P,office,,",
    )
    assert (found.text, found.status) == ("-0.4995", "P")
    assert found.note == "exports (office) minus imports (office)"


@pytest.mark.parametrize(
    ("since", "period", "expected"),
    [
        ("2019", "2020", "Growth of exports (office) from 2019 to 2020"),
        ("2019-Q4", "2020-Q4", "Growth of exports (office) from 2019-Q4 to 2020-Q4"),
        ("2019-S1", "2020-S1", "Growth of exports (office) from 2019-S1 to 2020-S1"),
        ("2019-02", "2020-02", "Growth of exports (office) from 2019-02 to 2020-02"),
    ],
)
def test_growth_is_on_the_same_part_of_the_year_before(since: str, period: str, expected: str):
    (found,) = derived(
        "rise",
        YEAR,
        f"exports,AAA,{since},200,,E,office,,",
        f"exports,AAA,{period},150,,A,office,,",
    )
    assert (found.time_period, found.text, found.status) == (period, "-25", "E")
    assert found.note == expected


def test_growth_over_years_is_compounded():
    (found,) = derived(
        "rise",
        FIVE_YEARS,
        "exports,AAA,2015,100,,A,office,,",
        "exports,AAA,2020,161.051,,A,office,,",
    )
    assert found.text == "10"
    assert found.note == ("Average yearly growth of exports (office) from 2015 to 2020, compounded")


@pytest.mark.parametrize(
    ("before", "after"),
    [("0", "5"), ("-3", "5"), ("", "5")],
)
@pytest.mark.parametrize("formula", [YEAR, FIVE_YEARS])
def test_nothing_grows_from_nothing_or_less(formula: str, before: str, after: str):
    since = 2019 if formula is YEAR else 2015
    status = "A" if before else "M"
    rows = (
        f"exports,AAA,{since},{before},,{status},office,,",
        f"exports,AAA,2020,{after},,A,office,,",
    )
    assert derived("rise", formula, *rows) == ()


def test_a_fall_below_zero_has_growth_but_no_yearly_average():
    rows = ("exports,AAA,2015,4,,A,office,,", "exports,AAA,2020,-1,,A,office,,")
    assert [o.text for o in derived("rise", "rise,growth_percent,exports,,,5", *rows)] == ["-125"]
    assert derived("rise", FIVE_YEARS, *rows) == ()


def test_growth_takes_both_figures_from_the_preferred_source_of_the_later_one():
    found = derived(
        "rise",
        YEAR,
        "exports,AAA,2019,100,,A,office,,",
        "exports,AAA,2019,50,,A,early,,",
        "exports,AAA,2020,75,,A,early,,",
        "exports,AAA,2021,90,,A,office,,",
    )
    assert [(o.time_period, o.text) for o in found] == [("2020", "50")]
    assert found[0].note == "Growth of exports (early) from 2019 to 2020"


def test_growth_of_a_sum_takes_both_years_from_the_same_sources():
    dataset = make_dataset(
        observations=[
            *(f"exports,AAA,{year},{year},,A,office,," for year in (2018, 2019, 2020)),
            *(f"imports,AAA,{year},{year},,A,early,," for year in (2018, 2019)),
            "imports,AAA,2020,2020,,A,paper,,",
        ],
        derived=[SUM, "rise,growth_percent,trade,,,1"],
    )
    found = dataset.observations["rise"]
    assert [(o.time_period, o.text) for o in found] == [("2019", "0.0495540138751")]
    assert found[0].note == "Growth of trade (derived) from 2018 to 2019"


@pytest.mark.parametrize("period", ["2018", "2020"])
def test_nothing_grows_across_a_flagged_break(period: str):
    rows = {str(year): f"exports,AAA,{year},{year},,A,office,," for year in (2015, 2018, 2020)}
    rows[period] = f"exports,AAA,{period},5,,B,office,,"
    assert derived("rise", FIVE_YEARS, *rows.values()) == ()


@pytest.mark.parametrize(
    ("area", "period", "count"),
    [
        ("AAA", "2015", 1),
        ("AAA", "2016", 0),
        ("", "2020", 0),
        ("AAA", "2021", 1),
        ("BBB", "2018", 1),
    ],
)
def test_nothing_grows_across_a_recorded_break(area: str, period: str, count: int):
    dataset = make_dataset(
        observations=[
            "exports,AAA,2015,100,,A,office,,",
            "exports,AAA,2020,200,,A,office,,",
        ],
        breaks=[f"exports,{area},{period},New method.,"],
        derived=[FIVE_YEARS],
    )
    assert len(dataset.observations.get("rise", ())) == count


@pytest.mark.parametrize("status", ["A", "B"])
def test_a_derived_series_breaks_where_an_input_does(status: str):
    dataset = make_dataset(
        observations=[
            *(f"exports,AAA,{year},{year},,A,office,," for year in (2018, 2019, 2020)),
            "imports,AAA,2018,1,,A,office,,",
            f"imports,AAA,2019,1,,{status},office,,",
            "imports,AAA,2020,1,,A,office,,",
        ],
        derived=[SUM, "rise,growth_percent,trade,,,2"],
    )
    assert len(dataset.observations.get("rise", ())) == (status == "A")


def test_an_interval_of_years_has_no_year_before():
    assert (
        derived(
            "rise",
            YEAR,
            "exports,AAA,2010/2019,1,,A,office,,",
            "exports,AAA,2011/2020,2,,A,office,,",
        )
        == ()
    )


def test_an_amount_per_head_is_in_the_unit_of_the_result():
    (found,) = derived(
        "head",
        "head,per_head,exports people,,,",
        "exports,AAA,2020,3.5,,A,office,,",
        "people,AAA,2020,2000,,E,early,,",
    )
    assert (found.text, found.status) == ("1750", "E")
    assert found.note == "exports (office) divided by people (early)"


def test_a_quotient_respects_units_and_shows_the_rate():
    (found,) = derived(
        "dollars",
        "dollars,quotient,yuan rate,,,",
        "yuan,AAA,2020,690,,A,office,,",
        "rate,AAA,2020,6.90,,A,early,,",
    )
    assert found.text == "10"
    assert found.note == "yuan (office) divided by rate (early), at 6.9 yuan per US$"


def test_the_rate_of_a_note_is_rounded_to_five_digits():
    (found,) = derived(
        "dollars",
        "dollars,quotient,yuan rate,,,",
        "yuan,AAA,2020,690,,A,office,,",
        "rate,AAA,2020,6.89976736666667,,A,early,,",
    )
    assert found.text == "10.0003371611"
    assert found.note.endswith(", at 6.8998 yuan per US$")


def test_a_quotient_of_uncommon_units_shows_the_bare_divisor():
    (found,) = derived(
        "fold",
        "fold,quotient,exports firms,,,",
        "exports,AAA,2020,3,,A,office,,",
        "firms,AAA,2020,4,,A,office,,",
    )
    assert (found.text, found.note) == (
        "750000",
        "exports (office) divided by firms (office), at 4",
    )


def test_a_multiple_is_of_the_base_period_before_and_after():
    found = derived(
        "fold",
        "fold,multiple_of_period,exports,,2018,",
        "exports,AAA,2017,1,,A,office,,",
        "exports,AAA,2018,2,,P,office,,",
        "exports,AAA,2020,5,,A,office,,",
        "exports,BBB,2020,5,,A,office,,",
    )
    assert [(o.ref_area, o.time_period, o.text, o.status) for o in found] == [
        ("AAA", "2017", "0.5", "P"),
        ("AAA", "2018", "1", "P"),
        ("AAA", "2020", "2.5", "P"),
    ]
    assert found[2].note == "exports (office) divided by its value for 2018"


def test_a_derived_indicator_rests_on_the_sources_that_were_used():
    dataset = make_dataset(
        observations=[
            "exports,AAA,2019,1,,A,office,,",
            "exports,AAA,2020,1,,A,office,,",
            "exports,AAA,2020,2,,A,paper,,",
            "imports,AAA,2019,1,,A,early,,",
            "imports,AAA,2020,1,,A,early,,",
        ],
        derived=[SUM, "rise,growth_percent,trade,,,1"],
    )
    assert sources_behind(dataset, "exports") == {"office", "paper"}
    assert sources_behind(dataset, "trade") == {"office", "early"}
    assert sources_behind(dataset, "rise") == {"office", "early"}


@pytest.mark.parametrize("formula", sorted(FORMULAS))
def test_every_formula_of_the_rules_can_be_computed_and_told(formula: str):
    takes = FORMULAS[formula]
    cells = {"reference_area": "", "base_period": "", "years": ""}
    given = {"reference_area": "WLD", "base_period": "2015", "years": "5"}
    if takes.needs:
        cells[takes.needs] = given[takes.needs]
    inputs = "exports imports" if takes.least == 2 else "exports"
    (found, *_) = derived(
        "trade",
        f"trade,{formula},{inputs},{','.join(cells.values())}",
        "exports,AAA,2015,1,,A,office,,",
        "exports,AAA,2020,1,,A,office,,",
        "imports,AAA,2020,1,,A,office,,",
        "exports,WLD,2020,1,,A,office,,",
    )
    assert found.note
    for language in ("en", "zh"):
        assert messages(language).has(f"formula.{formula}")
