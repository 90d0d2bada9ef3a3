# Rules that hold for every table of every package, whatever it is about.
"""House rules for cells, rows and the keys between tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from silkline.checks.subject import Rule, Subject, unknown
from silkline.marks import show, suggest
from silkline.model import Resource, Row
from silkline.problems import Problem, Severity


def spaces_at_the_ends(subject: Subject) -> Iterator[Problem]:
    """A cell that begins or ends with a space is another code to every program."""
    for name, table in subject.tables.items():
        for column in table.header:
            for row, cell in subject.odd(name, column, lambda cell: cell != cell.strip()):
                end = "begins" if cell != cell.lstrip() else "ends"
                message = f"'{column}' is {show(cell)}, which {end} with a space"
                hint = "remove the space."
                yield subject.problem(name, row, column, "TB015", message, hint=hint)


def codes_in_their_lists(subject: Subject) -> Iterator[Problem]:
    """A column with a code list may hold only codes of that list."""
    for resource in subject.package.resources:
        for column, codelist in ((f.name, f.codelist) for f in resource.fields if f.codelist):
            listed = subject.codelists.get(codelist)
            if listed is not None:
                known = frozenset(code.strip() for code in listed)
                yield from _unlisted(subject, resource, column, codelist, known)


def _unlisted(
    subject: Subject, resource: Resource, column: str, codelist: str, known: frozenset[str]
) -> Iterator[Problem]:
    allowed = known | {""}
    for row, cell in subject.odd(resource.name, column, lambda cell: cell.strip() not in allowed):
        what = f"which is not in the code list {codelist}"
        message, hint = unknown(column, cell.strip(), what, known)
        hint = hint or f"use a code of {codelist}, or add this one to the reference package."
        yield subject.problem(resource.name, row, column, "TB017", message, hint=hint)


def rows_sorted_by_key(subject: Subject) -> Iterator[Problem]:
    """Sorted rows make a change show as the lines that changed; told once for each table."""
    for resource in subject.package.resources:
        keys = subject.keys(resource.name, resource.primary_key)
        if keys == sorted(keys):
            continue  # as nearly all are
        for (before, after), row in zip(
            itertools.pairwise(keys), subject.rows(resource.name)[1:], strict=True
        ):
            if after < before:
                message = "this row comes before the one above it in the order of the key"
                columns = ", ".join(resource.primary_key)
                hint = f"sort the rows by {columns}, as plain text."
                yield subject.problem(resource.name, row, "", "TB008", message, hint=hint)
                break


def tables_with_rows(subject: Subject) -> Iterator[Problem]:
    """A table without rows checks nothing and shows nothing."""
    for name, table in subject.tables.items():
        if not table.rows:
            header = Row(cells={}, line=1)
            hint = "add rows, or remove the table from the descriptor."
            message = "the table has a header and no rows"
            yield subject.problem(
                name, header, "", "TB016", message, hint=hint, severity=Severity.WARNING
            )


def keys_to_other_tables(subject: Subject) -> Iterator[Problem]:
    """Foreign keys of the schemas: what a row points to must be in the same package."""
    for resource in subject.package.resources:
        declared = resource.schema.get("foreignKeys", [])
        for key in declared if isinstance(declared, list) else []:
            yield from _dangling(subject, resource, key)


def unique_keys(subject: Subject) -> Iterator[Problem]:
    """Keys beside the primary one; rows in which all their cells are empty do not count."""
    for resource in subject.package.resources:
        for key in resource.schema.get("uniqueKeys", []):
            yield from _repeated(subject, resource, tuple(_names(key)))


def values_in_their_categories(subject: Subject) -> Iterator[Problem]:
    """A column with categories may hold only their values."""
    for resource in subject.package.resources:
        for field in resource.schema.get("fields", []):
            given = field.get("categories", ())
            known = [str(c["value"] if isinstance(c, Mapping) else c) for c in given]
            if known:
                yield from _of_no_category(subject, resource, field["name"], known)


def _of_no_category(
    subject: Subject, resource: Resource, column: str, known: Sequence[str]
) -> Iterator[Problem]:
    for row, cell in subject.odd(resource.name, column, lambda cell: cell not in ("", *known)):
        message = f"'{column}' is {show(cell)}, not one of {', '.join(known)}"
        hint = suggest(cell, known)
        yield subject.problem(resource.name, row, column, "TB006", message, hint=hint)


def _repeated(subject: Subject, resource: Resource, columns: tuple[str, ...]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    keys = subject.keys(resource.name, columns)
    for row, key in zip(subject.rows(resource.name), keys, strict=True):
        if not any(key):
            continue
        if key in first:
            message = f"the key {show(', '.join(key))} is on line {first[key]} already"
            hint = (
                f"no two rows may agree in {', '.join(columns)}; "
                "remove one of the two or tell them apart."
            )
            yield subject.problem(resource.name, row, "", "TB007", message, hint=hint)
        else:
            first[key] = row.line


def _dangling(subject: Subject, resource: Resource, key: Any) -> Iterator[Problem]:
    reference = key.get("reference") if isinstance(key, Mapping) else None
    if not isinstance(reference, Mapping):
        return
    target = str(reference.get("resource") or resource.name)
    own, other = _names(key.get("fields")), _names(reference.get("fields"))
    if target not in subject.tables or len(own) != len(other) or not own:
        return
    known = frozenset(subject.keys(target, other))
    keys = subject.keys(resource.name, own)
    dangling = {value for value in frozenset(keys) - known if any(value)}
    for row, value in zip(subject.rows(resource.name), keys, strict=True) if dangling else ():
        if value in dangling:
            what = f"which is not in the table {target}"
            near = frozenset(k[0] for k in known)
            message, hint = unknown(", ".join(own), ", ".join(value), what, near)
            hint = hint or f"add the row to {target}, or mend the spelling."
            yield subject.problem(resource.name, row, own[0], "TB018", message, hint=hint)


def _names(fields: object) -> list[str]:
    names = [fields] if isinstance(fields, str) else fields
    return [n for n in names if isinstance(n, str)] if isinstance(names, list) else []


BY_SCHEMA: tuple[Rule, ...] = (keys_to_other_tables, unique_keys, values_in_their_categories)
"""What a schema says and its validator does not look at; holds for packages of any profile."""

RULES: tuple[Rule, ...] = (
    spaces_at_the_ends,
    codes_in_their_lists,
    rows_sorted_by_key,
    tables_with_rows,
    *BY_SCHEMA,
)
