# Arguments in, a report and an exit code out: the only room that prints.
"""The command `silkline`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from silkline import __version__, lean
from silkline.cli import commands, importing, options
from silkline.cli.telling import FINE, RENDERERS, STOPPED, USAGE, WRONG
from silkline.endings import heeding_all

__all__ = ["FINE", "RENDERERS", "STOPPED", "USAGE", "WRONG", "main", "make_parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: Those after the program's name; the process's own if not given.

    Returns:
        The exit code: 0 fine, 1 problems in the content, 2 wrong usage.
    """
    try:
        given = make_parser().parse_args(arguments)
    except SystemExit as stopped:  # argparse has printed its message, or the help asked for
        return int(stopped.code or 0)
    if arguments is None:  # the process is ours alone
        lean.begin()
    try:
        with heeding_all():
            code: int = given.run(given)
    except KeyboardInterrupt as stopped:
        print("stopped; what is published is whole", file=sys.stderr)
        return 128 + int(stopped.args[0]) if stopped.args else STOPPED
    return code


def make_parser() -> argparse.ArgumentParser:
    """The commands and their options; the command reference is made from it."""
    parser = argparse.ArgumentParser(
        prog="silkline",
        description="Data packages and notebooks to a fast, searchable, citable static data site.",
        epilog="Exit codes: 0 fine, 1 problems in the content, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"silkline {__version__}")
    listed = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (text, run, adders) in _COMMANDS.items():
        command = listed.add_parser(name, help=text, description=_sentence(text))
        command.set_defaults(run=run)
        for add in adders:
            add(command)
    return parser


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


_COMMANDS: Final = {
    "build": (
        "build the site",
        commands.build,
        (options.site, options.site_dir, options.workers, options.scheduler, options.form),
    ),
    "check": (
        "check packages and notebooks without building",
        commands.check,
        (options.site, options.fix, options.workers, options.scheduler, options.form),
    ),
    "diff": (
        "say what a change does to the data, compared with a revision",
        commands.diff,
        (options.site, options.revision),
    ),
    "serve": (
        "serve a preview that follows your changes",
        commands.serve,
        (options.site, options.address),
    ),
    "plan": ("say what a build will run, and why", commands.plan, (options.site, options.form)),
    "prepare": (
        "make the tables of packages from their raw files",
        commands.prepare,
        (options.site, options.package, options.check_only, options.form),
    ),
    "new": (
        "begin a site, a package, an indicator or a story",
        commands.new,
        (options.beginning, options.site),
    ),
    "import": (
        "take values from a table that you have, showing them first",
        commands.import_file,
        (importing.source_file, importing.reading, options.site),
    ),
    "export": (
        "write the site as Markdown and files, for another generator",
        commands.export,
        (options.folder, options.site, options.workers, options.form),
    ),
    "release": (
        "freeze the data as a release that never changes",
        commands.release,
        (options.release, options.site, options.form),
    ),
    "urls": (
        "remember every address of the site, so that none can vanish",
        commands.urls,
        (options.site, options.form),
    ),
    "explain": ("tell all about a problem's code", commands.explain, (options.code,)),
    "clean": ("remove the results kept from earlier builds", commands.clean, (options.site,)),
}
