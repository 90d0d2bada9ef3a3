# What runs in a worker: one module-level function for each kind of task, taking a value and
# returning a value, so that a process or a machine elsewhere can do it. Raise an epoch when the
# function's result changes for the same input.
"""The kinds of work, and how each is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from silkline.marks import is_regular_file
from silkline.model import Package, Task, TaskResult
from silkline.problems import Problems, SilklineError

Work = Callable[[Any], tuple[Any, Problems]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateJob:
    """A package to check against its schema and the house rules."""

    package: Package
    root: Path
    codelists: Mapping[str, frozenset[str]]
    files: Mapping[str, bytes] | None = None
    """The files of the package by path, for a worker that has none; on one machine they stay on
    disk, as reading is cheaper than shipping them."""


def shipped(task: Task) -> Task:
    """The task with all that it reads."""
    job = task.payload
    if not isinstance(job, ValidateJob):
        return task
    folder = job.package.folder
    found = (p for p in sorted(folder.rglob("*")) if is_regular_file(p))
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}
    return replace(task, payload=replace(job, files=files))


def validate(job: ValidateJob) -> tuple[None, Problems]:
    """Check one package."""
    from silkline.validate import validate_package

    if job.files is None:
        _, problems = validate_package(job.package, job.root, job.codelists)
        return None, problems
    with TemporaryDirectory(prefix="silkline-") as temporary:
        root = Path(temporary).resolve()
        folder = root / job.package.folder.relative_to(job.root)
        for path, content in job.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        _, problems = validate_package(replace(job.package, folder=folder), root, job.codelists)
    return None, problems


def chart(job: Any) -> tuple[Any, Problems]:
    """Draw one chart."""
    from silkline.charts import draw

    return draw(job), ()


def notebook(job: Any) -> tuple[Any, Problems]:
    """Run one story."""
    from silkline.notebooks import run_notebook

    run = run_notebook(job)
    return run, run.problems


def cards(job: Any) -> tuple[Any, Problems]:
    """Draw the pictures of some pages."""
    from silkline.pictures import draw_cards

    return draw_cards(job), ()


KINDS: Final[Mapping[str, tuple[Work, int]]] = {
    "validate": (validate, 1),
    "chart": (chart, 1),
    "notebook": (notebook, 1),
    "cards": (cards, 1),
}
"""Function and epoch of each kind of task. Functions import what they need when they run: a worker
that only draws never loads the validator."""


HERE: Final[Mapping[str, int]] = {"page": 1, "files": 1}
"""Epoch of each kind that the coordinating process does itself: its input is everything there is,
which is too large to ship."""


def epoch(kind: str) -> int:
    """The epoch of a kind of task, which is part of its key."""
    return HERE[kind] if kind in HERE else KINDS[kind][1]


def run_task(task: Task) -> TaskResult:
    """Do one task; content mistakes come back as problems, mistakes of ours as exceptions."""
    work, _ = KINDS[task.kind]
    start = time.perf_counter()
    try:
        value, problems = work(task.payload)
    except SilklineError as stopped:
        value, problems = None, stopped.problems
    seconds = time.perf_counter() - start
    return TaskResult(name=task.name, value=value, problems=problems, seconds=seconds)
