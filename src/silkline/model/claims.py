"""What people have said, and what the data say of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from silkline.model.statistics import Observation, Qualifier
from silkline.model.told import Told
from silkline.problems import Location


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
    """The outcome for one claim, with the arithmetic; `silkline.claims.say` has the words."""

    claim: str
    outcome: Outcome
    arithmetic: Told | None
    """Such as "22 ÷ 50 = 44 %"; None where nothing could be computed."""
    reason: Told
    """One sentence that tells a reader why this outcome."""
    evidence: tuple[Observation, ...] = ()
    """The observations that the claim was checked against."""
