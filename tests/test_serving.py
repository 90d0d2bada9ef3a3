# The preview as an author has it: a process that serves, watches and builds. What it says tells
# what it did; nothing here asks how long that took.
"""Tests of `silkline serve`."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from changes import digests, replace
from running import SILKLINE

WHOLE = "Building documentation..."
INDICATORS = "datapackages/nordic-population/data/indicators.csv"
TEXT = "All residents of an area"
ADDED = "A sentence that was not here before."


class Served:
    """A preview under way."""

    def __init__(self, address: str, log: Path, temporary: Path) -> None:
        self.address, self._log, self._temporary = address, log, temporary

    @property
    def folder(self) -> Path:
        """What it shows."""
        (found,) = self._temporary.glob("mkdocs_*")
        return found

    @property
    def beside(self) -> list[str]:
        """Names of what a build has made beside that."""
        return [path.name for path in self._temporary.glob(".mkdocs_*")]

    def number(self, path: str) -> int:
        """Of a file that it shows: another one has another."""
        return (self.folder / path).stat().st_ino

    def said(self, text: str) -> int:
        """How often it has said something."""
        return self._log.read_text("utf-8").count(text)

    def shows(self, path: str, wanted: str) -> None:
        """Waits until a page shows a text."""
        self.waits(lambda: wanted in self.page(path), f"{path} does not show {wanted!r}")

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=60) as answer:
            return str(answer.read().decode())

    def waits(self, holds: Callable[[], bool], otherwise: str) -> None:
        until = time.monotonic() + 90
        while not holds():
            assert time.monotonic() < until, f"{otherwise}\n{self._log.read_text('utf-8')}"
            time.sleep(0.1)


@contextmanager
def served(root: Path, log: Path, address: str = "") -> Iterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = address or f"127.0.0.1:{free.getsockname()[1]}"
    command = [SILKLINE, "serve", "--address", address]
    temporary = log.with_suffix(".tmp")
    temporary.mkdir()
    surroundings = {**os.environ, "TMPDIR": str(temporary)}
    with (
        log.open("w") as said,
        subprocess.Popen(command, cwd=root, stderr=said, env=surroundings) as process,
    ):
        try:
            preview = Served(f"http://{address}/", log, temporary)
            preview.waits(lambda: preview.said("Serving on") == 1, "it does not serve")
            yield preview
        finally:
            process.terminate()  # Ctrl-C is not heeded by what runs in the background of a shell
            try:
                assert process.wait(60) == 0
            finally:
                process.kill()


def _apart(page: str) -> str:
    """A page without what tells the time of its build, which is MkDocs' own, and white space."""
    return "".join(re.sub(r"livereload\(\d+, \d+\)", "", page).split())


def test_the_text_of_a_page_is_made_anew_by_itself_and_all_else_by_a_build(
    starter: Path, tmp_path: Path
) -> None:
    home = starter / "docs/index.md"
    with served(starter, tmp_path / "said") as preview:
        before = preview.page("")
        home.write_text(f"{home.read_text('utf-8')}\n{ADDED}\n", encoding="utf-8")
        preview.shows("", f"<p>{ADDED}</p>")
        assert (preview.said("Made index.md anew"), preview.said(WHOLE)) == (1, 1)
        after = preview.page("").replace(f"<p>{ADDED}</p>", "")
        assert _apart(after) == _apart(before)

        # The title of a page may stand on others too.
        head = "title: Nordic population"
        replace(home, head, "title: People of the North")
        preview.shows("", "People of the North")
        assert (preview.said("Made index.md anew"), preview.said(WHOLE)) == (1, 2)

        # So does what a package says.
        replace(starter / INDICATORS, TEXT, f"{TEXT} and of all its islands")
        preview.shows("indicators/population/", f"{TEXT} and of all its islands")
        assert preview.said(WHOLE) == 3

        # A page is what it was made from last, also after whole builds.
        replace(home, ADDED, "Another one.")
        preview.shows("", "<p>Another one.</p>")
        assert (preview.said("Made index.md anew"), preview.said(WHOLE)) == (2, 3)


def test_a_mistake_in_a_page_is_told_by_a_build_and_mended_by_another(
    starter: Path, tmp_path: Path
) -> None:
    home = starter / "docs/index.md"
    text = home.read_text("utf-8")
    with served(starter, tmp_path / "said") as preview:
        home.write_text(f"{text}\n[There](nowhere.md)\n", encoding="utf-8")
        preview.waits(lambda: preview.said("PB020") == 1, "the mistake is not told")
        assert preview.said("docs/index.md: error PB020: ") == 1
        home.write_text(f"{text}\n{ADDED}\n", encoding="utf-8")
        preview.shows("", f"<p>{ADDED}</p>")
        assert preview.said("Made index.md anew") == 0


def test_a_build_of_a_preview_takes_over_what_is_the_same_and_shows_what_a_new_one_would(
    starter: Path, tmp_path: Path
) -> None:
    home, values = starter / "docs/index.md", starter / INDICATORS
    same, other = "packages/reference/index.html", "indicators/population/index.html"
    with served(starter, tmp_path / "said") as preview:
        numbers = {path: preview.number(path) for path in (same, other, "index.html")}

        # What is made by itself is not taken for what it was.
        home.write_text(f"{home.read_text('utf-8')}\n{ADDED}\n", encoding="utf-8")
        preview.shows("", f"<p>{ADDED}</p>")
        replace(values, TEXT, f"{TEXT}, islands too")
        preview.shows("indicators/population/", f"{TEXT}, islands too")
        assert f"<p>{ADDED}</p>" in preview.page("")
        assert preview.number(same) == numbers[same]
        assert preview.number(other) != numbers[other]

        # A build that is refused changes nothing, and takes nothing away from the next one.
        replace(home, ADDED, "[There](nowhere.md)")
        preview.waits(lambda: preview.said("PB020") == 1, "the mistake is not told")
        assert ADDED in (preview.folder / "index.html").read_text("utf-8")
        replace(home, "[There](nowhere.md)", ADDED)
        replace(values, "islands too", "islands also")
        preview.shows("indicators/population/", f"{TEXT}, islands also")
        assert preview.number(same) == numbers[same]

        shown, address = digests(preview.folder), preview.address
        assert preview.beside == []
        assert preview.said("Page skipped") == 0
    with served(starter, tmp_path / "new", address.removeprefix("http://")[:-1]) as preview:
        assert digests(preview.folder) == shown
