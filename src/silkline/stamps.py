# Whether a file is as it was is asked of the published site, of what a build reads, and by a
# preview, which lives on from one build to the next: what it made of a package serves again while
# no file of that has changed. Nothing else keeps such things, since other processes build once.
"""What tells whether files have changed, and what was made of folders that have not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable, Mapping
from operator import is_
from pathlib import Path
from typing import Any, Final, TypeVar

T = TypeVar("T")

Stamp = tuple[int, int, int, int]
"""Size, time of writing, time of any change, and number of a file."""

RECENT_NS: Final = 2_000_000_000
"""A file written so shortly before a look could be written again without another time."""

_kept: dict[Hashable, tuple[Mapping[str, Stamp], Any]] | None = None
_made: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
"""By name, what was made of values, and these: while they are held, no other has their place."""


def stamp_of(found: os.stat_result) -> Stamp:
    """What tells whether a file has changed."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def entries_of(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder."""
    with os.scandir(folder) as entries:
        return list(entries)


def stamps_below(folder: Path, *, apart: str = "") -> dict[str, Stamp]:
    """Every file below a folder, but those of one folder in it."""
    found, waiting = {}, [str(folder)]
    while waiting:
        for entry in entries_of(waiting.pop()):
            if not entry.is_dir(follow_symlinks=False):
                found[entry.path] = stamp_of(entry.stat(follow_symlinks=False))
            elif entry.path != apart:
                waiting.append(entry.path)
    return found


def live_on() -> None:
    """From now on this process keeps what is made of folders."""
    global _kept  # noqa: PLW0603 (a process lives on, or does not)
    _kept = {} if _kept is None else _kept


def made_of(folder: Path, make: Callable[[], T], *what: Hashable) -> T:
    """What is made of the files below a folder and nothing else, made anew when one has changed.

    Args:
        folder: Where the files lie.
        make: Makes it; nobody may change what it gave.
        what: Names what is made, with all that it depends on beside the files.
    """
    if _kept is None:
        return make()
    now = time.time_ns()
    try:
        stamps = stamps_below(folder)
    except OSError:  # whoever makes it finds the words for that
        return make()
    known = _kept.pop((folder, *what), None)
    made: T = known[1] if known and known[0] == stamps else make()
    if all(max(stamp[1], stamp[2]) < now - RECENT_NS for stamp in stamps.values()):
        _kept[folder, *what] = (stamps, made)
    return made


def made_from(what: Hashable, make: Callable[..., T], *values: Any) -> T:
    """What is made of values and nothing else, made anew when one of them is another object.

    A tuple or mapping of the very members that the one before had is that one again, so that what
    is made of it in turn serves too.

    Args:
        what: Names what is made; there is one of each name.
        make: Makes it of the values; nobody may change what it gave.
        values: All that it depends on.
    """
    if _kept is None:
        return make(*values)
    then, before = _made.get(what, ((), None))
    if what in _made and _same(then, values):
        known: T = before
        return known
    made = make(*values)
    if _same(before, made):
        made = before
    _made[what] = (values, made)
    return made


def made_before(what: Hashable) -> tuple[tuple[Any, ...], Any] | None:
    """What was made under a name the last time, with the values that it was made of."""
    return None if _kept is None else _made.get(what)


def _same(one: object, other: object) -> bool:
    """Whether two tuples or mappings have the very same members in the same order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(map(is_, one.values(), other.values()))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(is_, one, other))
    return False
