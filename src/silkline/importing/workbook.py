# The only importer of openpyxl. A spreadsheet is a ZIP of XML that a stranger made: its sizes are
# looked at before anything is unpacked, links to other files are not followed, and no formula is
# computed: what the program that saved it had stored as its result is taken, and said.
"""Reading a sheet of an .xlsx file into cells."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from silkline.importing.request import Grid, Record, stop
from silkline.load import MAX_TABLE_BYTES
from silkline.marks import show
from silkline.problems import SilklineError
from silkline.tabular import MAX_CELL_CHARACTERS

MAX_CELLS: Final = 5_000_000
"""Cells of a sheet, empty ones between others included."""
MAX_MEMBERS: Final = 5_000
_BROKEN: Final = (
    *(zipfile.BadZipFile, InvalidFileException, OSError, KeyError, ValueError, TypeError),
    *(AttributeError, IndexError, SyntaxError, EOFError, RuntimeError, ArithmeticError),
    *(AssertionError, zlib.error, struct.error),
)
"""What the library raises for files that are no sound spreadsheets."""


def read_workbook(content: bytes, path: str, sheet: str) -> Grid:
    """The cells of one sheet, numbers in full and dates as ISO text.

    Raises `SilklineError` IM001 where it cannot be read, IM004 where there is no such sheet and
    IM012 where it would be too large.
    """
    _check_sizes(content, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _grid(content, path, sheet)
    except SilklineError:
        raise
    except _BROKEN as error:
        hint = "open it in a spreadsheet program and save it again as .xlsx."
        raise stop("IM001", path, "the file is no sound .xlsx spreadsheet", hint) from error


def _check_sizes(content: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except _BROKEN as error:
        hint = "open it in a spreadsheet program and save it again as .xlsx."
        raise stop("IM001", path, "the file is no sound .xlsx spreadsheet", hint) from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_TABLE_BYTES or len(members) > MAX_MEMBERS:
        message = f"the spreadsheet unpacks to {unpacked:,} bytes in {len(members):,} files"
        hint = f"at most {MAX_TABLE_BYTES:,} are read; save the sheet that you need as CSV."
        raise stop("IM012", path, message, hint)


def _grid(content: bytes, path: str, sheet: str) -> Grid:
    with (
        closing(_open(content, results=True)) as book,
        closing(_open(content, results=False)) as raw,
    ):
        name = _sheet(book, path, sheet)
        records, formulas, percent = _read(book[name], raw[name], path)
        others = [n for n in _visible(book) if n != name]
    notes = [
        f"sheet {show(name)}" + (f"; not read: {', '.join(map(show, others))}" if others else "")
    ]
    if percent:
        notes.append(
            f"cells shown as percentages: {percent}; what is stored is taken, 0.25 for 25%"
        )
    return Grid(
        path=path,
        content=content,
        records=records,
        is_plain=False,
        notes=tuple(notes),
        formulas=frozenset(formulas),
    )


def _open(content: bytes, *, results: bool) -> Any:
    return openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=results, keep_links=False, keep_vba=False
    )


def _visible(book: Any) -> list[str]:
    return [s.title for s in book.worksheets if s.sheet_state == "visible"]


def _sheet(book: Any, path: str, wanted: str) -> str:
    names = [s.title for s in book.worksheets]
    if wanted and wanted not in names:
        hint = f"its sheets are {', '.join(show(n) for n in names)}."
        raise stop("IM004", path, f"there is no sheet {show(wanted)}", hint)
    found = wanted or next(iter(_visible(book) or names), "")
    if not found:
        raise stop("IM001", path, "the spreadsheet has no sheet of cells")
    return found


def _read(
    results: Any, formulas: Any, path: str
) -> tuple[tuple[Record, ...], set[tuple[int, int]], int]:
    # What the file says of its size may be anything; what is there is counted instead.
    results.reset_dimensions()
    formulas.reset_dimensions()
    records: list[Record] = []
    computed: set[tuple[int, int]] = set()
    cells = percent = 0
    for row, raw in zip_longest(results.iter_rows(), formulas.iter_rows(), fillvalue=()):
        cells += max(len(row), 1)
        if cells > MAX_CELLS:
            message = f"the sheet spans more than {MAX_CELLS:,} cells"
            raise stop("IM012", path, message, "save the part that you need as CSV.")
        records.append(tuple(_text(cell.value, path) for cell in row))
        computed |= {(len(records), n) for n, c in enumerate(raw, start=1) if c.data_type == "f"}
        percent += sum(_is_percent(cell) for cell in row)
    return tuple(_trimmed(records)), computed, percent


def _is_percent(cell: Any) -> bool:
    return isinstance(cell.value, int | float) and "%" in str(cell.number_format or "")


def _trimmed(records: list[Record]) -> Iterator[Record]:
    """Without the empty rows at the end, which formatting alone may have made."""
    last = max((n for n, cells in enumerate(records) if any(cells)), default=-1)
    return iter(records[: last + 1])


def _text(value: object, path: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # The shortest decimal that is this very number, as spreadsheet programs show it.
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    text = str(value.total_seconds()) if isinstance(value, timedelta) else str(value)
    if len(text) > MAX_CELL_CHARACTERS:
        message = f"a cell has more than {MAX_CELL_CHARACTERS} characters"
        raise stop("IM012", path, message, "shorten it, or save the sheet without it.")
    return text
