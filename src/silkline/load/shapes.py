# What a descriptor holds where it ought to hold something else is told once, by the rules; those
# who build from it afterwards need plain answers and no second opinion.
"""Members of JSON values, as far as they have the kind that is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def items(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def member(value: object, name: str) -> str:
    """A member that is text, else the empty text."""
    found = mapping(value).get(name)
    return found if isinstance(found, str) else ""


def references(value: object, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where "$ref" stands, at any depth, below a place."""
    members = value.items() if isinstance(value, dict) else enumerate(items(value))
    for key, child in members:
        if key == "$ref":
            yield (*at, key)
        yield from references(child, (*at, key))
