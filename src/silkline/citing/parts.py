# What all forms need of a text and a date.
"""A text on one line; the parts of a date."""

from __future__ import annotations

import re
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MONTHS: Final = 12


def one_line(text: str) -> str:
    """The text with every run of white space and control characters as one space.

    A line end in a name would begin another field.
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def date_parts(iso: str) -> tuple[int, ...]:
    """Year, month and day as far as they are given; nothing where it is no date."""
    found = _DATE.fullmatch(iso)
    parts = tuple(int(p) for p in found.groups() if p) if found else ()
    return parts if len(parts) < 2 or 1 <= parts[1] <= _MONTHS else parts[:1]
