# A version is a promise to whoever downloaded the one before. It is kept by comparing with the
# bytes that were released, in every check and so in every pull request.
"""Whether the packages keep what their versions promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from silkline.marks import read_json, show
from silkline.model import Package, PackageVersion, Release, Table
from silkline.problems import Location, Problem, Problems, Severity, SilklineError
from silkline.releases.frozen import Frozen
from silkline.releases.reasons import given, reason_for
from silkline.releases.rules import Part, Reason, needed, part_risen, risen
from silkline.releases.tables import REVISIONS, KeyedTable, changes_of, keyed_tables, package_tables

_WORDS: Final = {Part.PATCH: "patch", Part.MINOR: "minor", Part.MAJOR: "major"}
_EXPLAINED: Final = frozenset({"observations"})
"""Tables in which a corrected row wants a reason."""

Tables = Mapping[tuple[str, str], Table]


def check_versions(packages: Iterable[Package], tables: Tables, frozen: Frozen) -> Problems:
    """What is wrong with the versions of packages that are not as they were released last."""
    if not frozen.releases:
        return ()
    last = frozen.releases[-1]
    found: list[Problem] = []
    for package in packages:
        before = last.packages.get(package.name)
        if before and before.digest != package.digest:
            try:
                found += _of_package(package, before, tables, frozen, last)
            except SilklineError as stopped:
                found += stopped.problems
    return tuple(sorted(found))


def _of_package(
    package: Package, before: PackageVersion, tables: Tables, frozen: Frozen, last: Release
) -> Iterator[Problem]:
    old = keyed_tables(frozen.package_files(last, package.name))
    new = package_tables(package)
    reason = needed(old, new)
    yield from _of_version(package, before, reason, last)
    revisions = tables.get((package.name, REVISIONS))
    yield from _of_reasons(package, before, revisions, old, new)


def _of_version(
    package: Package, before: PackageVersion, reason: Reason, last: Release
) -> Iterator[Problem]:
    least = risen(before.version, reason.part)
    part = part_risen(before.version, package.version)
    hint = f'write "version": "{least}" or higher; a {_WORDS[reason.part]} version, because '
    hint += f"{reason.words}."
    if package.version == before.version:
        message = (
            f"the package is not what release {last.version} holds as version {before.version}"
        )
        yield _at_version(package, "RL001", message, hint)
    elif part is None:
        message = f"version {show(package.version)} does not come after {before.version}"
        yield _at_version(package, "RL002", message, hint)
    elif part < reason.part:
        message = f"version {package.version} after {before.version} is too small a step"
        yield _at_version(package, "RL003", message, hint)


def _of_reasons(
    package: Package,
    before: PackageVersion,
    revisions: Table | None,
    old: Mapping[str, KeyedTable],
    new: Mapping[str, KeyedTable],
) -> Iterator[Problem]:
    reasons = given(revisions, after=before.version)
    changes = list(changes_of(old, new))
    used = {id(found) for c in changes if (found := reason_for(c, reasons))}
    for one in reasons:
        if id(one) not in used and revisions:
            yield _unused(revisions, one.line)
    silent = [
        c
        for c in changes
        if c.old is not None and c.table in _EXPLAINED and not reason_for(c, reasons)
    ]
    if silent:
        yield _silent(package, ["/".join(c.key.values()) for c in silent])


def _at_version(package: Package, code: str, message: str, hint: str) -> Problem:
    root = package.folder
    for _ in package.where.path.split("/")[:-1]:
        root = root.parent
    marked = read_json(package.folder / "datapackage.json", root)
    return marked.problem(code, message, "version", hint=hint)


def _unused(revisions: Table, line: int) -> Problem:
    return Problem(
        where=Location(path=revisions.path, line=line, column=1),
        code="RL005",
        message="the reason is for no row that changed since the last release",
        hint="name the table and the first parts of the row's key, such as population/SWE/2023; or "
        "remove the row.",
        severity=Severity.WARNING,
    )


def _silent(package: Package, rows: list[str]) -> Problem:
    more = f" and {len(rows) - 1:,} more" if len(rows) > 1 else ""
    return Problem(
        where=Location(path=package.where.path, line=1, column=1),
        code="RL004",
        message=f"no reason is given for the change of '{rows[0]}'{more}",
        hint=f"add a row to data/{REVISIONS}.csv; without it the site says that none is given.",
        severity=Severity.WARNING,
    )
