# What crosses the process boundary to and from a worker that runs a story.
"""A story to run, and a story as run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from silkline.model import Chart
from silkline.problems import Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookJob:
    """One notebook and everything that its run may see."""

    slug: str
    path: str
    """Relative to the site's root, for messages."""
    content: bytes = field(repr=False)
    """The notebook as stored."""
    data: Mapping[str, bytes] = field(repr=False, hash=False)
    """Files of the data by name, such as `index.json`: what the notebook declares that it reads."""
    language: str = "en"
    """Of the words that charts add to the data."""
    timeout_s: int = 120
    """Seconds that the whole notebook may take."""
    memory_limit_mb: int = 4096
    """Megabytes of address space that its kernel may use; 0 for no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookRun:
    """What running a notebook gave."""

    slug: str
    notebook: str = field(default="", repr=False)
    """The notebook as JSON with reduced outputs, and the HTML of each cell in its metadata; empty
    if it failed."""
    charts: tuple[Chart, ...] = ()
    problems: Problems = ()
