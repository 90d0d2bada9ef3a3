# From a catalog of descriptors to one dataset of everything that is sound. A package with errors
# is left out and its problems are kept, so that a mistake in one package hides nothing of another.
"""Reading the tables of all packages and making one dataset of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from silkline.cache import digest_json
from silkline.checks import check_dataset
from silkline.claims import check_claims, check_reconciliations
from silkline.derive import derive
from silkline.environment import environment_digest
from silkline.marks import show, suggest
from silkline.model import Catalog, Dataset, Digest, Package, PackageKind, Resource, Table
from silkline.problems import Problem, Problems, Severity, SilklineError, has_errors
from silkline.series import assemble
from silkline.stamps import made_of
from silkline.tabular import Known, find_runs, late_table, read_table

Tables = dict[tuple[str, str], Table]
LongTables = Mapping[Digest, Known]
"""Where the rows of long tables stand that were read before."""
NOTHING: Final[LongTables] = {}

_WITHOUT_LISTS: Final = frozenset((PackageKind.PLAIN, PackageKind.FOREIGN, PackageKind.REFERENCE))
"""Kinds of packages that need no codes of others."""
_LONG: Final = "observations"
"""The table of a package that has a row for each figure."""
_PLACE: Final = ("indicator", "ref_area")
"""Columns that tell where in it the figures of an area stand."""
_OR_NOT_LOADED: Final = "If not, it may be in a package that could not be loaded: mend that first."
_WHAT_CAN_BE_READ: Final = (
    "name an indicator by its id, as the indicators page lists it, "
    "or a table as `package/table`, as its package's page does."
)


def read_tables(
    catalog: Catalog, root: Path, *, only: frozenset[str] | None = None, known: LongTables = NOTHING
) -> tuple[Tables, Problems]:
    """Every table that can be read, by package and resource name.

    Args:
        catalog: The packages.
        root: The site's root.
        only: Names of the tables that are wanted, if not all are.
        known: What an earlier build noted of long tables (`long_tables`). Those that have not
            changed are read when somebody looks at their rows.
    """
    tables: Tables = {}
    problems: list[Problem] = []
    for package in catalog.packages:
        read = partial(_read_tables, package, root, only, known)
        read_here, found = made_of(package.folder, read, "tables", root, only)
        tables |= read_here
        problems += found
    return tables, tuple(problems)


def _read_tables(
    package: Package, root: Path, only: frozenset[str] | None, known: LongTables
) -> tuple[Tables, Problems]:
    tables: Tables = {}
    problems: list[Problem] = []
    for resource in package.resources:
        if only is not None and (resource.name not in only or package.is_foreign):
            continue
        key = (package.name, resource.name)
        is_long = resource.name == _LONG and resource.writing is None
        found = known.get(_as_it_is(package, resource)) if is_long else None
        if found is not None:
            tables[key] = late_table(package, resource, root, found)
            continue
        try:
            # The long tables are held in little room; all others are looked at time and again.
            tables[key] = read_table(package, resource, root, packed=is_long)
        except SilklineError as stopped:
            problems.extend(stopped.problems)
    return tables, tuple(problems)


def long_tables(catalog: Catalog, tables: Mapping[tuple[str, str], Table]) -> LongTables:
    """Where the rows of each long table stand, by a digest of all that it was read from."""
    found: dict[Digest, Known] = {}
    for package in catalog.packages:
        table, resource = tables.get((package.name, _LONG)), package.resource(_LONG)
        if table and resource and not resource.writing and {*_PLACE} <= {*table.header}:
            runs = find_runs(table, package, resource)
            if runs is not None:
                found[_as_it_is(package, resource)] = runs
    return found


def _as_it_is(package: Package, resource: Resource) -> Digest:
    columns = [f.name for f in resource.fields]
    place = [package.folder.name, package.name, resource.path]
    return digest_json([*place, resource.digest, columns, environment_digest()])


def codelists(
    catalog: Catalog, tables: Mapping[tuple[str, str], Table]
) -> dict[str, frozenset[str]]:
    """The codes of each list in the reference packages: the first column of each table."""
    lists: dict[str, frozenset[str]] = {}
    for package in catalog.packages:
        if package.kind is PackageKind.REFERENCE:
            for resource in package.resources:
                table = tables.get((package.name, resource.name))
                if table is not None:
                    first = table.header[0]
                    lists[resource.name] = frozenset(table.column(first))
    return lists


def sound_packages(
    catalog: Catalog, problems: Iterable[Problem], root: Path
) -> tuple[Package, ...]:
    """The packages in whose folders nothing is wrong, and neither with the lists that they need."""
    bad = {p.where.path for p in problems if p.severity is Severity.ERROR}

    def is_sound(package: Package) -> bool:
        folder = package.folder.relative_to(root).as_posix() + "/"
        return not any(path.startswith(folder) for path in bad)

    sound = tuple(p for p in catalog.packages if is_sound(p))
    lists = [p for p in catalog.packages if p.kind is PackageKind.REFERENCE]
    if all(p in sound for p in lists):
        return sound
    return tuple(p for p in sound if p.kind in _WITHOUT_LISTS)


def make_dataset(
    packages: Iterable[Package], tables: Mapping[tuple[str, str], Table], *, whole: bool = True
) -> tuple[Dataset, Problems]:
    """One dataset, derived indicators included, and what is wrong between the packages.

    Args:
        packages: The sound ones.
        tables: Those of all packages.
        whole: Whether `packages` are all there are. Where some are left out, the rules between
            packages are not tried: what looks missing may stand in one that is only broken.
    """
    packages = tuple(packages)
    names = {p.name for p in packages}
    sound = assemble(packages, {key: t for key, t in tables.items() if key[0] in names})
    if not whole:
        return derive(sound), ()
    problems = check_dataset(sound)
    if has_errors(problems):
        return sound, problems
    dataset = derive(sound)
    return dataset, problems + check_claims(dataset) + check_reconciliations(dataset)


def known_indicators(tables: Mapping[tuple[str, str], Table]) -> frozenset[str]:
    """Ids of all indicators, those of packages with mistakes elsewhere too."""
    found = (
        table.rows
        for (_, name), table in tables.items()
        if name == "indicators" and "indicator" in table.header
    )
    return frozenset(row.cells["indicator"] for rows in found for row in rows)


def check_reads(catalog: Catalog, indicators: Iterable[str], *, whole: bool = True) -> Problems:
    """Notebooks that declare indicators or tables which no package has.

    Where some packages could not be loaded, `whole` is false: a name like none that is known may
    stand in one of those, and is not blamed on the notebook.
    """
    tables = (f"{p.name}/{r.name}" for p in catalog.packages for r in p.resources)
    known = frozenset((*indicators, *tables))
    unknown = ((n, name) for n in catalog.notebooks for name in n.reads if name not in known)
    found = ((notebook, name, suggest(name, known)) for notebook, name in unknown)
    return tuple(
        Problem(
            where=notebook.where,
            code="NB030",
            message=f"the notebook reads {name!r}, which no package has",
            hint=(near or _WHAT_CAN_BE_READ) if whole else f"{near} {_OR_NOT_LOADED}",
        )
        for notebook, name, near in found
        if near or whole
    )


def check_topics(catalog: Catalog, topics: Iterable[str]) -> Problems:
    """Notebooks that name topics which no code list has: no page of a topic would list them."""
    known = frozenset(topics)
    return tuple(
        Problem(
            where=notebook.where,
            code="NB033",
            message=f"the notebook names the topic {show(topic)}, which no code list has",
            hint=suggest(topic, known) or f"the topics are {', '.join(sorted(known))}.",
        )
        for notebook in catalog.notebooks
        for topic in notebook.topics
        if known and topic not in known
    )
