# What pages, files and rules ask of registers. Tables say each thing once and in one direction: who
# links to whom, who is named where. The questions here turn that round, so that both ends of a link
# know of it. Answers are in the order in which a reader wants them.
"""What can be asked of registers and their entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from silkline.memory import remembered
from silkline.model import (
    EVENTS,
    Dataset,
    Entry,
    EntryDate,
    EntryLink,
    Membership,
    Mention,
    Statement,
    Target,
    Term,
)

PLANNED: Final = frozenset({"announced", "target"})
"""Events by which something is only said to come about."""

T = TypeVar("T")
K = TypeVar("K")

_NOWHERE: Final = 10**6
"""Sorts what stands in no paragraph behind what stands in one."""
_UNDATED: Final = "9999"
"""Sorts sources of which nobody knows when they were published behind the others."""


def synonyms(dataset: Dataset) -> tuple[tuple[str, ...], ...]:
    """Words that mean the same, from the glossary; those to avoid too: readers may not know it."""
    found = ((t.title, t.title_zh, t.abbreviation, *t.avoid_zh) for t in dataset.terms.values())
    return tuple(tuple(dict.fromkeys(w for w in group if w)) for group in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to an entry, or will, with all who tell of it."""

    id: str
    """Of entry, event and date: it stays as long as they do."""
    entry: Entry
    event: str
    date: str
    told: tuple[EntryDate, ...]

    @property
    def year(self) -> str:
        """The year in which it happened or began."""
        return self.date[:4]

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last day, where both are known."""
        since, mark, until = self.date.partition("/")
        until = until if mark else since
        return (since, until) if len(since) == len(until) == len("2020-09-04") else None


def entries_of(dataset: Dataset, register: str) -> tuple[Entry, ...]:
    """The entries of a register in order of their English names."""
    return _entries_by_register(dataset).get(register, ())


def mentions_of(dataset: Dataset, entry: str) -> tuple[Mention, ...]:
    """Every place that names an entry: oldest source first, then in order of reading."""
    return _mentions_by_entry(dataset).get(entry, ())


def mentions_in(dataset: Dataset, source: str) -> tuple[Mention, ...]:
    """Every place of a source that names an entry, in order of reading."""
    return _mentions_by_source(dataset).get(source, ())


def entries_named(dataset: Dataset, source: str) -> tuple[Entry, ...]:
    """The entries that a source names, each once, by register and name."""
    return _sorted_entries(dataset, {m.entry for m in mentions_in(dataset, source)})


def sources_naming(dataset: Dataset, entry: str) -> tuple[str, ...]:
    """Ids of the sources that name an entry, oldest first."""
    return tuple(dict.fromkeys(m.source for m in mentions_of(dataset, entry)))


def entries_of_area(dataset: Dataset, area: str) -> tuple[Entry, ...]:
    """The entries that are in an area or apply to it, by register and name."""
    return _sorted_entries(dataset, {e.id for e in dataset.entries.values() if e.ref_area == area})


def memberships_of_area(dataset: Dataset, area: str) -> tuple[Membership, ...]:
    """What an area belongs to, by name of the entry."""
    return _members_by_area(dataset).get(area, ())


def members_of(dataset: Dataset, entry: str) -> tuple[Membership, ...]:
    """The areas that belong to an entry: members, then applicants and partners, each by name."""
    return _members_by_entry(dataset).get(entry, ())


def dates_of(dataset: Dataset, entry: str) -> tuple[EntryDate, ...]:
    """What happened to an entry, in order of time."""
    return _dates_by_entry(dataset).get(entry, ())


def targets_of(dataset: Dataset, entry: str) -> tuple[Target, ...]:
    """What an entry set out to reach, by when it is due; undated ones last."""
    return _targets_by_entry(dataset).get(entry, ())


def links_from(dataset: Dataset, entry: str) -> tuple[EntryLink, ...]:
    """The links that an entry's own rows declare."""
    return _links_by_entry(dataset).get(entry, ())


def links_to(dataset: Dataset, kind: str, target: str) -> tuple[EntryLink, ...]:
    """The links that entries declare to an entry, indicator, claim or topic."""
    return _links_by_target(dataset).get((kind, target), ())


def entries_linked_to(dataset: Dataset, kind: str, target: str) -> tuple[Entry, ...]:
    """The entries that declare a link to something, each once, by register and name."""
    return _sorted_entries(dataset, {k.entry for k in links_to(dataset, kind, target)})


def entries_tied(dataset: Dataset, entry: str) -> tuple[Entry, ...]:
    """The entries that an entry links to or that link to it, each once, by register and name."""
    there = {k.target for k in links_from(dataset, entry) if k.kind == "entry"}
    back = {k.entry for k in links_to(dataset, "entry", entry)}
    return _sorted_entries(dataset, (there | back) - {entry})


def named_together(dataset: Dataset, entry: str) -> dict[str, tuple[Mention, ...]]:
    """Other entries named in the same sentences as an entry, with the places, by id."""
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for own in mentions_of(dataset, entry):
        if own.paragraph is not None and own.sentence is not None:
            for other in _mentions_by_place(dataset)[own.source, own.paragraph, own.sentence]:
                if other.entry != entry:
                    found[other.entry].append(other)
    return {other: tuple(places) for other, places in sorted(found.items())}


def entries_at(dataset: Dataset, statement: Statement) -> tuple[str, ...]:
    """Ids of the entries that the sentence of a statement names."""
    place = (statement.source, statement.paragraph, statement.sentence)
    return tuple(m.entry for m in _mentions_by_place(dataset).get(place, ()))


def statements_by(dataset: Dataset, speaker: str) -> tuple[Statement, ...]:
    """What somebody said, by the speaker's name as the statements give it."""
    return _statements_by_speaker(dataset).get(speaker, ())


def entry_of_speaker(dataset: Dataset, speaker: str) -> Entry | None:
    """The entry that bears a speaker's name, if there is one."""
    return _entries_by_name(dataset).get(speaker)


def statements_of(dataset: Dataset, entry: str) -> tuple[Statement, ...]:
    """What the entry itself said: statements whose speaker is its name."""
    known = dataset.entries.get(entry)
    own = known is not None and entry_of_speaker(dataset, known.name) is known
    return statements_by(dataset, known.name) if known and own else ()


@remembered
def happenings(dataset: Dataset) -> tuple[Happening, ...]:
    """What happened to entries of registers, in order of time; each once, whoever tells of it."""
    found: defaultdict[tuple[str, str, str], list[EntryDate]] = defaultdict(list)
    for told in dataset.dates:
        entry = dataset.entries.get(told.entry)
        if entry is not None and entry.register in dataset.registers:
            found[told.date, told.entry, told.event].append(told)

    def order(key: tuple[str, str, str]) -> tuple[str, str, str, int]:
        date, entry, event = key
        return (date.partition("/")[0], date, entry, EVENTS.index(event))

    return tuple(
        Happening(
            id=f"{entry}.{event}.{date.replace('/', '--')}",
            entry=dataset.entries[entry],
            event=event,
            date=date,
            told=tuple(sorted(found[date, entry, event], key=lambda d: _age(dataset, d.source))),
        )
        for date, entry, event in sorted(found, key=order)
    )


@remembered
def terms_sorted(dataset: Dataset) -> tuple[Term, ...]:
    """The terms of the glossary in order of their English titles."""
    return tuple(sorted(dataset.terms.values(), key=lambda t: (t.title.casefold(), t.id)))


# --- each table read once ---


@remembered
def _entries_by_register(dataset: Dataset) -> dict[str, tuple[Entry, ...]]:
    ordered = sorted(dataset.entries.values(), key=_by_name)
    return _grouped(ordered, lambda e: e.register)


@remembered
def _entries_by_name(dataset: Dataset) -> dict[str, Entry]:
    """Where two entries share a name, the one of the first register bears it."""
    found: dict[str, Entry] = {}
    for entry in _sorted_entries(dataset, dataset.entries):
        found.setdefault(entry.name, entry)
    return found


@remembered
def _mentions_by_entry(dataset: Dataset) -> dict[str, tuple[Mention, ...]]:
    return _grouped(_in_order_of_reading(dataset), lambda m: m.entry)


@remembered
def _mentions_by_source(dataset: Dataset) -> dict[str, tuple[Mention, ...]]:
    return _grouped(_in_order_of_reading(dataset), lambda m: m.source)


@remembered
def _mentions_by_place(
    dataset: Dataset,
) -> dict[tuple[str, int | None, int | None], tuple[Mention, ...]]:
    return _grouped(_in_order_of_reading(dataset), lambda m: (m.source, m.paragraph, m.sentence))


@remembered
def _in_order_of_reading(dataset: Dataset) -> tuple[Mention, ...]:
    def order(m: Mention) -> tuple[str, str, int, int, str]:
        return (*_age(dataset, m.source), m.paragraph or _NOWHERE, m.sentence or _NOWHERE, m.entry)

    return tuple(sorted(dataset.mentions, key=order))


@remembered
def _members_by_entry(dataset: Dataset) -> dict[str, tuple[Membership, ...]]:
    roles = ("member", "applicant", "partner")

    def order(m: Membership) -> tuple[int, str, str]:
        role = roles.index(m.role) if m.role in roles else len(roles)
        area = dataset.areas.get(m.ref_area)
        return (role, area.name if area else m.ref_area, m.source)

    return _grouped(sorted(dataset.members, key=order), lambda m: m.entry)


@remembered
def _members_by_area(dataset: Dataset) -> dict[str, tuple[Membership, ...]]:
    def order(m: Membership) -> tuple[str, str]:
        entry = dataset.entries.get(m.entry)
        return (entry.name.casefold() if entry else m.entry, m.source)

    return _grouped(sorted(dataset.members, key=order), lambda m: m.ref_area)


@remembered
def _dates_by_entry(dataset: Dataset) -> dict[str, tuple[EntryDate, ...]]:
    def order(d: EntryDate) -> tuple[str, str, int, str]:
        return (d.date.partition("/")[0], d.date, EVENTS.index(d.event), d.source)

    return _grouped(sorted(dataset.dates, key=order), lambda d: d.entry)


@remembered
def _targets_by_entry(dataset: Dataset) -> dict[str, tuple[Target, ...]]:
    ordered = sorted(dataset.targets.values(), key=lambda t: (not t.due, t.due, t.id))
    return _grouped(ordered, lambda t: t.entry)


@remembered
def _links_by_entry(dataset: Dataset) -> dict[str, tuple[EntryLink, ...]]:
    return _grouped(dataset.links, lambda k: k.entry)


@remembered
def _links_by_target(dataset: Dataset) -> dict[tuple[str, str], tuple[EntryLink, ...]]:
    return _grouped(dataset.links, lambda k: (k.kind, k.target))


@remembered
def _statements_by_speaker(dataset: Dataset) -> dict[str, tuple[Statement, ...]]:
    def order(s: Statement) -> tuple[str, str, int, int, str]:
        return (*_age(dataset, s.source), s.paragraph, s.sentence, s.id)

    return _grouped(sorted(dataset.statements.values(), key=order), lambda s: s.speaker)


def _age(dataset: Dataset, source: str) -> tuple[str, str]:
    known = dataset.sources.get(source)
    return ((known.published if known else "") or _UNDATED, source)


def _by_name(entry: Entry) -> tuple[str, str]:
    return (entry.name.casefold(), entry.id)


def _sorted_entries(dataset: Dataset, ids: Iterable[str]) -> tuple[Entry, ...]:
    """Entries by register, in the order of the registers, then by name."""
    places = {register: place for place, register in enumerate(dataset.registers)}
    found = [dataset.entries[i] for i in ids if i in dataset.entries]
    return tuple(sorted(found, key=lambda e: (places.get(e.register, len(places)), *_by_name(e))))


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    found: defaultdict[K, list[T]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    groups: Mapping[K, list[T]] = found
    return {name: tuple(group) for name, group in groups.items()}
