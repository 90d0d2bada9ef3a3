# What pages, files, charts and claims ask of the data. Each test lays out the few observations that
# its rule is about; the sources are `first` and `second`, in order of preference.
"""Questions asked of a dataset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from small_data import read_dataset, write_packages

from silkline.memory import remembered
from silkline.model import Area, AreaKind, Dataset, Observation, Qualifier, Row, Source, Table
from silkline.problems import Location
from silkline.series import (
    alternatives,
    assemble,
    by_area,
    group_observations,
    latest,
    period_start,
    periods,
    preferred,
    ranking,
    ranking_period,
    value_at,
)

NOWHERE = Location(path="data/observations.csv")
KINDS = {"WLD": AreaKind.GROUP, "ARD-1": AreaKind.SUBNATIONAL, "ARD-X-BAY": AreaKind.ZONE}

Line = tuple[str, str, str, str]
"""Area, period, value and source."""


def dataset(*lines: Line) -> Dataset:
    """A dataset of one indicator, `sales`."""
    sources = {name: source(name, place) for place, name in enumerate(("first", "second"), 1)}
    codes = sorted({area for area, *_ in lines})
    return Dataset(
        packages={},
        tables={},
        areas={code: area(code) for code in codes},
        units={},
        topics={},
        statuses={},
        indicators={},
        derivations={},
        sources=sources,
        observations=group_observations((observation(line) for line in lines), sources),
        breaks=(),
        statements={},
        claims={},
    )


def area(code: str) -> Area:
    return Area(code=code, name=code, name_zh=code, kind=KINDS.get(code, AreaKind.ECONOMY))


def source(name: str, preference: int) -> Source:
    return Source(
        id=name,
        preference=preference,
        producer="",
        title="",
        url="",
        published="",
        retrieved="",
        licence="",
        file="",
        sha256="",
        citation="",
        package="",
        where=NOWHERE,
    )


def observation(line: Line) -> Observation:
    code, period, value, source_id = line
    return Observation(
        indicator="sales",
        ref_area=code,
        time_period=period,
        text=value,
        value=Decimal(value) if value else None,
        qualifier=Qualifier.EXACT,
        status="A" if value else "M",
        source=source_id,
        evidence="raw/sales.csv#row=2",
        note="",
        where=NOWHERE,
    )


def told(found: Iterable[Observation]) -> list[Line]:
    return [(o.ref_area, o.time_period, o.text, o.source) for o in found]


def yearly(**values: dict[str, str]) -> Dataset:
    """A dataset from values by year for each area."""
    return dataset(
        *(
            (code, year, v, "first")
            for code, by_year in values.items()
            for year, v in by_year.items()
        )
    )


# --- periods ---


@pytest.mark.parametrize(
    ("period", "start"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-Q1", date(2024, 1, 1)),
        ("2024-Q3", date(2024, 7, 1)),
        ("2021-S1", date(2021, 1, 1)),
        ("2021-S2", date(2021, 7, 1)),
        ("2022-06", date(2022, 6, 1)),
        ("2022-12", date(2022, 12, 1)),
        ("2011/2020", date(2011, 1, 1)),
        ("2021-S1/2021-S2", date(2021, 1, 1)),
        ("", date.min),
        ("soon", date.min),
    ],
)
def test_a_period_begins_on_its_first_day(period: str, start: date) -> None:
    assert period_start(period) == start


def test_periods_are_in_order_of_time_and_only_those_with_a_value() -> None:
    found = dataset(
        ("ARD", "2022-S2", "3", "first"),
        ("ARD", "2022-Q1", "2", "first"),
        ("ARD", "2022", "1", "first"),
        ("BRE", "2021", "5", "first"),
        ("BRE", "2023", "", "first"),
    )
    assert periods(found, "sales") == ("2021", "2022", "2022-Q1", "2022-S2")
    assert periods(found, "nothing") == ()


# --- which of several sources ---


def test_the_preferred_source_stands_first_and_the_others_are_alternatives() -> None:
    found = dataset(
        ("ARD", "2020", "99", "second"),
        ("ARD", "2020", "100", "first"),
        ("ARD", "2021", "7", "second"),
    )
    assert told(preferred(found, "sales")) == [
        ("ARD", "2020", "100", "first"),
        ("ARD", "2021", "7", "second"),
    ]
    assert {key: told(rest) for key, rest in alternatives(found, "sales").items()} == {
        ("ARD", "2020"): [("ARD", "2020", "99", "second")]
    }


def test_a_source_without_a_value_gives_way_to_one_that_has_it() -> None:
    found = dataset(("ARD", "2020", "", "first"), ("ARD", "2020", "99", "second"))
    assert told(preferred(found, "sales")) == [("ARD", "2020", "99", "second")]
    assert told(alternatives(found, "sales")["ARD", "2020"]) == [("ARD", "2020", "", "first")]


def test_where_no_source_has_a_value_the_gap_of_the_preferred_one_is_kept() -> None:
    found = dataset(("ARD", "2020", "", "second"), ("ARD", "2020", "", "first"))
    assert told(preferred(found, "sales")) == [("ARD", "2020", "", "first")]


def test_a_value_that_the_build_computes_comes_before_all_sources() -> None:
    found = dataset(("ARD", "2020", "1", "first"), ("ARD", "2020", "2", "derived"))
    assert told(preferred(found, "sales")) == [("ARD", "2020", "2", "derived")]


# --- one area ---


def test_areas_have_their_observations_in_order_of_time() -> None:
    found = yearly(BRE={"2021": "4"}, ARD={"2021": "2", "2020": "1"})
    assert {code: told(line) for code, line in by_area(found, "sales").items()} == {
        "ARD": [("ARD", "2020", "1", "first"), ("ARD", "2021", "2", "first")],
        "BRE": [("BRE", "2021", "4", "first")],
    }


def test_the_latest_value_skips_gaps_and_is_none_where_there_is_none() -> None:
    found = yearly(ARD={"2020": "1", "2021": "2", "2022": ""}, BRE={"2020": ""})
    last = latest(found, "sales", "ARD")
    assert last is not None
    assert last.time_period == "2021"
    assert latest(found, "sales", "BRE") is None
    assert latest(found, "sales", "NOWHERE") is None


def test_a_value_is_found_by_its_period_and_a_gap_is_no_value() -> None:
    found = yearly(ARD={"2020": "0", "2021": ""})
    zero = value_at(found, "sales", "ARD", "2020")
    assert zero is not None
    assert zero.value == 0
    assert value_at(found, "sales", "ARD", "2021") is None
    assert value_at(found, "sales", "ARD", "1999") is None


# --- rankings ---


def test_equal_values_share_a_position_and_the_next_one_counts_them() -> None:
    found = yearly(
        ARD={"2020": "5"},
        BRE={"2020": "7"},
        CAN={"2020": "5.0"},
        DOR={"2020": "-1"},
        ELB={"2020": ""},
    )
    ranks = ranking(found, "sales", "2020")
    assert [(r.position, r.observation.ref_area) for r in ranks] == [
        (1, "BRE"),
        (2, "ARD"),
        (2, "CAN"),
        (4, "DOR"),
    ]


def test_groups_parts_and_zones_are_never_ranked() -> None:
    lines = [(code, "2020", "5", "first") for code in ("ARD", "ARD-1", "ARD-X-BAY", "BRE", "WLD")]
    found = dataset(*lines)
    assert [r.observation.ref_area for r in ranking(found, "sales", "2020")] == ["ARD", "BRE"]


def test_a_first_handful_of_reporters_is_no_ranking() -> None:
    codes = [f"A{n}" for n in range(10)]
    whole = {code: {"2020": "1"} for code in codes}
    half = {code: {"2020": "1", "2021": "1"} for code in codes[:5]}
    few = {code: {"2020": "1", "2021": "1"} for code in codes[:4]}
    assert ranking_period(yearly(**whole | half), "sales") == "2021"
    assert ranking_period(yearly(**whole | few), "sales") == "2020"


def test_groups_do_not_make_a_period_fit_for_ranking() -> None:
    found = yearly(ARD={"2020": "1"}, BRE={"2020": "2"}, WLD={"2020": "3", "2021": "4"})
    assert ranking_period(found, "sales") == "2020"


def test_one_economy_alone_is_not_ranked() -> None:
    found = yearly(ARD={"2020": "1", "2021": "2"}, WLD={"2021": "9"})
    assert ranking_period(found, "sales") == ""
    assert ranking_period(found, "nothing") == ""


# --- answers are kept ---


def test_a_question_is_answered_once_for_each_dataset_and_argument() -> None:
    asked: list[tuple[str, int]] = []

    @remembered
    def question(_dataset: Dataset, name: str, *, more: int = 0) -> str:
        asked.append((name, more))
        return f"{name} {more}"

    found, other = dataset(), dataset()
    assert [question(found, "a"), question(found, "a"), question(found, "a", more=1)] == [
        "a 0",
        "a 0",
        "a 1",
    ]
    assert question(other, "a") == "a 0"
    assert asked == [("a", 0), ("a", 1), ("a", 0)]
    assert found == other, "what was asked is no part of a dataset's value"


# --- from tables ---


def test_tables_become_types_and_each_row_keeps_its_place(tmp_path: Path) -> None:
    write_packages(tmp_path)
    found = read_dataset(tmp_path)
    first, second = found.observations["exports"][:2]
    assert (first.source, first.value, first.text) == ("office", Decimal("216265.0"), "216265.0")
    assert (second.source, second.qualifier) == ("paper", Qualifier.ABOUT)
    assert first.where == Location(path="datapackages/trade/data/observations.csv", line=2)
    assert found.observations["exports"][2].where.line == 5, "a cell above holds a line end"
    assert list(found.packages) == ["reference", "trade"]


def test_topics_are_in_the_order_that_their_table_gives() -> None:
    header = ("topic", "title", "title_zh", "description", "order")
    lines = (("late", "2"), ("early", "1"))
    rows = tuple(
        Row(cells=dict(zip(header, (code, "T", "题", "D.", order), strict=True)), line=n)
        for n, (code, order) in enumerate(lines, 2)
    )
    table = Table(package="p", resource="topics", path="t.csv", header=header, rows=rows)
    assert list(assemble((), {("p", "topics"): table}).topics) == ["early", "late"]
