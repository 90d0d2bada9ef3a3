# Builds may share a folder of kept results, and read files in it until their site is written. So
# each says that it is there by a lock, which the system lets go of when it ends, and only who is
# alone may throw something away. A lock cannot be made stronger in one step: the old one is given
# up before the new one is had, or not had. So whoever tries that keeps all others from trying.
"""Who uses a folder of kept results."""

from __future__ import annotations

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

USERS: Final = ".users"
"""Locked by all who use the folder."""
CLEARING: Final = ".clearing"
"""Locked by the one who wants to be alone."""


class Sharing:
    """The use of a folder by this process, from the first `enter` until it is collected.

    Args:
        folder: Of kept results; made by the first who enters.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._users: int | None = None

    def enter(self) -> None:
        """From now on nobody throws away what lies in the folder. Raises OSError."""
        if self._users is None:
            self._users = self._opened(USERS)
            weakref.finalize(self, os.close, self._users)
            fcntl.flock(self._users, fcntl.LOCK_SH)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else uses the folder; then nobody will, within the block.

        Raises OSError.
        """
        self.enter()
        assert self._users is not None, "it has just been opened"
        gate = self._opened(CLEARING)
        try:
            if not _is_had(gate):
                yield False
                return
            try:
                yield _is_had(self._users)
            finally:
                fcntl.flock(self._users, fcntl.LOCK_SH)
        finally:
            os.close(gate)

    def _opened(self, name: str) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        return os.open(self._folder / name, os.O_RDWR | os.O_CREAT, 0o600)


def _is_had(handle: int) -> bool:
    """Whether a lock could be had for oneself."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
