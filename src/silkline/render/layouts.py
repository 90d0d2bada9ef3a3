# The tables of an indicator's page as plain frozen values.
"""Rows, heads and cells of tables."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from silkline.render.observed import Observed


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaHead:
    """An area at the head of a row or column."""

    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """Values of one period."""

    period: str
    cells: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTable:
    """Values of the areas in the chart, newest period first."""

    caption: str
    areas: tuple[AreaHead, ...]
    rows: tuple[ValueRow, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRow:
    """One economy in the ranking."""

    position: str
    name: str
    address: str
    share: str
    value: str
    plain: str
    of: Observed
    """Where the value comes from."""
    change: str
    focus: bool
    status: str
    """Code of a status that needs a word; empty for a normal value."""
    status_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Economies by value for one period."""

    file: str
    """Address of what the ranking of another period needs; empty where there is no other."""
    period: str
    periods: tuple[tuple[str, str], ...]
    """Periods that can be chosen, newest first, with their names."""
    heading: str
    head: str
    change_head: str
    unit: str
    top: tuple[RankRow, ...]
    all: tuple[RankRow, ...]
    all_words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageHead:
    """A period at the head of the coverage grid."""

    period: str
    """As it stands in addresses; of a head above several, the first."""
    full: str
    short: str
    span: int = 1
    """Periods that it stands above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """What is known of one area and period, or of a run of periods."""

    css: str
    words: str
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """What is known of one area."""

    area: str
    address: str
    name: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is known, by area and period."""

    periods: tuple[str, ...]
    """Of the columns."""
    heads: tuple[CoverageHead, ...]
    rows: tuple[CoverageRow, ...]
    keys: tuple[CoverageCell, ...]
    tight: bool
    """Columns are narrow, and cells are runs of periods."""
    dense: bool
    """Columns are narrower still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCell:
    """Periods in a row of one status."""

    css: str
    span: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """What is known of one area, in runs."""

    name: str
    runs: tuple[RunCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everywhere:
    """What is known of all areas."""

    title: str
    words: str
    since: str
    until: str
    marks: tuple[CoverageHead, ...]
    columns: int
    rows: tuple[AreaRow, ...]
    keys: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeRow:
    """What another source says of a figure."""

    area: str
    period: str
    shown: str
    of: Observed
    other: str
    difference: str
    source: str
    why: str
    """What may explain the difference: the note of the other figure, else its edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePlace:
    """Where a number stands."""

    address: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One number and where it comes from."""

    anchor: str
    period: str
    area: str
    value: str
    qualifier: str
    status: str
    source: EvidencePlace
    evidence: EvidencePlace
    inputs: tuple[EvidencePlace, ...]
    """Where the figures stand that a computed one was made of."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Every number of the focus, with its file and row or its sentence."""

    computed: bool
    intro: str
    caption: str
    several: bool
    rows: tuple[EvidenceRow, ...]
