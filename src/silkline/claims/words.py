# Verdicts are read by people who will check them with a pocket calculator: figures stand with
# their units. Nothing here decides anything, and nothing here is in a language: the catalogue
# has the sentences.
"""Sentences, figures and sources in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from silkline.claims.spans import places
from silkline.messages import THIN_SPACE, Messages
from silkline.model import (
    Amount,
    Cited,
    Dataset,
    Listed,
    Named,
    Part,
    Source,
    Told,
    Unit,
)

_ABBREVIATED: Final = re.compile(r"^[^()]*\(([A-Z]{2,})\)")
"""A name in full with its abbreviation in brackets, which is shown alone."""


def say(dataset: Dataset, part: Part | None, m: Messages) -> str:
    """A sentence, or what stands in one, in the language of the messages; nothing for None."""
    return "" if part is None else str(_said(dataset, part, m))


def _said(dataset: Dataset, part: Part, m: Messages) -> str | int:
    if isinstance(part, str | int):
        return part
    if isinstance(part, Decimal):
        return m.number(part, places(part))
    return _WORDS[type(part)](dataset, part, m)


def _sentence(dataset: Dataset, part: Told, m: Messages) -> str:
    return m(part.key, **{name: _said(dataset, value, m) for name, value in part.values})


def _listed(dataset: Dataset, part: Listed, m: Messages) -> str:
    return m(part.key).join(say(dataset, p, m) for p in part.parts)


def _cited(dataset: Dataset, part: Cited, m: Messages) -> str:
    named = (cited(dataset.sources[s], m) for s in part.sources)
    return m(part.key).join(dict.fromkeys(named))


def _named(dataset: Dataset, part: Named, m: Messages) -> str:
    match part.kind:
        case "indicator":
            return m.title(dataset.indicators[part.id])
        case "area":
            return m.title(dataset.areas[part.id])
        case "date":
            return m.date(part.id)
    return m.period(part.id)


def _amount(dataset: Dataset, part: Amount, m: Messages) -> str:
    """As printed and in the printed unit: "US$294.76 billion", "39.8 %"; a count stands bare.

    A language that does not count in thousands tells the same figure in its own words, whole.
    """
    unit = dataset.units[part.unit]
    if m.language == "en":
        return m.hedged(_as_printed(part.value, unit, m), part.qualifier)
    return m.amount(part.value, unit, places(part.value), part.qualifier, exact=True)


def _as_printed(value: Decimal, unit: Unit, m: Messages) -> str:
    number = m.number(value, places(value))
    if unit.base == "rank":
        return m("arithmetic.position", place=number)
    first, _, rest = _unit_name(unit).partition(" ")
    if any(unicodedata.category(mark) == "Sc" for mark in first):
        return " ".join(filter(None, (f"{first}{number}", rest)))
    name = " ".join(filter(None, (first, rest)))
    if not name:
        return number
    if name[0].isdigit():
        return f"{number} × {name}"
    return number + (" " if name[0].islower() else THIN_SPACE) + name


def _unit_name(unit: Unit) -> str:
    """How a unit is written after a number; nothing for a plain count."""
    if unit.base == "one" and unit.multiplier == 1:
        return ""
    if unit.base == "percentage-points":
        return unit.title.lower()
    return unit.symbol


def cited(source: Source, m: Messages) -> str:
    """A publication in a few words: producer and year."""
    name = _ABBREVIATED.sub(r"\1", source.producer)
    return m("cited.one", producer=name, year=source.published[:4] or m("cited.undated"))


_WORDS: Final[Mapping[type, Callable[[Dataset, Any, Messages], str]]] = {
    Told: _sentence,
    Listed: _listed,
    Cited: _cited,
    Named: _named,
    Amount: _amount,
}
