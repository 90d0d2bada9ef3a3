# Search is the main way to a number: by keyboard, by title, by topic, by the name of an area in
# either language. The dialog answers on every page; the page of results keeps its question in its
# address. How well questions are answered is tested in tests/content/test_search.py.
"""The search of the observatory in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest
from browser.conftest import AXE, AXE_RUN, Ear
from browser.holding import Held

from serving import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

INDEX: Final = "**/assets/silkline/search/"
WAIT_MS: Final = 20_000
NARROW: Final = {"viewport": {"width": 360, "height": 740}}
VIEWS: Final = {"wide": {}, "dark": {"color_scheme": "dark"}, "narrow": NARROW}
CHOSEN: Final = "[role=option][aria-selected=true]"
PRESSED: Final = "document.querySelectorAll('.find-choice[aria-pressed=true]').length"

every_view = pytest.mark.parametrize("view", VIEWS)


def search(page: Page, words: str) -> Locator:
    """Open search with the slash key, type, and give the results."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    results = page.locator("[role=option]")
    results.first.wait_for(timeout=WAIT_MS)
    page.wait_for_function(
        "words => document.querySelector('dialog.find input').value === words", arg=words
    )
    return results


def state(page: Page, text: str | re.Pattern[str]) -> None:
    """Wait until the search says that."""
    page.locator(".find-state:visible").get_by_text(text).wait_for(timeout=WAIT_MS)


def titles(page: Page, hits: str = ".finding-hits") -> list[str]:
    return page.locator(f"{hits} .find-hit b").all_inner_texts()


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [f"{v['id']}: {v['at']}" for v in page.evaluate(AXE_RUN)]


# --- The dialog ---


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("digital services trade", "topics/digital-services-trade/"),
        ("中国", "economies/CHN/"),
        ("germny", "economies/DEU/"),
    ],
)
def test_search_finds_a_page_by_topic_or_name_and_enter_opens_it(
    open_page: Callable[..., Page], address: str, words: str, path: str
) -> None:
    page = open_page(f"{address}/")
    search(page, words)
    page.locator(f"{CHOSEN}[href*='{path}']").wait_for(timeout=WAIT_MS)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/{path}**", timeout=WAIT_MS)


def test_the_box_keeps_the_focus_and_tells_which_result_is_chosen(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/methods/")
    results = search(page, "exports")
    state(page, re.compile(r"^\d+ results$"))
    box = page.get_by_role("combobox", name="Search the site")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    assert box.get_attribute("aria-activedescendant") == results.nth(0).get_attribute("id")
    for key, place in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        assert page.locator(CHOSEN).get_attribute("id") == results.nth(place).get_attribute("id")
        assert box.get_attribute("aria-activedescendant") == f"find-hit-{place}"
    assert box.evaluate("e => e === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    last = page.locator(CHOSEN)
    assert last.get_attribute("id") == results.last.get_attribute("id")
    assert last.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")


def test_escape_closes_search_and_gives_the_focus_back(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/")
    opener = page.locator("header a[data-search]")
    opener.press("Enter")
    page.get_by_role("combobox").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("combobox").wait_for(state="hidden", timeout=WAIT_MS)
    assert opener.evaluate("e => e === document.activeElement")


def test_search_says_when_it_finds_nothing_and_when_a_page_lacks_a_word(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/")
    page.keyboard.press("/")
    page.keyboard.type("xyzzyqq")
    state(page, "xyzzyqq")
    assert page.locator("[role=option]").count() == 0
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "false"
    page.keyboard.type(" broadband")
    state(page, "No page has all the words; these have some of them.")
    assert page.locator("[role=option]").count() > 0


def test_an_area_with_an_indicator_is_answered_and_opens_the_indicator_with_that_area(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/")
    first = search(page, "broadband India").filter(has_text="· India").first
    first.wait_for(timeout=WAIT_MS)
    assert first.get_attribute("aria-selected") == "true"
    assert re.search(r"\d\sper 100 people in 20\d\d", first.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/indicators/fixed-broadband/?areas=IND*")
    # The picture that came with the page names India too, and is hidden once a live one stands.
    seen = page.locator("figure.sk-chart").get_by_text("India").locator("visible=true")
    seen.first.wait_for(timeout=WAIT_MS)


def test_choices_cut_results_down_and_lead_to_the_page_that_has_them_all(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/")
    search(page, "exports")
    state(page, re.compile(r"^\d+ results$"))
    sources = page.locator(".find").get_by_role("group", name="Kind").get_by_text("Sources")
    count = int(re.sub(r"\D", "", sources.inner_text()))
    sources.click()
    state(page, f"{count} results")
    pressed = page.locator(".find [aria-pressed=true]")
    assert pressed.inner_text() == f"Sources {count}"
    assert set(page.locator(".find .find-tag").all_inner_texts()) == {"Sources"}
    assert page.get_by_role("combobox").evaluate("e => e === document.activeElement")
    pressed.click()
    state(page, re.compile(r"^\d\d+ results$"))
    page.locator(".find-all").click()
    page.wait_for_url(f"{address}/search/?q=exports")


def test_an_answer_to_an_older_question_is_thrown_away(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/")
    page.clock.install()
    older = Held(page, f"{INDEX}terms-*")
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("broadband")
    older.asked()
    older.let_later()
    page.get_by_role("combobox").fill("population")
    newer = page.locator(f"{CHOSEN}[href*='indicators/population/']")
    newer.wait_for(timeout=WAIT_MS)
    told = page.locator(".find-state").inner_text()
    assert re.fullmatch(r"\d+ results", told)
    page.clock.run_for(1_000)  # the older question is slow by now, which no longer matters
    older.release()
    page.wait_for_load_state("networkidle")
    assert newer.count() == 1
    assert page.locator(".find-state").inner_text() == told


# --- What may go wrong ---


@pytest.mark.parametrize("part", ["index.json", "terms-*", "pages-*"])
def test_a_part_that_does_not_come_is_told_and_asked_for_again(
    open_page: Callable[..., Page], address: str, part: str
) -> None:
    page = open_page(f"{address}/")
    page.route(f"{INDEX}{part}", lambda route: route.fulfill(status=503))
    page.keyboard.press("/")
    page.keyboard.type("exports")
    state(page, "The index could not be loaded. The lists in the navigation hold every page.")
    page.unroute(f"{INDEX}{part}")
    page.keyboard.type(" of goods")
    page.locator(f"{CHOSEN}[href*='indicators/goods-exports/']").wait_for(timeout=WAIT_MS)


def test_the_page_of_results_tells_that_the_index_does_not_come(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/")
    page.route(f"{INDEX}index.json", lambda route: route.fulfill(status=503))
    page.goto(f"{address}/search/?q=exports")
    state(page, "The index could not be loaded. The lists in the navigation hold every page.")
    page.unroute(f"{INDEX}index.json")
    page.get_by_role("searchbox").press_sequentially(" of goods")
    page.locator(".finding-hits a[href*='indicators/goods-exports/']").first.wait_for()


def test_search_works_under_a_path(
    open_page: Callable[..., Page], site: Path, tmp_path: Path
) -> None:
    for name in ("index.html", "search", "assets", "indicators/goods-exports"):
        copy = shutil.copytree if (site / name).is_dir() else shutil.copy
        (tmp_path / "data/site" / name).parent.mkdir(parents=True, exist_ok=True)
        copy(site / name, tmp_path / "data/site" / name)
    (tmp_path / "404.html").touch()
    with served(tmp_path) as root:
        page = open_page(f"{root}/data/site/")
        search(page, "exports of goods")
        page.locator(f"{CHOSEN}[href*='goods-exports']").wait_for(timeout=WAIT_MS)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{root}/data/site/indicators/goods-exports/")
        page.goto(f"{root}/data/site/search/?q=exports+of+goods")
        first = page.locator(".finding-hits a").first
        assert first.evaluate("e => e.href") == f"{root}/data/site/indicators/goods-exports/"


# --- The page of results ---


def shown(page: Page, count: str) -> None:
    """Wait for as many results: ">20"."""
    page.wait_for_function(f"() => document.querySelectorAll('.finding-hits li').length {count}")


@pytest.fixture
def results(open_page: Callable[..., Page], address: str) -> Page:
    """The page of results for "exports"."""
    page = open_page(f"{address}/search/?q=exports")
    state(page, re.compile(r"^\d+ results$"))
    return page


def test_the_address_holds_the_question_and_the_choices(results: Page, address: str) -> None:
    every = titles(results)
    kinds = results.get_by_role("group", name="Kind")
    kinds.get_by_role("button", name=re.compile("^Indicators")).click()
    results.wait_for_url(f"{address}/search/?q=exports&kind=indicator")
    topics = results.get_by_role("group", name="Topic")
    topics.get_by_role("button", name=re.compile("^Goods trade")).click()
    results.wait_for_url(f"{address}/search/?q=exports&kind=indicator&topic=goods-trade")
    shown(results, "< 20")
    found = titles(results)
    assert found[0] == "Exports of goods"
    assert set(results.locator(".finding-hits .find-tag").all_inner_texts()) == {"Indicators"}
    assert results.title().startswith("exports – ")
    results.reload()
    results.locator(".finding-hits li").first.wait_for()
    assert titles(results) == found
    assert results.get_by_role("searchbox").input_value() == "exports"
    for name in ("Indicators", "Goods trade"):
        results.get_by_role("button", name=re.compile(f"^{name}"), pressed=True).click()
    results.wait_for_url(f"{address}/search/?q=exports")
    shown(results, "== 20")
    assert titles(results) == every


PRESS_BOTH: Final = """() => {
  for (const [group, name] of [["Kind", "Indicators"], ["Topic", "Goods trade"]]) {
    const of = [...document.querySelectorAll(`[role=group][aria-label=${group}] button`)];
    of.find((button) => button.innerText.startsWith(name)).click();
  }
}"""
"""Both choices, without time for an answer between them."""


def test_what_is_chosen_before_the_last_choice_is_answered_is_added_to_it(
    results: Page, address: str
) -> None:
    results.evaluate(PRESS_BOTH)
    results.wait_for_url(f"{address}/search/?q=exports&kind=indicator&topic=goods-trade")
    pressed = results.locator(".find-choice[aria-pressed=true]")
    results.wait_for_function(f"() => {PRESSED} === 2")
    assert [re.sub(r"\s+\d+$", "", text) for text in pressed.all_inner_texts()] == [
        "Indicators",
        "Goods trade",
    ]


def test_choices_in_the_dialog_are_added_to_those_that_are_not_answered(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/")
    search(page, "exports")
    page.get_by_role("group", name="Topic").wait_for()
    page.evaluate(PRESS_BOTH)
    page.wait_for_function(f"() => {PRESSED} === 2")
    assert page.locator("[role=option] .find-tag").all_inner_texts()
    assert set(page.locator("[role=option] .find-tag").all_inner_texts()) == {"Indicators"}


def test_what_is_asked_anew_replaces_the_question_in_the_address(
    results: Page, address: str
) -> None:
    results.get_by_role("searchbox").fill("宽带")
    results.wait_for_url(f"{address}/search/?q=%E5%AE%BD%E5%B8%A6")
    results.locator(".finding-hits a[href*='fixed-broadband']").first.wait_for()
    assert results.evaluate("history.length") == 2  # the blank page and this one


def test_more_results_are_shown_and_the_focus_goes_to_the_first_of_them(results: Page) -> None:
    before = titles(results)
    results.get_by_role("button", name="Show more").click()
    shown(results, "> 20")
    after = titles(results)
    assert (len(before), after[:20], len(after)) == (20, before, 40)
    results.wait_for_function(
        "() => document.activeElement === document.querySelectorAll('.finding-hits a')[20]"
    )


def test_without_a_script_the_page_of_results_leads_to_every_list(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/", java_script_enabled=False)
    page.locator("header a[data-search]").click()
    assert page.url == f"{address}/search/"
    lists = page.get_by_role("navigation", name="All pages by kind").get_by_role("link")
    assert lists.count() == 10
    for link in [lists.nth(n).evaluate("e => e.href") for n in range(lists.count())]:
        answer = page.request.get(link)
        assert answer.ok, link


# --- For every reader ---


@every_view
@pytest.mark.parametrize("words", ["exports", "中国宽带"])
def test_dialog_and_page_have_no_barrier_and_fit(
    open_page: Callable[..., Page], address: str, view: str, words: str
) -> None:
    page = open_page(f"{address}/", **VIEWS[view])
    ear = Ear(host=address.removeprefix("http://"))
    ear.attach(page)
    search(page, words)
    assert barriers(page) == []
    page.goto(f"{address}/search/?q={words}")
    page.locator(".finding-hits li").first.wait_for()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
    assert (ear.complaints, ear.failed, ear.foreign) == ([], [], [])
