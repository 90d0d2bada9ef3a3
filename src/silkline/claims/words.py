# Verdicts are read by people who will check them with a pocket calculator: figures stand with
# their units. Nothing here decides anything.
"""Figures, amounts, periods and sources in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from silkline.claims.spans import rounded
from silkline.messages import MINUS, THIN_SPACE
from silkline.model import Qualifier, Source, Unit

_HEDGES: Final = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.LESS_THAN: "less than ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.UP_TO: "up to ",
}

_ABBREVIATED: Final = re.compile(r"^[^()]*\(([A-Z]{2,})\)")
"""A name in full with its abbreviation in brackets, which is shown alone."""


def figure(value: Decimal, decimals: int | None = None) -> str:
    """A number with thin spaces between thousands: all its digits, or so many decimals."""
    shown = value if decimals is None else rounded(value, decimals)
    text = f"{abs(shown):,f}".replace(",", THIN_SPACE)
    return f"{MINUS}{text}" if shown < 0 else text


def amount(value: Decimal, unit: Unit, decimals: int | None = None) -> str:
    """A number with its unit: "US$294.76 billion", "39.8 %", "1.79 times"; a count stands bare."""
    number = figure(value, decimals)
    if unit.base == "rank":
        return f"position {number}"
    first, _, rest = unit_name(unit).partition(" ")
    if any(unicodedata.category(mark) == "Sc" for mark in first):
        return " ".join(filter(None, (f"{first}{number}", rest)))
    name = " ".join(filter(None, (first, rest)))
    if not name:
        return number
    if name[0].isdigit():
        return f"{number} × {name}"
    return number + (" " if name[0].islower() else THIN_SPACE) + name


def hedged(value: Decimal, unit: Unit, qualifier: Qualifier) -> str:
    """An amount as it was claimed: "more than 50 %"."""
    return _HEDGES[qualifier] + amount(value, unit)


def unit_name(unit: Unit) -> str:
    """How a unit is written after a number; nothing for a plain count."""
    if unit.base == "one" and unit.multiplier == 1:
        return ""
    if unit.base == "percentage-points":
        return unit.title.lower()
    return unit.symbol


def cited(sources: Iterable[Source]) -> str:
    """Publications in a few words: producer and year of each."""
    return " together with ".join(dict.fromkeys(_cited(s) for s in sources))


def _cited(source: Source) -> str:
    name = _ABBREVIATED.sub(r"\1", source.producer)
    return f"{name} ({source.published[:4] or 'undated'})"
