# Programs that follow links find data, licence and metadata of a page without reading it. A static
# host sends no header, so the links stand in the page's head.
"""Typed links from a page to what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from silkline import addresses
from silkline.metadata.described import Description, Files, Site, lacks, web_address
from silkline.model import HeadLink

JSON: Final = "application/json"
JSON_LD: Final = "application/ld+json"
YAML: Final = "application/yaml"


def dataset_links(site: Site, described: Description, files: Files) -> tuple[HeadLink, ...]:
    """Links of a dataset's page; none where catalogues are told nothing of it either."""
    if lacks(site, described):
        return ()
    return tuple(_dataset_links(site, described, files))


def home_links(files: Files) -> tuple[HeadLink, ...]:
    """Links of the first page: where programs begin."""
    wanted = ((addresses.CATALOGUE, JSON_LD), (addresses.INDEX, JSON), (addresses.CITATION, YAML))
    return tuple(HeadLink(rel="describedby", href=a, type=t) for a, t in wanted if a in files)


def _dataset_links(site: Site, described: Description, files: Files) -> Iterator[HeadLink]:
    yield HeadLink(rel="cite-as", href=site.address(described.page))
    for kind in ("https://schema.org/AboutPage", "https://schema.org/Dataset"):
        yield HeadLink(rel="type", href=kind)
    if site.name in described.creators:
        yield HeadLink(rel="author", href=site.url)
    for terms in described.licences:
        yield HeadLink(rel="license", href=web_address(terms.url))
    for address, media_type in _metadata(described):
        if address in files:
            yield HeadLink(rel="describedby", href=address, type=media_type)
    for item in described.distributions:
        yield HeadLink(rel="item", href=item.address, type=item.media_type)


def _metadata(described: Description) -> Iterator[tuple[str, str]]:
    if not described.part_of:
        yield addresses.package_descriptor(described.id), JSON
        yield addresses.package_croissant(described.id), JSON_LD
        yield addresses.package_citation(described.id), YAML
    yield addresses.CATALOGUE, JSON_LD
