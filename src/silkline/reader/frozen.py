"""The data of a release that is frozen in a checkout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from silkline.config import SETTINGS
from silkline.problems import SilklineError, render_text
from silkline.reader.errors import NoData
from silkline.releases import read_frozen


def frozen_release(folder: Path, release: str) -> Callable[[str], bytes]:
    """What reads the files of a release in the checkout that a folder lies in. Raises NoData."""
    roots = (f for f in (folder, *folder.parents) if (f / SETTINGS).is_file())
    root = next(roots, None)
    if root is None:
        raise NoData(f"there is no {SETTINGS} in {folder} or above it")
    files = _files(root, release)

    def read(path: str) -> bytes:
        if path not in files:
            raise NoData(f"release {release} holds no {path}")
        return files[path]

    return read


@lru_cache(maxsize=2)
def _files(root: Path, release: str) -> Mapping[str, bytes]:
    frozen, problems = read_frozen(root)
    found = next((r for r in frozen.releases if r.version == release), None)
    if problems:
        raise NoData(f"what is frozen in {root} is damaged\n{render_text(problems)}")
    if found is None:
        known = ", ".join(r.version for r in frozen.releases) or "none"
        raise NoData(f"there is no release {release}; there are: {known}")
    try:
        return dict(frozen.contents(found))
    except SilklineError as damaged:
        raise NoData(f"release {release} is damaged\n{render_text(damaged.problems)}") from None
