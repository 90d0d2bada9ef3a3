# What tests share: the observatory built once, a copy of the starter site for each test that
# breaks one, and the command line as a user runs it.
"""Fixtures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from spreading import longest_first, once

import chromium
from running import ROOT, SILKLINE, Command, Finished, run
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In one of several processes the longest files come first, whatever the order was."""
    if hasattr(config, "workerinput"):
        longest_first(items)


@pytest.fixture(scope="session")
def silkline() -> Command:
    """The installed command: `silkline("build", cwd=folder)`."""

    def command(*arguments: str | Path, cwd: Path, timeout_s: float = 900) -> Finished:
        return run(SILKLINE, *arguments, cwd=cwd, timeout_s=timeout_s)

    return command


@pytest.fixture(scope="session")
def site(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The observatory, built once for all tests; none of them may write to it."""

    def build(folder: Path) -> str | None:
        done = silkline("build", "--site-dir", folder / "site", cwd=ROOT, timeout_s=3600)
        return f"the observatory does not build:\n{done.out}\n{done.err}" if done.code else None

    return once(tmp_path_factory, "observatory", build) / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the observatory is served while the tests run, to be kept as public servers allow."""
    with served(site, kept="max-age=600") as url:
        yield url


@pytest.fixture(scope="session")
def _starter(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def write(folder: Path) -> str | None:
        done = silkline("new", "site", folder / "site", cwd=folder)
        return done.out + done.err if done.code else None

    return once(tmp_path_factory, "starter", write) / "site"


@pytest.fixture
def starter(_starter: Path, tmp_path: Path) -> Path:
    """A fresh copy of what `silkline new site` makes, without a cache."""
    return Path(shutil.copytree(_starter, tmp_path / "starter"))


@pytest.fixture(scope="session")
def _built(_starter: Path, silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def build(folder: Path) -> str | None:
        done = silkline("build", "--workers", "0", cwd=shutil.copytree(_starter, folder / "site"))
        return done.out + done.err if done.code else None

    return once(tmp_path_factory, "built", build) / "site"


@pytest.fixture
def built(_built: Path, tmp_path: Path) -> Path:
    """A fresh copy of the starter site after a build: `site/` published, results kept."""
    return Path(shutil.copytree(_built, tmp_path / "built"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, started once with an empty profile."""
    from playwright.sync_api import sync_playwright

    path = chromium.find()
    if path is None:
        pytest.fail(chromium.NONE_FOUND, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path,
            args=list(chromium.FLAGS),
            env={"HOME": str(tmp_path_factory.mktemp("home"))},
        )
        yield started
        started.close()
