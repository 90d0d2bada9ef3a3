# Tables of packages of other profiles come in many forms. They are taken apart here, with Python's
# reader and what the dialect says; frictionless is then given rows and never a file or an address,
# so what it would guess, follow or fetch does not matter, and every row knows its physical line.
"""Reading tables as their dialects say, and holding them to their own schemas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from silkline.marks import relative, show
from silkline.model import Package, Resource, Row, Table, Writing
from silkline.problems import Location, Problem, SilklineError

if TYPE_CHECKING:
    from pathlib import Path

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A row with its place: file, or descriptor where the rows stand there, and physical line."""

    path: str
    line: int
    cells: tuple[Any, ...]
    """Text; of rows in a descriptor other values too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A table as it is written."""

    path: str
    header: Cells
    header_line: int
    records: tuple[Record, ...]


def read_foreign(package: Package, resource: Resource, root: Path) -> Table:
    """A table as text with the columns of its header. Raises SilklineError."""
    found = read_as_written(package, resource, root)
    names = column_names(found.header, resource)
    rows = (
        Row(cells=dict(zip(names, _padded(r.cells, len(names)), strict=True)), line=r.line)
        for r in found.records
    )
    return Table(
        package=package.name,
        resource=resource.name,
        path=found.path,
        header=names,
        rows=tuple(rows),
    )


def read_as_written(package: Package, resource: Resource, root: Path) -> Read:
    """The records of a table by its dialect. Raises SilklineError."""
    writing = resource.writing or Writing(paths=(resource.path,))
    if writing.data is not None:
        return _inline(package, resource, writing.data)
    first = relative(package.folder / writing.paths[0], root)
    records: list[Record] = []
    for path in writing.paths:
        file = package.folder / path
        name = relative(file, root)
        found = list(_records(_text(file, name, writing.encoding), name, writing.dialect))
        while found and not any(found[-1].cells):
            found.pop()
        # Files that are parts of one table may each repeat its header.
        repeated = records and found and found[0].cells == records[0].cells
        records += found[1:] if repeated and writing.dialect.get("header", True) else found
    return _with_header(first, records, resource, writing.dialect)


def column_names(header: Sequence[str], resource: Resource) -> Cells:
    """Names of the columns, each once: those of the header, else those of the schema."""
    given = header or tuple(f.name for f in resource.fields)
    names: list[str] = []
    for number, name in enumerate(given, start=1):
        plain = name or f"field{number}"
        names.append(plain if plain not in names else f"{plain}_{number}")
    return tuple(names)


def without_missing(resource: Resource, table: Table) -> Table:
    """The table with empty cells where its schema says that a text stands for no value."""
    declared = {f.get("name"): f for f in resource.schema.get("fields", ())}
    whole = missing_values(resource.schema)
    missing = {
        name: frozenset(missing_values(field) if "missingValues" in field else whole)
        for name in table.header
        if (field := declared.get(name, {})) is not None
    }
    rows = (
        replace(row, cells={n: "" if c in missing[n] else c for n, c in row.cells.items()})
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def missing_values(schema: Mapping[str, Any]) -> list[str]:
    """What a cell may hold that has no value, by a schema or a field."""
    given = schema.get("missingValues", [""])
    values = given if isinstance(given, list) else [""]
    return [str(v.get("value", "")) if isinstance(v, dict) else str(v) for v in values]


def _padded(cells: Sequence[Any], width: int) -> list[str]:
    shown = [_as_text(cell) for cell in cells[:width]]
    return shown + [""] * (width - len(shown))


def _as_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    return "" if cell is None else json.dumps(cell, ensure_ascii=False)


# --- Files ---


def _text(file: Path, name: str, encoding: str) -> str:
    where = Location(path=name)
    plain = encoding.lower().replace("_", "-")
    try:
        return file.read_bytes().decode("utf-8-sig" if plain in {"utf-8", "utf8"} else encoding)
    except UnicodeDecodeError as error:
        message = f"byte 0x{error.object[error.start]:02X} is not {encoding} text"
        line = error.object.count(b"\n", 0, error.start) + 1
        where = Location(path=name, line=line)
        hint = 'say how the file is encoded, such as "encoding": "windows-1252".'
    except (LookupError, UnicodeError):
        message, hint = f"the encoding {show(encoding)} is not known", "save the file as UTF-8."
    raise SilklineError(Problem(where=where, code="TB002", message=message, hint=hint))


def _records(text: str, name: str, dialect: Mapping[str, Any]) -> Iterator[Record]:
    """Every record with its line, comments left out."""
    comment = str(dialect.get("commentChar") or "")
    line = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), **_controls(dialect))
        for cells in reader:
            if not (comment and cells and cells[0].startswith(comment)):
                yield Record(name, line, tuple(cells))
            line = reader.line_num + 1
    except (csv.Error, TypeError) as error:
        message = f"the table cannot be taken apart: {error}"
        hint = "look for a quotation mark that is never closed, and at the dialect."
        where = Location(path=name, line=line)
        raise SilklineError(
            Problem(where=where, code="TB012", message=message, hint=hint)
        ) from None


def _controls(dialect: Mapping[str, Any]) -> dict[str, Any]:
    quote = dialect.get("quoteChar", '"')
    return {
        "delimiter": dialect.get("delimiter", ","),
        "quotechar": quote or None,
        "quoting": csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        "doublequote": bool(dialect.get("doubleQuote", not dialect.get("escapeChar"))),
        "escapechar": dialect.get("escapeChar"),
        "skipinitialspace": bool(dialect.get("skipInitialSpace", False)),
    }


def _with_header(
    path: str, records: list[Record], resource: Resource, dialect: Mapping[str, Any]
) -> Read:
    left_out = set(_numbers(dialect.get("commentRows")))
    wanted = _numbers(dialect.get("headerRows", [1])) if dialect.get("header", True) else []
    heads = [n for n in wanted if 0 < n <= len(records)]
    last = max(heads, default=0)
    body = tuple(r for n, r in enumerate(records, start=1) if n > last and n not in left_out)
    if not heads:
        width = max((len(r.cells) for r in body), default=0)
        names = tuple(f.name for f in resource.fields)
        header = names or tuple(f"field{n}" for n in range(1, width + 1))
        return Read(path=path, header=header, header_line=0, records=body)
    rows = [records[n - 1] for n in heads]
    columns = range(max(len(row.cells) for row in rows))
    joined = str(dialect.get("headerJoin", " "))
    header = tuple(
        joined.join(r.cells[n] for r in rows if n < len(r.cells) and r.cells[n]) for n in columns
    )
    return Read(path=path, header=header, header_line=rows[0].line, records=body)


def _numbers(given: object) -> list[int]:
    return [n for n in given if isinstance(n, int)] if isinstance(given, list) else []


# --- Rows in a descriptor ---


def _inline(package: Package, resource: Resource, data: list[Any]) -> Read:
    path, line = package.where.path, resource.where.line
    if isinstance(data[0], dict):
        header = tuple(dict.fromkeys(str(key) for row in data for key in row))
        rows = [tuple(row.get(key) for key in header) for row in data]
    else:
        header = tuple(_as_text(cell) for cell in data[0])
        rows = [tuple(row) for row in data[1:]]
    records = tuple(Record(path, line, row) for row in rows)
    return Read(path=path, header=header, header_line=line, records=records)
