# The page of an indicator against the same page made by others, in turns on one machine, as readers
# meet it: when there is something to see, when the chart is there and answers, what it weighs.
"""Measure pages in a browser against Observable Framework and Material; writes `results/`."""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import math
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import chromium  # noqa: E402
from machine import machine  # noqa: E402
from rivals import Indicator, Made, material, observable  # noqa: E402
from serving import served_apart  # noqa: E402
from visits import Line, Marks, Seen, visit  # noqa: E402

RESULTS: Final = ROOT / "benchmarks/results"

MARKS: Final = {
    "silkline": Marks(chart="figure.sk-chart svg :is(path, polyline)", tip=".sk-tip:not(:empty)"),
    "observable": Marks(
        chart="svg g[aria-label=line] path", tip="svg g[aria-label=tip] :is(path, text)"
    ),
    "material": Marks(chart=".vega-embed svg .mark-line path", tip=""),
    "floor": Marks(chart="h1", tip=""),
}

FLOOR: Final = """\
<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A heading</title><link rel="icon" href="data:,">
<h1>A heading</h1>
"""
"""A page with nothing on it: no page is painted sooner than this by the same browser."""

KEPT: Final = "max-age=600"
"""What public servers of static sites let a browser keep, so that nothing is fetched twice."""

ORDINARY: Final = "dds-exports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What must hold for a page."""

    text: str
    found: float
    most: float

    @property
    def holds(self) -> bool:
        """Whether it does."""
        return self.found <= self.most


Visits = dict[str, list[Seen]]


def main() -> int:
    """Measure, write the results, and print them."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="silkline-pages-") as name:
        site = options.site or _build(Path(name) / "site")
        chosen = (largest(site), ORDINARY)
        indicators = tuple(indicator(site, one) for one in chosen)
        rivals = {
            "observable": observable(Path(name) / "observable", indicators),
            "material": material(Path(name) / "material", indicators),
        }
        floor = Path(name) / "floor"
        floor.mkdir()
        (floor / "index.html").write_text(FLOOR, "utf-8")
        visits, browser = _measure(site, floor, rivals, chosen, options)
    bars = {one: list(_bars(visits, one)) for one in chosen}
    text = _report(options, browser, rivals, visits, bars)
    stem = f"{options.date}-pages{options.suffix}"
    results = {page: [asdict(seen) for seen in all_seen] for page, all_seen in visits.items()}
    (RESULTS / f"{stem}.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    (RESULTS / f"{stem}.md").write_text(text, "utf-8")
    print(text)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="visits of each page")
    parser.add_argument("--site", type=Path, help="the observatory as built, or it is built")
    parser.add_argument("--note", default="", help="a sentence for the result, such as on load")
    parser.add_argument(
        "--line",
        nargs=2,
        type=float,
        metavar=("MS", "MBIT"),
        help="play a server so far away on a line of so many Mbit/s, not one on this machine",
    )
    parser.add_argument("--suffix", default="", metavar="TEXT", help="end of the result's name")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    parser.add_argument("--date", default=today, help="name of the result (default: today)")
    return parser.parse_args()


# --- the pages ---


def _build(site: Path) -> Path:
    command: list[str | Path] = [
        Path(sys.executable).parent / "silkline",
        "build",
        "--site-dir",
        site,
    ]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return site


def largest(site: Path) -> str:
    """The largest page of an indicator whose values are drawn as lines."""
    pages = (
        path
        for path in site.glob("indicators/*/index.html")
        if _points(site, path.parent.name).get("kind") == "lines"
    )
    return max(pages, key=lambda path: (path.stat().st_size, path.as_posix())).parent.name


def indicator(site: Path, name: str) -> Indicator:
    """What others need to make the page of this indicator."""
    page = (site / f"indicators/{name}/index.html").read_text("utf-8")
    told = json.loads((site / f"data/v1/latest/indicators/{name}.json").read_text("utf-8"))
    return Indicator(
        name=name,
        title=_text(page, r"<h1[^>]*>(.*?)</h1>"),
        lede=_text(page, r'class="lede"[^>]*>(.*?)</p>'),
        text=_words(told, "definition"),
        unit=_words(told, "unit"),
        areas=tuple(area for area, _ in _points(site, name)["areas"]),
        csv=site / f"data/v1/latest/indicators/{name}.csv",
    )


def _points(site: Path, name: str) -> dict[str, Any]:
    """What the build says of the values that the chart shows; nothing where it has no such file."""
    path = site / f"charts/{name}.points.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _text(page: str, pattern: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def _words(told: Mapping[str, object], key: str) -> str:
    found = told.get(key, "")
    if isinstance(found, Mapping):
        found = found.get("symbol") or found.get("title") or ""
    return str(found).replace('"', "'")


# --- visits ---


def _measure(
    site: Path,
    floor: Path,
    rivals: Mapping[str, Made],
    chosen: tuple[str, ...],
    options: argparse.Namespace,
) -> tuple[Visits, str]:
    """What visits found, by page; the pages take turns, so that all meet the same machine."""
    visits: Visits = {}
    line = Line(latency_ms=options.line[0], megabits=options.line[1]) if options.line else None
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        here = stack.enter_context(served_apart(site, kept=KEPT))
        places = {f"silkline: {one}": f"{here}/indicators/{one}/" for one in chosen}
        for rival, made in rivals.items():
            if made.site:
                there = stack.enter_context(served_apart(made.site, kept=KEPT))
                places |= dict(_places(rival, made.site, there, chosen))
        places["floor: a heading"] = stack.enter_context(served_apart(floor, kept=KEPT)) + "/"
        for _ in range(options.rounds):
            for page, url in places.items():
                seen = visit(playwright.chromium, url, MARKS[page.partition(":")[0]], line)
                print(f"{page:<40}" + "".join(f"{t:8.0f}" for t in _times(seen)), flush=True)
                visits.setdefault(page, []).append(seen)
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        version = browser.version
        browser.close()
    return visits, version


def _places(
    rival: str, site: Path, address: str, chosen: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for one in chosen:
        for name in (one, f"{one}-cut"):
            if (site / f"{name}.html").is_file():
                yield f"{rival}: {name}", f"{address}/{name}.html"
            elif (site / name).is_dir():
                yield f"{rival}: {name}", f"{address}/{name}/"


def _times(seen: Seen) -> tuple[float, ...]:
    return seen.fcp, seen.lcp, seen.chart, seen.interactive


# --- telling ---


def _median(visits: Visits, page: str, measure: str) -> float:
    return float(statistics.median(getattr(seen, measure) for seen in visits[page]))


def _bars(visits: Visits, one: str) -> Iterator[Bar]:
    ours = f"silkline: {one}"
    for rival in (f"observable: {one}", f"observable: {one}-cut"):
        if rival not in visits:
            continue
        for measure, most in (("chart", 0.4), ("lcp", 0.9), ("interactive", 1.0)):
            ratio = _median(visits, ours, measure) / _median(visits, rival, measure)
            yield Bar(text=f"{LABELS[measure]} against {rival}", found=ratio, most=most)
    heaviest = max(visits[ours], key=lambda seen: seen.bytes)
    longest = max((task for seen in visits[ours] for task in seen.tasks), default=0.0)
    yield Bar(text="kB of the first view", found=heaviest.bytes / 1000, most=150)
    yield Bar(text="requests of the first view", found=heaviest.requests, most=12)
    scripts = max(seen.scripts for seen in visits[ours])
    yield Bar(text="kB of scripts with interaction", found=scripts / 1000, most=250)
    yield Bar(text="layout shift", found=max(seen.shift for seen in visits[ours]), most=0)
    yield Bar(text="longest task, ms", found=longest, most=50)
    yield Bar(text="requests to other hosts", found=max(s.elsewhere for s in visits[ours]), most=0)


LABELS: Final = {
    "fcp": "first paint",
    "lcp": "largest paint",
    "chart": "chart visible",
    "interactive": "interactive",
}

WEIGHTS: Final = ("kB", "requests", "kB then", "scripts kB", "shift", "longest task")


def _report(
    options: argparse.Namespace,
    browser: str,
    rivals: Mapping[str, Made],
    visits: Visits,
    bars: Mapping[str, list[Bar]],
) -> str:
    versions = [f"{rival} {made.version}" for rival, made in rivals.items() if made.site]
    skipped = [f"{rival}: not measured, {m.reason}" for rival, m in rivals.items() if not m.site]
    lines = [
        f"# Pages, measured on {options.date}",
        "",
        f"{machine()}, Chromium {browser}; {', '.join(versions)}. {options.note}".strip(),
        "",
        f"Least and median of {options.rounds} visits in turns, each with a new browser; a server",
        f"{_where(options)}, gzip. Times in milliseconds since the visit began. Observable",
        "reads the table of data that our own page offers, or (“cut”) only the rows that it shows.",
        "Interactive: the pointer moves over the chart from the beginning, until a value is shown.",
        "The floor is a page with a heading and nothing else: what the browser needs for itself.",
        "",
        f"| page | {' | '.join(LABELS.values())} | {' | '.join(WEIGHTS)} |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(page, seen) for page, seen in visits.items()),
        "",
        *(f"- {text}" for text in skipped),
    ]
    for one, found in bars.items():
        lines += ["", f"## {one}", "", "| what | found | at most | holds |", "|---|--:|--:|---|"]
        lines += [
            f"| {b.text} | {b.found:.2f} | {b.most:g} | {'yes' if b.holds else '**no**'} |"
            for b in found
        ]
    return "\n".join(lines) + "\n"


def _where(options: argparse.Namespace) -> str:
    if not options.line:
        return "on this machine"
    return "as if {:g} ms away on a line of {:g} Mbit/s".format(*options.line)


def _row(page: str, visits: list[Seen]) -> str:
    def both(measure: str) -> str:
        values = [getattr(seen, measure) for seen in visits]
        least, middle = min(values), statistics.median(values)
        return f"{least:.0f}/{middle:.0f}" if math.isfinite(middle) else "–"

    def middle(measure: str) -> float:
        return float(statistics.median(getattr(seen, measure) for seen in visits))

    longest = statistics.median(max(seen.tasks, default=0) for seen in visits)
    return (
        f"| {page} | "
        + " | ".join(both(measure) for measure in LABELS)
        + f" | {middle('bytes') / 1000:.0f} | {middle('requests'):.0f}"
        + f" | {middle('bytes_after') / 1000:.0f} | {middle('scripts') / 1000:.0f}"
        + f" | {middle('shift'):.3f} | {longest:.0f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
