"""Releases: what was frozen, and what differs from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from silkline.model.packages import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageVersion:
    """A package as it was released: its version, and the digest of its descriptor and tables."""

    version: str
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenFile:
    """Size and digest of a released file."""

    size: int
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release of the data: its packages, and every file that it serves."""

    version: str
    date: str
    packages: Mapping[str, PackageVersion] = field(hash=False)
    """By name, sorted."""
    files: Mapping[str, FrozenFile] = field(hash=False)
    """By path in the folder of the release, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One row of a table that is not what the release before had."""

    release: str
    date: str
    package: str
    version: str
    table: str
    key: Mapping[str, str] = field(hash=False)
    """The cells by which the row is known."""
    old: Mapping[str, str] | None = field(hash=False)
    """The cells that differ, as they were; None where the row is new."""
    new: Mapping[str, str] | None = field(hash=False)
    """The cells that differ, as they are; None where the row is gone."""
    reason: str
    """As the package gives it; empty where it gives none."""
    reason_zh: str
    is_derived: bool = False
    """Whether it is no row of a package but a figure that is made at build; it has no reason."""
    because: tuple[str, ...] = ()
    """For a derived figure: what it is made of that differs, as `indicator/area/period`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What stands at an address that held a page or a file once."""

    address: str
    date: str
    reason: str
    reason_zh: str
    replaced_by: str
    """Address of what replaces it; empty where nothing does."""
