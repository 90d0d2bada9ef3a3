# What rivals need is kept apart from what the engine is tested with, compiled, and pinned: Python's
# tools by `requirements/rivals.txt`, Framework by npm when it is first asked for.
"""Install rivals into `build/rivals`, once."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
HOME: Final = ROOT / "build/rivals"
BIN: Final = HOME / "python/bin"
OURS: Final = Path(sys.executable).parent
LOCK: Final = ROOT / "requirements/rivals.txt"
STAMP: Final = HOME / "python/lock"


def python_tools() -> str:
    """Install what the lock names; why that failed, or nothing."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text("ascii") == digest:
        return ""
    uv = (sys.executable, "-m", "uv")
    pins = ("--require-hashes", "--compile-bytecode", "-r", LOCK)
    for command in (
        (*uv, "venv", "--quiet", "--clear", HOME / "python"),
        (*uv, "pip", "install", "--quiet", "--python", BIN / "python", *pins),
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["no word"])[-1]
    STAMP.write_text(digest, "ascii")
    return ""


def python_versions(*names: str) -> dict[str, str]:
    """Versions that the lock names."""
    text = LOCK.read_text("utf-8")
    found = {name: re.search(rf"(?m)^{re.escape(name)}==([^ ]+)", text) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def hugo_version() -> str:
    """Version of the Hugo on the path, or nothing."""
    if not shutil.which("hugo"):
        return ""
    said = subprocess.run(["hugo", "version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v(\d[\d.]+\d)", said)
    return found[1] if found else ""


def node_version(folder: Path, name: str) -> str:
    """Version of a package of npm that is installed in a folder."""
    path = folder / "node_modules" / name / "package.json"
    return str(json.loads(path.read_text("utf-8"))["version"])
