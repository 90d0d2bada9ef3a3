"""Odd figures that stay as published, on the page of their indicator."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from small_data import make_config, read_dataset, write_packages

from silkline.messages import messages
from silkline.model import Dataset, Waiver
from silkline.render.indicator import indicator_pages
from silkline.render.view import SiteView
from silkline.render.waived import waived
from silkline.render.words import Words


def waiver(area: str, period: str, reason: str, reason_zh: str = "理由。") -> Waiver:
    return Waiver(
        code="ST004",
        indicator="exports",
        ref_area=area,
        time_period=period,
        source="",
        reason=reason,
        reason_zh=reason_zh,
    )


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    return read_dataset(write_packages(tmp_path).parent)


def told(
    data: Dataset, *waivers: Waiver, language: str = "en", indicator: str = "exports"
) -> tuple[str, ...]:
    view = SimpleNamespace(dataset=replace(data, waivers=waivers), messages=messages(language))
    return waived(Words(cast("SiteView", view)), indicator)


def test_an_indicator_without_waivers_says_nothing(data: Dataset) -> None:
    assert told(data) == ()
    other = replace(waiver("NAM", "2020", "No."), indicator="imports")
    assert told(data, other) == ()


def test_one_reason_is_told_once_with_all_that_it_is_about(data: Dataset) -> None:
    found = told(
        data,
        waiver("NAM", "2020", "It fell."),
        waiver("CHN", "2021", "It rose."),
        waiver("NAM", "2021", "It fell."),
    )
    area = data.areas["NAM"].name
    assert found == (f"{area} 2020; {area} 2021: It fell.", "China 2021: It rose.")


def test_a_waiver_for_everything_is_its_reason_alone(data: Dataset) -> None:
    found = told(data, waiver("", "", "Some end early."), waiver("", "2020", "All fell."))
    assert found == ("Some end early.", "2020: All fell.")


def test_readers_of_chinese_are_told_in_chinese(data: Dataset) -> None:
    assert told(data, waiver("CHN", "2020", "It fell."), language="zh") == ("中国2020年：理由。",)


def test_what_is_derived_is_as_odd_as_its_inputs(data: Dataset) -> None:
    early = replace(waiver("CHN", "", "It ends."), code="ST007")
    waivers = (waiver("CHN", "2021", "It rose."), early)
    assert told(data, *waivers) == ("China 2021: It rose.", "China: It ends.")
    assert told(data, *waivers, indicator="trade") == ("China 2021: It rose.",)
    assert told(data, *waivers, indicator="imports") == ()


def test_a_page_folds_more_than_three_reasons(data: Dataset) -> None:
    few = tuple(waiver("CHN", str(year), f"Reason {year}.") for year in (2018, 2019, 2020))
    more = (*few, waiver("CHN", "2021", "Reason <2021>."))
    html = [page(data, found) for found in ((), few, more)]
    assert ["Oddities kept as published" in text for text in html] == [False, True, True]
    assert ["4 reasons, each with" in text for text in html] == [False, False, True]
    assert "<li>China 2021: Reason &lt;2021&gt;.</li></ul></details>" in html[2]


def page(data: Dataset, waivers: tuple[Waiver, ...]) -> str:
    """The page of the indicator as it is written."""
    view = SiteView(
        dataset=replace(data, waivers=waivers),
        verdicts={},
        charts={},
        stories=(),
        config=make_config(Path()),
        messages=messages("en"),
    )
    return next(
        m(view).markdown for m in indicator_pages(view) if m.address == "indicators/exports/"
    )
