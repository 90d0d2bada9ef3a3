# What a reader takes from a page must be whole wherever it goes: the picture with its source, the
# link with what is shown, and a chart within a page of another site, where no script of ours runs.
"""Actions, charts within other sites, and pictures of pages in a real browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from browser.conftest import AXE, AXE_RUN, Ear
from PIL import Image

from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

INDICATOR: Final = "indicators/dds-exports/"
STORY: Final = "stories/two-meanings-of-digital-trade/"
PAGES: Final = {
    INDICATOR: ["download", "cite", "share", "embed"],
    "economies/CHN/": ["download", "cite", "share"],
    "agreements/rcep/": ["download", "cite", "share"],
    STORY: ["download", "cite", "share", "embed"],
    "claims/": ["cite", "share"],
}
ACTIONS: Final = "() => [...document.querySelectorAll('.act [data-act]')].map(e => e.dataset.act)"
OPEN: Final = ".act-panel:popover-open"
MOST_BYTES: Final = 60_000


def press(page: Page, action: str) -> None:
    page.click(f".act [data-act={action}]")
    page.wait_for_selector(OPEN)


@pytest.mark.parametrize("path", PAGES)
def test_actions_stand_at_one_place_and_lead_somewhere_without_a_script(
    open_page: Callable[..., Page], address: str, path: str
) -> None:
    page = open_page(f"{address}/{path}")
    assert page.evaluate(ACTIONS) == PAGES[path]
    still = open_page(f"{address}/{path}", java_script_enabled=False)
    links = still.locator(".act a.btn:visible")
    targets = [links.nth(n).get_attribute("href") or "" for n in range(links.count())]
    inside = [t for t in targets if t.startswith("#")]
    assert inside
    assert all(still.locator(t).count() == 1 for t in inside)
    assert still.locator(".act button:visible").count() == 0


def test_panels_are_opened_and_left_by_keys_and_give_the_focus_back(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    for action in PAGES[INDICATOR]:
        page.focus(f".act [data-act={action}]")
        page.keyboard.press("Enter")
        page.wait_for_selector(OPEN)
        assert page.evaluate("document.activeElement.closest('.act-panel') !== null")
        page.keyboard.press("Escape")
        page.wait_for_selector(OPEN, state="hidden")
        assert page.evaluate("document.activeElement.dataset.act") == action


def test_open_panels_have_no_barrier_and_fit_a_phone(
    open_page: Callable[..., Page], address: str
) -> None:
    for size in ({"width": 1280, "height": 900}, {"width": 320, "height": 640}):
        page = open_page(f"{address}/{STORY}", viewport=size, color_scheme="dark")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for action in PAGES[STORY]:
            press(page, action)
            assert page.evaluate(AXE_RUN) == []
            box = page.locator(OPEN).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            page.keyboard.press("Escape")


def test_the_link_is_the_address_as_it_stands_and_the_citation_that_of_the_page(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}?areas=CHN,JPN&from=2015#ranking")
    press(page, "share")
    boxes = page.locator(f"{OPEN} textarea")
    assert boxes.nth(0).input_value() == f"{address}/{INDICATOR}?areas=CHN,JPN&from=2015#ranking"
    cited = page.locator("#cite .cite").text_content() or ""
    assert boxes.nth(1).input_value() == " ".join(cited.split())


def test_a_chart_is_taken_away_with_title_unit_source_and_address(
    open_page: Callable[..., Page], address: str, tmp_path: Path
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    press(page, "download")
    files = page.locator(f"{OPEN} .act-files a")
    assert files.count() >= 3
    with page.expect_download() as found:
        page.get_by_role("button", name="Drawing, SVG").click()
    found.value.save_as(tmp_path / "chart.svg")
    assert found.value.suggested_filename == "dds-exports.svg"
    drawing = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    root = ET.fromstring(drawing)
    words = " ".join("".join(root.itertext()).split())
    for part in (".ct", ".cs"):
        assert page.locator(f"figure.sk-chart {part}").first.inner_text() in words
    assert "UNCTAD" in words
    assert "/indicators/dds-exports/" in words
    assert "var(" not in drawing
    with page.expect_download() as found:
        page.get_by_role("button", name="Picture, PNG").click()
    found.value.save_as(tmp_path / "chart.png")
    picture = Image.open(tmp_path / "chart.png").convert("RGB")
    assert picture.width >= 1500
    assert len(picture.resize((200, 150)).getcolors(30_000) or ()) > 20  # something is drawn on it


def test_the_lines_for_another_site_show_the_chart_there(
    open_page: Callable[..., Page], address: str, tmp_path: Path
) -> None:
    codes = []
    for path in (INDICATOR, STORY):
        page = open_page(f"{address}/{path}")
        press(page, "embed")
        codes.append(page.locator(f"{OPEN} textarea").input_value())
    assert all(re.match(r'<iframe src="[^"]+" title="[^"]+" width="100%"', c) for c in codes)
    for width in (320, 800):
        frames = "".join(f'<div style="width:{width}px">{code}</div>' for code in codes)
        (tmp_path / "index.html").write_text(f"<!doctype html><title>Other</title>{frames}")
        with served(tmp_path) as other:
            assert urlsplit(other).netloc != urlsplit(address).netloc
            there = open_page("about:blank")
            ear = Ear(host=urlsplit(address).netloc)
            ear.attach(there)
            there.goto(f"{other}/index.html", wait_until="load")
            for n, frame in enumerate(there.locator("iframe").all()):
                frame.scroll_into_view_if_needed()
                inside = there.frame_locator("iframe").nth(n)
                shown = frame.element_handle()
                content = shown.content_frame() if shown else None
                assert content is not None
                content.wait_for_load_state("load")  # its styles decide which drawing is seen
                inside.locator("svg.chart:visible").wait_for()
                assert inside.locator("svg.chart:visible").count() == 1
                assert inside.locator("figcaption a").inner_text() == "Digital Trade Observatory"
                wider = (
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert content.evaluate(wider) == 0
            refused = [c for c in ear.complaints if "Content Security Policy" in c or "frame" in c]
            assert refused == []


def test_a_map_is_offered_to_other_sites_and_has_its_shapes_there(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}?areas=CHN")
    press(page, "embed")
    page.locator(f"{OPEN} select").select_option(index=1)
    code = page.locator(f"{OPEN} textarea").input_value()
    found = re.match(r'<iframe src="([^"]+)"', code)
    assert found is not None
    assert found[1].endswith("/embed/maps/dds-exports/")
    there = open_page(found[1], java_script_enabled=False)
    assert there.locator(".sk-map use").count() > 150
    # The shapes lie in another file: nothing is drawn where it may not be read.
    assert there.locator(".sk-map g.m3").evaluate("e => e.getBBox().width") > 50


@pytest.mark.parametrize(
    ("path", "times"), [(INDICATOR, 2), (INDICATOR.replace("indicators/", "maps/"), 3)]
)
def test_a_chart_for_other_sites_is_light_has_no_barrier_and_is_not_listed(
    open_page: Callable[..., Page], address: str, site: Path, path: str, times: int
) -> None:
    page = open_page("about:blank", color_scheme="dark")
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(len(r.body())))
    page.goto(f"{address}/embed/{path}", wait_until="networkidle")
    # As it lies on the disk; half of it travels, and of the shapes of a map a third.
    assert sum(sizes) < times * MOST_BYTES
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    canonical = page.locator("link[rel=canonical]").get_attribute("href") or ""
    assert canonical.endswith(f"/{INDICATOR}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(AXE_RUN) == []
    assert "embed/" not in (site / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*PAGES, ""])
def test_a_page_names_its_picture_by_a_whole_address(
    open_page: Callable[..., Page], address: str, site: Path, path: str
) -> None:
    page = open_page(f"{address}/{path}", java_script_enabled=False)

    def told(name: str) -> str:
        found = page.locator(f"meta[property='og:{name}']")
        return found.get_attribute("content") or ""

    image = told("image")
    assert image.startswith("https://")
    picture = site / urlsplit(image).path.lstrip("/")
    assert picture.relative_to(site).as_posix() == f"social/{path.strip('/') or 'index'}.png"
    drawn = Image.open(io.BytesIO(picture.read_bytes()))
    assert drawn.size == (int(told("image:width")), int(told("image:height")))
    assert len(told("image:alt")) > 5
    card = page.locator("meta[name='twitter:card']").get_attribute("content")
    assert card == "summary_large_image"


def test_every_picture_is_small(site: Path) -> None:
    sizes = {p: p.stat().st_size for p in (site / "social").rglob("*.png")}
    assert len(sizes) > 800
    assert max(sizes.values()) <= 25_000


# --- The head of a page ---

SEARCH: Final = """() => {
  const box = document.querySelector(".top .search"), span = box.querySelector("span");
  return { whole: span.scrollWidth <= span.clientWidth, hidden: span.clientWidth <= 1,
    middles: [...document.querySelectorAll(".top :is(.brand, .nav a, .search, .scheme)")]
      .filter((e) => e.getClientRects().length > 0)
      .map((e) => e.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2),
    end: document.querySelector(".top .wrap").getBoundingClientRect().right
      - parseFloat(getComputedStyle(document.querySelector(".top .wrap")).paddingRight)
      - (document.querySelector(".tools > .scheme").getBoundingClientRect().right
      - (44 - document.querySelector(".tools > .scheme .ico-auto").getBoundingClientRect().width)
      / 2) };
}"""
LINES: Final = """() => [...document.querySelectorAll(".act .btn")].map((e) => {
  const range = document.createRange();
  range.selectNodeContents(e);
  return [e.getBoundingClientRect(), range.getBoundingClientRect()].map(({ top }) => top);
})"""


def test_the_invitation_to_search_is_whole_or_not_there_and_all_stands_on_one_line(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    for width in (1021, 1180, 1181, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        found = page.evaluate(SEARCH)
        assert found["whole"] or found["hidden"], width
        assert found["hidden"] == (width <= 1180), width
        assert max(found["middles"]) - min(found["middles"]) < 1, width
        assert abs(found["end"]) <= 1, width


def test_all_actions_stand_on_one_line(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    lines = page.evaluate(LINES)
    assert len(lines) == 5
    assert all(line == lines[0] for line in lines)


# --- Maps ---


def test_a_map_is_taken_away_whole(
    open_page: Callable[..., Page], address: str, tmp_path: Path
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    page.get_by_role("tab", name="Map").click()
    press(page, "download")
    with page.expect_download() as found:
        page.get_by_role("button", name="Drawing, SVG").click()
    found.value.save_as(tmp_path / "map.svg")
    drawing = (tmp_path / "map.svg").read_text(encoding="utf-8")
    root = ET.fromstring(drawing)
    words = " ".join("".join(root.itertext()).split())
    for part in (".ct", ".cs"):
        assert page.locator(f"figure.sk-map {part}").first.inner_text() in words
    for item in page.locator(".sk-map .key li").all_inner_texts():
        assert item.strip() in words
    assert "Natural Earth" in words
    assert "/indicators/dds-exports/" in words
    assert "<use" not in drawing
    assert "var(" not in drawing
    svg = "{http://www.w3.org/2000/svg}"
    classes = [g for g in root.iter(f"{svg}g") if g.get("fill") and g.get("stroke")]
    assert sum(len(g) for g in classes) == page.locator(".sk-map use").count()
    assert len({g.get("fill") for g in classes}) == page.locator(".sk-map .key li").count()
    with page.expect_download() as found:
        page.get_by_role("button", name="Picture, PNG").click()
    found.value.save_as(tmp_path / "map.png")
    picture = Image.open(tmp_path / "map.png").convert("RGB")
    assert picture.width == 1600
    assert len(picture.resize((200, 150)).getcolors(30_000) or ()) > 20


def test_a_map_that_nobody_has_opened_can_be_taken_away(
    open_page: Callable[..., Page], address: str, tmp_path: Path
) -> None:
    page = open_page(f"{address}/{INDICATOR}")
    page.get_by_role("tab", name="Table").click()
    press(page, "download")
    title = page.locator("figure.sk-map .ct").first.text_content()
    page.get_by_role("combobox", name="Chart").select_option(label=title)
    with page.expect_download() as found:
        page.get_by_role("button", name="Drawing, SVG").click()
    found.value.save_as(tmp_path / "map.svg")
    assert "Natural Earth" in (tmp_path / "map.svg").read_text(encoding="utf-8")
