# Builds copies of the observatory, and of a plain MkDocs site with the same pages and notebooks, in
# turns on one machine, and opens both in one browser. Nothing here is part of the engine.
"""Measure builds and pages against Material for MkDocs with mkdocs-jupyter; writes `results/`."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import chromium  # noqa: E402
from machine import machine  # noqa: E402
from serving import served  # noqa: E402

BIN: Final = Path(sys.executable).parent
CONTENT: Final = ("mkdocs.yml", "docs", "datapackages", "notebooks")
VERSIONS: Final = ("silkline", "mkdocs", "mkdocs-material", "mkdocs-jupyter", "nbconvert", "altair")

PLAIN: Final = """\
site_name: Plain
site_url: https://plain.example/
theme:
  name: material
plugins:
  - search
  - mkdocs-jupyter:
      execute: true
"""
"""The plain site: everything as it comes, notebooks run by mkdocs-jupyter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one build took."""

    wall_s: float
    cpu_s: float
    """User and system time of the command and all its processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What one page makes a browser load, compressed as on the wire."""

    bytes: int
    requests: int
    elsewhere: int
    """Requests to other hosts; their bytes are not counted."""


def main() -> int:
    """Measure, write the results, and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="silkline-bench-") as name:
        ours, plain = Path(name) / "ours", Path(name) / "plain"
        _copy_observatory(ours)
        _make_plain(plain)
        builds = _measure_builds(ours, plain, options.rounds)
        pages = _measure_pages(ours / "site", plain / "site")
    results = {
        "date": options.date,
        "machine": machine(),
        "versions": {name: importlib.metadata.version(name) for name in VERSIONS},
        "rounds": options.rounds,
        "builds": {name: [asdict(c) for c in costs] for name, costs in builds.items()},
        "pages": {name: asdict(weight) for name, weight in pages.items()},
    }
    text = _table(results, builds, pages)
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    (folder / f"{options.date}.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    (folder / f"{options.date}.md").write_text(text, "utf-8")
    print(text)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="times that each build is measured")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    parser.add_argument("--date", default=today, help="name of the result (default: today)")
    return parser.parse_args()


# --- builds ---


def _copy_observatory(folder: Path) -> None:
    folder.mkdir()
    for name in CONTENT:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, folder / name)


def _make_plain(folder: Path) -> None:
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "notebooks", folder / "docs" / "stories", dirs_exist_ok=True)
    # Where the notebooks read from.
    shutil.copytree(ROOT / "datapackages", folder / "datapackages")
    shutil.copy2(ROOT / "mkdocs.yml", folder / "observatory.yml")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")


def _measure_builds(ours: Path, plain: Path, rounds: int) -> dict[str, list[Cost]]:
    """Costs by name of the case; the two sites take turns, so that both meet the same machine."""
    silkline: Callable[[], Cost] = lambda: _cost(ours, BIN / "silkline", "build")  # noqa: E731
    costs: dict[str, list[Cost]] = {}
    for number in range(rounds):
        _forget(ours)
        _keep(costs, "silkline: from nothing", silkline())
        _forget(plain)
        _keep(costs, "plain: from nothing", _cost(plain, BIN / "mkdocs", "build", "--quiet"))
        _keep(costs, "silkline: nothing changed", silkline())
        _keep(costs, "plain: nothing changed", _cost(plain, BIN / "mkdocs", "build", "--quiet"))
        _change_a_cell(ours, number)
        _keep(costs, "silkline: one cell changed", silkline())
    return costs


def _keep(costs: dict[str, list[Cost]], case: str, cost: Cost) -> None:
    print(f"{case:<32}{cost.wall_s:7.2f} s wall {cost.cpu_s:7.2f} s cpu", flush=True)
    costs.setdefault(case, []).append(cost)


def _forget(folder: Path) -> None:
    for name in ("site", ".silkline", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _cost(folder: Path, *command: str | Path) -> Cost:
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{command} failed:\n{said.read().decode()}")
    return Cost(wall_s=wall_s, cpu_s=used.ru_utime + used.ru_stime)


def _change_a_cell(folder: Path, number: int) -> None:
    """Make one value of the largest table an estimate, each time another one.

    The value itself must be as its evidence has it, or the build would rightly refuse it.
    """
    tables = folder.glob("datapackages/*/data/observations.csv")
    table = max(tables, key=lambda path: path.stat().st_size)
    lines = table.read_text("utf-8").splitlines(keepends=True)
    column = lines[0].split(",").index("obs_status")
    normal = [n for n, line in enumerate(lines) if line.split(",")[column] == "A"]
    chosen = normal[len(normal) // 2 + number]
    cells = lines[chosen].split(",")
    cells[column] = "E"
    lines[chosen] = ",".join(cells)
    table.write_text("".join(lines), "utf-8")


# --- pages ---


def _measure_pages(ours: Path, plain: Path) -> dict[str, Weight]:
    """What a first visit loads, by name of the page."""
    stories = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
    found = {}
    with sync_playwright() as playwright, served(ours) as here, served(plain) as there:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        indicator = f"{here}/{_largest_indicator(ours)}"
        found["silkline: indicator, on arrival"] = _weight(browser, indicator, scroll=False)
        found["silkline: indicator, read to its end"] = _weight(browser, indicator, scroll=True)
        for story in stories:
            for name, site in (("silkline", here), ("plain", there)):
                url = f"{site}/stories/{story}/"
                found[f"{name}: story {story}"] = _weight(browser, url, scroll=True)
        browser.close()
    return found


def _largest_indicator(site: Path) -> str:
    pages = site.glob("indicators/*/index.html")
    largest = max(pages, key=lambda path: (path.stat().st_size, path.as_posix()))
    return f"{largest.parent.relative_to(site).as_posix()}/"


def _weight(browser: Browser, url: str, *, scroll: bool) -> Weight:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    received: list[float] = []
    asked: list[str] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    wire.send("Network.enable")
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1_000)
    for _ in _screens(page.evaluate("document.body.scrollHeight")) if scroll else ():
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(150)
    context.close()
    hosts = [urlsplit(address).netloc for address in asked]
    here = urlsplit(url).netloc
    return Weight(
        bytes=round(sum(received)),
        requests=hosts.count(here),
        elsewhere=sum(host not in {here, ""} for host in hosts),
    )


def _screens(height: float) -> Iterator[int]:
    return iter(range(int(height) // 800 + 1))


# --- telling ---


def _table(
    results: dict[str, object], builds: dict[str, list[Cost]], pages: dict[str, Weight]
) -> str:
    versions = results["versions"]
    assert isinstance(versions, dict)
    lines = [
        f"# Measured on {results['date']}",
        "",
        f"{results['machine']}. " + ", ".join(f"{k} {v}" for k, v in versions.items()) + ".",
        "",
        f"Medians of {results['rounds']} builds each, in turns. The plain site has the same",
        "hand-written pages and notebooks, with Material for MkDocs and mkdocs-jupyter as they",
        "come (`execute: true`), and no data pages, checks or downloads.",
        "",
        "| build | wall, s | cpu, s |",
        "|---|--:|--:|",
        *(f"| {case} | {_wall(costs):.2f} | {_cpu(costs):.2f} |" for case, costs in builds.items()),
        "",
        *_ratios(builds),
        "",
        "| first visit | kB over the wire, gzip | requests | requests to other hosts |",
        "|---|--:|--:|--:|",
        *(
            f"| {page} | {w.bytes / 1000:.0f} | {w.requests} | {w.elsewhere} |"
            for page, w in pages.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _ratios(builds: dict[str, list[Cost]]) -> Iterator[str]:
    for case in ("from nothing", "nothing changed"):
        ours, plain = builds[f"silkline: {case}"], builds[f"plain: {case}"]
        wall, cpu = _wall(ours) / _wall(plain), _cpu(ours) / _cpu(plain)
        yield f"- {case}: {wall:.2f} of the plain site's wall time, {cpu:.2f} of its cpu time"


def _wall(costs: list[Cost]) -> float:
    return statistics.median(cost.wall_s for cost in costs)


def _cpu(costs: list[Cost]) -> float:
    return statistics.median(cost.cpu_s for cost in costs)


if __name__ == "__main__":
    sys.exit(main())
