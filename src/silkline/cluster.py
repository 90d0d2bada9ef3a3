# The only room that knows dask. Workers are strangers until they have shown that they run the same
# engine with the same libraries: each piece of work carries the digest of the environment that it
# was sent from, and a worker whose own differs refuses it, however late it joined. Nothing is
# assumed of their disks: whatever a piece of work needs travels with it.
"""Work on a cluster of `dask.distributed`: several machines, no file system in common."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any, Final, ParamSpec, TypeVar

from silkline.environment import environment_digest
from silkline.model import Digest
from silkline.problems import Location, Problem, SilklineError

T = TypeVar("T")
P = ParamSpec("P")

CONNECT_S: Final = 10
"""How long the scheduler may take to answer."""
JOIN_S: Final = 60
"""How long to wait for the first worker."""


@contextmanager
def open_cluster(address: str) -> Iterator[Executor]:
    """An executor of the workers that a scheduler has, now or later.

    Args:
        address: Of the scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        SilklineError: if dask is not installed, the scheduler does not answer, or no worker joins
            (PB011).
    """
    with _connected(address) as client:
        try:
            client.wait_for_workers(1, timeout=JOIN_S)
        except TimeoutError as error:
            hint = f"start some with `dask worker {address} --nthreads 1`."
            raise SilklineError(
                _unreachable(address, f"no worker joined within {JOIN_S} s", hint)
            ) from error
        cluster = _Cluster(client)
        try:
            yield cluster
        finally:
            cluster.shutdown(cancel_futures=True)


def _connected(address: str) -> Any:
    try:
        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    except ImportError as missing:
        hint = "install it with `pip install 'silkline[cluster]'`, here and where the workers are."
        raise SilklineError(_unreachable(address, "dask.distributed is missing", hint)) from missing
    try:
        with warnings.catch_warnings():
            # It compares some libraries; what is sent with each piece of work compares all.
            warnings.simplefilter("ignore", VersionMismatchWarning)
            return Client(address, timeout=CONNECT_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, KeyError, ImportError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        hint = "start one with `dask scheduler`, and give its address, such as tcp://10.0.0.5:8786."
        raise SilklineError(
            _unreachable(address, f"no scheduler answers: {reason}", hint)
        ) from error


class _Cluster(Executor):
    """Hands calls to the scheduler, which gives those of a lost worker to another by itself."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._sent: set[Any] = set()

    @property
    def width(self) -> int:
        """Calls to keep under way: workers come and go."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return max(2, 2 * sum(int(worker["nthreads"]) for worker in workers))

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        # Not pure: equal calls are told apart, and nothing is kept between builds but by us.
        sent = self._client.submit(_guarded, environment_digest(), fn, args, kwargs, pure=False)
        self._sent.add(sent)
        sent.add_done_callback(lambda done: self._finish(done, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (the signature of the base class)
        if cancel_futures and self._sent:
            self._client.cancel(list(self._sent), force=True)
        self._sent.clear()

    def _finish(self, done: Any, future: Future[T]) -> None:
        self._sent.discard(done)
        if done.status == "finished":
            future.set_result(done.result())
        elif done.status == "error":
            future.set_exception(_told(done.exception()))
        else:  # the build has ended, or the scheduler is gone
            future.set_exception(BrokenExecutor(f"the work was {done.status}"))


def _guarded(expected: Digest, fn: Callable[..., T], args: Any, kwargs: Any) -> T:
    """Runs on the worker."""
    own = environment_digest()
    if own != expected:
        from distributed import get_worker

        raise SilklineError(_other(get_worker().address))
    return fn(*args, **kwargs)


def _told(error: BaseException) -> BaseException:
    """As other executors tell it when a worker dies, or has no engine at all."""
    from distributed.scheduler import KilledWorker

    if isinstance(error, KilledWorker):
        return BrokenExecutor(str(error))
    if isinstance(error, ModuleNotFoundError):
        return SilklineError(_other("one of the workers", f": it lacks {error.name}"))
    return error


def _unreachable(address: str, reason: str, hint: str) -> Problem:
    message = f"the cluster at {address!r} cannot be used: {reason}"
    return Problem(where=Location(path="."), code="PB011", message=message, hint=hint)


def _other(worker: str, more: str = "") -> Problem:
    return Problem(
        where=Location(path="."),
        code="PB012",
        message=f"{worker} has another engine, Python or libraries than the build{more}",
        hint="install the same release from the same lock file there; results would differ.",
    )
