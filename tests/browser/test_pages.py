# Every kind of page in every view, as readers meet it.
"""Pages of the observatory in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES: Final = {
    "home": "",
    "list of indicators": "indicators/",
    "indicator from statistics": "indicators/dds-exports/",
    "indicator from articles": "indicators/digital-economy-size/",
    "derived indicator": "indicators/dds-exports-world-share/",
    "list of economies": "economies/",
    "indicator with a map": "indicators/internet-users/",
    "economy": "economies/CHN/",
    "economy with little data": "economies/TUV/",
    "group": "economies/WLD/",
    "sub-national area": "economies/CN-BJ/",
    "claims": "claims/",
    "registers": "registers/",
    "register with members": "agreements/",
    "entry with members": "agreements/rcep/",
    "entry with statements": "people/xiao-yaqing/",
    "entry of a zone": "zones/qianhai-cluster/",
    "glossary": "glossary/",
    "source of statements": "sources/china-economic-weekly-2020/",
    "list of packages": "packages/",
    "package": "packages/digitally-deliverable-services/",
    "package with disagreements": "packages/digital-trade/",
    "list of sources": "sources/",
    "source": "sources/unctad-de-2025-12/",
    "list of topics": "topics/",
    "topic": "topics/digital-services-trade/",
    "data": "data/",
    "list of stories": "stories/",
    "story of claims": "stories/how-large-is-the-digital-economy/",
    "story of trade": "stories/china-digital-services-exports/",
    "methods": "methods/",
    "error page": "errors/TB004/",
    "missing page": "no/such/page/",
}
VIEWS: Final = ("wide", "wide dark", "narrow")
WITH_CHARTS: Final = (
    "indicator from statistics",
    "derived indicator",
    "story of claims",
    "story of trade",
)

every_page = pytest.mark.parametrize("kind", PAGES)
every_view = pytest.mark.parametrize("view", VIEWS)


@every_page
@every_view
def test_nothing_complains_in_the_console(visit: Callable, kind: str, view: str) -> None:
    expected = ("404",) if kind == "missing page" else ()
    found = [c for c in visit(PAGES[kind], view).complaints if not any(e in c for e in expected)]
    assert found == []


@every_page
@every_view
def test_every_request_is_answered(visit: Callable, kind: str, view: str) -> None:
    failed = visit(PAGES[kind], view).failed
    assert len(failed) == (1 if kind == "missing page" else 0), failed


@every_page
@every_view
def test_nothing_is_asked_of_another_host(visit: Callable, kind: str, view: str) -> None:
    assert visit(PAGES[kind], view).foreign == ()


@every_page
@every_view
def test_the_page_is_no_wider_than_the_window(visit: Callable, kind: str, view: str) -> None:
    assert visit(PAGES[kind], view).page["overflow"] <= 0


@every_page
@every_view
def test_axe_finds_no_barrier(visit: Callable, kind: str, view: str) -> None:
    assert visit(PAGES[kind], view).barriers == ()


@every_page
def test_the_page_names_its_language_itself_and_one_heading(visit: Callable, kind: str) -> None:
    page = visit(PAGES[kind], "wide").page
    assert page["language"] == "en"
    assert len(page["headings"]) == 1
    assert page["headings"][0]
    assert page["title"]


@every_view
@pytest.mark.parametrize("kind", WITH_CHARTS)
def test_charts_are_drawn_before_and_after_they_can_be_read(
    visit: Callable, kind: str, view: str
) -> None:
    found = visit(PAGES[kind], view)
    assert found.charts
    for chart in (*found.charts, *found.charts_reached):
        assert chart["seen"] == 1, chart
        assert chart["named"], chart
    assert not any(chart["live"] for chart in found.charts), "nobody has come to a chart yet"
    assert all(chart["live"] for chart in found.charts_reached if chart["spec"])
    assert all(chart["readable"] for chart in found.charts_reached if chart["points"])
    assert not any(chart["live"] for chart in found.charts_reached if chart["points"])


def test_a_map_is_drawn_and_tells_of_the_shape_beneath_the_pointer(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{PAGES['indicator with a map']}")
    page.wait_for_load_state("networkidle")
    fetched = "() => performance.getEntriesByType('resource').map(one => one.name)"
    assert not [url for url in page.evaluate(fetched) if url.endswith("world.svg")]
    page.get_by_role("tab", name="Map").click()
    picture = page.get_by_role("img", name="World map")
    assert picture.bounding_box() is not None
    shape = picture.locator('use[href$="#s076"]')
    shape.hover()
    assert page.locator(".sk-tip:visible").inner_text().startswith("Brazil: ")
    assert picture.locator("title").count() == 0
    fill = shape.evaluate("one => getComputedStyle(one).fill")
    legend = page.locator(".sk-map .key i").evaluate_all(
        "found => found.map(one => getComputedStyle(one).backgroundColor)"
    )
    assert fill in legend


def test_titles_are_unique(visit: Callable) -> None:
    titles = [visit(path, "wide").page["title"] for path in PAGES.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_without_javascript_a_chart_is_a_picture_and_a_table(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/indicators/dds-exports/", java_script_enabled=False)
    picture = page.locator("figure.sk-chart svg").first.bounding_box()
    assert picture is not None
    assert picture["height"] > 200
    assert page.locator("table").first.is_visible()
    assert "China" in page.locator("table").first.inner_text()


def test_a_link_into_a_fold_opens_it(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/packages/digital-trade/")
    last = page.locator("article.recon").last
    assert not last.is_visible()
    place = last.get_attribute("id")
    page = open_page(f"{address}/packages/digital-trade/#{place}")
    assert page.locator(f"#{place} .finding").is_visible()


def test_a_claim_that_wraps_stands_beneath_its_words_on_a_narrow_screen(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/claims/", viewport={"width": 390, "height": 800})
    found = page.locator(".claim summary:visible").evaluate_all("""all => all.map(summary => {
      const range = document.createRange();
      range.selectNodeContents(summary);
      const lines = [...range.getClientRects()].filter(one => one.width > 0);
      return new Set(lines.map(one => Math.round(one.left))).size === 1 && lines.length;
    })""")
    assert len(found) > 20
    assert all(found)
    assert max(found) > 3


def test_claims_are_cut_down_by_verdict_and_the_address_keeps_it(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/claims/")
    shown = page.locator("article[data-outcome]:visible")
    total = shown.count()
    page.select_option("select[name=outcome]", "supported")
    assert page.url.endswith("/claims/?outcome=supported")
    assert 0 < shown.count() < total
    assert set(shown.evaluate_all("found => found.map(one => one.dataset.outcome)")) == {
        "supported"
    }
    page.click("form.filter [type=reset]")
    page.wait_for_url("**/claims/")
    assert shown.count() == total


def test_a_link_to_a_claim_opens_it_whatever_was_chosen(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/claims/")
    last = page.locator("article[data-outcome]").last
    name = last.get_attribute("id")
    page.goto(f"{address}/claims/?outcome=supported#{name}")
    page.wait_for_selector(f"[id='{name}'] details[open]")
    assert page.locator(f"[id='{name}'] dl").is_visible()


def test_without_javascript_every_claim_can_be_read(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/claims/", java_script_enabled=False)
    claims = page.locator("article[data-outcome]")
    assert claims.evaluate_all("found => found.every(one => !one.hidden)")
    assert page.locator("form.filter").is_hidden()
    claims.first.locator("summary").click()
    assert claims.first.locator("dl").is_visible()


def test_a_page_fits_on_paper(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/indicators/dds-exports/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("figure.sk-chart svg").first.is_visible()
