# Without scripts, or in another writing, a page may be shown in the typefaces of the system, and is
# left so. So no place and no size may come from letters. Each kind of page is visited once without
# our typefaces, and looked at in what the system has, then in letters that are wide and lines that
# are low.
"""Pages in typefaces that nobody chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from browser.conftest import AXE, VIEWS
from browser.looking import ADOPT, NEAR, OVERFLOW
from browser.test_pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SIZES: Final = {view: VIEWS[view]["viewport"] for view in ("wide", "narrow")}
FACES: Final = ("of the system", "wide and low")

SYSTEM: Final = ":root { --sans: var(--sans-files); --serif: var(--serif-files) }"
"""Without the signs that pages carry; and the files do not come."""

STAND_IN: Final = """
@font-face {
  font-family: "Stand-in"; font-weight: 200 900; size-adjust: 130%;
  ascent-override: 70%; descent-override: 15%; line-gap-override: 0%;
  src: url("/assets/silkline/fonts/source-sans-3-latin.woff2?stand-in");
}
:root { --sans: "Stand-in", sans-serif; --serif: "Stand-in", serif }
"""
"""A face wider and with lower lines than systems have: so the test asks the same everywhere."""

ARRIVED: Final = """async () => (await document.fonts.load("1rem Stand-in")).length"""

IDLE: Final = """() => new Promise((done) => {
  const soon = () => setTimeout(done, 20);
  requestIdleCallback(() => {
    requestAnimationFrame(soon);
    setTimeout(done, 1000);
  }, {timeout: 3000});
})"""
"""When the page has done what it leaves for later; a page that nobody looks at draws no frame."""

UNFOLD: Final = """() => document.querySelectorAll('details:has(.rank)')
  .forEach((one) => { one.open = true })"""

AXE_LAYOUT: Final = """async () => (await axe.run(document, {
  resultTypes: ['violations'],
  runOnly: ['target-size', 'link-in-text-block', 'scrollable-region-focusable'],
  rules: {'target-size': {enabled: true}},
})).violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' ')))"""
"""What axe finds that hangs on how wide letters are and how high lines."""

BROKEN: Final = """() => [...document.querySelectorAll('.rank tbody th a')].flatMap((name) => {
  const text = name.firstChild;
  return [...text.data.matchAll(/[^\\s\\-\\u2010-\\u2014]+/g)].filter((word) => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size !== 1;
  }).map((word) => word[0]);
})"""
"""Words in the names of a ranking that do not stand on one line."""

SMALL: Final = """() => [...document.querySelectorAll('.rank tbody th a')]
  .map((name) => name.closest('th'))
  .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.innerText)"""
"""Names in a ranking that are wider than their cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page in one typeface and one size of the window."""

    barriers: tuple[str, ...]
    overflow: int
    broken: tuple[str, ...]
    small: tuple[str, ...]
    names: int
    """Names in rankings."""


Looks = dict[str, Look]
"""By typeface."""


@pytest.fixture(scope="session")
def looks(browser: Browser, address: str) -> Callable[[str, str], Looks]:
    """A page in each typeface, by its kind and the size of the window; each is visited once."""
    kept: dict[str, dict[str, Looks]] = {}

    def looked(kind: str, size: str) -> Looks:
        if kind not in kept:
            kept[kind] = _visit(browser, f"{address}/{PAGES[kind]}")
        return kept[kind][size]

    return looked


def _visit(browser: Browser, url: str) -> dict[str, Looks]:
    context = browser.new_context(viewport=SIZES["wide"], reduced_motion="reduce")
    page = context.new_page()
    page.route("**/*.woff2", lambda route: route.abort())
    page.goto(url, wait_until="load")
    page.evaluate(ADOPT, NEAR)
    page.evaluate(UNFOLD)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Looks] = {size: {} for size in SIZES}
    for face in FACES:
        page.evaluate(ADOPT, SYSTEM if face == "of the system" else STAND_IN)
        assert page.evaluate(ARRIVED) == (face != "of the system")
        for size, window in SIZES.items():
            page.set_viewport_size(window)
            page.evaluate(IDLE)
            found[size][face] = _look(page)
    context.close()
    return found


def _look(page: Page) -> Look:
    return Look(
        barriers=tuple(page.evaluate(AXE_LAYOUT)),
        overflow=page.evaluate(OVERFLOW),
        broken=tuple(page.evaluate(BROKEN)),
        small=tuple(page.evaluate(SMALL)),
        names=page.locator(".rank tbody th").count(),
    )


every_kind = pytest.mark.parametrize("kind", PAGES)
every_size = pytest.mark.parametrize("size", SIZES)


@every_size
@every_kind
def test_no_typeface_makes_a_barrier(looks: Callable, kind: str, size: str) -> None:
    found = {face: look.barriers for face, look in looks(kind, size).items()}
    assert found == dict.fromkeys(FACES, ())


@every_size
@every_kind
def test_no_typeface_makes_a_page_wider_than_the_window(
    looks: Callable, kind: str, size: str
) -> None:
    found = {face: look.overflow for face, look in looks(kind, size).items()}
    assert found == dict.fromkeys(FACES, 0)


@every_size
@pytest.mark.parametrize(
    "kind", ["indicator from statistics", "indicator with a map", "derived indicator"]
)
def test_no_name_in_a_ranking_is_broken_within_a_word(
    looks: Callable, kind: str, size: str
) -> None:
    found = looks(kind, size)
    assert all(look.names > 20 for look in found.values())
    assert {face: look.broken + look.small for face, look in found.items()} == dict.fromkeys(
        FACES, ()
    )
