# What commands say: the report on standard output, everything else on standard error.
"""Reading the settings for a command, and telling what came of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from silkline import __version__
from silkline.problems import (
    Problem,
    Problems,
    has_errors,
    render_github,
    render_json,
    render_text,
    summary,
)

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.model import BuildReport

FINE: Final = 0
WRONG: Final = 1
"""The content has problems."""
USAGE: Final = 2
"""The command was not understood."""
STOPPED: Final = 130
"""Ctrl-C, as shells count it."""


def _render_sarif(problems: Sequence[Problem]) -> str:
    from silkline.sarif import render_sarif

    return render_sarif(problems, __version__)


RENDERERS: Final[dict[str, Callable[[Sequence[Problem]], str]]] = {
    "text": render_text,
    "github": render_github,
    "json": render_json,
    "sarif": _render_sarif,
}
"""How problems are written, by the name of the form."""


def configured(options: argparse.Namespace) -> tuple[Config | None, Problems]:
    """The settings that a command works with; none where they are wrong."""
    from dataclasses import replace

    from silkline.config import at_work, load_config

    config, problems = load_config(options.config)
    if config is not None:
        given = at_work(getattr(options, "workers", None), getattr(options, "scheduler", ""))
        config = replace(config, **given)
    return config, problems


def finish(problems: Problems, form: str) -> int:
    """Tell the problems; returns the exit code."""
    text = RENDERERS[form](problems)
    if text:
        print(text)
    if form == "text":
        tell(summary(problems))
    return WRONG if has_errors(problems) else FINE


def work_done(report: BuildReport) -> str:
    """How many tasks ran and how many results were kept."""
    return f"{len(report.ran)} tasks run, {len(report.reused)} kept"


def tell_stage(stage: str, seconds: float) -> None:
    """Tell a stage and its seconds."""
    tell(f"{stage:<20} {seconds:6.1f} s")


def tell(text: str) -> None:
    """Say something that is no part of the report."""
    print(text, file=sys.stderr, flush=True)
