# Nothing here asks a clock: a version's date is the one in its package, so that the same data are
# cited in the same words next year. The day of access is the reader's, and his browser adds it.
"""What is cited, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.messages import messages
from silkline.model import Citation, CitedKind, Dataset, Origin, Package
from silkline.series import sources_behind

if TYPE_CHECKING:
    from silkline.config import Config


def indicator_citation(dataset: Dataset, config: Config, indicator: str) -> Citation:
    """An indicator: by the producers of its figures, prepared by the site."""
    m = messages(config.theme_language)
    found = dataset.indicators[indicator]
    package = dataset.packages[found.package]
    origins = tuple(_origins(dataset, sources_behind(dataset, indicator)))
    producers = tuple(dict.fromkeys(o.producer for o in origins))
    file = addresses.indicator_csv(indicator)
    return Citation(
        id=indicator,
        kind=CitedKind.DATA,
        authors=producers or (config.site_name,),
        editors=(config.site_name,) if producers else (),
        title=m.title(found),
        container=m.text(package, "title"),
        version=package.version,
        release=_release(config),
        issued=package.created[:10],
        publisher=config.site_name,
        address=_data_address(config, addresses.indicator_page(indicator), file),
        language=config.theme_language,
        words="",
        origins=origins,
    )


def package_citation(dataset: Dataset, config: Config, package: Package) -> Citation:
    """A package: by those that its descriptor calls creators, prepared by the others it names."""
    m = messages(config.theme_language)
    if package.is_foreign:
        return _as_found(config, package)
    creators = tuple(_people(package, {"creator", "author"}))
    editors = tuple(p for p in _people(package, {"editor"}) if p not in creators)
    table = dataset.tables.get((package.name, "sources"))
    sources = [row.cells["source"] for row in table.rows] if table else []
    descriptor = addresses.package_descriptor(package.name)
    return Citation(
        id=package.name,
        kind=CitedKind.DATA,
        authors=creators or editors or (config.site_name,),
        editors=editors if creators else (),
        title=m.text(package, "title"),
        container="",
        version=package.version,
        release=_release(config),
        issued=package.created[:10],
        publisher=config.site_name,
        address=_data_address(config, addresses.package_page(package.name), descriptor),
        language=config.theme_language,
        words=package.citation,
        origins=tuple(_origins(dataset, sources)),
    )


def _as_found(config: Config, package: Package) -> Citation:
    """A package of another profile: by whoever made it; the site only publishes it."""
    wanted = tuple(_people(package, {"creator", "author"}))
    everybody = tuple(c.title for c in package.contributors if c.title)
    return Citation(
        id=package.name,
        kind=CitedKind.DATA,
        authors=wanted or everybody or (config.site_name,),
        editors=(),
        title=messages(config.theme_language).text(package, "title"),
        container="",
        version=package.version,
        release=_release(config),
        issued=package.created[:10],
        publisher=config.site_name,
        address=_data_address(
            config,
            addresses.package_page(package.name),
            addresses.package_descriptor(package.name),
        ),
        language=config.theme_language,
        words=package.citation,
        origins=tuple(_described_origins(package)),
    )


def _described_origins(package: Package) -> Iterator[Origin]:
    """What a descriptor names as its sources."""
    for number, (title, address) in enumerate(package.named_sources, start=1):
        words = f"{title}. {address}" if address and address != title else title
        yield Origin(
            id=f"{package.name}-{number}",
            producer="",
            title=title,
            issued="",
            address=address,
            words=words,
        )


def story_citation(
    dataset: Dataset,
    config: Config,
    slug: str,
    *,
    title: str,
    authors: Iterable[str],
    date: str,
    reads: Iterable[str],
) -> Citation:
    """A story: by its authors; the works behind the indicators that it reads are its origins."""
    known = [name for name in reads if name in dataset.indicators]
    sources = frozenset[str]().union(*(sources_behind(dataset, name) for name in known))
    return Citation(
        id=slug,
        kind=CitedKind.STORY,
        authors=tuple(authors) or (config.site_name,),
        editors=(),
        title=title,
        container="",
        version="",
        release=_release(config),
        issued=date,
        publisher=config.site_name,
        address=_whole(config, addresses.story_page(slug)),
        language=config.theme_language,
        words="",
        origins=tuple(_origins(dataset, sources)),
    )


def _release(config: Config) -> str:
    m = messages(config.theme_language)
    return m("cite.release", release=config.release) if config.release else ""


def _people(package: Package, roles: set[str]) -> Iterator[str]:
    return (c.title for c in package.contributors if roles.intersection(c.roles))


def _origins(dataset: Dataset, sources: Iterable[str]) -> Iterator[Origin]:
    """Preferred sources first: theirs are the figures that are shown."""
    known = [dataset.sources[s] for s in set(sources) if s in dataset.sources]
    for source in sorted(known, key=lambda s: (s.preference, s.id)):
        yield Origin(
            id=source.id,
            producer=source.producer,
            title=source.title,
            issued=source.published,
            address=source.url,
            words=source.citation,
        )


def _data_address(config: Config, page: str, file: str) -> str:
    """The file of the release, which never changes; the page while there is no release."""
    return _whole(config, addresses.released(config.release, file) if config.release else page)


def _whole(config: Config, address: str) -> str:
    base = config.site_url.rstrip("/")
    return f"{base}/{address}" if base else address
