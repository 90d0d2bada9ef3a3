# A table that somebody has becomes rows that can be traced to it: the file is kept byte for byte,
# and every value names its cell. Cells are text from end to end; nothing is rounded, filled in or
# matched by resemblance, and what is not taken is told with its place.
"""Taking values from a file that somebody has."""

from __future__ import annotations

from dataclasses import dataclass

from silkline.config import Config
from silkline.importing.areas import Areas
from silkline.importing.request import Request
from silkline.importing.shapes import find_shape
from silkline.importing.sheets import read_grid
from silkline.importing.taking import take
from silkline.importing.target import open_target
from silkline.importing.telling import render
from silkline.importing.writing import apply, check_new, complete, observations
from silkline.problems import Problems, SilklineError

__all__ = ["ImportReport", "Request", "import_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import gave."""

    text: str = ""
    """What was found, taken and dropped."""
    written: tuple[str, ...] = ()
    """Paths of the files that were written, relative to the package, sorted."""
    removed: tuple[str, ...] = ()
    """Paths of placeholders that went."""
    problems: Problems = ()


def import_file(config: Config, request: Request, *, write: bool = False) -> ImportReport:
    """Show what a file gives to an indicator, and write it if so wished.

    Returns problems IM001 to IM013 where the file cannot be taken, or those that the package would
    have afterwards; nothing is written then.
    """
    text = ""
    try:
        target = open_target(config, request)
        grid = read_grid(request)
        shape = find_shape(grid, request)
        areas = Areas(target.areas, request, grid.path)
        statuses = target.codes.get("obs_status", frozenset())
        outcome = take(grid, shape, request, areas, statuses)
        change = observations(grid, outcome, request)
        text = render(grid, shape, outcome, change)
        check_new(change, target)
        if not write:
            return ImportReport(text=text)
        complete(change, target, request)
        apply(change, target)
        text = "\n".join([text, *(f"note: {note}" for note in change.notes)])
    except SilklineError as stopped:
        return ImportReport(text=text, problems=tuple(sorted(stopped.problems)))
    written, removed = tuple(sorted(change.files)), tuple(change.removed)
    return ImportReport(text=text, written=written, removed=removed)
