# The only module here that looks into the data. Who compiled a dataset is told apart from who
# published the figures: the first are its creators, the second are what it is based on.
"""Descriptions of packages and indicators from the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from silkline import addresses, series
from silkline.config import Config
from silkline.memory import kept, remembered
from silkline.messages import messages
from silkline.metadata.described import (
    Description,
    Distribution,
    Files,
    Origin,
    Place,
    Site,
    Terms,
    Variable,
    Words,
    short,
)
from silkline.model import Area, AreaKind, Dataset, Indicator, Package, Source

FORMS: Final = ("csv", "labelled.csv", "sdmx.csv", "json", "parquet", "xlsx", "zip")
"""Ends of names of files that hold a whole dataset, in the order in which they are told."""
COMPILERS: Final = frozenset({"compiler", "editor", "maintainer", "wrangler"})
"""Roles of those who made the package from what others published."""
AUTHORS: Final = frozenset({"author", "creator"})


def site_of(config: Config) -> Site:
    """What metadata says of the site itself."""
    url = config.site_url
    return Site(
        name=config.site_name,
        url=f"{url.rstrip('/')}/" if url else "",
        language=config.theme_language,
        repository=config.repository,
    )


def catalogue_description(dataset: Dataset) -> Words:
    """What the whole catalogue holds, in one sentence."""

    def told(language: str) -> str:
        m = messages(language)
        return m(
            "metadata.catalogue",
            packages=m("metadata.packages", n=len(dataset.packages)),
            indicators=m("changes.indicators", n=len(dataset.indicators)),
            sources=m("changes.sources", n=len(dataset.sources)),
        )

    return Words(en=told("en"), zh=told("zh"))


def topic_words(dataset: Dataset) -> dict[str, Words]:
    """Titles of topics by code."""
    return {t.code: Words(en=t.title, zh=t.title_zh) for t in dataset.topics.values()}


def describe_package(dataset: Dataset, package: Package, files: Files) -> Description:
    """A whole package: its indicators, or the columns of its tables."""
    indicators = tuple(i for i in dataset.indicators.values() if i.package == package.name)
    spans = [span for i in indicators if (span := _span(dataset, i.id))]
    codes = sorted({c for i in indicators for c in _codes(dataset, i.id)})
    return Description(
        id=package.name,
        page=addresses.package_page(package.name),
        title=Words(en=package.title, zh=package.title_zh),
        description=_package_description(package),
        creators=_creators(package),
        contributors=tuple(c.title for c in package.contributors),
        origins=tuple(_package_origins(dataset, package)),
        licences=package_terms(package),
        first=min((first for first, _ in spans), default=None),
        last=max((last for _, last in spans), default=None),
        places=tuple(_place(dataset.areas[c]) for c in codes),
        covers=_covers(dataset, codes),
        variables=tuple(_variable(dataset, i) for i in indicators) or tuple(_columns(package)),
        distributions=tuple(_package_files(package, files)),
        documents=tuple(_package_documents(package, files)),
        version=package.version,
        created=package.created[:10],
        keywords=package.keywords,
        frequency=package.update_frequency,
        topics=tuple(dict.fromkeys(i.topic for i in indicators)),
        part_of="",
        parts=tuple(addresses.indicator_page(i.id) for i in indicators),
        citation=package.citation,
    )


def describe_indicator(dataset: Dataset, indicator: Indicator, files: Files) -> Description:
    """One indicator with all its areas and periods."""
    package = dataset.packages[indicator.package]
    span = _span(dataset, indicator.id)
    codes = _codes(dataset, indicator.id)
    behind = sorted(series.sources_behind(dataset, indicator.id) & dataset.sources.keys())
    topic = dataset.topics[indicator.topic]
    return Description(
        id=indicator.id,
        page=addresses.indicator_page(indicator.id),
        title=Words(en=indicator.title, zh=indicator.title_zh),
        description=_indicator_description(dataset, indicator),
        creators=_creators(package),
        contributors=tuple(c.title for c in package.contributors),
        origins=tuple(_origin(dataset, dataset.sources[s]) for s in behind),
        licences=package_terms(package),
        first=span[0] if span else None,
        last=span[1] if span else None,
        places=tuple(_place(dataset.areas[c]) for c in codes),
        covers=_covers(dataset, codes),
        variables=(_variable(dataset, indicator),),
        distributions=tuple(_indicator_files(indicator, files)),
        documents=tuple(_indicator_documents(indicator, files)),
        version=package.version,
        created=package.created[:10],
        keywords=tuple(dict.fromkeys((topic.title, *package.keywords))),
        frequency=package.update_frequency,
        topics=(indicator.topic,),
        part_of=addresses.package_page(package.name),
        parts=(),
        citation=package.citation,
    )


def package_terms(package: Package) -> tuple[Terms, ...]:
    """The licences of a package."""
    return tuple(Terms(name=x.name, title=x.title, url=x.path) for x in package.licenses)


@remembered
def licence_terms(dataset: Dataset, code: str) -> Terms:
    """A licence of the reference list."""
    tables = (t for (_, name), t in dataset.tables.items() if name == "licences")
    for row in (row for table in tables for row in table.rows):
        if row.cells["licence"] == code:
            return Terms(name=code, title=row.cells["title"], url=row.cells["url"])
    return Terms(name=code, title=code, url="")


def _package_description(package: Package) -> Words:
    translations = package.descriptor.get("translations")
    own = translations.get("zh") if isinstance(translations, Mapping) else None
    chinese = own.get("description") if isinstance(own, Mapping) else None
    zh = chinese if isinstance(chinese, str) else ""
    return Words(en=short(package.description), zh=short(zh))


def _indicator_description(dataset: Dataset, indicator: Indicator) -> Words:
    """Definition, caveat and the unit, which a definition need not name."""
    unit = dataset.units[indicator.unit]
    english = (indicator.definition, indicator.caveat)
    chinese = (indicator.definition_zh, indicator.caveat_zh)
    en, zh = messages("en"), messages("zh")
    told = " ".join((*filter(None, english), en("metadata.unit", unit=unit.title)))
    told_zh = "".join((*filter(None, chinese), zh("metadata.unit", unit=unit.title_zh)))
    return Words(en=short(told), zh=short(told_zh) if indicator.definition_zh else "")


def _creators(package: Package) -> tuple[str, ...]:
    """Those who compiled; where nobody is said to have, the authors, else all that are named."""
    for wanted in (COMPILERS, AUTHORS):
        found = tuple(c.title for c in package.contributors if wanted & set(c.roles))
        if found:
            return found
    return tuple(c.title for c in package.contributors)


def _package_origins(dataset: Dataset, package: Package) -> Iterator[Origin]:
    """What the package's table of sources names, else what its descriptor does."""
    table = dataset.tables.get((package.name, "sources"))
    if table is not None:
        ids = (row.cells.get("source", "") for row in table.rows)
        yield from (_origin(dataset, dataset.sources[s]) for s in ids if s in dataset.sources)
        return
    for title, address in package.named_sources:
        yield Origin(
            producer="",
            title=title,
            url=address,
            published="",
            retrieved="",
            terms=None,
            citation="",
            page="",
        )


def _origin(dataset: Dataset, source: Source) -> Origin:
    return Origin(
        producer=source.producer,
        title=source.title,
        url=source.url,
        published=source.published,
        retrieved=source.retrieved,
        terms=licence_terms(dataset, source.licence),
        citation=source.citation,
        page=addresses.source_page(source.id),
    )


@kept
def _span(dataset: Dataset, indicator: str) -> tuple[date, date] | None:
    """First and last day of the periods that hold a value."""
    found = series.periods(dataset, indicator)
    if not found:
        return None
    return min(map(series.period_start, found)), max(map(_period_end, found))


def _period_end(period: str) -> date:
    """The last day of a period in SDMX form; of an interval, of its last part."""
    last = period.rpartition("/")[2]
    start = series.period_start(last)
    rest = last[5:]
    months = {"": 12, "Q": 3, "S": 6}.get(rest[:1], 1)
    month = start.month - 1 + months
    after = date(start.year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


@kept
def _codes(dataset: Dataset, indicator: str) -> tuple[str, ...]:
    found = {o.ref_area for o in series.preferred(dataset, indicator) if o.value is not None}
    return tuple(sorted(found & dataset.areas.keys()))


def _place(area: Area) -> Place:
    name = Words(en=area.name, zh=area.name_zh)
    return Place(code=area.code, name=name, page=addresses.economy_page(area.code))


def _covers(dataset: Dataset, codes: Iterable[str]) -> Words:
    """Such as "190 economies, 48 groups"."""
    kinds = Counter(dataset.areas[c].kind for c in codes)

    def told(language: str) -> str:
        m = messages(language)
        counted = (m(f"kinds.{kind}", n=kinds[kind]) for kind in AreaKind if kinds[kind])
        return m("list.separator").join(counted)

    return Words(en=told("en"), zh=told("zh"))


def _variable(dataset: Dataset, indicator: Indicator) -> Variable:
    unit = dataset.units[indicator.unit]
    return Variable(
        id=indicator.id,
        name=Words(en=indicator.title, zh=indicator.title_zh),
        description=Words(en=indicator.definition, zh=indicator.definition_zh),
        unit=Words(en=unit.title, zh=unit.title_zh),
        unit_code=unit.ucum,
        page=addresses.indicator_page(indicator.id),
    )


def _columns(package: Package) -> Iterator[Variable]:
    """Where nothing is measured: what the columns of the tables hold, each name once."""
    taken: set[str] = set()
    for field in (f for resource in package.resources for f in resource.fields):
        if field.name in taken:
            continue
        taken.add(field.name)
        yield Variable(
            id=field.name,
            name=Words(en=field.title or field.name),
            description=Words(en=field.description),
            unit=Words(en=""),
            unit_code="",
            page="",
        )


def _package_files(package: Package, files: Files) -> Iterator[Distribution]:
    """The package as one file in every form there is, then its tables."""
    name = package.name
    whole = (addresses.package_file(name, f"{name}.{form}") for form in FORMS)
    paths = (*(r.path for r in package.resources if r.path), *_more_files(package))
    tables = (addresses.package_file(name, path) for path in paths)
    yield from _published((*whole, *tables), files)


def _package_documents(package: Package, files: Files) -> Iterator[Distribution]:
    wanted = (
        addresses.package_descriptor(package.name),
        addresses.package_tables(package.name),
        addresses.package_croissant(package.name),
        addresses.package_citation(package.name),
    )
    yield from _published(wanted, files)


def _more_files(package: Package) -> Iterator[str]:
    """Of packages of other profiles: further files of a table, and what is no table."""
    for resource in package.resources:
        yield from resource.writing.paths[1:] if resource.writing else ()
    for attachment in package.attachments:
        yield from attachment.paths if attachment.digests else ()


def _indicator_files(indicator: Indicator, files: Files) -> Iterator[Distribution]:
    yield from _published((addresses.indicator_form(indicator.id, form) for form in FORMS), files)


def _indicator_documents(indicator: Indicator, files: Files) -> Iterator[Distribution]:
    table = addresses.indicator_csv(indicator.id)
    metadata = addresses.indicator_form(indicator.id, "metadata.json")
    yield from _published((metadata, addresses.csvw(table)), files)


def _published(wanted: Iterable[str], files: Files) -> Iterator[Distribution]:
    for address in dict.fromkeys(wanted):
        known = files.get(address)
        if known is None:
            continue
        yield Distribution(
            name=address.rpartition("/")[2],
            address=address,
            media_type=addresses.media_type(address) or addresses.UNKNOWN,
            size=known.size,
            sha256=known.sha256,
            structure=addresses.STRUCTURES if address.endswith(".sdmx.csv") else "",
        )
