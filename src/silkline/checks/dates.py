# What happened has a date of its own form: a year, month or day, or two with a slash. Periods of
# statistics, which know quarters and no days, are in `periods`.
"""The form of dates of events."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

_DATE: Final = re.compile(r"([12]\d{3})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
FORMS: Final = "2022, 2022-01, 2022-01-31 or 2020/2022"
"""Examples of every form, for hints."""
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = r"(?P<name>[A-Za-z]{3,9})\.?"


def _numbers(match: re.Match[str]) -> str:
    parts = [match["year"], match["month"], match["day"]]
    return "-".join(part.zfill(2) for part in parts if part)


def _named(match: re.Match[str]) -> str:
    month = match["name"][:3].casefold()
    if month not in _MONTHS:
        return ""
    day = match.groupdict().get("day")
    parts = [match["year"], f"{_MONTHS.index(month) + 1:02}", day.zfill(2) if day else ""]
    return "-".join(filter(None, parts))


_MENDS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?"), _numbers),
    (
        re.compile(r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号])?"),
        _numbers,
    ),
    (re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"), _numbers),
    (re.compile(rf"(?:(?P<day>\d{{1,2}}) )?{_MONTH} (?P<year>\d{{4}})"), _named),
    (re.compile(rf"{_MONTH} (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"), _named),
    (re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})"), lambda m: f"{m[1]}/{m[2]}"),
)


def is_date(text: str) -> bool:
    """Whether a text is a date in ISO form; the first of two must come before the second."""
    first, slash, last = text.partition("/")
    if not slash:
        return _is_point(first)
    if not (_is_point(first) and _is_point(last)):
        return False
    # As far as both are known: 2022-11 to 2022-11-30 begins before it ends, and so does its year.
    length = min(len(first), len(last))
    return first[:length] < last[:length] or (
        first[:length] == last[:length] and len(first) != len(last)
    )


def date_hint(text: str) -> str:
    """How to write a date that has another form."""
    first, _, last = text.partition("/")
    if is_date(f"{last}/{first}"):
        return f"write the earlier one first: {last}/{first}."
    for form, mend in _MENDS:
        match = form.fullmatch(text.strip())
        if match and is_date(mended := mend(match)):
            return f"write {mended}."
    return f"write {FORMS}."


def _is_point(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
