# What a command costs, with all the processes that it starts. Linux tells it: whoever asks for it
# inherits processes whose parent is gone, and is told what each one took. The memory of a tree is
# looked at twice a second, shared pages counted once; a short peak may be missed. The peak of the
# largest process is known exactly.
"""Measure commands: seconds, computing, memory."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import struct_rusage
from typing import Final

ADOPT: Final = 36
"""`PR_SET_CHILD_SUBREAPER`."""
END_WITH_PARENT: Final = 1
"""`PR_SET_PDEATHSIG`."""
LOOK_S: Final = 0.5

Command = tuple[str | Path, ...]


class CommandError(Exception):
    """A command failed or took too long; the text says which and what it said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What commands took, one after the other."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    """User and system time of all processes."""
    process_mb: float = 0.0
    """Peak of the largest process."""
    tree_mb: float = 0.0
    """Peak of all processes together, as far as it was seen."""

    def then(self, other: Cost) -> Cost:
        """This and another one after it."""
        return Cost(
            wall_s=self.wall_s + other.wall_s,
            cpu_s=self.cpu_s + other.cpu_s,
            process_mb=max(self.process_mb, other.process_mb),
            tree_mb=max(self.tree_mb, other.tree_mb),
        )


def cost(folder: Path, commands: Sequence[Command], limit_s: float) -> Cost:
    """Run commands in a folder and tell what they took together.

    A small process of its own does it: a child inherits the peak of memory of whoever starts it.
    """
    asked = {"folder": str(folder), "commands": [list(map(str, c)) for c in commands]}
    done = subprocess.run(
        [sys.executable, "-S", __file__],
        input=json.dumps({**asked, "limit_s": limit_s}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=_settings(),
    )
    told = json.loads(done.stdout)
    if "failed" in told:
        raise CommandError(told["failed"])
    return Cost(**told)


def main() -> None:
    """Run what is asked for at the standard input; tell its cost at the standard output."""
    asked = json.load(sys.stdin)
    signal.signal(signal.SIGTERM, _stop)
    for what, value in ((ADOPT, 1), (END_WITH_PARENT, signal.SIGTERM)):
        ctypes.CDLL(None, use_errno=True).prctl(what, value, 0, 0, 0)
    end = time.perf_counter() + asked["limit_s"]
    spent = Cost()
    try:
        for command in asked["commands"]:
            spent = spent.then(_cost(Path(asked["folder"]), tuple(command), end))
    except CommandError as failed:
        print(json.dumps({"failed": str(failed)}))
    else:
        print(json.dumps(asdict(spent)))


def _cost(folder: Path, command: Command, end: float) -> Cost:
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env=_settings()
        )
        watch = _Watch(end)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu_s, largest = used.ru_utime + used.ru_stime, used.ru_maxrss
        for left in _left_behind():
            cpu_s += left.ru_utime + left.ru_stime
            largest = max(largest, left.ru_maxrss)
        watch.done.set()
        watch.join()
        if process.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:] or ["no word"]
            name = " ".join(Path(part).name for part in command)
            why = "was stopped after its time" if watch.stopped else f"failed: {last[0]}"
            raise CommandError(f"{name} {why}")
    return Cost(
        wall_s=wall_s,
        cpu_s=cpu_s,
        process_mb=largest / 1024,
        tree_mb=max(watch.most, largest) / 1024,
    )


def _left_behind() -> list[struct_rusage]:
    """What processes took whose parents did not wait for them; waits until they have ended."""
    found = []
    while True:
        try:
            found.append(os.wait4(-1, 0)[2])
        except ChildProcessError:
            return found


def _settings() -> Mapping[str, str]:
    """Everybody may keep compiled modules, as it comes."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class _Watch(threading.Thread):
    """Looks at the memory of all that descends from this process; ends it when its time is over."""

    def __init__(self, end: float) -> None:
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.most = 0
        self.stopped = False
        self._end = end

    def run(self) -> None:
        """Look until told to stop."""
        while not self.done.wait(LOOK_S):
            descendants = _descendants(os.getpid())
            self.most = max(self.most, sum(_memory_kb(pid) for pid in descendants))
            if time.perf_counter() > self._end:
                self.stopped = True
                for pid in descendants:
                    _end(pid)


def _stop(*_: object) -> None:
    """Leave nothing running."""
    for pid in _descendants(os.getpid()):
        _end(pid)
    sys.exit(1)


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _descendants(ancestor: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("ascii", errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found, waiting = [], [ancestor]
    while waiting:
        born = children.get(waiting.pop(), [])
        found += born
        waiting += born
    return found


def _memory_kb(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
