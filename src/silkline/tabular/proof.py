# The quick way to "valid". A columnar engine answers in one pass whether any cell of a table could
# break its schema; only if none can is the table called valid without asking frictionless. So the
# questions here may be stricter than frictionless and never laxer, and whatever they cannot decide
# (an unusual pattern, a number key) goes the slow way, which also finds the words.
"""Proving a table valid with a columnar engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import duckdb

from silkline.marks import is_regular_file
from silkline.model import Package, Resource
from silkline.tabular.form import plain_marks
from silkline.tabular.limits import MAX_CELL_CHARACTERS

MEMORY_LIMIT: Final = "600MB"
"""What the engine may hold of one table; beyond it writes to a temporary folder."""

_FORMS: Final = {
    "number": r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?",
    "integer": r"0|-?[1-9][0-9]{0,18}",
    "year": r"[12][0-9]{3}",
    "boolean": r"true|false",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
"""The one written form of each type; of an integer without -0, which equals 0 as a key."""
_EXACT_DIGITS: Final = 15
"""Two decimals of so many digits are the same double only if they are equal."""
_PLAIN_PATTERN: Final = re.compile(
    r"(?:[A-Za-z0-9 _/:,#=@~-]|\\[.+*?()\[\]{}|/-]|\[\^?(?:[A-Za-z0-9 _/:,.#=@+-])+\]"
    r"|\((?:\?:)?|\)|[*+?|]|\{[0-9]+(?:,[0-9]*)?\})*"
)
"""Patterns that Python and the engine read alike: no classes of Unicode, no looking around."""
_GLOB: Final = frozenset("*?[]{}")
_TEXT: Final = "string"
_LENGTHS: Final = {"minLength": ">=", "maxLength": "<="}
_LIMITS: Final = {"minimum": ">", "maximum": "<"}


class _UndecidedError(Exception):
    """A rule that the engine cannot decide for certain."""


def is_proven(package: Package, resource: Resource) -> bool:
    """Whether it is certain that the table is valid; no says nothing either way.

    Fetches nothing, writes nothing but the engine's temporary files, and never raises for what is
    in the file.
    """
    file = package.folder / resource.path
    if _GLOB & set(str(file)) or not is_regular_file(file):
        return False
    try:
        # Asked before the file is read: most of what cannot be decided shows in the schema.
        tuple(_faults(resource, short_cells=True))
        marks = plain_marks(file, tuple(f.name for f in resource.fields))
        if marks is None:
            return False
        faults = tuple(_faults(resource, short_cells=marks.short_cells))
    except _UndecidedError:
        return False
    width = len(resource.fields)
    questions = ("count(*)", *faults)
    try:
        rows, *broken = _answer(
            f"SELECT {', '.join(questions)} FROM {text_table(str(file), width)}"  # noqa: S608
        )
    except duckdb.Error:
        return False
    # The engine forgives an empty cell too many and skips empty lines: then the marks do not fit.
    fits = (marks.line_ends, marks.commas) == (rows + 1, (rows + 1) * (width - 1))
    return fits and not any(broken)


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """One for each process: to start it takes longer than to ask it about a small table."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": MEMORY_LIMIT,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(config=settings)


def _answer(query: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = engine().cursor().execute(query).fetchone() or ()
    return found


def text_table(path: str, width: int) -> str:
    """A CSV file as the engine reads it: columns `c0`, `c1` … of text, an empty cell is NULL."""
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(width))
    return (
        f"read_csv({literal(path)}, auto_detect = false, header = true, delim = ',',"
        f" quote = '\"', escape = '\"', new_line = '\\n', strict_mode = true, nullstr = '',"
        f" null_padding = false, columns = {{{columns}}})"
    )


def literal(text: str) -> str:
    """A text as it stands in a question."""
    return "'" + text.replace("'", "''") + "'"


# --- Questions: each counts the rows that break a rule ---


def _faults(resource: Resource, *, short_cells: bool) -> Iterator[str]:
    fields = resource.schema["fields"]
    cells = [f"c{n}" for n in range(len(fields))]
    rules = ["true"]
    if not any(f.get("constraints", {}).get("required") for f in fields):
        rules.append(f"coalesce({', '.join(cells)}) IS NOT NULL")
    if not short_cells:
        rules += [f"({c} IS NULL OR length({c}) <= {MAX_CELL_CHARACTERS})" for c in cells]
    for cell, field in zip(cells, fields, strict=True):
        # An empty cell is NULL, and breaks no rule but `required`.
        missing = f"{cell} IS NULL"
        rules += [f"({missing} OR ({rule}))" for rule in _rules(cell, field)]
        if field.get("constraints", {}).get("required"):
            rules.append(f"NOT {missing}")
    # Asked as one question, which takes a third of the time of one for each rule.
    # What is neither true nor false counts as a fault.
    yield f"count(*) - count(*) FILTER (WHERE {' AND '.join(rules)})"
    yield from _keys(resource)


def _rules(cell: str, field: Mapping[str, Any]) -> Iterator[str]:
    kind = field.get("type", _TEXT)
    if kind != _TEXT:
        if kind not in _FORMS:
            raise _UndecidedError
        yield f"regexp_full_match({cell}, {literal(_FORMS[kind])})"
    if kind == "date":
        yield f"{cell} >= '0001' AND try_cast({cell} AS DATE) IS NOT NULL"
    for name, limit in field.get("constraints", {}).items():
        if name not in {"required", "unique"}:
            yield _constraint(cell, kind, name, limit)


def _constraint(cell: str, kind: str, name: str, limit: Any) -> str:
    if name == "enum" and kind == _TEXT and all(isinstance(v, str) for v in limit) and limit:
        return f"{cell} IN ({', '.join(literal(v) for v in limit)})"
    if name == "pattern" and kind == _TEXT and _PLAIN_PATTERN.fullmatch(limit):
        return f"regexp_full_match({cell}, {literal(f'(?:{limit})')})"
    if name in _LENGTHS and kind == _TEXT and type(limit) is int:
        return f"length({cell}) {_LENGTHS[name]} {limit}"
    if name in _LIMITS and kind in {"number", "integer", "year"}:
        return _limit(cell, name, limit)
    raise _UndecidedError


def _limit(cell: str, name: str, limit: Any) -> str:
    text = str(limit)
    short = type(limit) in {int, float} and len(text) <= _EXACT_DIGITS
    if not short or not re.fullmatch(_FORMS["number"], text):
        raise _UndecidedError
    value = f"try_cast({cell} AS DOUBLE)"
    return (
        f"coalesce({value} {_LIMITS[name]} {text}"
        f" OR ({value} = {text} AND length({cell}) <= {_EXACT_DIGITS}), false)"
    )


def _keys(resource: Resource) -> Iterator[str]:
    """Doubles in unique columns and in the primary key, by a hash of 64 bits: none means none."""
    kinds = {f["name"]: (n, f.get("type", _TEXT)) for n, f in enumerate(resource.schema["fields"])}
    for field in resource.schema["fields"]:
        if field.get("constraints", {}).get("unique"):
            cell = _key_cell(*kinds[field["name"]])
            yield f"count({cell}) - count(DISTINCT hash({cell})) FILTER (WHERE {cell} IS NOT NULL)"
    if resource.primary_key:
        if not set(resource.primary_key) <= set(kinds):
            raise _UndecidedError
        cells = [_key_cell(*kinds[name]) for name in resource.primary_key]
        yield f"count(*) - count(DISTINCT hash({', '.join(cells)}))"
        yield f"count(*) FILTER (WHERE coalesce({', '.join(cells)}) IS NULL)"


def _key_cell(number: int, kind: str) -> str:
    if kind == "number":
        # 1.0 and 1.00 are one key.
        raise _UndecidedError
    return f"c{number}"
