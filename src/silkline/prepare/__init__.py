# Makes the tables of a package anew from its raw files. This is the one place where a contributor's
# script is run, never at build or check: in a subprocess, on a copy of the package, without the
# caller's variables and, where the system allows, without a network. It can still read what the
# user can read: hostile code needs an unprivileged job around it.
"""Run `prepare.py` of a package and compare its tables with those committed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from silkline.prepare.raw import check_raw
from silkline.prepare.script import REFERENCE_VARIABLE, copy_package, run_script, script_missing
from silkline.prepare.tables import PrepareReport, compare_tables

__all__ = ["REFERENCE_VARIABLE", "PrepareReport", "check_raw", "prepare_package"]


def prepare_package(
    folder: Path,
    *,
    root: Path | None = None,
    reference: Path | None = None,
    write: bool = False,
    timeout_s: float = 120,
) -> PrepareReport:
    """Make the tables of a package anew and compare them with the committed ones.

    Args:
        folder: the package, with `prepare.py` and `raw/`.
        root: folder that paths in problems are relative to; two above the package by default.
        reference: package of code lists; `reference` beside the package by default.
        write: copy tables that differ into `data/` instead of reporting them.
        timeout_s: seconds the script may take.

    Returns:
        Problems DP040 (the script failed), DP041 (tables differ), DP042 and DP043 (raw files are
        not those recorded). Nothing is run on raw files that are not as recorded.
    """
    root = root or folder.parent.parent
    problems = script_missing(folder, root) or check_raw(folder, root)
    if problems:
        return PrepareReport(package=folder.name, problems=problems)
    with tempfile.TemporaryDirectory(prefix="silkline-") as scratch:
        copy = copy_package(folder, Path(scratch) / folder.name)
        problems = run_script(
            copy, root, folder, reference or folder.parent / "reference", timeout_s
        )
        if problems:
            return PrepareReport(package=folder.name, problems=problems)
        return compare_tables(folder, copy, root, write=write)
