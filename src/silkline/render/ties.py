# Entries of registers stand on the pages of what they are about, and those on theirs. How an entry
# looks in another page's list, and how a date or a place in a source is written, is decided here.
"""Entries named on other pages, and where sources name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from silkline import addresses, things
from silkline.memory import remembered
from silkline.model import Dataset, Entry, EntryDate, Membership, Source
from silkline.render import facts
from silkline.render.words import source_name

if TYPE_CHECKING:
    from silkline.messages import Messages
    from silkline.render.parts import Parts

NO_NOTES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An entry named on another page."""

    address: str
    name: str
    other: str
    """The name in the other language."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieGroup:
    """Entries of one register named on another page."""

    heading: str
    address: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A place in a source."""

    address: str
    source: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """Something that happened to an entry."""

    date: str
    address: str
    """Of the entry, where the list is of several."""
    name: str
    event: str
    note: str
    cited: Cited


class Ties:
    """Makes the lists of entries that other pages show."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.data = parts.data
        self.m = parts.m
        self.words = parts.words
        self._observed = frozenset(facts.observed_areas(parts.data))

    def tie(self, entry: Entry, note: str = "") -> Tie:
        """One entry, with its kind if nothing else is to be said of it."""
        return Tie(
            address=addresses.entry_page(entry.register, entry.id),
            name=self.m.title(entry),
            other=self.words.other_name(entry)[0],
            note=note or self.m.text(entry, "kind"),
        )

    def topic(self, code: str) -> Tie:
        """A topic among the things that an entry is tied to."""
        topic = self.data.topics[code]
        return Tie(
            address=addresses.topic_page(code),
            name=self.m.title(topic),
            other=self.words.other_name(topic)[0],
            note="",
        )

    def groups(
        self, entries: Iterable[Entry], notes: Mapping[str, str] = NO_NOTES
    ) -> tuple[TieGroup, ...]:
        """Entries, sorted by register as `things` gives them, in one group for each register."""
        return tuple(
            TieGroup(
                heading=self.m.title(self.data.registers[register]),
                address=addresses.register_page(register),
                ties=tuple(self.tie(e, notes.get(e.id, "")) for e in found),
            )
            for register, found in groupby(entries, key=lambda e: e.register)
            if register in self.data.registers
        )

    def linked(self, kind: str, target: str) -> tuple[TieGroup, ...]:
        """The entries that link to an indicator, claim or topic."""
        return self.groups(things.entries_linked_to(self.data, kind, target))

    def of_area(self, area: str) -> tuple[TieGroup, ...]:
        """What is in an area or applies to it, then what it belongs to."""
        own = self.groups(things.entries_of_area(self.data, area))
        memberships = things.memberships_of_area(self.data, area)
        belongs = tuple(
            self.tie(self.data.entries[x.entry], self.membership(x))
            for x in memberships
            if x.entry in self.data.entries
        )
        if not belongs:
            return own
        heading = self.m("economy.memberships")
        return (*own, TieGroup(heading=heading, address="", ties=belongs))

    def named_in(self, source: str) -> tuple[TieGroup, ...]:
        """What a source names, with how often."""
        counts: dict[str, int] = {}
        for mention in things.mentions_in(self.data, source):
            counts[mention.entry] = counts.get(mention.entry, 0) + 1
        notes = {entry: self.m("entry.places", n=n) for entry, n in counts.items() if n > 1}
        return self.groups(things.entries_named(self.data, source), notes)

    def membership(self, found: Membership) -> str:
        """A role with its date: "member since 2022"."""
        role = self.m(f"role.{found.role}")
        if not found.since:
            return role
        return self.m("role.since", role=role, date=date_words(self.m, found.since))

    def cited(self, source: str, paragraph: int | None, sentence: int | None) -> Cited:
        """A place in a source: producer and year, paragraph and sentence as far as given."""
        known = self.data.sources.get(source)
        return Cited(
            address=addresses.source_page(source) if known else "",
            source=self._source_words(known) if known else source,
            place=self.place(paragraph, sentence),
        )

    def _source_words(self, source: Source) -> str:
        """Producer and year, and the title where several sources share both."""
        alike = (source.producer, source.published[:4]) in _shared_labels(self.data)
        return source_name(source) if alike else self.parts.short_source(source)

    def place(self, paragraph: int | None, sentence: int | None) -> str:
        """Paragraph and sentence, as far as they are given."""
        if paragraph is None:
            return ""
        if sentence is None:
            return self.m("entry.paragraph", paragraph=str(paragraph))
        return self.m("claim.place", paragraph=str(paragraph), sentence=str(sentence))

    def date(self, found: EntryDate) -> DateRow:
        """A date with what happened, to which entry, and where that stands."""
        entry = self.data.entries.get(found.entry)
        return DateRow(
            date=date_words(self.m, found.date),
            address=addresses.entry_page(entry.register, entry.id) if entry else "",
            name=self.m.title(entry) if entry else found.entry,
            event=self.m(f"event.{found.event}"),
            note=self.m.text(found, "note"),
            cited=self.cited(found.source, found.paragraph, found.sentence),
        )

    def area(self, code: str) -> tuple[str, str]:
        """Address and name of an area; no address where it has no page."""
        address = addresses.economy_page(code) if code in self._observed else ""
        return address, self.words.area(code)


@remembered
def _shared_labels(dataset: Dataset) -> frozenset[tuple[str, str]]:
    """Producer and year of more than one source."""
    counts = Counter((s.producer, s.published[:4]) for s in dataset.sources.values())
    return frozenset(label for label, n in counts.items() if n > 1)


def date_words(m: Messages, text: str) -> str:
    """A date, month, year or an interval of them in words."""
    return m.dates(text)
