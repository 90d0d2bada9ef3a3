# One package, start to end, in one call that a worker can make. Each table is read even if another
# is broken, and where two rules complain of one cell only the one that explains it best is kept.
"""Validating a package: its tables by themselves, then together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from silkline.checks import check_package
from silkline.marks import quoted, relative
from silkline.model import Package, Table
from silkline.problems import Location, Problem, Problems, SilklineError
from silkline.tabular import read_table, validate_table, without_missing

_PLAINEST: Final = ("TB015", "TB013", "TB004", "TB005")
"""Codes that explain a cell best, best first; what else is wrong there may follow from it."""
_VAGUEST: Final = frozenset({"TB006", "TB018"})
"""Constraints and keys of a schema: any house rule says better what is meant."""
_UNSORTED: Final = "TB008"


def validate_package(
    package: Package, root: Path, codelists: Mapping[str, frozenset[str]]
) -> tuple[tuple[Table, ...], Problems]:
    """Read and check every table of a package.

    Args:
        package: A package whose descriptor is in order.
        root: The site's root, to which paths in problems are relative.
        codelists: Codes of the reference package by list; an absent one is not checked.

    Returns:
        The tables that could be read, and everything that is wrong.
    """
    problems: set[Problem] = set()
    tables: list[Table] = []
    for resource in package.resources:
        problems |= set(validate_table(package, resource, root))
        try:
            table = read_table(package, resource, root)
            tables.append(without_missing(resource, table) if resource.writing else table)
        except SilklineError as error:
            problems |= set(error.problems)
    problems |= set(check_package(package, tables, codelists))
    paths = {relative(package.folder / r.path, root): r for r in package.resources}
    keys = {path: frozenset(r.primary_key) for path, r in paths.items()}
    more = (p for r in package.resources if r.writing for p in r.writing.paths)
    named = (*(r.path for r in package.resources), *more)
    files = {relative(package.folder / p, root): package.folder / p for p in named}
    told = tuple(sorted(_without_consequences(_best_told(problems), keys)))
    return tuple(tables), quoted(told, files)


def _best_told(problems: Iterable[Problem]) -> list[Problem]:
    """Of several problems in one cell those that explain it; others all stay."""
    by_cell: defaultdict[Location, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_cell[problem.where].append(problem)
    return [p for where, group in by_cell.items() for p in _kept(where, group)]


def _without_consequences(
    problems: list[Problem], keys: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Without complaints of order where a cell of a key is wrong: mending it may sort the table."""
    broken = {p.where.path for p in problems if p.where.field in keys.get(p.where.path, ())}
    return (p for p in problems if p.code != _UNSORTED or p.where.path not in broken)


def _kept(where: Location, group: list[Problem]) -> list[Problem]:
    if not where.field or len(group) == 1:
        return group
    for code in _PLAINEST:
        if plain := [p for p in group if p.code == code]:
            return plain
    return [p for p in group if p.code not in _VAGUEST] or group
