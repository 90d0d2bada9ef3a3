# Search is the main way to a number: by keyboard, by title, by topic, by the name of an area in
# either language.
"""The search of the observatory in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


def search(page: Page, words: str) -> Locator:
    """Open search with the slash key, type, and give the results."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    results = page.locator("[role=option]")
    results.first.wait_for(timeout=5_000)
    return results


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("digitally deliverable services exports", "indicators/dds-exports/"),
        ("digital services trade", "topics/digital-services-trade/"),
        ("Germany", "economies/DEU/"),
        ("中国", "economies/CHN/"),
        ("CHN", "economies/CHN/"),
        ("germny", "economies/DEU/"),
    ],
)
def test_search_finds_a_page_by_title_topic_or_name_and_enter_opens_it(
    open_page: Callable[..., Page], address: str, words: str, path: str
) -> None:
    page = open_page(f"{address}/")
    search(page, words)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/{path}**", timeout=5_000)


def test_arrow_keys_choose_among_results(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/methods/")
    results = search(page, "exports")
    page.keyboard.press("ArrowDown")
    chosen = results.locator("xpath=self::*[@aria-selected='true']")
    assert chosen.count() == 1


def test_escape_closes_search(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/")
    results = search(page, "exports")
    page.keyboard.press("Escape")
    results.first.wait_for(state="hidden", timeout=5_000)


def test_search_says_when_it_finds_nothing(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/")
    page.keyboard.press("/")
    page.keyboard.type("xyzzyqq")
    page.get_by_text("xyzzyqq").first.wait_for(timeout=5_000)
    assert page.locator("[role=option]").count() == 0
