# A package's page shows what its descriptor says: nothing about a table is told here that its
# schema does not hold.
"""Pages of data packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from silkline import addresses
from silkline.citing import package_citation, package_terms
from silkline.metadata import FairTest, describe_package, fair_tests, lacks, site_of
from silkline.model import Field, Package, PackageKind, Page, Resource
from silkline.render import facts, foreign
from silkline.render.cite import CitePart, TermPart, cite_part, term_parts
from silkline.render.indicator import outside_link
from silkline.render.pages import Maker
from silkline.render.parts import Parts
from silkline.render.pieces import Card, Group, Item, Link, Listing, SourcePart
from silkline.render.reconciliations import Disagreements, disagreements

if TYPE_CHECKING:
    from silkline.messages import Messages
    from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPart:
    """A column of a table."""

    name: str
    type: str
    meaning: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """A table of a package."""

    anchor: str
    title: str
    description: str
    files: tuple[Link, ...]
    """Address and path; none of a table whose rows stand in the descriptor."""
    facts: str
    notes: tuple[str, ...]
    fields: tuple[FieldPart, ...]
    preview: foreign.PreviewPart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPart:
    """How a package fares in tests of its metadata."""

    summary: str
    lacking: tuple[str, ...]
    """What keeps it from being told to catalogues."""
    tests: tuple[tuple[str, str, bool, str], ...]
    """Name, what is asked, whether it is met, and why not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """All that the template of a package shows."""

    trail: tuple[Link, ...]
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    indicators: tuple[tuple[Link, ...], ...]
    registers: tuple[Link, ...]
    contents: tuple[foreign.ContentPart, ...]
    """What stands below; only of packages that no list of the site is made from."""
    facts: tuple[tuple[str, Markup], ...]
    tables: tuple[TablePart, ...]
    others: tuple[foreign.OtherPart, ...]
    """Files and addresses that are no tables."""
    sources: tuple[SourcePart, ...]
    origins: tuple[Markup, ...]
    """Sources that only the descriptor names."""
    cards: tuple[Card, ...]
    cited: CitePart
    terms: tuple[TermPart, ...]
    disagreements: Disagreements | None
    fair: FairPart


def package_pages(view: SiteView) -> Iterator[Maker]:
    """The list of packages and one page for each."""
    yield Maker(addresses.list_page("packages"), _list_page)
    for package in view.dataset.packages:
        yield Maker(addresses.package_page(package), _package_page, (package,))


def package_title(package: Package, m: Messages) -> str:
    """Title of a package in the language of the site."""
    return m.text(package, "title")


def package_description(package: Package, m: Messages) -> str:
    """Description of a package in the language of the site, as far as it is translated."""
    translations = package.descriptor.get("translations")
    own = translations.get(m.language) if isinstance(translations, Mapping) else None
    text = own.get("description") if isinstance(own, Mapping) else None
    return text if isinstance(text, str) and text else package.description


def _list_page(view: SiteView) -> Page:
    parts = Parts(view)
    m = parts.m
    groups = []
    for kind in (
        PackageKind.INDICATORS,
        PackageKind.REGISTERS,
        PackageKind.PLAIN,
        PackageKind.FOREIGN,
        PackageKind.REFERENCE,
    ):
        found = [p for p in parts.data.packages.values() if p.kind is kind]
        items = tuple(package_item(parts, p) for p in found)
        if items:
            groups.append(Group(heading=m(f"packages.{kind}"), items=items))
    listing = Listing(
        title=m("packages.title"),
        lede=m("packages.lede", n=len(parts.data.packages)),
        groups=tuple(groups),
        empty=m("packages.empty"),
    )
    page = Page(
        uri=addresses.page_source(addresses.list_page("packages")),
        title=listing.title,
        description=listing.lede,
        markdown="",
        kind="list",
        summary=listing.lede,
    )
    return parts.view.writer.page(page, "list.html", listing)


def package_item(parts: Parts, package: Package) -> Item:
    """A package in a list."""
    m = parts.m
    indicators = sum(i.package == package.name for i in parts.data.indicators.values())
    entries = sum(e.package == package.name for e in parts.data.entries.values())
    terms = sum(t.package == package.name for t in parts.data.terms.values())
    told = [m("package.version_of", version=package.version)] if package.version else []
    if indicators:
        told.append(m("package.indicators", n=indicators))
    if entries:
        told.append(m("register.entries", n=entries))
    if terms:
        told.append(m("glossary.terms", n=terms))
    tables = (parts.data.table(package.name, r.name) for r in package.resources)
    rows = sum(len(t.rows) for t in tables if t)
    if rows or not package.attachments:
        told.append(m("package.rows", n=rows))
    if package.attachments:
        told.append(m("package.others_of", n=len(package.attachments)))
    return Item(
        title=package_title(package, m),
        address=addresses.package_page(package.name),
        text=_paragraphs(package, m)[0],
        facts=" · ".join(told),
    )


def _package_page(view: SiteView, name: str) -> Page:
    parts, package = Parts(view), view.dataset.packages[name]
    title = package_title(package, parts.m)
    paragraphs = _paragraphs(package, parts.m)
    content = PackageContent(
        trail=((addresses.list_page("packages"), parts.m("packages.title")),),
        title=title,
        summary=paragraphs[0],
        paragraphs=tuple(paragraphs[1:]),
        indicators=tuple(g for g in (_indicators(parts, package),) if g),
        registers=_registers(parts, package),
        contents=foreign.contents(parts, package),
        facts=tuple(_facts(parts, package)),
        tables=tuple(_table(parts, package, r) for r in package.resources),
        others=foreign.other_parts(parts, package),
        sources=parts.sources(_source_ids(parts, package)),
        origins=foreign.origins(package),
        cards=(*parts.package_cards(package), *_description_cards(parts, package)),
        cited=cite_part(
            parts,
            package_citation(parts.data, parts.view.config, package),
            partial(addresses.package_cited, package.name),
        ),
        terms=term_parts(parts, package_terms(parts.data, package)),
        disagreements=disagreements(parts, package),
        fair=_fair(parts, package),
    )
    page = Page(
        uri=addresses.page_source(addresses.package_page(package.name)),
        title=title,
        description=paragraphs[0],
        markdown="",
        kind="package",
        terms=(package.title_zh, *package.keywords),
        names=(package.title, package.name),
        topics=facts.topics_of(
            parts.data, (i.id for i in parts.data.indicators.values() if i.package == package.name)
        ),
        summary=paragraphs[0],
    )
    return parts.view.writer.page(page, "package.html", content)


def _paragraphs(package: Package, m: Messages) -> list[str]:
    """The description; how much there is of what where a package has none."""
    given = package_description(package, m).strip()
    if not given:
        given = m("package.undescribed", n=len(package.resources) + len(package.attachments))
    return [p.strip() for p in given.split("\n\n")]


def _fair(parts: Parts, package: Package) -> FairPart:
    """What is really published, held against the tests of F-UJI."""
    m, files = parts.m, parts.view.files
    site = site_of(parts.view.config)
    described = describe_package(parts.data, package, files)
    tests = fair_tests(site, described, files)
    return FairPart(
        summary=m("fair.summary", met=sum(t.met for t in tests), n=len(tests)),
        lacking=tuple(m(f"fair.lacks_{what}") for what in lacks(site, described)),
        tests=tuple((t.id, m(f"fair.{t.name}"), t.met, _why(m, t)) for t in tests),
    )


def _why(m: Messages, test: FairTest) -> str:
    if test.met:
        return ""
    return m("fair.no_doi") if test.name == "persistent" else m("fair.untold")


def _source_ids(parts: Parts, package: Package) -> Iterator[str]:
    """The sources that a package names itself; other packages may name them too."""
    table = parts.data.tables.get((package.name, "sources"))
    return iter(table.column("source")) if table else iter(())


def _registers(parts: Parts, package: Package) -> tuple[Link, ...]:
    """The lists on this site that are made from a package of registers."""
    found = [
        (addresses.register_page(r.id), parts.m.title(r))
        for r in parts.data.registers.values()
        if r.package == package.name
    ]
    if any(t.package == package.name for t in parts.data.terms.values()):
        found.append((addresses.glossary_page(), parts.m("glossary.title")))
    return tuple(found)


def _indicators(parts: Parts, package: Package) -> tuple[Link, ...]:
    return tuple(
        (addresses.indicator_page(i.id), parts.m.title(i))
        for i in parts.data.indicators.values()
        if i.package == package.name
    )


def _facts(parts: Parts, package: Package) -> Iterator[tuple[str, Markup]]:
    m = parts.m
    yield m("facts.name"), Markup("<code>{}</code>").format(package.name)
    if package.version:
        yield m("facts.version"), escape(package.version)
    if package.created:
        yield m("facts.created"), escape(m.date(package.created[:10]))
    if package.update_frequency:
        key = f"frequency.{package.update_frequency}"
        yield m("facts.updated"), escape(m(key) if m.has(key) else package.update_frequency)
    if package.processing_level:
        key = f"processing.{package.processing_level}"
        yield m("facts.processing"), escape(m(key) if m.has(key) else package.processing_level)
    licences = (outside_link(x.path, x.title or x.name) for x in package.licenses)
    yield m("facts.licence"), Markup("<br>").join(licences) or escape(m("facts.no_licence"))
    people = [escape(c.title) for c in package.contributors if c.title]
    if people:
        yield m("facts.contributors"), Markup("<br>").join(people)
    if page := foreign.homepage_of(package):
        yield m("facts.homepage"), outside_link(page, page)
    if profile := foreign.profile_of(package):
        yield m("facts.profile"), outside_link(profile, m("facts.profile_unread"))
    yield m("facts.checks"), escape(m("facts.checked"))


def _description_cards(parts: Parts, package: Package) -> Iterator[Card]:
    """What tells programs of the tables."""
    yield parts.card(addresses.package_descriptor(package.name), "descriptor")
    tables = addresses.package_tables(package.name)
    if tables in parts.view.files:
        yield parts.card(tables, "csvw")


def _table(parts: Parts, package: Package, resource: Resource) -> TablePart:
    m = parts.m
    table = parts.data.table(package.name, resource.name)
    told = [m("package.rows", n=len(table.rows))] if table else []
    if resource.size_bytes:
        told.append(m("package.bytes", n=resource.size_bytes))
    if resource.primary_key:
        told.append(m("package.key", columns=", ".join(resource.primary_key)))
    return TablePart(
        anchor=foreign.anchor(package, resource),
        title=resource.title or resource.name,
        description=resource.description,
        files=foreign.table_files(package, resource),
        facts=" · ".join(told),
        notes=foreign.table_notes(parts, resource),
        fields=tuple(_field(m, f, resource) for f in resource.fields),
        preview=foreign.preview(parts, resource, table),
    )


def _field(m: Messages, field: Field, resource: Resource) -> FieldPart:
    declared: Mapping[str, Any] = next(
        (f for f in resource.schema.get("fields", ()) if f.get("name") == field.name), {}
    )
    return FieldPart(
        name=field.name,
        type=field.type,
        meaning=field.description or field.title,
        rules=m("list.semicolon").join(_rules(m, field, declared.get("constraints", {}))),
    )


def _rules(m: Messages, field: Field, constraints: Mapping[str, Any]) -> Iterator[str]:
    if constraints.get("required"):
        yield m("rule.required")
    if constraints.get("unique"):
        yield m("rule.unique")
    if "enum" in constraints:
        yield m("rule.enum", values=", ".join(str(v) or "“”" for v in constraints["enum"]))
    if "pattern" in constraints:
        yield m("rule.pattern", pattern=constraints["pattern"])
    for name in ("minimum", "maximum", "minLength", "maxLength"):
        if name in constraints:
            yield m(f"rule.{name}", value=str(constraints[name]))
    if field.codelist:
        yield m("rule.codelist", name=field.codelist)
