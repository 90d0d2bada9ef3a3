"""Long lists as a reader goes through them: by typing, by first letters, and without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

PHONE: Final[dict[str, Any]] = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize(
    ("sought", "first"), [("viet", "Viet Nam"), ("VNM", "Viet Nam"), ("越南", "Viet Nam")]
)
def test_an_economy_is_found_by_name_code_and_chinese_name(
    open_page: Callable, address: str, sought: str, first: str
) -> None:
    page = open_page(f"{address}/economies/", **PHONE)
    page.get_by_label("Find by name or code").fill(sought)
    assert page.locator(".az li:visible a").all_inner_texts() == [first]
    assert page.locator(".az:visible h2").all_inner_texts() == ["Economies"]
    page.goto(page.url)  # the address keeps what was typed
    assert page.locator(".az li:visible a").all_inner_texts() == [first]
    page.get_by_role("button", name="Show all").click()
    page.locator(".az .letter:visible").nth(20).wait_for()


def test_on_a_phone_letters_fold_and_a_press_shows_their_names_without_a_script(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/economies/", java_script_enabled=False, **PHONE)
    assert page.locator(".az .letter li:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") < 4500
    page.locator("#economy-v").get_by_role("link", name="V").click()
    assert "Viet Nam" in page.locator(".az .letter li:visible a").all_inner_texts()
    page.emulate_media(media="print")
    assert page.locator(".az .letter li:visible").count() > 200, "on paper all stand open"


def test_on_a_wide_screen_every_economy_is_seen(open_page: Callable, address: str) -> None:
    page = open_page(f"{address}/economies/", java_script_enabled=False)
    assert page.locator(".az .letter li:visible").count() > 200


def test_terms_and_sources_are_found_by_words_in_them(open_page: Callable, address: str) -> None:
    page = open_page(f"{address}/glossary/?find=CAGR")
    assert page.locator(".term:visible h3 a").all_inner_texts() == ["Compound annual growth rate"]
    page = open_page(f"{address}/sources/")
    page.get_by_label("Find by title or publisher").fill("state council")
    assert page.locator(".rows > li:visible").count() == 4


def test_entries_of_a_long_register_are_found_and_a_short_one_asks_nothing(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/policies/", **PHONE)
    page.get_by_label("Find an entry").fill("5G")
    found = page.locator(".pair > li:visible h3 a").all_inner_texts()
    assert "Wider 5G coverage in Beijing" in found
    assert len(found) < 10
    page = open_page(f"{address}/events/")
    assert page.get_by_label("Find an entry").count() == 0


def test_on_a_phone_a_row_of_figures_runs_on_and_none_is_cut_off(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/zones/two-zones/", **PHONE)
    box = page.locator("#measured .scroll")
    assert box.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    row = page.locator("#measured tbody tr").first
    assert row.locator("td").first.evaluate("e => getComputedStyle(e).display") == "inline"
