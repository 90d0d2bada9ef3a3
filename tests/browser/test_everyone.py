# What axe cannot see: the keyboard, zoom, wide spacing, forced colours, stilled motion, no script.
# Each page is opened once with its script and once without; what was found is kept, and each test
# looks at one side of it. Findings of axe itself are in test_pages.py.
"""Every kind of page is for everyone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest
from browser.looking import (
    ADOPT,
    CHARTS_BESIDE,
    CLIPPED,
    COLOURS,
    FOCUSED,
    MOTION,
    OVERFLOW,
    PLAIN,
    SHIFTS,
    SPACING,
    WATCH_FOCUS,
)
from browser.test_pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LEFT_OUT: Final = {
    "economy with little data",
    "indicator from articles",
    "list of sources",
    "list of topics",
    "story of claims",
    "package with disagreements",
    "source of statements",
    "entry of a zone",
    "entry with statements",
    "missing page",
}
"""Pages of a kind that another page shows."""

KINDS: Final = [kind for kind in PAGES if kind not in LEFT_OUT] + ["compare"]
MOST_BYTES: Final = 150_000
MOST_REQUESTS: Final = 12
SECONDS_TO_DRAW: Final = 20
PRESSES: Final = 45
"""Presses of Tab from the top of a page; a few more are made at its end."""

every_kind = pytest.mark.parametrize("kind", KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found on one page."""

    focus: dict[str, Any]
    skipped_to: str
    end: str
    spaced: dict[str, Any]
    overflow: dict[str, int]
    motion: list[str]
    colours: list[str]
    charts: list[dict[str, Any]]
    plain: dict[str, Any]
    with_script: dict[str, Any]
    """The same as `plain`, with the script."""
    shifts: list[str]
    """What jumped while the page was loaded."""


@pytest.fixture(scope="session")
def findings(browser: Browser, address: str) -> Callable[[str], Findings]:
    """What is found on the page of a kind; each is opened once."""
    kept: dict[str, Findings] = {}

    def found(kind: str) -> Findings:
        if kind not in kept:
            path = PAGES.get(kind, "compare/?indicator=dds-exports&areas=CHN,DEU")
            kept[kind] = _look(browser, f"{address}/{path}")
        return kept[kind]

    return found


def _look(browser: Browser, url: str) -> Findings:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", java_script_enabled=False
    )
    page = context.new_page()
    page.goto(url, wait_until="load")
    plain = page.evaluate(PLAIN)
    context.close()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(url, wait_until="load")
    if "?" in url:
        page.wait_for_load_state("networkidle")
    shifts, with_script = page.evaluate(SHIFTS), page.evaluate(PLAIN)
    focus, skipped_to, end = _tab(page)
    motion, charts = page.evaluate(MOTION), page.evaluate(CHARTS_BESIDE)
    overflow = {}
    before = page.evaluate(CLIPPED)
    for name, width, height in (("200 %", 640, 450), ("400 %", 320, 225)):
        page.set_viewport_size({"width": width, "height": height})
        overflow[name] = page.evaluate(OVERFLOW)
    page.evaluate(ADOPT, SPACING)
    overflow["400 %, wide spacing"] = page.evaluate(OVERFLOW)
    page.set_viewport_size({"width": 1280, "height": 900})
    overflow["wide spacing"] = page.evaluate(OVERFLOW)
    spaced = {"before": before, "after": page.evaluate(CLIPPED)}
    colours = _forced(page)
    context.close()
    return Findings(
        focus=focus,
        skipped_to=skipped_to,
        end=end,
        spaced=spaced,
        overflow=overflow,
        motion=motion,
        colours=colours,
        charts=charts,
        plain=plain,
        with_script=with_script,
        shifts=shifts,
    )


def _tab(page: Page) -> tuple[dict[str, Any], str, str]:
    """What the keyboard meets from the top, where the skip link leads, and what comes last."""
    page.evaluate(WATCH_FOCUS)
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
    focus = page.evaluate(FOCUSED)
    page.evaluate("lastFocusable(4).focus()")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    end = page.evaluate("whereFocusIs()")
    page.evaluate("document.activeElement?.blur(), scrollTo(0, 0)")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    return focus, page.evaluate("document.activeElement.id"), end


def _forced(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
        wrong = page.evaluate(COLOURS)
        for _ in range(SECONDS_TO_DRAW * 5 if wrong else 0):  # a live chart is drawn anew
            page.wait_for_timeout(200)
            wrong = page.evaluate(COLOURS)
            if not wrong:
                break
        found += [f"{scheme}: {text}" for text in wrong]
    return found


@every_kind
def test_the_focus_is_seen_wherever_it_goes(findings: Callable, kind: str) -> None:
    assert findings(kind).focus["unseen"] == []


@every_kind
def test_the_focus_goes_as_one_reads(findings: Callable, kind: str) -> None:
    focus = findings(kind).focus
    assert (focus["backwards"], focus["numbered"], focus["reordered"]) == ([], [], [])


@every_kind
def test_the_focus_is_not_caught(findings: Callable, kind: str) -> None:
    found = findings(kind)
    assert found.focus["met"] >= min(PRESSES, found.focus["focusable"])
    assert found.end in {"the browser", "the first"}


@every_kind
def test_the_first_link_skips_to_the_content(findings: Callable, kind: str) -> None:
    found = findings(kind)
    assert found.focus["first"] == "a.skip"
    assert found.skipped_to == "content"


@every_kind
def test_nothing_scrolls_sideways_at_any_zoom_or_spacing(findings: Callable, kind: str) -> None:
    assert {name: px for name, px in findings(kind).overflow.items() if px > 0} == {}


@every_kind
def test_wide_spacing_cuts_nothing_off(findings: Callable, kind: str) -> None:
    spaced = findings(kind).spaced
    assert [one for one in spaced["after"] if one not in spaced["before"]] == []


@every_kind
def test_nothing_moves_for_who_asked_for_stillness(findings: Callable, kind: str) -> None:
    assert findings(kind).motion == []


@every_kind
def test_forced_colours_leave_charts_and_verdicts_readable(findings: Callable, kind: str) -> None:
    assert findings(kind).colours == []


@every_kind
def test_a_chart_has_a_name_a_description_and_its_data_beside_it(
    findings: Callable, kind: str
) -> None:
    wanting = [c for c in findings(kind).charts if not all((c["name"], c["about"], c["data"]))]
    assert wanting == []


@every_kind
def test_without_javascript_nothing_is_missing_or_dead(findings: Callable, kind: str) -> None:
    found = findings(kind)
    plain = found.plain
    assert plain["dead"] == []
    assert plain["loading"] == []
    assert plain["heading"]
    assert plain["links"] > 5
    if kind != "compare":  # which says so itself, and where else the figures are
        assert set(found.with_script["figures"]) - set(plain["figures"]) == set()
        assert plain["rows"] >= found.with_script["rows"]


@every_kind
def test_nothing_jumps_while_the_page_is_loaded(findings: Callable, kind: str) -> None:
    shifts = findings(kind).shifts
    if kind == "compare":  # which is made by its script
        assert sum(float(one.split()[0]) for one in shifts) < 0.1, shifts
    else:
        assert shifts == []


@pytest.mark.parametrize(
    "kind", ["home", "indicator from statistics", "economy", "group", "claims"]
)
def test_the_first_view_is_light(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    asked: set[str] = set()
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.add(request.url.partition("#")[0]))
    wire.send("Network.enable")
    page.goto(f"{address}/{PAGES[kind]}", wait_until="networkidle")
    context.close()
    assert sum(sizes) <= MOST_BYTES
    assert len(asked) <= MOST_REQUESTS
