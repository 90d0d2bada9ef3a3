# The only place that runs Vega. A drawing depends on two things of the machine: the typefaces that
# it measures text with, and the time zone. Both are taken from it here: every text is measured with
# a typeface that ships with the engine and has a width for every sign, and time is UTC.
"""The drawing engine, on every machine the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import vl_convert

from silkline.charts.rows_apart import put_in, take_out

Json = dict[str, Any]

FAMILY: Final = "SilklineSans"
"""What drawings are measured with; pages show them in the site's typeface, of the same widths."""
TYPEFACE: Final = Path(__file__).parent / "typeface"
VEGA_LITE: Final = "6.4"
_FONTS: Final = {
    "axis": ("labelFont", "titleFont"),
    "legend": ("labelFont", "titleFont"),
    "text": ("font",),
    "title": ("font", "subtitleFont"),
}
"""Settings of Vega, by part, that say in which typeface it stands if nothing else does."""


def compile_spec(spec: Json) -> Json:
    """Vega-Lite to Vega, without labels of single marks: a chart is described as a whole."""
    _make_ready()
    quoted = {k: v if k == "datasets" else _quoted(v, told=k == "tooltip") for k, v in spec.items()}
    silent = {**quoted, "config": {**spec.get("config", {}), "aria": False}}
    light, rows = take_out(silent)
    vega: Json = vl_convert.vegalite_to_vega(light, vl_version=VEGA_LITE)
    if not put_in(vega, rows):
        vega = vl_convert.vegalite_to_vega(silent, vl_version=VEGA_LITE)
    vega.pop("usermeta", None)
    return vega


def draw_svg(vega: Json) -> str:
    """Draw a Vega specification; no address is ever fetched."""
    _make_ready()
    svg: str = vl_convert.vega_to_svg(_measured(_with_fonts(vega)), allowed_base_urls=[])
    return svg


@cache
def typeface_digest() -> str:
    """SHA-256 of the typeface, which is built and so no part of the engine's own digest."""
    found = hashlib.sha256()
    for path in sorted(TYPEFACE.iterdir()):
        found.update(path.read_bytes())
    return found.hexdigest()


@cache
def _make_ready() -> None:
    """The engine asks for the time zone when it first draws, and keeps it."""
    vl_convert.register_font_directory(str(TYPEFACE))
    with _in_utc():
        vl_convert.vega_to_svg({"width": 1, "height": 1})


@contextmanager
def _in_utc() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before


def _quoted(value: Any, *, told: bool = False) -> Any:
    """A copy in which titles of tooltips survive that the compiler writes them into expressions.

    It escapes quotation marks in them and no backslashes, so that one could end the text.
    """
    if isinstance(value, dict):
        made = {k: _quoted(v, told=told or k == "tooltip") for k, v in value.items()}
        if told and isinstance(value.get("title"), str):
            made["title"] = value["title"].replace("\\", "\\\\")
        return made
    return [_quoted(v, told=told) for v in value] if isinstance(value, list) else value


def _with_fonts(vega: Json) -> Json:
    config = vega.get("config", {})
    told = {part: {**config.get(part, {}), **dict.fromkeys(f, "")} for part, f in _FONTS.items()}
    return {**vega, "config": {**config, **told}}


def _measured(value: Any, key: str = "", *, encoded: bool = False) -> Any:
    """A copy in which every text asks for the one typeface, whatever an author wrote.

    Data are data, whatever their columns are called.
    """
    if key == "data":
        return value
    if key.lower().endswith("font"):
        return {"value": FAMILY} if encoded else FAMILY
    if isinstance(value, dict):
        inside = encoded or key == "encode"
        return {k: _measured(v, k, encoded=inside) for k, v in value.items()}
    if isinstance(value, list):
        return [_measured(v, encoded=encoded) for v in value]
    return value
