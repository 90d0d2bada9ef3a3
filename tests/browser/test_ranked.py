# The published ranking is the engine's; every other one is written by the script. Whoever chooses
# the published period again gets the script's rows of it, and these must be the same to the byte.
"""The ranking of another period, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import pytest
from browser.conftest import AXE, AXE_RUN, VIEWS
from browser.looking import OVERFLOW
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

EXPORTS: Final = "indicators/dds-exports/"
SAME: Final = (
    EXPORTS,
    "indicators/internet-users/",  # many share a place
    "indicators/gdp-growth/",  # of less than nothing, too
    "indicators/dds-exports-world-share/",  # computed here
    "indicators/logistics-performance/",
)

SHOWN: Final = """() => {
  const section = document.querySelector('#ranking');
  const rows = (table) => [...table.tBodies[0].rows].map((row) => row.outerHTML);
  const heads = (table) => [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  return {
    heading: section.querySelector('h2').outerHTML,
    heads: [...section.querySelectorAll('table')].map(heads),
    rows: [...section.querySelectorAll('table')].map(rows),
    note: section.querySelector('[role=status]').textContent,
    fold: section.querySelector('summary')?.textContent ?? '',
    label: section.querySelector('details .scroll')?.getAttribute('aria-label') ?? '',
    period: section.querySelector('select').value,
  };
}"""


CELLS: Final = "(rows) => rows.map((row) => [...row.cells].map((c) => c.textContent).join(' '))"


def choose(page: Page, period: str) -> None:
    page.select_option("#ranking select", period)
    page.locator(f'#ranking[data-shown="{period}"]').wait_for()


def top(page: Page) -> list[str]:
    rows = page.locator("#ranking .rank:not(.full) tbody tr")
    return [re.sub(r"[ \u2007\u2008]+", " ", text) for text in rows.evaluate_all(CELLS)]


def same(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert {k: v for k, v in a.items() if k != "rows"} == {
        k: v for k, v in b.items() if k != "rows"
    }
    for mine, theirs in zip(a["rows"], b["rows"], strict=True):
        assert mine == theirs


@pytest.mark.parametrize("path", SAME)
def test_the_published_period_chosen_again_gives_the_published_rows(
    open_page: Callable[..., Page], address: str, path: str
) -> None:
    page = open_page(f"{address}/{path}")
    published = page.evaluate(SHOWN)
    assert len(published["rows"][1]) > 100
    others = page.locator("#ranking select option:not([selected])")
    other = others.nth(others.count() // 2).get_attribute("value") or ""
    choose(page, other)
    changed = page.evaluate(SHOWN)
    assert all(changed[key] != published[key] for key in ("heading", "rows", "note", "period"))
    choose(page, published["period"])
    same(page.evaluate(SHOWN), published)


def test_another_period_is_told_everywhere_and_stands_in_the_address(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}")
    choose(page, "2012")
    assert page.url == f"{address}/{EXPORTS}?ranking=2012"
    assert page.locator("#ranking h2").text_content() == "Ranking, 2012"
    heads = page.locator("#ranking .rank:not(.full) thead th.n").all_text_contents()
    assert heads == ["US$ billion", "on 2011"]
    rows = top(page)
    assert rows[0] == "1 United States 390.3 +5.8\u202f%"
    assert rows[-1] == "9 China 71.7 −1.6\u202f%"
    assert len(rows) == 9  # the focus stands below the first eight
    note = page.locator("#ranking [role=status]").text_content() or ""
    assert note.startswith("The 191 economies with a figure for 2012. Changes are shown")
    page.locator("#ranking summary").click()
    assert page.locator("#ranking summary").text_content() == "All 191 economies"
    assert page.locator("#ranking .full tbody tr:visible").count() == 191
    page.get_by_role("button", name="Economy", exact=True).click()
    assert "Afghanistan" in (page.locator("#ranking .full tbody tr").first.text_content() or "")
    there = open_page(page.url)
    there.locator('#ranking[data-shown="2012"]').wait_for()
    assert top(there) == rows
    page.go_back()
    page.locator('#ranking[data-shown="2023"]').wait_for()
    assert page.locator("#ranking h2").text_content() == "Ranking, 2023"
    assert page.locator("#ranking [aria-sort]").count() == 0
    page.go_forward()
    page.locator('#ranking[data-shown="2012"]').wait_for()
    assert top(page) == rows


def test_a_period_with_few_figures_has_no_places_and_says_so(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/indicators/internet-users/")
    choose(page, "2023")
    assert {row.split()[0] for row in top(page)} == {"–"}
    assert (page.locator("#ranking [role=status]").text_content() or "") == (
        "Only 59 economies have a figure for 2023, too few for a ranking: "
        "they stand in the order of their figures, without places."
    )


def test_a_figure_leads_to_its_evidence_by_press_and_by_keys(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}?ranking=2012")
    page.locator('#ranking[data-shown="2012"]').wait_for()
    figure = page.locator("#ranking .rank:not(.full) tbody a[data-obs]").first
    assert figure.get_attribute("data-obs") == "dds-exports/USA/2012"
    href = figure.get_attribute("href") or ""
    assert re.fullmatch(r"\.\./\.\./data/v1/latest/packages/[\w-]+/raw/[^#]+#cell=\d+,\d+", href)
    figure.focus()
    page.keyboard.press("Enter")
    panel = page.locator("dialog[open]")
    expect(panel).to_contain_text("2012")
    expect(panel).to_contain_text("United States")
    own = page.locator("#ranking .rank:not(.full) tbody .me a[data-obs]")
    assert own.get_attribute("href") == "#CHN-2012"


def test_the_period_is_chosen_by_keys_and_said_to_who_listens(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}")
    page.locator("#ranking").scroll_into_view_if_needed()
    page.get_by_role("combobox", name="Period", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.locator('#ranking[data-shown="2022"]').wait_for()
    assert page.evaluate("document.activeElement.name") == "ranking"
    assert "2022" in (page.get_by_role("status").filter(has_text="economies").text_content() or "")


@pytest.mark.parametrize("view", VIEWS)
def test_another_period_makes_no_barrier_and_fits(
    open_page: Callable[..., Page], address: str, view: str
) -> None:
    page = open_page(f"{address}/indicators/internet-users/?ranking=1995", **VIEWS[view])
    page.locator('#ranking[data-shown="1995"]').wait_for()
    page.locator("#ranking summary").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(AXE_RUN) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_nothing_of_it_is_fetched_before_a_reader_reaches_for_it(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}")
    page.wait_for_load_state("networkidle")
    fetched = "() => performance.getEntriesByType('resource').map((one) => one.name).join(' ')"
    assert "ranking" not in page.evaluate(fetched)
    choose(page, "2012")
    asked = page.evaluate(fetched)
    assert "ranking.js" in asked
    assert "dds-exports.ranking.json" in asked
    assert "comparison.js" not in asked


def test_figures_that_cannot_be_had_leave_what_was_shown_and_it_is_said(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}")
    before = top(page)
    page.route("**/dds-exports.csv", lambda route: route.abort())
    page.select_option("#ranking select", "2012")
    note = page.locator("#ranking [role=status]")
    expect(note).to_contain_text("could not be loaded")
    assert top(page) == before
    assert page.locator("#ranking select").input_value() == "2023"
    page.unroute("**/dds-exports.csv")
    choose(page, "2012")
    expect(note).to_contain_text("2012")


def test_an_address_with_a_period_that_is_not_there_shows_the_published_one(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}?ranking=1066")
    page.wait_for_load_state("networkidle")
    assert page.locator("#ranking h2").text_content() == "Ranking, 2023"
    assert page.locator("#ranking[data-shown]").count() == 0


def test_the_choice_of_economies_keeps_the_period_of_the_ranking(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}?areas=CHN,DEU&ranking=2012")
    page.locator('#ranking[data-shown="2012"]').wait_for()
    page.locator("[data-choices] [data-do=reset]:not([disabled])").click()
    page.wait_for_url("**/?ranking=2012")


def test_without_a_script_there_is_no_choice_and_the_latest_ranking(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{EXPORTS}?ranking=2012", java_script_enabled=False)
    assert not page.locator("#ranking select").is_visible()
    assert page.locator("#ranking h2").text_content() == "Ranking, 2023"
    assert len(top(page)) >= 8
