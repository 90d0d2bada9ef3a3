"""What a new release changes against the last one, row by row, with the reasons given."""

from __future__ import annotations

from collections.abc import Iterator

from silkline.model import Dataset, Package, Release, Revision
from silkline.releases.frozen import Frozen
from silkline.releases.reasons import given, reason_for
from silkline.releases.tables import REVISIONS, changes_of, keyed_tables, package_tables


def revisions_since(
    last: Release, dataset: Dataset, frozen: Frozen, *, release: str, date: str
) -> Iterator[Revision]:
    """Rows of all packages that the last release holds and that differ from it.

    A package that is new or gone is told as a whole, not row by row.
    """
    for package in dataset.packages.values():
        before = last.packages.get(package.name)
        if before and before.digest != package.digest:
            yield from _of_package(package, last, dataset, frozen, (release, date))


def _of_package(
    package: Package, last: Release, dataset: Dataset, frozen: Frozen, at: tuple[str, str]
) -> Iterator[Revision]:
    before = keyed_tables(frozen.package_files(last, package.name))
    table = dataset.tables.get((package.name, REVISIONS))
    reasons = given(table, after=last.packages[package.name].version)
    for change in changes_of(before, package_tables(package)):
        found = reason_for(change, reasons)
        yield Revision(
            release=at[0],
            date=at[1],
            package=package.name,
            version=package.version,
            table=change.table,
            key=change.key,
            old=change.old,
            new=change.new,
            reason=found.reason if found else "",
            reason_zh=found.reason_zh if found else "",
        )
