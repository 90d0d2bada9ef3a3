# The options of the commands, each written once. Those that several commands share mean the same
# in all of them.
"""Options and arguments of the commands."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from silkline.cli.telling import RENDERERS

NEW: Final = ("site", "package", "indicator", "story")
"""What `silkline new` can begin."""


def site(parser: argparse.ArgumentParser) -> None:
    """Which site."""
    text = "the site's configuration (default: mkdocs.yml)"
    parser.add_argument(
        "-f", "--config", type=Path, default="mkdocs.yml", metavar="FILE", help=text
    )


def form(parser: argparse.ArgumentParser) -> None:
    """How problems are written."""
    default = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    text = "how problems are written (default: text; github on GitHub's runners)"
    parser.add_argument("--format", choices=sorted(RENDERERS), default=default, help=text)


def workers(parser: argparse.ArgumentParser) -> None:
    """How many processes work."""
    text = "processes at work; 0 works in this one (default: as configured)"
    parser.add_argument("--workers", type=_count, metavar="N", help=text)


def scheduler(parser: argparse.ArgumentParser) -> None:
    """Whose workers do the work."""
    text = "work on the cluster of this dask scheduler, such as tcp://10.0.0.5:8786"
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help=text)


def site_dir(parser: argparse.ArgumentParser) -> None:
    """Where the site is published."""
    text = "folder to publish into (default: as configured, site)"
    parser.add_argument("--site-dir", type=Path, metavar="DIR", help=text)


def folder(parser: argparse.ArgumentParser) -> None:
    """Where an export goes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="new or empty folder to write")


def address(parser: argparse.ArgumentParser) -> None:
    """Where the preview is served."""
    text = "address and port to serve at (default: 127.0.0.1:8000)"
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help=text)


def package(parser: argparse.ArgumentParser) -> None:
    """Which packages."""
    text = "names of packages (default: all that have a prepare.py)"
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=text)


def check_only(parser: argparse.ArgumentParser) -> None:
    """Whether files are only compared."""
    text = "only compare: change no file, and fail where the tables differ"
    parser.add_argument("--check", action="store_true", help=text)


def beginning(parser: argparse.ArgumentParser) -> None:
    """What is begun, and its name."""
    parser.add_argument("what", choices=NEW, metavar="WHAT", help="what to begin")
    text = "a folder for a site, a name for a package or story, the package of a new indicator"
    parser.add_argument("name", metavar="NAME", help=text)
    text = "the id of a new indicator"
    parser.add_argument("id", nargs="?", metavar="ID", help=text)


def code(parser: argparse.ArgumentParser) -> None:
    """Which code."""
    text = "a problem's code, such as TB004 (default: list all)"
    parser.add_argument("code", nargs="?", metavar="CODE", help=text)


def fix(parser: argparse.ArgumentParser) -> None:
    """Whether to mend first."""
    text = "first mend what can be mended without guessing (line ends, spaces, order), and show it"
    parser.add_argument("--fix", action="store_true", help=text)


def revision(parser: argparse.ArgumentParser) -> None:
    """What to compare with, and the form of the report."""
    text = "a branch, tag or commit to compare with, such as main"
    parser.add_argument("revision", metavar="REV", help=text)
    text = "how the report is written (default: text)"
    parser.add_argument(
        "--as", dest="form", choices=["html", "markdown", "text"], default="text", help=text
    )


def release(parser: argparse.ArgumentParser) -> None:
    """Version and day of a release."""
    text = "version of the release, such as 2026.1"
    parser.add_argument("version", metavar="VERSION", help=text)
    text = "day of the release, such as 2026-11-22 (default: that of SOURCE_DATE_EPOCH)"
    parser.add_argument("--date", default="", metavar="DAY", help=text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes, such as 0 or 4")
    return int(text)
