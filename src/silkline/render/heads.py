# What programs read in the head of a page. It is made beside the pages, not in them: the first
# page is written by hand, and a page's own text stays free of what no reader sees.
"""Structured data and typed links of pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.metadata import (
    FileFact,
    Files,
    catalogue_description,
    catalogue_node,
    dataset_links,
    dataset_node,
    describe_indicator,
    describe_package,
    embedded,
    home_links,
    site_of,
)
from silkline.model import Head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from silkline.metadata import Description
    from silkline.model import Artifact
    from silkline.render.view import SiteView


def page_heads(view: SiteView) -> Mapping[str, Head]:
    """Heads by address of the page: the first page, each indicator and each package."""
    return dict(sorted(_heads(view)))


def published_files(data: Iterable[Artifact]) -> Files:
    """Size and digest of the published files, as the manifest vouches for them."""
    manifest = next(a for a in data if a.uri == addresses.MANIFEST)
    return {
        f"{addresses.API}/{entry['path']}": FileFact(size=entry["bytes"], sha256=entry["sha256"])
        for entry in json.loads(manifest.content)["files"]
    }


def _heads(view: SiteView) -> Iterator[tuple[str, Head]]:
    site, data, files = site_of(view.config), view.dataset, view.files
    packages = [describe_package(data, p, files) for p in data.packages.values()]
    node = catalogue_node(site, catalogue_description(data).first(site.language), packages)
    if node is not None:
        yield addresses.home_page(), Head(jsonld=embedded(node), links=home_links(files))
    indicators = (describe_indicator(data, i, files) for i in data.indicators.values())
    for described in (*packages, *indicators):
        head = _head(view, described)
        if head is not None:
            yield described.page, head


def _head(view: SiteView, described: Description) -> Head | None:
    site = site_of(view.config)
    node = dataset_node(site, described)
    if node is None:
        return None
    links = dataset_links(site, described, view.files)
    return Head(jsonld=embedded(node), links=links, modified=described.created)
