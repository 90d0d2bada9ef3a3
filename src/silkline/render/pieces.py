# What templates are filled with. Plain frozen values: a template decides nothing.
"""Small values that several kinds of page show."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

Link = tuple[str, str]
"""Address and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPart:
    """A claim with its verdict, as pages show it."""

    anchor: str
    outcome: str
    point: str
    printed: str
    figure: str
    arithmetic: str
    reason: str
    note: str
    who: str
    who_address: str
    """Of the speaker's own page; empty where there is none."""
    role: str
    source: str
    source_short: str
    source_id: str
    source_address: str
    place: str
    against: tuple[Link, ...]
    about: tuple[Link, ...]
    """Entries of registers that the claim is about."""
    beside: tuple[Link, ...] = ()
    """Reconciliations that the claim takes part in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyPart:
    """One outcome in the bar of verdicts."""

    css: str
    x: float
    width: float
    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The bar of verdicts: how many claims have which outcome."""

    parts: tuple[TallyPart, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something to take away."""

    address: str
    title: str
    text: str
    size: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A headline figure with its trend."""

    address: str
    label: str
    value: str
    unit: str
    """Of a figure whose unit is written after it; empty where the unit is part of `value`."""
    note: str
    spark: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a list."""

    title: str
    address: str = ""
    other: str = ""
    text: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entries of a list under one heading."""

    items: tuple[Item, ...]
    heading: str = ""
    address: str = ""
    anchor: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page that is a list."""

    title: str
    lede: str
    groups: tuple[Group, ...]
    empty: str = ""
    other_lang: str = ""
    find: str = ""
    """What the field says in which a reader types what is sought; a short list has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """A source in the list at the foot of a page."""

    address: str
    title: str
    citation: str
    facts: str
    file: str
    file_address: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorItem:
    """An indicator in the list of a topic."""

    address: str
    title: str
    definition: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGroup:
    """Indicators of a topic that are known in the same way."""

    heading: str
    """Empty where the topic has one group only."""
    items: tuple[IndicatorItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """A story in a list."""

    address: str
    title: str
    description: str
