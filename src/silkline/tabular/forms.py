# How numbers, dates and the like are written. The validator takes 1_000, "2020est", Arabic digits
# and NaN for numbers; a spreadsheet, pandas and a browser each read something else. So each type
# has one plain form here, and a hint is made from what is actually in the cell.
"""The written form of typed cells, and how to mend one that has another form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final

from silkline.marks import show
from silkline.model import Field
from silkline.problems import Location, Problem

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MISSING: Final = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "nan",
        "null",
        "none",
        "nil",
        "missing",
        "x",
        "#n/a",
        "-",
        "--",
        "–",
        "—",
        ".",
        "..",
        "...",
        "…",
        ":",
        "?",
        "inf",
        "-inf",
        "+inf",
        "infinity",
        "-infinity",
    ]
)
"""What people write into a cell when they have no number."""
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}([,  _'’\u2009\u202f])\d{3}(?:\1\d{3})*(?:\.\d+)?")
_HEDGED: Final = re.compile(
    r"(?:about|around|approx\.?|ca\.?|c\.|over|under|~|≈|>|<|≥|≤)=?\s*[\d.]+%?"
)
_COMMA: Final = re.compile(r"[+-]?\d+,\d+")
_AFTER: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(\D.*)")

WORDS: Final = {
    "number": "a number",
    "integer": "a whole number",
    "year": "a year",
    "date": "a date",
    "boolean": "true or false",
}
"""What a cell of each type is, in words."""

VALUE: Final = "obs_value"
"""The column whose empty cells are explained by a status beside them."""


def without_separators(cell: str) -> str:
    """A number without its thousands separators, where no other reading is possible.

    `1,234` stays: with a decimal comma it is another number.
    """
    match = _GROUPED.fullmatch(cell)
    if not match or (match[1] == "," and cell.count(",") == 1 and "." not in cell):
        return cell
    return cell.replace(match[1], "")


def is_well_formed(kind: str, cell: str) -> bool:
    """Whether a cell that is not empty is written in the one form of its type."""
    test = _TESTS.get(kind)
    return test is None or test(cell)


def misformed(field: Field, cell: str, where: Location) -> Problem:
    """The problem of a cell that is not of its column's type."""
    message = f"'{field.name}' is {show(cell)}, not {WORDS.get(field.type, 'a ' + field.type)}"
    return Problem(where=where, code="TB004", message=message, hint=_hint(field, cell))


def _is_date(cell: str) -> bool:
    if not _DATE.fullmatch(cell):
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


_TESTS: Final[dict[str, Callable[[str], bool]]] = {
    "number": lambda cell: _NUMBER.fullmatch(cell) is not None,
    "integer": lambda cell: _INTEGER.fullmatch(cell) is not None,
    "year": lambda cell: _YEAR.fullmatch(cell) is not None,
    "boolean": lambda cell: cell in {"true", "false"},
    "date": _is_date,
}


def _hint(field: Field, cell: str) -> str:
    if field.type == "date":
        return "write year, month and day as in 2024-03-31."
    if field.type == "year":
        return "write four digits, such as 2024."
    if field.type == "boolean":
        return "write true or false."
    return _number_hint(field, cell.strip())


def _number_hint(field: Field, cell: str) -> str:
    if cell.casefold() in _MISSING:
        status = " and set obs_status to M (missing)" if field.name == VALUE else ""
        return f"leave the cell empty{status}."
    if any(c.isdigit() and not c.isascii() for c in cell):
        return f"use the digits 0 to 9: {_ascii_digits(cell)}."
    for rule in (_grouped_hint, _hedged_hint, _comma_hint, _tail_hint):
        if hint := rule(field, cell):
            return hint
    if field.type == "integer":
        return "write digits only, such as 12."
    if field.name == VALUE:
        return "write a number such as 1234.5, or leave it empty and set obs_status to M (missing)."
    return "write digits, with a point for decimals and nothing else, such as 12.5."


def _ascii_digits(cell: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in cell)


def _grouped_hint(_field: Field, cell: str) -> str:
    match = _GROUPED.fullmatch(cell)
    return f"write it without thousands separators: {cell.replace(match[1], '')}." if match else ""


def _hedged_hint(field: Field, cell: str) -> str:
    if not _HEDGED.fullmatch(cell.casefold()):
        return ""
    if field.name == VALUE:
        return "write the number alone, and put about, more_than or less_than into obs_qualifier."
    return "write the number alone."


def _comma_hint(_field: Field, cell: str) -> str:
    if not _COMMA.fullmatch(cell):
        return ""
    return f"write decimals with a point: {cell.replace(',', '.')}."


def _tail_hint(field: Field, cell: str) -> str:
    match = _AFTER.fullmatch(cell)
    if not match:
        return ""
    if match[2] == "%":
        return f"write {match[1]}: the unit already says percent."
    if field.name == VALUE:
        return f"write {match[1]} alone; what {show(match[2])} says belongs in obs_status or note."
    return f"write {match[1]} alone."
