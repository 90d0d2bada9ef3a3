# Metadata names sizes and digests, so it comes after the files that it tells of and before the
# manifest that vouches for all.
"""Files of metadata in the data API."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from silkline import addresses
from silkline.metadata import (
    FileFact,
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


def metadata_files(dataset: Dataset, config: Config, published: Files) -> Iterator[Artifact]:
    """The catalogue, how everything is cited, and each package for programs that learn."""
    site = site_of(config)
    own: dict[str, FileFact] = {}
    files: Files = ChainMap(own, published)  # type: ignore[arg-type]  # it is only read
    for package in dataset.packages.values():
        node = package_node(site, describe_package(dataset, package, files), package)
        if node is not None:
            made = _croissant(package.name, node)
            own[made.uri] = FileFact(size=made.size, sha256=made.sha256)
            yield made
    packages = [describe_package(dataset, p, files) for p in dataset.packages.values()]
    indicators = [describe_indicator(dataset, i, files) for i in dataset.indicators.values()]
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
