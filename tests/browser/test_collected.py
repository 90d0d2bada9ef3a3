# Whoever does not use our profiles has fewer kinds of page, and they are for everyone all the same.
"""The pages of packages that others made, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from browser.conftest import AXE, AXE_RUN, VIEWS, Ear
from browser.looking import OVERFLOW
from collected import write_collected

from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from running import Command

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = write_collected(tmp_path_factory.mktemp("collected"))
    done = silkline("build", "--workers", "0", "--site-dir", root / "site", cwd=root)
    assert done.code == 0, done.out + done.err
    with served(root / "site") as found:
        yield found


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_bars_anyone_from_a_package_of_another_profile(
    open_page: Callable[..., Page], address: str, view: str
) -> None:
    page = open_page("about:blank", **VIEWS[view])
    ear = Ear(address.removeprefix("http://"))
    ear.attach(page)
    found: dict[str, Any] = {}
    for path in ("", "packages/", "packages/towns/", "packages/donations/", "data/"):
        page.goto(f"{address}/{path}", wait_until="networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found[path] = page.evaluate(AXE_RUN)
        assert page.evaluate(OVERFLOW) == 0, path
    assert {path: barriers for path, barriers in found.items() if barriers} == {}
    assert (ear.complaints, ear.failed, ear.foreign) == ([], [], [])


def test_one_item_of_the_navigation_is_where_the_reader_is(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}/packages/towns/")
    here = page.locator(".top nav.nav [aria-current]").all_inner_texts()
    assert here == ["Packages"]
    page.goto(f"{address}/data/")
    assert page.locator(".top nav.nav [aria-current]").all_inner_texts() == ["Data"]
