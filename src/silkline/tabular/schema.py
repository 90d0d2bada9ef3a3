# Frictionless holds a table to its schema where the quick proof could not. It is given the file,
# the schema and every setting, so that it guesses nothing and fetches nothing; its report is turned
# into our problems, with the physical line instead of the record number and a hint made from the
# cell.
"""Running frictionless on one table, and telling its findings in our words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from silkline.marks import show, suggest
from silkline.model import Field, Package, Resource
from silkline.problems import Location, Problem, Problems
from silkline.tabular.foreign_schema import MAX_PROBLEMS, examine_foreign
from silkline.tabular.forms import is_well_formed, misformed
from silkline.tabular.proof import is_proven
from silkline.tabular.reading import Scan, scan_table, with_lines

_POSITION: Final = re.compile(r"position (\d+)")
_CONSTRAINT: Final = re.compile(r'constraint "(\w+)"')
_SHAPE: Final = frozenset({"blank-row", "extra-cell", "missing-cell"})


def validate_table(package: Package, resource: Resource, root: Path) -> Problems:
    """Everything that is wrong with one table by itself: its form, and its schema."""
    if resource.writing:
        return examine_foreign(package, resource, root)
    return () if is_proven(package, resource) else examine_table(package, resource, root)


def examine_table(package: Package, resource: Resource, root: Path) -> Problems:
    """The same the slow way, cell by cell with frictionless, which finds the words."""
    scan = scan_table(package, resource, root)
    if not scan.complete:
        return scan.problems
    telling = _Telling(resource, scan)
    misformed_cells = set(_misformed(resource, scan))
    places = {p.where for p in misformed_cells}
    found = set(misformed_cells)
    for error in _findings(package, resource):
        found |= {p for p in telling.told(error) if p.where not in places}
    # In a row with a cell too many every later cell is in the wrong column.
    ragged = {p.where.line for p in scan.problems if p.code == "TB010"}
    found = {p for p in found if p.where.line not in ragged} | {*scan.problems}
    return with_lines(found, scan.lines)


def _findings(package: Package, resource: Resource) -> list[Any]:
    # Sound tables are proved without it, and it takes longer to load than they do to prove.
    from frictionless import Checklist, Dialect, Schema, formats
    from frictionless.resources import TableResource

    table = TableResource(
        name=resource.name,
        path=resource.path,
        basepath=str(package.folder),
        scheme="file",
        format="csv",
        mediatype="text/csv",
        encoding="utf-8",
        dialect=Dialect(header=True, controls=[formats.CsvControl(delimiter=",", quote_char='"')]),
        schema=Schema.from_descriptor(_plain_schema(resource.schema)),
    )
    report = table.validate(Checklist(), limit_errors=MAX_PROBLEMS)
    return [error for task in report.tasks for error in task.errors] + list(report.errors)


def _plain_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema for the validator: no keys to other tables, no names it might follow."""
    fields = [_plain_field(f) for f in schema["fields"]]
    key = schema.get("primaryKey", [])
    return {"fields": fields, "primaryKey": key, "missingValues": [""]}


def _plain_field(field: Mapping[str, Any]) -> dict[str, Any]:
    constraints = dict(field.get("constraints", {}))
    if "pattern" in constraints:
        # The validator only writes ^ and $ around it, which misreads `a|b`.
        constraints["pattern"] = f"(?:{constraints['pattern']})"
    return {"name": field["name"], "type": field.get("type", "string"), "constraints": constraints}


def _misformed(resource: Resource, scan: Scan) -> Iterator[Problem]:
    typed = [(n, f) for n, f in enumerate(resource.fields) if f.type not in {"string", "any"}]
    for line, cells in scan.records:
        for index, field in typed:
            cell = cells[index] if index < len(cells) else ""
            if cell and not is_well_formed(field.type, cell):
                where = Location(path=scan.path, line=line, column=index + 1, field=field.name)
                yield misformed(field, cell, where)


class _Telling:
    """Turns findings of one table into problems."""

    def __init__(self, resource: Resource, scan: Scan) -> None:
        self.resource = resource
        self.scan = scan
        self.broken = {p.where.line for p in scan.problems}
        self.by_type: Mapping[str, Callable[[Any], Iterator[Problem]]] = {
            "type-error": self._type,
            "constraint-error": self._constraint,
            "unique-error": self._unique,
            "primary-key": self._key,
        }

    def told(self, error: Any) -> Iterator[Problem]:
        """A finding in our words; nothing where the reader has told the same already."""
        number = getattr(error, "row_number", 0) or 0
        if error.type in _SHAPE and self._line(number) in self.broken:
            return
        yield from self.by_type.get(error.type, self._other)(error)

    def _line(self, row_number: int) -> int:
        """Physical line of a record by the validator's count, in which the header is 1."""
        index = row_number - 2
        return self.scan.records[index][0] if 0 <= index < len(self.scan.records) else 0

    def _cell(self, error: Any) -> tuple[Field, str, Location]:
        column = error.field_number
        field = self.resource.fields[column - 1]
        line = self._line(error.row_number)
        where = Location(path=self.scan.path, line=line, column=column, field=field.name)
        index = error.row_number - 2
        cells = self.scan.records[index][1] if line else ()
        return field, cells[column - 1] if column <= len(cells) else "", where

    def _type(self, error: Any) -> Iterator[Problem]:
        field, cell, where = self._cell(error)
        yield misformed(field, cell, where)

    def _constraint(self, error: Any) -> Iterator[Problem]:
        field, cell, where = self._cell(error)
        match = _CONSTRAINT.search(error.note)
        name = match[1] if match else ""
        if name == "required":
            hint = f"fill it in: {field.description}" if field.description else "fill the cell."
            message = f"'{field.name}' is empty"
            yield Problem(where=where, code="TB005", message=message, hint=hint)
        else:
            limit = self._declared(field).get(name)
            fault, hint = _fault(name, limit, cell)
            message = f"'{field.name}' is {show(cell)}, {fault}"
            yield Problem(
                where=where, code="TB006", message=message, hint=hint or field.description
            )

    def _declared(self, field: Field) -> Mapping[str, Any]:
        fields = self.resource.schema["fields"]
        found: Mapping[str, Any] = next((f for f in fields if f["name"] == field.name), {})
        return dict(found.get("constraints", {}))

    def _unique(self, error: Any) -> Iterator[Problem]:
        field, cell, where = self._cell(error)
        message = f"'{field.name}' is {show(cell)} here and on line {self._first(error)}"
        hint = "each value may stand once; remove or rename one of the two."
        yield Problem(where=where, code="TB007", message=message, hint=hint)

    def _key(self, error: Any) -> Iterator[Problem]:
        first = self._first(error)
        if not first:
            # An empty key: the cells' own constraints say so with a column.
            return
        cells = dict(
            zip(self.scan.header, self.scan.records[error.row_number - 2][1], strict=False)
        )
        key = ", ".join(cells.get(k, "") for k in self.resource.primary_key)
        where = Location(path=self.scan.path, line=self._line(error.row_number))
        message = f"the key {show(key)} is on line {first} already"
        columns = ", ".join(self.resource.primary_key)
        hint = f"no two rows may agree in {columns}; remove one of the two or tell them apart."
        yield Problem(where=where, code="TB007", message=message, hint=hint)

    def _first(self, error: Any) -> int:
        match = _POSITION.search(error.note)
        return self._line(int(match[1])) if match else 0

    def _other(self, error: Any) -> Iterator[Problem]:
        line = self._line(getattr(error, "row_number", 0) or 0)
        message = f"the table cannot be checked: {error.note or error.title}"
        yield Problem(where=Location(path=self.scan.path, line=line), code="TB019", message=message)


def _fault(name: str, limit: Any, cell: str) -> tuple[str, str]:
    """What a constraint says of a cell, and a hint where the cell suggests one."""
    if name == "enum":
        choices = [str(c) for c in limit or ()]
        return f"not one of {', '.join(choices)}", suggest(cell, choices)
    words = {
        "pattern": "which does not have the right form",
        "minimum": f"less than {limit}",
        "maximum": f"more than {limit}",
        "minLength": f"shorter than {limit} characters",
        "maxLength": f"longer than {limit} characters",
    }
    return words.get(name, f"against the rule {name}"), ""
