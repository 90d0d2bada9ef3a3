# What, beside its inputs, can change the result of a task: the interpreter, the installed
# libraries and our own code. Read from what is installed and not from a lock file, so that it is
# true for whoever installed it however.
"""The digest of the environment that work runs in."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from silkline.model import Digest

_CODE_SUFFIXES = frozenset({".py", ".csv", ".json", ".toml", ".j2", ".html", ".md"})


@cache
def environment_digest() -> Digest:
    """SHA-256 over Python's version, every installed distribution's, and the engine's files."""
    lines = [sys.version, *sorted(distributions()), *_engine_files()]
    return cast("Digest", hashlib.sha256("\n".join(lines).encode()).hexdigest())


def distributions() -> set[str]:
    """Names of the `*.dist-info` folders: name and version, without reading any of them."""
    folders = (Path(entry) for entry in sys.path if entry)
    return {info.name for folder in folders for info in folder.glob("*.dist-info")}


def _engine_files() -> list[str]:
    root = Path(__file__).parent
    files = sorted(f for f in root.rglob("*") if f.suffix in _CODE_SUFFIXES and f.is_file())
    kept = [f for f in files if not {"static", "__pycache__"} & set(f.relative_to(root).parts)]
    return [f"{f.relative_to(root)} {hashlib.sha256(f.read_bytes()).hexdigest()}" for f in kept]
