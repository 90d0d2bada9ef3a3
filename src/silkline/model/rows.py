# A site of a thousand indicators has six million figures, and a mapping for each row would be most
# of what a build holds. So the long tables are held in columns, each text once, and a row is made
# when it is looked at.
"""Rows of tables: one by one, and packed in columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its cells as text by column, and the physical line it begins on."""

    cells: Mapping[str, str] = field(hash=False)
    line: int


class PackedRows(Sequence[Row]):
    """The rows of a table, held in columns.

    Args:
        header: Names of the columns.
        rows: With a cell for each column.
    """

    __slots__ = ("_header", "_lines", "columns")

    def __init__(self, header: tuple[str, ...], rows: Sequence[Row]) -> None:
        texts: dict[str, str] = {}
        self._header = header
        self._lines = array("Q", (row.line for row in rows))
        self.columns: tuple[tuple[str, ...], ...] = tuple(
            tuple(texts.setdefault(cell, cell) for cell in (row.cells[name] for row in rows))
            for name in header
        )

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Row]:
        header = self._header
        for line, cells in zip(self._lines, zip(*self.columns, strict=True), strict=True):
            yield Row(cells=dict(zip(header, cells, strict=True)), line=line)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        cells = (column[at] for column in self.columns)
        return Row(cells=dict(zip(self._header, cells, strict=True)), line=self._lines[at])
