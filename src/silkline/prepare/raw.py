# A raw file is the ground that every value stands on. It is the one that was retrieved, or nothing
# is made of it.
"""The raw files of a package and their recorded checksums."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from silkline.problems import Location, Problem, Problems, excerpt_at


def check_raw(folder: Path, root: Path) -> Problems:
    """Whether the raw files are those whose SHA-256 is recorded; runs nothing.

    Sums stand in `data/sources.csv` (columns file and sha256) and, for files that are no source of
    their own, in `raw/SHA256SUMS` in the form of `sha256sum`.
    """
    try:
        sums = tuple(_recorded(folder))
    except (UnicodeDecodeError, csv.Error) as error:
        return (_unreadable(folder, root, error),)
    found = [p for record in sums if (p := _mismatch(folder, root, record))]
    known = {record.file for record in sums}
    found += [_unrecorded(folder, root, file) for file in _raw_files(folder) if file not in known]
    return tuple(sorted(set(found)))


def shown_path(path: Path, root: Path) -> str:
    """A path as problems name it: relative to the site, where it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


class _Sum(NamedTuple):
    """A recorded checksum: the file, its SHA-256, and where that is written."""

    file: str
    sha256: str
    path: str
    line: int


def _recorded(folder: Path) -> Iterator[_Sum]:
    sources = folder / "data/sources.csv"
    if sources.is_file():
        with sources.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            line = 2
            for row in reader:
                if row.get("file"):
                    yield _Sum(row["file"], row.get("sha256") or "", "data/sources.csv", line)
                line = reader.line_num + 1
    sums = folder / "raw/SHA256SUMS"
    if sums.is_file():
        for line, text in enumerate(sums.read_text(encoding="utf-8").splitlines(), start=1):
            sha256, _, name = text.partition(" ")
            yield _Sum(f"raw/{name.lstrip(' *')}", sha256, "raw/SHA256SUMS", line)


def _unreadable(folder: Path, root: Path, error: Exception) -> Problem:
    return Problem(
        where=Location(path=shown_path(folder, root)),
        code="DP042",
        message=f"the recorded checksums cannot be read: {error}",
        hint="data/sources.csv and raw/SHA256SUMS are UTF-8 text; `silkline check` names the cell.",
    )


def _raw_files(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "raw").rglob("*")):
        about = path.suffix == ".md" or path.name in {"SHA256SUMS", ".gitattributes"}
        if path.is_file() and not about:
            yield path.relative_to(folder).as_posix()


def _mismatch(folder: Path, root: Path, record: _Sum) -> Problem | None:
    raw = folder / record.file
    if not _inside(record.file) or raw.is_symlink():
        what, hint = "is not a plain path in raw/", "keep the file in raw/ and name it from there."
    elif not raw.is_file():
        what, hint = "is not there", "add the raw file, or take away the line that names it."
    else:
        actual = hashlib.sha256(raw.read_bytes()).hexdigest()
        if actual == record.sha256:
            return None
        what = f'has SHA-256 {actual}, not "{record.sha256}"'
        hint = "restore the file, or, if it is a new vintage, record it as a source of its own."
    where = Location(path=shown_path(folder / record.path, root), line=record.line, field="sha256")
    excerpt = excerpt_at(folder / record.path, record.line)
    message = f"raw file '{record.file}' {what}"
    return Problem(where=where, code="DP042", message=message, hint=hint, excerpt=excerpt)


def _inside(file: str) -> bool:
    parts = PurePosixPath(file).parts
    return parts[:1] == ("raw",) and ".." not in parts and "\\" not in file


def _unrecorded(folder: Path, root: Path, file: str) -> Problem:
    return Problem(
        where=Location(path=shown_path(folder / file, root)),
        code="DP043",
        message=f"raw file '{file}' has no recorded SHA-256",
        hint="name it in data/sources.csv with its sha256, or run sha256sum in raw/ and add the "
        "line to raw/SHA256SUMS.",
    )
