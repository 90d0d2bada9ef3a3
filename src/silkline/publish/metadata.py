# Metadata names sizes and digests, so it comes after the files that it tells of and before the
# manifest that vouches for all.
"""Files of metadata in the data API."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from silkline import addresses
from silkline.metadata import (
    Files,
    catalogue_bytes,
    catalogue_cff,
    catalogue_description,
    describe_indicator,
    describe_package,
    package_cff,
    package_node,
    site_of,
    topic_words,
)
from silkline.model import Artifact, Dataset, Package

if TYPE_CHECKING:
    from silkline.config import Config


MetadataGroup = Callable[[Dataset, "Config", Files], Iterable[Artifact]]


def metadata_groups(dataset: Dataset) -> dict[str, MetadataGroup]:
    """What makes the metadata of each package, and then those of the site, by name.

    A maker is handed the files that are there, those of the makers before it too.
    """
    found = {f"metadata/{name}": partial(_of_package, name=name) for name in dataset.packages}
    return {**found, "metadata": _of_site}


def _of_package(
    dataset: Dataset, config: Config, published: Files, name: str
) -> Iterator[Artifact]:
    """A package for programs that learn, if it says enough of itself."""
    package = dataset.packages[name]
    described = describe_package(dataset, package, published)
    node = package_node(site_of(config), described, package)
    if node is not None:
        yield _croissant(name, node)


def _of_site(dataset: Dataset, config: Config, published: Files) -> Iterator[Artifact]:
    """The catalogue, and how the whole is cited; files of packages are among those published."""
    site = site_of(config)
    packages = [describe_package(dataset, p, published) for p in dataset.packages.values()]
    indicators = [describe_indicator(dataset, i, published) for i in dataset.indicators.values()]
    told = catalogue_description(dataset)
    yield Artifact(
        uri=addresses.CITATION, content=catalogue_cff(site, told.en, packages, dataset.release)
    )
    topics = topic_words(dataset)
    catalogue = catalogue_bytes(site, told, topics, (*packages, *indicators))
    if catalogue is not None:
        yield Artifact(uri=addresses.CATALOGUE, content=catalogue)


def _croissant(package: str, node: Mapping[str, Any]) -> Artifact:
    text = json.dumps(node, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return Artifact(uri=addresses.package_croissant(package), content=text.encode())


def package_citation(dataset: Dataset, package: Package, config: Config) -> bytes:
    """How a package is cited; it goes out with the package and into its ZIP file."""
    return package_cff(site_of(config), describe_package(dataset, package, {}))
