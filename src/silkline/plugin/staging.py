# MkDocs empties its folder before it builds. The new site is built beside the published one, which
# stays whole until the moment that they change places.
"""Where a site is built before it is published."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def staging(target: Path) -> Path:
    """The folder beside the published one in which this process builds."""
    return target.with_name(f".{target.name}.{os.getpid()}")


def take_place(new: Path, target: Path) -> None:
    """Puts the new site where the old one was; the old one stays whole until then."""
    old = target.with_name(f".{target.name}.old.{os.getpid()}")
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
