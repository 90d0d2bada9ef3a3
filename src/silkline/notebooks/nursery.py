# Keeps the process of which kernels are copies, as long as this process lives; `process` is its
# program. jupyter_client sees a copy as it sees a process that it started itself.
"""Kernels that are copies of a process which has imported everything."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from silkline.isolation import has_own_processes, isolated
from silkline.notebooks.process import BEGUN, read_line

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.connect import KernelConnectionInfo

PROGRAM: Final = Path(__file__).with_name("process.py")
_PATIENCE_S: Final = 120
"""How long importing everything may take."""
_idle: Final[list[Nursery]] = []
"""Those that have nothing to do; they end with this process."""


def can_copy() -> bool:
    """Whether processes can be copied here: what is imported elsewhere may not survive it."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def program(*arguments: str) -> list[str]:
    """The command that starts the program of a kernel; `-P` keeps its folder from being searched."""
    return isolated([sys.executable, "-P", str(PROGRAM), *arguments])


class Copied(LocalProvisioner):
    """Begins a kernel as a copy."""

    memory_bytes = 0
    """Address space that the kernel may use; 0 for no limit."""
    surroundings: Mapping[str, str] = {}  # noqa: RUF012 (jupyter_client makes the instance)
    """Environment that every kernel has."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Copy instead of running `cmd`, whose last word is the connection file."""
        request = {
            "connection_file": cmd[-1],
            "environment": kwargs["env"],
            "folder": str(kwargs["cwd"]),
            "memory_bytes": self.memory_bytes,
        }
        self.process = cast(Any, _take(self.surroundings).copy(request))
        self.cwd = kwargs["cwd"]
        return self.connection_info


def provisioner(
    manager: AsyncKernelManager, memory_bytes: int, surroundings: Mapping[str, str]
) -> Copied:
    """What makes the manager's kernel a copy.

    `memory_bytes` is the address space that it may use, 0 for any; `surroundings` is the part of
    the environment that every kernel has.
    """
    made = Copied(kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager)
    made.memory_bytes, made.surroundings = memory_bytes, surroundings
    return made


@dataclass(slots=True, kw_only=True)
class Nursery:
    """The process that is copied."""

    made_with: tuple[list[str], Mapping[str, str]]
    process: subprocess.Popen[bytes]
    control: socket.socket

    def copy(self, request: Mapping[str, Any]) -> Copy:
        """A kernel."""
        self.tell(json.dumps(request))
        self.hear()
        return Copy(nursery=self)

    def tell(self, text: str) -> None:
        """Send a line; where nobody hears it, that is found by listening."""
        with suppress(ConnectionError):
            self.control.sendall(text.encode() + b"\n")

    def hear(self) -> None:
        """Wait until something has begun; whoever is kept from it leaves nothing that begins later.

        Raises:
            RuntimeError: If the process has ended.
        """
        begun = False
        try:
            begun = self.has_news(_PATIENCE_S) and read_line(self.control) == BEGUN
        finally:
            if not begun:
                self.close()
        if not begun:
            msg = "no kernel could be started"
            raise RuntimeError(msg)

    def has_news(self, timeout: float | None) -> bool:
        """Whether it says something within so many seconds, or is gone."""
        return bool(select.select([self.control], [], [], timeout)[0])

    def close(self) -> None:
        """Let the process go, with what it has copied."""
        self.control.close()
        self.process.kill()
        self.process.wait()


@dataclass(slots=True, kw_only=True)
class Copy:
    """A kernel that is a copy, as jupyter_client wants to see a process."""

    nursery: Nursery
    returncode: int | None = None
    stdin: None = field(default=None, init=False)
    stdout: None = field(default=None, init=False)
    stderr: None = field(default=None, init=False)

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, when it has ended."""
        code = self._ended(timeout)
        assert code is not None
        return code

    def send_signal(self, signum: int) -> None:
        """Signal it, and all that it has started."""
        if self.poll() is None:
            self.nursery.tell(str(int(signum)))

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and self.nursery.has_news(timeout):
            told = read_line(self.nursery.control)
            if told:
                _idle.append(self.nursery)
            else:
                self.nursery.close()
            self.returncode = int(told or -signal.SIGKILL)
        return self.returncode


@atexit.register
def _let_go() -> None:
    while _idle:
        _idle.pop().close()


def _take(surroundings: Mapping[str, str]) -> Nursery:
    """One that has nothing to do and was begun in the same way, or a new one."""
    made_with = (program("copied"), surroundings)
    while _idle:
        found = _idle.pop()
        if found.made_with == made_with and found.process.poll() is None:
            return found
        found.close()
    ours, theirs = socket.socketpair()
    with theirs:
        alone = [sys.executable, "-P", str(PROGRAM)]
        told = ["isolate"] if made_with[0] != [*alone, "copied"] else []
        told += ["own-processes"] if has_own_processes(made_with[0]) else []
        process = subprocess.Popen(  # noqa: S603 - our own words
            [*made_with[0], str(theirs.fileno()), *told],
            env=dict(surroundings),
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    made = Nursery(made_with=made_with, process=process, control=ours)
    made.hear()
    return made
