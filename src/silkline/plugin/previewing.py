# Who writes a page looks at it every minute, and what the engine makes is not touched by that. So a
# preview in which nothing but the text of hand-written pages has changed makes these pages anew and
# nothing else, through MkDocs' own steps and all plugins. Whatever is more than that, or goes
# wrong, is left to a whole build, which finds the words for it. The search follows with that.
"""What a preview does when files change."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment
from mkdocs.commands import build as steps
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from watchdog.observers.polling import PollingObserver

from silkline.plugin.heard import LOG, Ear
from silkline.stamps import Stamp, stamp_of

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import File

_LOOK_S: Final = 0.2
"""Seconds between two looks at all files."""

Stamps = Mapping[Path, Stamp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build leaves that pages can be made from."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    written: frozenset[str]
    """Addresses of the sources that people wrote."""


class Preview:
    """Builds when something has changed, and no more than that."""

    def __init__(self, server: LiveReloadServer, whole: Callable[[], None]) -> None:
        """`whole` builds the whole site, as has just been done, and calls `is_built`."""
        self._server, self._whole = server, whole
        self._built: Built | None = None
        server.builder = self.build
        server.observer = PollingObserver(timeout=_LOOK_S)
        watched = tuple(server._watched_paths)  # noqa: SLF001 (MkDocs has no other way to say it)
        server._watched_paths.clear()  # noqa: SLF001
        for path in watched:
            server.watch(path)
        self._stamps = _stamps(watched)

    def is_built(self, built: Built) -> None:
        """Remembers what the last whole build left."""
        self._built = built

    def build(self) -> None:
        """Make what has changed since the last time."""
        now = _stamps(self._server._watched_paths)  # noqa: SLF001
        changed = {path for path, _ in now.items() ^ self._stamps.items()}
        self._stamps = now
        # A file that is written twice is told twice, the second time when it is made already.
        if changed and not self._has_made(changed):
            self._built = None
            self._whole()

    def _has_made(self, changed: Iterable[Path]) -> bool:
        """Whether changed files were pages that could be made by themselves."""
        if self._built is None:
            return False
        pages = {
            Path(file.abs_src_path): file
            for file in self._built.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            if file.abs_src_path and file.src_uri in self._built.written
        }
        return all(path in pages and _is_made(self._built, pages[path]) for path in sorted(changed))


def _is_made(built: Built, file: File) -> bool:
    """Make a page, unless more than its text is different or something is wrong with it."""
    page = file.page
    assert page is not None, "the site was built"
    before: tuple[Any, ...] = (page.meta, page.title)
    ear = Ear()
    ear.start()
    try:
        steps._populate_page(page, built.config, built.files)  # noqa: SLF001 (as its build does)
        if (page.meta, page.title) != before or ear.texts:
            return False
        shown = built.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        steps._build_page(page, built.config, shown, built.nav, built.env)  # noqa: SLF001
    except Exception:  # noqa: BLE001 (a whole build meets it again, and says it)
        return False
    finally:
        ear.stop()
    logging.getLogger(LOG).info("Made %s anew", file.src_uri)
    return not ear.texts


def _stamps(watched: Iterable[str]) -> Stamps:
    """Of all files in folders, and of files."""
    found: dict[Path, Stamp] = {}
    for top in watched:
        below = (Path(place, name) for place, _, names in os.walk(top) for name in names)
        for path in below if Path(top).is_dir() else (Path(top),):
            with suppress(FileNotFoundError):  # editors write beside a file, and take that away
                found[path] = stamp_of(path.stat())
    return found
