# Programs as a user runs them: in a process of their own, from a folder, to the end. Starting one
# costs more than most builds of a small site, so where a test is about what is built, and others
# show that it is the same in a process of its own, the command is called in this one.
"""Run commands and keep what they said."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from silkline.cli import main

ROOT: Final = Path(__file__).resolve().parent.parent
SILKLINE: Final = Path(sys.executable).parent / "silkline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Finished]


def run(
    *arguments: str | Path,
    cwd: Path,
    timeout_s: float = 300,
    env: Mapping[str, str] = os.environ,
) -> Finished:
    """Run a program to its end; nothing of the caller's terminal or settings colours its output."""
    settings = {**env, "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(
        [str(a) for a in arguments],
        cwd=cwd,
        env=settings,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    return Finished(code=done.returncode, out=done.stdout, err=done.stderr)


def here(*arguments: str | Path, cwd: Path) -> Finished:
    """Call a command of Silkline in this process."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        code = main([str(a) for a in arguments])
    return Finished(code=code, out=out.getvalue(), err=err.getvalue())


@cache
def grants_processes() -> bool:
    """Whether a program of this machine may have a namespace of processes."""
    words = ("unshare", "--user", "--map-current-user", "--pid", "--fork", "--mount-proc", "true")
    try:
        return subprocess.run(words, capture_output=True, timeout=10, check=False).returncode == 0
    except OSError:
        return False


def at_work_in(folder: Path) -> list[str]:
    """Command lines of the processes that work in a folder, as Linux tells them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes()
            if words and (process / "cwd").readlink() == folder:
                found.append(words.replace(b"\0", b" ").decode())
    return found


def nobody_left_in(folder: Path, within_s: float = 20) -> bool:
    """Whether all processes that work in a folder end in time."""
    deadline = time.monotonic() + within_s
    while at_work_in(folder):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
