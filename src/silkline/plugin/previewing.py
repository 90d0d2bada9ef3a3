# Who writes a page looks at it every minute, and what the engine makes is not touched by that. So a
# preview in which nothing but the text of hand-written pages has changed makes these pages anew and
# nothing else, through MkDocs' own steps and all plugins. Whatever is more than that, or goes
# wrong, is left to a whole build, which finds the words for it. The search follows with that.
#
# Where a package or a notebook has changed, what somebody looks at is made first, and shown. All
# the rest follows by a whole build, which begins when nothing has changed for a moment.
"""What a preview does when files change."""

from __future__ import annotations

import logging
import os
import time
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
from silkline.plugin.opened import Opened
from silkline.problems import SilklineError, render_text
from silkline.stamps import Stamp, stamp_of

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import File

_LOOK_S: Final = 0.2
"""Seconds between two looks at all files."""
_QUIET_S: Final = 1.0
"""Seconds without a change after which a whole build begins: a reload is over by then."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What pages are made from that are not written by hand."""

    folders: tuple[Path, ...]
    """Of packages and notebooks."""
    renew: Callable[[Iterable[str]], frozenset[str]]
    """Reads it anew for some pages, and says which of them may be made then."""


class Preview:
    """Builds when something has changed, and first what somebody looks at."""

    def __init__(
        self, server: LiveReloadServer, whole: Callable[[], None], content: Content
    ) -> None:
        """`whole` builds the whole site, as has just been done, and calls `is_built`."""
        self._server, self._whole, self._content = server, whole, content
        self._built: Built | None = None
        self._is_left = False
        """Whether something changed that the rest of the site is still to be made from."""
        self._is_wrong = False
        """Whether it cannot be made from that, as was told."""
        self._opened = Opened(server)
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
        # A file that is written twice is told twice, the second time when it is made already.
        while changed := self._changed():
            if not self._has_made(changed):
                self._is_left = True
                self._is_wrong = False
                try:
                    if not self._has_renewed(changed):
                        break
                except SilklineError as wrong:
                    self._is_wrong = True
                    self._say(wrong)
                    return
            elif self._is_wrong or not self._is_left:
                return
            self._show()
            if not self._has_news():
                break
        if self._is_left:
            self._build_whole()

    def _changed(self) -> set[Path]:
        """Files that have changed since the last look."""
        now = _stamps(self._server._watched_paths)  # noqa: SLF001
        changed = {path for path, _ in now.items() ^ self._stamps.items()}
        self._stamps = now
        return changed

    def _has_made(self, changed: Iterable[Path]) -> bool:
        """Whether changed files were pages that could be made by themselves."""
        if self._built is None:
            return False
        pages = {
            Path(file.abs_src_path): file
            for file in self._built.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            if file.abs_src_path and file.src_uri in self._built.written
        }
        return all(
            path in pages and _is_made(self._built, pages[path], alone=True)
            for path in sorted(changed)
        )

    def _has_renewed(self, changed: Iterable[Path]) -> bool:
        """Whether only packages and notebooks have changed, and what is looked at could be made.

        Raises SilklineError where something is wrong with them.
        """
        opened = self._opened.files
        inside = all(any(map(path.is_relative_to, self._content.folders)) for path in changed)
        if self._built is None or not opened or not inside:
            return False
        shown = self._built.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        found = {file.src_uri: file for file in shown if file.dest_uri in opened}
        try:
            made = self._content.renew(found)
        except SilklineError:
            raise
        except Exception:  # noqa: BLE001 (a whole build meets it again, and says it)
            return False
        return bool(made) and all(_is_made(self._built, found[uri]) for uri in sorted(made))

    def _say(self, wrong: SilklineError) -> None:
        """Tell what is wrong; what is shown stays until that is mended."""
        logging.getLogger(LOG).error(render_text(wrong.problems))
        server = self._server
        with server._epoch_cond:  # noqa: SLF001
            server._wanted_epoch = server._visible_epoch  # noqa: SLF001
            server._epoch_cond.notify_all()  # noqa: SLF001

    def _show(self) -> None:
        """Let browsers load what they show anew."""
        server = self._server
        with server._epoch_cond:  # noqa: SLF001
            server._wanted_epoch = server._visible_epoch = round(time.monotonic() * 1000)  # noqa: SLF001
            server._epoch_cond.notify_all()  # noqa: SLF001

    def _has_news(self) -> bool:
        """Whether something more changes within a moment."""
        server = self._server
        with server._rebuild_cond:  # noqa: SLF001
            found = server._rebuild_cond.wait_for(lambda: server._want_rebuild, _QUIET_S)  # noqa: SLF001
            server._want_rebuild = False  # noqa: SLF001
        return found

    def _build_whole(self) -> None:
        """Build the whole site; browsers that show what it makes need not load that again."""
        before = self._shown()
        self._built, self._is_left = None, False
        self._whole()
        if self._shown() != before:
            self._server._wanted_epoch = round(time.monotonic() * 1000)  # noqa: SLF001

    def _shown(self) -> dict[str, bytes]:
        """The pages that are open, as they lie in the site."""
        files = {file: Path(self._server.root, file) for file in self._opened.files}
        return {file: path.read_bytes() for file, path in files.items() if path.is_file()}


def _is_made(built: Built, file: File, *, alone: bool = False) -> bool:
    """Make a page, unless something is wrong with it.

    Nor where nothing else is to follow (`alone`) and more than its text is different.
    """
    page = file.page
    assert page is not None, "the site was built"
    before: tuple[Any, ...] = (page.meta, page.title)
    ear = Ear()
    ear.start()
    try:
        steps._populate_page(page, built.config, built.files)  # noqa: SLF001 (as its build does)
        if (alone and (page.meta, page.title) != before) or ear.texts:
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
