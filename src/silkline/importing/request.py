# What somebody asks for, and what becomes of it: the words that the steps of an import share.
"""The types of an import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from silkline.problems import Location, Problem, SilklineError

Record = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file, where its values go, and how its cells are to be read."""

    file: Path
    package: str
    indicator: str
    source: str = ""
    """Id of the source; made from the name of the file where empty."""
    name: str = ""
    """Name to keep the file under in `raw/`; its own where empty."""
    # Of the source, where it is new.
    retrieved: str = ""
    licence: str = ""
    producer: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    citation: str = ""
    # How the file is read.
    sheet: str = ""
    encoding: str = "utf-8"
    delimiter: str = ""
    area_column: str = ""
    period_column: str = ""
    value_column: str = ""
    where: tuple[str, ...] = ()
    """COLUMN=VALUE: only rows that say so."""
    # How cells are read.
    of: str = ""
    """Code of the area that all rows are of, where no column says so."""
    areas: tuple[str, ...] = ()
    """TEXT=AREA: what the file calls an area, and its code here."""
    missing: tuple[str, ...] = ()
    """Texts that stand for no value."""
    thousands: str = ""
    """Mark between groups of digits: comma, point, space or apostrophe; none where empty."""
    decimal: str = "point"
    """Mark before decimals: point or comma."""
    status: str = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells of a file as text, and what should be known of how they were read."""

    path: str
    """The file, as messages name it."""
    content: bytes
    """The file, byte for byte."""
    records: tuple[Record, ...]
    is_plain: bool
    """Whether evidence can lead into the file itself: CSV, UTF-8, commas."""
    notes: tuple[str, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    """Records and columns whose text is the stored result of a formula."""

    def cell(self, record: int, column: int) -> str:
        """The text of a cell, counted from 1; empty where there is none or column is 0."""
        cells = self.records[record - 1]
        return cells[column - 1] if 0 < column <= len(cells) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which column of a grid is what; columns count from 1, and 0 is none."""

    kind: str
    """wide, long or SDMX-CSV."""
    header: int
    """The record with the names of the columns."""
    area: int
    """0 where all rows are of one area."""
    name: int = 0
    """A second column for areas, asked where a code is not known."""
    period: int = 0
    value: int = 0
    status: int = 0
    action: int = 0
    units: tuple[int, ...] = ()
    """Columns that say what unit a value has."""
    periods: tuple[tuple[int, str], ...] = ()
    """Of a wide table: the columns with values, each with its period."""
    is_labelled: bool = False
    """Whether cells hold a code and a label, as `CODE: label`."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Taken:
    """A value as it will stand in the table."""

    ref_area: str
    time_period: str
    value: str
    status: str
    record: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A row or, with a column, a cell that was not taken."""

    record: int
    column: int = 0
    text: str = ""
    """What stands there."""
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import takes and leaves."""

    taken: tuple[Taken, ...]
    dropped: tuple[Dropped, ...]
    empty: int = 0
    """Cells without a value."""
    missing: int = 0
    """Cells with a text that was said to stand for no value."""
    left_out: int = 0
    """Rows that are not those asked for."""
    notes: tuple[str, ...] = ()


def stop(code: str, path: str, message: str, hint: str = "", *, line: int = 0) -> SilklineError:
    """An error of one problem."""
    where = Location(path=path, line=line)
    return SilklineError(Problem(where=where, code=code, message=message, hint=hint))
