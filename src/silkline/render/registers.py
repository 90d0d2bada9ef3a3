# The lists of registers: all of them, and one page for each with its entries by kind, who belongs
# to what, and what happened when.
"""The overview of registers and the page of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses, things
from silkline.model import Entry, Page, Register
from silkline.render.entry import register_cards
from silkline.render.members import Beside, Matrix, Members
from silkline.render.pages import Maker
from silkline.render.parts import Parts
from silkline.render.pieces import Card, Group, Item, Link, Listing
from silkline.render.targets import TargetTable, target_table
from silkline.render.ties import DateRow, Ties
from silkline.render.words import several, short_form

if TYPE_CHECKING:
    from silkline.render.view import SiteView

MOST_TIES: Final = 3
"""Entries of one register that an entry in a list names as tied to it."""
FEWEST_IN_GROUP: Final = 3
"""A kind of which there are fewer entries gets no heading of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryItem:
    """An entry in the list of its register."""

    address: str
    name: str
    other: str
    abbreviation: str
    kind: str
    """Where the heading does not say it."""
    point: str
    facts: str
    ties: tuple[tuple[str, tuple[Link, ...], str], ...]
    """Entries of other registers that it is tied to: heading, the first few, how many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGroup:
    """Entries of one kind."""

    anchor: str
    heading: str
    count: str
    items: tuple[EntryItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterContent:
    """All that the template of a register shows."""

    id: str
    trail: tuple[Link, ...]
    title: str
    other_name: str
    lede: str
    counts: str
    groups: tuple[KindGroup, ...]
    matrix: Matrix | None
    beside: Beside | None
    targets: TargetTable | None
    dates: tuple[DateRow, ...]
    cards: tuple[Card, ...]


def register_pages(view: SiteView) -> Iterator[Maker]:
    """The overview, where there is anything to list, and a page for each register."""
    if view.dataset.registers or view.dataset.terms:
        yield Maker(addresses.list_page("registers"), _overview)
    for register in view.dataset.registers:
        yield Maker(addresses.register_page(register), _register_page, (register,))


def _register_page(view: SiteView, register: str) -> Page:
    parts = Parts(view)
    return _RegisterPage(parts, Ties(parts), view.dataset.registers[register]).page()


def register_items(parts: Parts) -> tuple[Item, ...]:
    """Each register and the glossary, with how much they hold."""
    m, data = parts.m, parts.data
    items = [
        Item(
            title=m.title(r),
            address=addresses.register_page(r.id),
            other=parts.words.other_name(r)[0],
            text=m.text(r, "description"),
            facts=m("register.entries", n=len(things.entries_of(data, r.id))),
        )
        for r in data.registers.values()
    ]
    items += _across(parts)
    if data.terms:
        items.append(
            Item(
                title=m("glossary.title"),
                address=addresses.glossary_page(),
                other=m("glossary.other"),
                text=m("glossary.lede"),
                facts=m("glossary.terms", n=len(data.terms)),
            )
        )
    return tuple(items)


def _across(parts: Parts) -> Iterator[Item]:
    """Lists that go through all registers."""
    m = parts.m
    if happened := len(things.happenings(parts.data)):
        yield Item(
            title=m("timeline.title"),
            address=addresses.timeline_page(),
            other=m("timeline.other"),
            text=m("timeline.lede"),
            facts=m("timeline.dates", n=happened),
        )
    if said := len(parts.data.statements):
        yield Item(
            title=m("statements.title"),
            address=addresses.statements_page(),
            other=m("statements.other"),
            text=m("statements.text"),
            facts=m("entry.said", n=said),
        )


def _overview(view: SiteView) -> Page:
    parts = Parts(view)
    m = parts.m
    named = len(parts.data.mentions)
    listing = Listing(
        title=m("registers.title"),
        lede=m("registers.lede", n=len(parts.data.entries), named=m("entry.named_in", n=named)),
        groups=(Group(items=register_items(parts)),),
        other_lang="zh-Hans" if m.language == "en" else "en",
    )
    page = Page(
        uri=addresses.page_source(addresses.list_page("registers")),
        title=listing.title,
        description=listing.lede,
        markdown="",
        kind="list",
        summary=listing.lede,
    )
    return parts.view.writer.page(page, "list.html", listing)


class _RegisterPage:
    """One register's page in the making."""

    def __init__(self, parts: Parts, ties: Ties, register: Register) -> None:
        self.parts = parts
        self.ties = ties
        self.data = parts.data
        self.m = parts.m
        self.register = register
        self.entries = things.entries_of(self.data, register.id)

    def page(self) -> Page:
        title = self.m.title(self.register)
        lede = self.m.text(self.register, "description")
        page = Page(
            uri=addresses.page_source(addresses.register_page(self.register.id)),
            title=title,
            description=lede,
            markdown="",
            kind="register",
            terms=(self.register.title_zh,),
            names=(self.register.title, self.register.singular, self.register.singular_zh),
            summary=lede,
        )
        return self.parts.view.writer.page(page, "register.html", self._content(title, lede))

    def _content(self, title: str, lede: str) -> RegisterContent:
        named = sum(len(things.mentions_of(self.data, e.id)) for e in self.entries)
        members = Members(self.parts, self.ties, self.entries)
        return RegisterContent(
            id=self.register.id,
            trail=((addresses.list_page("registers"), self.m("registers.title")),),
            title=title,
            other_name=self.parts.words.other_name(self.register)[0],
            lede=lede,
            counts=self.m(
                "register.counts",
                entries=self.m("register.entries", n=len(self.entries)),
                named=self.m("entry.named_in", n=named),
            ),
            groups=tuple(self._groups()),
            matrix=members.matrix(),
            beside=members.beside(),
            targets=target_table(self.parts, self.ties, self.entries),
            dates=tuple(self._dates()),
            cards=register_cards(self.parts, self.register.id),
        )

    # --- Entries by kind ---

    def _groups(self) -> Iterator[KindGroup]:
        kinds: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            kinds[self.m.text(entry, "kind")].append(entry)
        large = {k: v for k, v in kinds.items() if len(v) >= FEWEST_IN_GROUP and k}
        alone = [e for e in self.entries if self.m.text(e, "kind") not in large]
        if not large:
            yield self._group(0, self.m("register.all"), alone, kinds=True)
            return
        ordered = sorted(large.items(), key=lambda x: (-len(x[1]), x[0].casefold()))
        for place, (kind, found) in enumerate(ordered):
            heading = several(kind) if self.m.language == "en" else kind
            yield self._group(place, _capital(heading), found, kinds=False)
        if alone:
            yield self._group(len(ordered), self.m("register.others"), alone, kinds=True)

    def _group(self, place: int, heading: str, found: list[Entry], *, kinds: bool) -> KindGroup:
        return KindGroup(
            anchor=f"kind-{place + 1}",
            heading=heading,
            count=self.m.number(len(found)),
            items=tuple(self._item(e, kinds=kinds) for e in found),
        )

    def _item(self, entry: Entry, *, kinds: bool) -> EntryItem:
        named = len(things.mentions_of(self.data, entry.id))
        return EntryItem(
            address=addresses.entry_page(entry.register, entry.id),
            name=self.m.title(entry),
            other=self.parts.words.other_name(entry)[0],
            abbreviation=short_form(self.m.title(entry), entry.abbreviation),
            kind=self.m.text(entry, "kind") if kinds else "",
            point=self.m.text(entry, "point"),
            facts=" · ".join(self._known(entry, named)),
            ties=tuple(self._ties(entry)),
        )

    def _known(self, entry: Entry, named: int) -> Iterator[str]:
        """How often it is named, and what is known of it in figures."""
        if named:
            yield self.m("entry.named_in", n=named)
        links = things.links_from(self.data, entry.id)
        indicators = len({k.target for k in links if k.kind == "indicator"})
        claims = len({k.target for k in links if k.kind == "claim"})
        if indicators:
            yield self.m("entry.indicators", n=indicators)
        if claims:
            yield self.m("entry.linked_claims", n=claims)

    def _ties(self, entry: Entry) -> Iterator[tuple[str, tuple[Link, ...], str]]:
        tied = things.entries_tied(self.data, entry.id)
        for register in self.data.registers.values():
            found = [e for e in tied if e.register == register.id != entry.register]
            if found:
                first = tuple(
                    (addresses.entry_page(e.register, e.id), self.m.title(e))
                    for e in found[:MOST_TIES]
                )
                rest = len(found) - len(first)
                more = self.m("entry.more", n=rest) if rest else ""
                yield self.m.title(register), first, more

    # --- What happened when ---

    def _dates(self) -> Iterator[DateRow]:
        found = [d for e in self.entries for d in things.dates_of(self.data, e.id)]
        found.sort(key=lambda d: (d.date.partition("/")[0], d.date, d.entry, d.event, d.source))
        return map(self.ties.date, found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
