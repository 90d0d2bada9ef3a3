# The tables that a descriptor declares: their names, files and schemas. A table that the validator
# would not see as a table is refused, because it would pass without a single cell looked at.
"""Rules for the `resources` of a descriptor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from silkline.load.constraints import check_rules
from silkline.load.files import check_file, path_fault
from silkline.load.words import SLUG
from silkline.marks import Marked, show, suggest
from silkline.problems import Problem

FIELD_TYPES: Final = ("string", "number", "integer", "boolean", "date", "year")
"""Table Schema types that columns may have."""

_FORBIDDEN: Final = {
    "extrapaths": "a table is one file.",
    "profile": "the type of a table says what it is.",
    "data": "write the rows to a CSV file.",
    "scheme": "tables are files in the package.",
    "compression": "store the table uncompressed.",
    "innerpath": "store the table uncompressed.",
    "hash": "it is computed when the package is published.",
    "bytes": "it is computed when the package is published.",
}
_FIXED: Final = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_DIALECT: Final = {"delimiter": ",", "header": True, "quoteChar": '"', "doubleQuote": True}
_LOOSE: Final = (
    "bareNumber",
    "groupChar",
    "decimalChar",
    "trueValues",
    "falseValues",
    "missingValues",
)
_NAME_RULE: Final = (
    "use small letters a to z, digits, underscores and hyphens, a letter or digit first."
)

Entry = tuple[int, Mapping[str, Any]]


def resources_of(marked: Marked) -> list[Entry]:
    """The resources that are objects, with their index."""
    value = marked.value.get("resources") if isinstance(marked.value, dict) else None
    items = value if isinstance(value, list) else []
    return [(i, r) for i, r in enumerate(items) if isinstance(r, dict)]


def check_resources(marked: Marked, folder: Path) -> Iterator[Problem]:
    """All rules for all tables of a descriptor."""
    yield from _check_objects(marked)
    yield from _check_names(marked)
    for index, resource in resources_of(marked):
        yield from _check_path(marked, index, resource, folder)
        for rule in _RULES:
            yield from rule(marked, index, resource)


def _check_objects(marked: Marked) -> Iterator[Problem]:
    value = marked.value.get("resources") if isinstance(marked.value, dict) else None
    for index, resource in enumerate(value if isinstance(value, list) else []):
        if not isinstance(resource, dict):
            hint = "describe the table here; a path to a description is not followed."
            yield marked.problem(
                "DP015", "a resource must be an object", "resources", index, hint=hint
            )


def _check_names(marked: Marked) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, resource in resources_of(marked):
        name = resource.get("name")
        at = ("resources", index, "name")
        if not isinstance(name, str) or not SLUG.fullmatch(name.replace("_", "-")):
            message = f"{show(name)} cannot be the name of a table"
            yield marked.problem("DP010", message, *at, hint=_NAME_RULE)
        elif name in seen:
            first = marked.where("resources", seen[name], "name").line
            message = f"two tables are called {show(name)}, the first on line {first}"
            yield marked.problem("DP010", message, *at, hint="give each table its own name.")
        else:
            seen[name] = index


def _check_path(
    marked: Marked, index: int, resource: Mapping[str, Any], folder: Path
) -> Iterator[Problem]:
    path = resource.get("path")
    at = ("resources", index, "path")
    if not isinstance(path, str):
        hint = 'name one file, such as "data/observations.csv"; lists of files are not read.'
        yield marked.problem("DP011", '"path" must be the path of one file', *at, hint=hint)
    elif not path.endswith(".csv") and not path_fault(path):
        hint = "save the table as CSV and end its name in .csv."
        yield marked.problem("DP013", f"{show(path)} is not a CSV file by its name", *at, hint=hint)
    else:
        yield from check_file(marked, at, path, folder, "data/observations.csv")


def _check_properties(marked: Marked, index: int, resource: Mapping[str, Any]) -> Iterator[Problem]:
    at = ("resources", index)
    for name, reason in _FORBIDDEN.items():
        if name in resource:
            message = f'"{name}" is not allowed in a resource'
            hint = f'remove "{name}": {reason}'
            yield marked.problem("DP016", message, *at, name, hint=hint, key=True)
    for name, only in _FIXED.items():
        if name in resource and str(resource[name]).casefold() != only:
            message = f'"{name}" is {show(resource[name])}, but only "{only}" is read'
            yield marked.problem("DP013", message, *at, name, hint=f'write "{name}": "{only}".')
    if resource.get("type") is None:
        hint = 'write "type": "table", or its cells would go unchecked.'
        yield marked.problem("DP013", 'the resource does not say "type"', *at, hint=hint)


def _check_dialect(marked: Marked, index: int, resource: Mapping[str, Any]) -> Iterator[Problem]:
    dialect = resource.get("dialect", {})
    if not isinstance(dialect, dict):
        hint = 'remove "dialect": tables have a header row and commas.'
        message = '"dialect" must be an object; files and addresses are not read'
        yield marked.problem("DP015", message, "resources", index, "dialect", hint=hint)
        return
    for name, value in dialect.items():
        if name != "$schema" and _DIALECT.get(name) != value:
            message = f'the dialect\'s "{name}" is {show(value)}, which is not read'
            hint = "save the table with a header row, commas and double quotes, and drop this."
            yield marked.problem("DP015", message, "resources", index, "dialect", name, hint=hint)


def _check_schema(marked: Marked, index: int, resource: Mapping[str, Any]) -> Iterator[Problem]:
    at = ("resources", index, "schema")
    schema = resource.get("schema")
    if not isinstance(schema, dict):
        hint = "write the schema out here: schemas in files or at addresses are not read."
        yield marked.problem("DP015", '"schema" must be an object', *at, hint=hint)
        return
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields:
        hint = "list every column with its name and type."
        yield marked.problem("DP017", "the schema lists no fields", *at, "fields", hint=hint)
        return
    if schema.get("missingValues", [""]) not in ([], [""]):
        hint = 'write "missingValues": [""]; only an empty cell is a missing value.'
        message = '"missingValues" may hold the empty text only'
        yield marked.problem("DP017", message, *at, "missingValues", hint=hint)
    for number, field in enumerate(fields):
        yield from _check_field(marked, (*at, "fields", number), field)
    yield from _check_columns(marked, at, schema, fields)


def _check_field(marked: Marked, at: tuple[str | int, ...], field: object) -> Iterator[Problem]:
    name = field.get("name") if isinstance(field, dict) else None
    if (
        not isinstance(field, dict)
        or not isinstance(name, str)
        or not name.isprintable()
        or not name
    ):
        yield marked.problem("DP017", "a field must be an object with a name", *at)
        return
    kind = field.get("type", "string")
    if kind not in FIELD_TYPES:
        hint = suggest(str(kind), FIELD_TYPES) or f"the types are {', '.join(FIELD_TYPES)}."
        yield marked.problem(
            "DP017", f"{show(kind)} is no type for a column", *at, "type", hint=hint
        )
    for loose in _LOOSE:
        if loose in field:
            message = f'"{loose}" would let cells of {show(name)} be read in two ways'
            hint = f'remove "{loose}" and write the cells plainly.'
            yield marked.problem("DP017", message, *at, loose, hint=hint, key=True)
    if field.get("format", "default") != "default":
        hint = 'remove "format"; dates are written 2024-03-31.'
        yield marked.problem(
            "DP017", f"the format of {show(name)} is not read", *at, "format", hint=hint
        )
    yield from check_rules(marked, at, field)


def _check_columns(
    marked: Marked, at: tuple[str | int, ...], schema: Mapping[str, Any], fields: list[Any]
) -> Iterator[Problem]:
    names = [f.get("name") for f in fields if isinstance(f, dict)]
    for number, name in enumerate(names):
        if name in names[:number]:
            message = f"two fields are called {show(name)}"
            yield marked.problem("DP017", message, *at, "fields", number, "name")
    yield from check_key(marked, (*at, "primaryKey"), schema.get("primaryKey", []), names)
    yield from _check_unique_keys(marked, (*at, "uniqueKeys"), schema, names)
    if schema.get("fieldsMatch", "exact") not in ("exact", ["exact"]):
        hint = 'remove "fieldsMatch": a table has the columns of its schema, in their order.'
        message = '"fieldsMatch" may only be "exact"'
        yield marked.problem("DP017", message, *at, "fieldsMatch", hint=hint)
    keys = schema.get("foreignKeys", [])
    for number, key in enumerate(keys if isinstance(keys, list) else [keys]):
        own = key.get("fields") if isinstance(key, dict) else None
        yield from check_key(marked, (*at, "foreignKeys", number, "fields"), own, names)


def _check_unique_keys(
    marked: Marked, at: tuple[str | int, ...], schema: Mapping[str, Any], names: list[Any]
) -> Iterator[Problem]:
    keys = schema.get("uniqueKeys", [])
    if not isinstance(keys, list):
        yield marked.problem("DP019", '"uniqueKeys" must be a list of keys', *at)
        return
    for number, key in enumerate(keys):
        yield from check_key(marked, (*at, number), key, names)


def check_key(
    marked: Marked, at: tuple[str | int, ...], key: object, names: list[Any]
) -> Iterator[Problem]:
    """A key that names columns that there are."""
    columns = [key] if isinstance(key, str) else key
    if not isinstance(columns, list) or not all(isinstance(c, str) for c in columns):
        yield marked.problem("DP019", "a key must be a list of column names", *at)
        return
    for column in columns:
        if column not in names:
            hint = suggest(column, [n for n in names if isinstance(n, str)])
            yield marked.problem(
                "DP019", f"the key names {show(column)}, which is no column", *at, hint=hint
            )


_RULES: Final[tuple[Callable[[Marked, int, Mapping[str, Any]], Iterator[Problem]], ...]] = (
    _check_properties,
    _check_dialect,
    _check_schema,
)
