"""What a build does: tasks, results, the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from silkline.model.packages import Digest
from silkline.problems import Problems


@dataclass(frozen=True, slots=True)
class Later:
    """A payload that is made when its task is run: most are not, as their results are kept."""

    make: Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One unit of work: a module-level function and everything it needs, as values."""

    name: str
    """Kind and subject, such as `validate:digital-trade`; unique in a plan."""
    kind: str
    inputs: tuple[tuple[str, Digest], ...]
    """What can change the result, by name and content, sorted by name."""
    payload: Any = field(repr=False, hash=False)
    """A `Later` too, which the runner calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """What a task gave: a value that pickles, or problems, or both."""

    name: str
    value: Any = field(default=None, repr=False, hash=False)
    problems: Problems = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    ran: tuple[str, ...]
    reused: tuple[str, ...]
    problems: Problems
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    pages: int = 0
    files: int = 0
