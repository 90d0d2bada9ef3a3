# After a change of one table, all others are as they were when they were read and checked; and of
# most nobody asks for more than the rows of one area. So it is kept where those begin and end.
"""Long tables that are read when somebody looks at their rows, and only as far as needed."""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from silkline.cache import digest, digest_file
from silkline.marks import relative
from silkline.model import LateRows, Package, Records, Resource, Runs, Table
from silkline.problems import Location, Problem, SilklineError
from silkline.stamps import Stamp, stamp_of
from silkline.tabular.reading import scan_table

Known = Mapping[str, Runs | None]
"""Where the rows of each indicator stand; None where those of an area stand apart."""


class _Stretch(NamedTuple):
    """Rows of one area and indicator, one after another, and the line that they begin on."""

    indicator: str
    area: str
    line: int
    rows: int


def find_runs(table: Table, package: Package, resource: Resource) -> Known | None:
    """Where the rows stand in the file that a table was read from; nothing if it has changed."""
    if isinstance(table.rows, LateRows):
        return table.rows.runs
    content = (package.folder / resource.path).read_bytes()
    if digest(content) != resource.digest:
        return None
    # Byte at which each physical line begins, and the end of the file after the last.
    begins = tuple(accumulate(map(len, content.splitlines(keepends=True)), initial=0))
    stretches = (*_stretches(table), _Stretch("", "", len(begins), 0))
    found: dict[str, Runs | None] = {}
    for indicator, group in groupby(pairwise(stretches), key=lambda pair: pair[0].indicator):
        runs, ends = zip(*group, strict=True)
        areas = tuple(s.area for s in runs)
        lines = array("Q", (*(s.line for s in runs), ends[-1].line))
        starts = array("Q", (begins[line - 1] for line in lines))
        count = sum(s.rows for s in runs)
        together = indicator not in found and len({*areas}) == len(areas)
        found[indicator] = (
            Runs(areas=areas, lines=lines, starts=starts, count=count) if together else None
        )
    return found


def _stretches(table: Table) -> Iterator[_Stretch]:
    rows = zip(table.column("indicator"), table.column("ref_area"), table.lines, strict=True)
    for (indicator, area), group in groupby(rows, key=lambda row: row[:2]):
        lines = [line for *_, line in group]
        yield _Stretch(indicator, area, lines[0], len(lines))


def late_table(package: Package, resource: Resource, root: Path, known: Known) -> Table:
    """A table that is whole, since it was read before, and is read when its rows are looked at.

    Args:
        package: The package of the table.
        resource: What the descriptor says of the table.
        root: The site's root, to which paths are relative.
        known: What `find_runs` found then.

    Whoever looks at rows of a file that has changed since the build began gets `SilklineError`.
    """
    file = package.folder / resource.path
    path = relative(file, root)
    seen: list[Stamp] = []

    def is_same() -> bool:
        """Whether it is what the build began with: by its content once, then by its stamp."""
        try:
            stamp = stamp_of(file.stat())
            if not seen and digest_file(file) == resource.digest:
                seen.append(stamp)
        except OSError:
            return False
        return seen == [stamp]

    def check() -> None:
        if not is_same():
            message = "the table has changed since the build began"
            where = Location(path=path)
            raise SilklineError(
                Problem(where=where, code="TB021", message=message, hint="build again.")
            )

    def read() -> Records:
        check()
        records = scan_table(package, resource, root).records
        check()
        return records

    def read_part(line: int, start: int, end: int) -> Records:
        check()
        with file.open("rb") as stream:
            stream.seek(start)
            content = stream.read(end - start)
        check()
        return tuple(_records(content.decode(), line))

    rows = LateRows(tuple(f.name for f in resource.fields), known, read, read_part)
    return Table(
        package=package.name, resource=resource.name, path=path, header=rows.header, rows=rows
    )


def _records(text: str, line: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Records of a text that was read before, of which the first is on a line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    at = line
    for cells in reader:
        yield at, tuple(cells)
        at = line + reader.line_num
