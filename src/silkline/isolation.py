# Stories and `prepare.py` are programs of strangers. On Linux the kernel itself keeps them from
# every network, in a namespace of their own, and bounds what they write and how many they are;
# util-linux does both. They see no process but their own, and when the first of these ends, or we
# do, the kernel ends all. Some containers grant a network of its own and no processes. Elsewhere,
# and where a system refuses namespaces, a story is still kept from sockets by Python alone, which
# stops what is done by mistake and not who means it. Whoever needs more asks for it, and nothing
# runs where it cannot be had.
"""Starting a stranger's program without a network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

VARIABLE: Final = "SILKLINE_ISOLATION"
"""Environment variable: `required` refuses to run a program that cannot be isolated."""
FILE_BYTES: Final = 2 * 1024**3
"""The largest file that an isolated program can write."""
PROCESSES: Final = 1024
"""As many processes and threads as an isolated program may have at once."""
_OWN_PIDS: Final = (6, 14)
"""From this Linux on the highest number of a process is set for a namespace, not for all."""
_FIRST_PROCESS: Final = """
unset PWD OLDPWD
if [ "$1" -gt 0 ] && [ $$ -eq 1 ]; then echo "$1" 2>/dev/null >/proc/sys/kernel/pid_max; fi
shift
"$@"
exit $?
"""
"""Gathers up what ends, as the first process of a namespace must. The limit on a user's processes
does not bind root, so the numbers that they can have are bounded too: those of the namespace, which
is asked for first, since outside of one they would be those of the whole machine."""
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


def has_own_processes(command: Sequence[str]) -> bool:
    """Whether a command that was made here runs where no other processes are."""
    return "--pid" in command


@cache
def _prefix() -> tuple[str, ...]:
    """What to put before a command; nothing where namespaces cannot be had. Tried once."""
    found = [shutil.which(name) for name in ("unshare", "prlimit", "setpriv", "sh")]
    if sys.platform != "linux" or None in found:
        return ()
    return next(filter(_works, _prefixes()), ())


def _prefixes() -> Iterator[tuple[str, ...]]:
    """The best first."""
    limits = ("prlimit", f"--fsize={FILE_BYTES}", f"--nproc={PROCESSES}", "--")
    network = ("unshare", "--user", "--map-current-user", "--net")
    processes = ("--pid", "--fork", "--kill-child", "--mount-proc", "--")
    bound = str(PROCESSES if _has_own_pids() and os.geteuid() == 0 else 0)
    first = ("sh", "-c", _FIRST_PROCESS, "sh", bound)
    yield ("setpriv", "--pdeathsig", "KILL", "--", *network, *processes, *first, *limits)
    yield (*network, "--", *limits)


def _works(prefix: tuple[str, ...]) -> bool:
    try:
        tried = subprocess.run(  # noqa: S603 - our own words
            [*prefix, "true"], capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _has_own_pids() -> bool:
    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return release is not None and (int(release[1]), int(release[2])) >= _OWN_PIDS
