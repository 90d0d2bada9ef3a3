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
from PIL import ImageFont

from running import ROOT, run
from silkline.charts import engine

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
