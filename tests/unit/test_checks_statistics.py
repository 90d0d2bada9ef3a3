# The cases ST001 to ST011 in tests/problems show each check with its whole message. Here stand the
# edges: what is just odd enough, what is not, and what waivers cover.
"""Statistical checks and waivers."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from silkline.checks.periods import Moment, moment
from silkline.checks.statistics import RULES, figures_are_plausible
from silkline.checks.statistics.courses import scale_of
from silkline.checks.subject import Subject
from silkline.model import Package, PackageKind, Row, Table
from silkline.problems import Location

COLUMNS = {
    "indicators": ("indicator", "unit", "decimals", "kind"),
    "observations": (
        "indicator",
        "ref_area",
        "time_period",
        "obs_value",
        "obs_qualifier",
        "obs_status",
        "source",
        "evidence",
        "note",
    ),
    "sources": ("source", "preference", "published", "retrieved", "file"),
    "derived": ("indicator", "formula", "inputs"),
    "breaks": ("indicator", "ref_area", "time_period"),
    "waivers": (
        "code",
        "indicator",
        "ref_area",
        "time_period",
        "source",
        "reason",
        "reason_zh",
    ),
}
INDICATORS = (
    ("tea", "cups", "0", "level"),
    ("tea-green", "cups", "0", "level"),
    ("tea-black", "cups", "0", "level"),
    ("tea-share", "percent", "1", "share"),
    ("tea-rate", "percent", "1", "rate"),
)
SOURCES = (("file", "1", "2024", "", "raw/a.csv"), ("paper", "2", "2024-05-01", "", ""))
Cells = tuple[str, ...]


def table(name: str, rows: Iterable[Cells]) -> Table:
    made = [
        Row(cells=dict(zip(COLUMNS[name], cells, strict=True)), line=line)
        for line, cells in enumerate(rows, start=2)
    ]
    return Table(
        package="tea",
        resource=name,
        path=f"data/{name}.csv",
        header=COLUMNS[name],
        rows=tuple(made),
    )


def subject(observations: Iterable[Cells], **others: Iterable[Cells]) -> Subject:
    rows = {"indicators": INDICATORS, "sources": SOURCES, "observations": observations, **others}
    package = Package(
        name="tea",
        folder=Path("tea"),
        kind=PackageKind.INDICATORS,
        title="",
        title_zh="",
        description="",
        version="",
        created="",
        keywords=(),
        licenses=(),
        contributors=(),
        update_frequency="",
        processing_level="",
        citation="",
        resources=(),
        raw_files=(),
        descriptor={},
        digest="",  # type: ignore[arg-type]
        where=Location(path="tea"),
    )
    tables = {name: table(name, found) for name, found in rows.items()}
    return Subject(package=package, tables=tables, codelists={})


def observation(
    indicator: str = "tea",
    area: str = "CHN",
    period: str = "2020",
    value: str = "100",
    *,
    qualifier: str = "",
    status: str = "A",
    source: str = "file",
    evidence: str = "raw/a.csv#row=2",
    note: str = "",
) -> Cells:
    return indicator, area, period, value, qualifier, status, source, evidence, note


def series(
    values: str, indicator: str = "tea", area: str = "CHN", first: int = 2001
) -> list[Cells]:
    """Observations of years in a row; a dot leaves a year out."""
    return [
        observation(indicator, area, str(year), value)
        for year, value in enumerate(values.split(), start=first)
        if value != "."
    ]


def told(observations: Iterable[Cells], **others: Iterable[Cells]) -> list[str]:
    """Code, line and column of each finding."""
    found = sorted(figures_are_plausible(subject(tuple(observations), **others)))
    return [f"{p.code} {p.where.line} {p.where.field}".strip() for p in found]


# --- Shares ---


@pytest.mark.parametrize(
    ("value", "is_told"),
    [("0", False), ("100", False), ("100.0", False), ("100.01", True), ("-0.1", True), ("", False)],
)
def test_a_share_lies_between_nothing_and_all(value: str, *, is_told: bool) -> None:
    assert told([observation("tea-share", value=value)]) == ["ST001 2 obs_value"] * is_told


def test_only_shares_in_percent_are_parts_of_a_whole() -> None:
    assert told([observation("tea-rate", value="250"), observation("tea", value="250")]) == []
    other = [("tea-share", "times", "1", "share")]
    assert told([observation("tea-share", value="250")], indicators=other) == []


# --- Jumps of scale ---


@pytest.mark.parametrize(
    ("before", "value", "after", "scale"),
    [
        (1, 10, 1, 10),
        (1, 8, 1, 10),
        (1, 7.9, 1, 0),
        (1, 12, 1, 10),
        (1, 12.1, 1, 0),
        (1, 1000, 1.1, 1000),
        (1, 1000, 2, 0),
        (1000, 1, 1000, 1000),
        (10, 1, 9, 10),
        (1, 1_000_000, 1, 1_000_000),
        (1, 10_000, 1, 0),
        (-1, -100, -1, 100),
        (-1, 100, -1, 0),
        (0, 100, 1, 0),
        (1, 10, 100, 0),
    ],
)
def test_a_scale_is_off_from_both_neighbours(
    before: float, value: float, after: float, scale: int
) -> None:
    assert scale_of(before, value, after) == scale


def test_ten_times_is_told_only_of_figures_that_are_not_small() -> None:
    large = series("500 500 500 500 500 500 500", area="USA")
    assert told([*series("50 50 500 50 50"), *large]) == ["ST002 4 obs_value"]
    assert told([*series("5 5 50 5 5"), *large]) == []
    assert told([*series("5 5 500 5 5"), *large]) == ["ST002 4 obs_value"]


def test_ten_times_is_not_told_of_rates_and_shares() -> None:
    assert told(series("5 5 50 5 5", "tea-rate") + series("5 5 50 5 5", "tea-share")) == []
    assert told(series("0.05 0.05 50 0.05", "tea-rate")) == ["ST002 4 obs_value"]


def test_years_and_quarters_are_no_neighbours() -> None:
    mixed = [
        observation(period=p, value=v)
        for p, v in (("2019", "1000"), ("2020", "1000"), ("2020-Q1", "1"), ("2021", "1000"))
    ]
    assert told([*mixed, observation(period="2011/2020", value="1")]) == []


# --- Signs ---


def test_one_figure_of_another_sign_is_told_after_five() -> None:
    assert told(series("1 1 1 1 -1")) == []
    assert told(series("1 1 1 1 1 -1")) == ["ST003 7 obs_value"]
    assert told(series("-1 -1 -1 -1 -1 1")) == ["ST003 7 obs_value"]
    assert told(series("1 1 1 -1 1 1 -1")) == []
    assert told(series("1 1 1 1 1 0")) == []
    assert told(series("1 1 1 1 1 -1", "tea-rate")) == []


# --- Growth ---

CALM = "100 101 103 104 106 108"


def test_growth_is_measured_by_its_own_history() -> None:
    assert told(series(f"{CALM} 500")) == ["ST004 8 obs_value"]
    assert told(series(f"{CALM} 430")) == []  # less than four times
    assert told(series(f"500 {CALM}")) == ["ST004 3 obs_value"]
    lively = "100 250 90 300 110 260 80"
    assert told(series(f"{lively} 400")) == []  # five times, and nothing new here


def test_growth_needs_a_history() -> None:
    assert told(series("100 101 102 103 500")) == []
    assert told(series("100 101 102 103 104 500")) == ["ST004 7 obs_value"]


def test_growth_over_a_gap_is_growth_a_year() -> None:
    assert told(series(f"{CALM} . . . 500")) == []


def test_a_jump_of_scale_is_told_once() -> None:
    assert told(series(f"{CALM} 110000 111 112")) == ["ST002 8 obs_value"]


@pytest.mark.parametrize(
    ("breaks", "is_told"),
    [
        ((("tea", "CHN", "2007"),), False),
        ((("tea", "", "2007"),), False),
        ((("tea", "CHN", "2006"),), True),
        ((("tea", "USA", "2007"),), True),
        ((("tea-rate", "CHN", "2007"),), True),
    ],
)
def test_growth_is_not_told_across_a_declared_break(
    breaks: tuple[Cells, ...], *, is_told: bool
) -> None:
    assert told(series(f"{CALM} 500"), breaks=breaks) == ["ST004 8 obs_value"] * is_told


def test_a_break_of_a_year_is_one_of_its_first_quarter() -> None:
    values = ["100", "101", "103", "104", "106", "108", "109", "600"]
    periods = [f"{year}-Q{quarter}" for year in (2001, 2002) for quarter in (1, 2, 3, 4)]
    quarters = [observation(period=p, value=v) for p, v in zip(periods, values, strict=True)]
    assert told(quarters, breaks=[("tea", "CHN", "2002-Q4")]) == []
    assert told(quarters, breaks=[("tea", "CHN", "2002")]) == ["ST004 9 obs_value"]


def test_a_figure_may_say_itself_that_the_series_breaks() -> None:
    rows = series(CALM)
    assert told([*rows, observation(period="2007", value="500", status="B")]) == []


# --- Sums ---

SUM = [("tea", "sum", "tea-green tea-black")]


def parts(whole: str, green: str, black: str, **other: str) -> list[Cells]:
    return [
        observation("tea", value=whole, **other),  # type: ignore[arg-type]
        observation("tea-black", value=black),
        observation("tea-green", value=green),
    ]


def test_parts_add_up_as_far_as_they_are_rounded() -> None:
    assert told(parts("100", "60", "40"), derived=SUM) == []
    assert told(parts("101", "60", "40"), derived=SUM) == []  # three halves of a unit
    assert told(parts("102", "60", "40"), derived=SUM) == ["ST005 2 obs_value"]
    assert told(parts("100.00001", "60.0", "40.0"), derived=SUM) == []  # shown without decimals


def test_only_exact_figures_of_one_source_and_unit_are_added_up() -> None:
    assert told(parts("150", "60", "40", source="paper"), derived=SUM) == []
    hedged = parts("150", "60", "40", qualifier="about", note="read off a chart")
    assert told(hedged, derived=SUM) == []
    assert told(parts("150", "60", ""), derived=SUM) == []
    units = [("tea", "pots", "0", "level"), *INDICATORS[1:]]
    assert told(parts("150", "60", "40"), derived=SUM, indicators=units) == []
    difference = [("tea", "difference", "tea-green tea-black")]
    assert told(parts("150", "60", "40"), derived=difference) == []


# --- Sources ---


@pytest.mark.parametrize(
    ("newer", "is_told"),
    [
        (("new", "2", "2025", "", "raw/b.csv"), True),
        (("new", "2", "2024-12-31", "", "raw/b.csv"), False),  # in the same year, as far as known
        (("new", "1", "2025", "", "raw/b.csv"), False),
        (("new", "2", "", "2025-01-01", "raw/b.csv"), False),
        (("new", "2", "2025", "", ""), False),  # an article quotes
    ],
)
def test_a_newer_file_is_preferred(newer: Cells, *, is_told: bool) -> None:
    rows = [observation(), observation(source="new")]
    found = told(rows, sources=[SOURCES[0], newer])
    assert found == ["ST006 2 published"] * is_told
    assert told([observation(), observation(period="2021", source="new")], sources=[newer]) == []


@pytest.mark.parametrize(
    ("period", "status", "is_told"),
    [
        ("2024", "A", False),
        ("2025", "A", True),
        ("2025", "F", False),
        ("2025", "E", False),
        ("2025", "P", True),
        ("2024-Q4", "A", False),
        ("2025-01", "A", True),
        ("2021/2025", "A", True),
        ("2021/2024", "A", False),
        ("2025 or so", "A", False),
    ],
)
def test_nothing_is_observed_before_it_happens(period: str, status: str, *, is_told: bool) -> None:
    found = told([observation(period=period, status=status)])
    assert found == ["ST008 2 time_period"] * is_told


def test_the_year_of_retrieval_counts_where_that_of_publication_is_unknown() -> None:
    sources = [("file", "1", "", "2026-01-01", "raw/a.csv")]
    assert told([observation(period="2026")], sources=sources) == []
    assert told([observation(period="2027")], sources=sources) == ["ST008 2 time_period"]
    assert told([observation(period="2027", value="", status="M")], sources=sources) == []
    assert told([observation(period="2099")], sources=[("file", "1", "", "", "")]) == []


def test_a_qualifier_needs_words() -> None:
    assert told([observation(qualifier="about")]) == ["ST009 2 obs_qualifier"]
    assert told([observation(qualifier="about", note="read off a chart")]) == []
    assert told([observation(qualifier="about", evidence="claim:c1")]) == []
    assert told([observation(qualifier="about", source="paper")]) == []


# --- Early ends ---


def test_a_series_may_end_ten_years_before_its_source() -> None:
    long = series(" ".join(["100"] * 12), area="USA")
    assert told([*series("100 100", first=2000), *long]) == ["ST007 3 time_period"]
    assert told([*series("100 100", first=2001), *long]) == []


def test_many_early_ends_are_one_note() -> None:
    areas = [f"A{n:02}" for n in range(10)]
    early = [observation(area=area, period="2000") for area in areas]
    problems = tuple(figures_are_plausible(subject([*early, observation(area="USA")])))
    (problem,) = problems
    assert problem.message == (
        "the series of 10 areas end more than 10 years before the last figure of tea from file: "
        "A00 (2000), A01 (2000), A02 (2000), A03 (2000), A04 (2000), A05 (2000), A06 (2000), "
        "A07 (2000) and 2 more"
    )


# --- Waivers ---


def waiver(
    code: str = "ST004",
    *,
    indicator: str = "tea",
    area: str = "",
    period: str = "",
    source: str = "",
    reason: str = "So be it.",
) -> Cells:
    return code, indicator, area, period, source, reason, "如此。"


@pytest.mark.parametrize(
    "row",
    [
        waiver(),
        waiver(area="CHN"),
        waiver(period="2007"),
        waiver(area="CHN", period="2007", source="file"),
    ],
)
def test_a_waiver_covers_what_it_names_and_all_where_it_names_nothing(row: Cells) -> None:
    assert told(series(f"{CALM} 500"), waivers=[row]) == []


@pytest.mark.parametrize(
    "row",
    [
        waiver("ST002"),
        waiver(indicator="tea-green"),
        waiver(area="USA"),
        waiver(period="2006"),
        waiver(source="paper"),
    ],
)
def test_a_waiver_that_covers_nothing_is_told(row: Cells) -> None:
    found = told(series(f"{CALM} 500"), waivers=[row])
    assert found == ["ST004 8 obs_value", "ST010 2"]


def test_two_waivers_may_cover_one_finding() -> None:
    assert told(series(f"{CALM} 500"), waivers=[waiver(), waiver(area="CHN")]) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (waiver("DC013"), "code"),
        (waiver("ST010"), "code"),
        (waiver(""), "code"),
        (waiver(reason=" "), "reason"),
    ],
)
def test_a_waiver_without_code_or_reason_covers_nothing(row: Cells, column: str) -> None:
    found = told(series(f"{CALM} 500"), waivers=[row])
    assert found == ["ST004 8 obs_value", f"ST011 2 {column}"]


def test_a_waiver_names_an_indicator_and_a_source_of_its_package() -> None:
    rows = [waiver(indicator="coffee"), waiver(source="radio")]
    made = subject(series(f"{CALM} 500"), waivers=rows)
    found = {(p.code, p.where.line) for rule in RULES for p in rule(made)}
    assert found == {("ST004", 8), ("ST010", 2), ("ST010", 3), ("DC008", 2), ("DC007", 3)}


def test_an_early_end_is_waived_by_area() -> None:
    rows = [observation(area="CHN", period="2000"), observation(area="USA", period="2001")]
    rows.append(observation(area="WLD"))
    problems = tuple(figures_are_plausible(subject(rows, waivers=[waiver("ST007", area="CHN")])))
    (problem,) = problems
    assert problem.message == (
        "the series of one area ends more than 10 years before the last figure of tea from file: "
        "USA (2001)"
    )


# --- What other rules tell, and how quick it is ---


def test_what_is_no_number_and_no_period_is_left_to_other_rules() -> None:
    odd = ("", " ", "n/a", "1,000", "inf", "nan", "1e400")
    rows = [observation("tea-share", value=value) for value in odd]
    rows += [observation(period=period) for period in ("", "soon", "2020Q1", "2020/2011")]
    assert told(rows) == []


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2020", Moment("A", 2020)),
        ("2020-S2", Moment("S", 4041)),
        ("2020-Q1", Moment("Q", 8080)),
        ("2020-12", Moment("M", 24251)),
        ("2011/2020", None),
        ("2020-13", None),
        ("", None),
    ],
)
def test_periods_of_one_length_are_counted(period: str, expected: Moment | None) -> None:
    assert moment(period) == expected


def test_a_hundred_and_fifty_thousand_observations_take_a_moment() -> None:
    chance = random.Random(1)
    rows = [
        observation(
            area=f"A{n // 50:04}", period=str(1970 + n % 50), value=f"{100 + chance.random()}"
        )
        for n in range(150_000)
    ]
    made = subject(rows)
    start = time.process_time()
    assert list(figures_are_plausible(made)) == []
    assert time.process_time() - start < 10, "about one second on a quiet machine"
