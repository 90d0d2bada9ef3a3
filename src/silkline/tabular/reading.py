# The one reader of CSV for the whole engine. The validator, pandas and a spreadsheet each read a
# doubtful file in their own way; so files about which two readers could disagree are refused, and
# all that remain mean the same to everybody.
"""Reading one CSV table strictly, with the physical line of every row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from silkline.marks import (
    MERGE_HINT,
    MERGE_MARK,
    decode_utf8,
    is_merge_mark,
    is_regular_file,
    relative,
    show,
    suggest,
    with_excerpt,
)
from silkline.model import Package, PackedRows, Resource, Row, Table
from silkline.problems import Location, Problem, Problems, SilklineError
from silkline.tabular.foreign import read_foreign
from silkline.tabular.limits import CONTROL, MAX_CELL_CHARACTERS, RECORD

_QUOTED: Final = re.compile(r'"[^"]*(?:"|$)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A file as far as it could be read: its records with their lines, and what is wrong."""

    path: str
    header: tuple[str, ...]
    records: tuple[tuple[int, tuple[str, ...]], ...]
    """Physical line and cells of every record after the header, ragged ones included."""
    problems: Problems
    lines: tuple[str, ...] = ()
    """The physical lines of the file."""
    complete: bool
    """Whether reading reached the end with a header as declared."""


def read_table(package: Package, resource: Resource, root: Path, *, packed: bool = False) -> Table:
    """Read a table as text, nothing converted.

    Args:
        package: The package of the table.
        resource: What the descriptor says of the table.
        root: The site's root, to which paths are relative.
        packed: Whether the rows are held in columns, which takes less room; tables of packages of
            other profiles never are.

    Raises `SilklineError` with everything that is wrong with the file's form.
    """
    if resource.writing:
        return read_foreign(package, resource, root)
    scan = scan_table(package, resource, root)
    if scan.problems:
        raise SilklineError(*scan.problems)
    header = scan.header
    rows = (
        PackedRows(header, scan.records)
        if packed
        else tuple(Row(cells=dict(zip(header, c, strict=True)), line=n) for n, c in scan.records)
    )
    return Table(
        package=package.name, resource=resource.name, path=scan.path, header=header, rows=rows
    )


def scan_table(package: Package, resource: Resource, root: Path) -> Scan:
    """Read the records of a table as far as possible; never raises for what is in the file."""
    file = package.folder / resource.path
    name = relative(file, root)
    try:
        text = _text(file, name)
        form = tuple(_form_problems(text, name))
        header, records, found = _records(text, name)
    except SilklineError as error:
        return Scan(path=name, header=(), records=(), problems=error.problems, complete=False)
    lines = text.split("\n")
    columns = tuple(f.name for f in resource.fields)
    if wrong := _separator_problem(lines[0], columns, name):
        problems = with_lines([wrong], lines)
        return Scan(path=name, header=(), records=(), problems=problems, complete=False)
    heading = tuple(_header_problems(header, columns, name))
    shape = () if heading else tuple(_shape_problems(header, records, name))
    return Scan(
        path=name,
        header=header,
        records=records,
        problems=with_lines({*form, *found, *heading, *shape}, lines),
        lines=tuple(lines),
        complete=not heading and not found and not any(p.code == "TB003" for p in form),
    )


def with_lines(problems: Iterable[Problem], lines: Sequence[str]) -> Problems:
    """The problems, sorted by place, each with its line as excerpt."""
    return tuple(with_excerpt(problem, lines) for problem in sorted(problems))


def _text(file: Path, name: str) -> str:
    where = Location(path=name)
    if not is_regular_file(file):
        message = "the table is missing or no regular file"
        raise SilklineError(Problem(where=where, code="TB001", message=message))
    data = file.read_bytes()
    if not data.strip():
        hint = "write at least the header row; leave an optional table out of the descriptor."
        message = "the table is empty"
        raise SilklineError(Problem(where=where, code="TB001", message=message, hint=hint))
    return decode_utf8(data, name, "TB002")


def _form_problems(text: str, name: str) -> Iterator[Problem]:
    if (at := text.find("\r")) >= 0:
        line = text.count("\n", 0, at) + 1
        kind = "Windows (CR LF)" if text[at : at + 2] == "\r\n" else "old Macintosh (CR)"
        hint = "save the file with Unix line ends (LF): `sed -i 's/\\r$//' FILE` does it."
        where = Location(path=name, line=line)
        message = f"the lines end in {kind} line ends"
        yield Problem(where=where, code="TB003", message=message, hint=hint)
    if not text.endswith("\n"):
        where = Location(path=name, line=text.count("\n") + 1)
        hint = "end the file with a line break."
        yield Problem(where=where, code="TB003", message="the last line does not end", hint=hint)
    for match in CONTROL.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text.count("\n", 0, match.start()) + 1
        column = _QUOTED.sub("", text[start : match.start()]).count(",") + 1
        message = f"an invisible character U+{ord(match.group()):04X} is in the text"
        hint = "delete it; it often comes along when text is copied from a web page or PDF."
        where = Location(path=name, line=line, column=column)
        yield Problem(where=where, code="TB013", message=message, hint=hint)


Records = tuple[tuple[int, tuple[str, ...]], ...]


def _records(text: str, name: str) -> tuple[tuple[str, ...], Records, list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    if (
        '"' not in text
        and "\r" not in text
        and max(map(len, text.split("\n"))) < csv.field_size_limit()
    ):
        # Without quotes nothing can go wrong, and each record is a line.
        plain = tuple(enumerate(map(tuple, reader), start=1))
        return plain[0][1] if plain else (), plain[1:], []
    lines = text.split("\n") if '"' in text else []
    records: list[tuple[int, tuple[str, ...]]] = []
    problems: list[Problem] = []
    line = 1
    try:
        for cells in reader:
            raw = "\n".join(lines[line - 1 : reader.line_num]) if lines else ""
            if '"' in raw and not RECORD.fullmatch(raw.removesuffix("\r")):
                problems.append(_quote_problem(name, line))
            records.append((line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(_csv_problem(name, line, str(error)))
    header = records[0][1] if records else ()
    return header, tuple(records[1:]), problems


def _quote_problem(name: str, line: int) -> Problem:
    message = "a quotation mark stands inside a cell that is not quoted"
    hint = 'put the whole cell in double quotes and double each quote within: "a ""b"" c".'
    where = Location(path=name, line=line)
    return Problem(where=where, code="TB012", message=message, hint=hint)


def _csv_problem(name: str, line: int, reason: str) -> Problem:
    where = Location(path=name, line=line)
    if "field larger" in reason:
        message = "a cell that begins on this line is too long to be read"
        hint = "look for a quotation mark that is never closed."
        return Problem(where=where, code="TB020", message=message, hint=hint)
    if "unexpected end" in reason:
        message = "a quotation mark opened on this line is never closed"
        hint = "close it, or remove it if it is not meant to quote the cell."
    else:
        message = "there is text after the closing quotation mark of a cell"
        hint = "put the whole cell in quotes, or none of it."
    return Problem(where=where, code="TB012", message=message, hint=hint)


def _separator_problem(first: str, columns: tuple[str, ...], name: str) -> Problem | None:
    """What spreadsheet programs do in many countries: cells apart by something else than commas."""
    for sign, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        found = [cell.strip().strip('"') for cell in first.split(sign)]
        if len(found) > 1 and set(found) <= set(columns):
            hint = "save the table as CSV with commas between the cells."
            message = f"the cells are separated by {called}, not by commas"
            where = Location(path=name, line=1)
            return Problem(where=where, code="TB009", message=message, hint=hint)
    return None


def _header_problems(
    header: tuple[str, ...], columns: tuple[str, ...], name: str
) -> Iterator[Problem]:
    if header == columns:
        return
    hint = f"the header must be exactly: {','.join(columns)}"
    for number, found in enumerate(header, start=1):
        if found not in columns:
            where = Location(path=name, line=1, column=number, field=found)
            near = suggest(found, [c for c in columns if c not in header])
            message = f"the column {show(found)} is not in the schema"
            yield Problem(where=where, code="TB009", message=message, hint=near or hint)
        elif found in header[: number - 1]:
            where = Location(path=name, line=1, column=number, field=found)
            message = f"the column {show(found)} is there twice"
            yield Problem(where=where, code="TB009", message=message, hint=hint)
    missing = [c for c in columns if c not in header]
    if missing:
        told = ", ".join(show(c) for c in missing)
        message = f"the header lacks {told}"
        yield Problem(where=Location(path=name, line=1), code="TB009", message=message, hint=hint)
    elif sorted(header) == sorted(columns):
        message = "the columns are not in the order of the schema"
        yield Problem(where=Location(path=name, line=1), code="TB009", message=message, hint=hint)


def _shape_problems(header: tuple[str, ...], records: Records, name: str) -> Iterator[Problem]:
    width = len(header)
    if _are_plain([cells for _, cells in records], width):
        return
    for line, cells in records:
        where = Location(path=name, line=line)
        if len(cells) != len(header):
            yield _ragged(where, cells, len(header))
        elif not any(cells):
            message = "every cell of this row is empty"
            hint = "remove the row."
            yield Problem(where=where, code="TB011", message=message, hint=hint)
        for number, cell in enumerate(cells, start=1):
            if len(cell) > MAX_CELL_CHARACTERS:
                place = Location(path=name, line=line, column=number)
                message = (
                    f"a cell has {len(cell)} characters; at most {MAX_CELL_CHARACTERS} are read"
                )
                hint = "look for a quotation mark that is never closed, or shorten the text."
                yield Problem(where=place, code="TB020", message=message, hint=hint)


def _are_plain(rows: Sequence[tuple[str, ...]], width: int) -> bool:
    """Whether each row has its cells, something in them, and nothing too long: nearly always."""
    longest = max(map(len, chain.from_iterable(rows)), default=0)
    return (
        {width}.issuperset(map(len, rows))
        and all(map(any, rows))
        and longest <= MAX_CELL_CHARACTERS
    )


def _ragged(where: Location, cells: tuple[str, ...], wanted: int) -> Problem:
    if not cells:
        hint = "remove the line."
        return Problem(where=where, code="TB011", message="this line is empty", hint=hint)
    if is_merge_mark(cells[0]):
        return Problem(where=where, code="TB010", message=MERGE_MARK, hint=MERGE_HINT)
    found = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
    message = f"this row has {found}, but the table has {wanted} columns"
    if len(cells) > wanted:
        hint = 'put a cell that holds a comma in double quotes: "one, two".'
    else:
        hint = "an empty cell still needs its comma."
    return Problem(where=where, code="TB010", message=message, hint=hint)
