# Printed by Chromium itself: pages are counted in the document that comes out. What stands on the
# sheet is read from the page in print, at the size of the paper.
"""Tests of pages on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
PAPERS: Final = {"A4": (695, 1031), "Letter": (717, 964)}
"""The paper's inside, in pixels of the screen."""
CUT: Final = """() => [...document.querySelectorAll('svg')].filter(s => s.checkVisibility())
  .map(s => [s.getBoundingClientRect(), s]).filter(([b]) => b.width && (b.right > innerWidth + 1 ||
    b.left < -1)).map(([, s]) => s.outerHTML.slice(0, 80))"""
FOLDED: Final = """() => [...document.querySelectorAll('details:not([open])')]
  .filter(d => d.checkVisibility() && d.children.length > 1)
  .filter(d => !d.children[1].checkVisibility({contentVisibilityAuto: true})).length"""


def sheets(page: Page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


def printed(open_page: Open, url: str, paper: str = "A4", **settings: str) -> Page:
    width, height = PAPERS[paper]
    page = open_page(url, viewport={"width": width, "height": height}, **settings)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("area", ["CHN", "TUV", "CN-X-QIANHAI", "WLD"])
def test_an_economy_is_one_sheet(open_page: Open, address: str, area: str, paper: str) -> None:
    page = open_page(f"{address}/economies/{area}/")
    assert sheets(page, paper) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sheet_has_name_figures_charts_table_sources_and_address(
    open_page: Open, address: str, paper: str
) -> None:
    page = printed(open_page, f"{address}/economies/CHN/", paper, color_scheme="dark")
    height = PAPERS[paper][1]
    for there in (".head h1", ".four .fig4", ".small .mini", "#figures .key-row", ".sheet .src"):
        boxes = [b.bounding_box() for b in page.locator(there).all() if b.is_visible()]
        assert boxes, there
        if there != "#figures .key-row":
            assert all(b and b["y"] + b["height"] <= height for b in boxes), there
    told = page.locator(".sk-economy").inner_text().replace("\u00a0", " ")
    assert "US$216.3 bn" in told
    assert "6th of 130" in told
    assert "retrieved" in told
    assert "/economies/CHN/ · Release" in told
    for gone in (".jumps", ".act", "#claims", "#coverage", "header.top", "[data-change]"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.evaluate(CUT) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.locator(".sk-economy h1").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    )


@pytest.mark.parametrize(
    ("path", "needs"),
    [
        ("indicators/dds-exports/", ("h1", ".lede", "figure.sk-chart svg", "#ranking", "#cite")),
        ("claims/", ("h1", ".claim dl")),
        ("agreements/", ("h1",)),
        ("stories/two-meanings-of-digital-trade/", ("h1", ".prose")),
    ],
)
def test_other_pages_show_all_that_is_folded_and_cut_nothing(
    open_page: Open, address: str, path: str, needs: tuple[str, ...]
) -> None:
    page = printed(open_page, f"{address}/{path}")
    for there in needs:
        assert page.locator(there).first.is_visible(), there
    assert page.evaluate(FOLDED) == 0
    assert page.evaluate(CUT) == []
    assert not page.locator("header.top").is_visible()
    assert [b for b in page.locator("button").all() if b.is_visible()] == []
