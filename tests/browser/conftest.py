# One browser for all tests, and one visit for each page and view: what a visit found is kept, and
# each test looks at one side of it.
"""A real Chromium, and what it finds on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from browser.looking import ADOPT, NEAR
from playwright.sync_api import Browser, BrowserContext, Page, expect

from serving import served

ROOT: Final = Path(__file__).resolve().parents[2]
AXE: Final = ROOT / "frontend/node_modules/axe-core/axe.min.js"
GRAVE: Final = {"minor", "moderate", "serious", "critical"}

# What is expected may be long in coming where a machine has other work.
expect.set_options(timeout=30_000)

VIEWS: Final[dict[str, dict[str, Any]]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "wide dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 740}, "color_scheme": "light"},
}

MEASURE: Final = """() => ({
  language: document.documentElement.lang,
  title: document.title,
  headings: [...document.querySelectorAll('h1')].map(h => h.innerText.trim()),
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""

CHARTS: Final = """() => [...document.querySelectorAll('figure.sk-chart')].map(f => {
  const drawn = [...f.querySelectorAll('svg')].map(s => s.getBoundingClientRect());
  return {
    spec: f.dataset.spec ?? '',
    points: f.dataset.points ?? '',
    readable: f.querySelector('.readable') !== null,
    seen: drawn.filter(b => b.height > 60 && b.width > 200).length,
    live: f.classList.contains('is-live'),
    named: [...f.querySelectorAll('svg, [role=img], [role=graphics-document]')]
      .some(s => s.getAttribute('aria-label')),
  };
})"""

AXE_CONTRAST: Final = """async () => (await axe.run(document, {
  resultTypes: ['violations'], runOnly: {type: 'rule', values: ['color-contrast']},
})).violations.map(v => ({id: v.id, impact: v.impact, at: v.nodes.map(n => n.target.join(' '))}))"""

AXE_RUN: Final = f"""async () => {{
  ({ADOPT})({NEAR!r});
  return (await axe.run(document, {{
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {{'target-size': {{enabled: true}}}},
  }})).violations.map(v => (
    {{id: v.id, impact: v.impact, at: v.nodes.map(n => n.target.join(' '))}}));
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a browser found on one page in one view."""

    page: dict[str, Any]
    """Language, title, headings, and pixels by which the page is wider than the window."""
    complaints: tuple[str, ...]
    """Errors of the console and of scripts."""
    failed: tuple[str, ...]
    """Requests without a good answer."""
    foreign: tuple[str, ...]
    """Requests to another host."""
    charts: tuple[dict[str, Any], ...]
    """Each chart when the page was loaded."""
    charts_reached: tuple[dict[str, Any], ...]
    """Each chart after the reader came to it and pointed at it."""
    barriers: tuple[str, ...]
    """Findings of axe, of any grade."""


@dataclass(slots=True)
class Ear:
    """Listens to what a page asks for and complains about."""

    host: str
    complaints: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("requestfailed", lambda r: self.failed.append(f"{r.failure} {r.url}"))
        page.on("response", lambda r: r.status >= 400 and self.failed.append(f"{r.status} {r.url}"))
        page.on("request", lambda r: self._asked(r.url))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.host:
            self.foreign.append(url)


@pytest.fixture(scope="session")
def folder(_built: Path) -> Path:
    """The starter site as published; no test may write to it."""
    return _built / "site"


@pytest.fixture(scope="session")
def small(folder: Path) -> Iterator[str]:
    """Where the starter site is served."""
    with served(folder) as url:
        yield url


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a fresh context: `open_page(url, java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def opened(url: str, **settings: Any) -> Page:
        contexts.append(browser.new_context(**{**VIEWS["wide"], **settings}))
        page = contexts[-1].new_page()
        page.goto(url, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def visit(browser: Browser, address: str) -> Callable[[str, str], Visit]:
    """What a browser finds at a path in a view; each is visited once."""
    kept: dict[tuple[str, str], Visit] = {}

    def visited(path: str, view: str) -> Visit:
        if (path, view) not in kept:
            kept[path, view] = _visit(browser, f"{address}/{path}", view)
        return kept[path, view]

    return visited


def _visit(browser: Browser, url: str, view: str) -> Visit:
    context = browser.new_context(**VIEWS[view], reduced_motion="reduce")
    page = context.new_page()
    ear = Ear(host=urlsplit(url).netloc)
    ear.attach(page)
    page.goto(url, wait_until="networkidle")
    measured, charts = page.evaluate(MEASURE), page.evaluate(CHARTS)
    reached = _scroll_to_charts(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(AXE_RUN)
    if view == "narrow":  # dark there differs in colours only
        page.emulate_media(color_scheme="dark")
        found += page.evaluate(AXE_CONTRAST)
    context.close()
    return Visit(
        page=measured,
        complaints=tuple(ear.complaints),
        failed=tuple(ear.failed),
        foreign=tuple(ear.foreign),
        charts=tuple(charts),
        charts_reached=tuple(reached),
        barriers=tuple(f"{v['id']}: {at}" for v in found for at in v["at"][:5]),
    )


def _scroll_to_charts(page: Page) -> list[dict[str, Any]]:
    figures = page.locator("figure.sk-chart:is([data-spec], [data-points]):visible")
    for number in range(figures.count()):
        figures.nth(number).scroll_into_view_if_needed()
        figures.nth(number).hover()
    if figures.count():
        page.wait_for_function(
            """n => document.querySelectorAll(
              'figure.sk-chart:is(.is-live, :has(.readable))').length >= n""",
            arg=figures.count(),
        )
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    return list(page.evaluate(CHARTS))
