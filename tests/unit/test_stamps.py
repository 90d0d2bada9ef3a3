# What a preview keeps of folders: only what is sound to keep, and only in a process that lives on.
"""Tests of the stamps room."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from silkline import stamps
from silkline.stamps import live_on, made_of, stamps_below

LONG_AGO = time.time() - 3600


class Work:
    """Counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> int:
        self.done += 1
        return self.done


@pytest.fixture
def lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "_kept", None)
    monkeypatch.setattr(stamps, "RECENT_NS", 0)
    live_on()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/table.csv").write_text("a\n1\n", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("lives_on")
def test_what_is_made_of_a_folder_serves_until_a_file_in_it_changes(folder: Path) -> None:
    work, file = Work(), folder / "data/table.csv"
    assert [made_of(folder, work, "tables") for _ in range(3)] == [1, 1, 1]
    changes: list[Callable[[], object]] = [
        lambda: file.write_text("a\n22\n", encoding="utf-8"),
        lambda: (folder / "data/other.csv").write_bytes(b""),
        (folder / "data/other.csv").unlink,
        lambda: os.utime(file, (LONG_AGO, LONG_AGO)),
        lambda: file.rename(folder / "data/renamed.csv"),
    ]
    for count, change in enumerate(changes, 2):
        change()
        assert [made_of(folder, work, "tables") for _ in range(2)] == [count, count]


@pytest.mark.usefixtures("lives_on")
def test_what_is_made_otherwise_or_of_another_folder_is_another_thing(folder: Path) -> None:
    work = Work()
    assert made_of(folder, work, "tables") == 1
    assert made_of(folder, work, "package") == 2
    assert made_of(folder / "data", work, "tables") == 3
    assert made_of(folder, work, "tables") == 1


def test_what_was_written_a_moment_ago_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_kept", None)
    live_on()
    work = Work()
    assert [made_of(folder, work, "tables") for _ in range(2)] == [1, 2]


def test_a_process_that_builds_once_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_kept", None)
    monkeypatch.setattr(stamps, "RECENT_NS", 0)
    work = Work()
    assert [made_of(folder, work, "tables") for _ in range(2)] == [1, 2]


@pytest.mark.usefixtures("lives_on")
def test_a_folder_that_is_gone_is_told_by_who_makes_something_of_it(folder: Path) -> None:
    assert made_of(folder / "nowhere", Work(), "tables") == 1
    assert stamps_below(folder).keys() == {str(folder / "data/table.csv")}
