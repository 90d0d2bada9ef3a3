# What a reader waits for between the first key and the first result, in a real browser, on sites of
# two sizes; Pagefind and the index of Material for MkDocs get the same titles and summaries.
"""Measure the search; writes `results/DATE-search.md`."""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import html
import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from search_pages import Question, make_pages, make_questions  # noqa: E402

import chromium  # noqa: E402
from machine import machine  # noqa: E402
from sample import write_sample  # noqa: E402
from serving import served  # noqa: E402
from silkline.model import Page  # noqa: E402
from silkline.publish import search_files  # noqa: E402
from visits import VIEWPORT  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request
    from playwright.sync_api import Page as Tab


RESULTS: Final = ROOT / "benchmarks/results"
BIN: Final = Path(sys.executable).parent
INDEX: Final = "assets/silkline/search"
SIZES: Final = (1_000, 5_000)
LANGUAGES: Final = ("en", "zh")
MOST_KB: Final = 150
MOST_TASK_MS: Final = 50
MOST_GROWTH: Final = 1.5
WAIT_MS: Final = 10_000
IDLE_MS: Final = 300

WATCH: Final = """(selector) => {
  const seen = {first: 0, tasks: []};
  globalThis.seen = seen;
  const task = (e) => seen.tasks.push([e.startTime, e.duration]);
  new PerformanceObserver((list) => list.getEntries().forEach(task))
    .observe({type: 'longtask', buffered: true});
  const look = () => {
    if (!seen.first && document.querySelector(selector)) seen.first = performance.now();
  };
  new MutationObserver(look).observe(document, {subtree: true, childList: true});
}"""

PAGEFIND_PAGE: Final = """<!doctype html><html lang="{language}">
<meta charset="utf-8"><title>Search</title>
<input><div id="list"></div><script type="module">
const box = document.querySelector("input"), list = document.querySelector("#list");
let engine;
document.addEventListener("keydown", (event) => {{
  if (event.key !== "/" || engine) return;
  event.preventDefault();
  engine = import("/pagefind/pagefind.js");
  box.focus();
}});
box.addEventListener("input", async () => {{
  const found = await (await engine).search(box.value);
  if (found.results.length === 0) list.innerHTML = "<a>–</a>";
  for (const one of found.results.slice(0, 5)) one.data().then((data) => {{
    const link = document.createElement("a");
    link.href = data.url;
    link.textContent = data.meta.title;
    list.append(link);
  }});
}});
</script></html>"""
"""Five results are read, as many as Pagefind's own list shows at first."""


METHOD: Final = """\
Made-up pages (`benchmarks/search_pages.py`): a title, a summary of 26 words (24 of Chinese) and, on
the English site, a Chinese title. All three got these texts and nothing else. Each question was
asked in a browser that had nothing of the search: kB over the wire (gzip, headers included) from
the key that opens the search until ten results stood (Pagefind: five), scripts included; the median
and the most of all questions. Times are from that key to the first result, without a network
between. Material fetches its whole index and its worker for any question; it was not opened.
"""
HEAD: Final = (
    "| pages | search | kB asked | most | requests | first result, ms | longest task, ms "
    "| found | index, kB | gzip, kB | files | build, s |"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What a build left for the search."""

    seconds: float
    files: int
    bytes: int
    gzip: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one question cost a reader whose browser had none of it."""

    kind: str
    words: str
    bytes: int
    requests: int
    first_ms: float
    task_ms: float
    found: bool
    """Whether the page meant is among those shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Pages to search in, and what is asked."""

    language: str
    pages: list[Page]
    questions: list[Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One search on one site."""

    name: str
    language: str
    count: int
    index: Index
    asked: tuple[Asked, ...] = ()


def main() -> int:
    """Measure, write the results and print the table; 1 if a bound does not hold."""
    options = _options()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="silkline-search-") as name, _browser() as browser:
        frame = _build_frame(Path(name))
        pagefind, reason = _install_pagefind(Path(name))
        rival = reason or _version(pagefind)
        for language in LANGUAGES:
            for count in SIZES:
                folder = Path(name) / f"{language}-{count}"
                pages = make_pages(language, count)
                questions = make_questions(pages, language)
                corpus = Corpus(language=language, pages=pages, questions=questions)
                rows.append(_silkline(browser, frame, folder / "own", corpus))
                if pagefind:
                    rows.append(_pagefind(browser, pagefind, folder / "pagefind", corpus))
                rows.append(_lunr(corpus))
                print(f"{language} {count}", file=sys.stderr)
        version = browser.version
    results = {
        "date": options.date,
        "machine": f"{machine()}, Chromium {version}",
        "load": options.load or f"load at the end {os.getloadavg()[0]:.1f}",
        "pagefind": rival,
        "rows": [asdict(row) for row in rows],
    }
    text = report(results, rows)
    (RESULTS / f"{options.date}-search.json").write_text(json.dumps(results, indent=1) + "\n")
    (RESULTS / f"{options.date}-search.md").write_text(text)
    print(text)
    return 1 if "**no**" in text else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", default=dt.datetime.now(tz=dt.UTC).date().isoformat())
    parser.add_argument("--load", default="", help="a sentence on what else the machine did")
    return parser.parse_args()


def _browser() -> _Started:
    return _Started()


class _Started:
    """A Chromium while the block runs."""

    def __enter__(self) -> Browser:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        return self._browser

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._playwright.stop()


# --- Three searches over the same pages ---


def _build_frame(folder: Path) -> Path:
    """The small site of the tests: the search works in its pages, on whatever index it finds."""
    root = write_sample(folder / "sample")
    subprocess.run([BIN / "silkline", "build"], cwd=root, check=True, capture_output=True)
    return root / "site"


def _silkline(browser: Browser, frame: Path, folder: Path, corpus: Corpus) -> Row:
    shutil.copytree(frame, folder)
    shutil.rmtree(folder / INDEX)
    start = time.perf_counter()
    files = list(search_files(corpus.pages))
    seconds = time.perf_counter() - start
    for file in files:
        path = folder / file.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    with served(folder) as address:
        asked = [_ask(browser, f"{address}/notes/", q, "[role=option]") for q in corpus.questions]
    index = _index(seconds, (folder / INDEX).rglob("*"))
    return _row_of("silkline", corpus, index, asked)


def _pagefind(browser: Browser, tool: Path, folder: Path, corpus: Corpus) -> Row:
    language = corpus.language
    for page in corpus.pages:
        path = folder / page.uri.removesuffix(".md") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_html(page, language), "utf-8")
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", folder],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(tool)},
    )
    seconds = time.perf_counter() - start
    (folder / "index.html").write_text(PAGEFIND_PAGE.format(language=language), "utf-8")
    (folder / "404.html").touch()
    with served(folder) as address:
        asked = [_ask(browser, f"{address}/", q, "#list a") for q in corpus.questions]
    index = _index(seconds, _used(folder / "pagefind"))
    return _row_of("pagefind", corpus, index, asked)


def _row_of(name: str, corpus: Corpus, index: Index, asked: Iterable[Asked] = ()) -> Row:
    language, count = corpus.language, len(corpus.pages)
    return Row(name=name, language=language, count=count, index=index, asked=tuple(asked))


def _html(page: Page, language: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>{html.escape(page.title)}</title>"
        f"<main data-pagefind-body>{_body(page)}</main></html>"
    )


def _body(page: Page) -> str:
    chinese = "".join(f"<p>{html.escape(term)}</p>" for term in page.terms)
    return f"<h1>{html.escape(page.title)}</h1>{chinese}<p>{html.escape(page.summary)}</p>"


def _used(folder: Path) -> Iterator[Path]:
    """Without the ready-made interfaces, which are not used here."""
    unused = ("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-highlight")
    return (p for p in folder.rglob("*") if not p.name.startswith(unused))


def _lunr(corpus: Corpus) -> Row:
    """What Material for MkDocs would write, by its own code; all of it is fetched, and a worker."""
    material = importlib.import_module("material")
    plugin = importlib.import_module("material.plugins.search.plugin")

    start = time.perf_counter()
    index = plugin.SearchIndex(lang=[corpus.language], separator=r"[\s\-]+", pipeline=[], fields={})
    for page in corpus.pages:
        parser = plugin.Parser()
        parser.feed(_body(page))
        parser.close()
        for section in parser.data:
            title, text = ("".join(part).strip() for part in (section.title, section.text))
            location = page.uri.removesuffix("md")
            index.entries.append({"location": location, "title": title, "text": text})
    text = index.generate_search_index(None).encode()
    seconds = time.perf_counter() - start
    scripts = Path(str(material.__file__)).parent / "templates/assets/javascripts/workers"
    (worker,) = scripts.glob("search.*.min.js")
    packed = _packed(text) + _packed(worker.read_bytes())
    size = len(text) + worker.stat().st_size
    return _row_of("material", corpus, Index(seconds=seconds, files=2, bytes=size, gzip=packed))


def _index(seconds: float, paths: Iterable[Path]) -> Index:
    contents = [path.read_bytes() for path in paths if path.is_file()]
    return Index(
        seconds=seconds,
        files=len(contents),
        bytes=sum(map(len, contents)),
        gzip=sum(min(len(c), _packed(c)) for c in contents),
    )


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, 6, mtime=0))


def _install_pagefind(folder: Path) -> tuple[Path | None, str]:
    """Where Pagefind was installed to, or why it was not."""
    place = folder / "python"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(place)]
    try:
        done = subprocess.run(
            [*command, "pagefind[extended]"], check=False, capture_output=True, text=True
        )
    except OSError as error:
        return None, f"left out: {error}"
    if done.returncode:
        return None, f"left out: {done.stderr.strip().splitlines()[-1]}"
    return place, ""


def _version(place: Path | None) -> str:
    found = sorted(place.glob("pagefind-*.dist-info")) if place else []
    return found[0].name.removesuffix(".dist-info").replace("-", " ") if found else ""


# --- One question in a browser that has nothing ---


def _ask(browser: Browser, url: str, question: Question, hits: str) -> Asked:
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.evaluate(WATCH, hits)
    requests: list[Request] = []  # those of workers too, which a session of the page does not see

    def note(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", note)
    start = page.evaluate("performance.now()")
    page.keyboard.press("/")
    page.keyboard.insert_text(question.words)
    seen = _seen(page)
    found = page.locator(hits).evaluate_all("all => all.map((one) => one.href ?? '')")
    asked = Asked(
        kind=question.kind,
        words=question.words,
        bytes=sum(map(_size, requests)),
        requests=len(requests),
        first_ms=seen["first"] - start if seen["first"] else float(WAIT_MS),
        task_ms=max((ms for at, ms in seen["tasks"] if at >= start), default=0),
        found=any(question.address in link for link in found),
    )
    context.close()
    return asked


def _size(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def _seen(page: Tab) -> dict[str, Any]:
    """What the page noted, when it has settled."""
    end = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < end and not page.evaluate("seen.first"):
        if page.locator(".find-state:visible", has_text="Nothing found").count():
            break
        time.sleep(0.05)
    page.wait_for_timeout(IDLE_MS)
    page.wait_for_load_state("networkidle")
    return dict(page.evaluate("seen"))


# --- The report ---


def report(results: dict[str, object], rows: list[Row]) -> str:
    """The results as Markdown."""
    lines = [
        f"# Search, measured on {results['date']}\n",
        f"{results['machine']}; Pagefind: {results['pagefind']}; {results['load']}.\n",
        METHOD,
        HEAD,
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *map(_line, rows),
        "\n## By question, on the larger sites\n",
        "| site | question | silkline, kB | found | pagefind, kB | found |",
        "|---|---|--:|--:|--:|--:|",
        *_by_question(rows),
        "\n## Bounds\n",
        "| what | found | bound | holds |",
        "|---|--:|--:|---|",
        *_bounds(rows),
    ]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    size = row.index
    end = f"{size.bytes / 1000:.0f} | {size.gzip / 1000:.0f} | {size.files} | {size.seconds:.1f} |"
    start = f"| {row.language} {row.count:,} | {row.name} "
    if not row.asked:
        whole = f"{size.gzip / 1000:.0f}"
        return f"{start}| {whole} | {whole} | – | – | – | – | {end}"
    sizes = [a.bytes / 1000 for a in row.asked]
    hits = [a.first_ms for a in row.asked if a.found]
    first = f"{statistics.median(hits):.0f}" if hits else "–"
    return (
        f"{start}| {statistics.median(sizes):.0f} | {max(sizes):.0f} "
        f"| {statistics.median(a.requests for a in row.asked):.0f} | {first} "
        f"| {max(a.task_ms for a in row.asked):.0f} "
        f"| {sum(a.found for a in row.asked)}/{len(row.asked)} | {end}"
    )


def _by_question(rows: list[Row]) -> Iterator[str]:
    for language in LANGUAGES:
        own, other = (_row(rows, name, language, SIZES[-1]) for name in ("silkline", "pagefind"))
        if own is None:
            continue
        for kind in dict.fromkeys(a.kind for a in own.asked):
            cells = [_cells(row, kind) for row in (own, other)]
            yield f"| {language} | {kind} | {' | '.join(cells)} |"


def _cells(row: Row | None, kind: str) -> str:
    asked = [a for a in row.asked if a.kind == kind] if row else []
    if not asked:
        return "– | –"
    kilobytes = statistics.median(a.bytes for a in asked) / 1000
    return f"{kilobytes:.0f} | {sum(a.found for a in asked)}/{len(asked)}"


def _row(rows: list[Row], name: str, language: str, count: int) -> Row | None:
    wanted = (name, language, count)
    return next((r for r in rows if (r.name, r.language, r.count) == wanted), None)


def _bounds(rows: list[Row]) -> Iterator[str]:
    for language in LANGUAGES:
        small, large = (_row(rows, "silkline", language, n) for n in SIZES)
        other = _row(rows, "pagefind", language, SIZES[-1])
        if small is None or large is None:
            continue
        most = max(a.bytes for a in large.asked) / 1000
        own, before = (statistics.median(a.bytes for a in r.asked) for r in (large, small))
        task = max(a.task_ms for a in large.asked)
        yield _bound(f"{language}: most kB for a question at {SIZES[-1]:,}", most, MOST_KB)
        if other:
            rival = statistics.median(a.bytes for a in other.asked) / 1000
            yield _bound(f"{language}: median kB, at most Pagefind’s", own / 1000, rival)
        yield _bound(
            f"{language}: growth of the median for five times the pages", own / before, MOST_GROWTH
        )
        yield _bound(f"{language}: longest task, ms", task, MOST_TASK_MS)


def _bound(what: str, found: float, most: float) -> str:
    return f"| {what} | {found:.1f} | {most:.1f} | {'yes' if found <= most else '**no**'} |"


if __name__ == "__main__":
    sys.exit(main())
