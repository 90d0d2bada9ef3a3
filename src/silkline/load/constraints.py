# A rule that no program enforces is worse than none, because its author trusts it. The validator
# passes over constraints that it does not know, or that do not go with the type; here they are
# refused, with the name that may have been meant.
"""Rules for the constraints and categories of a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from silkline.marks import Marked, show, suggest
from silkline.problems import Problem

At = tuple[str | int, ...]

_REPEATED_GROUP: Final = re.compile(r"\)[*+{]")
_SAFE_GROUP: Final = re.compile(
    r"\(([-_ /:,])\[(?:a-z|A-Z|0-9)+\](?:[+*]|\{[0-9]+(?:,[0-9]*)?\})?(\x00[-_ /:,])?\)\*"
)
"""A group that may be repeated: a separator, then characters that cannot be the separator."""
_MAX_PATTERN: Final = 200
_RANGE: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_ALWAYS: Final = ("required", "unique", "enum")
_BY_TYPE: Final[Mapping[str, tuple[str, ...]]] = {
    "string": (*_ALWAYS, "minLength", "maxLength", "pattern"),
    "number": (*_ALWAYS, *_RANGE),
    "integer": (*_ALWAYS, *_RANGE),
    "year": (*_ALWAYS, *_RANGE),
    "date": (*_ALWAYS, *_RANGE),
    "boolean": _ALWAYS,
}
"""Constraints that the validator enforces for each type."""
_FIELD: Final = (
    *("name", "title", "description", "type", "format", "constraints", "example", "codelist"),
    *("rdfType", "categories", "categoriesOrdered", "missingValues"),
)
_CATEGORISED: Final = ("string", "integer")


def check_rules(marked: Marked, at: At, field: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything that a column's rules ask for and nobody would enforce."""
    yield from _check_names(marked, at, field)
    yield from _check_categories(marked, at, field)
    constraints, kind = field.get("constraints", {}), field.get("type", "string")
    at = (*at, "constraints")
    if not isinstance(constraints, dict):
        yield marked.problem("DP017", '"constraints" must be an object', *at)
        return
    for name, value in constraints.items():
        if name not in _BY_TYPE.get(str(kind), (name,)):
            yield _unknown(marked, (*at, name), name, str(kind))
        elif name == "pattern":
            yield from check_pattern(marked, (*at, name), value)
        elif fault := _value_fault(name, str(kind), value):
            message = f'"{name}" must be {fault}'
            yield marked.problem("DP017", message, *at, name)


def _check_names(marked: Marked, at: At, field: Mapping[str, Any]) -> Iterator[Problem]:
    """A property that only looks like one of the standard's is a slip of the pen."""
    for name in field:
        hint = "" if name in _FIELD else suggest(name, _FIELD)
        if hint:
            message = f"the property {show(name)} of a column means nothing"
            yield marked.problem("DP017", message, *at, name, hint=hint, key=True)


def _unknown(marked: Marked, at: At, name: str, kind: str) -> Problem:
    known = _BY_TYPE[kind]
    everywhere = {n for names in _BY_TYPE.values() for n in names}
    if name in everywhere:
        message = f'a column of type {kind} cannot have the constraint "{name}"'
        hint = f"it can have {', '.join(known)}."
    else:
        message = f"the constraint {show(name)} is not known, so nobody would enforce it"
        hint = suggest(name, known) or f"a column of type {kind} can have {', '.join(known)}."
    return marked.problem("DP017", message, *at, hint=hint, key=True)


# --- Values ---


def _value_fault(name: str, kind: str, value: object) -> str:
    """What a constraint's value must be, in words; empty where it is."""
    if name in {"required", "unique"}:
        return "" if isinstance(value, bool) else "true or false"
    if name in {"minLength", "maxLength"}:
        return "" if type(value) is int and value >= 0 else "a whole number from 0 on"
    if name == "enum":
        listed = isinstance(value, list) and value and all(_is_scalar(v) for v in value)
        return "" if listed else "a list of values"
    words, test = _LIMITS[kind]
    return "" if test(value) else words


def _is_scalar(value: object) -> bool:
    return isinstance(value, (str, int, float))


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


_LIMITS: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "number": ("a number", lambda v: type(v) in {int, float}),
    "integer": ("a whole number", lambda v: type(v) is int),
    "year": ("a year, such as 1990", lambda v: type(v) is int),
    "date": ('a date, such as "2024-03-31"', _is_date),
}


# --- Patterns ---


def check_pattern(marked: Marked, at: At, pattern: object) -> Iterator[Problem]:
    """A pattern that no hostile cell can make run for ever."""
    fault = _pattern_fault(pattern)
    if fault:
        hint = "write a simpler pattern, such as [a-z0-9-]+."
        message = f"the pattern {show(pattern)} {fault}"
        yield marked.problem("DP018", message, *at, hint=hint)


def _pattern_fault(pattern: object) -> str:
    """A repeated group can take longer than the age of the world on a hostile cell."""
    if not isinstance(pattern, str) or len(pattern) > _MAX_PATTERN:
        return f"is not a text of at most {_MAX_PATTERN} characters"
    if _REPEATED_GROUP.search(_without_safe_groups(pattern)):
        return "repeats a group, which can take for ever"
    try:
        re.compile(f"(?:{pattern})")
    except (re.error, RecursionError, OverflowError):
        return "is not a regular expression"
    return ""


def _without_safe_groups(pattern: str) -> str:
    """The pattern with `(-[a-z]+)*` and the like, innermost first, reduced to their separator."""
    while True:
        shorter = _SAFE_GROUP.sub(_reduced, pattern)
        if shorter == pattern:
            return pattern
        pattern = shorter


def _reduced(group: re.Match[str]) -> str:
    separator, inner = f"\0{group[1]}", group[2]
    return group[0] if inner == separator else separator


# --- Categories ---


def _check_categories(marked: Marked, at: At, field: Mapping[str, Any]) -> Iterator[Problem]:
    if "categories" not in field:
        return
    kind, given = field.get("type", "string"), field["categories"]
    if kind not in _CATEGORISED:
        message = f"a column of type {kind} cannot have categories"
        yield marked.problem("DP017", message, *at, "categories", key=True)
    elif not isinstance(given, list) or not given or not all(_is_category(c) for c in given):
        hint = 'write ["a", "b"] or [{"value": 1, "label": "one"}].'
        message = '"categories" must be a list of values, or of objects with a value'
        yield marked.problem("DP017", message, *at, "categories", hint=hint)


def _is_category(category: object) -> bool:
    value = category.get("value") if isinstance(category, dict) else category
    return isinstance(value, (str, int)) and not isinstance(value, bool)
