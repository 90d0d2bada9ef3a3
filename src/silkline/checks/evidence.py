# Raw files are kept as they were retrieved, in whatever state that is; they are only looked into
# where they are CSV, and only to see that the cell an observation names is there and says the same.
"""Looking up records of raw files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from silkline.model import Package

MAX_RAW_BYTES: Final = 200_000_000
"""Size up to which a raw file is looked into."""

Records = Sequence[Sequence[str]]


class RawFiles:
    """The raw files of a package, read when first asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._records: dict[str, Records | None] = {}

    def cell(self, file: str, record: int, column: int) -> str | None:
        """The text of a cell, counted from 1; of column 0 an empty text; nothing if not there.

        A file that is not CSV cannot be looked into: any place in it counts as there.
        """
        if file not in self._records:
            self._records[file] = self._read(file)
        records = self._records[file]
        if records is None:
            return ""
        if record > len(records) or column > len(records[record - 1]):
            return None
        return records[record - 1][column - 1] if column else ""

    def _read(self, file: str) -> Records | None:
        path = self._package.folder / file
        if not file.lower().endswith(".csv") or path.stat().st_size > MAX_RAW_BYTES:
            return None
        text = path.read_bytes().decode("utf-8-sig", "replace")
        try:
            return list(csv.reader(io.StringIO(text, newline="")))
        except csv.Error:
            return None
