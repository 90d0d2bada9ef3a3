"""Everything read from disk, before and after its tables are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from silkline.model.claims import Claim, Statement
from silkline.model.packages import Package, Table
from silkline.model.registers import (
    Entry,
    EntryDate,
    EntryLink,
    Membership,
    Mention,
    Reconciliation,
    Register,
    Target,
    Term,
)
from silkline.model.releases import Release, Revision
from silkline.model.site import Notebook
from silkline.model.statistics import (
    Area,
    Break,
    Derivation,
    Indicator,
    Observation,
    Source,
    Status,
    Topic,
    Unit,
    Waiver,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """What lies on disk, as far as descriptors and metadata tell; no table is read yet."""

    packages: tuple[Package, ...]
    """Sorted by name."""
    notebooks: tuple[Notebook, ...]
    """Sorted by slug."""
    doubtful: tuple[Package, ...] = ()
    """Packages that nothing is made of, for mistakes in what their descriptors tell of the whole;
    their tables can be checked all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All validated content in memory: what pages, files and notebooks are made from."""

    packages: Mapping[str, Package]
    tables: Mapping[tuple[str, str], Table]
    """Of packages of our profiles, by package and resource name."""
    areas: Mapping[str, Area]
    units: Mapping[str, Unit]
    topics: Mapping[str, Topic]
    statuses: Mapping[str, Status]
    indicators: Mapping[str, Indicator]
    derivations: Mapping[str, Derivation]
    sources: Mapping[str, Source]
    observations: Mapping[str, tuple[Observation, ...]]
    """By indicator, all sources, sorted by area, period and preference; derived ones included."""
    breaks: tuple[Break, ...]
    statements: Mapping[str, Statement]
    claims: Mapping[str, Claim]
    reconciliations: Mapping[str, Reconciliation] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    """Sorted by order, then id."""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """Sorted by id."""
    mentions: tuple[Mention, ...] = ()
    dates: tuple[EntryDate, ...] = ()
    members: tuple[Membership, ...] = ()
    links: tuple[EntryLink, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    other_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else areas are called, by code; they find an area and are not shown."""
    foreign: Mapping[tuple[str, str], Table] = field(default_factory=dict)
    """Tables of packages of other profiles, by package and resource name."""
    waivers: tuple[Waiver, ...] = ()
    """Sorted by code, indicator, area, period and source."""
    releases: tuple[Release, ...] = ()
    """Everything that was released, oldest first."""
    revisions: tuple[Revision, ...] = ()
    """What each release changed against the one before, oldest first."""
    memo: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """Answers that `memory` keeps for this dataset; never part of its value."""

    def table(self, package: str, resource: str) -> Table | None:
        """A table of any package, if there is one of that name."""
        key = (package, resource)
        return self.tables.get(key) or self.foreign.get(key)

    def edition(self, packages: Iterable[str]) -> Release | None:
        """The newest release that holds all these packages as they are now, if there is one."""
        wanted = [self.packages[name] for name in packages]
        for release in reversed(self.releases):
            found = (release.packages.get(p.name) for p in wanted)
            if all(v and v.digest == p.digest for v, p in zip(found, wanted, strict=True)):
                return release
        return None

    @property
    def release(self) -> str:
        """Version of the last release if the data are exactly what it holds; else empty."""
        last = self.releases[-1] if self.releases else None
        same = last is not None and last.packages.keys() == self.packages.keys()
        return last.version if last and same and self.edition(self.packages) is last else ""
