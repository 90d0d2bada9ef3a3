# What authors write with, apart from any kernel.
"""Tests of the story module."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from silkline.model import Figured, Seen, each_figured
from silkline.story import (
    CHART,
    TABLE,
    Figure,
    as_decimal,
    chart,
    computed,
    figure,
    number,
    prose,
    table,
)

UNIT = {
    "unit": "usd-million",
    "title": "Million US dollars",
    "title_zh": "",
    "symbol": "US$ million",
    "base": "USD",
    "multiplier": 1000000,
    "ucum": "",
}


@pytest.fixture(autouse=True)
def _declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sales.csv").write_text("", encoding="utf-8")
    (tmp_path / "sales.json").write_text(json.dumps({"unit": UNIT}), encoding="utf-8")
    monkeypatch.setenv("SILKLINE_DATA", str(tmp_path))


def row(value: float, qualifier: str = "") -> pd.Series[Any]:
    cells = {"obs_value": value, "unit": "usd-million", "time_period": "2023"}
    return pd.Series({**cells, "obs_qualifier": qualifier, "ref_area": "AAA"})


def test_a_figure_has_unit_and_period_and_keeps_its_hedge() -> None:
    assert figure(row(216265.0)) == "US$216.3\xa0billion (2023)"
    assert figure(row(216265.0, "more_than")) == "more than US$216.3\xa0billion (2023)"
    assert figure(row(216265.0), period=False) == "US$216.3\xa0billion"


def test_a_missing_value_makes_no_figure() -> None:
    with pytest.raises(ValueError, match="no figure for AAA in 2023"):
        figure(row(float("nan")))


def test_a_whole_number_gets_no_decimals_that_nobody_published() -> None:
    assert as_decimal(50.0) == Decimal(50)
    assert str(as_decimal(50.0)) == "50"
    assert as_decimal(float("inf")) is None
    assert as_decimal("") is None


def test_numbers_have_narrow_spaces_between_thousands() -> None:
    assert number(-1234567.8) == "\u22121\u202f234\u202f568"


def test_a_table_is_handed_over_as_text_with_the_kind_of_each_column() -> None:
    frame = pd.DataFrame({"area": ["<b>"], "n": [1200], "share": [0.25], "gap": [float("nan")]})
    assert table(frame, headings={"n": "Number"}, decimals=2).bundle[TABLE] == {
        "title": "",
        "source": "",
        "columns": [
            {"title": "area", "number": False},
            {"title": "Number", "number": True},
            {"title": "share", "number": True},
            {"title": "gap", "number": True},
        ],
        "rows": [["<b>", "1\u202f200", "0.25", ""]],
    }


@pytest.mark.parametrize("dtype", ["Int64", "float64", "object"])
def test_a_missing_number_of_any_type_is_an_empty_cell(dtype: str) -> None:
    frame = pd.DataFrame({"n": pd.Series([7, None], dtype=dtype), "text": ["nan", "<NA>"]})
    assert table(frame, decimals=0).bundle[TABLE]["rows"] == [["7", "nan"], ["", "<NA>"]]


def test_prose_and_charts_are_shown_by_their_kind() -> None:
    class Drawing:
        def to_dict(self) -> dict[str, object]:
            return {"mark": "bar"}

    shown = chart(Drawing(), title="T", unit="u", source="s", description="d")
    expected = {
        "title": "T",
        "unit": "u",
        "source": "s",
        "description": "d",
        "spec": '{"mark": "bar"}',
    }
    assert shown.bundle[CHART] == expected
    assert prose("*x*")._repr_mimebundle_() == {"text/markdown": "*x*", "text/plain": "*x*"}


def test_a_chart_may_hold_numbers_of_numpy_and_dates_and_nothing_stranger() -> None:
    texts = dict.fromkeys(("title", "unit", "source", "description"), "x")

    def spec(value: object) -> str:
        drawing = SimpleNamespace(to_dict=lambda: {"mark": "bar", "data": [value]})
        return chart(drawing, **texts).bundle[CHART]["spec"]

    assert spec(np.int64(3)) == '{"mark": "bar", "data": [3]}'
    assert spec(np.float64(0.5)) == '{"mark": "bar", "data": [0.5]}'
    assert spec(dt.date(2024, 5, 1)) == '{"mark": "bar", "data": ["2024-05-01"]}'
    with pytest.raises(TypeError, match="a chart cannot hold set"):
        spec({1})


def test_half_a_sign_of_a_figure_takes_nothing_of_a_chart_with_it() -> None:
    told = f"{figure(pd.Series({**row(7.0).to_dict(), 'source': 'office'}))}"
    texts = dict.fromkeys(("title", "unit", "source", "description"), "x")
    cut = {"data": [{"a": told[:3], "b": f"{told}!"}], "mark": "bar"}
    shown = chart(SimpleNamespace(to_dict=lambda: cut), **texts).bundle[CHART]["spec"]
    assert json.loads(shown)["mark"] == "bar"
    assert json.loads(shown)["data"][0]["b"] == "US$7\xa0million (2023)!"


def seen(of: Figure) -> Figured:
    """What a figure says of itself within an f-string."""
    found: list[Figured] = []

    def note(one: Figured) -> str:
        found.append(one)
        return one.text

    assert each_figured(f"{of}", note) == of
    return found[0]


def test_a_figure_is_its_words_and_tells_within_a_text_which_observation_it_is() -> None:
    frame = pd.DataFrame([{**row(216265.0).to_dict(), "source": "office"}])
    frame.attrs["indicator"] = "sales"
    told = figure(frame.iloc[0], period=False)
    assert told == "US$216.3\xa0billion"
    assert f"{told!s} or {told:>17}" == "US$216.3\xa0billion or  US$216.3\xa0billion"
    assert seen(told) == Figured(
        text="US$216.3\xa0billion",
        made=False,
        seen=(
            Seen(indicator="sales", area="AAA", period="2023", source="office", value="216265.0"),
        ),
    )
    assert f"{figure(row(1.0))}" == "US$1\xa0million (2023)", "a row without a source is no place"


def test_what_is_worked_out_tells_all_that_it_is_made_of() -> None:
    one, two = (pd.Series({**row(v).to_dict(), "source": "office"}) for v in (1.0, 2.0))
    told = computed("twice as much", one, two)
    assert told == "twice as much"
    assert seen(told).made
    assert [s.value for s in seen(told).seen] == ["1.0", "2.0"]
    assert f"{computed('twice', one, {'obs_value': 3})}" == "twice", "one part has no place"


def test_only_prose_and_tables_of_a_build_carry_what_figures_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = figure(pd.Series({**row(7.0).to_dict(), "source": "office"}))
    text = f"Sales: {told}."
    plain = "Sales: US$7\xa0million (2023)."
    bundle = prose(text).bundle
    assert (bundle["text/markdown"], bundle["text/plain"]) == (text, plain)
    cells = table(pd.DataFrame({"a": [text]}), title=text).bundle
    assert (cells[TABLE]["rows"], cells[TABLE]["title"]) == ([[text]], plain)
    assert plain in cells["text/plain"]
    drawing = SimpleNamespace(to_dict=lambda: {"data": [{"label": text}], "mark": "bar"})
    shown = chart(drawing, title=text, unit=text, source=text, description=text).bundle[CHART]
    assert shown == {
        **dict.fromkeys(("title", "unit", "source", "description"), plain),
        "spec": json.dumps({"data": [{"label": plain}], "mark": "bar"}, ensure_ascii=False),
    }
    monkeypatch.delenv("SILKLINE_DATA")
    assert prose(text).bundle["text/markdown"] == plain, "JupyterLab shows no signs"
