# A drawing must not know on which machine it is made: text is measured with the typeface that ships
# with the engine, also where an author asks for another, and dates are those of UTC. Each machine
# here is a process of its own, since the engine looks around once.
"""Tests of the drawing engine."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import vl_convert
from PIL import ImageFont

from running import ROOT, run
from silkline.charts import engine
from silkline.charts.drawing import picture
from silkline.charts.rows_apart import put_in, take_out
from silkline.charts.short_labels import NUMBERS, WIDEST, WIDEST_OF_NUMBERS, without_limit
from silkline.charts.svg import lean_svg
from silkline.charts.theme import CONFIG

TEXTS: Final = (
    "Trade in services",
    "Türkiye Łódź Āśā",
    "数字贸易与电子商务（2024年）",
    "Цифровая торговля",
    "التجارة الرقمية",
    "การค้า 😀",
    "− 1 234.5",
)
"""In scripts that the typeface has, and in others, for which a machine may have typefaces."""
STATIC: Final = ROOT / "src/silkline/static/fonts"

DRAW: Final = """
import sys
from silkline.charts.engine import compile_spec, draw_svg
import json
for spec in json.loads(sys.argv[1]):
    print(draw_svg(compile_spec(spec)))
"""


def chart(texts: tuple[str, ...] = TEXTS, **mark: Any) -> dict[str, Any]:
    """Bars whose labels take their room from the plot, and a text beside each."""
    bars = {
        "mark": "bar",
        "encoding": {"x": {"field": "n", "type": "quantitative"}},
    }
    words = {
        "mark": {"type": "text", "align": "left", **mark},
        "encoding": {"x": {"field": "n", "type": "quantitative"}, "text": {"field": "words"}},
    }
    return {
        "data": {"values": [{"words": t, "font": "Papyrus", "n": n} for n, t in enumerate(texts)]},
        "autosize": {"type": "fit", "contains": "padding"},
        "width": 600,
        "encoding": {"y": {"field": "words", "type": "nominal", "axis": {"labelLimit": 0}}},
        "layer": [bars, words],
    }


DATES: Final = {
    "data": {"values": [{"d": f"202{n}-0{n + 1}-01T00:00:00", "n": n} for n in range(6)]},
    "mark": "line",
    "encoding": {
        "x": {"field": "d", "type": "temporal"},
        "y": {"field": "n", "type": "quantitative"},
        "color": {"timeUnit": "month", "field": "d", "type": "ordinal"},
    },
}


def drawn(folder: Path, **machine: str) -> str:
    """What a process draws that finds the machine so."""
    settings = {k: v for k, v in os.environ.items() if k not in {"TZ", "LC_ALL", "FONTCONFIG_FILE"}}
    script = folder / "draw.py"
    script.write_text(DRAW, encoding="utf-8")
    done = run(
        sys.executable,
        script,
        json.dumps([chart(), DATES]),
        cwd=folder,
        env={**settings, **machine},
    )
    assert done.code == 0, done.err
    return done.out


def width(text: str, size: float = 100) -> float:
    """Of a text as the engine measures it: a line is drawn as long as the text is wide."""
    line = {"x": {"field": "bounds.x1"}, "x2": {"field": "bounds.x2"}, "stroke": {"value": "#000"}}
    words = {"text": {"value": text}, "fontSize": {"value": size}, "font": {"value": "Papyrus"}}
    marks: list[dict[str, Any]] = [
        {"name": "t", "type": "text", "from": {"data": "one"}, "encode": {"update": words}},
        {"type": "rule", "from": {"data": "t"}, "encode": {"update": line}},
    ]
    svg = engine.draw_svg({"data": [{"name": "one", "values": [{}]}], "marks": marks})
    found = re.search(r'<line [^>]*x2="([\d.]+)"', svg)
    assert found
    return float(found[1])


@pytest.fixture
def another_machine(tmp_path: Path) -> dict[str, str]:
    """One with a single typeface."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    narrow = (engine.TYPEFACE / "400.ttf").read_bytes()
    ours, theirs = (name.encode("utf-16-be") for name in (engine.FAMILY, "Machine Sans"))
    assert narrow.count(ours) > 1
    (fonts / "theirs.ttf").write_bytes(narrow.replace(ours, theirs))
    settings = fonts / "fonts.conf"
    settings.write_text(f'<?xml version="1.0"?><fontconfig><dir>{fonts}</dir></fontconfig>')
    return {"FONTCONFIG_FILE": str(settings), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}


def test_a_drawing_is_the_same_whatever_typefaces_zone_and_language_a_machine_has(
    tmp_path: Path, another_machine: dict[str, str]
) -> None:
    here = drawn(tmp_path, TZ="UTC")
    assert here.count("<svg") == 2
    there = drawn(tmp_path, TZ="Pacific/Auckland", LC_ALL="tr_TR.UTF-8", **another_machine)
    assert there == here


def test_every_text_of_a_drawing_is_measured_with_our_typeface() -> None:
    asked = chart(font="Papyrus")
    asked["layer"][0]["encoding"]["x"]["axis"] = {"labelFont": {"expr": "'Papy' + 'rus'"}}
    asked["title"] = {"text": "A title", "font": "Papyrus"}
    svg = engine.draw_svg(engine.compile_spec(asked))
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {engine.FAMILY}
    assert "Papyrus" not in svg


def test_a_column_of_the_name_font_is_data() -> None:
    asked = chart()
    asked["layer"][1]["encoding"]["text"] = {"field": "font"}
    assert "Papyrus</text>" in engine.draw_svg(engine.compile_spec(asked))


@pytest.mark.parametrize("text", ["Trade in services", "Te Yo AV", "− 1 234.5"])
def test_a_text_is_as_wide_as_browsers_draw_it(text: str) -> None:
    shown = ImageFont.truetype(STATIC / "source-sans-3-latin.woff2", 100)
    shown.set_variation_by_axes([400])
    assert width(text) == pytest.approx(shown.getlength(text), abs=0.1)


def test_every_sign_has_a_width_and_east_asian_signs_are_square() -> None:
    assert width("中文，한글") == pytest.approx(500, abs=0.1)
    assert width("😀") == pytest.approx(100, abs=0.1)
    assert width("การ") == pytest.approx(180, abs=0.1)
    assert width("n\u0303") == pytest.approx(width("n"), abs=3)


def test_the_typeface_names_whose_it_is_and_takes_a_name_of_its_own() -> None:
    for weight, name in ((400, "Regular"), (600, "SemiBold")):
        path = engine.TYPEFACE / f"{weight}.ttf"
        assert ImageFont.truetype(path, 10).getname() == (engine.FAMILY, name)
        told = path.read_bytes().decode("utf-16-be", errors="replace")
        odd = path.read_bytes()[1:].decode("utf-16-be", errors="replace")
        assert re.findall(r"Adobe|Reserved Font Name|sil\.org/OFL|Source Sans", told + odd) == [
            "Adobe",
            "Reserved Font Name",
            "sil.org/OFL",
        ]


# --- what is left out on the way to a drawing, and must not be seen in it ---


def lines(x: dict[str, Any], y: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A chart of an author with numbers, dates and names to choose an axis from."""
    rows = [
        {
            "year": 2000 + n,
            "day": f"20{10 + n}-0{n % 9 + 1}-01",
            "value": 1234567.5 * n,
            "name": f"A name that is a good deal longer than others, {n}",
            "huge": 9.87654321e14 * n,
        }
        for n in range(8)
    ]
    return {
        "datasets": {"rows": rows},
        "data": {"name": "rows"},
        "mark": "line",
        "width": 760,
        "height": 380,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": CONFIG,
        "encoding": {"x": x, "y": y},
        **more,
    }


YEAR: Final = {"field": "year", "type": "quantitative", "axis": {"format": "d"}}
VALUE: Final = {"field": "value", "type": "quantitative"}
FREED: Final = {
    "years and values": (lines(YEAR, VALUE), [0, 0]),
    "days": (lines({"field": "day", "type": "temporal"}, VALUE), [0, 0]),
    "a logarithm": (lines(YEAR, {**VALUE, "scale": {"type": "symlog"}}), [0, 0]),
    "names": (lines(VALUE, {"field": "name", "type": "nominal"}, mark="bar"), [0, None]),
    "a limit of an author": (lines(YEAR, {**VALUE, "axis": {"labelLimit": 40}}), [0, 40]),
    "no labels": (lines(YEAR, {**VALUE, "axis": {"labels": False}}), [0, None]),
    "words of an author": (
        lines(YEAR, {**VALUE, "axis": {"labelExpr": "datum.label + ' of the unit of the chart'"}}),
        [0, None],
    ),
    "long numbers": (lines(YEAR, {**VALUE, "axis": {"format": "030,.2f"}}), [0, 0]),
    "longer numbers, small": (
        lines(YEAR, {**VALUE, "axis": {"format": "060,.2f", "labelFontSize": 4}}),
        [0, 0],
    ),
    "numbers of many digits": (lines(YEAR, {**VALUE, "field": "huge"}), [0, 0]),
}


@pytest.mark.parametrize("name", FREED)
def test_a_picture_without_the_limit_on_labels_is_the_one_with_it(name: str) -> None:
    spec, expected = FREED[name]
    vega = engine.compile_spec(spec)
    freed = [a.get("labelLimit") for a in without_limit(vega)["axes"] if not a["grid"]]
    assert freed == expected
    with_limit = engine.draw_svg({**vega, "width": 360, "height": 330})
    assert picture(vega, (360, 330), "") == lean_svg(with_limit, "")


def test_only_where_a_label_might_be_cut_a_picture_is_drawn_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawings = 0
    draw = vl_convert.vega_to_svg

    def counted(*args: Any, **more: Any) -> str:
        nonlocal drawings
        drawings += 1
        return draw(*args, **more)

    found = {}
    for name, (spec, _) in FREED.items():
        vega = engine.compile_spec(spec)
        drawings = 0
        monkeypatch.setattr(vl_convert, "vega_to_svg", counted)
        picture(vega, (760, 380), "")
        monkeypatch.undo()
        found[name] = drawings
    twice = {name for name, count in found.items() if count == 2}
    assert twice == {"long numbers", "numbers of many digits"}
    assert set(found.values()) == {1, 2}


@pytest.mark.parametrize("weight", [400, 600])
def test_no_sign_takes_more_room_than_is_reckoned(weight: int) -> None:
    face = ImageFont.truetype(
        engine.TYPEFACE / f"{weight}.ttf", 1000, layout_engine=ImageFont.Layout.BASIC
    )
    signs = [chr(n) for n in range(0x20, 0x10000) if not 0xD800 <= n < 0xE000]
    kerned = 80  # the most that a pair of signs is moved apart
    assert max(map(face.getlength, signs)) + kerned < 1000 * WIDEST
    assert max(map(face.getlength, NUMBERS)) + kerned < 1000 * WIDEST_OF_NUMBERS


TABLES: Final = {
    "whole and not": [{"a": 1, "b": 2.5, "c": 3.0}, {"a": -1, "b": -0.5, "c": -7.0}],
    "at the ends": [{"a": float(n)} for n in (2**32 - 1, 2**32, -(2**31), -(2**31) - 1, 2**53)],
    "small and large": [{"a": n} for n in (5e-324, 1e-7, 0.1, 1e20, 1e21, 1.7976931348623157e308)],
    "nothing": [{"a": 0.0}, {"a": -0.0}, {"a": None}, {"b": 1}, {}],
    "large whole numbers": [{"a": 2**40}, {"a": -(2**40)}],
    "words": [{"a": "", "b": "\u2028<b>\u4e2d\U0001f600"}, {"a": True, "b": "__proto__"}],
    "names that are numbers": [{"b": 1, "2": 2, "a": 3}],
    "names of objects": [{"constructor": 1, "__proto__": 2, "toString": 3}],
    "lists": [{"a": [1.0, 2]}],
    "rows that differ": [{"a": 1}, 2],
    "numbers": [1, 2.0],
    "no rows": [],
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_as_the_compiler_gives_them_back(name: str) -> None:
    spec = lines(YEAR, VALUE)
    spec["datasets"] = {"rows": TABLES[name], "others": [{"year": 2000.0, "value": 1}]}
    spec["layer"] = [{"mark": "line"}, {"mark": "point", "data": {"name": "others"}}]
    del spec["mark"]
    silent = {**spec, "config": {**spec["config"], "aria": False}}
    expected = vl_convert.vegalite_to_vega(silent, vl_version=engine.VEGA_LITE)
    expected.pop("usermeta", None)
    # As text: 1 and 1.0 are equal, and so are 0.0 and -0.0.
    assert json.dumps(engine.compile_spec(spec)) == json.dumps(expected)


def test_rows_that_cannot_be_told_are_refused_as_before() -> None:
    spec = lines(YEAR, VALUE)
    spec["datasets"] = {"rows": [{"year": "\ud800", "value": 1}]}
    with pytest.raises(ValueError, match="surrogates not allowed"):
        engine.compile_spec(spec)


def test_the_compiler_is_handed_no_rows_of_a_plain_table(monkeypatch: pytest.MonkeyPatch) -> None:
    handed = []
    compiled = vl_convert.vegalite_to_vega

    def noted(spec: dict[str, Any], **more: Any) -> dict[str, Any]:
        handed.append(spec["datasets"])
        return compiled(spec, **more)

    monkeypatch.setattr(vl_convert, "vegalite_to_vega", noted)
    vega = engine.compile_spec(lines(YEAR, VALUE))
    assert handed == [{"rows": [{"silkline-stands-in": "rows"}]}]
    assert len(vega["data"][0]["values"]) == 8


def test_rows_that_are_compiled_to_another_place_are_not_lost() -> None:
    light, rows = take_out(lines(YEAR, VALUE))
    elsewhere = {"marks": [{"data": [{"name": "rows", "values": light["datasets"]["rows"]}]}]}
    assert not put_in(elsewhere, rows)
    assert not put_in({"data": [{"name": "copy", "values": light["datasets"]["rows"]}]}, rows)
    assert put_in({"data": [{"name": "rows", "values": light["datasets"]["rows"]}]}, rows)
