# The human page of the machine endpoints. Addresses come from the same table as the files
# themselves.
"""The page of the data API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses, things
from silkline.model import Page, Qualifier, Release
from silkline.render import facts
from silkline.render.examples import Example, examples
from silkline.render.packages import package_title
from silkline.render.parts import Parts
from silkline.render.pieces import Link

if TYPE_CHECKING:
    from silkline.render.view import SiteView

NAMES: Final = {
    "parquet": "Parquet",
    "txt": "",
    "bib": "BibTeX",
    "jsonld": "JSON-LD",
    "xlsx": "Excel",
    "atom": "Atom",
    "ics": "iCalendar",
}
"""What formats are called that are not called by their ending; an empty name is plain text."""
FORMATS: Final = (
    "csv",
    "sdmx",
    "csvw",
    "json",
    "parquet",
    "xlsx",
    "period",
    "missing",
    "zip",
    "checksum",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address with an example of it."""

    pattern: str
    example: str
    format: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A release and where its files are listed."""

    version: str
    when: str
    size: str
    index: str
    checksums: str
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataContent:
    """All that the template of the data page shows."""

    endpoints: tuple[Endpoint, ...]
    formats: tuple[str, ...]
    columns: tuple[Link, ...]
    statuses: tuple[Link, ...]
    qualifiers: tuple[Link, ...]
    examples: tuple[Example, ...]
    packages: tuple[Link, ...]
    state: str
    """Which release the latest data are."""
    releases: tuple[ReleaseRow, ...]
    """Newest first."""


def data_page(view: SiteView) -> Page:
    """Addresses, formats, columns, codes and examples."""
    parts = Parts(view)
    m = view.messages
    content = DataContent(
        endpoints=tuple(_endpoints(parts)),
        formats=tuple(m(f"format.{f}") for f in _formats(parts)),
        columns=tuple((c, m(f"column.{c}")) for c in addresses.COLUMNS),
        statuses=tuple((s.code, m.title(s)) for s in view.dataset.statuses.values()),
        qualifiers=tuple((q.value, m(f"hedge.{q.value}")) for q in Qualifier if q),
        examples=_examples(parts),
        packages=tuple(
            (addresses.package_page(p.name), package_title(p, m))
            for p in view.dataset.packages.values()
        ),
        state=_state(parts),
        releases=tuple(_release(r, parts) for r in reversed(parts.data.releases)),
    )
    page = Page(
        uri=addresses.page_source(addresses.list_page("data")),
        title=m("data.title"),
        description=m("data.lede"),
        markdown="",
        kind="data",
        names=(m("frame.api"),),
        summary=m("data.lede"),
    )
    return view.writer.page(page, "data.html", content)


def _formats(parts: Parts) -> tuple[str, ...]:
    """What is said of files of indicators is left out where there are none."""
    others = ("foreign",) if any(p.is_foreign for p in parts.data.packages.values()) else ()
    return (*(FORMATS if parts.data.indicators else ("xlsx", "zip", "checksum")), *others)


def _state(parts: Parts) -> str:
    m, release = parts.m, parts.data.release
    return m("releases.same", release=release) if release else m("releases.unreleased")


def _release(release: Release, parts: Parts) -> ReleaseRow:
    return ReleaseRow(
        version=release.version,
        when=parts.m.date(release.date),
        size=parts.bytes(sum(file.size for file in release.files.values())),
        index=addresses.release_file(release.version, "index.json"),
        checksums=addresses.release_file(release.version, "SHA256SUMS"),
        changes=addresses.release_file(release.version, "changes.json"),
    )


def _sample(parts: Parts) -> tuple[str, str]:
    """An indicator and an area to show as examples: the first headline, else the first there is."""
    if parts.view.config.headlines:
        return parts.view.config.headlines[0]
    indicator = next(iter(facts.ordered_indicators(parts.data)), "")
    return indicator, next(iter(facts.observed_areas(parts.data)), "")


def _endpoints(parts: Parts) -> Iterator[Endpoint]:
    m = parts.m
    indicator, area = _sample(parts)
    package = (
        parts.data.indicators[indicator].package
        if indicator
        else next(iter(parts.data.packages), "")
    )
    yield _endpoint(parts, "index", addresses.INDEX, addresses.INDEX)
    if indicator:
        mark = m("data.an_indicator")
        forms = ("csv", "labelled.csv", "sdmx.csv", "parquet", "json", "metadata.json")
        for form in forms:
            key = f"indicator_{form.partition('.')[0]}"
            pattern = addresses.indicator_form(mark, form)
            yield _endpoint(parts, key, pattern, addresses.indicator_form(indicator, form))
        for form in addresses.CITATION_FORMS:
            pattern = addresses.indicator_cited(mark, form)
            example = addresses.indicator_cited(indicator, form)
            yield _endpoint(parts, f"citation_{form}", pattern, example)
    if area:
        mark = m("data.an_area")
        for place in (addresses.economy_csv, addresses.economy_json):
            yield _endpoint(parts, f"economy_{_ending(place(''))}", place(mark), place(area))
    if package:
        mark = m("data.a_package")
        for name, whole in (
            ("descriptor", addresses.package_descriptor),
            ("zip", addresses.package_zip),
            ("xlsx", addresses.package_workbook),
        ):
            yield _endpoint(parts, f"package_{name}", whole(mark), whole(package))
    yield from _metadata(parts, indicator, package)
    yield _endpoint(parts, "openapi", addresses.OPENAPI, addresses.OPENAPI)
    yield _endpoint(parts, "reconciliations", addresses.RECONCILIATIONS, addresses.RECONCILIATIONS)
    yield from _other_endpoints(parts)
    yield _endpoint(parts, "manifest", addresses.MANIFEST, addresses.MANIFEST)
    yield _endpoint(parts, "checksums", addresses.CHECKSUMS, addresses.CHECKSUMS)
    yield _endpoint(parts, "releases", addresses.RELEASES_INDEX, addresses.RELEASES_INDEX)
    if parts.data.releases:
        mark, last = parts.m("data.a_release"), parts.data.releases[-1].version
        pattern = addresses.release_file(mark, "index.json")
        example = addresses.release_file(last, "index.json")
        yield _endpoint(parts, "release", pattern, example)
        yield _endpoint(parts, "releases_feed", addresses.RELEASES_FEED, addresses.RELEASES_FEED)


def _metadata(parts: Parts, indicator: str, package: str) -> Iterator[Endpoint]:
    """Descriptions for other programs, as far as they are published."""
    mark, marked = parts.m("data.a_package"), parts.m("data.an_indicator")
    found = (
        ("structures", addresses.STRUCTURES, addresses.STRUCTURES),
        ("csvw", *(addresses.csvw(addresses.indicator_csv(i)) for i in (marked, indicator))),
        ("package_csvw", *map(addresses.package_tables, (mark, package))),
        ("citation", *map(addresses.package_citation, (mark, package))),
        ("croissant", *map(addresses.package_croissant, (mark, package))),
        ("cited", addresses.CITATION, addresses.CITATION),
        ("catalogue", addresses.CATALOGUE, addresses.CATALOGUE),
    )
    for key, pattern, example in found:
        if example in parts.view.files:
            yield _endpoint(parts, key, pattern, example)


def _other_endpoints(parts: Parts) -> Iterator[Endpoint]:
    """What is beside figures: claims, registers, terms, and what happened when."""
    if parts.data.claims:
        yield _endpoint(parts, "claims", addresses.CLAIMS, addresses.CLAIMS)
    register = next(iter(parts.data.registers), "")
    if register:
        mark = parts.m("data.a_register")
        for make in (addresses.register_csv, addresses.register_json):
            yield _endpoint(parts, f"register_{_ending(make(''))}", make(mark), make(register))
    if parts.data.terms:
        for key, address in (
            ("glossary_csv", addresses.glossary_csv()),
            ("glossary_json", addresses.glossary_json()),
        ):
            yield _endpoint(parts, key, address, address)
    if things.happenings(parts.data):
        for key, address in (
            ("timeline_csv", addresses.timeline_csv()),
            ("timeline_atom", addresses.timeline_atom()),
            ("timeline_calendar", addresses.timeline_calendar()),
        ):
            yield _endpoint(parts, key, address, address)


def _endpoint(parts: Parts, key: str, pattern: str, example: str) -> Endpoint:
    return Endpoint(
        pattern=pattern,
        example=example,
        format=_format(example) or parts.m("data.text"),
        text=parts.m(f"endpoint.{key}"),
    )


def _format(path: str) -> str:
    """The name of a file's format; nothing for plain text."""
    ending = _ending(path) if "." in path else "txt"
    return NAMES.get(ending, ending.upper())


def _ending(path: str) -> str:
    return path.rpartition(".")[2]


def _examples(parts: Parts) -> tuple[Example, ...]:
    indicator, area = _sample(parts)
    site = parts.view.config.site_url
    return tuple(examples(indicator, area, site, parts.m)) if indicator else ()
