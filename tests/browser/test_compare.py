# A comparison is a link: whoever opens it must see the same, take away the same rows as the API
# gives, and be able to do all of it by keyboard, on a phone and within another site.
"""The page that compares in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.conftest import AXE, AXE_RUN, GRAVE, Ear
from playwright.sync_api import expect

from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Download, Page

pytestmark = pytest.mark.browser

VIEWS: Final = ("line", "bar", "scatter", "table")
CHOICE: Final = "indicator=dds-exports&areas=CHN,IND,DEU&from=2010&to=2023"
WITH_SECOND: Final = f"{CHOICE}&second=gdp-per-head&year=2020"
SHOWN: Final = """() => ({
  titles: [...document.querySelectorAll('.compare .ct, .compare caption')].map(e => e.textContent),
  cells: [...document.querySelectorAll('.compare td')].map(e => e.textContent),
  chips: [...document.querySelectorAll('.compare .chip span')].map(e => e.textContent),
  marks: [...document.querySelectorAll('.compare .live svg text')].map(e => e.textContent),
})"""


@pytest.fixture
def compare(open_page: Callable[..., Page], address: str) -> Callable[..., tuple[Page, Ear]]:
    """Open a comparison, wait until it stands, and listen to what it asks for."""

    def opened(query: str = "", **settings: object) -> tuple[Page, Ear]:
        page = open_page("about:blank", **settings)
        ear = Ear(host=urlsplit(address).netloc)
        ear.attach(page)
        page.goto(f"{address}/compare/{query}")
        stands(page)
        return page, ear

    return opened


def stands(page: Page) -> None:
    """Wait until figures are shown or it is said why there are none."""
    page.wait_for_function(
        """() => document.querySelector('.compare .needs')?.textContent === ''
          && document.querySelector('.compare .takeaway, .compare .after a, .compare .note')""",
        timeout=15_000,
    )


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def api_rows(site: Path, indicator: str, areas: set[str], periods: range) -> list[str]:
    """Lines of the API's file for some areas and years, in its own order."""
    lines = (site / f"data/v1/latest/indicators/{indicator}.csv").read_text("utf-8").splitlines()
    years = {str(year) for year in periods}
    chosen = [x for x in lines[1:] if x.split(",")[1] in areas and f",{_period(x)}," in x]
    return [lines[0], *(x for x in chosen if _period(x) in years)]


def _period(line: str) -> str:
    return next(cell for cell in line.split(",")[2:] if cell[:4].isdigit())


def text_of(download: Download) -> str:
    return Path(download.path()).read_bytes().decode("utf-8")


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_shows_the_same_view(compare: Callable[..., tuple[Page, Ear]], view: str) -> None:
    first, ear = compare(f"?{WITH_SECOND}&view={view}")
    again, _ = compare(f"?{WITH_SECOND}&view={view}")
    shown = first.evaluate(SHOWN)
    assert shown == again.evaluate(SHOWN)
    assert shown["chips"] == ["China", "India", "Germany"]
    assert len(shown["cells"]) > 2
    assert (len(shown["marks"]) > 5) == (view != "table")
    assert first.locator(f"input[value={view}]").is_checked()
    assert (ear.complaints, ear.failed, ear.foreign) == ([], [], [])


def test_two_indicators_never_share_an_axis(compare: Callable[..., tuple[Page, Ear]]) -> None:
    page, _ = compare(f"?{WITH_SECOND}&view=line")
    assert page.locator(".compare figure .ct").all_inner_texts() == [
        "Exports of digitally deliverable services, 2010–2023",
        "GDP per head, 2010–2023",
    ]
    assert page.locator(".compare .live svg").count() == 2


def test_the_engine_comes_only_when_there_is_a_chart_to_draw(
    compare: Callable[..., tuple[Page, Ear]],
) -> None:
    page, _ = compare(f"?{CHOICE}&view=table")
    asked = "() => performance.getEntriesByType('resource').map(r => r.name)"
    assert not any(name.endswith("/chart.js") for name in page.evaluate(asked))
    page.get_by_label("One year").check(force=True)
    page.locator(".compare .live svg").wait_for()
    assert any(name.endswith("/chart.js") for name in page.evaluate(asked))
    csv = [name for name in page.evaluate(asked) if name.endswith(".csv")]
    assert len(csv) == 1, "figures are fetched once"


def test_everything_works_by_keyboard(compare: Callable[..., tuple[Page, Ear]]) -> None:
    page, _ = compare(f"?{CHOICE}")
    page.locator("#pick-areas").focus()
    page.keyboard.type("法国")
    page.locator("#pick-areas-list [role=option]").first.wait_for()
    assert page.locator("#pick-areas").get_attribute("aria-activedescendant") == "pick-areas-0"
    page.keyboard.press("Enter")
    page.locator(".chip", has_text="France").wait_for()
    assert query(page)["areas"] == "CHN,IND,DEU,FRA"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".chip", has_text="China").wait_for(state="detached")
    assert query(page)["areas"] == "IND,DEU,FRA"
    page.locator("#view-line").focus()
    page.keyboard.press("ArrowRight")
    page.locator("select[name=year]").wait_for()
    assert query(page)["view"] == "bar"
    page.locator("#pick-indicator").focus()
    page.keyboard.type("people using the int")
    page.keyboard.press("Escape")
    assert page.locator("#pick-indicator").input_value() == (
        "Exports of digitally deliverable services"
    )
    page.keyboard.type("people using the int")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator(".ct", has_text="People using the internet").wait_for()
    assert query(page)["indicator"] == "internet-users"


def test_back_returns_to_what_was_shown(
    compare: Callable[..., tuple[Page, Ear]], address: str
) -> None:
    page, _ = compare(f"?{CHOICE}")
    page.locator("select[name=from]").select_option("2015")
    page.locator(".ct", has_text="2015–2023").wait_for()
    page.goto(f"{address}/methods/")
    page.go_back()
    stands(page)
    assert page.locator(".ct").inner_text().endswith("2015–2023")
    page.evaluate("history.pushState(null, '', '?view=bar&year=2019')")
    page.evaluate("history.pushState(null, '', '?view=table')")
    page.go_back()
    page.locator(".ct", has_text="services, 2019").wait_for()


def test_what_is_wrong_in_an_address_is_told_and_left_out(
    compare: Callable[..., tuple[Page, Ear]],
) -> None:
    page, ear = compare("?indicator=nothing&areas=CHN,%3Cimg%3E&from=2020&to=2010&view=pie&x=1")
    assert page.locator(".compare .wrong li").all_inner_texts() == [
        "“x” is not a parameter of this page.",
        "“nothing” is not an indicator of this site.",
        "“2020–2010” ends before it begins.",
        "“pie” is not a view.",
        "“<img>”: no economy of this site has this code.",
    ]
    assert page.locator(".ct").count() == 1
    assert ear.complaints == []


def test_a_year_without_figures_is_told(compare: Callable[..., tuple[Page, Ear]]) -> None:
    page, _ = compare(f"?{CHOICE}&view=bar&year=1890")
    assert page.locator(".compare .note").inner_text() == (
        "No figures for 1890; the newest with figures, 2023, is shown."
    )


def test_the_csv_holds_the_rows_of_the_api(
    compare: Callable[..., tuple[Page, Ear]], site: Path
) -> None:
    page, _ = compare(f"?{CHOICE}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Data, CSV").click()
    got = text_of(download.value).splitlines()
    want = api_rows(site, "dds-exports", {"CHN", "IND", "DEU"}, range(2010, 2024))
    assert len(want) == 1 + 3 * 14
    assert got[0] == want[0]
    assert sorted(got[1:]) == sorted(want[1:])
    assert download.value.suggested_filename == "dds-exports_2010-2023.csv"


def test_pictures_carry_title_and_source(compare: Callable[..., tuple[Page, Ear]]) -> None:
    page, ear = compare(f"?{CHOICE}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Chart, SVG").click()
    svg = text_of(download.value)
    assert "Exports of digitally deliverable services, 2010–2023" in svg
    assert "UN Trade and Development (UNCTAD)" in svg
    assert "var(--" not in svg
    with page.expect_download() as download:
        page.get_by_role("button", name="Chart, PNG").click()
    png = Path(download.value.path()).read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20]) > 2000
    assert (ear.complaints, ear.foreign) == ([], [])


def test_the_embedded_view_stands_within_another_site(
    compare: Callable[..., tuple[Page, Ear]], address: str, tmp_path: Path
) -> None:
    page, _ = compare(f"?{CHOICE}&view=bar")
    page.get_by_role("button", name="Embed").click()
    code = page.locator("#embed-code").input_value()
    assert code.startswith(f'<iframe src="{address}/compare/?indicator=dds-exports&#38;')
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Other</title>{code}", "utf-8")
    with served(tmp_path) as other:
        page.goto(f"{other}/")
        check_embedded(page)


def check_embedded(page: Page) -> None:
    frame = page.frame_locator("iframe")
    frame.locator(".live svg").wait_for(timeout=15_000)
    assert frame.locator(".ct").inner_text().endswith("services, 2023")
    assert not frame.locator("header.top").is_visible()
    assert frame.locator(".controls").count() == 0
    link = frame.locator(".after a")
    link.wait_for()
    assert "embed" not in str(link.get_attribute("href"))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"color_scheme": "dark"},
        {"viewport": {"width": 360, "height": 740}},
    ],
    ids=["wide", "dark", "phone"],
)
def test_no_barriers_and_nothing_wider_than_the_window(
    compare: Callable[..., tuple[Page, Ear]], view: str, settings: dict[str, object]
) -> None:
    page, ear = compare(f"?{WITH_SECOND}&view={view}", **settings)
    page.locator("#pick-areas").click()
    page.locator("#pick-areas-list [role=option]").first.wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = [v for v in page.evaluate(AXE_RUN) if v["impact"] in GRAVE]
    assert found == [], json.dumps(found, indent=1)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert (ear.complaints, ear.foreign) == ([], [])


def test_without_scripts_the_page_says_what_it_needs(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/compare/", java_script_enabled=False)
    note = page.locator("#content noscript")
    assert "needs JavaScript" in note.inner_text()
    assert note.locator("a").count() == 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("indicators/dds-exports/", {"indicator": "dds-exports"}),
        ("economies/DEU/", {"areas": "DEU"}),
    ],
)
def test_pages_lead_to_the_comparison(
    open_page: Callable[..., Page], address: str, path: str, expected: dict[str, str]
) -> None:
    page = open_page(f"{address}/{path}")
    page.locator(".act").get_by_role("link", name="Compare").click()
    stands(page)
    assert expected.items() <= query(page).items()
    assert page.locator(".compare .wrong").is_hidden()


def test_what_is_compared_is_cited_in_every_form_at_its_address(
    open_page: Callable[..., Page], address: str
) -> None:
    query = "?indicator=dds-exports&areas=CHN,DEU&from=2015&view=line&second=services-exports"
    page = open_page(f"{address}/compare/{query}")
    page.locator(".takeaway").get_by_role("button", name="Cite", exact=True).click()
    box, form = page.locator("#cite-box textarea"), page.locator("#cite-box select")
    shown = f"{address}/compare/{query}"
    expect(box).to_have_value(re.compile(re.escape(shown)))
    first, *works = box.input_value().split("\n")
    assert first.startswith("UN Trade and Development (UNCTAD). “Exports of digitally deliverable")
    assert re.search(rf"{re.escape(shown)} Accessed on \d{{4}}-\d\d-\d\d\.$", first)
    assert any("“Exports of services”" in work and shown in work for work in works)
    form.select_option("csl")
    expect(box).to_have_value(re.compile(r"^\["))
    items = json.loads(box.input_value())
    assert [i["id"] for i in items if i.get("URL") == shown] == ["dds-exports", "services-exports"]
    assert items[0]["author"] == [{"literal": "UN Trade and Development (UNCTAD)"}]
    for name, mark in (("bib", f"  url = {{{shown}}}"), ("ris", f"UR  - {shown}")):
        form.select_option(name)
        expect(box).to_have_value(re.compile(re.escape(mark)))
    heights = page.locator(".takeaway .btn").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert set(heights) == {36}
