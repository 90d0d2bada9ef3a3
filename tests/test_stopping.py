# A build may end at any moment: killed, told to leave, out of room, kept out. Whatever happens,
# what is published is one whole build, the next build works, and nothing is left running or lying
# about. `make kills` kills a build a hundred times.
"""Builds that are stopped."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

import pytest

from changes import digests, replace
from running import SILKLINE, Command, Finished
from silkline.plugin.staging import Staging

KILLS: Final = int(os.environ.get("KILLS", "8"))
PACKAGE: Final = "datapackages/nordic-population/data/observations.csv"
HOME: Final = "docs/index.md"
ADDED: Final = "\nOne more sentence.\n"
ENDINGS: Final = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FEW_BYTES: Final = 300_000
SOON_S: Final = 5
"""As long as what is told to end may take, on a machine that has other work, too."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def _ready(limit: Callable[[], None] | None) -> None:
    """A build heeds what its caller heeds, and whoever runs these tests may not heed all of it."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    if limit:
        limit()


@pytest.fixture(autouse=True)
def temporary() -> Iterator[None]:
    """A short name: where that of a folder is long, stories run in another."""
    with tempfile.TemporaryDirectory(prefix="sk") as folder:
        Stoppable.temporary = Path(folder)
        yield


class Stoppable:
    """A build under way, and everything that it started."""

    temporary: ClassVar[Path]

    def __init__(
        self,
        root: Path,
        *arguments: str,
        limit: Callable[[], None] | None = None,
        says: int = subprocess.PIPE,
    ) -> None:
        self.process = subprocess.Popen(
            [SILKLINE, "build", *arguments],
            cwd=root,
            env={**os.environ, "TMPDIR": str(self.temporary), "NO_COLOR": "1"},
            stdout=says,
            stderr=says,
            text=True,
            start_new_session=True,
            preexec_fn=partial(_ready, limit),  # noqa: PLW1509 (nothing here has threads)
        )

    def reaches(self, stage: str) -> None:
        """Waits until a stage has ended."""
        assert self.process.stderr is not None
        next(line for line in self.process.stderr if line.startswith(stage))

    def runs_a_story(self) -> None:
        """Waits until a kernel has begun."""
        until = time.monotonic() + 60
        while not any(self.temporary.glob("sk-*/kernel/ipc-*")):
            assert time.monotonic() < until, "no story began"
            time.sleep(0.02)

    def ended(self, within_s: float = 300) -> Finished:
        """What it said since, when it and all that it started are gone."""
        until = time.monotonic() + within_s
        try:
            out, err = self.process.communicate(timeout=within_s)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise
        while left := list(self.running()):
            assert time.monotonic() < until, left
            time.sleep(0.05)
        return Finished(code=self.process.returncode, out=out, err=err)

    def running(self) -> Iterator[str]:
        """Command lines of processes that belong to the build; a kernel works in its folder."""
        mark = f"TMPDIR={self.temporary}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                told = (folder / "environ").read_bytes()
                words = (folder / "cmdline").read_bytes()
                place = bytes((folder / "cwd").readlink())
            except OSError:
                continue
            ours = str(self.temporary).encode()
            if words and (mark in told or ours in words or ours in place):
                yield words.replace(b"\0", b" ").decode()


def tell(build: Stoppable, number: signal.Signals) -> None:
    """Ctrl-C in a terminal reaches all processes; what else ends a process reaches that one."""
    if build.process.poll() is None:
        (os.killpg if number is signal.SIGINT else os.kill)(build.process.pid, number)


def hidden(root: Path) -> list[str]:
    """What builds leave beside the published folder."""
    return sorted(p.name for p in root.glob(".site*"))


@pytest.fixture
def whole(built: Path) -> dict[str, str]:
    """Digests of the published site."""
    return digests(built / "site")


def test_a_build_killed_at_any_moment_leaves_one_whole_site(
    built: Path, silkline: Command, whole: dict[str, str]
) -> None:
    page = (built / HOME).read_text(encoding="utf-8")
    texts = (page, page + ADDED)
    (built / HOME).write_text(texts[1], encoding="utf-8")
    started = time.monotonic()
    assert silkline("build", cwd=built).code == 0
    seconds = time.monotonic() - started
    states = (whole, digests(built / "site"))
    assert states[0] != states[1]
    chance = random.Random(4711)
    last: list[str] = []
    for n in range(KILLS):
        (built / HOME).write_text(texts[n % 2], encoding="utf-8")
        build = Stoppable(built)
        time.sleep(chance.uniform(0.1, 1.1) * seconds)
        number = chance.choice(ENDINGS)
        tell(build, number)
        build.ended()
        assert digests(built / "site") in states, (n, number)
        if number is not signal.SIGKILL:
            assert hidden(built) in ([], last), (n, number)
        last = hidden(built)
    assert silkline("build", cwd=built).code == 0
    assert digests(built / "site") == states[(KILLS - 1) % 2]
    assert hidden(built) == []


@pytest.mark.parametrize(
    ("number", "code", "stage"),
    [
        (signal.SIGINT, 130, "load packages"),
        (signal.SIGINT, 130, "draw charts"),
        (signal.SIGTERM, 143, "draw charts"),
        (signal.SIGHUP, 129, "draw charts"),
    ],
)
def test_a_build_that_is_told_to_stop_clears_everything_away(
    built: Path, whole: dict[str, str], number: signal.Signals, code: int, stage: str
) -> None:
    shutil.rmtree(built / ".silkline")
    build = Stoppable(built)
    build.reaches(stage)
    time.sleep(0.3)
    tell(build, number)
    done = build.ended()
    assert done.err.splitlines()[-1] == "stopped; what is published is whole"
    assert "Traceback" not in done.err
    assert (done.code, done.out) == (code, "")
    assert digests(built / "site") == whole
    assert hidden(built) == []
    assert [p.name for p in build.temporary.iterdir()] == []


def endless(root: Path) -> Path:
    """A site of which nothing has changed but that its story does not end."""
    path = root / "notebooks/nordic-population.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in notebook["cells"] if c["cell_type"] == "code")
    cell["source"] = "import time\ntime.sleep(600)\n"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return root


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_build_is_ended_while_a_story_runs(
    built: Path, whole: dict[str, str], workers: str
) -> None:
    build = Stoppable(endless(built), "--workers", workers)
    build.runs_a_story()
    tell(build, signal.SIGTERM)
    done = build.ended(within_s=SOON_S)
    assert done.err.splitlines()[-1] == "stopped; what is published is whole"
    assert "Traceback" not in done.err
    assert (done.code, done.out) == (143, "")
    assert digests(built / "site") == whole
    assert hidden(built) == []
    assert [p.name for p in build.temporary.iterdir()] == []


def test_what_works_for_a_build_that_is_killed_clears_away_and_goes(built: Path) -> None:
    build = Stoppable(endless(built), "--workers", "2")
    build.runs_a_story()
    tell(build, signal.SIGKILL)
    build.ended(within_s=SOON_S)
    assert [p.name for p in build.temporary.iterdir()] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_build_whose_words_nobody_reads_can_be_ended(
    built: Path, whole: dict[str, str], number: signal.Signals
) -> None:
    shutil.rmtree(built / ".silkline")
    reads, says = os.pipe()
    fill(says)
    build = Stoppable(built, says=says)
    os.close(says)
    until = time.monotonic() + 60
    while not hidden(built):
        assert time.monotonic() < until
        time.sleep(0.02)
    time.sleep(0.3)
    tell(build, number)
    assert build.ended(within_s=SOON_S).code == 128 + number
    os.close(reads)
    assert digests(built / "site") == whole
    assert hidden(built) == []
    assert [p.name for p in build.temporary.iterdir()] == []


def fill(pipe: int) -> None:
    """What is written next waits for a reader."""
    os.set_blocking(pipe, False)
    for size in (4096, 1):
        with suppress(BlockingIOError):
            while True:
                os.write(pipe, b" " * size)
    os.set_blocking(pipe, True)


def test_a_full_disk_is_told_and_changes_nothing(
    built: Path, silkline: Command, whole: dict[str, str]
) -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (FEW_BYTES, FEW_BYTES))

    build = Stoppable(built, limit=little)
    done = build.ended()
    assert done.code == 1
    assert done.out == (
        f"{built}/site: error PB021: the site cannot be written: File too large\n"
        "  help: free some space, mend the folder's permissions, or name another with --site-dir; "
        "what was published is as it was.\n"
    )
    assert digests(built / "site") == whole
    assert hidden(built) == []
    assert [p.name for p in build.temporary.iterdir()] == []
    assert silkline("build", cwd=built).code == 0


def test_a_folder_that_may_not_be_written_is_told_before_any_work(
    built: Path, silkline: Command
) -> None:
    done = silkline("build", "--site-dir", "/sys/kernel/site", cwd=built)
    assert done.code == 1
    assert re.match(
        r"/sys/kernel/site: error PB021: the site cannot be written: "
        r"(Permission denied|Operation not permitted|Read-only file system)\n",
        done.out,
    )
    assert done.err == "1 error\n"


def test_a_second_build_at_once_is_kept_out(
    built: Path, silkline: Command, whole: dict[str, str]
) -> None:
    replace(built / PACKAGE, "2016,5728010,,A", "2016,5728010,,E")
    first = Staging(built / "site")
    first.open()
    done = silkline("build", cwd=built)
    assert done.code == 1
    assert done.out == (
        f"{built}/site: error PB022: another build is writing this site\n"
        "  help: wait for its end, or name another folder with --site-dir.\n"
    )
    assert digests(built / "site") == whole
    assert first.folder.is_dir()
    first.close()
    assert silkline("build", cwd=built).code == 0
    assert hidden(built) == []
