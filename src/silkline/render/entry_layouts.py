# The parts of an entry's page as plain frozen values.
"""Rows and lists of an entry's page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from silkline.render.pieces import Card, ClaimPart, Link
from silkline.render.ties import Cited, DateRow, TieGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """An area that belongs to an entry."""

    anchor: str
    """Where the row is the first of its area."""
    address: str
    name: str
    role: str
    since: str
    note: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPart:
    """What an entry set out to reach."""

    anchor: str
    css: str
    result: str
    why: str
    point: str
    figure: str
    due: str
    printed: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """An indicator linked to an entry, with a latest figure."""

    address: str
    title: str
    area: str
    value: str
    unit: str
    period: str
    claim: str
    """Address of the claim that the figure is taken from; empty where it is an observation."""
    source: str
    source_address: str
    spark: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSaid:
    """A figure within a statement."""

    anchor: str
    outcome: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPart:
    """A statement, with the figures in it."""

    anchor: str
    point: str
    role: str
    cited: Cited
    figures: tuple[FigureSaid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """One place where a source names an entry."""

    cited: Cited
    printed: str
    note: str
    said: tuple[SaidPart, ...]
    """What others say in that sentence; with the first mention in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherRow:
    """An entry that the same sentences name."""

    address: str
    name: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherGroup:
    """Entries of one register that the same sentences name."""

    heading: str
    address: str
    rows: tuple[TogetherRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContent:
    """All that the template of an entry shows."""

    trail: tuple[Link, ...]
    title: str
    other_name: str
    lede: str
    note: str
    facts: tuple[tuple[str, Markup], ...]
    targets: tuple[TargetPart, ...]
    dates: tuple[DateRow, ...]
    members: tuple[MemberRow, ...]
    members_words: str
    """How many there are of each role."""
    measures: tuple[MeasureRow, ...]
    measures_note: str
    claims: tuple[ClaimPart, ...]
    area_claims: Link | None
    """Where the claims about a wider area stand."""
    said: tuple[SaidPart, ...]
    said_words: str
    """How many figures there are in that, by verdict; empty where there are none."""
    related: tuple[TieGroup, ...]
    mentions: tuple[MentionRow, ...]
    together: tuple[TogetherGroup, ...]
    cards: tuple[Card, ...]
    report: str
