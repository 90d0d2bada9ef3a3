# A number is pressed, and the panel says where it comes from; without a script its link does.
"""The panel of evidence in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE: Final = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
BARRIERS: Final = """async () => (await axe.run('dialog.ev', {resultTypes: ['violations']}))
  .violations.map(v => [v.id, v.nodes.map(n => n.target.join(' ')).join(', ')])"""
INDICATOR: Final = "indicators/dds-exports/"
DERIVED: Final = "indicators/dds-exports-world-share/"
NARROW: Final[dict[str, Any]] = {"viewport": {"width": 360, "height": 740}}
VALUE: Final = "dialog.ev .ev-value"


def press_table_value(page: Page, of: str) -> None:
    page.get_by_role("tab", name="Table").click()
    page.locator(f'[data-tab] a[data-obs="{of}"]').first.click()


def test_a_press_on_a_value_says_where_it_comes_from(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    press_table_value(page, "dds-exports/CHN/2023")
    expect(page.locator(VALUE)).to_have_text("216265.0 Million US dollars")
    panel = page.locator("dialog.ev")
    expect(panel).to_contain_text("China, 2023")
    expect(panel).to_contain_text("raw/UNCTAD_DE.csv, row 575, column 25")
    expect(panel.locator("code")).to_have_count(2)
    assert page.url == f"{address}/{INDICATOR}?view=table#CHN-2023"
    expect(panel.locator("h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.url == f"{address}/{INDICATOR}?view=table"
    expect(page.locator('[data-tab] a[data-obs="dds-exports/CHN/2023"]').first).to_be_focused()


def test_every_link_of_the_panel_leads_somewhere(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}#CHN-2023")
    expect(page.locator(VALUE)).to_be_visible()
    own = page.eval_on_selector_all("dialog.ev a", "all => all.map(a => a.href)")
    found = [url for url in own if url.startswith(address)]
    assert len(found) >= 5
    assert [url for url in found if not page.request.get(url.partition("#")[0]).ok] == []


@pytest.mark.parametrize("settings", [{}, NARROW], ids=["wide", "narrow"])
def test_an_address_names_a_value_that_the_page_does_not_list(
    open_page: Callable[..., Page], address: str, settings: dict[str, Any]
) -> None:
    page = open_page(f"{address}/{INDICATOR}#AUS-2020", **settings)
    expect(page.locator("dialog.ev .ev-what")).to_contain_text("Australia, 2020")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(BARRIERS) == []
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


def test_a_computed_value_can_be_followed_down_and_back(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{DERIVED}#CHN-2023")
    expect(page.locator("dialog.ev")).to_contain_text("A ÷ B × 100")
    links = page.locator("dialog.ev a[data-obs]")
    expect(links).to_have_count(2)
    links.nth(1).click()
    expect(page.locator("dialog.ev .ev-what")).to_contain_text("World, 2023")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("dialog.ev")).to_contain_text("A ÷ B × 100")


def test_a_chart_may_ask_and_a_cell_of_the_grid_can_be_pressed(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    page.evaluate(
        """document.querySelector('.fig').dispatchEvent(new CustomEvent('sk:observation',
        {bubbles: true, detail: {indicator: 'dds-exports', area: 'USA', period: '2022'}}))"""
    )
    expect(page.locator("dialog.ev .ev-what")).to_contain_text("United States")
    page.keyboard.press("Escape")  # beside the page it may cover the last columns
    page.locator('#coverage tr[data-area="CHN"] td').last.click()
    expect(page.locator("dialog.ev .ev-what")).to_contain_text("China, 2023")


def test_a_sheet_on_a_phone_is_left_by_its_button(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}", **NARROW)
    press_table_value(page, "dds-exports/CHN/2023")
    expect(page.locator(VALUE)).to_be_visible()
    assert page.evaluate("document.querySelector('dialog.ev').matches(':modal')")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator("dialog.ev")).to_be_hidden()


def test_without_the_file_the_panel_leads_to_the_place_itself(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    page.route("**/economies/CHN.json", lambda route: route.abort())
    press_table_value(page, "dds-exports/CHN/2023")
    expect(page.locator("dialog.ev")).to_contain_text("The evidence could not be loaded.")
    link = page.get_by_role("link", name="Open the file or page that holds it")
    assert str(link.evaluate("a => a.href")).endswith("#CHN-2023")


def test_without_a_script_a_value_leads_to_its_row(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}", java_script_enabled=False)
    page.locator('[data-tab] a[data-obs="dds-exports/CHN/2023"]').click()
    assert page.url.endswith("#CHN-2023")
    expect(page.locator("tr#CHN-2023")).to_contain_text("raw/UNCTAD_DE.csv, row 575, column 25")
