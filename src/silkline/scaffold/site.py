# A new site is a copy of a small complete one, so that its author begins with something that
# builds. Nothing is ever overwritten.
"""Making a new site."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from silkline.problems import Problems
from silkline.scaffold.folder import in_the_way, unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

SETTINGS: Final = "mkdocs.yml"

_SITE_NAME: Final = re.compile(r"^site_name:.*$", re.MULTILINE)
_LEFT_OUT: Final = frozenset({"__pycache__", ".silkline", "site"})


def new_site(target: Path, title: str) -> Problems:
    """Make a site in a folder that is empty or does not exist yet.

    `title` becomes the site's name; where it is blank, the folder's name does. Returns a problem
    where the folder is taken (PB030) or cannot be written (PB031).
    """
    try:
        taken = in_the_way(target, "a new site")
        if taken:
            return taken
        for path, content in _starter(title.strip() or target.resolve().name):
            place = target / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    except OSError as error:
        return (unwritable(target, error),)
    return ()


def _starter(title: str) -> Iterator[tuple[str, bytes]]:
    for path, source in _walk(files("silkline") / "starter", ""):
        content = source.read_bytes()
        yield path, _named(content, title) if path == SETTINGS else content


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name in _LEFT_OUT:
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry


def _named(settings: bytes, title: str) -> bytes:
    line = f"site_name: {json.dumps(title, ensure_ascii=False)}"
    return _SITE_NAME.sub(lambda _: line, settings.decode(), count=1).encode()
