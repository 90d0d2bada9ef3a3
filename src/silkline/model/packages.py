"""Packages, their tables and what a row of one is: the words of Data Package v2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType

from silkline.problems import Location

Digest = NewType("Digest", str)
"""SHA-256 of some bytes, as 64 lower-case hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a table, as its Table Schema declares it."""

    name: str
    type: str
    title: str = ""
    description: str = ""
    codelist: str = ""
    """Name of the code list in the reference package whose codes the cells must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table of a package: one CSV file with its schema."""

    name: str
    path: str
    """Relative to the package's folder."""
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    schema: Mapping[str, Any] = field(repr=False, hash=False)
    """The Table Schema as written, for the validator and for publication."""
    digest: Digest
    size_bytes: int
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """Terms under which something may be used."""

    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """A person or organisation behind a package."""

    title: str
    roles: tuple[str, ...] = ()


class PackageKind(StrEnum):
    """What a package holds; the profile it is checked against."""

    REFERENCE = "reference"
    INDICATORS = "indicators"
    REGISTERS = "registers"
    PLAIN = "plain"
    """Any valid Data Package that does not use our profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One folder of `datapackages/`: a descriptor, its tables and the raw files behind them."""

    name: str
    folder: Path
    kind: PackageKind
    title: str
    title_zh: str
    description: str
    version: str
    created: str
    keywords: tuple[str, ...]
    licenses: tuple[License, ...]
    contributors: tuple[Contributor, ...]
    update_frequency: str
    processing_level: str
    citation: str
    resources: tuple[Resource, ...]
    raw_files: tuple[str, ...]
    """Paths of the files in `raw/`, relative to the package's folder, sorted."""
    descriptor: Mapping[str, Any] = field(repr=False, hash=False)
    """The descriptor as written."""
    digest: Digest
    """Of the descriptor, every table and every raw file, by name and content."""
    where: Location

    def resource(self, name: str) -> Resource | None:
        """The table of that name, if the package has one."""
        return next((r for r in self.resources if r.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its cells as text by column, and the physical line it begins on."""

    cells: Mapping[str, str] = field(hash=False)
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as read: the header and every row, nothing converted."""

    package: str
    resource: str
    path: str
    """Relative to the site's root, for messages."""
    header: tuple[str, ...]
    rows: tuple[Row, ...]
