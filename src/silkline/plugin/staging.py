# MkDocs empties its folder before it builds. The new site is built beside the published one, which
# stays whole until the two change places in one step, where the system knows one. Elsewhere the old
# site is hidden for a moment; should a build end in that moment, the next one puts it back.
"""Where a site is built before it is published."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from pathlib import Path
from typing import Final

from silkline import standing
from silkline.endings import heeded_later
from silkline.problems import Location, Problem, SilklineError

REFUSED: Final = frozenset(
    (errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.ENOSPC, errno.EPERM, errno.EROFS)
)
"""What systems say where nothing can be written, or no more."""
_HERE: Final = -100
"""Stands for the folder of the process where a path may be relative to another."""
_EXCHANGE: Final = 2


class Staging:
    """The place beside the published folder in which one build at a time makes the new site.

    Args:
        target: The published folder; where that is a link, the folder it leads to is published.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        self.folder = self._beside("new")
        """Where the new site is made."""
        self._old = self._beside("old")
        self._lock: int | None = None

    def open(self) -> None:
        """Keeps others out, and clears away what a build left that was ended.

        Raises:
            SilklineError: another build is at work there (PB022), or nothing can be written
                (PB021).
        """
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            with heeded_later():
                self._lock = _locked(self._beside("lock"))
            self._recover()
            self.folder.mkdir()
        except BlockingIOError as busy:
            raise SilklineError(_busy(self.target)) from busy
        except OSError as refused:
            self.close()
            raise SilklineError(unwritable(self.target, refused)) from refused

    def publish(self) -> None:
        """Lets the new site take the old one's place."""
        if not os.path.lexists(self.target):
            self.folder.rename(self.target)
        elif not _exchange(self.folder, self.target):
            self.target.rename(self._old)
            self.folder.rename(self.target)
        _remove(self._old)

    def close(self) -> None:
        """Removes all that is not the published site; may be called at any time, and again."""
        if self._lock is None:
            return
        with heeded_later():
            _remove(self.folder)
            self._beside("lock").unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def _recover(self) -> None:
        if self._old.is_dir() and not self.target.exists():
            self._old.rename(self.target)
        _remove(self._old)
        _remove(self.folder)

    def _beside(self, name: str) -> Path:
        return standing.beside(self.target, name)


def unwritable(target: Path, refused: OSError) -> Problem:
    """That a site cannot be written, and what the system says of it."""
    return Problem(
        where=Location(path=target.as_posix()),
        code="PB021",
        message=f"the site cannot be written: {refused.strerror or refused}",
        hint="free some space, mend the folder's permissions, or name another with --site-dir; "
        "what was published is as it was.",
    )


def _busy(target: Path) -> Problem:
    return Problem(
        where=Location(path=target.as_posix()),
        code="PB022",
        message="another build is writing this site",
        hint="wait for its end, or name another folder with --site-dir.",
    )


def _locked(path: Path) -> int:
    """A handle on a file that no other process holds; the system lets go of it when we end."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except OSError:
            os.close(handle)
            raise
        os.close(handle)  # of a file that another build has removed meanwhile


def _exchange(one: Path, other: Path) -> bool:
    """Whether the system could let two folders change places in one step; Linux can."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
