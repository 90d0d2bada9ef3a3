# A story is a contributor's program. Its kernel starts with an empty environment in a folder that
# holds the declared data and nothing else, without a network, and everything it started is killed
# with it: nbclient alone leaves children behind.
"""Running the cells of a notebook in a fresh kernel."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import time
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

import silkline
from silkline.isolation import IsolationError
from silkline.notebooks import nursery

if TYPE_CHECKING:
    from nbformat import NotebookNode

ALLOWED_VARIABLES: Final = ("PATH", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
"""What of the caller's environment a story may see; no token or key is among it."""

@dataclass(frozen=True, slots=True, kw_only=True)
class CellFailure:
    """Why a notebook stopped."""

    cell: int
    """Place of the cell from 0; -1 where the kernel never started."""
    kind: str
    """error, timeout, dead or refused."""
    name: str = ""
    """The exception's name."""
    text: str = ""
    """The exception's message."""
    line: int = 0
    """Line within the cell from 1; 0 where it is not known."""


def run_cells(
    notebook: NotebookNode,
    folder: Path,
    data: Mapping[str, bytes],
    *,
    timeout_s: int,
    memory_limit_mb: int,
) -> CellFailure | None:
    """Run all code cells, in `folder`, which must be empty; outputs are put into `notebook`."""
    work, environment = _prepare(folder, data)
    try:
        manager = _kernel_manager(folder, memory_limit_mb)
    except IsolationError as refused:
        return CellFailure(cell=-1, kind="refused", text=str(refused))
    deadline = time.monotonic() + timeout_s
    client = NotebookClient(
        notebook,
        km=manager,
        resources={"metadata": {"path": str(work)}},
        timeout_func=lambda _cell: max(1, int(deadline - time.monotonic())),
        record_timing=False,
        startup_timeout=60,
    )
    return _finished(_run(client, manager, environment))


def _finished(run: Coroutine[Any, Any, CellFailure | None]) -> CellFailure | None:
    """The run's end; in a thread of its own where the caller has an event loop already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _to_its_end(run)
    return _thread().submit(_to_its_end, run).result()


def _to_its_end(run: Coroutine[Any, Any, CellFailure | None]) -> CellFailure | None:
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(run)


class _Loop(asyncio.SelectorEventLoop):
    """Leaves signals to whoever runs stories.

    nbclient would take those that end a build for a wish to end a kernel, and forget afterwards
    what was to be done with them.
    """

    def add_signal_handler(self, *_: object) -> None:
        """Not here; nbclient knows of loops that cannot."""
        raise NotImplementedError


@cache
def _thread() -> ThreadPoolExecutor:
    """It stays: the process of which kernels are copies ends with the thread that began it."""
    return ThreadPoolExecutor(max_workers=1)


async def _run(
    client: NotebookClient, manager: AsyncKernelManager, environment: dict[str, str]
) -> CellFailure | None:
    try:
        with _gone_at_end(manager):
            async with client.async_setup_kernel(cleanup_kc=True, env=environment):
                with _killed_at_end(manager):
                    return await _run_each(client)
    except (DeadKernelError, RuntimeError, TimeoutError) as error:
        return CellFailure(cell=-1, kind="dead", text=_last_line(str(error)))


async def _run_each(client: NotebookClient) -> CellFailure | None:
    for place, cell in enumerate(client.nb.cells):
        try:
            await client.async_execute_cell(cell, place)
        except CellExecutionError as error:
            line = _error_line(str(error.traceback))
            text = _last_line(_plain(error.evalue))
            return CellFailure(cell=place, kind="error", name=error.ename, text=text, line=line)
        except CellTimeoutError:
            return CellFailure(cell=place, kind="timeout")
        except DeadKernelError:
            return CellFailure(cell=place, kind="dead")
    return None


@contextmanager
def _killed_at_end(manager: AsyncKernelManager) -> Iterator[None]:
    """The kernel leads a process group of its own, so what its cells started dies with it."""
    group = getattr(manager.provisioner, "pgid", None)
    try:
        yield
    finally:
        if group and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)


@contextmanager
def _gone_at_end(manager: AsyncKernelManager) -> Iterator[None]:
    """Nor is a kernel left that was still beginning when the run was broken off."""
    try:
        yield
    finally:
        process = getattr(manager.provisioner, "process", None)
        if process is not None:
            process.kill()
            process.wait()


def _prepare(folder: Path, data: Mapping[str, bytes]) -> tuple[Path, dict[str, str]]:
    work, home, store = (folder / name for name in ("run", "home", "data"))
    for made in (work, home, store):
        made.mkdir()
    for name, content in data.items():
        target = store / name
        if not target.resolve().is_relative_to(store.resolve()):
            msg = f"data file {name!r} would lie outside the folder of the run"
            raise ValueError(msg)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return work, _environment(home, store)


def _surroundings() -> dict[str, str]:
    """The part of the environment that is every kernel's."""
    kept = {name: os.environ[name] for name in ALLOWED_VARIABLES if name in os.environ}
    return kept | {
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "PYTHONPATH": str(Path(silkline.__file__).parent.parent),
        "OPENBLAS_NUM_THREADS": "1",
    }


def _environment(home: Path, store: Path) -> dict[str, str]:
    return _surroundings() | {
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "SILKLINE_DATA": str(store),
    }


def _kernel_manager(folder: Path, memory_limit_mb: int) -> AsyncKernelManager:
    spec = folder / "kernels" / "silkline"
    spec.mkdir(parents=True)
    memory_bytes = memory_limit_mb * 1024 * 1024
    argv = nursery.program("alone", str(memory_bytes), "{connection_file}")
    kernel = {"argv": argv, "display_name": "Silkline", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
    manager = AsyncKernelManager(
        kernel_name="silkline",
        kernel_spec_manager=KernelSpecManager(
            kernel_dirs=[str(spec.parent)], ensure_native_kernel=False
        ),
        connection_file=str(folder / "connection.json"),
    )
    if sys.platform != "win32":
        manager.transport, manager.ip = "ipc", str(folder / "ipc")
    if nursery.can_copy():
        manager.provisioner = nursery.provisioner(manager, memory_bytes, _surroundings())
    return manager


def _error_line(traceback: str) -> int:
    """Line of the cell at which an error arose: the last one that the traceback tells of a cell."""
    found = re.findall(r"Cell In\[\d+\], line (\d+)", _plain(traceback))
    return int(found[-1]) if found else 0


def _plain(text: Any) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", str(text))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
