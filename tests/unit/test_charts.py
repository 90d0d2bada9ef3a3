# Charts from a small data set made by hand: what is drawn, in which unit, with which words.
"""Tests of the charts room."""

from __future__ import annotations

import copy
import json
import pickle
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import pytest
from altair.utils.schemapi import validate_jsonschema
from jsonschema import Draft7Validator

from silkline.charts import (
    ChartJob,
    check_spec,
    draw,
    indicator_chart,
    key_html,
    sparkline,
    story_chart,
)
from silkline.charts.numbers import Room, axis_steps, format_number, push_apart, year_ticks
from silkline.charts.points import HOVER
from silkline.charts.spec import indicator_spec
from silkline.charts.svg import lean_svg
from silkline.charts.theme import COLORS, SERIES
from silkline.messages import messages
from silkline.model import (
    Area,
    AreaKind,
    Break,
    Dataset,
    Indicator,
    Observation,
    Qualifier,
    Source,
    Status,
    Unit,
)
from silkline.problems import Location

WHERE = Location(path="notebooks/story.ipynb", line=7, column=5, field="cell 2")
LOOK: dict[str, Any] = {"focus": ("AAA",), "language": "en"}


SALES = Indicator(
    id="sales",
    title="Sales of tea",
    title_zh="",
    definition="",
    definition_zh="",
    unit="m",
    topic="trade",
    decimals=1,
    kind="level",
    aggregation="sum",
    caveat="",
    caveat_zh="",
    related=(),
    package="tea",
    where=Location(path="indicators.csv"),
)
OFFICE = Source(
    id="office",
    preference=1,
    producer="Tea Office",
    title="",
    url="",
    published="",
    retrieved="",
    licence="",
    file="",
    sha256="",
    citation="",
    package="tea",
    where=Location(path="sources.csv"),
)


def observed(
    area: str, period: str, text: str, qualifier: str = "", status: str = "A"
) -> Observation:
    return Observation(
        indicator="sales",
        ref_area=area,
        time_period=period,
        text=text,
        value=Decimal(text) if text else None,
        qualifier=Qualifier(qualifier),
        status=status,
        source="office",
        evidence="",
        note="",
        where=Location(path="observations.csv"),
    )


def dataset(*observations: Observation, breaks: tuple[Break, ...] = ()) -> Dataset:
    units = [
        unit_of("m", "Million crowns", "kr million", 6),
        unit_of("bn", "Billion crowns", "kr billion", 9),
    ]
    return Dataset(
        packages={},
        tables={},
        areas={code: area(code, name) for code, name in (("AAA", "Arda"), ("BBB", "Bree"))},
        units={unit.code: unit for unit in units},
        topics={},
        statuses={
            "A": Status(code="A", title="Normal value", title_zh=""),
            "E": Status(code="E", title="Estimated value", title_zh=""),
        },
        indicators={"sales": SALES},
        derivations={},
        sources={"office": OFFICE},
        observations={
            "sales": tuple(sorted(observations, key=lambda o: (o.ref_area, o.time_period)))
        },
        breaks=breaks,
        statements={},
        claims={},
    )


def area(code: str, name: str) -> Area:
    return Area(code=code, name=name, name_zh="", kind=AreaKind.ECONOMY)


def unit_of(code: str, title: str, symbol: str, power: int) -> Unit:
    many = Decimal(10) ** power
    return Unit(code=code, title=title, title_zh="", symbol=symbol, base="KR", multiplier=many)


def job_of(*observations: Observation, **more: Any) -> ChartJob:
    job = indicator_chart(dataset(*observations, **more), "sales", ("BBB", "AAA"), **LOOK)
    assert job is not None
    return job


def two_lines() -> list[Observation]:
    return [
        *(
            observed("AAA", str(y), str(v))
            for y, v in ((2019, 10000), (2020, 12500), (2021, 15000))
        ),
        *(observed("BBB", str(y), str(v)) for y, v in ((2019, 20000), (2021, 30000))),
    ]


def test_a_chart_says_what_it_shows_in_words_made_from_the_data() -> None:
    job = job_of(*two_lines())
    assert job.title == "Sales of tea, 2019–2021"
    assert job.subtitle == "Kr billion, converted from kr million"
    assert job.source == "Tea Office"
    assert job.description == (
        "Line chart of sales of tea, 2019–2021, in kr billion. "
        "Arda: 15.0 in 2021, from 10.0 in 2019. Bree: 30.0 in 2021, from 20.0 in 2019."
    )


def test_values_below_ten_thousand_stay_in_the_unit_in_which_they_were_published() -> None:
    job = job_of(observed("AAA", "2019", "10.25"), observed("AAA", "2020", "12.5"))
    assert (job.subtitle, job.factor) == ("Kr million", Decimal(1))
    assert [p.label for p in job.points] == ["10.3", "12.5"]


def test_no_more_decimals_are_shown_than_were_published() -> None:
    job = job_of(observed("AAA", "2019", "10"), observed("AAA", "2020", "12.5"))
    assert [p.label for p in job.points] == ["10", "12.5"]


def test_the_focus_comes_first_and_missing_values_are_left_out() -> None:
    job = job_of(*two_lines(), observed("BBB", "2020", "", status="M"))
    assert job.areas == ("AAA", "BBB")
    assert [(p.area, p.period) for p in job.points][-2:] == [("BBB", "2019"), ("BBB", "2021")]


def test_one_value_makes_no_chart() -> None:
    data = dataset(observed("AAA", "2019", "1"))
    assert indicator_chart(data, "sales", ("AAA",), **LOOK) is None


def test_one_period_makes_bars_and_more_make_lines() -> None:
    assert job_of(observed("AAA", "2019", "1"), observed("BBB", "2019", "2")).kind == "bars"
    assert job_of(observed("AAA", "2019", "1"), observed("AAA", "2020", "2")).kind == "lines"


def test_a_half_year_does_not_share_a_line_with_years() -> None:
    job = job_of(
        observed("AAA", "2019", "1"), observed("AAA", "2020", "2"), observed("AAA", "2021-S1", "1")
    )
    assert [p.period for p in job.points] == ["2019", "2020"]


def test_the_data_of_the_browser_come_by_an_address_relative_to_the_chart() -> None:
    document = json.loads(draw(job_of(*two_lines())).vega)
    loaded = [d["url"] for d in document["vega"]["data"] if "url" in d]
    assert loaded == ["../data/v1/latest/indicators/sales.csv"]
    assert document["colors"] == COLORS
    assert "usermeta" not in document["vega"]


def test_the_specification_is_valid_vega_lite() -> None:
    everything = [
        *two_lines(),
        observed("AAA", "2022", "16000", "more_than"),
        observed("AAA", "2023", "17000", "nearly", "E"),
    ]
    what = Break(indicator="sales", ref_area="AAA", time_period="2021", what="New law", what_zh="")
    alt.Chart.from_dict(indicator_spec(job_of(*everything, breaks=(what,))))
    alt.Chart.from_dict(
        indicator_spec(job_of(observed("AAA", "2019", "1"), observed("BBB", "2019", "2")))
    )


def paths_of(svg: str, color: str) -> list[str]:
    root = ET.fromstring(svg)
    return [
        e.get("d", "") for e in root.iter("path") if e.get("stroke") == color and not e.get("fill")
    ]


def test_a_gap_breaks_the_line_and_leaves_dots() -> None:
    svg = draw(job_of(*two_lines())).svg_wide
    assert len(paths_of(svg, "var(--c1)")) == 1
    assert paths_of(svg, "var(--c2)") == []
    dots = [e for e in ET.fromstring(svg).iter("path") if e.get("fill") == "var(--c2)"]
    assert len(dots) == 3  # two lone values, one of them also the end of the series


def test_estimates_are_dashed() -> None:
    svg = draw(job_of(*two_lines(), observed("AAA", "2022", "16000", status="E"))).svg_wide
    dashed = [e for e in ET.fromstring(svg).iter("line") if e.get("stroke-dasharray") == "4,4"]
    assert [e.get("stroke") for e in dashed] == ["var(--c1)"]


def test_a_qualified_value_has_an_open_mark_and_an_arrow() -> None:
    svg = draw(job_of(*two_lines(), observed("AAA", "2022", "16000", "more_than"))).svg_wide
    root = ET.fromstring(svg)
    open_marks = [e for e in root.iter("path") if e.get("fill") == "var(--paper)"]
    assert [e.get("stroke") for e in open_marks] == ["var(--c1)"]
    assert "Arda >\u200916.0" in [e.text for e in root.iter("text")]
    upwards = re.compile(r"M0,-[\d.]+L-[\d.]+,[\d.]+L[\d.]+,[\d.]+Z")
    triangles = [e for e in root.iter("path") if upwards.fullmatch(e.get("d", ""))]
    assert len(triangles) == 1


def test_a_break_is_a_rule_with_its_reason() -> None:
    what = Break(indicator="sales", ref_area="AAA", time_period="2020", what="New law", what_zh="")
    chart = draw(job_of(*two_lines(), breaks=(what,)))
    assert 'stroke-dasharray="2,3"' in chart.svg_wide
    assert "a" in [e.text for e in ET.fromstring(chart.svg_wide).iter("text")]
    assert ("break a", "2020: New law") in chart.marks
    assert '<li class="why"><em>a</em>2020: New law</li>' in key_html(chart.marks, messages("en"))


@pytest.mark.parametrize(
    ("status", "qualifier", "mark", "expected"),
    [
        ("E", "", "estimate", ("line", "stroke-dasharray", "4,4")),
        ("I", "", "estimate", ("line", "stroke-dasharray", "4,4")),
        ("F", "", "forecast", ("line", "stroke-dasharray", "0.5,4")),
        ("P", "", "provisional", ("path", "fill", "var(--paper)")),
        ("A", "about", "hedged", ("path", "fill", "var(--paper)")),
        ("A", "nearly", "below", ("path", "fill", "var(--c1)")),
    ],
)
def test_each_kind_of_value_has_its_mark_and_the_key_names_it(
    status: str, qualifier: str, mark: str, expected: tuple[str, str, str]
) -> None:
    chart = draw(job_of(*two_lines(), observed("AAA", "2022", "16000", qualifier, status=status)))
    tag, attribute, value = expected
    for svg in (chart.svg_wide, chart.svg_narrow):
        found = [e for e in ET.fromstring(svg).iter(tag) if e.get(attribute) == value]
        assert len(found) >= 1, svg
    assert mark in [kind for kind, _ in chart.marks]
    assert "<li><svg" in key_html(chart.marks, messages("en"))


def test_a_plain_line_needs_no_key_and_a_gap_is_told() -> None:
    whole = draw(job_of(*two_lines()[:3]))
    assert whole.marks == ()
    assert key_html(whole.marks, messages("en")) == ""
    assert draw(job_of(*two_lines())).marks == (("gap", ""),)


@pytest.mark.parametrize("status", ["E", "F", "P"])
def test_an_unsure_bar_is_pale_with_an_outline(status: str) -> None:
    chart = draw(
        job_of(observed("AAA", "2019", "10000"), observed("BBB", "2019", "20000", status=status))
    )
    bars = [e for e in ET.fromstring(chart.svg_wide).iter("path") if e.get("fill-opacity")]
    assert min(e.get("fill-opacity", "") for e in bars) == "0.18"
    assert 'stroke-dasharray="' in chart.svg_wide
    assert [kind.split()[1] for kind, _ in chart.marks] == ["bar"]


def test_the_places_of_the_values_are_those_of_the_picture() -> None:
    chart = draw(job_of(*two_lines(), observed("AAA", "2022", "16000.50", "more_than", status="E")))
    told = json.loads(chart.points)
    assert (told["kind"], told["indicator"], told["unit"]) == ("lines", "sales", "kr million")
    assert told["areas"] == [["AAA", "Arda"], ["BBB", "Bree"]]
    assert told["sources"] == ["Tea Office"]
    assert told["statuses"] == {"E": "Estimated value"}
    assert [p[:6] for p in told["points"]][3] == [
        *(0, "2022", "2022", ">\u200916\u202f000.50", "E", 0)
    ]
    assert len(told["points"]) == 6
    left, _, right, low = told["boxes"][0]
    first, last = told["points"][0], told["points"][3]
    assert (first[6], last[6]) == (left, right)
    assert first[7] > last[7] > 0
    assert low > first[7]
    d = next(p for p in paths_of(chart.svg_wide, "var(--c1)"))
    number = r"([-\d.]+),([-\d.]+)"
    drawn = [float(n) for n in re.findall(rf"M{number}", d)[0]]
    assert drawn[0] == pytest.approx(first[6] - left, abs=0.2)


def test_bars_have_places_too() -> None:
    chart = draw(job_of(observed("AAA", "2019", "10000"), observed("BBB", "2019", "20000")))
    told = json.loads(chart.points)
    (_, _, _, _, _, _, ax, ay, *_), (_, _, _, _, _, _, bx, by, *_) = told["points"]
    assert told["kind"] == "bars"
    assert bx > ax
    assert by < ay, "the largest stands on top"


def test_pictures_are_small_and_carry_nothing_that_runs_collides_or_has_a_colour() -> None:
    chart = draw(job_of(*two_lines()))
    for svg in (chart.svg_wide, chart.svg_narrow):
        assert len(svg.encode()) < 15_000
        assert not re.search(r"#[0-9a-f]{3,6}|\sid=|<style|<script|url\(|aria-roledescription", svg)
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == chart.description
    assert 'viewBox="0 0 760 380"' in chart.svg_wide
    assert 'viewBox="0 0 360 330"' in chart.svg_narrow


def test_a_unit_cannot_end_the_text_that_the_compiler_puts_it_in() -> None:
    job = replace(job_of(*two_lines()), unit='\\" + now() + "\\0')
    document = json.loads(draw(job).vega)["vega"]
    hover = next(mark for mark in document["marks"] if mark["name"].startswith(HOVER))
    told = hover["encode"]["update"]["tooltip"]["signal"]
    assert '"\\\\\\" + now() + \\"\\\\0"' in told
    assert "description" not in hover["encode"]["update"]


def test_a_name_without_end_is_cut_in_the_picture() -> None:
    job = job_of(*two_lines())
    job = replace(job, points=tuple(replace(p, name="Arda " * 400) for p in job.points))
    chart = draw(job)
    name = f"{'Arda ' * 19}Arda…"
    assert f">{name} 15.0<" in chart.svg_wide
    assert len(chart.vega) < 40_000


def test_a_name_with_markup_stays_text() -> None:
    data = dataset(*two_lines())
    bad = replace(data.areas["AAA"], name='<script>x</script>"&')
    data = replace(data, areas={**data.areas, "AAA": bad})
    job = indicator_chart(data, "sales", ("AAA",), **LOOK)
    assert job is not None
    svg = draw(job).svg_wide
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_jobs_cross_processes_and_the_same_job_gives_the_same_chart() -> None:
    job = job_of(*two_lines())
    assert draw(pickle.loads(pickle.dumps(job))) == draw(job)


def test_links_scripts_and_images_do_not_survive_in_a_picture() -> None:
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><style>a</style>'
        '<script>x</script><a href="javascript:x">'
        '<path d="M0,0L1,1" onclick="x" stroke="#0b5c6b"/></a>'
        '<image href="http://x"/><foreignObject/></svg>'
    )
    assert lean_svg(drawn, 'a "b"') == (
        '<svg viewBox="0 0 9 9" class="chart" role="img" aria-label="a &quot;b&quot;" '
        'font-family="Source Sans 3, system-ui, sans-serif">'
        '<path d="M0,0L1,1" stroke="var(--c1)"/></svg>'
    )


# --- in another language ---


def test_a_chart_in_chinese_holds_no_english_but_names_without_translation() -> None:
    data = dataset(*two_lines(), observed("AAA", "2022", "16000", "nearly"))
    sales = replace(data.indicators["sales"], title_zh="茶叶销售额")
    areas = {
        code: replace(area, name_zh={"AAA": "阿尔达", "BBB": "布里"}.get(code, ""))
        for code, area in data.areas.items()
    }
    units = {
        code: replace(unit, title_zh="十亿克朗" if unit.multiplier > 10**6 else "百万克朗")
        for code, unit in data.units.items()
    }
    data = replace(data, indicators={"sales": sales}, areas=areas, units=units)
    job = indicator_chart(data, "sales", ("AAA", "BBB"), focus=("AAA",), language="zh")
    assert job is not None
    assert job.title == "茶叶销售额，2019年至2022年"
    assert job.subtitle == "十亿克朗，由百万克朗换算"
    assert job.source == "Tea Office"
    assert job.description == (
        "折线图：茶叶销售额，2019年至2022年，单位：十亿克朗。"
        "阿尔达：2022年为近16.0，2019年为10.0。布里：2021年为30.0，2019年为20.0。"
    )
    assert [p.label for p in job.points if p.qualifier] == ["近16.0"]
    assert "近16.0" in draw(job).svg_wide
    assert all(word in draw(job).vega for word in ("时期", "地区", "状态", "近"))


# --- sparklines ---


def test_a_sparkline_breaks_at_a_gap_and_dots_a_lone_value() -> None:
    points = [
        observed("AAA", str(y), str(v))
        for y, v in ((2018, 1), (2019, 2), (2021, 4), (2023, 2), (2024, 3))
    ]
    assert sparkline(points) == (
        '<svg viewBox="0 0 200 60" class="spark" preserveAspectRatio="xMinYMid meet" '
        'aria-hidden="true"><path d="M6 54l31-16"/><circle cx="100" cy="6" r="4"/>'
        '<path d="M163 38l31-16"/></svg>'
    )


def test_a_sparkline_of_one_value_is_nothing_and_a_flat_one_is_in_the_middle() -> None:
    assert sparkline([observed("AAA", "2020", "1")]) == ""
    assert '<path d="M6 30l188 0"/>' in sparkline(
        [observed("AAA", y, "5") for y in ("2020", "2021")]
    )


# --- numbers ---


def test_gridlines_stand_at_round_numbers_and_hold_all_values() -> None:
    assert [*map(int, axis_steps(Decimal(0), Decimal(289)))] == [0, 100, 200, 300]
    assert [*map(int, axis_steps(Decimal("-1.2"), Decimal("4.5")))] == [-2, 0, 2, 4, 6]
    assert axis_steps(Decimal(0), Decimal("0.9")) == tuple(
        map(Decimal, ("0", "0.25", "0.5", "0.75", "1"))
    )


def test_numbers_have_thin_spaces_and_a_true_minus() -> None:
    assert format_number(Decimal("-1234.55"), 1) == "\u22121\u202f234.6"


def test_both_ends_of_the_years_are_labelled() -> None:
    assert year_ticks(2010, 2023) == (2010, 2015, 2020, 2023)
    assert year_ticks(2019, 2021) == (2019, 2020, 2021)


def test_labels_are_pushed_apart_as_little_as_needed() -> None:
    room = Room(gap=2, low=0, high=10)
    assert push_apart([5, 5.5, 9], room) == [4.25, 6.25, 9]
    assert push_apart([9.9, 9.8], room) == [10, 8]


# --- authors' charts ---


def payload(**changes: Any) -> dict[str, Any]:
    rows = [
        {"year": y, "value": v, "name": n}
        for n, s in (("Arda", 1), ("Bree", 2))
        for y, v in ((2019, s), (2020, s + 1))
    ]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "mark": {"type": "line"},
        "encoding": {
            "x": {"field": "year", "type": "quantitative"},
            "y": {"field": "value", "type": "quantitative"},
            "color": {"field": "name", "type": "nominal"},
        },
    }
    texts = {
        "title": "Sales",
        "unit": "crowns",
        "source": "Tea Office",
        "description": "Two lines.",
    }
    return {**texts, "spec": spec, **changes}


def with_spec(**changes: Any) -> dict[str, Any]:
    made = payload()
    made["spec"] = {**copy.deepcopy(made["spec"]), **changes}
    return made


def told(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in check_spec(found, WHERE)]


def test_a_proper_chart_has_no_problems_and_is_drawn_with_labelled_lines() -> None:
    chart, problems = story_chart(payload(), "story-1", WHERE)
    assert problems == ()
    assert chart is not None
    assert (chart.title, chart.subtitle, chart.source) == ("Sales", "crowns", "Tea Office")
    texts = [e.text for e in ET.fromstring(chart.svg_wide).iter("text")]
    assert {"Arda 2", "Bree 3"} <= set(texts)
    assert SERIES[0] in chart.vega


@pytest.mark.parametrize("name", ["title", "unit", "source", "description"])
def test_a_chart_must_say_everything(name: str) -> None:
    (problem,) = check_spec(payload(**{name: " "}), WHERE)
    assert (problem.code, problem.message) == ("CH001", f"the chart has no {name}")
    assert f'{name}="' in problem.hint
    assert problem.where == WHERE


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (
            {"usermeta": {"embedOptions": {"ast": False}}},
            "CH002",
            "the chart holds 'usermeta', which steers the page that shows it",
        ),
        (
            {"data": {"url": "https://a.example/"}},
            "CH003",
            "the chart has the address 'https://a.example/' in it; nothing is fetched from a chart",
        ),
        (
            {"data": {"sequence": {"start": 0, "stop": 30_000_000}}},
            "CH003",
            "the chart makes its own data instead of showing any",
        ),
        (
            {"transform": [{"calculate": "sequence(1e9)", "as": "x"}]},
            "CH003",
            "the chart makes its own data instead of showing any",
        ),
        (
            {"transform": [{"density": "value", "steps": 10**9}]},
            "CH003",
            "the chart makes its own data instead of showing any",
        ),
        (
            {"mark": "image"},
            "CH004",
            "the chart draws images, which would be loaded from elsewhere",
        ),
        (
            {"mark": {"type": "image"}},
            "CH004",
            "the chart draws images, which would be loaded from elsewhere",
        ),
        (
            {"encoding": {"href": {"value": "javascript:alert(1)"}}},
            "CH005",
            "marks of the chart are links",
        ),
        (
            {"data": {"values": [{"value": float("nan")}]}},
            "CH006",
            "the chart's data holds NaN or an infinite number",
        ),
        ({"data": {"values": [{}] * 5001}}, "CH008", "the chart holds 5001 rows; 5000 is the most"),
        (
            {"hconcat": []},
            "CH010",
            "the chart is made of several views ('hconcat'), which do not fit a phone",
        ),
    ],
)
def test_what_a_chart_may_not_hold(change: dict[str, Any], code: str, message: str) -> None:
    assert (code, message) in told(with_spec(**change))


def test_a_chart_that_is_not_vega_lite_is_refused() -> None:
    assert told(with_spec(mark="blob")) == [
        ("CH007", "the chart is not valid Vega-Lite: mark is 'blob'")
    ]
    assert told(payload(spec=3)) == [("CH007", "the chart holds no Vega-Lite specification")]


MANY = [{"year": str(2000 + n % 20), "value": float(n)} for n in range(5000)]


def test_a_chart_of_many_rows_is_held_to_the_schema_as_quickly_as_one_of_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0
    descend = Draft7Validator.descend

    def counted(*args: Any, **more: Any) -> Iterator[Any]:
        nonlocal asked
        asked += 1
        return descend(*args, **more)

    monkeypatch.setattr(Draft7Validator, "descend", counted)
    assert told(with_spec(data={"name": "many"}, datasets={"many": MANY})) == []
    assert 0 < asked < 1000


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"datasets": {"many": MANY[:50]}},
        {"datasets": {"many": [*MANY[:3], 1]}},
        {"datasets": {"many": [1, 2.5]}},
        {"datasets": {"many": [None]}},
        {"datasets": {"many": [[1]]}},
        {"datasets": {"many": {"a": 1}}},
        {"datasets": {"many": 3}},
        {"mark": "blob", "datasets": {"many": MANY[:3]}},
        {"encoding": {"x": {"field": "year", "type": "odd"}}},
    ],
)
def test_what_the_schema_takes_is_what_altair_takes(change: dict[str, Any]) -> None:
    spec = with_spec(**change)["spec"]
    expected = validate_jsonschema(spec, alt.load_schema(), raise_error=False) is None
    assert (told(with_spec(**change)) == []) is expected


@pytest.mark.parametrize(
    ("transform", "reason"),
    [
        ({"filter": "nosuch > 1"}, 'Unrecognized signal name: "nosuch"'),
        ({"calculate": "value +", "as": "more"}, "Unexpected end of input"),
    ],
)
def test_a_chart_that_vega_cannot_draw_is_told_in_vega_s_words(
    transform: dict[str, str], reason: str
) -> None:
    chart, problems = story_chart(with_spec(mark="bar", transform=[transform]), "s-1", WHERE)
    assert chart is None
    assert [(p.where, p.code, p.message, p.hint) for p in problems] == [
        (
            WHERE,
            "CH009",
            f"the chart cannot be drawn: {reason}",
            "run the cell in a notebook and look at the chart there; Vega says why it fails.",
        )
    ]


def test_the_theme_takes_the_place_of_the_author_s() -> None:
    bars = with_spec(mark="bar", config={"background": "red"}, width=9000, background="red")
    chart, problems = story_chart(bars, "story-2", WHERE)
    assert problems == ()
    assert chart is not None
    assert "red" not in chart.svg_wide
    assert 'viewBox="0 0 760 380"' in chart.svg_wide


def test_codes_of_charts_are_explained() -> None:
    file = Path(__file__).parents[2] / "src/silkline/codes/ch.toml"
    entries = tomllib.loads(file.read_text(encoding="utf-8"))
    assert sorted(entries) == [f"CH{n:03d}" for n in range(1, 11)]
    assert all(set(e) == {"title", "why", "mend", "example"} for e in entries.values())


def test_charts_are_drawn_in_the_tokens_of_the_style_sheet() -> None:
    text = (Path(__file__).parents[2] / "frontend/src/css/tokens.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", text.split("@media")[0]))
    assert {variable: color for color, variable in COLORS.items()} == {
        name: light[name] for name in COLORS.values()
    }
