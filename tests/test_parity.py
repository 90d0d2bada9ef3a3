# The same site, byte for byte, however, where and with how many processes it is built.
"""Builds that must not differ."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from changes import digests
from running import Command, run

if TYPE_CHECKING:
    import pytest

BIN = Path(sys.executable).parent


def test_mkdocs_and_silkline_build_the_same_site(built: Path) -> None:
    done = run(BIN / "mkdocs", "build", "--site-dir", "by-mkdocs", cwd=built)
    assert done.code == 0, done.out + done.err
    assert digests(built / "by-mkdocs") == digests(built / "site")


def test_a_second_build_changes_nothing(built: Path, silkline: Command) -> None:
    before = digests(built / "site")
    done = silkline("build", cwd=built)
    assert done.code == 0, done.out + done.err
    assert digests(built / "site") == before


def test_place_clock_language_and_number_of_processes_change_nothing(
    built: Path, silkline: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "another place" / "with spaces"
    shutil.copytree(built, elsewhere, ignore=shutil.ignore_patterns("site", ".silkline"))
    for path in elsewhere.rglob("*"):
        os.utime(path, (946_684_800, 946_684_800))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    done = silkline("build", "--workers", "0", cwd=elsewhere)
    assert done.code == 0, done.out + done.err
    assert digests(elsewhere / "site") == digests(built / "site")
