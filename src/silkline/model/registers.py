"""Things that are no statistics: places, agreements, policies, people, and where they are named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from silkline.model.statistics import Qualifier
from silkline.problems import Location

EVENTS: Final = (
    "announced",
    "approved",
    "adopted",
    "signed",
    "in_force",
    "applied",
    "acceded",
    "founded",
    "opened",
    "launched",
    "published",
    "held",
    "target",
    "ended",
)
"""What can happen to an entry, in the order in which it usually does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A list of things of one kind, with a page of its own at the address of its id."""

    id: str
    title: str
    title_zh: str
    singular: str
    singular_zh: str
    description: str
    description_zh: str
    order: int
    package: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in a register."""

    id: str
    """Unique among the entries of all registers."""
    register: str
    name: str
    name_zh: str
    abbreviation: str
    kind: str
    """What sort of thing it is, in a word or two."""
    kind_zh: str
    ref_area: str
    """Where it is or applies; empty where no one area fits."""
    point: str
    """What it is and why it is here, in our own words."""
    point_zh: str
    url: str
    note: str
    note_zh: str
    package: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where a source names an entry."""

    entry: str
    source: str
    paragraph: int | None
    """Empty where the source is no text in paragraphs; the note then says where it stands."""
    sentence: int | None
    printed: str
    """The name as printed there."""
    note: str
    note_zh: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDate:
    """Something that happened to an entry, or will, at a known time."""

    entry: str
    date: str
    """ISO 8601 as far as it is known: `2022`, `2022-01`, `2022-01-01`, or two with a slash."""
    event: str
    """One of `EVENTS`."""
    source: str
    paragraph: int | None
    sentence: int | None
    note: str
    note_zh: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An area that belongs to an entry, such as a party to an agreement."""

    entry: str
    ref_area: str
    role: str
    """member, applicant or partner."""
    since: str
    source: str
    note: str
    note_zh: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLink:
    """A tie between an entry and something else on the site, shown on the pages of both."""

    entry: str
    relation: str
    """part_of, issued_by, works_for, released_at, located_in, measured_by or related."""
    kind: str
    """entry, indicator, claim or topic."""
    target: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an entry set out to reach, and whether the sources here say that it was reached."""

    id: str
    entry: str
    point: str
    point_zh: str
    due: str
    """By when; empty where the source does not say."""
    qualifier: Qualifier
    text: str
    """The value as a plain number; empty where the target is not a number."""
    value: Decimal | None
    unit: str
    printed: str
    source: str
    paragraph: int | None
    sentence: int | None
    result: str
    """met, missed or unknown."""
    result_note: str
    result_note_zh: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the field with the one Chinese word that the site uses for it."""

    id: str
    title: str
    title_zh: str
    abbreviation: str
    definition: str
    definition_zh: str
    avoid_zh: tuple[str, ...]
    """Chinese words that are not used for it here."""
    note: str
    note_zh: str
    package: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Claims or figures set side by side because they seem to contradict or imply one another."""

    id: str
    title: str
    title_zh: str
    check: str
    """implied_total, implied_previous, implied_part, same_name or none."""
    claims: tuple[str, ...]
    indicators: tuple[str, ...]
    against: str
    """Indicator that an implied figure is compared with."""
    ref_area: str
    time_period: str
    finding: str
    """What a reader should make of it, in our own words."""
    finding_zh: str
    package: str
    where: Location
