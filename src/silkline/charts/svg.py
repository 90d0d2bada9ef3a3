# Vega's pictures carry what a reader of the page does not need: per-mark labels, classes, boxes
# without ink, eight digits after the point. What is left is a small picture that takes its
# colours from the page's style sheet.
"""SVG as Vega draws it, made lean and free of colours of its own."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from silkline.charts.theme import COLORS, FONT

_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
_KEPT: Final = frozenset(
    [
        "d",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "width",
        "height",
        "transform",
        "fill",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linejoin",
        "stroke-linecap",
        "opacity",
        "fill-opacity",
        "stroke-opacity",
        "text-anchor",
        "font-size",
        "font-weight",
        "font-style",
        "viewBox",
    ]
)
_DROPPED: Final = frozenset({"image", "style", "script", "defs", "clipPath", "a", "foreignObject"})
_SILENT: Final = frozenset(
    [
        ("opacity", "1"),
        ("fill-opacity", "1"),
        ("stroke-width", "1"),
        ("font-weight", "normal"),
        ("font-weight", "400"),
        ("text-anchor", "start"),
    ]
)
"""What holds without being said; Vega says everything of each mark and nothing of groups."""
_SPECK: Final = re.compile(r"M[-\d.,e]+Z")
"""A line of one point: Vega draws a speck, but lone points have marks of their own."""
_NUMBER: Final = re.compile(r"-?\d*\.\d{2,}(?:e-?\d+)?|-?\d+e-?\d+")


def lean_svg(drawn: str, description: str) -> str:
    """A drawing with CSS variables for colours, a text alternative, and nothing that could run.

    Links, images, styles, scripts and identifiers are left out, so any number of drawings fit on a
    page.
    """
    root = ET.fromstring(drawn)  # noqa: S314 - drawn by vl-convert a moment ago
    picture = ET.Element("svg", {"viewBox": root.get("viewBox", "0 0 760 380")})
    picture.set("class", "chart")
    picture.set("role", "img")
    picture.set("aria-label", description)
    picture.set("font-family", FONT)
    for child in root:
        _copy(child, picture)
    _flatten(picture)
    text = ET.tostring(picture, encoding="unicode", short_empty_elements=True)
    return text.replace(" />", "/>")


def _copy(element: ET.Element, parent: ET.Element) -> None:
    tag = _local(element)
    if tag in _DROPPED and tag != "a":
        return
    if tag == "a":
        for child in element:
            _copy(child, parent)
        return
    if _is_silent(element):
        return
    kept = {k: _value(k, v) for k, v in element.attrib.items() if k in _KEPT}
    kept = {k: v for k, v in kept.items() if (k, v) not in _SILENT}
    if "stroke" not in kept:
        kept = {k: v for k, v in kept.items() if not k.startswith("stroke")}
    if kept.get("transform") == "translate(0,0)":
        del kept["transform"]
    copied = ET.SubElement(parent, tag, kept)
    copied.text = element.text if tag in ("text", "tspan") else None
    for child in element:
        _copy(child, copied)


def _is_silent(element: ET.Element) -> bool:
    """Whether an element leaves no ink."""
    get = element.get
    if _SPECK.fullmatch(get("d", "")):
        return True
    if get("display") == "none" or get("opacity") == "0" or get("fill") in ("white", "transparent"):
        return True
    if _local(element) == "text" and not "".join(element.itertext()).strip():
        return True
    background = (get("class") or "") in ("background", "foreground")
    return background and (get("fill") in (None, "none")) and get("stroke") in (None, "none")


def _flatten(parent: ET.Element) -> None:
    """Groups without attributes give way to their children; empty groups go."""
    for child in list(parent):
        _flatten(child)
        if child.tag != "g":
            continue
        place = list(parent).index(child)
        if not len(child):
            parent.remove(child)
        elif not child.attrib:
            parent.remove(child)
            for n, grandchild in enumerate(list(child)):
                parent.insert(place + n, grandchild)
        elif len(child) == 1 and set(child.attrib) == {"transform"}:
            _merge_transform(parent, child, place)


def _merge_transform(parent: ET.Element, group: ET.Element, place: int) -> None:
    only = group[0]
    if only.tag == "g" and "transform" not in only.attrib:
        only.set("transform", group.attrib["transform"])
        parent.remove(group)
        parent.insert(place, only)


def _value(name: str, value: str) -> str:
    if name in ("fill", "stroke"):
        variable = COLORS.get(value.lower())
        return f"var({variable})" if variable else value
    return _NUMBER.sub(_rounded, value) if name not in ("fill-opacity", "opacity") else value


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def _local(element: ET.Element) -> str:
    return str(element.tag).removeprefix(_NAMESPACE)
