# The script runs on a copy of its package, so that what it writes by mistake is lost, and without
# the caller's variables, so that it gives the same tables on any machine.
"""Running the `prepare.py` of a package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from silkline.isolation import REMEDY, IsolationError, isolated
from silkline.prepare.raw import shown_path
from silkline.problems import Location, Problem, Problems, excerpt_at

SCRIPT: Final = "prepare.py"
REFERENCE_VARIABLE: Final = "SILKLINE_REFERENCE"
"""Environment variable in which a script finds the folder of the code lists."""
SHOWN_CHARACTERS: Final = 160
"""As much of a line as a message shows."""


def script_missing(folder: Path, root: Path) -> Problems:
    """A problem where the package, or its script, is not there."""
    if (folder / SCRIPT).is_file():
        return ()
    what = "prepare.py here" if folder.is_dir() else f"package '{folder.name}'"
    hint = "give the name of a package with a prepare.py; packages typed by hand need none."
    return (failed(folder, root, f"there is no {what}", hint),)


def failed(folder: Path, root: Path, message: str, hint: str, line: int = 0) -> Problem:
    """A problem of the script, with its line where one is known."""
    where = Location(path=shown_path(folder / SCRIPT, root), line=line)
    excerpt = excerpt_at(folder / SCRIPT, line) if line else ""
    return Problem(where=where, code="DP040", message=message, hint=hint, excerpt=excerpt)


def copy_package(folder: Path, target: Path) -> Path:
    """The package without its tables: what the script may read, and an empty `data/` to fill."""

    def left_out(directory: str, names: list[str]) -> list[str]:
        here = Path(directory)
        return [n for n in names if (here / n).is_symlink() or (here == folder and n == "data")]

    shutil.copytree(folder, target, ignore=left_out)
    (target / "data").mkdir()
    return target


def run_script(copy: Path, root: Path, folder: Path, reference: Path, timeout_s: float) -> Problems:
    """Run the script in the copy of its package; a problem with its last words where it fails."""
    try:
        command = isolated([sys.executable, "-s", "-B", "-X", "utf8", SCRIPT])
    except IsolationError as refused:
        return (failed(folder, root, f"prepare.py is not run: {refused}", REMEDY),)
    told = copy.parent / "output.txt"
    # A file, not a pipe: a process that the script left behind cannot keep us waiting at its end.
    with told.open("wb") as output:
        try:
            done = subprocess.run(  # noqa: S603 - the command is ours; its script is the point
                command,
                cwd=copy,
                env=_environment(copy.parent, reference),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            hint = "make it read less, or give it more time."
            message = f"prepare.py was stopped after {timeout_s:g} seconds"
            return (failed(folder, root, message, hint),)
    if done.returncode == 0:
        return ()
    said = told.read_text(encoding="utf-8", errors="replace")
    last = next((text for text in reversed(said.splitlines()) if text.strip()), "it said nothing")
    message = f"prepare.py ended with exit code {done.returncode}: {last[:SHOWN_CHARACTERS]}"
    hint = "mend the script or the raw file it names, then run it again."
    return (failed(folder, root, message, hint, _line_of_failure(said)),)


def _environment(scratch: Path, reference: Path) -> dict[str, str]:
    """Only what Python needs to start; one hash seed, so that the order of a set cannot vary."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "HOME": str(scratch),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "TMPDIR": str(scratch),
        "TZ": "UTC",
        REFERENCE_VARIABLE: str(reference.resolve()),
    }


def _line_of_failure(said: str) -> int:
    """The line of the script in the last frame of a traceback; 0 without one."""
    lines = re.findall(rf'File "[^"\n]*{re.escape(SCRIPT)}", line (\d+)', said)
    return int(lines[-1]) if lines else 0
