# Whoever builds a site gets the same bytes. The small site, which has a page and a file of every
# kind, is built on two machines that have nothing in common; then what tells differences is tried.
"""Builds that must not differ, and the tool that compares them."""

from __future__ import annotations

import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import reproduce
from changes import digests
from sample import write_sample


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small site as two machines built it."""
    place = tmp_path_factory.mktemp("machines")
    source = write_sample(place / "source")
    first, second = (reproduce.build(machine, source, place) for machine in reproduce.MACHINES)
    return first, second


def test_the_machines_differ_in_all_that_a_build_could_see() -> None:
    one, other = reproduce.MACHINES
    assert {k for k in one.settings if one.settings[k] == other.settings.get(k)} == set()
    for name in ("TZ", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH", "USER", "FONTCONFIG_FILE"):
        assert other.settings.get(name) != one.settings.get(name), name
    assert (one.folder, one.umask, one.workers, one.backwards) != (
        other.folder,
        other.umask,
        other.workers,
        other.backwards,
    )


def test_every_file_of_the_site_is_the_same(sites: tuple[Path, Path]) -> None:
    first, second = sites
    assert list(reproduce.differences(first, second)) == []
    names = set(reproduce.files(first))
    assert {Path(name).suffix for name in names} >= {
        *(".html", ".csv", ".json", ".parquet", ".xlsx", ".zip", ".png", ".gz", ".xml", ".ics"),
        *(".js", ".css", ".woff2", ".ipynb", ".bib", ".cff"),
    }
    assert len(names) > 250


def test_kept_results_and_no_workers_change_nothing(sites: tuple[Path, Path]) -> None:
    first, second = sites
    assert (first.parent / ".silkline").is_dir()
    machine = replace(reproduce.MACHINES[1], folder=first.parent.name, workers=0)
    again = reproduce.build(machine, second.parent, first.parent.parent)
    assert again == first
    assert digests(again) == digests(second)


def test_a_folder_is_read_backwards_there(tmp_path: Path) -> None:
    folder = tmp_path / "root"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / name).touch()
    code = (
        "import os; print(os.listdir(), [e.name for e in os.scandir()], [*next(os.walk('.'))[2]])"
    )
    done = reproduce.run([reproduce.PYTHON, "-c", code], reproduce.MACHINES[1], folder)
    assert done.stdout == "['c', 'b', 'a'] ['c', 'b', 'a'] ['c', 'b', 'a']\n"


# --- what differs, and how ---


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders, empty."""
    for name in "ab":
        (tmp_path / name).mkdir()
    return tmp_path / "a", tmp_path / "b"


def told(pair: tuple[Path, Path], name: str, one: bytes, other: bytes) -> list[str]:
    for folder, content in zip(pair, (one, other), strict=True):
        (folder / name).write_bytes(content)
    return list(reproduce.differences(*pair))


def test_a_file_on_one_machine_only_is_told(pair: tuple[Path, Path]) -> None:
    (pair[0] / "a.txt").touch()
    (pair[1] / "b").mkdir()
    (pair[1] / "b/b.txt").touch()
    assert list(reproduce.differences(*pair)) == [
        "a.txt: only on the first machine",
        "b/b.txt: only on the second machine",
    ]


def test_lines_that_differ_are_told(pair: tuple[Path, Path]) -> None:
    found = told(pair, "a.html", b"<p>\n<b>1</b>\n", b"<p>\n<b>2</b>\n")
    assert found == ["a.html: @@ -2 +2 @@ -<b>1</b> +<b>2</b>"]
    assert told(pair, "a.html", b"a\n", b"a\r\n") == ["a.html: only its line ends differ"]


def test_bytes_that_differ_are_told_by_their_place(pair: tuple[Path, Path]) -> None:
    found = told(pair, "a.png", b"\xff\x00\x01", b"\xff\x00\x02\x03")
    assert found == ["a.png: bytes differ from 2 on; 3 and 4 bytes"]


def test_packed_files_are_opened(pair: tuple[Path, Path]) -> None:
    packed = (gzip.compress(b"a\n", mtime=1), gzip.compress(b"a\n", mtime=2))
    assert told(pair, "a.gz", *packed) == ["a.gz: only its header differs"]
    for folder in pair:
        (folder / "a.gz").unlink()

    def archive(text: str, year: int) -> bytes:
        path = pair[0].parent / "made.zip"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr(zipfile.ZipInfo("a.csv", (year, 1, 1, 0, 0, 0)), text)
        return path.read_bytes()

    found = told(pair, "a.zip", archive("1", 1980), archive("1", 2020))
    assert found == ["a.zip: its members differ in time or rights only"]
    found = told(pair, "a.zip", archive("1", 1980), archive("2", 1980))
    assert found == ["a.zip: a.csv: @@ -1 +1 @@ -1 +2"]
