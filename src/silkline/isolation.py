# Stories and `prepare.py` are programs of strangers. On Linux the kernel itself keeps them from
# every network, in a namespace of their own, and bounds what they write; util-linux does both.
# Elsewhere, and where a system refuses namespaces, a story is still kept from sockets by Python
# alone, which stops what is done by mistake and not who means it. Whoever needs more asks for it,
# and nothing runs where it cannot be had.
"""Starting a stranger's program without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import Final

VARIABLE: Final = "SILKLINE_ISOLATION"
"""Environment variable: `required` refuses to run a program that cannot be isolated."""
FILE_BYTES: Final = 2 * 1024**3
"""The largest file that an isolated program can write."""
PROCESSES: Final = 4096
"""As many as an isolated program may have at once; the system does not bound those of root."""
REFUSED: Final = (
    "this machine cannot keep programs from the network, and SILKLINE_ISOLATION asks it"
)
REMEDY: Final = (
    "run on Linux with util-linux and user namespaces allowed, or leave the variable away."
)


class IsolationError(Exception):
    """A program must be isolated and cannot be."""


def isolated(command: Sequence[str]) -> list[str]:
    """The command that runs another one isolated, or that command itself where it cannot be.

    Raises:
        IsolationError: If it cannot be and the environment says that it must.
    """
    prefix = _prefix()
    if not prefix and os.environ.get(VARIABLE) == "required":
        raise IsolationError(REFUSED)
    return [*prefix, *command]


@cache
def _prefix() -> tuple[str, ...]:
    """What to put before a command; nothing where namespaces cannot be had. Tried once."""
    unshare, prlimit = shutil.which("unshare"), shutil.which("prlimit")
    if sys.platform != "linux" or not unshare or not prlimit:
        return ()
    limits = (prlimit, f"--fsize={FILE_BYTES}", f"--nproc={PROCESSES}")
    prefix = (unshare, "--user", "--map-current-user", "--net", "--", *limits, "--")
    try:
        tried = subprocess.run(  # noqa: S603 - our own words
            [*prefix, "true"], capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return prefix if tried.returncode == 0 else ()
