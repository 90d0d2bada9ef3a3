# `make test` runs tests in as many processes as the machine has cores. A file of tests stays in one
# process, since its fixtures do; what several files look at, such as the observatory as built, is
# made by the process that needs it first, and the others wait for it. The longest files come first,
# so that none is left over at the end; the first of all makes the observatory, and those after it
# do without.
"""Tests in several processes."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

DONE: Final = "done"
LONGEST: Final = (
    "tests/test_site.py",
    "tests/test_stopping.py",
    "tests/test_incremental.py",
    "tests/test_faults.py",
    "tests/browser/test_pages.py",
    "tests/browser/test_everyone.py",
    "tests/test_reproducible.py",
    "tests/test_architecture.py",
    "tests/unit/test_notebooks.py",
    "tests/unit/test_importing.py",
)
"""Files of tests that take more than half a minute."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], str | None]) -> Path:
    """A folder that one of the processes of a run fills.

    Args:
        factory: Pytest's own, which knows where the run keeps its files.
        name: Of the folder.
        make: Fills the folder; tells what went wrong, if anything. All tests that need the folder
            then fail with that.
    """
    run = factory.getbasetemp()
    if run.name.startswith("popen-"):  # what belongs to one process of several
        run = run.parent
    folder, verdict = run / name, run / f"{name}.verdict"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not verdict.exists():
            verdict.write_text(_fill(folder, make) or DONE, encoding="utf-8")
        told = verdict.read_text(encoding="utf-8")
    if told != DONE:
        pytest.fail(told, pytrace=False)
    return folder


def _fill(folder: Path, make: Callable[[Path], str | None]) -> str | None:
    """What went wrong, if anything."""
    folder.mkdir()
    try:
        return make(folder)
    except (OSError, subprocess.SubprocessError) as failed:
        return f"{folder.name}: {failed!r}"


def longest_first(items: list[pytest.Item]) -> None:
    """Puts tests of the longest files first; the order is otherwise kept."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
