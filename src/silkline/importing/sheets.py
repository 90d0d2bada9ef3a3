# A file that somebody has, as it is: every cell stays the text that it was. Nothing is guessed
# about encodings and separators; what cannot be read is said, with the option that would help.
"""Reading text files and spreadsheets into cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from silkline.importing.request import Grid, Record, Request, stop
from silkline.importing.workbook import read_workbook
from silkline.load import MAX_TABLE_BYTES
from silkline.marks import is_regular_file, show
from silkline.tabular import MAX_CELL_CHARACTERS

ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx")
"""Kinds of file that can be imported."""
ENCODINGS: Final = ("utf-8", "utf-16", "gb18030", "windows-1252")
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
MAX_RECORDS: Final = 2_000_000


def read_grid(request: Request) -> Grid:
    """The cells of the file. Raises `SilklineError` IM001, IM002, IM011 or IM012."""
    path = shown(request.file)
    content = _content(request.file, path)
    if request.file.suffix.lower() == ".xlsx":
        return read_workbook(content, path, request.sheet)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        hint = "a spreadsheet must be .xlsx: open it, save it as that or as CSV UTF-8."
        raise stop("IM001", path, "the file is no text, whatever its name says", hint)
    return _text_grid(request, content, path)


def shown(file: Path) -> str:
    """A file's path as messages name it, on one line."""
    return show(file.as_posix(), 200)[1:-1]


def _content(file: Path, path: str) -> bytes:
    if file.suffix.lower() not in ENDINGS:
        hint = "save it as CSV UTF-8, or as a spreadsheet in the form .xlsx."
        raise stop("IM001", path, f"files that end in {show(file.suffix)} are not read", hint)
    if not is_regular_file(file):
        there = file.is_symlink() or file.exists()
        message = "this is not a regular file" if there else "this file is missing"
        raise stop("IM001", path, message, "name the file itself: links are not followed.")
    try:
        size = file.stat().st_size
        if size > MAX_TABLE_BYTES:
            message = f"the file has {size:,} bytes; at most {MAX_TABLE_BYTES:,} are read"
            raise stop("IM012", path, message, "keep the part of it that you need.")
        content = file.read_bytes()
    except OSError as error:
        raise stop("IM001", path, f"this file cannot be read: {error.strerror}") from error
    if not content.strip():
        raise stop("IM001", path, "the file is empty")
    return content


def _text_grid(request: Request, content: bytes, path: str) -> Grid:
    delimiter = request.delimiter or ("tab" if path.lower().endswith(".tsv") else "comma")
    text = _decoded(content, request.encoding, path)
    records = _records(text, DELIMITERS[delimiter], path)
    notes = [f"read as {request.encoding}"] if request.encoding != "utf-8" else []
    notes += [f"cells parted by {delimiter}"] if delimiter != "comma" else []
    is_plain = not notes and path.lower().endswith(".csv")
    return Grid(path=path, content=content, records=records, is_plain=is_plain, notes=tuple(notes))


def _decoded(content: bytes, encoding: str, path: str) -> str:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return content.decode(name)
    except UnicodeError as error:
        line = content[: getattr(error, "start", 0)].count(b"\n") + 1
        others = ", ".join(e for e in ENCODINGS if e != encoding)
        hint = f"save it as CSV UTF-8, or say how it is written: --encoding {others}."
        message = f"the file is not {encoding} text"
        raise stop("IM002", path, message, hint, line=line) from error


def _records(text: str, delimiter: str, path: str) -> tuple[Record, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records: list[Record] = []
    try:
        for cells in reader:
            records.append(tuple(cells))
            if len(records) > MAX_RECORDS:
                message = f"the file has more than {MAX_RECORDS:,} rows"
                raise stop("IM012", path, message, "keep the part of it that you need.")
            _check_lengths(records[-1], reader.line_num, path)
    except csv.Error as error:
        hint = "look for a quotation mark that is never closed."
        raise stop(
            "IM001", path, f"this is no sound CSV: {error}", hint, line=reader.line_num
        ) from error
    return tuple(records)


def _check_lengths(record: Record, line: int, path: str) -> None:
    if any(len(cell) > MAX_CELL_CHARACTERS for cell in record):
        message = f"a cell has more than {MAX_CELL_CHARACTERS} characters"
        hint = "look for a quotation mark that is never closed, or shorten the text."
        raise stop("IM012", path, message, hint, line=line)
