# The bytes of a release are made here, once. What was frozen before is taken as it is: a package
# that did not change keeps the very file of the release in which it last did, and a file outside
# packages is archived by the first release that has it.
"""Making a release: the files that it serves, and the archives that keep them."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.cache import digest
from silkline.model import Dataset, Package, PackageVersion, Release
from silkline.problems import Location, Problem, SilklineError
from silkline.publish.catalogue import index_indicator, index_package
from silkline.publish.changes import changes_json
from silkline.publish.metadata import package_citation
from silkline.publish.packages import released_package
from silkline.publish.statistics import about_indicator, areas_of, indicator_csv
from silkline.publish.text import Json, json_bytes
from silkline.publish.worked_out import Between, derived_since
from silkline.releases import (
    CHANGES,
    Frozen,
    Lock,
    Locked,
    archive_path,
    manifest_path,
    package_path,
)
from silkline.releases.revising import revisions_since

if TYPE_CHECKING:
    from silkline.config import Config

CHECKSUMS: Final = "SHA256SUMS"
INDEX: Final = "index.json"

_INDEX_KEYS: Final = (
    *("indicator", "title", "title_zh", "definition", "topic", "unit", "unit_symbol"),
    *("unit_title", "unit_title_zh", "derived", "first_period", "last_period", "areas", "values"),
    *("package", "csv", "metadata"),
)
"""What the list of a release says of an indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """A release that is made and not yet written."""

    files: Mapping[str, bytes]
    """New files in the folder of archives, by path from the root of the site."""
    lock: Lock


def freeze(dataset: Dataset, config: Config, frozen: Frozen, version: str, date: str) -> Freeze:
    """The archives and the lock of a new release.

    Raises SilklineError where a package would take the place of another that was released under
    the same version (RL013), or where what is frozen is damaged (RL012).
    """
    kept: dict[str, bytes] = {}
    files: dict[str, bytes] = {}
    for package in dataset.packages.values():
        files |= _package(package, dataset, config, frozen, kept)
    files |= dict(_indicators(dataset))
    files[INDEX] = _index(dataset, version, date)
    packages = {
        p.name: PackageVersion(version=p.version, digest=p.digest)
        for _, p in sorted(dataset.packages.items())
    }
    release = Release(version=version, date=date, packages=packages, files={})
    files[CHANGES] = _changes(release, dataset, frozen, files)
    files[CHECKSUMS] = "".join(f"{digest(c)}  {p}\n" for p, c in sorted(files.items())).encode()
    kept[manifest_path(version)] = _manifest(release, files)
    kept[archive_path(version)] = _archive(files, frozen)
    return Freeze(files=kept, lock=_lock(release, kept, frozen))


def _package(
    package: Package, dataset: Dataset, config: Config, frozen: Frozen, kept: dict[str, bytes]
) -> dict[str, bytes]:
    """What is served of a package; its ZIP file goes to `kept` where it is not frozen yet."""
    for release in reversed(frozen.releases):
        before = release.packages.get(package.name)
        if before and before.digest == package.digest:
            made = frozen.package_files(release, package.name)
            whole = (frozen.root / package_path(package.name, before.version)).read_bytes()
            break
    else:
        place = package_path(package.name, package.version)
        if place in frozen.lock.frozen:
            raise SilklineError(_taken(package, place))
        made, whole = released_package(package, package_citation(dataset, package, config))
        kept[place] = whole
    folder = f"packages/{package.name}"
    own = {f"{folder}/{path}": content for path, content in made.items()}
    return {**own, f"{folder}/{package.name}.zip": whole}


def _indicators(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Of each indicator its observations as CSV, and what must be known to use them."""
    for name, indicator in dataset.indicators.items():
        table = indicator_csv(dataset, name)
        yield f"indicators/{name}.csv", table
        package = dataset.packages[indicator.package]
        told = {
            **about_indicator(dataset, name),
            "version": package.version,
            "areas": areas_of(dataset, name),
            "columns": list(addresses.COLUMNS),
            "csv": f"{name}.csv",
            "bytes": len(table),
            "sha256": digest(table),
        }
        yield f"indicators/{name}.metadata.json", json_bytes(told)


def _index(dataset: Dataset, version: str, date: str) -> bytes:
    """Packages and indicators of the release with addresses that are relative to this file."""
    listed = (index_indicator(dataset, i) for _, i in sorted(dataset.indicators.items()))
    return json_bytes(
        {
            "api": "v1",
            "release": version,
            "date": date,
            "manifest": "manifest.json",
            "checksums": CHECKSUMS,
            "changes": CHANGES,
            "packages": [_listed(p) for p in dataset.packages.values()],
            "indicators": [{key: told[key] for key in _INDEX_KEYS} for told in listed],
        }
    )


def _listed(p: Package) -> dict[str, Json]:
    folder = f"packages/{p.name}"
    return {
        **index_package(p),
        "descriptor": f"{folder}/datapackage.json",
        "zip": f"{folder}/{p.name}.zip",
    }


def _changes(
    release: Release, dataset: Dataset, frozen: Frozen, files: Mapping[str, bytes]
) -> bytes:
    if not frozen.releases:
        return changes_json(None, release, ())
    last = frozen.releases[-1]
    rows = revisions_since(last, dataset, frozen, release=release.version, date=release.date)
    between = Between(last=last, release=release, dataset=dataset, rows=tuple(rows))
    derived = derived_since(between, frozen, files)
    return changes_json(last, release, (*between.rows, *derived))


def _manifest(release: Release, files: Mapping[str, bytes]) -> bytes:
    packages: list[Json] = [
        {"package": name, "version": p.version, "sha256": p.digest}
        for name, p in release.packages.items()
    ]
    listed: list[Json] = [
        {"path": path, "bytes": len(content), "sha256": digest(content)}
        for path, content in sorted(files.items())
    ]
    head: dict[str, Json] = {"release": release.version, "date": release.date}
    return json_bytes({**head, "packages": packages, "files": listed})


def _archive(files: Mapping[str, bytes], frozen: Frozen) -> bytes:
    """The files outside packages that no archive holds; what changed first."""
    own = (p for p in sorted(files) if not p.startswith("packages/"))
    new = [p for p in own if p != CHANGES and not frozen.holds(digest(files[p]))]
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:xz", format=tarfile.PAX_FORMAT, preset=9) as archive:
        for path in (CHANGES, *new):
            entry = tarfile.TarInfo(path)
            entry.size = len(files[path])
            archive.addfile(entry, io.BytesIO(files[path]))
    return stream.getvalue()


def _lock(release: Release, kept: Mapping[str, bytes], frozen: Frozen) -> Lock:
    manifest = digest(kept[manifest_path(release.version)])
    locked = Locked(version=release.version, date=release.date, manifest=manifest)
    return Lock(
        packages=release.packages,
        releases=(*frozen.lock.releases, locked),
        frozen={**frozen.lock.frozen, **{path: digest(made) for path, made in kept.items()}},
    )


def _taken(package: Package, place: str) -> Problem:
    return Problem(
        where=Location(path=package.where.path, line=1, column=1),
        code="RL013",
        message=f"version {package.version} of the package was released with other content",
        hint=f"{place} is never rewritten: give the package a version that it never had.",
    )
