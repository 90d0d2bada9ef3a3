"""What the environment of work is, beside its inputs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from silkline import environment
from silkline.environment import environment_digest


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    environment_digest.cache_clear()


def digest() -> str:
    environment_digest.cache_clear()
    return environment_digest()


def test_it_is_the_same_each_time_it_is_asked_for() -> None:
    assert digest() == digest()
    assert re.fullmatch("[0-9a-f]{64}", digest())


def test_another_version_of_a_library_is_another_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest()
    monkeypatch.syspath_prepend(tmp_path)
    assert digest() == before, "an empty folder changes nothing"
    (tmp_path / "tea-1.0.dist-info").mkdir()
    first = digest()
    (tmp_path / "tea-1.0.dist-info").rename(tmp_path / "tea-1.1.dist-info")
    assert len({before, first, digest()}) == 3


def test_another_python_is_another_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest()
    monkeypatch.setattr(sys, "version", "3.99.0 (tea)")
    assert digest() != before


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small engine in the place of the real one."""
    (tmp_path / "static").mkdir()
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "draw.py").write_text("one", encoding="utf-8")
    monkeypatch.setattr(environment, "__file__", str(tmp_path / "environment.py"))
    return tmp_path


@pytest.mark.parametrize("name", ["draw.py", "codes.toml", "page.html", "profile.json"])
def test_the_engine_s_own_code_and_words_count(name: str, engine: Path) -> None:
    before = digest()
    (engine / name).write_text("two", encoding="utf-8")
    assert digest() != before


@pytest.mark.parametrize("name", ["static/site.json", "__pycache__/draw.py", "notes.txt"])
def test_what_no_task_reads_does_not_count(name: str, engine: Path) -> None:
    before = digest()
    (engine / name).write_text("two", encoding="utf-8")
    assert digest() == before


def test_where_the_engine_lies_does_not_count(
    engine: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest()
    other = tmp_path_factory.mktemp("elsewhere")
    (other / "draw.py").write_bytes((engine / "draw.py").read_bytes())
    monkeypatch.setattr(environment, "__file__", str(other / "environment.py"))
    assert digest() == before
