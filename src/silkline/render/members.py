# Who belongs to what, for a whole register: one table of areas by entries, in which each cell leads
# to the row that gives its source; and the entries side by side, for those who compare a few. An
# empty cell says that no source here says anything, which the page says too.
"""The matrix of members and the entries of a register side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from silkline import addresses, things
from silkline.model import Entry, Membership
from silkline.render.claims import Facet, FacetOption
from silkline.render.pieces import Link
from silkline.render.ties import Ties, date_words

if TYPE_CHECKING:
    from silkline.render.parts import Parts

ROLES = ("member", "applicant", "partner")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixHead:
    """An entry at the head of a column of the matrix."""

    id: str
    address: str
    name: str
    short: str
    note: str
    """Since when it is in force, or what else is known of it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What an area is to an entry."""

    address: str
    """Of the row that gives the source; empty where no source says anything."""
    head: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An area with what it is to each entry."""

    id: str
    address: str
    name: str
    count: str
    entries: str
    roles: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Areas by entries."""

    heads: tuple[MatrixHead, ...]
    rows: tuple[MatrixRow, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRow:
    """One thing that is known of several entries."""

    heading: str
    cells: tuple[tuple[Link, ...], ...]
    """For each entry its lines: an address, which may be empty, and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Entries side by side."""

    heads: tuple[MatrixHead, ...]
    rows: tuple[BesideRow, ...]


class Members:
    """Makes both for the entries of a register."""

    def __init__(self, parts: Parts, ties: Ties, entries: Iterable[Entry]) -> None:
        self.parts = parts
        self.data = parts.data
        self.m = parts.m
        self.ties = ties
        self.entries = tuple(entries)
        self.joined = tuple(e for e in self.entries if things.members_of(self.data, e.id))

    def matrix(self) -> Matrix | None:
        """The matrix; none where nothing has members."""
        if not self.joined:
            return None
        rows = tuple(self._rows())
        return Matrix(
            heads=tuple(map(self._head, self.joined)), rows=rows, facets=tuple(self._facets(rows))
        )

    def _head(self, entry: Entry) -> MatrixHead:
        name = self.m.title(entry)
        return MatrixHead(
            id=entry.id,
            address=addresses.entry_page(entry.register, entry.id),
            name=name,
            short=entry.abbreviation or name,
            note=self._since(entry),
        )

    def _since(self, entry: Entry) -> str:
        """The year in which it first came into force, else was signed: "in force 2018"."""
        dates = things.dates_of(self.data, entry.id)
        for event in ("in_force", "signed"):
            found = next((d.date for d in dates if d.event == event), "")
            if found:
                return self.m("members.head", event=self.m(f"event.{event}"), year=found[:4])
        return ""

    def _rows(self) -> Iterator[MatrixRow]:
        found: defaultdict[str, dict[str, list[Membership]]] = defaultdict(dict)
        for entry in self.joined:
            for one in things.members_of(self.data, entry.id):
                found[one.ref_area].setdefault(entry.id, []).append(one)
        focus = self.parts.view.config.focus
        named = [(*self.ties.area(code), code) for code in found]
        named.sort(key=lambda x: (x[2] not in focus, x[1]))
        for address, name, code in named:
            yield self._row(code, address, name, found[code])

    def _row(
        self, code: str, address: str, name: str, own: dict[str, list[Membership]]
    ) -> MatrixRow:
        roles = {x.role for one in own.values() for x in one}
        full = sum(any(x.role == "member" for x in one) for one in own.values())
        return MatrixRow(
            id=code,
            address=address,
            name=name,
            count=self.m.number(full),
            entries=" ".join(own),
            roles=" ".join(r for r in ROLES if r in roles),
            cells=tuple(self._cell(e, code, own.get(e.id, [])) for e in self.joined),
        )

    def _cell(self, entry: Entry, area: str, found: list[Membership]) -> MatrixCell:
        head = entry.abbreviation or self.m.title(entry)
        if not found:
            return MatrixCell(address="", head=head, words="", detail="")
        details = (
            f"{self.ties.membership(x)} – {self.ties.cited(x.source, None, None).source}"
            for x in found
        )
        return MatrixCell(
            address=addresses.member_place(entry.register, entry.id, area),
            head=head,
            words=self.m("list.separator").join(dict.fromkeys(map(self._short, found))),
            detail=self.m("list.semicolon").join(dict.fromkeys(details)),
        )

    def _short(self, found: Membership) -> str:
        """A role with the year since when."""
        role = self.m(f"role.{found.role}")
        return self.m("role.since", role=role, date=found.since[:4]) if found.since else role

    def _facets(self, rows: tuple[MatrixRow, ...]) -> Iterator[Facet]:
        m = self.m
        areas = sorted((r.name, r.id) for r in rows)
        yield Facet(
            name="area",
            label=m("members.by_area"),
            options=tuple(FacetOption(value=i, words=name, count=1) for name, i in areas),
        )
        entries = Counter(e for r in rows for e in r.entries.split())
        yield Facet(
            name="entry",
            label=m("members.by_entry"),
            many=True,
            options=tuple(
                FacetOption(value=e.id, words=e.abbreviation or m.title(e), count=entries[e.id])
                for e in self.joined
            ),
        )
        roles = Counter(role for r in rows for role in r.roles.split())
        yield Facet(
            name="role",
            label=m("entry.role"),
            many=True,
            options=tuple(
                FacetOption(value=r, words=m(f"role.{r}"), count=roles[r])
                for r in ROLES
                if roles[r]
            ),
        )

    # --- Side by side ---

    def beside(self) -> Beside | None:
        """Entries with members or dates side by side; none where nothing has members."""
        if not self.joined:
            return None
        known = [
            e
            for e in self.entries
            if things.members_of(self.data, e.id) or things.dates_of(self.data, e.id)
        ]
        if len(known) < len("ab"):
            return None
        rows = [
            BesideRow(heading=self.m("entry.kind"), cells=tuple(map(self._kind, known))),
            BesideRow(heading=self.m("entry.dates"), cells=tuple(map(self._dates, known))),
            BesideRow(heading=self.m("entry.members"), cells=tuple(map(self._members, known))),
            *self._linked(known),
            BesideRow(heading=self.m("members.point"), cells=tuple(map(self._point, known))),
            BesideRow(heading=self.m("members.sources"), cells=tuple(map(self._sources, known))),
        ]
        heads = tuple(map(self._head, known))
        return Beside(heads=heads, rows=tuple(r for r in rows if any(r.cells)))

    def _kind(self, entry: Entry) -> tuple[Link, ...]:
        kind = self.m.text(entry, "kind")
        return (("", kind),) if kind else ()

    def _point(self, entry: Entry) -> tuple[Link, ...]:
        point = self.m.text(entry, "point")
        return (("", point),) if point else ()

    def _dates(self, entry: Entry) -> tuple[Link, ...]:
        told = (
            self.m(
                "members.dated",
                event=self.m(f"event.{d.event}"),
                date=date_words(self.m, d.date),
            )
            for d in things.dates_of(self.data, entry.id)
        )
        return tuple(("", words) for words in dict.fromkeys(told))

    def _members(self, entry: Entry) -> tuple[Link, ...]:
        found = things.members_of(self.data, entry.id)
        told = []
        for role in ROLES:
            areas = dict.fromkeys(x.ref_area for x in found if x.role == role)
            if areas:
                names = self.m("list.separator").join(self.ties.area(a)[1] for a in areas)
                told.append(
                    self.m("members.named", n=self.m(f"roles.{role}", n=len(areas)), names=names)
                )
        return tuple(("", words) for words in told)

    def _linked(self, known: list[Entry]) -> Iterator[BesideRow]:
        """What each is linked to, one row for each other register."""
        ties = {e.id: things.entries_tied(self.data, e.id) for e in known}
        for register in self.data.registers.values():
            cells = tuple(
                tuple(
                    (addresses.entry_page(t.register, t.id), self.m.title(t))
                    for t in ties[e.id]
                    if t.register == register.id
                )
                for e in known
            )
            if any(cells):
                yield BesideRow(heading=self.m.title(register), cells=cells)

    def _sources(self, entry: Entry) -> tuple[Link, ...]:
        ends = (
            things.mentions_of(self.data, entry.id),
            things.dates_of(self.data, entry.id),
            things.members_of(self.data, entry.id),
        )
        found = dict.fromkeys(said.source for told in ends for said in told)
        cited = (self.ties.cited(s, None, None) for s in found)
        return tuple((c.address, c.source) for c in cited)
