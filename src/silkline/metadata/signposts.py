# Programs that follow links find data, licence and metadata of a page without reading it. A static
# host sends no header, so the links stand in the page's head.
"""Typed links from a page to what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from silkline import addresses
from silkline.metadata.described import Description, Files, Site, lacks, web_address
from silkline.model import HeadLink


def dataset_links(site: Site, described: Description, files: Files) -> tuple[HeadLink, ...]:
    """Links of a dataset's page; none where catalogues are told nothing of it either."""
    if lacks(site, described):
        return ()
    return tuple(_dataset_links(site, described, files))


def home_links(files: Files) -> tuple[HeadLink, ...]:
    """Links of the first page: where programs begin."""
    wanted = (addresses.CATALOGUE, addresses.INDEX, addresses.CITATION)
    return tuple(_link("describedby", address) for address in wanted if address in files)


def _dataset_links(site: Site, described: Description, files: Files) -> Iterator[HeadLink]:
    yield HeadLink(rel="cite-as", href=site.address(described.page))
    for kind in ("https://schema.org/AboutPage", "https://schema.org/Dataset"):
        yield HeadLink(rel="type", href=kind)
    if site.name in described.creators:
        yield HeadLink(rel="author", href=site.url)
    for terms in described.licences:
        yield HeadLink(rel="license", href=web_address(terms.url))
    for document in described.documents:
        yield _link("describedby", document.address)
    if addresses.CATALOGUE in files:
        yield _link("describedby", addresses.CATALOGUE)
    for item in described.distributions:
        yield _link("item", item.address)


def _link(rel: str, address: str) -> HeadLink:
    return HeadLink(rel=rel, href=address, type=addresses.media_type(address))
