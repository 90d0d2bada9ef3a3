# Answers that a network brings late: the panel of evidence is not seen before it has a heading, and
# a reader who leaves before it has come never sees it. The site is the starter.
"""The panel of evidence while its parts are on their way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import pytest
from browser.conftest import AXE, AXE_RUN
from browser.holding import Held
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGE: Final = "indicators/population/"
NARROW: Final[dict[str, Any]] = {"viewport": {"width": 360, "height": 740}}
WORDS: Final = "**/assets/silkline/evidence.json"
# Which panels have been open with which text, however briefly.
WATCH: Final = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const panel = document.querySelector('dialog.ev[open]');
    if (panel) window.seen.push(panel.textContent);
  }).observe(document, {attributes: true, childList: true, subtree: true});
}"""


@pytest.fixture
def table(open_page: Callable[..., Page], small: str) -> Callable[..., Page]:
    """Open the table on the page of an indicator and watch for panels."""

    def opened(**settings: Any) -> Page:
        page = open_page("about:blank", **settings)
        page.add_init_script(f"({WATCH})()")
        page.goto(f"{small}/{PAGE}?view=table")
        page.locator("[data-view=table]:visible").wait_for()
        return page

    return opened


def press(page: Page, of: str) -> None:
    page.locator(f'[data-view=table] a[data-obs="population/{of}"]:visible').first.click()


def no_barriers(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(AXE_RUN) == []


@pytest.mark.parametrize("settings", [{}, NARROW], ids=["wide", "narrow"])
def test_the_panel_is_not_seen_before_it_has_a_heading(
    table: Callable[..., Page], settings: dict[str, Any]
) -> None:
    page = table(**settings)
    words, figures = Held(page, WORDS), Held(page, "**/economies/DNK.json")
    press(page, "DNK/2020")
    words.asked()
    no_barriers(page)
    assert page.locator("dialog.ev").is_hidden()
    words.release()
    figures.asked()
    panel = page.locator("dialog.ev")
    expect(panel.locator("h2")).to_have_text("Where this number comes from")
    expect(panel.locator(".ev-body")).to_have_text("Loading the evidence")
    no_barriers(page)
    figures.release()
    expect(panel.locator(".ev-what")).to_contain_text("Denmark, 2020")
    no_barriers(page)
    title = "Where this number comes from"
    assert [seen for seen in page.evaluate("window.seen") if title not in seen] == []


@pytest.mark.parametrize("late", ["silkline/evidence.js", "evidence.json", "DNK.json"])
def test_who_leaves_before_the_panel_has_come_never_sees_it(
    table: Callable[..., Page], late: str
) -> None:
    page = table()
    held = Held(page, f"**/{late}")
    press(page, "DNK/2020")
    held.asked()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.ev")).to_have_count(0 if late.endswith(".js") else 1)
    expect(page.locator("dialog.ev[open]")).to_have_count(0)
    assert page.url.endswith("?view=table")
    held.release()
    press(page, "DNK/2021")  # is answered after what was held
    expect(page.locator("dialog.ev .ev-what")).to_contain_text("Denmark, 2021")
    assert page.url.endswith("?view=table#DNK-2021")
    assert [seen for seen in page.evaluate("window.seen") if "Denmark, 2020" in seen] == []


def test_without_its_words_the_panel_stays_away_and_the_link_is_followed(
    table: Callable[..., Page],
) -> None:
    page = table()
    page.route(WORDS, lambda route: route.abort())
    with page.expect_download() as file:
        press(page, "DNK/2020")
    assert file.value.url.endswith("/raw/sp.pop.totl.csv#cell=7,4")
    assert page.evaluate("window.seen") == []
