# The same site, byte for byte, by whichever command it is built, and however often.
"""Builds that must not differ."""

from __future__ import annotations

import sys
from pathlib import Path

from changes import digests
from running import Command, run

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
