# Titles, names and units come from the data, all else from the catalogue, in the language of the
# job. Signs stand before a figure in every language, so a label without its sign is its end.
"""The words that charts add to the data."""

from __future__ import annotations

import re
from typing import Final

from silkline.charts.theme import THOUSANDS
from silkline.messages import Messages
from silkline.model import Qualifier

RAISED: Final = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
"""Qualifiers whose true value lies above the mark."""

LOWERED: Final = (Qualifier.LESS_THAN, Qualifier.NEARLY, Qualifier.UP_TO)
"""Qualifiers whose true value lies below the mark."""


def grouped(text: str) -> str:
    """A published number with thin spaces between thousands and a true minus, digit for digit."""
    match = re.fullmatch(r"(-?)(\d+)(.*)", text)
    if match is None:
        return text
    whole = re.sub(r"\B(?=(\d{3})+$)", THOUSANDS, match[2])
    return ("\u2212" if match[1] else "") + whole + match[3]


def sign(qualifier: Qualifier, m: Messages) -> str:
    """What stands before a qualified value where room is short."""
    return m(f"chart_sign.{qualifier.value}") if qualifier else ""


def hedge(qualifier: Qualifier, m: Messages) -> str:
    """What stands before a qualified value in a sentence."""
    return m.hedged("", qualifier)


def period_name(period: str, m: Messages) -> str:
    """A period in few letters: `2011/2020` is 2011–2020, `2021-S1` first half of 2021."""
    return m.brief_period(period)


def lower_first(text: str) -> str:
    """A title within a sentence; one that begins with an abbreviation keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
