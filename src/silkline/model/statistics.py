"""Reference lists and observations: the words of SDMX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from silkline.problems import Location


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
    note_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measure (UNIT_MEASURE with UNIT_MULT)."""

    code: str
    title: str
    title_zh: str
    symbol: str
    """Short form for axes and tables, such as "US$ million" or "%"."""
    base: str
    """Code of what is counted: USD, CNY, percent …; units of one base convert by multiplier."""
    multiplier: Decimal
    ucum: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject under which indicators are found."""

    code: str
    title: str
    title_zh: str
    description: str
    description_zh: str = ""
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A code of SDMX CL_OBS_STATUS."""

    code: str
    title: str
    title_zh: str


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
    """A word such as sum, ratio_percent or growth_percent; `derive` holds them all."""
    inputs: tuple[str, ...]
    reference_area: str
    """Area that shares are of; empty for other formulas."""
    base_period: str
    """Period that a multiple is of; empty for other formulas."""
    years: int | None
    """Years between the two values that growth is computed from; none for other formulas."""
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


class Figures(Mapping[str, tuple[Observation, ...]]):
    """Observations by indicator, which may be made when somebody looks at them."""

    __slots__ = ()

    def areas(self, indicator: str) -> tuple[str, ...]:
        """The areas of an indicator, in their order. Raises KeyError if there is none such."""
        return tuple(dict.fromkeys(o.ref_area for o in self[indicator]))

    def of(self, indicator: str, area: str) -> tuple[Observation, ...]:
        """The observations of an area. Raises KeyError as `areas` does."""
        return tuple(o for o in self[indicator] if o.ref_area == area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Findings of statistical checks that somebody has looked at, and why the figures stay."""

    code: str
    indicator: str
    ref_area: str
    """Empty for all; so are period and source."""
    time_period: str
    source: str
    reason: str
    reason_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A point where a series changes definition or source."""

    indicator: str
    ref_area: str
    time_period: str
    what: str
    what_zh: str
