# Each page of the hostile site is opened as published, where its policy would tell of anything that
# it forbids, and in a browser without any policy: it is the escaping that is tried, not only what
# stands behind it. Of pages that are made alike one is opened, which shows strings of every kind;
# `make inert` takes every string of the corpora and every page, which needs some minutes.
"""Content is inert: no string of the corpora runs, fetches or becomes an element."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest
from hostile_site import FOREIGN, write_hostile_site
from hostile_strings import WHOLE, seen, strings
from playwright.sync_api import Browser, BrowserContext, Page

from serving import served

if TYPE_CHECKING:
    from running import Command

pytestmark = pytest.mark.browser

SPY: Final = """
window.told = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...words) => told.push([name, ...words].join(" "));
document.addEventListener("securitypolicyviolation",
  (e) => told.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
STRANGE: Final = """() => {
  const strange = new Set(("iframe frame frameset object embed applet base math marquee xss " +
    "keygen video audio isindex xml noembed noframes plaintext xmp layer bgsound").split(" "));
  const own = (address) => new URL(address, location.href).origin === location.origin;
  const scripts = (e) => e.type === "application/ld+json" ||
    (e.src ? own(e.src) : e === document.scripts[0]);
  const found = [...window.told];
  for (const e of document.querySelectorAll("*")) {
    const name = e.localName;
    if (strange.has(name)) found.push(name);
    if (name === "script" && !scripts(e)) found.push(e.outerHTML.slice(0, 200));
    if (name === "meta" && e.httpEquiv === "refresh") found.push(e.outerHTML);
    for (const { name: key, value } of e.attributes) {
      if (/^on/.test(key)) found.push(`${name} ${key}`);
      if (/^(href|src|action|formaction|xlink:href|data)$/.test(key) &&
          /^[\\s\\x00-\\x20]*(javascript|vbscript|data):/i.test(value) &&
          !value.startsWith("data:image/svg+xml")) found.push(`${name} ${key}=${value}`);
    }
  }
  return [...new Set(found)];
}"""
ARGUMENT: Final = "indicators=population,population-01&areas=SWE,DNK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """The hostile site as served, and what stands in it."""

    folder: Path
    url: str
    texts: list[str]
    """Many strings in each."""
    alone: list[str]
    """Each string by itself."""


@pytest.fixture(scope="module")
def hostile(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """The site, built as authors build theirs."""
    root = tmp_path_factory.mktemp("hostile")
    taken = strings()
    texts = write_hostile_site(root, taken)
    done = silkline("build", cwd=root, timeout_s=3600)
    assert done.code == 0, done.out[-4000:] + done.err
    alone = list(dict.fromkeys(filter(None, map(seen, taken))))
    with served(root / "site") as url:
        yield Hostile(folder=root / "site", url=url, texts=texts, alone=alone)


@dataclass(slots=True)
class Watch:
    """One page of a browser, and what it asks of others."""

    page: Page
    asked: list[str]

    def found(self) -> list[str]:
        """Whatever a page must not hold, do or ask for."""
        host = urlsplit(self.page.url).netloc
        own = (f"http://{host}/", "data:", "blob:")
        foreign = [address for address in self.asked if not address.startswith(own)]
        self.asked.clear()
        return [*self.page.evaluate(STRANGE), *foreign]


def watch(context: BrowserContext) -> Watch:
    context.add_init_script(SPY)
    watched = Watch(page=context.new_page(), asked=[])
    watched.page.on("request", lambda request: watched.asked.append(request.url))
    watched.page.on("dialog", lambda dialog: watched.asked.append(f"dialog {dialog.message}"))
    watched.page.on("pageerror", lambda error: watched.asked.append(f"error {error}"))
    return watched


@pytest.fixture(scope="module", params=["as published", "without a policy"])
def policy(request: pytest.FixtureRequest) -> str:
    """Whether the browser heeds the policy of the pages."""
    return str(request.param)


@pytest.fixture(scope="module")
def watched(browser: Browser, policy: str) -> Iterator[Watch]:
    """A browser that keeps to the policy of the pages, and one that does not."""
    context = browser.new_context(bypass_csp=policy != "as published", reduced_motion="reduce")
    yield watch(context)
    context.close()


def pages(folder: Path) -> list[str]:
    """The address of every page."""
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]


def first_of_each(pages: list[str]) -> list[str]:
    """Of pages that are made alike, the first."""
    alike: dict[str, str] = {}
    for name in pages:
        alike.setdefault(re.sub(r"-\d\d\b|[A-Z]{3}", "", name), name)
    return list(alike.values())


def test_no_string_runs_asks_for_anything_or_becomes_an_element(
    hostile: Hostile, watched: Watch, policy: str
) -> None:
    wrong = {}
    every = pages(hostile.folder)
    for name in every if WHOLE and policy != "as published" else first_of_each(every):
        watched.page.goto(f"{hostile.url}/{name}", wait_until="load")
        if found := watched.found():
            wrong[name] = found
    assert wrong == {}


def find(page: Page) -> None:
    for word in ("alert", "script", "javascript"):
        page.get_by_role("searchbox").first.fill(word)
        page.wait_for_function(
            "word => document.querySelector('main').innerText.includes(word)", arg=word
        )


def press_a_value(page: Page) -> None:
    page.locator("a[data-obs]:visible").first.click()
    page.locator("dialog.ev .ev-value").wait_for()


def reach_the_charts(page: Page) -> None:
    for chart in page.locator("figure.sk-chart:visible").all():
        chart.scroll_into_view_if_needed()
        chart.hover()
    page.wait_for_timeout(300)


def cite(page: Page) -> None:
    for button in page.locator("[data-action]:visible, summary:visible").all()[:12]:
        button.click()
        page.keyboard.press("Escape")


DEEDS: Final[dict[str, Callable[[Page], None]]] = {
    "search/?q=alert": find,
    "indicators/population-01/": press_a_value,
    "indicators/population-02/": reach_the_charts,
    "stories/nordic-population/": reach_the_charts,
    f"compare/?{ARGUMENT}": reach_the_charts,
    "economies/SWE/": press_a_value,
    "packages/nordic-population/": cite,
}


@pytest.mark.parametrize("path", DEEDS)
def test_nor_does_it_when_a_reader_searches_presses_points_and_compares(
    hostile: Hostile, watched: Watch, path: str
) -> None:
    watched.page.goto(f"{hostile.url}/{path}", wait_until="networkidle")
    DEEDS[path](watched.page)
    assert watched.found() == []


PACKED: Final = ("indicators/", "topics/", "sources/", "glossary/", "claims/", "timeline/")
ALONE: Final = (f"packages/{FOREIGN}/", "stories/nordic-population/")


@pytest.mark.parametrize("path", [*PACKED, *ALONE])
def test_every_string_is_shown_as_it_was_written(
    hostile: Hostile, browser: Browser, path: str
) -> None:
    expected = hostile.alone if path in ALONE else hostile.texts
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{hostile.url}/{path}", wait_until="load")
    shown = re.sub(r"\s+", " ", page.locator("main").text_content() or "")
    page.close()
    assert [text for text in expected if text not in shown] == []
