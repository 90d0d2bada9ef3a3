# Charts carry few words of their own, in English until a chart is drawn in each language of the
# site; titles, names and units come from the data.
"""The words that charts add to the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from silkline.messages import messages
from silkline.model import Qualifier

SIGNS: Final[Mapping[Qualifier, str]] = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "≈\u2009",
    Qualifier.MORE_THAN: ">\u2009",
    Qualifier.AT_LEAST: "≥\u2009",
    Qualifier.LESS_THAN: "<\u2009",
    Qualifier.NEARLY: "nearly ",
    Qualifier.UP_TO: "≤\u2009",
}
"""What stands before a qualified value where room is short."""

QUALIFIERS: Final[Mapping[Qualifier, str]] = {q: messages("en").hedged("", q) for q in Qualifier}
"""What stands before a qualified value in a sentence."""

RAISED: Final = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
"""Qualifiers whose true value lies above the mark."""

LOWERED: Final = (Qualifier.LESS_THAN, Qualifier.NEARLY, Qualifier.UP_TO)
"""Qualifiers whose true value lies below the mark."""


def period_name(period: str) -> str:
    """A period as people write it: `2011/2020` is 2011–2020, `2021-S1` first half of 2021."""
    if "/" in period:
        return "–".join(period_name(part) for part in period.split("/"))
    year, _, part = period.partition("-")
    if part.startswith("S"):
        return f"{'first' if part == 'S1' else 'second'} half of {year}"
    if part.startswith("Q"):
        return f"{part} {year}"
    return period
