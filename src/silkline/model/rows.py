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
        records: Physical line and cells of each row, a cell for each column.
    """

    __slots__ = ("_header", "columns", "lines")

    def __init__(
        self, header: tuple[str, ...], records: Sequence[tuple[int, tuple[str, ...]]]
    ) -> None:
        texts: dict[str, str] = {}
        self._header = header
        self.lines = array("Q", (line for line, _ in records))
        columns = (
            zip(*(cells for _, cells in records), strict=True) if records else ((),) * len(header)
        )
        self.columns: tuple[tuple[str, ...], ...] = tuple(
            tuple(map(texts.setdefault, column, column)) for column in columns
        )

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Row]:
        header = self._header
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
        return Row(cells=dict(zip(self._header, cells, strict=True)), line=self.lines[at])
