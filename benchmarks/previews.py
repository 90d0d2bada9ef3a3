# How long an author waits: a file is written, and a page that is open in a browser shows what was
# written. The observatory is served from a copy, and each change is made there. What others do with
# a page of Markdown and with a notebook is measured on a site of the same pages by hand.
"""Measure previews in a browser; prints a table."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import chromium  # noqa: E402
from machine import machine  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

OURS: Final = Path(sys.executable).parent
SITE: Final = ("CITATION.cff", "datapackages", "docs", "mkdocs.yml", "notebooks", "releases")
LOCKS: Final = ("urls.lock", "versions.lock")
CALM_S: Final = 3
"""Seconds without a build after which the next change is made."""
BEGINS: Final = "Building documentation"
ENDS: Final = "Documentation built"

PACKAGE: Final = "datapackages/digital-trade"
VALUES: Final = f"{PACKAGE}/data/observations.csv"
STORY: Final = "cross-border-e-commerce-and-its-revisions"
PLAIN: Final = """site_name: Pages by hand
theme: {name: material, font: false}
plugins:
  - mkdocs-jupyter: {include: ["*.ipynb"], execute: true, allow_errors: false}
markdown_extensions: [admonition, attr_list, footnotes, tables]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A change that somebody waits for."""

    name: str
    page: str
    file: str
    change: Callable[[str, int], tuple[str, str]]
    """The file's text with another figure, and what the page shows then."""


def _page(text: str, number: int) -> tuple[str, str]:
    return (
        f"{text}\n\nSentence {number} of the benchmark.\n",
        f"Sentence {number} of the benchmark.",
    )


def _cell(text: str, number: int) -> tuple[str, str]:
    return text.replace(",2.7072,", f",2.{number},", 1), f"2.{number}"


def _notebook(text: str, number: int) -> tuple[str, str]:
    return _with_cell(
        text, f'silkline.prose(f"Sentence {{{number} + 1}} of the benchmark.")', number
    )


def _plain_notebook(text: str, number: int) -> tuple[str, str]:
    code = f'print(f"Sentence {{{number} + 1}} of the benchmark.")'
    return _with_cell(text, code, number)


def _with_cell(text: str, code: str, number: int) -> tuple[str, str]:
    notebook = json.loads(text)
    cell = {"cell_type": "code", "id": "added", "metadata": {}, "outputs": []}
    notebook["cells"].append({**cell, "execution_count": None, "source": [code]})
    return json.dumps(notebook, indent=1), f"Sentence {number + 1} of the benchmark."


CASES: Final = (
    Case(name="a page by hand", page="methods/", file="docs/methods/index.md", change=_page),
    Case(name="a cell", page="indicators/cross-border-ecommerce/", file=VALUES, change=_cell),
    Case(
        name="a notebook",
        page=f"stories/{STORY}/",
        file=f"notebooks/{STORY}.ipynb",
        change=_notebook,
    ),
)
THEIRS: Final = (
    Case(name="a page by hand", page="methods/", file="docs/methods/index.md", change=_page),
    Case(name="a notebook", page="story/", file="docs/story.ipynb", change=_plain_notebook),
)


def main() -> None:
    """Serve both sites one after the other, change each file in turn, print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="changes of each file")
    options = parser.parse_args()
    print(f"{machine()}. Load {os.getloadavg()[0]:.1f}. MkDocs {version('mkdocs')}, Material")
    print(f"{version('mkdocs-material')}, mkdocs-jupyter {version('mkdocs-jupyter')}.\n")
    print("| preview | change | median s | least | most | CPU s of the server until then |")
    print("|---|---|--:|--:|--:|--:|", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        ours, theirs = Path(temporary, "ours"), Path(temporary, "theirs")
        _write_ours(ours)
        _write_theirs(theirs)
        with _served("silkline serve", (OURS / "silkline", "serve", "--address"), ours) as server:
            _measure(server, CASES, options.rounds)
        with _served("mkdocs serve", (OURS / "mkdocs", "serve", "--dev-addr"), theirs) as server:
            _measure(server, THEIRS, options.rounds)


def _write_ours(folder: Path) -> None:
    folder.mkdir()
    for name in (*SITE, *LOCKS):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    descriptor = folder / PACKAGE / "datapackage.json"  # a released version may not be another
    text = re.sub(r'("version": "\d+\.)\d+', r"\g<1>99", descriptor.read_text("utf-8"), count=1)
    descriptor.write_text(text, "utf-8")


def _write_theirs(folder: Path) -> None:
    shutil.copytree(ROOT / "docs", folder / "docs")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    shell = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    shell["metadata"] = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    (folder / "docs/story.ipynb").write_text(json.dumps(shell), "utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A preview under way."""

    name: str
    folder: Path
    address: str
    process: int
    log: Path


def _measure(server: Server, cases: tuple[Case, ...], rounds: int) -> None:
    with sync_playwright() as playwright:
        flags = [*chromium.FLAGS]
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=flags)
        for case in cases:
            tab = browser.new_page()
            tab.goto(f"{server.address}{case.page}")
            text = (server.folder / case.file).read_text("utf-8")
            found = [_seen(tab, server, case, case.change(text, 7100 + n)) for n in range(rounds)]
            tab.close()
            seconds, cpu = zip(*found, strict=True)
            middle = statistics.median
            told = f"{middle(seconds):.2f} | {min(seconds):.2f} | {max(seconds):.2f}"
            print(f"| {server.name} | {case.name} | {told} | {middle(cpu):.2f} |", flush=True)


def _seen(tab: Page, server: Server, case: Case, change: tuple[str, str]) -> tuple[float, float]:
    """Seconds from writing the file until the page shows it, and of computing."""
    _wait_for_calm(server)
    text, wanted = change
    before, start = _cpu(server.process), time.perf_counter()
    (server.folder / case.file).write_text(text, "utf-8")
    while not _shows(tab, wanted):
        if time.perf_counter() - start > 600:
            raise TimeoutError(case.name)
    return time.perf_counter() - start, _cpu(server.process) - before


def _shows(tab: Page, wanted: str) -> bool:
    try:
        return bool(tab.evaluate("(t) => document.body?.textContent.includes(t)", wanted))
    except Error:  # it is loading itself anew
        return False


def _wait_for_calm(server: Server) -> None:
    """Until no build has been under way for some seconds: those of others are left alone."""
    since = time.monotonic()
    while time.monotonic() - since < CALM_S:
        time.sleep(0.2)
        told = server.log.read_text("utf-8")
        if told.rfind(BEGINS) > told.rfind(ENDS):
            since = time.monotonic()


def _cpu(process: int) -> float:
    """Seconds of computing of a process and of those that it started and that have ended."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(name: str, command: tuple[str | Path, ...], folder: Path) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = folder.with_suffix(".log")
    with (
        log.open("w") as said,
        subprocess.Popen((*command, address), cwd=folder, stderr=said, stdout=said) as process,
    ):
        try:
            while "Serving on" not in log.read_text("utf-8"):
                if process.poll() is not None:
                    raise RuntimeError(log.read_text("utf-8"))
                time.sleep(0.2)
            there = f"http://{address}/"
            yield Server(name=name, folder=folder, address=there, process=process.pid, log=log)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
