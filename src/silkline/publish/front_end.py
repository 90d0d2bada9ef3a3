# The front end is built once, with the package, and served as it is by whatever makes the pages.
"""The files of the front end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from silkline import addresses, maps
from silkline.model import Artifact

STATIC: Final = Path(__file__).parent.parent / "static"
"""What the front end is built into."""
FIRST_SCRIPT: Final = STATIC / "first.js"
"""Stands in each page, not beside it."""
FIRST_RULES: Final = STATIC / "first.css"
"""Stands in pages of indicators."""
_IN_PAGES: Final = frozenset({FIRST_SCRIPT, FIRST_RULES})


def front_end_files() -> Iterator[Artifact]:
    """Each file that pages ask for."""
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path not in _IN_PAGES:
            uri = addresses.asset(path.relative_to(STATIC).as_posix())
            yield Artifact(uri=uri, content=path.read_bytes())
    yield Artifact(uri=addresses.asset(maps.WORLD.name), content=maps.WORLD.read_bytes())
