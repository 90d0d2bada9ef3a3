# A fresh kernel needs two seconds to import what every story draws with; a story itself needs a
# tenth of that. So one process imports it all, draws one chart of its own, runs nothing of anybody's
# and becomes a kernel by being copied. Each story still has a process of its own, which begins in
# the same state, in namespaces of its own, from where it can look into neither this process nor
# another story's.
#
# This is the whole program of such a process, run as a file: what a kernel has no need of is not
# imported. `kernel` and `nursery` start it and ask it. A request is a line of JSON; the answers are
# the exit code of a kernel, when it has ended, and that it has begun before.
"""The program of a kernel's process: `alone` becomes one, `copied` is copied for each."""

from __future__ import annotations

import ctypes
import gc
import importlib
import io
import json
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final, NoReturn

PRELOADED: Final = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "psutil",
    "resource",
    "sqlite3",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
    "pandas",
    "pandas.core.methods.to_dict",
    "pyarrow.pandas_compat",
    "pyarrow.vendored.version",
    "narwhals._interchange.dataframe",
    "narwhals._pandas_like.namespace",
    "narwhals.stable.v1._namespace",
    "altair",
    "silkline.story",
    "silkline.reader",
)
"""What a kernel and stories need; none of it starts a thread. What cannot be imported is left to
the story that asks for it."""
GRAMMAR: Final = "rfc3987_syntax"
"""Where it is installed, jsonschema asks it about addresses, which takes a second to import."""
NO_DEBUGGER: Final = "debugpy"
"""Nobody steps through a story of a build, and a debugger takes as long to load as all the rest of
a kernel. A story may import it all the same."""
NO_HISTORY: Final = ("--HistoryManager.hist_file=:memory:",)
"""What was run is noted for the run itself, and on no disk."""
BEGUN: Final = b"begun\n"
"""Said when everything is imported, and when a kernel has begun."""

_NAMESPACES: Final = 0x10000000 | 0x40000000 | 0x08000000
"""CLONE_NEWUSER, CLONE_NEWNET and CLONE_NEWIPC of unshare(2)."""
_SECOND: Final = 2
"""The number of what the first process of a namespace started; ours is nowhere else the second."""
_KILL_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def be_copied(control: socket.socket, *, isolate: bool, own_processes: bool) -> None:
    """Answer requests, one kernel at a time, until whoever asks is gone.

    Where no other processes are to be seen, nothing that a kernel started is left to the next one.
    """
    gc.disable()  # nothing that is imported goes again
    with _put_off():
        for name in PRELOADED:
            with suppress(ImportError):
                importlib.import_module(name)
    _draw_once()
    gc.freeze()
    gc.enable()
    _say(BEGUN, control)
    while request := read_line(control):
        if not request.startswith(b"{"):
            continue  # a signal to a copy that had ended when it came
        child = os.fork()
        if not child:
            control.close()
            _be_a_copy(json.loads(request), isolate=isolate)
        with suppress(OSError):  # the copy does it too, and whoever is first lets it be signalled
            os.setpgid(child, child)
        _say(BEGUN, control)
        code = _ended(child, control)
        if own_processes and os.getpid() == _SECOND:
            _end_others()
        _say(b"%d\n" % code, control)


def _draw_once() -> None:
    """Draw what most stories draw, so that the patterns and schemas that it takes are at hand.

    Where that fails, a story that does the same is told so.
    """
    with suppress(Exception):
        altair, pandas = map(importlib.import_module, ("altair", "pandas"))
        frame = pandas.read_csv(io.StringIO("area,year,value\nA,2020,1\nB,2021,2.5\n"))
        last = frame[frame["year"] == frame["year"].max()][["year", "value", "area"]]
        color = altair.condition("datum.area == 'B'", altair.value("navy"), altair.value("gray"))
        lines = altair.Chart(last).mark_line()
        lines.encode(x="year:Q", y=altair.Y("value:Q", title="V"), color=color).to_dict()


def _say(line: bytes, control: socket.socket) -> None:
    """Where nobody hears it, that is found by listening."""
    with suppress(ConnectionError):
        control.sendall(line)


@contextmanager
def _put_off() -> Iterator[None]:
    """What is imported meanwhile gets no debugger, and the grammar when it first asks it."""
    absent: dict[str, Any] = {NO_DEBUGGER: None}
    if find_spec(GRAMMAR):
        absent[GRAMMAR] = ModuleType(GRAMMAR)
        absent[GRAMMAR].is_valid_syntax = _is_valid_syntax
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _is_valid_syntax(*asked: Any) -> Any:
    return importlib.import_module(GRAMMAR).is_valid_syntax(*asked)


def _end_others() -> None:
    """All but this process and the first, in a namespace that holds nobody else's."""
    with suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)


def _ended(child: int, control: socket.socket) -> int:
    """The exit code of a copy; it hears what signals it is sent, and is killed if nobody waits."""
    watched = os.pidfd_open(child)
    waited: list[Any] = [watched, control]
    try:
        while True:
            ready = select.select(waited, [], [])[0]
            if watched in ready:
                break
            told = read_line(control)
            with suppress(ProcessLookupError):
                os.killpg(child, int(told) if told else signal.SIGKILL)
    finally:
        os.close(watched)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def read_line(control: socket.socket) -> bytes:
    """The next line; empty where the other end is gone. What follows is left in the socket."""
    read = bytearray()
    while not read.endswith(b"\n"):
        try:
            part = control.recv(1)
        except ConnectionError:
            part = b""
        if not part:
            return b""
        read += part
    return bytes(read)


def _be_a_copy(request: dict[str, Any], *, isolate: bool) -> NoReturn:
    """Be the kernel that was asked for; nothing ever returns into what was copied."""
    try:
        os.setpgid(0, 0)
        if isolate:
            _leave_namespaces()
        ctypes.CDLL(None).prctl(_KILL_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        parent = f"--IPKernelApp.parent_handle={os.getppid()}"
        be_a_kernel(request["memory_bytes"], request["connection_file"], parent)
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    finally:
        os._exit(1)


def _leave_namespaces() -> None:
    """Have a user, a network and an IPC namespace that no other process is in."""
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NAMESPACES):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    for name, text in (
        ("uid_map", f"{user} {user} 1"),
        ("setgroups", "deny"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as told:  # noqa: PTH123
            told.write(text)


def be_a_kernel(memory_bytes: int, connection_file: str, *more: str) -> None:
    """Become the kernel that a file describes, within so many bytes of address space; 0 for any."""
    if memory_bytes:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    sys.addaudithook(_stay_here)
    if os.getppid() == 1:  # in a namespace, whose end is ours: the kernel sees no other parent
        os.environ.pop("JPY_PARENT_PID", None)
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(["-f", connection_file, *NO_HISTORY, *more])


def _stay_here(event: str, args: tuple[Any, ...]) -> None:
    """What keeps from the network who means no harm; namespaces keep the others."""
    if event == "socket.getaddrinfo" or (event == "socket.connect" and type(args[1]) is tuple):
        msg = "a notebook cannot reach the network; read with silkline.read"
        raise PermissionError(msg)


if __name__ == "__main__":
    if sys.argv[1] == "copied":
        told = sys.argv[3:]
        asked = socket.socket(fileno=int(sys.argv[2]))
        be_copied(asked, isolate="isolate" in told, own_processes="own-processes" in told)
    else:
        be_a_kernel(int(sys.argv[2]), sys.argv[3])
