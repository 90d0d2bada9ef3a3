# What is found out is kept as data: which sentence, and what stands in it. Words are made of it
# where the language of the reader is known, so a sentence is never glued from pieces of another
# language's.
"""Sentences before they are put into words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from silkline.model.statistics import Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure with its unit and hedge."""

    value: Decimal
    unit: str
    """Code of the unit."""
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that the data name in several languages."""

    kind: str
    """indicator, area, period or date."""
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Publications in a few words: producer and year of each."""

    sources: tuple[str, ...]
    """Their ids, in order."""
    key: str = "cited.together"
    """Key of what joins them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Several things in a row."""

    parts: tuple[Told | Amount | Named | Cited, ...]
    key: str
    """Key of what joins them."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message of the catalogue by its key, with what stands in it by name."""

    key: str
    values: tuple[tuple[str, Part], ...] = ()


Part = str | int | Decimal | Told | Amount | Named | Cited | Listed
"""What may stand in a sentence; text is shown as it is, a decimal number with its decimals."""


def told(key: str, /, **values: Part) -> Told:
    """A sentence by its key and what stands in it."""
    return Told(key, tuple(values.items()))
