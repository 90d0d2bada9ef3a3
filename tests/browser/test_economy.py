# A reader changes whom an economy is held against and by what; the address keeps it, and the charts
# are drawn again from the files of the data API.
"""Tests of the small charts of an economy page in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
NAMES = "els => els.map(e => e.textContent)"


def lines(page: Page, indicator: str) -> list[str]:
    """Names at the ends of the lines of a small chart."""
    found = page.locator(f'.small[data-indicator="{indicator}"] .mini .n')
    return sorted(found.evaluate_all(NAMES))


def start(open_page: Open, url: str) -> Page:
    page = open_page(url)
    page.locator("[data-change]").click()
    expect(page.get_by_label("Add an economy")).to_be_focused()
    expect(page.locator(".editor [role=status]").last).to_have_text("")
    return page


def test_small_charts_stand_in_the_page_before_any_script(open_page: Open, address: str) -> None:
    page = open_page(f"{address}/economies/CHN/", java_script_enabled=False)
    assert "India" in lines(page, "dds-exports")
    assert "China" in lines(page, "dds-exports")
    first = page.locator(".small").first.bounding_box()
    assert first is not None
    assert first["y"] < 900
    assert page.evaluate("document.documentElement.scrollHeight") < 5600
    assert not page.locator("[data-change]").is_visible()


def test_a_peer_is_added_and_taken_away_in_all_charts_at_once(
    open_page: Open, address: str
) -> None:
    page = start(open_page, f"{address}/economies/CHN/")
    page.get_by_label("Add an economy").fill("united states")
    page.keyboard.press("Enter")
    expect(page.locator(".editor .chip")).to_have_count(6)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.small[data-indicator=\"dds-exports\"] .n')]"
        ".some(n => n.textContent === 'United States')"
    )
    assert "United States" in lines(page, "goods-exports")
    assert page.url.endswith("/economies/CHN/?beside=IND,DEU,SGP,JPN,KOR,USA")
    page.get_by_role("button", name="Remove India").click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.mini .n')].every(n => n.textContent !== 'India')"
    )
    compare = page.locator('.small[data-indicator="dds-exports"] .to a').get_attribute("href")
    assert compare is not None
    assert compare.endswith("?indicator=dds-exports&areas=CHN,DEU,SGP,JPN,KOR,USA")
    page.get_by_role("button", name="As it was").click()
    expect(page.locator(".editor .chip")).to_have_count(5)
    assert page.url.endswith("/economies/CHN/")


def test_another_indicator_of_the_topic_takes_its_place_and_the_address_keeps_it(
    open_page: Open, address: str
) -> None:
    page = start(open_page, f"{address}/economies/CHN/")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    choice = page.get_by_label("Indicator for Goods trade")
    choice.select_option("goods-imports")
    page.wait_for_selector('.small[data-indicator="goods-imports"]')
    assert page.url.endswith("?show=goods-imports")
    for visited in (page, open_page(page.url)):
        visited.wait_for_selector('.small[data-indicator="goods-imports"] .mini')
        card = visited.locator('.small[data-indicator="goods-imports"]')
        assert card.locator("h3").inner_text() == "Imports of goods"
        assert card.locator("[data-obs^='goods-imports/CHN/']").count() == 1
        assert "China" in lines(visited, "goods-imports")


def test_a_chart_drawn_again_has_the_places_of_the_one_drawn_at_build(
    open_page: Open, address: str
) -> None:
    page = open_page(f"{address}/economies/CHN/")
    ends = "els => els.map(e => [e.textContent, e.getAttribute('x'), e.getAttribute('y')].join())"
    labels = page.locator('.small[data-indicator="dds-exports"] .mini .n')
    before = labels.evaluate_all(ends)
    page.locator(".small .mini").first.evaluate("svg => svg.dataset.old = 'yes'")
    page.locator("[data-change]").click()
    page.wait_for_function("() => !document.querySelector('.mini[data-old]')")
    assert labels.evaluate_all(ends) == before


def test_what_an_address_asks_for_and_nobody_knows_is_left_out(
    open_page: Open, address: str
) -> None:
    page = open_page(f"{address}/economies/CHN/?beside=USA,XXX,<b>&show=nothing")
    expect(page.locator(".editor .chip")).to_have_text(["United States×"])


def test_an_area_without_peers_may_get_some(open_page: Open, address: str) -> None:
    page = start(open_page, f"{address}/economies/WLD/")
    page.get_by_label("Add an economy").fill("CHN")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.mini .n.peer')].some(n => n.textContent === 'China')"
    )
