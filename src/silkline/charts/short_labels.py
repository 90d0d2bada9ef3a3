# Labels of an axis are cut where they are longer than a limit, and Vega measures each once more for
# that whenever it looks at it: a tenth of a drawing with two hundred lines. Numbers and dates are
# short. So they are drawn without the limit, and the picture tells whether any label could have
# been cut; the room that its signs can take at most is reckoned, not measured.
"""Axes of numbers and dates without the limit on their labels."""

from __future__ import annotations

import re
from typing import Any, Final

Json = dict[str, Any]

LIMIT_PX: Final = 180
"""The length at which Vega cuts a label if nobody says another."""
WIDEST: Final = 1.4
"""No sign of the typeface takes more, as a share of its size and with what it keeps to the next."""
WIDEST_OF_NUMBERS: Final = 0.7
"""Nor does any of `NUMBERS` take more."""
NUMBERS: Final = frozenset("0123456789.,-\u2212 \u2009\u202f")

_NAME: Final = "silkline-uncut-"
"""Beginning of the name of such labels. Vega tells it in its picture, which is made lean after."""
_CONTINUOUS: Final = frozenset({"linear", "log", "pow", "sqrt", "symlog", "time", "utc"})
_LABELS: Final = re.compile(rf'<g class="[^"]* {_NAME}\d+"[^>]*>(.*?)</g>', re.DOTALL)
_TEXT: Final = re.compile(r'<text [^>]*font-size="([\d.]+)px"[^>]*>([^<]*)</text>')


def without_limit(vega: Json) -> Json:
    """The same specification, the labels of its axes of numbers and dates named and never cut.

    The very same if there are none, or if an author says what is written there.
    """
    axes, scales = vega.get("axes", ()), vega.get("scales", ())
    continuous = {s["name"] for s in scales if s.get("type", "linear") in _CONTINUOUS}
    made = [
        _freed(axis, place) if axis.get("scale") in continuous and _is_plain(axis) else axis
        for place, axis in enumerate(axes)
    ]
    return {**vega, "axes": made} if made != list(axes) else vega


def can_be_cut(drawn: str) -> bool:
    """Whether Vega might have cut one of those labels in a picture that it drew without a limit."""
    return any(
        labels.count("<text") != len(texts := _TEXT.findall(labels))
        or any(float(size) * _most(text) >= LIMIT_PX for size, text in texts)
        for labels in _LABELS.findall(drawn)
    )


def _is_plain(axis: Json) -> bool:
    labels = axis.get("labels", True)
    return labels is True and "labelLimit" not in axis and "labels" not in axis.get("encode", {})


def _freed(axis: Json, place: int) -> Json:
    named = {**axis.get("encode", {}), "labels": {"name": f"{_NAME}{place}"}}
    return {**axis, "labelLimit": 0, "encode": named}


def _most(text: str) -> float:
    """Room that a text can take at most, as a share of its size."""
    return sum(WIDEST_OF_NUMBERS if sign in NUMBERS else WIDEST for sign in text)
