# What programs read in the head of a page. It is made beside the pages, not in them: the first
# page is written by hand, and a page's own text stays free of what no reader sees.
"""Structured data and typed links of pages."""

from __future__ import annotations

import json
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
    from silkline.model import StaticFile
    from silkline.render.view import SiteView


def published_files(data: Iterable[StaticFile]) -> Files:
    """Size and digest of the published files, as the manifest vouches for them."""
    manifest = next(a for a in data if a.uri == addresses.MANIFEST)
    return {
        f"{addresses.API}/{entry['path']}": FileFact(size=entry["bytes"], sha256=entry["sha256"])
        for entry in json.loads(manifest.content)["files"]
    }


def home_head(view: SiteView) -> Head | None:
    """The head of the first page."""
    site, data, files = site_of(view.config), view.dataset, view.files
    packages = [describe_package(data, p, files) for p in data.packages.values()]
    node = catalogue_node(site, catalogue_description(data).first(site.language), packages)
    return Head(jsonld=embedded(node), links=home_links(files)) if node is not None else None


def package_head(view: SiteView, package: str) -> Head | None:
    """The head of the page of a package."""
    data = view.dataset
    return _head(view, describe_package(data, data.packages[package], view.files))


def indicator_head(view: SiteView, indicator: str) -> Head | None:
    """The head of the page of an indicator."""
    data = view.dataset
    return _head(view, describe_indicator(data, data.indicators[indicator], view.files))


def _head(view: SiteView, described: Description) -> Head | None:
    site = site_of(view.config)
    node = dataset_node(site, described)
    if node is None:
        return None
    links = dataset_links(site, described, view.files)
    return Head(jsonld=embedded(node), links=links, modified=described.created)
