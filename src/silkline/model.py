# The nouns of the engine. No input or output and no third-party types here: any layer may use them,
# and all of them cross process boundaries. Words are those of Data Package v2 and SDMX.
"""Frozen types for packages, statistics, claims, the site and the build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType

from silkline.problems import Location, Problems

Digest = NewType("Digest", str)
"""SHA-256 of some bytes, as 64 lower-case hexadecimal digits."""


# --- Packages (Data Package v2) ---


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
    """Of the descriptor and every table, by name and content."""
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


# --- Reference lists ---


class AreaKind(StrEnum):
    """What an area is; only economies are ranked against each other."""

    ECONOMY = "economy"
    GROUP = "group"
    SUBNATIONAL = "subnational"
    ZONE = "zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A reference area (REF_AREA)."""

    code: str
    name: str
    name_zh: str
    kind: AreaKind
    m49: str = ""
    parent: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measure (UNIT_MEASURE with UNIT_MULT)."""

    code: str
    title: str
    title_zh: str
    symbol: str
    """Short form for axes and tables, such as "US$ million" or "%"."""
    base: str
    """Code of what is counted: USD, CNY, percent, one …; units of one base convert by multiplier."""
    multiplier: Decimal
    ucum: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject under which indicators are found."""

    code: str
    title: str
    title_zh: str
    description: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A code of SDMX CL_OBS_STATUS."""

    code: str
    title: str
    title_zh: str


# --- Statistics ---


class Qualifier(StrEnum):
    """How the publisher hedged a figure; empty means exact."""

    EXACT = ""
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    NEARLY = "nearly"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A measured concept: one definition, one unit."""

    id: str
    title: str
    title_zh: str
    definition: str
    definition_zh: str
    unit: str
    topic: str
    decimals: int
    """Decimals shown to readers; files keep what was published."""
    kind: str
    """level, share, rate, index or count."""
    aggregation: str
    """How a value for a group follows from its members: sum, mean, none."""
    caveat: str
    caveat_zh: str
    related: tuple[str, ...]
    """Ids of indicators that measure something close, told apart in `caveat`."""
    package: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a derived indicator is computed at build from others."""

    indicator: str
    formula: str
    """sum, ratio_percent (first input as a percentage of the second) or share_of_area_percent."""
    inputs: tuple[str, ...]
    reference_area: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication or file that figures come from."""

    id: str
    preference: int
    """1 is preferred; larger numbers give way to smaller ones for the same observation."""
    producer: str
    title: str
    url: str
    published: str
    retrieved: str
    licence: str
    file: str
    """Path of the raw file in its package, empty where figures were typed from an article."""
    sha256: str
    citation: str
    package: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value of one indicator for one area and period from one source."""

    indicator: str
    ref_area: str
    time_period: str
    text: str
    """The value exactly as in the table; empty when missing."""
    value: Decimal | None
    qualifier: Qualifier
    status: str
    source: str
    evidence: str
    """`raw/FILE#cell=ROW,COLUMN` or `raw/FILE#row=ROW` (RFC 7111), `claim:ID`, or `derived`."""
    note: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A point where a series changes definition or source."""

    indicator: str
    ref_area: str
    time_period: str
    what: str
    what_zh: str


# --- Statements and claims ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what, where and when; the point is in our own words."""

    id: str
    source: str
    speaker: str
    role: str
    point: str
    point_zh: str
    paragraph: int
    sentence: int
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure inside a statement, and how it can be checked."""

    id: str
    statement: str
    indicator: str
    ref_area: str
    time_period: str
    qualifier: Qualifier
    text: str
    """The value as a plain number, in `unit`."""
    value: Decimal
    unit: str
    printed: str
    """The figure as printed, a few words."""
    check: str
    """level, change, growth, cagr, share, multiple, rank, difference or none."""
    against: str
    """Indicator to check against; the claim's own where empty."""
    base_period: str
    denominator: str
    """Indicator that a share is of."""
    definition: str
    """same or different: whether `against` measures the same thing."""
    note: str
    note_zh: str
    package: str
    where: Location


class Outcome(StrEnum):
    """What checking a claim against the data gave."""

    SUPPORTED = "supported"
    WITHIN_ROUNDING = "within-rounding"
    NOT_SUPPORTED = "not-supported"
    DIFFERENT_DEFINITION = "different-definition"
    REVISED = "revised"
    UNCHECKED = "cannot-be-checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome for one claim, with the arithmetic in words."""

    claim: str
    outcome: Outcome
    arithmetic: str
    """Plain text such as "22 ÷ 50 = 44 %"; empty where nothing could be computed."""
    reason: str
    """One sentence that tells a reader why this outcome."""
    evidence: tuple[Observation, ...] = ()
    """The observations that the claim was checked against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """What lies on disk, as far as descriptors and metadata tell; no table is read yet."""

    packages: tuple[Package, ...]
    """Sorted by name."""
    notebooks: tuple[Notebook, ...]
    """Sorted by slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All validated content in memory: what pages, files and notebooks are made from."""

    packages: Mapping[str, Package]
    tables: Mapping[tuple[str, str], Table]
    """By package and resource name."""
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


# --- Site ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """A story as stored: a notebook without outputs and what its metadata declares."""

    slug: str
    path: Path
    title: str
    description: str
    authors: tuple[str, ...]
    date: str
    topics: tuple[str, ...]
    reads: tuple[str, ...]
    """Ids of the indicators the notebook may read."""
    code_digest: Digest
    """Of the code cells and kernel only: prose does not re-run a notebook."""
    digest: Digest
    """Of the whole file."""
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawn chart: specification for the browser, pictures for everyone, words for all."""

    id: str
    title: str
    subtitle: str
    source: str
    description: str
    """Text alternative, made from the data."""
    vega: str
    """Vega specification as JSON text, data by address."""
    svg_wide: str
    svg_narrow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A generated page in plain Markdown; raw HTML in it is made by our templates only."""

    uri: str
    """Source address relative to docs, such as `indicators/dds-exports.md`."""
    title: str
    description: str
    markdown: str
    kind: str
    """home, indicator, economy, story, claims, package, source, topic, data or list."""
    terms: tuple[str, ...] = ()
    """Further words that find the page: Chinese title, codes, synonyms."""
    summary: str = ""
    """One line shown under the title in search results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A static file of the site."""

    uri: str
    content: bytes = field(repr=False)


# --- Build ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One unit of work: a module-level function and everything it needs, as values."""

    name: str
    """Kind and subject, such as `validate:digital-trade`; unique in a plan."""
    kind: str
    inputs: tuple[tuple[str, Digest], ...]
    """What can change the result, by name and content, sorted by name."""
    payload: Any = field(repr=False, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """What a task gave: a value that pickles, or problems, or both."""

    name: str
    value: Any = field(default=None, repr=False, hash=False)
    problems: Problems = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    ran: tuple[str, ...]
    reused: tuple[str, ...]
    problems: Problems
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    pages: int = 0
    files: int = 0
