# Nothing here asks a clock: a version's date is the one in its package, so that the same data are
# cited in the same words next year. The day of access is the reader's, and his browser adds it.
"""What is cited, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.cache import digest
from silkline.messages import messages
from silkline.model import Citation, CitedKind, Dataset, Origin, Package
from silkline.series import packages_behind, sources_behind

if TYPE_CHECKING:
    from silkline.config import Config

STATE: Final = 12
"""Letters of a digest that tell states apart."""


def indicator_citation(dataset: Dataset, config: Config, indicator: str) -> Citation:
    """An indicator: by the producers of its figures, prepared by the site."""
    m = messages(config.theme_language)
    found = dataset.indicators[indicator]
    package = dataset.packages[found.package]
    origins = tuple(_origins(dataset, sources_behind(dataset, indicator)))
    producers = tuple(dict.fromkeys(o.producer for o in origins))
    file = addresses.indicator_csv(indicator)
    behind = packages_behind(dataset, indicator)
    return Citation(
        id=indicator,
        kind=CitedKind.DATA,
        authors=producers or (config.site_name,),
        editors=(config.site_name,) if producers else (),
        title=m.title(found),
        container=m.text(package, "title"),
        version=package.version,
        release=_release(dataset, config, behind),
        issued=_issued(dataset, package, behind),
        publisher=config.site_name,
        address=_data_address(dataset, config, behind, addresses.indicator_page(indicator), file),
        language=config.theme_language,
        words="",
        origins=origins,
    )


def package_citation(dataset: Dataset, config: Config, package: Package) -> Citation:
    """A package: by those that its descriptor calls creators, prepared by the others it names."""
    m = messages(config.theme_language)
    if package.is_foreign:
        return _as_found(dataset, config, package)
    creators = tuple(_people(package, {"creator", "author"}))
    editors = tuple(p for p in _people(package, {"editor"}) if p not in creators)
    table = dataset.tables.get((package.name, "sources"))
    sources = table.column("source") if table else ()
    descriptor = addresses.package_descriptor(package.name)
    return Citation(
        id=package.name,
        kind=CitedKind.DATA,
        authors=creators or editors or (config.site_name,),
        editors=editors if creators else (),
        title=m.text(package, "title"),
        container="",
        version=package.version,
        release=_release(dataset, config, (package.name,)),
        issued=_issued(dataset, package, (package.name,)),
        publisher=config.site_name,
        address=_data_address(
            dataset, config, (package.name,), addresses.package_page(package.name), descriptor
        ),
        language=config.theme_language,
        words=package.citation,
        origins=tuple(_origins(dataset, sources)),
    )


def _as_found(dataset: Dataset, config: Config, package: Package) -> Citation:
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
        release=_release(dataset, config, (package.name,)),
        issued=_issued(dataset, package, (package.name,)),
        publisher=config.site_name,
        address=_data_address(
            dataset,
            config,
            (package.name,),
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
    behind = dict.fromkeys(p for name in known for p in packages_behind(dataset, name))
    sources = frozenset[str]().union(*(sources_behind(dataset, name) for name in known))
    return Citation(
        id=slug,
        kind=CitedKind.STORY,
        authors=tuple(authors) or (config.site_name,),
        editors=(),
        title=title,
        container="",
        version="",
        release=_release(dataset, config, behind),
        issued=date,
        publisher=config.site_name,
        address=_whole(config, addresses.story_page(slug)),
        language=config.theme_language,
        words="",
        origins=tuple(_origins(dataset, sources)),
    )


def _release(dataset: Dataset, config: Config, packages: Iterable[str]) -> str:
    """The release that holds these packages as they are; else that there is none, and a digest by
    which their state can be known again.
    """
    m = messages(config.theme_language)
    names = tuple(packages)
    if not names:
        return ""
    edition = dataset.edition(names)
    if edition:
        return m("cite.release", release=edition.version)
    state = digest(*(dataset.packages[name].digest.encode() for name in names))
    return m("cite.unreleased", state=state[:STATE])


def _issued(dataset: Dataset, package: Package, packages: Iterable[str]) -> str:
    """Day of the release; while there is none, the day on which the package was made."""
    edition = dataset.edition(packages)
    return edition.date if edition else package.created[:10]


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


def _data_address(
    dataset: Dataset, config: Config, packages: Iterable[str], page: str, file: str
) -> str:
    """The file of the release, which never changes; the page while there is no release."""
    edition = dataset.edition(packages)
    return _whole(config, addresses.released(edition.version, file) if edition else page)


def _whole(config: Config, address: str) -> str:
    base = config.site_url.rstrip("/")
    return f"{base}/{address}" if base else address
