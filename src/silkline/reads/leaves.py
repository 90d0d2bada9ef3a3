# What an answer is made from is told apart without reading it: figures by the files that they stand
# in, all else by its value, which is small.
"""Parts of the data, and what tells each from what it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from silkline.model import Dataset, Resource
from silkline.reads.digester import Digester

Leaf = tuple[str, ...]
"""A part of the data, by the name of its field; figures of one indicator with its id too."""
Leaves = frozenset[Leaf]

FIGURES: Final = "observations"
PACKAGES: Final = "packages"

_COMPUTED_FROM: Final = ("indicators", "derivations", "units", "breaks", "sources")
"""What figures that the build computes depend on beside other figures."""


class LeafDigests:
    """What the parts of the data are at present."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._digester = Digester()
        self._known: dict[Leaf, bytes] = {}
        self._files = _files(dataset)
        preferences = {source.id: source.preference for source in dataset.sources.values()}
        self._preferences = self._digester.digest(preferences)

    def of(self, leaf: Leaf) -> bytes:
        """What tells a part from what it was before."""
        if leaf not in self._known:
            self._known[leaf] = self._digester.digest(self._value(leaf))
        return self._known[leaf]

    def _value(self, leaf: Leaf) -> object:
        data = self._dataset
        if leaf == (PACKAGES,):
            return {name: package.digest for name, package in data.packages.items()}
        if leaf == (FIGURES,):
            return tuple(data.observations)
        if leaf[0] == FIGURES:
            return tuple(self._behind(leaf[1]))
        return getattr(data, leaf[0])

    def _behind(self, indicator: str) -> Iterator[object]:
        """The files that an indicator's figures stand in, and what says which of them comes first.

        Of computed ones, the same of all that they are computed from.
        """
        yield self._preferences
        yield indicator in self._dataset.observations
        yield tuple(self._files.get(indicator, ()))
        derivation = self._dataset.derivations.get(indicator)
        if derivation:
            yield from (self.of((name,)) for name in _COMPUTED_FROM)
            yield from (self.of((FIGURES, name)) for name in derivation.inputs)


def _files(dataset: Dataset) -> dict[str, list[Resource | None]]:
    """The files with figures of each indicator: their descriptions hold their digests."""
    found: defaultdict[str, list[Resource | None]] = defaultdict(list)
    for (package, name), table in dataset.tables.items():
        if name == FIGURES:
            resource = dataset.packages[package].resource(name)
            for indicator in table.indicators:
                found[indicator].append(resource)
    return found
