# Byte for byte: a table that anybody can make again from its raw file needs no trust.
"""Comparing the tables that a script made with those committed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from silkline.prepare.raw import shown_path
from silkline.prepare.script import SHOWN_CHARACTERS, failed
from silkline.problems import Location, Problem, Problems, excerpt_at


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


def compare_tables(folder: Path, copy: Path, root: Path, *, write: bool) -> PrepareReport:
    """What differs between the tables in the copy and the committed ones; copied if so wished."""
    made = tuple(sorted(p.relative_to(copy).as_posix() for p in (copy / "data").glob("*.csv")))
    if not made:
        hint = "write CSV files to data/, relative to the folder of the package."
        problem = failed(folder, root, "prepare.py wrote no table to data/", hint)
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
    hint = f"run `silkline prepare {folder.name}` and commit what it makes; do not edit it by hand."
    where = Location(path=shown_path(folder / file, root))
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
