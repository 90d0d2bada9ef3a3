# Where work runs is one decision, taken here. Everything that is submitted is a module-level
# function and values that pickle, so that it may run in this process, in another or on another
# machine with the same result. Another place to run is one more branch of `open_executor`.
#
# Processes are spawned, not forked: libraries that draw and compute keep threads, and a fork of a
# process with threads can hang. A fork server gains little (2.2 s against 2.6 s until two workers
# had imported every heavy library), and each kind of task imports only what it needs.
#
# A worker that waits for work would wait for ever once the coordinating process is gone: it holds
# an end of its own queue open. So each watches for that, and leaves as it would when told to, which
# lets the work at hand clear away after itself.
"""Executors, and running many calls on one so that a lost worker costs a retry."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait as wait_for
from threading import Thread
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from silkline import endings, lean
from silkline.problems import Location, Problem, SilklineError

T = TypeVar("T")
P = ParamSpec("P")

Call: TypeAlias = tuple[Callable[..., T], tuple[Any, ...]]
"""A module-level function and its arguments."""

_WIDTH: Final = 16
"""Calls kept under way on an executor that does not say how many it can take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorSettings:
    """Where work runs."""

    workers: int
    """Processes to use; 0 runs everything in this one, which is what a debugger wants."""
    scheduler: str = ""
    """Address of a cluster's scheduler; its workers are used instead where one is given."""


@contextmanager
def open_executor(settings: ExecutorSettings) -> Iterator[Executor]:
    """An executor for the length of a `with` block; calls that have not begun at its end never do.

    Whatever is submitted and whatever it returns must pickle, functions by their module and name.
    """
    if settings.scheduler:
        from silkline.cluster import open_cluster

        with open_cluster(settings.scheduler) as cluster:
            yield cluster
        return
    executor = _Processes(settings.workers) if settings.workers else _InProcess()
    try:
        yield executor
    except BaseException:
        executor.end()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def submit_all(executor: Executor, calls: Iterable[Call[T]]) -> Iterator[tuple[int, T | Exception]]:
    """Run every call; yields its place in `calls` with its result or its exception, as they end.

    Calls whose worker dies are run again at the end, one at a time, so that a second loss names
    its cause; the exception is then a SilklineError (PB010).
    """
    waiting = enumerate(calls)
    running: dict[Future[T], tuple[int, Call[T]]] = {}
    lost: list[tuple[int, Call[T]]] = []
    while True:
        width = getattr(executor, "width", _WIDTH)
        for index, call in islice(waiting, max(0, width - len(running))):
            function, arguments = call
            running[executor.submit(function, *arguments)] = (index, call)
        if not running:
            break
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda f: running[f][0]):
            index, call = running.pop(future)
            outcome = _outcome(future)
            if isinstance(outcome, BrokenExecutor):
                lost.append((index, call))
            else:
                yield index, outcome
    for index, call in lost:
        yield index, _second_try(executor, call)


def _outcome(future: Future[T]) -> T | Exception:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, Exception):
        return error
    raise error


def _second_try(executor: Executor, call: Call[T]) -> T | Exception:
    function, arguments = call
    outcome = _outcome(executor.submit(function, *arguments))
    if not isinstance(outcome, BrokenExecutor):
        return outcome
    error = SilklineError(_worker_lost(function))
    error.__cause__ = outcome
    return error


def _worker_lost(function: Callable[..., object]) -> Problem:
    name = getattr(function, "__qualname__", type(function).__name__)
    return Problem(
        where=Location(path="."),
        code="PB010",
        message=f"the process that ran '{name}' ended twice without a result",
        hint="it may have run out of memory: try fewer `workers`, or 0 to run all in one process.",
    )


class _InProcess(Executor):
    """Runs each call when it is submitted."""

    width = 1

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (an executor hands every exception on)
            future.set_exception(error)
        return future

    def end(self) -> None:
        """Nothing is under way."""


class _Processes(Executor):
    """A process pool that is replaced when one of its processes has died."""

    def __init__(self, workers: int) -> None:
        self.width = 2 * workers  # One running and one at hand for each.
        self._workers = workers
        self._pool = self._new_pool()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        call = partial(fn, *args, **kwargs)
        with endings.undisturbed():
            try:
                return self._pool.submit(_run, call)
            except BrokenExecutor:
                self._pool.shutdown(wait=False)
                self._pool = self._new_pool()
                return self._pool.submit(_run, call)

    def end(self) -> None:
        """Every worker leaves, in time or by force; then nobody waits for what one broke off."""
        with endings.heeded_later():
            workers = active_children()
            for worker in workers:
                worker.terminate()
            deadline = time.monotonic() + endings.PATIENCE_S
            for worker in workers:
                worker.join(max(0, deadline - time.monotonic()))
                worker.kill()
            self._pool._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 (the signature of the base class)
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _new_pool(self) -> ProcessPoolExecutor:
        context = get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_begin_worker)


def _run(call: Callable[[], T]) -> T:
    """A call, in a worker: told to leave, it goes when the call has cleared away after itself.

    The pool would take whatever ends a call for its result, and go on with the next.
    """
    try:
        if endings.is_leaving():
            raise SystemExit
        return call()
    finally:
        if endings.is_leaving():
            os._exit(1)


def _begin_worker() -> None:
    lean.begin()
    Thread(target=_leave_with_parent, daemon=True).start()
    endings.begin_leaving()


def _leave_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait_for([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(endings.PATIENCE_S)
    os._exit(1)
