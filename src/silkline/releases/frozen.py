# What was released is never computed again, by this engine or a later one: its bytes lie in the
# repository and are only unpacked. A package lies there as the ZIP file that is served, and its
# tables are read from it; everything else lies in one archive for each release, which leaves out
# what an earlier one holds already. Two releases with the same package share its file.
"""Reading what is frozen, and proving that it is what was released."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from silkline.cache import digest, digest_file
from silkline.model import Digest, FrozenFile, PackageVersion, Release
from silkline.problems import Location, Problem, Problems, SilklineError
from silkline.releases.lock import (
    FOLDER,
    Lock,
    Locked,
    archive_path,
    manifest_path,
    package_path,
    read_lock,
)

MANIFEST: Final = "manifest.json"
MAX_BYTES: Final = 2 * 1024 * 1024 * 1024
"""A release with more is not unpacked, whatever its manifest says."""

CHANGES: Final = "changes.json"
"""First in each archive, so that it is read without unpacking the rest."""

_PATH: Final = re.compile(r"(?:[^/\\.\x00-\x1f][^/\\\x00-\x1f]*(?:/(?!$)|$))+")
_HINT: Final = "take the file from the main branch again: what was released is never changed."


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Everything that was released, ready to be unpacked."""

    root: Path
    lock: Lock
    releases: tuple[Release, ...]
    """Oldest first."""

    def contents(self, release: Release) -> Iterator[tuple[str, bytes]]:
        """Every file that a release serves, by path in its folder, manifest included.

        Raises SilklineError where a file is not what the manifest says (RL012).
        """
        yield MANIFEST, (self.root / manifest_path(release.version)).read_bytes()
        for path, content in self._found(release):
            expected = release.files[path]
            if len(content) != expected.size or digest(content) != expected.digest:
                raise SilklineError(_wrong(release, path))
            yield path, content

    def changes(self, release: Release) -> bytes:
        """What a release changed, as it was told then. Raises SilklineError (RL012)."""
        expected = release.files.get(CHANGES)
        for name, content in self._unpacked(release):
            if expected and name == CHANGES and digest(content) == expected.digest:
                return content
            break
        raise SilklineError(_wrong(release, CHANGES))

    def package_files(self, release: Release, package: str) -> dict[str, bytes]:
        """Descriptor and tables of a package as it was released, by path in its folder."""
        version = release.packages[package].version
        with zipfile.ZipFile(self.root / package_path(package, version)) as archive:
            return {
                name: _member(archive, name, release, f"packages/{package}/{name}")
                for name in archive.namelist()
            }

    def _found(self, release: Release) -> Iterator[tuple[str, bytes]]:
        for package, released in release.packages.items():
            whole = f"packages/{package}/{package}.zip"
            yield whole, (self.root / package_path(package, released.version)).read_bytes()
            for name, content in self.package_files(release, package).items():
                yield f"packages/{package}/{name}", content
        wanted: dict[str, list[str]] = {}
        for path, file in release.files.items():
            if not path.startswith("packages/"):
                wanted.setdefault(self._held[file.digest], []).append(path)
        for version, paths in sorted(wanted.items()):
            kept = self._members(version)
            for path in paths:
                yield path, kept[release.files[path].digest]

    @cached_property
    def _held(self) -> dict[Digest, str]:
        """For each file outside packages the release whose archive holds it: the first it is in."""
        held: dict[Digest, str] = {}
        for release in self.releases:
            for path, file in release.files.items():
                if not path.startswith("packages/"):
                    held.setdefault(file.digest, release.version)
        return held

    def holds(self, found: Digest) -> bool:
        """Whether an archive holds a file with this digest already."""
        return found in self._held

    def _members(self, version: str) -> dict[Digest, bytes]:
        """The files of one archive, by digest."""
        release = next(r for r in self.releases if r.version == version)
        return {release.files[name].digest: made for name, made in self._unpacked(release)}

    def _unpacked(self, release: Release) -> Iterator[tuple[str, bytes]]:
        """The files of a release's archive, in order; no larger than the manifest says."""
        with tarfile.open(self.root / archive_path(release.version), "r:xz") as archive:
            for member in archive:
                file = release.files.get(member.name)
                stream = archive.extractfile(member) if member.isfile() else None
                if file is None or stream is None or member.size != file.size:
                    raise SilklineError(_wrong(release, member.name))
                yield member.name, stream.read()


def read_frozen(root: Path) -> tuple[Frozen, Problems]:
    """Everything that was released; nothing where any of it is not as it was left."""
    lock, problems = read_lock(root)
    wrong = (*problems, *_changed(root, lock), *_unknown(root, lock))
    if wrong:
        return Frozen(root=root, lock=lock, releases=()), tuple(sorted(wrong))
    try:
        found = tuple(_release(root, locked) for locked in lock.releases)
    except SilklineError as stopped:
        return Frozen(root=root, lock=lock, releases=()), stopped.problems
    return Frozen(root=root, lock=lock, releases=found), ()


def _changed(root: Path, lock: Lock) -> Iterator[Problem]:
    """Frozen files that are gone or have other bytes."""
    for path, expected in lock.frozen.items():
        file = root / path
        if not file.is_file() or file.is_symlink():
            yield _frozen(path, "a frozen file is missing")
        elif digest_file(file) != expected:
            yield _frozen(path, "a frozen file has changed")


def _unknown(root: Path, lock: Lock) -> Iterator[Problem]:
    """Files among the frozen ones that no release knows, and releases without theirs."""
    for file in sorted((root / FOLDER).rglob("*")):
        path = file.relative_to(root).as_posix()
        if not file.is_dir() and path not in lock.frozen:
            yield _frozen(path, "the file is part of no release")
    for locked in lock.releases:
        if lock.frozen.get(manifest_path(locked.version)) != locked.manifest:
            yield _frozen(manifest_path(locked.version), "the release has another manifest")


def _frozen(path: str, message: str) -> Problem:
    return Problem(where=Location(path=path), code="RL011", message=message, hint=_HINT)


def _release(root: Path, locked: Locked) -> Release:
    path = manifest_path(locked.version)
    try:
        told = json.loads((root / path).read_bytes())
        release = _told(told, locked)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SilklineError(_frozen(path, "the file is no manifest of a release")) from None
    total = sum(file.size for file in release.files.values())
    if total > MAX_BYTES or not all(map(_PATH.fullmatch, release.files)):
        raise SilklineError(_frozen(path, "the manifest names files that no release may hold"))
    return release


def _told(told: Mapping[str, Any], locked: Locked) -> Release:
    files: Sequence[Mapping[str, Any]] = told["files"]
    packages: Sequence[Mapping[str, Any]] = told["packages"]
    return Release(
        version=locked.version,
        date=locked.date,
        packages={
            str(p["package"]): PackageVersion(
                version=str(p["version"]), digest=Digest(str(p["sha256"]))
            )
            for p in packages
        },
        files={
            str(f["path"]): FrozenFile(size=int(f["bytes"]), digest=Digest(str(f["sha256"])))
            for f in files
        },
    )


def _member(archive: zipfile.ZipFile, name: str, release: Release, path: str) -> bytes:
    expected = release.files.get(path)
    if expected is None or archive.getinfo(name).file_size != expected.size:
        raise SilklineError(_wrong(release, path))
    return archive.read(name)


def _wrong(release: Release, path: str) -> Problem:
    return Problem(
        where=Location(path=manifest_path(release.version)),
        code="RL012",
        message=f"'{path}' in the archives is not the file that the manifest names",
        hint=_HINT,
    )
