# What is made of many files goes into a folder of its own, so that nothing is ever overwritten.
"""The folder that something new is written to."""

from __future__ import annotations

from pathlib import Path

from silkline.problems import Location, Problem, Problems


def in_the_way(target: Path, what: str) -> Problems:
    """A problem where `what` cannot go, since something is there. Raises OSError."""
    if target.is_dir():
        taken = min((f"it holds '{path.name}'" for path in target.iterdir()), default="")
    else:
        taken = "it is a file" if target.exists() or target.is_symlink() else ""
    if not taken:
        return ()
    found = Problem(
        where=Location(path=target.as_posix()),
        code="PB030",
        message=f"{what} needs an empty folder, and {taken}",
        hint="name a folder that does not exist yet, or an empty one.",
    )
    return (found,)


def unwritable(target: Path, error: OSError) -> Problem:
    """That the folder cannot be written, and what the system says of it."""
    return Problem(
        where=Location(path=target.as_posix()),
        code="PB031",
        message=f"the folder cannot be written: {error.strerror or error}",
        hint="name a folder in a place where you may write.",
    )
