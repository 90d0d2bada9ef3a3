# The sentences, grids and links of an indicator's page, asserted whole.
"""What an indicator's page says of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from rendered import dataset, pages, plain, section, view
from small_data import make_config

from silkline.config import Config
from silkline.model import Outcome, Page
from silkline.render.coverage import CoverageGrids
from silkline.render.parts import Parts

CLIMB: Final = (100, 90, 110, 120, 130, 150)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(make_config(tmp_path), focus=("AAA",), peers=("BBB",))


def yearly(
    values: Iterable[object], *, area: str = "AAA", status: str = "A", source: str = "office"
) -> str:
    """Rows of an area, one for each year from 2015 on."""
    return "".join(
        f'exports,{area},{year},{value},,{status},{source},"raw/table.csv#cell={year - 2010},2",\n'
        for year, value in enumerate(values, start=2015)
    )


def page_of(config: Config, values: str, language: str = "en", **tables: str) -> Page:
    root = config.root / str(len(list(config.root.iterdir())))
    root.mkdir()
    data = dataset(root, values, **tables)
    return pages(view(config, data, language))["indicators/exports.md"]


def course(page: Page) -> str:
    found = re.search(r'<p class="course">.*?</p>', page.markdown)
    return plain(found[0]) if found else ""


def test_the_course_tells_the_run_and_the_highest(config: Config) -> None:
    page = page_of(config, yearly(CLIMB))
    assert course(page) == (
        "The figure has risen every year since 2016. "
        "This is the highest of the 6 comparable figures from 2015 to 2020; "
        "the lowest is US$90 million (2016)."
    )
    assert '<a href="#AAA-2016" data-obs="exports/AAA/2016">US$90\u00a0million</a>' in page.markdown


def test_the_course_speaks_the_language_of_the_site(config: Config) -> None:
    assert course(page_of(config, yearly(CLIMB), "zh")) == (
        "自2016年起逐年上升。为2015年至2020年6个可比数值中最高，最低为 9 000万美元 （2016年）。"
    )


def test_the_course_tells_a_fall_to_the_lowest(config: Config) -> None:
    assert course(page_of(config, yearly((9, 8, 7, 6, 5)))) == (
        "The figure has fallen every year since 2015. "
        "This is the lowest of the 5 comparable figures from 2015 to 2019; "
        "the highest is US$9 million (2015)."
    )


def test_the_course_names_both_ends_and_how_often_a_value_was_reached(config: Config) -> None:
    assert course(page_of(config, yearly((5, 9, 5, 9, 7)))) == (
        "The 5 comparable figures from 2015 to 2019 lie between "
        "US$5 million (2 times, last in 2017) and US$9 million (2 times, last in 2018)."
    )


@pytest.mark.parametrize(
    "values",
    [
        yearly((1, 2, 3)),
        yearly((5, 5, 5, 5, 5)),
        yearly(CLIMB[:4]) + "exports,AAA,2019,9,,A,paper,,\n",
        "".join(f"exports,AAA,{y}/{y + 1},{y},,A,office,,\n" for y in range(2010, 2018)),
    ],
    ids=["few", "level", "two sources", "intervals"],
)
def test_no_course_where_figures_cannot_be_compared(config: Config, values: str) -> None:
    assert "comparable" not in course(page_of(config, values))


def test_the_course_begins_after_a_break_and_leaves_out_hedges_and_forecasts(
    config: Config,
) -> None:
    breaks = "indicator,ref_area,time_period,what,what_zh\nexports,AAA,2016,New method,新方法\n"
    values = yearly((900, 10, 20, 30, 20, 30, 40))
    assert course(page_of(config, values, breaks=breaks)) == (
        "This is the highest of the 6 comparable figures from 2016 to 2021; "
        "the lowest is US$10 million (2016)."
    )
    hedged = values.replace("exports,AAA,2016,10,,", "exports,AAA,2016,10,about,")
    assert course(page_of(config, hedged, breaks=breaks)) == (
        "This is the highest of the 5 comparable figures from 2017 to 2021; "
        "the lowest is US$20 million (2 times, last in 2019)."
    )


def test_an_estimate_and_a_forecast_are_called_so(config: Config) -> None:
    values = yearly((5,), status="E")
    assert plain(page_of(config, values).summary) == "Aland: US$5 million in 2015 (estimated)."
    values = yearly((5,), status="F")
    assert plain(page_of(config, values, "zh").summary) == "甲国：2015年（预测值）为500万美元。"


# --- Links to evidence ---


def test_values_of_places_that_the_page_does_not_list_lead_to_the_raw_cell(config: Config) -> None:
    values = yearly((1, 2)) + yearly((3, 4), area="BBB")
    text = page_of(config, values).markdown
    raw = "../../data/v1/latest/packages/trade/raw/table.csv#cell=6,2"
    assert f'<a href="{raw}" data-obs="exports/BBB/2016">' in text
    assert '<a href="#AAA-2016" data-obs="exports/AAA/2016">' in text
    assert '<div class="head" data-indicator="exports">' in text


def test_values_without_a_place_lead_to_the_file_that_holds_them(config: Config) -> None:
    values = (
        yearly((1, 2)) + "exports,BBB,2015,3,,A,office,,\nexports,BBB,2016,4,,A,paper,claim:c1,\n"
    )
    text = page_of(config, values).markdown
    csv = "../../data/v1/latest/indicators/exports.csv"
    assert f'<a href="{csv}" data-obs="exports/BBB/2015">' in text
    assert '<a href="../../claims/#c1" data-obs="exports/BBB/2016">' in text


# --- Coverage ---


def test_all_areas_are_told_in_runs_of_one_status(config: Config) -> None:
    values = yearly((1, 2, 3)) + yearly((1, 1), area="BBB") + yearly((7,), area="WLD", status="E")
    values += "exports,CCC,2016,,,M,office,,\nexports,CCC,2017,5,,A,office,,\n"
    made = view(config, dataset(config.root, values))
    grids = CoverageGrids(Parts(made), made.dataset.indicators["exports"], ("AAA",))
    found = grids.everywhere()
    assert found is not None
    assert found.title == "3 economies, 1 group: what is known of each"
    assert found.words == (
        "Of 12 pairs of area and period, 6 are reported, 1 estimated or imputed, 1 cannot exist, "
        "4 without a figure. Nothing is filled in."
    )
    assert [(r.name, [(c.css, c.span, c.words) for c in r.runs]) for r in found.rows] == [
        ("Aland", [("a", 3, "2015–2017")]),
        ("Borduria", [("a", 2, "2015–2016"), ("m", 1, "")]),
        (
            "Cascadia",
            [("m", 1, ""), ("z", 1, "2016, cannot exist"), ("a", 1, "2017")],
        ),
        ("World", [("e", 1, "2015, estimated"), ("m", 2, "")]),
    ]
    assert [(h.full, h.short, h.span) for h in found.marks] == [("2015 to 2017", "2015", 3)]


def test_many_periods_are_told_in_runs_below_heads_of_five_years(config: Config) -> None:
    values = yearly(range(1, 21)).replace("exports,AAA,2015,", "exports,AAA,2013,")
    values = values.replace("exports,AAA,2020,6,,A", "exports,AAA,2020,6,,E")
    made = view(config, dataset(config.root, values))
    found = CoverageGrids(Parts(made), made.dataset.indicators["exports"], ("AAA",)).shown()
    assert found is not None
    assert found.tight
    assert found.periods == tuple(map(str, range(2013, 2035)))
    assert [(c.css, c.span, c.words) for c in found.rows[0].cells] == [
        ("a", 1, "2013, reported"),
        ("m", 2, "2014–2015, missing"),
        ("a", 4, "2016–2019, reported"),
        ("e", 1, "2020, estimated"),
        ("a", 14, "2021–2034, reported"),
    ]
    assert [(h.full, h.short, h.span) for h in found.heads] == [
        ("2013 to 2014", "", 2),
        ("2015 to 2019", "2015", 5),
        ("2020 to 2024", "2020", 5),
        ("2025 to 2029", "2025", 5),
        ("2030 to 2034", "2030", 5),
    ]
    told = section_of(page_of(config, values))
    assert 'data-grid="2013 2014 ' in told
    assert '<td class="e"><span>2020, estimated</span></td><td class="a" colspan="14" ' in told


def test_a_page_that_shows_all_areas_folds_none(config: Config) -> None:
    assert "<details" not in section_of(page_of(config, yearly(CLIMB)))


def section_of(page: Page) -> str:
    found = re.search(r'<section id="coverage">.*?</section>', page.markdown, re.DOTALL)
    assert found
    return found[0]


# --- Other sources and revisions ---


def test_other_sources_are_folded_and_revised_claims_named(config: Config) -> None:
    values = yearly(range(10, 20)) + yearly(range(11, 21), source="paper")
    made = view(config, dataset(config.root, values))
    revised = {k: replace(v, outcome=Outcome.REVISED) for k, v in made.verdicts.items()}
    told = section(pages(replace(made, verdicts=revised))["indicators/exports.md"], "alternatives")
    assert "Aland 2024 19 20 +1 (+5.3 %) The paper, News of trade another publisher" in told
    assert " 2 more such figures Place Period" in told
    assert "Figures revised since they were stated Exports, Aland, 2020: about US$" in told
