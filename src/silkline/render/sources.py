# What stands and falls with a source: every figure, derived figure and claim that rests on it.
"""Pages of sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from silkline import addresses
from silkline.model import Observation, Page, Source
from silkline.render import facts
from silkline.render.indicator import base_indicators, outside_link
from silkline.render.pages import link, web_address
from silkline.render.parts import Parts
from silkline.render.pieces import ClaimPart, Group, Item, Link, Listing
from silkline.render.words import source_name

if TYPE_CHECKING:
    from silkline.render.view import SiteView

Rests = dict[str, dict[str, list[Observation]]]
"""Observations with a value by source and indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRow:
    """One indicator that rests on a source."""

    address: str
    title: str
    observations: str
    areas: str
    span: str


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
    citation: str


def source_pages(view: SiteView) -> Iterator[Page]:
    """The list of sources and one page for each."""
    parts = Parts(view)
    rests = _rests(parts)
    yield _list_page(parts, rests)
    for source in view.dataset.sources.values():
        yield _source_page(parts, source, rests.get(source.id, {}))


def _rests(parts: Parts) -> Rests:
    found: Rests = defaultdict(lambda: defaultdict(list))
    for indicator in facts.ordered_indicators(parts.data):
        for o in parts.data.observations.get(indicator, ()):
            if o.value is not None:
                found[o.source][indicator].append(o)
    return found


def _list_page(parts: Parts, rests: Rests) -> Page:
    m = parts.m
    ordered = sorted(parts.data.sources.values(), key=lambda s: (s.producer, s.title, s.id))
    items = tuple(_item(parts, s, rests) for s in ordered)
    listing = Listing(
        title=m("sources.title"),
        lede=m("sources.lede", n=len(items)),
        groups=(Group(items=items),) if items else (),
        empty=m("sources.empty"),
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


def _item(parts: Parts, source: Source, rests: Rests) -> Item:
    m = parts.m
    values = sum(len(v) for v in rests.get(source.id, {}).values())
    claims = len(_claims(parts, source))
    told = [
        m("source.published_on", date=m.date(source.published)) if source.published else "",
        m("source.values", n=values) if values else "",
        m("source.claims", n=claims) if claims else "",
    ]
    return Item(
        title=source.title,
        address=addresses.source_page(source.id),
        text=source.producer,
        facts=" · ".join(t for t in told if t),
    )


def _claims(parts: Parts, source: Source) -> tuple[ClaimPart, ...]:
    return parts.claims(
        c
        for c in parts.data.claims.values()
        if parts.data.statements[c.statement].source == source.id
    )


def _source_page(parts: Parts, source: Source, rests: dict[str, list[Observation]]) -> Page:
    m = parts.m
    claims = _claims(parts, source)
    values = sum(len(v) for v in rests.values())
    lede = _lede(parts, source, values, len(claims))
    content = SourceContent(
        trail=((addresses.list_page("sources"), m("sources.title")),),
        title=source.title,
        lede=lede,
        url=web_address(source.url),
        indicators=tuple(_row(parts, i, found) for i, found in rests.items()),
        derived=_derived(parts, set(rests)),
        facts=tuple(_facts(parts, source)),
        claims=claims,
        citation=source.citation,
    )
    page = Page(
        uri=addresses.page_source(addresses.source_page(source.id)),
        title=source_name(source),
        description=lede,
        markdown="",
        kind="source",
        terms=(source.id, source.producer),
        summary=lede,
    )
    return parts.view.writer.page(page, "source.html", content)


def _lede(parts: Parts, source: Source, values: int, claims: int) -> str:
    m = parts.m
    told = [m("source.values", n=values)] if values else []
    told += [m("source.claims", n=claims)] if claims else []
    what = m("formula.plus").join(told) or m("source.values", n=0)
    return m("source.lede", producer=source.producer, what=what, n=values + claims)


def _row(parts: Parts, indicator: str, found: list[Observation]) -> RestRow:
    since, until = facts.span(tuple(o.time_period for o in found))
    return RestRow(
        address=addresses.indicator_page(indicator),
        title=parts.words.indicator(indicator),
        observations=parts.m.number(len(found)),
        areas=parts.m.number(len({o.ref_area for o in found})),
        span=parts.span(since, until),
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
    package = parts.data.packages[source.package]
    yield m("facts.package"), link(here, addresses.package_page(package.name), package.title)
    if source.file:
        address = addresses.package_file(source.package, source.file)
        yield m("facts.file"), link(here, address, source.file)
        yield m("facts.sha256"), Markup('<code class="hash">{}</code>').format(source.sha256)
    if source.url:
        yield m("facts.address"), outside_link(source.url, source.url)
