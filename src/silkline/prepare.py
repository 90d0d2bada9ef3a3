# Makes the tables of a package anew from its raw files. This is the one place where a contributor's
# script is run, never at build or check: in a subprocess, on a copy of the package, without the
# caller's variables. That keeps a script from resting on one machine by accident; it is not a cage
# for hostile code, which needs an unprivileged job around it.
"""Run `prepare.py` of a package and compare its tables with those committed."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from silkline.problems import Location, Problem, Problems, excerpt_at

SCRIPT: Final = "prepare.py"
REFERENCE_VARIABLE: Final = "SILKLINE_REFERENCE"
"""Environment variable in which a script finds the folder of the code lists."""
SHOWN_CHARACTERS: Final = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareReport:
    """What making the tables of a package anew gave."""

    package: str
    made: tuple[str, ...] = ()
    """Paths of the tables that the script wrote, relative to the package, sorted."""
    changed: tuple[str, ...] = ()
    """Those that are not, byte for byte, the committed ones."""
    written: bool = False
    """Whether the changed ones were copied into the package."""
    problems: Problems = ()


def prepare_package(
    folder: Path,
    *,
    root: Path | None = None,
    reference: Path | None = None,
    write: bool = False,
    timeout_s: float = 120,
) -> PrepareReport:
    """Make the tables of a package anew and compare them with the committed ones.

    Args:
        folder: the package, with `prepare.py` and `raw/`.
        root: folder that paths in problems are relative to; two above the package by default.
        reference: package of code lists; `reference` beside the package by default.
        write: copy tables that differ into `data/` instead of reporting them.
        timeout_s: seconds the script may take.

    Returns:
        Problems DP040 (the script failed), DP041 (tables differ), DP042 and DP043 (raw files are
        not those recorded). Nothing is run on raw files that are not as recorded.
    """
    root = root or folder.parent.parent
    problems = _script_missing(folder, root) or check_raw(folder, root)
    if problems:
        return PrepareReport(package=folder.name, problems=problems)
    with tempfile.TemporaryDirectory(prefix="silkline-") as scratch:
        copy = _copy(folder, Path(scratch) / folder.name)
        problems = _run(copy, root, folder, reference or folder.parent / "reference", timeout_s)
        if problems:
            return PrepareReport(package=folder.name, problems=problems)
        return _compared(folder, copy, root, write=write)


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


# --- raw files ---


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
        where=Location(path=_told(folder, root)),
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
        what, hint = "is not a plain path in raw/", "Keep the file in raw/ and name it from there."
    elif not raw.is_file():
        what, hint = "is not there", "Add the raw file, or take away the line that names it."
    else:
        actual = hashlib.sha256(raw.read_bytes()).hexdigest()
        if actual == record.sha256:
            return None
        what = f'has SHA-256 {actual}, not "{record.sha256}"'
        hint = "Restore the file, or, if it is a new vintage, record it as a source of its own."
    where = Location(path=_told(folder / record.path, root), line=record.line, field="sha256")
    excerpt = excerpt_at(folder / record.path, record.line)
    message = f"raw file '{record.file}' {what}"
    return Problem(where=where, code="DP042", message=message, hint=hint, excerpt=excerpt)


def _inside(file: str) -> bool:
    parts = PurePosixPath(file).parts
    return parts[:1] == ("raw",) and ".." not in parts and "\\" not in file


def _unrecorded(folder: Path, root: Path, file: str) -> Problem:
    return Problem(
        where=Location(path=_told(folder / file, root)),
        code="DP043",
        message=f"raw file '{file}' has no recorded SHA-256",
        hint="Name it in data/sources.csv with its sha256, or run sha256sum in raw/ and add the "
        "line to raw/SHA256SUMS.",
    )


def _told(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


# --- the script ---


def _script_missing(folder: Path, root: Path) -> Problems:
    if (folder / SCRIPT).is_file():
        return ()
    what = "prepare.py here" if folder.is_dir() else f"package '{folder.name}'"
    hint = "Give the name of a package with a prepare.py; packages typed by hand need none."
    return (_failed(folder, root, f"there is no {what}", hint),)


def _failed(folder: Path, root: Path, message: str, hint: str, line: int = 0) -> Problem:
    where = Location(path=_told(folder / SCRIPT, root), line=line)
    excerpt = excerpt_at(folder / SCRIPT, line) if line else ""
    return Problem(where=where, code="DP040", message=message, hint=hint, excerpt=excerpt)


def _copy(folder: Path, target: Path) -> Path:
    """The package without its tables: what the script may read, and an empty `data/` to fill."""

    def left_out(directory: str, names: list[str]) -> list[str]:
        here = Path(directory)
        return [n for n in names if (here / n).is_symlink() or (here == folder and n == "data")]

    shutil.copytree(folder, target, ignore=left_out)
    (target / "data").mkdir()
    return target


def _run(copy: Path, root: Path, folder: Path, reference: Path, timeout_s: float) -> Problems:
    told = copy.parent / "output.txt"
    # A file, not a pipe: a process that the script left behind cannot keep us waiting at its end.
    with told.open("wb") as output:
        try:
            done = subprocess.run(  # noqa: S603 - the command is ours; its script is the point
                [sys.executable, "-s", "-B", "-X", "utf8", SCRIPT],
                cwd=copy,
                env=_environment(copy.parent, reference),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            hint = "Make it read less, or give it more time."
            message = f"prepare.py was stopped after {timeout_s:g} seconds"
            return (_failed(folder, root, message, hint),)
    if done.returncode == 0:
        return ()
    said = told.read_text(encoding="utf-8", errors="replace")
    last = next((text for text in reversed(said.splitlines()) if text.strip()), "it said nothing")
    message = f"prepare.py ended with exit code {done.returncode}: {last[:SHOWN_CHARACTERS]}"
    hint = "Mend the script or the raw file it names, then run it again."
    return (_failed(folder, root, message, hint, _line_of_failure(said)),)


def _environment(scratch: Path, reference: Path) -> dict[str, str]:
    """Only what Python needs to start; one hash seed, so that the order of a set cannot vary."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "HOME": str(scratch),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "TMPDIR": str(scratch),
        "TZ": "UTC",
        REFERENCE_VARIABLE: str(reference.resolve()),
    }


def _line_of_failure(said: str) -> int:
    """The line of the script in the last frame of a traceback; 0 without one."""
    lines = re.findall(rf'File "[^"\n]*{re.escape(SCRIPT)}", line (\d+)', said)
    return int(lines[-1]) if lines else 0


# --- the tables ---


def _compared(folder: Path, copy: Path, root: Path, *, write: bool) -> PrepareReport:
    made = tuple(sorted(p.relative_to(copy).as_posix() for p in (copy / "data").glob("*.csv")))
    if not made:
        hint = "Write CSV files to data/, relative to the folder of the package."
        problem = _failed(folder, root, "prepare.py wrote no table to data/", hint)
        return PrepareReport(package=folder.name, problems=(problem,))
    changed = tuple(file for file in made if _bytes(folder / file) != _bytes(copy / file))
    if write:
        for file in changed:
            _replace(folder / file, (copy / file).read_bytes())
    problems = () if write else tuple(_differs(folder, copy, root, file) for file in changed)
    return PrepareReport(
        package=folder.name, made=made, changed=changed, written=write, problems=problems
    )


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)


def _differs(folder: Path, copy: Path, root: Path, file: str) -> Problem:
    committed = _bytes(folder / file)
    hint = f"Run `silkline prepare {folder.name}` and commit what it makes; do not edit it by hand."
    where = Location(path=_told(folder / file, root))
    if committed is None:
        message = f"prepare.py makes '{file}', which is not in the package"
        return Problem(where=where, code="DP041", message=message, hint=hint)
    here, made = committed.split(b"\n"), (copy / file).read_bytes().split(b"\n")
    line, (is_, should) = next(
        (number, pair)
        for number, pair in enumerate(zip_longest(here, made), start=1)
        if pair[0] != pair[1]
    )
    message = f"line {line} is {_shown(is_)}; prepare.py makes it {_shown(should)}"
    excerpt = excerpt_at(folder / file, line)
    where = Location(path=where.path, line=line)
    return Problem(where=where, code="DP041", message=message, hint=hint, excerpt=excerpt)


def _shown(line: bytes | None) -> str:
    if not line:
        return "empty"
    text = line.decode("utf-8", errors="replace")
    return f'"{text[:SHOWN_CHARACTERS]}"' if text.isprintable() else repr(text[:SHOWN_CHARACTERS])
