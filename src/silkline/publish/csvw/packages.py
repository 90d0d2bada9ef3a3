# Made from the schema that the package's authors wrote. Keys that lead to another table are told
# where that table has them as its own key; keys that lead out of the package cannot be told.
"""Descriptions of the tables of packages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from silkline import addresses
from silkline.metadata import (
    Column,
    CsvTable,
    ForeignKey,
    Told,
    Words,
    describe_package,
    group_bytes,
    number_type,
    site_of,
)
from silkline.model import Artifact, Dataset, Package, Resource

if TYPE_CHECKING:
    from silkline.config import Config

_TYPES: Final = {"integer": "integer", "date": "date"}
"""Types by those of Table Schema; numbers are looked at, all others are text."""


def package_csvw(dataset: Dataset, package: Package, config: Config) -> Iterator[Artifact]:
    """The description of the tables of a package, in each folder that holds some.

    None for packages of other profiles: their tables may be written in ways that it cannot tell.
    """
    known = describe_package(dataset, package, {})
    ours = [r for r in package.resources if r.writing is None]
    for folder in dict.fromkeys(posixpath.dirname(r.path) for r in ours):
        see = posixpath.relpath("datapackage.json", folder or ".")
        tables = [_table(dataset, package, r, folder) for r in ours]
        yield Artifact(
            uri=addresses.package_tables(package.name, folder),
            content=group_bytes(site_of(config), Told.of(known, see=(see,)), tables),
        )


def _table(dataset: Dataset, package: Package, resource: Resource, folder: str) -> CsvTable:
    return CsvTable(
        url=_url(resource, folder),
        title=Words(en=resource.title or resource.name),
        description=Words(en=resource.description),
        columns=tuple(_columns(dataset, package, resource)),
        key=resource.primary_key,
        foreign=tuple(_foreign(package, resource, folder)),
    )


def _url(resource: Resource, folder: str) -> str:
    return addresses.relative(f"{folder}/" if folder else "", resource.path).removeprefix("./")


def _columns(dataset: Dataset, package: Package, resource: Resource) -> Iterator[Column]:
    missing = _missing(resource.schema)
    described: Mapping[str, Any] = {f["name"]: f for f in resource.schema.get("fields", ())}
    table = dataset.tables[package.name, resource.name]
    for field in resource.fields:
        limits = described.get(field.name, {}).get("constraints", {})
        base = _TYPES.get(field.type, "string")
        if field.type == "number":
            cells = table.column(field.name)
            base = number_type(cell for cell in cells if cell not in missing)
        yield Column(
            name=field.name,
            title=Words(en=field.title),
            meaning=Words(en=field.description),
            base=base,
            limits=_limits(limits, base),
            required=limits.get("required") is True,
            missing=missing,
        )


def _missing(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Texts of cells that say that there is nothing; some have a label."""
    listed = schema.get("missingValues", [""])
    return tuple(v["value"] if isinstance(v, Mapping) else v for v in listed)


def _limits(limits: Mapping[str, Any], base: str) -> dict[str, Any]:
    if base == "string":
        words = "|".join(re.escape(str(word)) for word in limits.get("enum", ()))
        return {"format": limits.get("pattern") or words}
    if base in {"integer", "decimal"}:
        return {name: limits.get(name) for name in ("minimum", "maximum")}
    return {}


def _foreign(package: Package, resource: Resource, folder: str) -> Iterator[ForeignKey]:
    for key in resource.schema.get("foreignKeys", ()):
        reference = key.get("reference", {})
        name = reference.get("resource") or resource.name
        known = None if reference.get("package") else package.resource(name)
        targets = _listed(reference.get("fields"))
        if known is not None and targets == known.primary_key:
            yield ForeignKey(
                columns=_listed(key.get("fields")), url=_url(known, folder), targets=targets
            )


def _listed(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(x for x in found if isinstance(x, str))
