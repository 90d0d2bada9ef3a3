# An entry's page holds all that the packages say of one thing: when, who belongs, what it aims at,
# what is measured, who said what, what it is tied to, and every place that names it. Some hundreds
# of these are made in every build, so they ask only questions that `things` has an index for.
"""Pages of the entries of registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from silkline import addresses, series, things
from silkline.model import AreaKind, Claim, Entry, Mention, Page, Statement
from silkline.render import facts
from silkline.render.entry_layouts import (
    EntryContent,
    MeasureRow,
    MemberRow,
    MentionRow,
    TogetherGroup,
    TogetherRow,
)
from silkline.render.indicator import outside_link
from silkline.render.pages import Maker, link
from silkline.render.parts import Parts
from silkline.render.pieces import Card, ClaimPart, Link
from silkline.render.said import (
    claims_by_area,
    claims_by_statement,
    said_part,
    statements_at,
)
from silkline.render.targets import target_part
from silkline.render.ties import TieGroup, Ties, date_words

if TYPE_CHECKING:
    from silkline.render.view import SiteView

RELATIONS: Final = (
    "part_of",
    "issued_by",
    "works_for",
    "released_at",
    "located_in",
    "measured_by",
    "related",
)
OWN_KINDS: Final = frozenset({AreaKind.ZONE})
"""Kinds of areas that an entry is, not only lies in: what is known of one is known of the other."""


def entry_pages(view: SiteView) -> Iterator[Maker]:
    """One page for each entry of each register."""
    for entry in view.dataset.entries.values():
        if entry.register in view.dataset.registers:
            yield Maker(addresses.entry_page(entry.register, entry.id), _entry_page, (entry.id,))


def _entry_page(view: SiteView, entry: str) -> Page:
    parts = Parts(view)
    return _EntryPage(parts, Ties(parts), view.dataset.entries[entry]).page()


class _EntryPage:
    """One entry's page in the making."""

    def __init__(self, parts: Parts, ties: Ties, entry: Entry) -> None:
        self.parts = parts
        self.ties = ties
        self.data = parts.data
        self.m = parts.m
        self.words = parts.words
        self.entry = entry
        self.register = self.data.registers[entry.register]
        self.address = addresses.entry_page(entry.register, entry.id)
        area = self.data.areas.get(entry.ref_area)
        self.is_area = area is not None and area.kind in OWN_KINDS

    def page(self) -> Page:
        kind = self.m.text(self.entry, "kind")
        point = self.m.text(self.entry, "point")
        told = (kind, point) if kind else (point,)
        page = Page(
            uri=addresses.page_source(self.address),
            title=self.m.title(self.entry),
            description=point,
            markdown="",
            kind="entry",
            terms=(self.entry.name_zh, self.entry.kind, self.entry.kind_zh),
            names=tuple(t for t in (self.entry.name, self.entry.abbreviation, self.entry.id) if t),
            topics=self._topics(),
            summary=" · ".join(t for t in told if t),
        )
        return self.parts.view.writer.page(page, "entry.html", self._content(point))

    def _topics(self) -> tuple[str, ...]:
        """Those that the entry is linked to, then those of the indicators that it is linked to."""
        links = [k for k in self.data.links if k.entry == self.entry.id]
        own = [k.target for k in links if k.kind == "topic"]
        measured = facts.topics_of(self.data, (k.target for k in links if k.kind == "indicator"))
        return tuple(dict.fromkeys((*own, *measured)))

    def _content(self, point: str) -> EntryContent:
        said = things.statements_of(self.data, self.entry.id)
        measures = tuple(self._measures())
        return EntryContent(
            trail=(
                (addresses.list_page("registers"), self.m("registers.title")),
                (addresses.register_page(self.register.id), self.m.title(self.register)),
            ),
            title=self.m.title(self.entry),
            other_name=self.words.other_name(self.entry)[0],
            lede=point,
            note=self.m.text(self.entry, "note"),
            facts=tuple(self._facts()),
            targets=tuple(
                target_part(self.parts, self.ties, t)
                for t in things.targets_of(self.data, self.entry.id)
            ),
            dates=tuple(map(self.ties.date, things.dates_of(self.data, self.entry.id))),
            members=tuple(self._members()),
            members_words=self._members_words(),
            measures=measures,
            measures_note=self._measures_note(measures),
            claims=self._claims(said),
            area_claims=self._area_claims(),
            said=tuple(said_part(self.parts, self.ties, s) for s in said),
            said_words=self._said_words(said),
            related=tuple(self._related()),
            mentions=tuple(self._mentions()),
            together=tuple(self._together()),
            cards=self._cards(),
            report=self.parts.report("report.entry", entry=self.entry.id),
        )

    # --- Key facts ---

    def _facts(self) -> Iterator[tuple[str, Markup]]:
        e = self.entry
        if e.kind:
            yield self.m("entry.kind"), escape(self.m.text(e, "kind"))
        if e.abbreviation:
            yield self.m("entry.abbreviation"), escape(e.abbreviation)
        if e.ref_area:
            yield self.m("entry.area"), self._link(*self.ties.area(e.ref_area))
        if e.url:
            yield self.m("facts.address"), outside_link(e.url, e.url)
        named = things.mentions_of(self.data, e.id)
        if named:
            sources = len({x.source for x in named})
            told = (self.m("entry.places", n=len(named)), self.m("entry.in_sources", n=sources))
            yield self.m("entry.named"), escape(self.m("list.separator").join(told))
        package = self.data.packages.get(e.package)
        if package:
            address = addresses.package_page(package.name)
            title = self.parts.package_version(package)
            yield self.m("facts.package"), self._link(address, title)

    def _link(self, address: str, text: str) -> Markup:
        return link(self.address, address, text) if address else escape(text)

    # --- What it aims at, who belongs ---

    def _members(self) -> Iterator[MemberRow]:
        seen: set[str] = set()
        for found in things.members_of(self.data, self.entry.id):
            address, name = self.ties.area(found.ref_area)
            anchor = "" if found.ref_area in seen else f"member-{found.ref_area}"
            seen.add(found.ref_area)
            yield MemberRow(
                anchor=anchor,
                address=address,
                name=name,
                role=self.m(f"role.{found.role}"),
                since=date_words(self.m, found.since) if found.since else "",
                note=self.m.text(found, "note"),
                cited=self.ties.cited(found.source, None, None),
            )

    def _members_words(self) -> str:
        """How many of each role: "15 members, 1 applicant"."""
        roles = Counter(x.role for x in things.members_of(self.data, self.entry.id))
        told = (self.m(f"roles.{role}", n=n) for role, n in roles.items())
        return self.m("list.separator").join(told)

    # --- What is measured, who claims what ---

    def _measures(self) -> Iterator[MeasureRow]:
        links = things.links_from(self.data, self.entry.id)
        ids = [k.target for k in links if k.kind == "indicator"]
        if self.is_area:
            ids += facts.indicators_of(self.data, self.entry.ref_area)
        for indicator in dict.fromkeys(i for i in ids if i in self.data.indicators):
            yield self._measure(indicator)

    def _measure(self, indicator: str) -> MeasureRow:
        focus = self.parts.view.config.focus
        near = (self.entry.ref_area, *focus, *facts.worlds(self.data))
        wanted = tuple(a for a in (*near, *self._only_area(indicator)) if a)
        found = (series.latest(self.data, indicator, area) for area in wanted)
        o = next((o for o in found if o is not None), None)
        if o is None:
            return self._claimed(indicator, wanted)
        value, unit = self.words.split_quantity(o)
        return MeasureRow(
            address=addresses.indicator_page(indicator),
            title=self.words.indicator(indicator),
            area=self.words.area(o.ref_area),
            value=value,
            unit=unit,
            period=self.m.period(o.time_period),
            claim="",
            source=self.parts.producer(o),
            source_address=addresses.source_page(o.source) if o.source in self.data.sources else "",
            spark=self.parts.spark(o),
        )

    def _only_area(self, indicator: str) -> tuple[str, ...]:
        """The one area that has figures, if there is one only."""
        found = facts.areas_with_values(self.data, indicator)
        return found if len(found) == 1 else ()

    def _claimed(self, indicator: str, wanted: tuple[str, ...]) -> MeasureRow:
        """Where no figure is published, one that somebody claims, marked as such."""
        claim = self._claim_of(indicator, wanted)
        said = self.data.statements[claim.statement].source if claim else ""
        source = self.data.sources.get(said)
        return MeasureRow(
            address=addresses.indicator_page(indicator),
            title=self.words.indicator(indicator),
            area=self.words.area(claim.ref_area) if claim else "",
            value=self.parts.claimed_value(claim) if claim else "",
            unit="",
            period=self._claimed_when(claim) if claim else "",
            claim=addresses.claim_place(claim.id) if claim else "",
            source=source.producer if source else "",
            source_address=addresses.source_page(said) if source else "",
            spark=Markup(),
        )

    def _claim_of(self, indicator: str, wanted: tuple[str, ...]) -> Claim | None:
        """A claim of the indicator: linked to the entry, else of the nearest area; the latest."""
        links = things.links_from(self.data, self.entry.id)
        linked = {k.target for k in links if k.kind == "claim"}
        near = {area: place for place, area in reversed(tuple(enumerate(wanted)))}

        def order(c: Claim) -> tuple[bool, int, str, str]:
            return c.id in linked, -near.get(c.ref_area, len(wanted)), c.time_period, c.id

        return max(facts.claims_of_value(self.data, indicator), key=order, default=None)

    def _claimed_when(self, claim: Claim) -> str:
        if not claim.time_period:
            return self.m("entry.claimed_undated")
        return self.m("entry.claimed", period=self.m.period(claim.time_period))

    def _measures_note(self, rows: tuple[MeasureRow, ...]) -> str:
        return self.m("entry.unmeasured") if any(not row.value for row in rows) else ""

    def _claims(self, said: Iterable[Statement]) -> tuple[ClaimPart, ...]:
        """Claims that it is linked to, and those about the area that it is, beside its own."""
        own = {c.id for s in said for c in claims_by_statement(self.data).get(s.id, ())}
        links = things.links_from(self.data, self.entry.id)
        ids = [k.target for k in links if k.kind == "claim"]
        if self.is_area:
            ids += [c.id for c in claims_by_area(self.data).get(self.entry.ref_area, ())]
        wanted = dict.fromkeys(i for i in ids if i in self.data.claims and i not in own)
        return self.parts.claims(self.data.claims[i] for i in wanted)

    def _said_words(self, said: Iterable[Statement]) -> str:
        """The figures that it states, by verdict: "19 figures: 4 supported, 1 not supported."."""
        own = [c for s in said for c in claims_by_statement(self.data).get(s.id, ())]
        verdicts = self.parts.view.verdicts
        outcomes = [verdicts[c.id].outcome for c in own if c.id in verdicts]
        if not outcomes:
            return ""
        words = self.parts.tally(outcomes).words
        return self.m("entry.figures_said", n=len(outcomes), verdicts=words)

    def _area_claims(self) -> Link | None:
        """The claims about a city that it lies in: too many to repeat, they stand on its own page.

        Those about a whole economy say nothing of it.
        """
        address, name = self.ties.area(self.entry.ref_area) if self.entry.ref_area else ("", "")
        count = len(claims_by_area(self.data).get(self.entry.ref_area, ()))
        area = self.data.areas.get(self.entry.ref_area)
        wide = area is None or area.kind in {AreaKind.ECONOMY, AreaKind.GROUP}
        if self.is_area or wide or not address or not count:
            return None
        return f"{address}#claims", self.m("entry.area_claims", n=count, area=name)

    # --- What it is tied to, where it is named ---

    def _related(self) -> Iterator[TieGroup]:
        outgoing = things.links_from(self.data, self.entry.id)
        headed = False
        incoming = things.links_to(self.data, "entry", self.entry.id)
        for relation in RELATIONS:
            there = [k.target for k in outgoing if k.kind == "entry" and k.relation == relation]
            back = [k.entry for k in incoming if k.relation == relation]
            if relation == "related":
                there, back = [*there, *back], []
            key = f"relation.{relation}" if headed or relation != "related" else ""
            for group in (
                *self._relation(key, there),
                *self._relation(f"inverse.{relation}", back),
            ):
                headed = True
                yield group
        topics = [k.target for k in outgoing if k.kind == "topic" and k.target in self.data.topics]
        if topics:
            yield TieGroup(
                heading=self.m("topics.title"),
                address="",
                ties=tuple(self.ties.topic(t) for t in dict.fromkeys(topics)),
            )

    def _relation(self, key: str, ids: Iterable[str]) -> Iterator[TieGroup]:
        found = [self.data.entries[i] for i in dict.fromkeys(ids) if i in self.data.entries]
        if found:
            ties = tuple(self.ties.tie(e) for e in found if e is not self.entry)
            yield TieGroup(heading=self.m(key) if key else "", address="", ties=ties)

    def _mentions(self) -> Iterator[MentionRow]:
        own = {s.id for s in things.statements_of(self.data, self.entry.id)}
        told: set[tuple[str, int | None, int | None]] = set()
        for found in things.mentions_of(self.data, self.entry.id):
            place = (found.source, found.paragraph, found.sentence)
            said = () if place in told else statements_at(self.data).get(place, ())
            told.add(place)
            yield MentionRow(
                cited=self.ties.cited(found.source, found.paragraph, found.sentence),
                printed=found.printed,
                note=self.m.text(found, "note"),
                said=tuple(said_part(self.parts, self.ties, s) for s in said if s.id not in own),
            )

    def _together(self) -> Iterator[TogetherGroup]:
        """What the same sentences name, by register; what is named most often first."""
        found = things.named_together(self.data, self.entry.id)
        for register, title in ((r.id, self.m.title(r)) for r in self.data.registers.values()):
            own = [self.data.entries[e] for e in found if e in self.data.entries]
            own = [e for e in own if e.register == register]
            own.sort(key=lambda e: (-len(found[e.id]), e.name.casefold()))
            if own:
                rows = tuple(self._together_row(e, found[e.id]) for e in own)
                address = addresses.register_page(register)
                yield TogetherGroup(heading=title, address=address, rows=rows)

    def _together_row(self, entry: Entry, places: tuple[Mention, ...]) -> TogetherRow:
        cited = dict.fromkeys(self.ties.cited(p.source, p.paragraph, p.sentence) for p in places)
        return TogetherRow(
            address=addresses.entry_page(entry.register, entry.id),
            name=self.m.title(entry),
            cited=tuple(cited),
        )

    # --- To take away ---

    def _cards(self) -> tuple[Card, ...]:
        package = self.data.packages.get(self.entry.package)
        own = self.parts.package_cards(package) if package else ()
        return (*register_cards(self.parts, self.register.id), *own)


def register_cards(parts: Parts, register: str) -> tuple[Card, ...]:
    """A register as files."""
    return (
        parts.card(addresses.register_csv(register), "csv", "register"),
        parts.card(addresses.register_json(register), "json", "register_json"),
    )
