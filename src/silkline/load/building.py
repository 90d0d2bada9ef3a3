# Packages of our profiles and of others say who made them and under which terms in the same words.
"""Pieces of a `Package` from a descriptor in which nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from silkline.cache import digest, digest_file
from silkline.load.shapes import items, mapping, member
from silkline.model import Contributor, Digest, Field, License

DESCRIPTOR: Final = "datapackage.json"


def field_of(value: Mapping[str, Any]) -> Field:
    """A column as its schema declares it."""
    return Field(
        name=value["name"],
        type=member(value, "type") or "string",
        title=member(value, "title"),
        description=member(value, "description"),
        codelist=member(value, "codelist"),
    )


def license_of(value: object) -> License:
    """Terms of use; whatever names them stands in for a title."""
    name, title, path = (member(value, k) for k in ("name", "title", "path"))
    return License(name=name or title or path, title=title or name or path, path=path)


def contributor_of(value: object) -> Contributor:
    """A person or organisation; version 2 may give a name in two parts."""
    roles = items(mapping(value).get("roles")) or [member(value, "role")]
    parts = (member(value, k) for k in ("givenName", "familyName"))
    whole = " ".join(filter(None, parts))
    return Contributor(
        title=member(value, "title") or whole or member(value, "organization"),
        roles=tuple(r for r in roles if isinstance(r, str) and r),
    )


def keywords_of(descriptor: Mapping[str, Any]) -> tuple[str, ...]:
    """Words that find a package."""
    return tuple(k for k in items(descriptor.get("keywords")) if isinstance(k, str))


def key_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Columns of the primary key, which may be written as one name."""
    key = schema.get("primaryKey", [])
    return (key,) if isinstance(key, str) else tuple(items(key))


def package_digest(folder: Path, parts: Iterable[tuple[str, Digest]]) -> Digest:
    """Of the descriptor and of all that it names, by name and content."""
    known = sorted([(DESCRIPTOR, digest_file(folder / DESCRIPTOR)), *parts])
    return digest(*(part.encode() for pair in known for part in pair))
