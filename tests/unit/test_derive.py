"""Derived indicators are computed from usable inputs only, and say from which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figures import make_dataset

from silkline.model import Observation, Qualifier

SUM = "trade,sum,exports imports,"
RATIO = "ratio,ratio_percent,exports imports,"
WORLD = "world-share,share_of_area_percent,exports,WLD"


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
        "trade,sum,exports sales,",
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
        derived=["ratio,ratio_percent,exports trade,", SUM],
    )
    (found,) = dataset.observations["ratio"]
    assert (found.text, found.status) == ("25", "P")
    assert found.note == "exports (office) as a percentage of trade (derived)"


def test_without_derivations_the_dataset_stays_as_it_is():
    dataset = make_dataset(observations=["exports,AAA,2020,1,,A,office,,"])
    assert list(dataset.observations) == ["exports"]
