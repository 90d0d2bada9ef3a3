# The preview as an author has it: a process that serves, watches and builds. What it says tells
# what it did; nothing here asks how long that took.
"""Tests of `silkline serve`."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from changes import digests, edit_json, replace
from running import SILKLINE

WHOLE = "Building documentation..."
WHOLE_END = "Documentation built in"
VALUES = "datapackages/nordic-population/data/observations.csv"
PAGE = "indicators/population/"
DATA = "data/v1/latest/indicators/population.csv"
POINTS = "charts/population.points.json"
STORY = "stories/nordic-population/"
NOTEBOOK = "notebooks/nordic-population.ipynb"
HOLD = """from pathlib import Path
from time import sleep

def on_pre_build(config):
    while (Path(config.config_file_path).parent / "hold").exists():
        sleep(0.05)
"""
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

    def opens(self, path: str) -> Tab:
        """Shows a page as a browser does, until nobody answers any more."""
        tab = Tab(self, path)
        threading.Thread(target=tab.live, daemon=True).start()
        self.waits(lambda: tab.asks, f"{path} does not ask for news")
        return tab

    def waits(self, holds: Callable[[], bool], otherwise: str) -> None:
        until = time.monotonic() + 90
        while not holds():
            assert time.monotonic() < until, f"{otherwise}\n{self._log.read_text('utf-8')}"
            time.sleep(0.1)


class Tab:
    """A page in a browser, as far as its server notices: it asks for news and loads itself anew."""

    def __init__(self, preview: Served, path: str) -> None:
        self._preview, self._path = preview, path
        self.seen: list[str] = []
        """The page, each time that it was loaded."""
        self.asks = False

    def live(self) -> None:
        with suppress(OSError, http.client.HTTPException):  # the preview ends, and so does this
            while True:
                self.seen.append(self._preview.page(self._path))
                while not self._is_old(self.seen[-1]):
                    pass

    def shows(self, wanted: str) -> None:
        """Waits until a text stands in it."""
        told = f"the page that is open does not show {wanted!r}"
        self._preview.waits(lambda: wanted in self.seen[-1], told)

    def _is_old(self, page: str) -> bool:
        epoch, number = re.findall(r"livereload\((\d+), (\d+)\)", page)[-1]
        address = f"{self._preview.address}livereload/{epoch}/{number}"
        headers = {"Referer": f"{self._preview.address}{self._path}"}
        self.asks = True
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), timeout=90
        ) as answer:
            return int(answer.read()) > int(epoch)


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


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Whole builds do not go on within the block."""
    hold = root / "hold"
    hold.touch()
    yield
    hold.unlink()


@pytest.fixture
def holding(starter: Path) -> Path:
    """The starter, whose whole builds wait if that is wished; its figures may be any."""
    settings = starter / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8')}\nhooks: [hold.py]\n", encoding="utf-8")
    (starter / "hold.py").write_text(HOLD, encoding="utf-8")
    with edit_json(starter / VALUES.replace("data/observations.csv", "datapackage.json")) as told:
        fields = (f for r in told["resources"] for f in r["schema"]["fields"])
        for field in fields:
            if field["name"] == "evidence":
                del field["constraints"]
    text = (starter / VALUES).read_text("utf-8")
    (starter / VALUES).write_text(
        re.sub('"raw/.*",', ",The table of the year", text), encoding="utf-8", newline=""
    )
    return starter


def change_value(root: Path, area: str, new: str) -> None:
    """Another figure for 2024."""
    path = root / VALUES
    row = rf"(population,{area},2024,)\d+"
    text, times = re.subn(row, rf"\g<1>{new}", path.read_text("utf-8"))
    assert times == 1
    path.write_text(text, encoding="utf-8", newline="")


def spaced(figure: str) -> str:
    """A figure as charts write it."""
    return f"{int(figure):_}".replace("_", "\N{NARROW NO-BREAK SPACE}")


def same_as_new(root: Path, shown: Path, address: str, log: Path) -> None:
    """A site is what a preview shows that begins now."""
    made = digests(shown)
    with served(root, log, address.removeprefix("http://")[:-1]) as preview:
        assert digests(preview.folder) == made


def test_a_changed_value_is_shown_where_somebody_looks_before_all_else_is_built(
    holding: Path, tmp_path: Path
) -> None:
    with served(holding, tmp_path / "said") as preview:
        tab, elsewhere = preview.opens(PAGE), preview.page(DATA)
        with held(holding):
            change_value(holding, "SWE", "10600001")
            tab.shows(spaced("10600001"))
            assert preview.said(f"Made {PAGE[:-1]}.md anew") == 1
            assert preview.said(WHOLE_END) == 1
            assert spaced("10600001") in preview.page(POINTS)
            assert preview.page(DATA) == elsewhere
        preview.waits(lambda: preview.said(WHOLE_END) == 2, "it does not build the whole site")
        preview.shows(DATA, "10600001")
        preview.shows(PAGE, spaced("10600001"))
        shown = Path(shutil.copytree(preview.folder, tmp_path / "shown"))
        address = preview.address
        assert preview.beside == []
    same_as_new(holding, shown, address, tmp_path / "new")


def test_nothing_is_lost_when_one_change_follows_another(holding: Path, tmp_path: Path) -> None:
    with served(holding, tmp_path / "said") as preview:
        tab = preview.opens(PAGE)
        change_value(holding, "SWE", "10600001")
        tab.shows(spaced("10600001"))
        change_value(holding, "NOR", "5600002")
        tab.shows(spaced("5600002"))
        change_value(holding, "SWE", "10600003")
        change_value(holding, "DNK", "6000004")
        tab.shows(spaced("10600003"))
        tab.shows(spaced("6000004"))
        preview.shows(DATA, "6000004")
        preview.shows(DATA, "10600003")
        preview.shows(DATA, "5600002")
        shown = Path(shutil.copytree(preview.folder, tmp_path / "shown"))
        address = preview.address
    same_as_new(holding, shown, address, tmp_path / "new")


def test_a_wrong_value_is_told_and_leaves_the_page_that_is_open(
    holding: Path, tmp_path: Path
) -> None:
    with served(holding, tmp_path / "said") as preview:
        tab = preview.opens(PAGE)
        before, page = digests(preview.folder), preview.page(PAGE)
        change_value(holding, "SWE", "10600001x")
        line = (holding / VALUES).read_text("utf-8").split("10600001x")[0].count("\n") + 1
        told = f"{VALUES}:{line}:4: error TB004: 'obs_value' is \"10600001x\", not a number"
        preview.waits(lambda: preview.said(told) == 1, "the mistake is not told")
        assert digests(preview.folder) == before
        assert _apart(preview.page(PAGE)) == _apart(page)
        assert len(tab.seen) == 1

        # A page by hand is made all the same, and all else when the mistake is mended.
        home = holding / "docs/index.md"
        home.write_text(f"{home.read_text('utf-8')}\n{ADDED}\n", encoding="utf-8")
        preview.shows("", f"<p>{ADDED}</p>")
        with held(holding):
            replace(holding / VALUES, "10600001x", "10600001")
            tab.shows(spaced("10600001"))
            assert (preview.said(WHOLE_END), preview.said(told)) == (1, 1)
        preview.shows(DATA, "10600001")


def test_a_story_that_is_open_is_run_and_shown_before_all_else_is_built(
    holding: Path, tmp_path: Path
) -> None:
    with served(holding, tmp_path / "said") as preview:
        tab = preview.opens(STORY)
        with held(holding):
            with edit_json(holding / NOTEBOOK) as notebook:
                notebook["cells"].append(
                    {
                        "cell_type": "code",
                        "id": "added",
                        "metadata": {},
                        "outputs": [],
                        "execution_count": None,
                        "source": ['silkline.prose(f"one and {1 + 1}")'],
                    }
                )
            tab.shows("one and 2")
            assert preview.said(WHOLE_END) == 1
        preview.waits(lambda: preview.said(WHOLE_END) == 2, "it does not build the whole site")
        preview.shows(STORY, "one and 2")
        shown = Path(shutil.copytree(preview.folder, tmp_path / "shown"))
        address = preview.address
    same_as_new(holding, shown, address, tmp_path / "new")
