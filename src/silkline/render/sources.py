# What stands and falls with a source: every figure, derived figure and claim that rests on it.
"""Pages of sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from silkline import addresses, things
from silkline.memory import kept, remembered
from silkline.model import (
    Dataset,
    EntryDate,
    Membership,
    Observation,
    Page,
    Source,
    Statement,
    Target,
)
from silkline.render import facts
from silkline.render.indicator import base_indicators, outside_link
from silkline.render.pages import Maker, link, web_address
from silkline.render.parts import Parts
from silkline.render.pieces import ClaimPart, Group, Item, Link, Listing
from silkline.render.targets import RESULT_CLASSES
from silkline.render.ties import DateRow, Tie, TieGroup, Ties
from silkline.render.words import source_name

if TYPE_CHECKING:
    from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How much of an indicator rests on a source."""

    values: int
    areas: int
    since: str
    until: str


Rests = dict[str, dict[str, Rest]]
"""By source and indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What else rests on one source: rows of registers, and statements without figures."""

    statements: tuple[Statement, ...] = ()
    targets: tuple[Target, ...] = ()
    dates: tuple[EntryDate, ...] = ()
    members: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRow:
    """One indicator that rests on a source."""

    address: str
    title: str
    observations: str
    areas: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTarget:
    """A target that a source states."""

    address: str
    name: str
    css: str
    result: str
    point: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatement:
    """A statement without figures."""

    point: str
    who: str
    who_address: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContent:
    """All that the template of a source shows."""

    trail: tuple[Link, ...]
    title: str
    lede: str
    url: str
    indicators: tuple[RestRow, ...]
    derived: tuple[Link, ...]
    facts: tuple[tuple[str, Markup], ...]
    claims: tuple[ClaimPart, ...]
    targets: tuple[SourceTarget, ...]
    statements: tuple[SourceStatement, ...]
    dates: tuple[DateRow, ...]
    members: tuple[Tie, ...]
    ties: tuple[TieGroup, ...]
    citation: str


def source_pages(view: SiteView) -> Iterator[Maker]:
    """The list of sources and one page for each."""
    yield Maker(addresses.list_page("sources"), _list_page)
    for source in view.dataset.sources:
        yield Maker(addresses.source_page(source), _source_page, (source,))


@remembered
def _rests(data: Dataset) -> Rests:
    """How much rests on each source, by indicator."""
    found: defaultdict[str, dict[str, Rest]] = defaultdict(dict)
    for indicator in facts.ordered_indicators(data):
        for source, rest in _rests_of(data, indicator).items():
            found[source][indicator] = rest
    return dict(found)


@kept
def _rests_of(data: Dataset, indicator: str) -> dict[str, Rest]:
    """How much of an indicator rests on each source."""
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for o in data.observations.get(indicator, ()):
        if o.value is not None:
            found[o.source].append(o)
    return {source: _rest(own) for source, own in found.items()}


def _rest(found: list[Observation]) -> Rest:
    since, until = facts.span(tuple(o.time_period for o in found))
    areas = len({o.ref_area for o in found})
    return Rest(values=len(found), areas=areas, since=since, until=until)


@remembered
def _held(data: Dataset) -> dict[str, Held]:
    """What else rests on each source, in one pass."""
    with_figures = {c.statement for c in data.claims.values()}
    statements = [s for s in data.statements.values() if s.id not in with_figures]
    statements.sort(key=lambda s: (s.paragraph, s.sentence, s.id))
    dates = sorted(data.dates, key=lambda d: (d.date, d.entry, d.event))
    targets = sorted(data.targets.values(), key=lambda t: (t.paragraph or 0, t.id))
    found: dict[str, Held] = {}
    for source in data.sources:
        found[source] = Held(
            statements=tuple(x for x in statements if x.source == source),
            targets=tuple(x for x in targets if x.source == source),
            dates=tuple(x for x in dates if x.source == source),
            members=tuple(x for x in data.members if x.source == source),
        )
    return found


def _list_page(view: SiteView) -> Page:
    parts = Parts(view)
    m = parts.m
    ordered = sorted(parts.data.sources.values(), key=lambda s: (s.producer, s.title, s.id))
    items = tuple(_item(parts, s) for s in ordered)
    listing = Listing(
        title=m("sources.title"),
        lede=m("sources.lede", n=len(items)),
        groups=(Group(items=items),) if items else (),
        empty=m("sources.empty"),
        find=m("sources.find"),
    )
    page = Page(
        uri=addresses.page_source(addresses.list_page("sources")),
        title=listing.title,
        description=listing.lede,
        markdown="",
        kind="list",
        summary=listing.lede,
    )
    return parts.view.writer.page(page, "list.html", listing)


def _item(parts: Parts, source: Source) -> Item:
    m = parts.m
    told = [
        m("source.published_on", date=m.date(source.published)) if source.published else "",
        *(words for words, _ in _counts(parts, source, _rests(parts.data).get(source.id, {}))),
    ]
    return Item(
        title=source.title,
        address=addresses.source_page(source.id),
        text=source.producer,
        facts=" · ".join(t for t in told if t),
    )


def _counts(parts: Parts, source: Source, rests: Mapping[str, Rest]) -> list[tuple[str, int]]:
    """How much of each sort rests on a source, in words and as a number; none is left out."""
    held = _held(parts.data)[source.id]
    counts = {
        "source.values": sum(r.values for r in rests.values()),
        "source.claims": len(_claims(parts, source)),
        "source.statements": len(held.statements),
        "source.entries": len(things.entries_named(parts.data, source.id)),
        "source.targets": len(held.targets),
        "source.dates": len(held.dates),
        "source.members": len(held.members),
    }
    return [(parts.m(key, n=n), n) for key, n in counts.items() if n]


def _claims(parts: Parts, source: Source) -> tuple[ClaimPart, ...]:
    return parts.claims(
        c
        for c in parts.data.claims.values()
        if parts.data.statements[c.statement].source == source.id
    )


def _source_page(view: SiteView, source_id: str) -> Page:
    parts = Parts(view)
    ties, m = Ties(parts), parts.m
    source = view.dataset.sources[source_id]
    rests = _rests(view.dataset).get(source_id, {})
    held = _held(parts.data)[source.id]
    lede = _lede(parts, source, rests)
    content = SourceContent(
        trail=((addresses.list_page("sources"), m("sources.title")),),
        title=source.title,
        lede=lede,
        url=web_address(source.url),
        indicators=tuple(_row(parts, i, found) for i, found in rests.items()),
        derived=_derived(parts, set(rests)),
        facts=tuple(_facts(parts, source)),
        claims=_claims(parts, source),
        targets=tuple(_target(ties, t) for t in held.targets),
        statements=tuple(_statement(ties, s) for s in held.statements),
        dates=tuple(map(ties.date, held.dates)),
        members=tuple(_member(ties, x) for x in held.members if x.entry in parts.data.entries),
        ties=ties.named_in(source.id),
        citation=source.citation,
    )
    page = Page(
        uri=addresses.page_source(addresses.source_page(source.id)),
        title=source_name(source),
        description=lede,
        markdown="",
        kind="source",
        terms=("", source.producer),
        names=(source.id,),
        topics=facts.topics_of(parts.data, rests),
        summary=lede,
    )
    return parts.view.writer.page(page, "source.html", content)


def _lede(parts: Parts, source: Source, rests: Mapping[str, Rest]) -> str:
    m = parts.m
    counts = _counts(parts, source, rests) or [(m("source.values", n=0), 0)]
    *some, last = [words for words, _ in counts]
    before = m("list.separator").join(some)
    what = m("formula.plus").join([before, last]) if before else last
    return m("source.lede", producer=source.producer, what=what, n=sum(n for _, n in counts))


def _target(ties: Ties, target: Target) -> SourceTarget:
    tie = ties.tie(ties.data.entries[target.entry])
    return SourceTarget(
        address=f"{tie.address}#{target.id}",
        name=tie.name,
        css=RESULT_CLASSES[target.result],
        result=ties.m(f"result.{target.result}"),
        point=ties.m.text(target, "point"),
        place=ties.place(target.paragraph, target.sentence),
    )


def _statement(ties: Ties, statement: Statement) -> SourceStatement:
    return SourceStatement(
        point=ties.m.text(statement, "point"),
        who=ties.parts.speaker(statement.speaker),
        who_address=ties.parts.speaker_address(statement.speaker),
        place=ties.place(statement.paragraph, statement.sentence),
    )


def _member(ties: Ties, found: Membership) -> Tie:
    """A membership as an entry with the area and its role."""
    note = f"{ties.words.area(found.ref_area)}, {ties.membership(found)}"
    return ties.tie(ties.data.entries[found.entry], note)


def _row(parts: Parts, indicator: str, found: Rest) -> RestRow:
    return RestRow(
        address=addresses.indicator_page(indicator),
        title=parts.words.indicator(indicator),
        observations=parts.m.number(found.values),
        areas=parts.m.number(found.areas),
        span=parts.span(found.since, found.until),
    )


def _derived(parts: Parts, rests: set[str]) -> tuple[Link, ...]:
    return tuple(
        (addresses.indicator_page(i), parts.words.indicator(i))
        for i in parts.data.derivations
        if rests & set(base_indicators(parts, i))
    )


def _facts(parts: Parts, source: Source) -> Iterator[tuple[str, Markup]]:
    m = parts.m
    yield m("facts.producer"), escape(source.producer)
    if source.published:
        yield m("facts.published"), escape(m.date(source.published))
    if source.retrieved:
        yield m("facts.retrieved"), escape(m.date(source.retrieved))
    yield m("facts.licence"), outside_link(*parts.licence(source.licence))
    here = addresses.source_page(source.id)
    found = _packages(parts.data).get(source.id, (source.package,))
    links = (link(here, addresses.package_page(p), _title(parts, p)) for p in found)
    heading = m("facts.packages") if len(found) > 1 else m("facts.package")
    yield heading, Markup("<br>").join(links)
    if source.file:
        address = addresses.package_file(source.package, source.file)
        yield m("facts.file"), link(here, address, source.file)
        yield m("facts.sha256"), Markup('<code class="hash">{}</code>').format(source.sha256)
    if source.url:
        yield m("facts.address"), outside_link(source.url, source.url)


@remembered
def _packages(data: Dataset) -> dict[str, tuple[str, ...]]:
    """The packages that name each source: several may."""
    found: dict[str, list[str]] = {}
    for (package, resource), table in data.tables.items():
        for row in table.rows if resource == "sources" else ():
            found.setdefault(row.cells["source"], []).append(package)
    return {source: tuple(sorted(set(packages))) for source, packages in found.items()}


def _title(parts: Parts, package: str) -> str:
    return parts.m.text(parts.data.packages[package], "title")
