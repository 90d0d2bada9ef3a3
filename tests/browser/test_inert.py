# Each page of the hostile site is opened as published, where its policy would tell of anything that
# it forbids, and in a browser without any policy: it is the escaping that is tried, not only what
# stands behind it. Of pages that are made alike one is opened, which shows strings of every kind;
# `make inert` takes every string of the corpora and every page, which needs some minutes.
"""Content is inert: no string of the corpora runs, fetches or becomes an element."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hostile_site import FOREIGN, write_hostile_site
from hostile_strings import WHOLE, seen, strings
from watching import Watch, watch

from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from running import Command

pytestmark = pytest.mark.browser

ARGUMENT: Final = "indicators=population,population-01&areas=SWE,DNK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """The hostile site as served, and what stands in it."""

    folder: Path
    url: str
    texts: list[str]
    """Many strings in each."""
    alone: list[str]
    """Each string by itself."""


@pytest.fixture(scope="module")
def hostile(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """The site, built as authors build theirs."""
    root = tmp_path_factory.mktemp("hostile")
    taken = strings()
    texts = write_hostile_site(root, taken)
    done = silkline("build", cwd=root, timeout_s=3600)
    assert done.code == 0, done.out[-4000:] + done.err
    alone = list(dict.fromkeys(filter(None, map(seen, taken))))
    with served(root / "site") as url:
        yield Hostile(folder=root / "site", url=url, texts=texts, alone=alone)


@pytest.fixture(scope="module", params=["as published", "without a policy"])
def policy(request: pytest.FixtureRequest) -> str:
    """Whether the browser heeds the policy of the pages."""
    return str(request.param)


@pytest.fixture(scope="module")
def watched(browser: Browser, policy: str) -> Iterator[Watch]:
    """A browser that keeps to the policy of the pages, and one that does not."""
    context = browser.new_context(bypass_csp=policy != "as published", reduced_motion="reduce")
    yield watch(context)
    context.close()


def pages(folder: Path) -> list[str]:
    """The address of every page."""
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]


def first_of_each(pages: list[str]) -> list[str]:
    """Of pages that are made alike, the first."""
    alike: dict[str, str] = {}
    for name in pages:
        alike.setdefault(re.sub(r"-\d\d\b|[A-Z]{3}", "", name), name)
    return list(alike.values())


def test_no_string_runs_asks_for_anything_or_becomes_an_element(
    hostile: Hostile, watched: Watch, policy: str
) -> None:
    wrong = {}
    every = pages(hostile.folder)
    for name in every if WHOLE and policy != "as published" else first_of_each(every):
        watched.page.goto(f"{hostile.url}/{name}", wait_until="load")
        if found := watched.found():
            wrong[name] = found
    assert wrong == {}


def test_every_page_names_its_policy_before_anything_could_run(hostile: Hostile) -> None:
    (told,) = re.findall(
        r"Content-Security-Policy: (.*)", (hostile.folder / "_headers").read_text()
    )
    policies = dict[str, str]()
    for path in hostile.folder.rglob("*.html"):
        head = path.read_text("utf-8").partition("<script")[0].partition("<link")[0]
        found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
        policies[path.relative_to(hostile.folder).as_posix()] = unescape(" ".join(found))
    embedded = {name: policies.pop(name) for name in list(policies) if name.startswith("embed/")}
    assert {name for name, policy in policies.items() if policy != told} == set()
    assert {policy.partition("; img-src")[0] for policy in embedded.values()} == {
        "default-src 'none'"
    }
    assert not any("script-src" in policy for policy in embedded.values())


def find(page: Page) -> None:
    for word in ("alert", "script", "javascript"):
        page.get_by_role("searchbox").first.fill(word)
        page.wait_for_function(
            "word => document.querySelector('main').innerText.includes(word)", arg=word
        )


def press_a_value(page: Page) -> None:
    page.locator("a[data-obs]:visible").first.click()
    page.locator("dialog.ev .ev-value").wait_for()


def reach_the_charts(page: Page) -> None:
    for chart in page.locator("figure.sk-chart:visible").all():
        chart.scroll_into_view_if_needed()
        chart.hover()
    page.wait_for_timeout(300)


def cite(page: Page) -> None:
    for button in page.locator("[data-action]:visible, summary:visible").all()[:12]:
        button.click()
        page.keyboard.press("Escape")


DEEDS: Final[dict[str, Callable[[Page], None]]] = {
    "search/?q=alert": find,
    "indicators/population-01/": press_a_value,
    "indicators/population-02/": reach_the_charts,
    "stories/nordic-population/": reach_the_charts,
    f"compare/?{ARGUMENT}": reach_the_charts,
    "economies/SWE/": press_a_value,
    "packages/nordic-population/": cite,
}


@pytest.mark.parametrize("path", DEEDS)
def test_nor_does_it_when_a_reader_searches_presses_points_and_compares(
    hostile: Hostile, watched: Watch, path: str
) -> None:
    watched.page.goto(f"{hostile.url}/{path}", wait_until="networkidle")
    DEEDS[path](watched.page)
    assert watched.found() == []


PACKED: Final = ("indicators/", "topics/", "sources/", "glossary/", "claims/", "timeline/")
ALONE: Final = (f"packages/{FOREIGN}/", "stories/nordic-population/")


@pytest.mark.parametrize("path", [*PACKED, *ALONE])
def test_every_string_is_shown_as_it_was_written(
    hostile: Hostile, browser: Browser, path: str
) -> None:
    expected = hostile.alone if path in ALONE else hostile.texts
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{hostile.url}/{path}", wait_until="load")
    shown = re.sub(r"\s+", " ", page.locator("main").text_content() or "")
    page.close()
    assert [text for text in expected if text not in shown] == []
