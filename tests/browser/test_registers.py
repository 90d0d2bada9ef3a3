# What readers do with registers: cut the matrix down, follow a cell to its evidence, put agreements
# side by side, go through the timeline and through what was said, with and without scripts.
"""Registers, the timeline and statements in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NARROW: Final = {"viewport": {"width": 360, "height": 740}}
PAGES: Final = {
    "register with a matrix": "agreements/",
    "register with targets": "zones/",
    "timeline": "timeline/",
    "statements": "statements/",
    "rule topic": "rule-topics/cross-border-data-flows/",
}
VIEWS: Final = ("wide", "wide dark", "narrow")

every_page = pytest.mark.parametrize("kind", PAGES)
every_view = pytest.mark.parametrize("view", VIEWS)


@every_page
@every_view
def test_pages_are_sound_in_every_view(visit: Callable, kind: str, view: str) -> None:
    found = visit(PAGES[kind], view)
    assert (found.complaints, found.failed, found.foreign) == ((), (), ())
    assert found.page["overflow"] == 0
    assert found.barriers == ()


def rows(page: Page) -> list[str]:
    return page.locator(".matrix tbody tr:visible > th").all_inner_texts()


def test_a_cell_of_the_matrix_leads_to_the_row_with_its_source(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/agreements/")
    page.locator('.matrix tr[data-area="CHN"] td[data-head="CPTPP"] a').click()
    page.wait_for_url("**/agreements/cptpp/#member-CHN")
    row = page.locator("tr:target")
    assert row.locator("th").inner_text() == "China"
    assert row.locator("td").first.inner_text() == "applicant"
    assert row.locator("a[href*='sources/']").count() == 1


def test_the_matrix_is_cut_down_and_sorted_and_its_address_says_how(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/agreements/")
    every = rows(page)
    form = page.locator("#members form")
    form.locator("select[name=role]").select_option("applicant")
    assert rows(page) == ["China"]
    assert page.url.endswith("/agreements/?role=applicant")
    form.locator("button[type=reset]").click()
    expect(page).to_have_url(f"{address}/agreements/")
    assert rows(page) == every
    page.locator(".matrix th button").first.press("Enter")
    assert rows(page) == sorted(every)
    page.goto(f"{address}/agreements/?entry=chile-china-fta")
    expect(page.locator(".matrix tbody tr[hidden]")).not_to_have_count(0)
    assert rows(page) == ["China", "Chile"]


def test_the_head_and_the_first_column_stay_in_view(open_page: Callable, address: str) -> None:
    page = open_page(f"{address}/agreements/", viewport={"width": 800, "height": 700})
    box = page.locator(".scroll:has(> .matrix)")
    at = "e => [e.getBoundingClientRect().x, e.getBoundingClientRect().y].map(Math.round)"
    head, first = page.locator(".matrix thead th").nth(2), page.locator(".matrix tbody th").first
    box.scroll_into_view_if_needed()
    before = head.evaluate(at), first.evaluate(at)
    box.evaluate("e => { e.scrollTop = 90; e.scrollLeft = 60; }")
    after = head.evaluate(at), first.evaluate(at)
    assert after[0][1] == before[0][1]
    assert after[1][0] == before[1][0]


def test_on_a_phone_the_matrix_is_a_list_for_each_economy(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/agreements/", **NARROW)
    row = page.locator('.matrix tr[data-area="JPN"]')
    assert row.locator("td:visible").count() == 2
    told = row.locator("td:visible").first.evaluate("e => getComputedStyle(e, '::before').content")
    assert told == '"CPTPP"'
    # Still a table to those who hear it.
    assert page.get_by_role("table").get_by_role("row", name="Japan").count() == 1


def test_up_to_three_stand_side_by_side_and_the_address_says_which(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/agreements/?beside=rcep,cptpp#beside")
    heads = page.locator(".beside thead th:visible")
    heads.first.wait_for()
    assert heads.count() == 2
    page.locator("input[name=beside][value=depa]").check()
    assert heads.count() == 3
    assert page.url.endswith("?beside=cptpp,depa,rcep#beside")
    assert page.locator("input[name=beside][value=asean]").is_disabled()
    told = page.locator(".beside tbody tr:visible th").all_inner_texts()
    assert {"Kind", "Dates", "Membership", "In short", "Sources"} <= set(told)


def test_the_timeline_is_cut_down_by_what_happened(open_page: Callable, address: str) -> None:
    page = open_page(f"{address}/timeline/")
    page.locator("select[name=event]").select_option("in_force")
    events = page.locator(".happening:visible .event").all_inner_texts()
    assert set(events) == {"in force"}
    assert page.locator(".year:visible").count() < page.locator(".year").count()
    assert page.url.endswith("/timeline/?event=in_force")


def test_the_page_names_its_feed_and_its_calendar_and_both_are_there(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/timeline/")
    found = page.locator("head link[rel=alternate]")
    assert [found.nth(i).get_attribute("type") for i in range(found.count())] == [
        "application/atom+xml",
        "text/calendar",
    ]
    for link in found.all():
        answer = page.request.get(link.evaluate("e => e.href"))
        assert answer.ok
    for beginning in ("<?xml version='1.0'", "BEGIN:VCALENDAR"):
        links = page.locator(".act a").all()
        texts = [page.request.get(a.evaluate("e => e.href")).text() for a in links]
        assert any(text.startswith(beginning) for text in texts)


def test_a_choice_among_statements_opens_those_that_are_left(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/statements/")
    assert page.locator(".said:visible").count() == 0
    page.locator("select[name=outcome]").select_option("not-supported")
    shown = page.locator(".said:visible")
    assert shown.count() >= 1
    assert all(
        "not-supported" in (s.get_attribute("data-outcome") or "").split() for s in shown.all()
    )
    first = shown.first.get_attribute("id")
    page.goto(f"{address}/statements/#{first}")
    page.locator(f"#{first}").wait_for(state="visible")


@every_page
def test_without_scripts_everything_is_there(open_page: Callable, address: str, kind: str) -> None:
    page = open_page(f"{address}/{PAGES[kind]}", java_script_enabled=False)
    assert page.locator("form:visible").count() == 0
    assert page.locator("[hidden] .matrix, [hidden] .happening, [hidden] .said").count() == 0


def test_without_scripts_years_are_links_and_speakers_unfold(
    open_page: Callable, address: str
) -> None:
    page = open_page(f"{address}/timeline/", java_script_enabled=False)
    page.locator(".jumps a", has_text="2020").click()
    assert page.url.endswith("#year-2020")
    assert page.locator("#year-2020 .happening:visible").count() > 5
    page = open_page(f"{address}/statements/", java_script_enabled=False)
    page.locator(".speaker summary").first.click()
    assert page.locator(".speaker").first.locator(".said:visible").count() > 0
