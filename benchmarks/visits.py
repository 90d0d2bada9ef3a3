# What a reader's browser goes through on one page, told by the browser itself. Every visit has a
# browser of its own with an empty profile; the pointer is moved by the browser's own input.
"""Visit a page once and measure it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import chromium

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType, CDPSession, Page

VIEWPORT: Final = {"width": 1280, "height": 900}
IDLE_MS: Final = 1_000
PATIENCE_S: Final = 15.0
STEP_S: Final = 0.016

WATCH: Final = """(([chart, tip]) => {
  const seen = {shift: 0, tasks: [], fcp: null, lcp: null, chart: null, tip: null};
  globalThis.measured = seen;
  const on = (type, each) => new PerformanceObserver(
    (list) => list.getEntries().forEach(each)).observe({type, buffered: true});
  on('paint', (e) => { if (e.name === 'first-contentful-paint') seen.fcp = e.startTime; });
  on('largest-contentful-paint', (e) => { seen.lcp = e.startTime; });
  on('layout-shift', (e) => { seen.shift += e.value; });
  on('longtask', (e) => { seen.tasks.push(e.duration); });
  const shown = (selector) => selector !== ''
    && [...document.querySelectorAll(selector)].some((one) => {
    const box = one.getBoundingClientRect();
    return (box.width > 0 || box.height > 0) && one.checkVisibility();
  });
  // What is in the page when a frame begins has been painted when the next one begins.
  const frame = () => {
    for (const [name, selector] of [['chart', chart], ['tip', tip]]) {
      if (seen[name] === null && document.body && shown(selector)) {
        seen[name] = -1;
        requestAnimationFrame((now) => { seen[name] = now; });
      }
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Selectors by which a page shows what is waited for."""

    chart: str
    """Lines of the chart."""
    tip: str
    """What tells a value beneath the pointer; empty where that is not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one visit found; times in milliseconds since the visit began."""

    fcp: float
    lcp: float
    chart: float
    """The chart was painted."""
    interactive: float
    """A move of the pointer on the chart showed a value."""
    bytes: int
    """Over the wire, headers included, until the page was idle, before any interaction."""
    requests: int
    bytes_after: int
    """The same with what interaction fetched."""
    scripts: int
    """Bytes of scripts, with what interaction fetched."""
    shift: float
    """Sum of layout shifts."""
    tasks: tuple[float, ...]
    """Tasks longer than 50 ms before interaction."""
    elsewhere: int
    """Requests to other hosts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How far a server is, and how much comes through; the browser plays it."""

    latency_ms: float
    """From a request to the first byte of its answer, at least."""
    megabits: float
    """A second, to the reader; half as much from there."""

    def lay(self, session: CDPSession) -> None:
        """All that the page of a session asks for goes this way."""
        bytes_a_second = self.megabits * 1_000_000 / 8
        told = {
            "offline": False,
            "latency": self.latency_ms,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second / 2,
        }
        session.send("Network.emulateNetworkConditions", told)


class Wire:
    """Counts what goes over the wire."""

    def __init__(self, session: CDPSession, host: str) -> None:
        self.bytes = 0
        self.scripts = 0
        self.requests = 0
        self.elsewhere = 0
        self._host = host
        self._types: dict[str, str] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        parts = urlsplit(event["request"]["url"])
        if parts.scheme in {"data", "blob"}:
            return
        self.requests += 1
        self.elsewhere += parts.netloc != self._host

    def _answered(self, event: dict[str, Any]) -> None:
        self._types[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, Any]) -> None:
        size = round(event["encodedDataLength"])
        self.bytes += size
        if self._types.get(event["requestId"]) == "Script":
            self.scripts += size


SETTLED_MS: Final = 1500
"""How long a browser is left alone after its start: it still loads parts of its own, on both cores,
which is no part of a visit to any site."""


def visit(started: BrowserType, url: str, marks: Marks, line: Line | None = None) -> Seen:
    """Visit a page twice: once only looking, once with the pointer moving from the beginning.

    Without a line the server is as near as it is.
    """
    look, wire, place = _once(started, url, marks, line, _look)
    move, later, _ = _once(
        started, url, marks, line, lambda page: _move(page, place, tip=bool(marks.tip))
    )
    return Seen(
        fcp=look["fcp"] or 0.0,
        lcp=look["lcp"] or 0.0,
        chart=max(look["chart"] or float("inf"), look["fcp"] or 0.0),
        interactive=move["tip"] or float("inf"),
        bytes=wire.bytes,
        requests=wire.requests,
        bytes_after=later.bytes,
        scripts=later.scripts,
        shift=look["shift"],
        tasks=tuple(look["tasks"]),
        elsewhere=wire.elsewhere + later.elsewhere,
    )


Place = tuple[float, float]


def _once(
    started: BrowserType,
    url: str,
    marks: Marks,
    line: Line | None,
    do: Callable[[Page], None],
) -> tuple[dict[str, Any], Wire, Place]:
    with tempfile.TemporaryDirectory() as home:
        browser = started.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS), env={"HOME": home}
        )
        context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(f"{WATCH}([{marks.chart!r}, {marks.tip!r}])")
        session = context.new_cdp_session(page)
        wire = Wire(session, urlsplit(url).netloc)
        if line:
            line.lay(session)
        page.wait_for_timeout(SETTLED_MS)
        page.goto(url, wait_until="commit")
        do(page)
        seen = dict(page.evaluate("measured"))
        place = _place(page, marks)
        context.close()
        browser.close()
    return seen, wire, place


def _look(page: Page) -> None:
    page.wait_for_load_state("load")
    page.wait_for_timeout(IDLE_MS)
    page.wait_for_function("measured.chart > 0", timeout=PATIENCE_S * 1000)


def _place(page: Page, marks: Marks) -> Place:
    """A point on the longest line of the chart, half-way; the corner where it is not asked for."""
    if not marks.tip:
        return 0.0, 0.0
    point = page.evaluate(
        """(selector) => {
          const lines = [...document.querySelectorAll(selector)].filter((one) =>
            one.getTotalLength && one.checkVisibility() && getComputedStyle(one).fill === 'none');
          const line = lines.sort((a, b) => b.getTotalLength() - a.getTotalLength())[0];
          if (!line) return null;
          const half = line.getPointAtLength(line.getTotalLength() / 2);
          const there = half.matrixTransform(line.getScreenCTM());
          return [there.x, there.y];
        }""",
        marks.chart,
    )
    assert point, f"{page.url} shows no line of a chart"
    return float(point[0]), float(point[1])


def _move(page: Page, place: Place, *, tip: bool) -> None:
    """Move the pointer to and fro over the chart until a value is shown."""
    end = time.monotonic() + PATIENCE_S
    turn = 0
    while (
        tip and time.monotonic() < end and not (page.evaluate("globalThis.measured?.tip ?? 0") > 0)
    ):
        turn += 1
        page.mouse.move(place[0] + turn % 7 * 4 - 12, place[1] + turn % 21 * 6 - 60)
        time.sleep(STEP_S)
    page.wait_for_timeout(IDLE_MS)
