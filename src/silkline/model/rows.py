# A site of a thousand indicators has six million figures, and a mapping for each row would be most
# of what a build holds. So the long tables are held in columns, each text once, and a row is made
# when it is looked at.
"""Rows of tables: one by one, and packed in columns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its cells as text by column, and the physical line it begins on."""

    cells: Mapping[str, str] = field(hash=False)
    line: int


Records = Sequence[tuple[int, tuple[str, ...]]]
"""Physical line and cells of each row, a cell for each column."""


class PackedRows(Sequence[Row]):
    """The rows of a table, held in columns.

    Args:
        header: Names of the columns.
        records: The rows.
    """

    __slots__ = ("_columns", "_lines", "header")

    def __init__(self, header: tuple[str, ...], records: Records) -> None:
        self.header = header
        self._pack(records)

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells, by column."""
        return self._columns

    @property
    def lines(self) -> Sequence[int]:
        """The physical line of each row."""
        return self._lines

    def _pack(self, records: Records) -> None:
        texts: dict[str, str] = {}
        self._lines = array("Q", (line for line, _ in records))
        columns = (
            zip(*(cells for _, cells in records), strict=True)
            if records
            else ((),) * len(self.header)
        )
        self._columns: tuple[tuple[str, ...], ...] = tuple(
            tuple(map(texts.setdefault, column, column)) for column in columns
        )

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Row]:
        header = self.header
        for line, cells in zip(self.lines, zip(*self.columns, strict=True), strict=True):
            yield Row(cells=dict(zip(header, cells, strict=True)), line=line)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        cells = (column[at] for column in self.columns)
        return Row(cells=dict(zip(self.header, cells, strict=True)), line=self.lines[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Where the rows of one indicator stand in a file: those of an area are one after another."""

    areas: tuple[str, ...]
    """In the order of the file."""
    lines: array[int]
    """The physical line on which the rows of each area begin, and the one after the last row."""
    starts: array[int]
    """The bytes at which these lines begin."""
    count: int
    """How many rows there are."""


class LateRows(PackedRows):
    """Rows that are read when somebody looks at them: those of one area, or all.

    Args:
        header: Names of the columns.
        runs: Where the rows stand, by indicator; None where those of an area stand apart.
        read: Reads all.
        read_part: Reads those from a byte up to another, of which the first is on a line.
    """

    __slots__ = ("_read", "_read_part", "runs")

    def __init__(
        self,
        header: tuple[str, ...],
        runs: Mapping[str, Runs | None],
        read: Callable[[], Records],
        read_part: Callable[[int, int, int], Records],
    ) -> None:
        super().__init__(header, ())
        self.runs = runs
        self._read: Callable[[], Records] | None = read
        self._read_part = read_part

    @property
    def is_read(self) -> bool:
        """Whether all have been read."""
        return self._read is None

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        self._read_now()
        return self._columns

    @property
    def lines(self) -> Sequence[int]:
        self._read_now()
        return self._lines

    def __len__(self) -> int:
        known = self.runs.values()
        if all(known):
            return sum(runs.count for runs in known if runs)
        return super().__len__()

    def part(self, indicator: str, area: str) -> PackedRows:
        """The rows of an area, of an indicator whose rows are known to stand together."""
        runs = self.runs[indicator]
        if runs is None or area not in runs.areas:
            return PackedRows(self.header, ())
        at = runs.areas.index(area)
        records = self._read_part(runs.lines[at], runs.starts[at], runs.starts[at + 1])
        return PackedRows(self.header, records)

    def _read_now(self) -> None:
        if self._read is not None:
            self._pack(self._read())
            self._read = None
