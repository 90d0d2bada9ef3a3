# Periods in the form of SDMX, and how to mend the other forms that people write.
"""The written form of periods."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, NamedTuple

_PERIOD: Final = re.compile(
    r"[12]\d{3}(?:-Q[1-4]|-S[12]|-(?:0[1-9]|1[0-2]))?|([12]\d{3})/([12]\d{3})", re.ASCII
)
FORMS: Final = "2024, 2024-Q3, 2024-S1, 2024-06 or 2011/2020"
"""Examples of every form, for hints."""

PER_YEAR: Final[Mapping[str, int]] = {"A": 1, "S": 2, "Q": 4, "M": 12}
"""Periods of a year by frequency, in the letters of SDMX."""
YEAR: Final = "A"

_MENDS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"(\d{4})[- /]?[Qq]([1-4])"), lambda m: f"{m[1]}-Q{m[2]}"),
    (re.compile(r"[Qq]([1-4])[- /]?(\d{4})"), lambda m: f"{m[2]}-Q{m[1]}"),
    (re.compile(r"(\d{4})[- /]?[HhSs]([12])"), lambda m: f"{m[1]}-S{m[2]}"),
    (re.compile(r"[HhSs]([12])[- /]?(\d{4})"), lambda m: f"{m[2]}-S{m[1]}"),
    (re.compile(r"(\d{4})[-/.](\d{1,2})"), lambda m: f"{m[1]}-{int(m[2]):02}"),
    (re.compile(r"(\d{4})(0[1-9]|1[0-2])"), lambda m: f"{m[1]}-{m[2]}"),
    (re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})"), lambda m: f"{m[1]}/{m[2]}"),
    (re.compile(r"(\d{4})-(\d{2})-\d{2}"), lambda m: f"{m[1]}-{m[2]}"),
    (re.compile(r"(\d{4})(?:\.0|[A-Za-z])"), lambda m: m[1]),
    (re.compile(r"[A-Z]{2}(\d{4})"), lambda m: m[1]),
)


def is_period(text: str) -> bool:
    """Whether a text is a period in SDMX form; an interval must end after it begins."""
    match = _PERIOD.fullmatch(text)
    return match is not None and (match[1] is None or match[1] < match[2])


def period_hint(text: str) -> str:
    """How to write a period that has another form."""
    for form, mend in _MENDS:
        match = form.fullmatch(text.strip())
        if match and is_period(mended := mend(match)):
            return f"write {mended}."
    return f"write {FORMS}."


class Moment(NamedTuple):
    """The place of a period among those of its length."""

    frequency: str
    at: int
    """Count of such periods; the year itself for a year."""


@cache
def moment(text: str) -> Moment | None:
    """Where a period stands in time; nothing for an interval of years and for what is none."""
    if not is_period(text) or "/" in text:
        return None
    year, _, part = text.partition("-")
    frequency = YEAR if not part else part[0] if part[0] in PER_YEAR else "M"
    within = int(part.lstrip("QS")) - 1 if part else 0
    return Moment(frequency, int(year) * PER_YEAR[frequency] + within)
