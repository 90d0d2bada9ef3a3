# Plain lines, sorted: two branches that each change one package merge without a conflict, and a
# reviewer sees in the difference which version became which. Written by the command only.
"""`versions.lock`: what was released last, and the digests of everything that is frozen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from silkline.marks import show
from silkline.model import Digest, PackageVersion
from silkline.problems import Location, Problem, Problems

VERSIONS_LOCK: Final = "versions.lock"
FOLDER: Final = "releases"
"""Folder of the frozen archives, beside mkdocs.yml."""

_HEAD: Final = (
    "# What was released last, and the digests of what is frozen.\n"
    "# Written by `silkline release`; never by hand.\n"
)
_SHA: Final = "[0-9a-f]{64}"
_NAME: Final = r"[a-z0-9][a-z0-9._-]*"
_LINE: Final = re.compile(
    rf"package (?P<package>{_NAME}) (?P<version>\S+) (?P<is>{_SHA})"
    rf"|release (?P<release>[0-9][0-9.]*) (?P<date>\d{{4}}-\d{{2}}-\d{{2}}) (?P<of>{_SHA})"
    rf"|frozen (?P<path>{FOLDER}/(?:{_NAME}/)?{_NAME}) (?P<frozen>{_SHA})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """A release as the lock names it."""

    version: str
    date: str
    manifest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """All that `versions.lock` says; empty where nothing was released yet."""

    packages: Mapping[str, PackageVersion] = field(default_factory=dict)
    """Of the last release, by name."""
    releases: tuple[Locked, ...] = ()
    """Oldest first."""
    frozen: Mapping[str, Digest] = field(default_factory=dict)
    """Digests of the files in the folder of archives, by path from the root of the site."""


def read_lock(root: Path) -> tuple[Lock, Problems]:
    """The lock of a site; an empty one where there is none or where it cannot be read."""
    path = root / VERSIONS_LOCK
    if not path.exists():
        return Lock(), ()
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    told = [(n, line) for n, line in enumerate(lines, start=1) if line and line[0] != "#"]
    wrong = tuple(_unreadable(n, line) for n, line in told if not _LINE.fullmatch(line))
    return (Lock(), wrong) if wrong else (_lock(line for _, line in told), ())


def _lock(lines: Iterator[str]) -> Lock:
    packages: dict[str, PackageVersion] = {}
    releases: list[Locked] = []
    frozen: dict[str, Digest] = {}
    for found in filter(None, map(_LINE.fullmatch, lines)):
        if found["package"]:
            of = PackageVersion(version=found["version"], digest=Digest(found["is"]))
            packages[found["package"]] = of
        elif found["release"]:
            manifest = Digest(found["of"])
            releases.append(Locked(version=found["release"], date=found["date"], manifest=manifest))
        else:
            frozen[found["path"]] = Digest(found["frozen"])
    ordered = sorted(releases, key=lambda r: numbers(r.version))
    return Lock(packages=packages, releases=tuple(ordered), frozen=frozen)


def lock_text(lock: Lock) -> str:
    """The lock as it is written."""
    lines = [
        *(f"package {n} {p.version} {p.digest}" for n, p in sorted(lock.packages.items())),
        *(f"release {r.version} {r.date} {r.manifest}" for r in lock.releases),
        *(f"frozen {path} {found}" for path, found in sorted(lock.frozen.items())),
    ]
    return _HEAD + "".join(f"{line}\n" for line in lines)


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, by which versions are ordered."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def manifest_path(version: str) -> str:
    """Where the manifest of a release lies: what it serves, in full."""
    return f"{FOLDER}/{version}.json"


def archive_path(version: str) -> str:
    """Where the files of a release lie that are in no package and in no release before."""
    return f"{FOLDER}/{version}.tar.xz"


def package_path(package: str, version: str) -> str:
    """Where a package lies as it was released: the very ZIP file that is served."""
    return f"{FOLDER}/packages/{package}-{version}.zip"


def _unreadable(line: int, text: str) -> Problem:
    return Problem(
        where=Location(path=VERSIONS_LOCK, line=line, column=1),
        code="RL010",
        message=f"{show(text)} is no line of the lock",
        hint=f"take {VERSIONS_LOCK} from the main branch again; `silkline release` writes it.",
    )
