# What a reader does on the page of an indicator: reads the picture point by point, and chooses
# economies and years for all views at once. The site is the starter, so that a failure here is
# one of the engine and not of the observatory's content.
"""Reading and choosing on an indicator's page in a real browser."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from browser.conftest import AXE, AXE_RUN, Ear
from browser.looking import OVERFLOW

import screenshots

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

PAGE: Final = "indicators/population/"
PICTURE: Final = "figure.sk-chart[data-points]"
HEARD: Final = """() => {
  window.heard = [];
  document.addEventListener('sk:observation', event => window.heard.push(event.detail));
}"""
STEADY: Final = """() => {
  window.shift = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
  }).observe({type: 'layout-shift', buffered: true});
}"""
SHEET: Final = r'(<link rel="stylesheet" href="[./]*assets/silkline/site\.css">)'
NARROW: Final = {"width": 390, "height": 800}
ASKED: Final = "() => performance.getEntriesByType('resource').map(r => r.name.split('/').pop())"
ADDRESSES: Final = """() => [...performance.getEntriesByType('resource'),
  ...performance.getEntriesByType('navigation')].map(r => new URL(r.name).pathname)"""


@pytest.fixture
def reading(open_page: Callable[..., Page], small: str) -> Callable[..., tuple[Page, Ear]]:
    """Open the page of an indicator and listen to what it asks for."""

    def opened(query: str = "", **settings: Any) -> tuple[Page, Ear]:
        page = open_page("about:blank", **settings)
        ear = Ear(host=urlsplit(small).netloc)
        ear.attach(page)
        page.add_init_script(f"({STEADY})()")
        page.goto(f"{small}/{PAGE}{query}")
        page.locator(f"{PICTURE} .readable:visible, .chosen .readable:visible").wait_for()
        return page, ear

    return opened


def points(site: Path) -> Any:
    return json.loads((site / "charts/population.points.json").read_text(encoding="utf-8"))


def tip(page: Page) -> list[str]:
    return [x for x in page.locator(".sk-reading").inner_text().splitlines() if x]


# --- The picture as published ---


def test_the_pointer_shows_the_nearest_value_as_published(
    reading: Callable[..., tuple[Page, Ear]], folder: Path
) -> None:
    page, ear = reading()
    page.evaluate(HEARD)
    told = points(folder)
    place, period, when, value, _, source, x, y, *_ = told["points"][2]
    box = page.locator(f"{PICTURE} .wide svg").bounding_box()
    assert box is not None
    scale = box["width"] / 760
    page.mouse.move(box["x"] + x * scale + 4, box["y"] + y * scale + 3)
    page.locator(".sk-reading:visible").wait_for()
    name = told["areas"][place][1]
    assert tip(page) == [
        name,
        when,
        f"{value} {told['unit']}",
        told["sources"][source],
        "Enter or a press: where it comes from",
    ]
    rule = page.locator(".sk-spot line")
    assert float(rule.get_attribute("x1") or 0) == pytest.approx(x)
    page.mouse.click(box["x"] + x * scale, box["y"] + y * scale)
    detail = {"indicator": "population", "area": told["areas"][place][0], "period": period}
    assert page.evaluate("window.heard") == [detail]
    assert "chart.js" not in page.evaluate(ASKED)
    assert "population.csv" not in page.evaluate(ASKED)
    assert (ear.complaints, ear.failed, ear.foreign) == ([], [], [])


def test_keys_move_from_value_to_value_and_each_is_said(
    reading: Callable[..., tuple[Page, Ear]], folder: Path
) -> None:
    page, _ = reading()
    page.evaluate(HEARD)
    told = points(folder)
    page.locator(f"{PICTURE} .wide").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    said = page.locator(".sk-said")
    firsts = {
        f"{name}, {p[2]}: {p[3]} {told['unit']}. Source: {told['sources'][0]}"
        for n, (_, name) in enumerate(told["areas"])
        for p in [next(p for p in told["points"] if p[0] == n)]
    }
    assert said.inner_text() in firsts
    before = said.inner_text()
    page.keyboard.press("ArrowRight")
    assert said.inner_text() != before
    page.keyboard.press("Enter")
    assert len(page.evaluate("window.heard")) == 1
    page.keyboard.press("Escape")
    assert page.locator(".sk-reading").is_hidden()


def test_a_finger_sees_the_value_first_and_asks_with_a_second_press(
    reading: Callable[..., tuple[Page, Ear]],
) -> None:
    page, _ = reading(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.evaluate(HEARD)
    picture = page.locator(f"{PICTURE} .narrow svg")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    spot = page.evaluate(
        "async () => (await (await fetch(document.querySelector('[data-points]').dataset.points))"
        ".json()).points[1]"
    )
    scale = box["width"] / 360
    at = (box["x"] + spot[8] * scale, box["y"] + spot[9] * scale)
    page.touchscreen.tap(*at)
    page.locator(".sk-reading:visible").wait_for()
    assert page.evaluate("window.heard") == []
    page.touchscreen.tap(*at)
    assert len(page.evaluate("window.heard")) == 1


def travels(folder: Path, path: str) -> int:
    """Bytes of a file of the site as servers send it: fonts are packed already."""
    file = folder / path.strip("/")
    found = (file / "index.html" if file.is_dir() else file).read_bytes()
    return len(found) if path.endswith(".woff2") else len(gzip.compress(found, 9))


def test_the_first_view_is_light_and_steady(
    reading: Callable[..., tuple[Page, Ear]], folder: Path
) -> None:
    for settings in ({}, {"viewport": {"width": 390, "height": 800}}):
        page, _ = reading(**settings)
        page.wait_for_load_state("networkidle")
        asked = page.evaluate(ASKED)
        assert len(asked) + 1 <= 12, asked
        assert not {"chart.js", "comparison.js", "population.csv"} & set(asked)
        assert sum(travels(folder, address) for address in page.evaluate(ADDRESSES)) <= 150_000
        assert not [name for name in asked if name.endswith(".woff2")], asked
        assert page.evaluate("window.shift") == 0


def test_all_that_is_seen_first_is_in_the_typefaces_that_the_page_carries(
    open_page: Callable[..., Page], small: str
) -> None:
    for view, settings in (("wide", {}), ("narrow", {"viewport": NARROW})):
        page = open_page("about:blank", **settings)
        page.route("**/*.woff2", lambda route: route.abort())
        page.goto(f"{small}/{PAGE}", wait_until="networkidle")
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        found = {}
        for selector in ("h1", ".brand", ".lede", f".sk-chart .{view} text"):
            asked = {"nodeId": root, "selector": selector}
            node = session.send("DOM.querySelector", asked)["nodeId"]
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            found[selector] = [font["familyName"] for font in fonts]
        assert found == {
            "h1": ["Silkline Serif Letters"],
            ".brand": ["Silkline Serif Letters"],
            ".lede": ["Silkline Sans Letters"],
            f".sk-chart .{view} text": ["Silkline Sans Letters"],
        }


def test_a_frame_that_does_not_carry_those_signs_asks_for_the_files(
    open_page: Callable[..., Page], folder: Path, small: str
) -> None:
    # Other frames, Zensical's too, name the class `js` themselves.
    document = (folder / PAGE / "index.html").read_text("utf-8").replace("no-js", "js", 1)
    body = re.sub("<script>.*?</script>", "", document, count=1, flags=re.DOTALL)
    families = []
    for answer in (document, body):
        page = open_page("about:blank")
        page.route(f"{small}/{PAGE}", partial(_answer, body=answer))
        page.goto(f"{small}/{PAGE}")
        families.append(page.locator(".lede").evaluate("one => getComputedStyle(one).fontFamily"))
    assert families[0].startswith('"Silkline Sans Letters", "Source Sans 3", "Source Sans 3 ext", ')
    assert families[1] == families[0].removeprefix('"Silkline Sans Letters", ')


DRAWN: Final = """() => [...document.body.querySelectorAll('*')]
  .filter(one => one.checkVisibility()).map(one => {
  const { x, y, width, height } = one.getBoundingClientRect(), style = getComputedStyle(one);
  return [one.tagName, one.className.baseVal ?? one.className, x, y, width, height, ...['color',
    'backgroundColor', 'font', 'border', 'display', 'textDecoration', 'boxShadow', 'fill',
    'stroke', 'opacity'].map(name => style[name])].join(' ');
})"""


@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}, {"viewport": NARROW}])
@pytest.mark.parametrize("script", ["js", "no-js"])
def test_what_is_seen_first_has_all_its_rules_before_the_style_sheet_comes(
    open_page: Callable[..., Page],
    folder: Path,
    small: str,
    settings: dict[str, Any],
    script: str,
) -> None:
    document = (folder / PAGE / "index.html").read_text("utf-8").replace("no-js", script, 1)
    first, sheet, _ = re.split(SHEET, document, maxsplit=1)
    found = []
    for body in (first, first + sheet):
        page = open_page("about:blank", **settings)
        page.route("**/*.js", lambda route: route.abort())
        page.route(f"{small}/{PAGE}", partial(_answer, body=body))
        screenshots.arrive(page, f"{small}/{PAGE}")
        found.append([one for one in page.evaluate(DRAWN) if not one.startswith("LINK")])
    assert len(found[0]) > 60
    assert found[0] == found[1]


def _answer(route: Route, *, body: str) -> None:
    route.fulfill(body=body, content_type="text/html")


def test_without_scripts_there_is_no_bar_and_all_views_stand(
    open_page: Callable[..., Page], small: str
) -> None:
    page = open_page("about:blank", java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{small}/{PAGE}")
    assert {"source-sans-3-latin.woff2", "source-serif-4-latin.woff2"} <= set(asked[:3]), asked
    assert page.locator(".choose").is_hidden()
    assert page.locator(".takeaway").is_hidden()
    assert page.locator(f"{PICTURE} svg").first.is_visible()
    assert page.locator("table.data").first.is_visible()


def test_a_pointer_on_the_chart_waits_for_no_idle_browser(
    open_page: Callable[..., Page], small: str
) -> None:
    page = open_page("about:blank")
    page.add_init_script("window.requestIdleCallback = () => 0")
    page.goto(f"{small}/{PAGE}", wait_until="load")
    assert page.locator(f"{PICTURE} .readable").count() == 0
    page.locator(f"{PICTURE} svg:visible").hover()
    page.locator(f"{PICTURE} .readable:visible").wait_for()
    page.mouse.move(400, 600, steps=4)
    page.locator(f"{PICTURE} svg:visible").hover()
    page.locator(".sk-reading:visible").wait_for()


LAID_OUT: Final = """() => [...document.querySelectorAll('.sk-indicator > .grid ~ *')]
  .filter(one => one.checkVisibility())
  .map(one => one.firstElementChild.checkVisibility({contentVisibilityAuto: true}))"""


def test_what_lies_below_is_laid_out_when_a_reader_comes_near(
    open_page: Callable[..., Page], small: str
) -> None:
    page = open_page(f"{small}/{PAGE}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(LAID_OUT)[-1] is False
    page.goto(f"{small}/{PAGE}#download")
    page.wait_for_function(
        "document.querySelector('#download h2').checkVisibility({contentVisibilityAuto: true})"
    )
    top = page.locator("#download").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < page.evaluate("innerHeight") / 2
    page.emulate_media(media="print")
    assert all(page.evaluate(LAID_OUT))


def test_late_fonts_move_nothing_that_is_seen(open_page: Callable[..., Page], small: str) -> None:
    for width in (1280, 390):
        page = open_page("about:blank", viewport={"width": width, "height": 800})
        page.add_init_script(f"({STEADY})()")
        page.route("**/*.woff2", lambda route: (time.sleep(0.3), route.continue_()))
        page.goto(f"{small}/{PAGE}", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("window.shift") == 0


# --- The selection ---


def chosen(page: Page) -> None:
    page.locator(".chosen .sk-chart.is-live:not(.coming)").wait_for()


def test_a_selection_changes_chart_and_table_and_back_undoes_it(
    reading: Callable[..., tuple[Page, Ear]],
) -> None:
    page, ear = reading()
    published = page.locator(f"{PICTURE} .ct").inner_text()
    first = page.locator("[data-do=first]").inner_text()
    page.locator("[data-do=first]").click()
    chosen(page)
    assert "areas=" in page.url
    assert page.locator(f"{PICTURE}").is_hidden()
    assert page.locator("[data-do=first]").inner_text() != first
    page.get_by_role("tab", name="Table").click()
    heads = page.locator("[data-view=table] .chosen th[scope=col]").all_inner_texts()
    assert first.splitlines()[0] not in heads
    assert "view=table" in page.url
    page.go_back()
    page.go_back()
    page.locator(PICTURE).wait_for()
    assert page.locator(f"{PICTURE} .ct").inner_text() == published
    assert "?" not in page.url
    assert (ear.complaints, ear.failed, ear.foreign) == ([], [], [])


def test_a_link_shows_the_same_and_reset_returns_to_the_published_page(
    reading: Callable[..., tuple[Page, Ear]],
) -> None:
    page, _ = reading()
    page.locator("select[name=from]").select_option(index=1)
    chosen(page)
    year = page.locator("select[name=from]").input_value()
    assert page.url.endswith(f"?from={year}")
    shown = page.locator(".chosen .ct").inner_text()
    again, _ = reading(f"?from={year}")
    chosen(again)
    assert again.locator(".chosen .ct").inner_text() == shown
    assert again.locator("select[name=from]").input_value() == year
    again.get_by_role("button", name="Reset").click()
    again.locator(PICTURE).wait_for()
    assert "?" not in again.url
    assert again.locator(".chosen .sk-chart").count() == 0


def test_an_economy_is_added_by_keyboard(reading: Callable[..., tuple[Page, Ear]]) -> None:
    page, ear = reading()
    page.locator("[data-do=first]").click()
    chosen(page)
    count = len(page.url.partition("areas=")[2].split(","))
    page.locator("[data-do=add]").focus()
    page.keyboard.press("Enter")
    page.locator("#pick-areas").wait_for()
    page.keyboard.press("ArrowDown")
    page.locator("#pick-areas-list [role=option]").first.wait_for()
    options = page.locator("#pick-areas-list [role=option] small").all_inner_texts()
    taken = page.url.partition("areas=")[2].split(",")
    page.keyboard.type(next(code for code in options if code not in taken))
    page.keyboard.press("Enter")
    page.wait_for_function(
        "n => new URLSearchParams(location.search).get('areas')?.split(',').length > n"
        " || !location.search.includes('areas')",
        arg=count,
    )
    page.keyboard.press("Escape")
    assert page.locator(".choose .sheet").is_hidden()
    assert ear.complaints == []


def test_what_is_wrong_in_an_address_is_told(reading: Callable[..., tuple[Page, Ear]]) -> None:
    page, ear = reading("?areas=%3Cimg%3E&from=2050&to=2010")
    page.locator(".fig > .notes li").first.wait_for()
    assert page.locator(".fig > .notes li").all_inner_texts() == [
        "“2050–2010” ends before it begins.",
        "“<img>”: no economy of this site has this code.",
    ]
    assert page.locator(PICTURE).is_visible()
    assert ear.complaints == []


def test_the_file_holds_the_rows_that_are_shown_byte_for_byte(
    reading: Callable[..., tuple[Page, Ear]], folder: Path
) -> None:
    page, _ = reading()
    with page.expect_download() as download:
        page.get_by_role("button", name="Data, CSV").click()
    got = Path(download.value.path()).read_bytes().decode().splitlines()
    file = folder / "data/v1/latest/indicators/population.csv"
    whole = file.read_text("utf-8").splitlines()
    assert got[0] == whole[0]
    areas = {area for area, _ in points(folder)["areas"]}
    assert sorted(got[1:]) == sorted(x for x in whole[1:] if x.split(",")[1] in areas)
    with page.expect_download() as download:
        page.get_by_role("button", name="Chart, SVG").click()
    svg = Path(download.value.path()).read_text("utf-8")
    assert page.locator(f"{PICTURE} .ct").inner_text() in svg
    assert "var(--" not in svg


def test_the_picture_of_a_selection_is_read_as_the_published_one(
    reading: Callable[..., tuple[Page, Ear]],
) -> None:
    page, _ = reading()
    page.evaluate(HEARD)
    page.locator("[data-do=first]").click()
    chosen(page)
    page.locator(".chosen .readable").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".sk-reading:visible").wait_for()
    assert "Source: " in page.locator(".chosen .sk-said").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("window.heard")[0]["indicator"] == "population"
    page.keyboard.press("Escape")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(AXE_RUN) == []


@pytest.mark.parametrize(
    "settings",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 740}}],
    ids=["wide", "dark", "phone"],
)
def test_no_barriers_with_the_bar_open(
    reading: Callable[..., tuple[Page, Ear]], settings: dict[str, Any]
) -> None:
    page, ear = reading(**settings)
    page.locator("[data-do=add]").click()
    page.locator("#pick-areas").wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(AXE_RUN) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert ear.complaints == []
