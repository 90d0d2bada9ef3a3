"""Packages, their tables and what a row of one is: the words of Data Package v2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType

from silkline.model.rows import LateRows, PackedRows, Row
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
class Writing:
    """How a table of a package of another profile is written down."""

    paths: tuple[str, ...] = ()
    """Files that are one table when read one after the other; none if the rows stand in `data`."""
    digests: tuple[Digest, ...] = ()
    """Of the files, in their order."""
    data: Any = field(default=None, repr=False, hash=False)
    """Rows that stand in the descriptor itself."""
    encoding: str = "utf-8"
    dialect: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """In the words of Table Dialect."""

    @property
    def is_plain(self) -> bool:
        """Whether it is one file of UTF-8 with a header, commas and double quotes."""
        usual = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}
        shaping = ("headerRows", "commentRows", "commentChar", "escapeChar", *usual)
        told = {k: v for k, v in self.dialect.items() if k in shaping}
        utf8 = self.encoding.lower() in {"utf-8", "utf8"}
        return len(self.paths) == 1 and utf8 and all(usual.get(k) == v for k, v in told.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table of a package: one CSV file with its schema, or as `writing` says."""

    name: str
    path: str
    """Relative to the package's folder; of several files the first, and empty if there is none."""
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    schema: Mapping[str, Any] = field(repr=False, hash=False)
    """The Table Schema as written, for the validator and for publication."""
    digest: Digest
    size_bytes: int
    where: Location
    writing: Writing | None = None
    """Only in packages of other profiles; tables of ours are all written in one way."""

    @property
    def is_plain(self) -> bool:
        """Whether it is one file that every reader of CSV takes apart without being told how."""
        return self.writing is None or self.writing.is_plain


class Unread(StrEnum):
    """Why a resource is not shown as a table."""

    FILE = "file"
    """It is none, or one in a format that is not looked into."""
    ELSEWHERE = "elsewhere"
    """It lies at another address, from which nothing is fetched."""
    INLINE = "inline"
    """It stands in the descriptor and is no table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A resource of a package that is listed and offered, and not looked into."""

    name: str
    title: str
    description: str
    paths: tuple[str, ...]
    """Files relative to the package's folder, or addresses elsewhere."""
    format: str
    why: Unread
    digests: tuple[Digest, ...] = ()
    """Of the files, in their order."""
    size_bytes: int = 0


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
    """Tables written as ours are, without the columns that a profile asks for."""
    FOREIGN = "foreign"
    """Any other valid Data Package."""


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
    attachments: tuple[Attachment, ...] = ()
    """Resources that are no tables; only in packages of other profiles."""
    parts: tuple[str, ...] = ()
    """Paths of the schemas and dialects that a package of another profile keeps in files."""

    @property
    def named_sources(self) -> tuple[tuple[str, str], ...]:
        """Title and address of each source that the descriptor names; the address may be empty."""
        listed = self.descriptor.get("sources")
        entries = [e for e in listed if isinstance(e, Mapping)] if isinstance(listed, list) else []
        found = ((_text(e, "title") or _text(e, "name"), _text(e, "path")) for e in entries)
        return tuple((title or path, path) for title, path in found if title or path)

    @property
    def is_foreign(self) -> bool:
        """Whether it is of another profile: published as it is, and no source of indicators."""
        return self.kind is PackageKind.FOREIGN

    def resource(self, name: str) -> Resource | None:
        """The table of that name, if the package has one."""
        return next((r for r in self.resources if r.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as read: the header and every row, nothing converted."""

    package: str
    resource: str
    path: str
    """Relative to the site's root, for messages."""
    header: tuple[str, ...]
    rows: Sequence[Row]

    def column(self, name: str) -> Sequence[str]:
        """The cells of a column, in the order of the rows. Raises ValueError if there is none."""
        at = self.header.index(name)
        if isinstance(self.rows, PackedRows):
            return self.rows.columns[at]
        return [row.cells[name] for row in self.rows]

    @property
    def indicators(self) -> tuple[str, ...]:
        """What the column `indicator` names, each once. Raises ValueError if there is none."""
        if isinstance(self.rows, LateRows):
            return tuple(self.rows.runs)
        return tuple(dict.fromkeys(self.column("indicator")))

    @property
    def lines(self) -> Sequence[int]:
        """The physical line of each row."""
        if isinstance(self.rows, PackedRows):
            return self.rows.lines
        return [row.line for row in self.rows]


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""
