# The words for what is wrong are those that tables of our own get; only what a cell ought to look
# like is the schema's affair, which may allow other forms than ours does.
"""Holding tables of packages of other profiles to their schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from silkline.marks import show
from silkline.model import Package, Resource
from silkline.problems import Location, Problem, Problems, SilklineError
from silkline.tabular.foreign import Read, missing_values, read_as_written

if TYPE_CHECKING:
    from pathlib import Path

MAX_PROBLEMS: Final = 10_000
"""Findings of one table after which the validator stops counting."""
_STOPPED: Final = (
    *(ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
"""What else the validator may end with where a schema asks for what cannot be: a limit of null."""
_LABELS: Final = ("label", "header")
_SPACES: Final = re.compile(r"\s+")
_TYPE: Final = re.compile(r'type is "([a-z]+)/(.*)"')
_RULE: Final = re.compile(r'constraint "(\w+)" is "(.*)"')
_POSITION: Final = re.compile(r"position (\d+)")


def examine_foreign(package: Package, resource: Resource, root: Path) -> Problems:
    """Everything that is wrong with a table by its own schema."""
    from frictionless import FrictionlessException

    try:
        read = read_as_written(package, resource, root)
    except SilklineError as error:
        return error.problems
    if not resource.schema:
        return ()
    try:
        return tuple(sorted(_problems(resource, read)))
    except (FrictionlessException, *_STOPPED) as error:
        message = f"the table cannot be checked: {_said(error)}"
        where = resource.where
        return (Problem(where=where, code="TB019", message=message, hint="mend the schema."),)


def _problems(resource: Resource, read: Read) -> Iterator[Problem]:
    from frictionless import Checklist, Schema
    from frictionless.resources import TableResource

    rows = [list(read.header), *(list(r.cells) for r in read.records)]
    if not read.records:
        return
    table = TableResource(
        name="table",
        data=rows,
        schema=Schema.from_descriptor(_without_keys(resource.schema)),
    )
    report = table.validate(Checklist(), limit_errors=MAX_PROBLEMS)
    errors = [*(e for task in report.tasks for e in task.errors), *report.errors]
    # Under a header that does not fit every cell is wrong, and a wrong cell gives no key.
    if heads := [e for e in errors if _is_label(e)]:
        errors = heads
    wrong = {_row(e) for e in errors if e.type != "primary-key"}
    for error in errors:
        no_key = error.type == "primary-key" and not _POSITION.search(error.note)
        if not (no_key and _row(error) in wrong):
            yield _told(error, read)


def _is_label(error: Any) -> bool:
    kind = str(error.type)
    return any(word in kind for word in _LABELS)


def _row(error: Any) -> int:
    return int(getattr(error, "row_number", 0) or 0)


def _without_keys(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Keys to other tables are followed elsewhere; labels of missing values are for people."""
    plain = {k: v for k, v in schema.items() if k not in {"foreignKeys", "$schema", "uniqueKeys"}}
    match = schema.get("fieldsMatch", "exact")
    plain["fieldsMatch"] = match[0] if isinstance(match, list) and match else match
    plain["missingValues"] = missing_values(schema)
    return plain


def _told(error: Any, read: Read) -> Problem:
    index = _row(error) - 2
    known = 0 <= index < len(read.records)
    path = read.records[index].path if known else read.path
    line = read.records[index].line if known else read.header_line
    name = getattr(error, "field_name", "") or ""
    column = getattr(error, "field_number", 0) or 0
    code, message, hint = _worded(error, name, read)
    where = Location(path=path, line=line, column=column, field=name)
    return Problem(where=where, code=code, message=message, hint=hint)


def _worded(error: Any, name: str, read: Read) -> tuple[str, str, str]:
    """Code, message and hint of what the validator found."""
    cell = getattr(error, "cell", "")
    shown = f"'{name}' is {show(cell if isinstance(cell, str) else str(cell))[:200]}"
    kind, note = error.type, _said(error)
    if kind == "type-error":
        return "TB004", f"{shown}, {_type(note)}", "mend the cell, or the type in the schema."
    if kind == "constraint-error":
        rule = _RULE.fullmatch(note)
        told = f"against the rule {rule[1]}: {rule[2]}" if rule else note
        return "TB006", f"{shown}, {told}", "mend the cell, or the rule in the schema."
    if kind in {"unique-error", "primary-key"}:
        return "TB007", *_twice(error, note, read)
    if kind in _ROWS:
        return _ROWS[kind]
    return _worded_header(error, name, note)


_QUOTING: Final = "look for a cell that holds the delimiter and is not quoted."
_ROWS: Final = {
    "extra-cell": ("TB010", "this row has more cells than the table has columns", _QUOTING),
    "missing-cell": ("TB010", "this row has fewer cells than the table has columns", _QUOTING),
    "blank-row": ("TB011", "no cell of this row has a value", "remove the row."),
}
_HEADS: Final = {
    "missing-label": "the header lacks a column",
    "extra-label": "the header has a column that is not in the schema",
    "blank-label": "the header has a column without a name",
    "duplicate-label": "the header has a column twice",
}


def _worded_header(error: Any, name: str, note: str) -> tuple[str, str, str]:
    label = getattr(error, "label", "") or name
    if error.type == "incorrect-label":
        message = f"the column {show(label)} stands where the schema has {show(name)}"
    elif error.type in _HEADS:
        message = f"{_HEADS[error.type]}: {show(label)}"
    else:
        message = f"the table cannot be checked: {note}"
        return "TB019", message, "mend the table, or the schema."
    hint = "give the columns of the file the names of the fields, in their order."
    return "TB009", message, hint


def _type(note: str) -> str:
    found = _TYPE.fullmatch(note)
    if not found:
        return f"which does not fit: {note}"
    form = "" if found[2] == "default" else f" in the format {found[2]}"
    return f"not of the type {found[1]}{form}"


def _twice(error: Any, note: str, read: Read) -> tuple[str, str]:
    place = _POSITION.search(note)
    if not place:
        return "the cells of the key are empty", "fill them, or take the key out of the schema."
    first = read.records[int(place[1]) - 2].line
    what = f"'{error.field_name}'" if error.type == "unique-error" else "the key"
    return f"{what} is the same as on line {first}", "remove one of the two, or tell them apart."


def _said(error: Any) -> str:
    """What the validator noted, on one line; it may repeat a whole cell."""
    inner = getattr(error, "error", error)
    text = getattr(inner, "note", "") or getattr(inner, "title", "") or str(inner)
    return _SPACES.sub(" ", str(text)).strip()[:300] or type(error).__name__
