# Cell by cell: what is a plain number for a known area and period is taken as it stands, and
# everything else is told with its place. A number is never mended without being asked to.
"""Taking the values of a grid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from silkline.checks.periods import is_period, period_hint
from silkline.importing.areas import Areas
from silkline.importing.request import Dropped, Grid, Outcome, Request, Shape, Taken, stop
from silkline.importing.shapes import column_of, period_of
from silkline.marks import show, suggest
from silkline.tabular import is_well_formed

_MISSING: Final = frozenset("HLMOQ")
"""Statuses that say that there is no value."""
_SHOWN: Final = 12
_MARKS: Final = {
    "comma": ",",
    "point": ".",
    "space": " \u00a0\u2009\u202f",
    "apostrophe": "'’",
}
"""Marks in numbers by the names that options give them."""
_NO_VALUE: Final = re.compile(r"[.…·:*–—-]{1,3}|n/?a|n\.a\.?|nan|null|none|x|#n/a", re.IGNORECASE)
_SHAPED: Final = re.compile(r"[+-]?\d{1,3}(?:[,.\s'’]\d{3})+(?:[.,]\d+)?|[+-]?\d+,\d+")


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What has been taken and left so far."""

    taken: list[Taken] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    by_name: dict[str, str] = field(default_factory=dict)
    """Codes that are not known here, each with the area that the name beside it is of."""
    units: dict[tuple[str, ...], int] = field(default_factory=dict)
    """What the columns of units say, each with the first record that says so."""
    empty: int = 0
    missing: int = 0
    left_out: int = 0


def take(
    grid: Grid, shape: Shape, request: Request, areas: Areas, statuses: frozenset[str]
) -> Outcome:
    """What the file gives and what it does not.

    Raises `SilklineError` IM004, IM005, IM006, IM011 or IM013.
    """
    if request.status not in statuses:
        hint = suggest(request.status, statuses) or f"use one of {', '.join(sorted(statuses))}."
        raise stop("IM011", grid.path, f"--status {show(request.status)} is no status", hint)
    if request.thousands and request.thousands == request.decimal:
        hint = "give each its own mark."
        raise stop("IM011", grid.path, "thousands and decimals have the same mark", hint)
    taker = _Taker(grid, shape, request, areas, statuses)
    tally = taker.run()
    _check(tally, grid, shape)
    return Outcome(
        taken=tuple(sorted(tally.taken)),
        dropped=tuple(tally.dropped),
        empty=tally.empty,
        missing=tally.missing,
        left_out=tally.left_out,
        notes=tuple(_notes(tally, grid, shape)),
    )


class _Taker:
    """Goes through a grid once."""

    def __init__(
        self,
        grid: Grid,
        shape: Shape,
        request: Request,
        areas: Areas,
        statuses: frozenset[str],
    ) -> None:
        self.grid, self.shape, self.request = grid, shape, request
        self.areas, self.statuses = areas, statuses
        self.filters = _filters(grid, shape, request)
        self.width = len(grid.records[shape.header - 1])
        self.tally = _Tally()

    def run(self) -> _Tally:
        for record in range(self.shape.header + 1, len(self.grid.records) + 1):
            cells = self.grid.records[record - 1]
            if not any(cell.strip() for cell in cells):
                continue
            if any(self._code(record, column) != value for column, value in self.filters):
                self.tally.left_out += 1
                continue
            self._row(record)
        return self.tally

    def _row(self, record: int) -> None:
        shape, tally = self.shape, self.tally
        if shape.action and self._code(record, shape.action) in {"D", "Delete"}:
            tally.dropped.append(Dropped(record=record, reason="the row deletes a value"))
            return
        if any(cell.strip() for cell in self.grid.records[record - 1][self.width :]):
            reason, hint = (
                "the row has more cells than the header",
                "put cells with commas in quotes",
            )
            tally.dropped.append(Dropped(record=record, reason=reason, hint=hint))
            return
        text = self._code(record, shape.area)
        area = self.request.of or self._area(record, text)
        if not area:
            reason, hint = self.areas.why_not(text)
            tally.dropped.append(Dropped(record=record, text=text, reason=reason, hint=hint))
            return
        for column, period in self._periods(record):
            self._cell(record, column, area, period)

    def _area(self, record: int, text: str) -> str:
        """By the code; by the exact name beside it where the code is not one of ours."""
        area = self.areas.find(text)
        if area or not text:
            return area
        name = self.grid.cell(record, self.shape.name).strip()
        if self.shape.is_labelled and not name:
            name = self.grid.cell(record, self.shape.area).partition(":")[2].strip()
        area = self.areas.find(name) if name else ""
        if area:
            self.tally.by_name[text] = area
        return area

    def _periods(self, record: int) -> Iterator[tuple[int, str]]:
        if self.shape.periods:
            yield from self.shape.periods
            return
        text = period_of(self._code(record, self.shape.period))
        if is_period(text):
            yield self.shape.value, text
            return
        reason = "this is no period" if text else "no period is named"
        dropped = Dropped(record=record, text=text, reason=reason, hint=period_hint(text))
        self.tally.dropped.append(dropped)

    def _cell(self, record: int, column: int, area: str, period: str) -> None:
        tally, cell = self.tally, self.grid.cell(record, column).strip()
        if not cell and (record, column) not in self.grid.formulas:
            tally.empty += 1
            return
        if cell and cell in self.request.missing:
            tally.missing += 1
            return
        value = plain_number(cell, self.request)
        status = self._status(record)
        if not value or not status:
            tally.dropped.append(self._refused(record, column, cell, value))
            return
        units = tuple(self._code(record, n) for n in self.shape.units)
        tally.units.setdefault(units, record)
        tally.taken.append(
            Taken(
                ref_area=area,
                time_period=period,
                value=value,
                status=status,
                record=record,
                column=column,
            )
        )

    def _refused(self, record: int, column: int, cell: str, value: str) -> Dropped:
        text, hint = cell, ""
        if value:
            text = self._code(record, self.shape.status)
            reason = "this status is not known here, or says that there is no value"
        elif not cell:
            reason, hint = "the formula has no stored result", "save the file in its own program"
        else:
            reason, hint = "this is no plain number", _option(cell)
        return Dropped(record=record, column=column, text=text, reason=reason, hint=hint)

    def _status(self, record: int) -> str:
        """What the row says, or what was asked for; nothing where that is no status of a value."""
        told = self._code(record, self.shape.status) or self.request.status
        return told if told in self.statuses and told not in _MISSING else ""

    def _code(self, record: int, column: int) -> str:
        text = self.grid.cell(record, column).strip()
        return text.partition(":")[0].strip() if self.shape.is_labelled else text


def plain_number(cell: str, request: Request) -> str:
    """The number as text, without the marks that were said to part it; empty where it is none."""
    text, decimal = cell, _MARKS[request.decimal]
    if request.thousands:
        mark = _MARKS[request.thousands]
        grouped = rf"-?\d{{1,3}}(?:[{mark}]\d{{3}})+(?:[{decimal}]\d+)?"
        if re.fullmatch(grouped, text, re.ASCII):
            text = re.sub(f"[{mark}]", "", text)
    if decimal == ",":
        text = "" if "." in text else text.replace(",", ".")
    return text if text and is_well_formed("number", text) else ""


def _option(cell: str) -> str:
    """The option that would take or leave such a cell, for a person to judge."""
    if _NO_VALUE.fullmatch(cell):
        return f'if it stands for no value, add --missing "{cell}"'
    if _SHAPED.fullmatch(cell):
        return "say what the marks mean: --thousands, --decimal"
    return ""


def _filters(grid: Grid, shape: Shape, request: Request) -> list[tuple[int, str]]:
    header = grid.records[shape.header - 1]
    found = []
    for given in request.where:
        name, mark, value = (part.strip() for part in given.partition("="))
        if not (name and mark):
            hint = 'write the column, =, and the text, such as --where "Indicator Code=X.1".'
            message = f"--where {show(given)} has not the form COLUMN=VALUE"
            raise stop("IM011", grid.path, message, hint)
        column = column_of(header, name)
        if not column:
            hint = suggest(name, header) or f"the header is row {shape.header}."
            raise stop("IM004", grid.path, f"there is no column {show(name)}", hint)
        found.append((column, value))
    return found


def _check(tally: _Tally, grid: Grid, shape: Shape) -> None:
    if not tally.taken:
        reasons = Counter(d.reason for d in tally.dropped).most_common(1)
        most = f"; most often: {reasons[0][0]}" if reasons else ""
        hint = "name the columns, or map areas, with the options of `silkline import --help`."
        raise stop("IM006", grid.path, f"the file gives no value{most}", hint)
    _check_keys(tally, grid, shape)
    if len(tally.units) > 1:
        (one, first), (other, second) = list(tally.units.items())[:2]
        message = (
            f"rows {first} and {second} have different units: "
            f"{show(' '.join(one))} and {show(' '.join(other))}"
        )
        hint = "an indicator has one unit: choose rows with --where COLUMN=VALUE."
        raise stop("IM013", grid.path, message, hint, line=second)


def _check_keys(tally: _Tally, grid: Grid, shape: Shape) -> None:
    seen: dict[tuple[str, str], Taken] = {}
    for row in tally.taken:
        before = seen.setdefault((row.ref_area, row.time_period), row)
        if before is not row:
            places = f"rows {before.record} and {row.record}"
            if before.record == row.record:
                places = f"columns {before.column} and {row.column} of row {row.record}"
            message = f"{places} both have a value of {row.ref_area} for {row.time_period}"
            raise stop(
                "IM005", grid.path, message, _differing(before, row, grid, shape), line=row.record
            )


def _differing(one: Taken, other: Taken, grid: Grid, shape: Shape) -> str:
    header = grid.records[shape.header - 1]
    known = {shape.value, *(column for column, _ in shape.periods)}
    names = [
        show(text)
        for n, text in enumerate(header, start=1)
        if n not in known and grid.cell(one.record, n) != grid.cell(other.record, n)
    ]
    if not names:
        return "keep one of the two."
    return f"choose rows with --where COLUMN=VALUE; they differ in {', '.join(names)}."


def _notes(tally: _Tally, grid: Grid, shape: Shape) -> Iterator[str]:
    yield from grid.notes
    computed = sum((row.record, row.column) in grid.formulas for row in tally.taken)
    if computed:
        yield f"values that are stored results of formulas: {computed}; no formula was computed"
    if tally.by_name:
        pairs = [f"{show(text)} is {area}" for text, area in tally.by_name.items()]
        more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
        yield f"known by the name beside the code: {', '.join(pairs[:_SHOWN])}{more}"
    header = grid.records[shape.header - 1]
    told = next(iter(tally.units), ())
    for column, text in zip(shape.units, told, strict=True):
        if text:
            name = show(header[column - 1].strip())
            yield f"{name} is {show(text)} in all rows: the unit of the indicator must say the same"
