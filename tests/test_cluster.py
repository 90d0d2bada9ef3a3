# A real scheduler and real workers, each a process of its own that does not see the site's folder:
# what a cluster of several machines is, as far as one machine can be one.
"""Work on a cluster gives what it gives here, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest
from working import importable

from running import Command
from silkline.executors import ExecutorSettings, open_executor, submit_all
from silkline.problems import SilklineError, render_text

BIN = Path(sys.executable).parent
HIDDEN = 'mount -t tmpfs none "$1" && shift && exec "$@"'


class Cluster:
    """A scheduler, and the workers that a test starts."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack, self._count = folder, stack, 0
        self._file = folder / "scheduler.json"
        told = ("--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self._run(BIN / "dask", "scheduler", *told, "--scheduler-file", self._file)
        until(self._file.exists)

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_text("utf-8"))["address"])

    def worker(self, *, hidden: Path | None = None, nanny: bool = False, **env: str) -> None:
        """Another machine, as far as the engine can tell."""
        self._count += 1
        own = self._folder / f"worker-{self._count}"
        own.mkdir()
        command = [BIN / "dask", "worker", "--nthreads", "1", "--no-dashboard"]
        command += ["--scheduler-file", self._file, "--local-directory", own]
        command += [] if nanny else ["--no-nanny"]
        if hidden:
            command = ["unshare", "-Urm", "sh", "-c", HIDDEN, "sh", hidden, *command]
        self._run(*command, cwd=own, env={"NAME": own.name, **env})

    def _run(
        self, *command: str | Path, cwd: Path | None = None, env: Mapping[str, str] = {}
    ) -> None:
        settings = {
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
            "PYTHONPATH": str(self._folder),
            "MALLOC_TRIM_THRESHOLD_": "0",
        }
        log = self._stack.enter_context((self._folder / f"log-{self._count}").open("wb"))
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd or self._folder,
            env={**os.environ, **settings, **env},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        self._stack.callback(process.wait, timeout=20)
        self._stack.callback(process.terminate)


def until(true: Callable[[], bool], within_s: float = 60) -> None:
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with ExitStack() as stack:
        yield Cluster(folder, stack)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Work that the workers can import too."""
    (tmp_path / "cluster").mkdir(exist_ok=True)
    with importable(tmp_path / "cluster", monkeypatch) as module:
        yield module


def test_a_site_built_by_machines_that_do_not_see_it_is_the_same_site(
    starter: Path, built: Path, cluster: Cluster, silkline: Command
) -> None:
    for _ in range(2):
        cluster.worker(hidden=starter)
    done = silkline("build", "--scheduler", cluster.address, cwd=starter)
    assert (done.code, done.out) == (0, ""), done.err
    sites = [
        {p.relative_to(root): p.read_bytes() for p in (root / "site").rglob("*") if p.is_file()}
        for root in (starter, built)
    ]
    assert sites[0] == sites[1]
    table = starter / "datapackages/nordic-population/data/observations.csv"
    table.write_text(table.read_text("utf-8").replace(",2020,", ",20x0,", 1), encoding="utf-8")
    there = silkline("check", "--scheduler", cluster.address, cwd=starter)
    assert there.out.count("error DC001") == 1
    assert there.out == silkline("check", "--workers", "0", cwd=starter).out


def test_work_of_a_lost_worker_is_done_by_another_and_a_late_one_helps(
    cluster: Cluster, work: ModuleType, tmp_path: Path
) -> None:
    cluster.worker()
    with open_executor(ExecutorSettings(workers=0, scheduler=cluster.address)) as executor:
        calls = [(work.name, ())] * 40
        outcomes = submit_all(executor, iter(calls))
        assert next(outcomes)[1] == "worker-1"
        cluster.worker()
        assert {name for _, name in outcomes} == {"worker-1", "worker-2"}
        # Now one of the two dies, and takes what it was given with it.
        calls = [(work.die_once, (tmp_path / "mark",)), *calls[:10]]
        found = dict(submit_all(executor, iter(calls)))
    assert found.pop(0) == "done"
    assert set(found) == set(range(1, 11))
    assert "worker" in str(found[10])


def test_work_that_ends_every_worker_is_told_by_its_name(
    cluster: Cluster, work: ModuleType
) -> None:
    cluster.worker(nanny=True)
    with open_executor(ExecutorSettings(workers=0, scheduler=cluster.address)) as executor:
        (lost,) = [outcome for _, outcome in submit_all(executor, [(work.die, ())])]
    assert isinstance(lost, SilklineError)
    assert "PB010: the process that ran 'die' ended twice without a result" in render_text(
        lost.problems
    )


def test_a_worker_with_other_libraries_is_refused_however_late_it_joins(
    cluster: Cluster, work: ModuleType, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    (other / "pandas-9.dist-info").mkdir(parents=True)
    cluster.worker(PYTHONPATH=f"{tmp_path / 'cluster'}{os.pathsep}{other}")
    with open_executor(ExecutorSettings(workers=0, scheduler=cluster.address)) as executor:
        (refused,) = [outcome for _, outcome in submit_all(executor, [(work.name, ())])]
    assert isinstance(refused, SilklineError)
    address = refused.problems[0].message.partition(" ")[0]
    assert address.startswith("tcp://127.0.0.1:")
    assert render_text(refused.problems) == (
        f".: error PB012: {address} has another engine, Python or libraries than the build\n"
        "  help: install the same release from the same lock file there; results would differ."
    )


def test_a_cluster_that_is_not_there_is_a_problem(starter: Path, silkline: Command) -> None:
    done = silkline("build", "--scheduler", "tcp://127.0.0.1:9", cwd=starter, timeout_s=60)
    assert done.code == 1
    assert done.out.startswith(
        ".: error PB011: the cluster at 'tcp://127.0.0.1:9' cannot be used: no scheduler answers: "
    )
    assert done.out.endswith(
        "help: start one with `dask scheduler`, and give its address, such as tcp://10.0.0.5:8786.\n"
    )
    assert not (starter / "site").exists()
