# Cartography that any site can use: which shapes there are, and into which classes figures fall.
# It knows codes of ISO 3166 and no economy's name.
"""Maps: one picture of the world for all pages, and classes of figures."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from silkline.maps.classes import CLASSES, class_limits, class_of
from silkline.maps.world import HEIGHT, NO_CODE, WIDTH

__all__ = [
    "CLASSES",
    "HEIGHT",
    "NO_CODE",
    "WIDTH",
    "WORLD",
    "class_limits",
    "class_of",
    "shape_codes",
]

WORLD: Final = Path(__file__).parent / "world.svg"
"""The picture that pages point into: the element `s156` is the shape of the code 156."""


@cache
def shape_codes() -> tuple[str, ...]:
    """Codes of all shapes in the order in which they are drawn, dots last."""
    return tuple(re.findall(r'id="s(\w+)"', WORLD.read_text("utf-8")))
