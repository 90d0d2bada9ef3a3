# What stands in each page and runs before its first paint: the scheme that a reader chose, and the
# typefaces that the page carries.
"""The first frame of a page in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES: Final = ("indicators/population/", "methods/", "")
# Sizes are told when a frame has been laid out, and before it is painted.
FIRST: Final = """requestAnimationFrame(() => new ResizeObserver((_, watch) => {
  watch.disconnect();
  window.first = getComputedStyle(document.body).backgroundColor;
}).observe(document.documentElement));"""
PAPER: Final = {"light": "rgb(253, 252, 249)", "dark": "rgb(20, 24, 27)"}
FACES: Final = """() => [...document.fonts].filter(one => one.family.startsWith('Silkline')
  && one.style === 'normal').map(one => `${one.family}: ${one.status}`)"""


@pytest.mark.parametrize("kept", ["light", "dark", "blue", None])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_first_frame_has_the_scheme_that_was_chosen_or_the_systems(
    open_page: Callable[..., Page], small: str, system: str, kept: str | None
) -> None:
    page = open_page(f"{small}/", color_scheme=system)
    if kept:
        page.evaluate("kept => localStorage.setItem('silkline.scheme', kept)", kept)
    page.add_init_script(FIRST)
    for address in PAGES:
        page.goto(f"{small}/{address}")
        page.wait_for_function("window.first")
        wanted = kept if kept in PAPER else system
        assert page.evaluate("window.first") == PAPER[wanted], address


def test_the_first_frame_has_its_typefaces_also_where_the_browser_does_not_unpack_base64(
    open_page: Callable[..., Page], small: str
) -> None:
    for before in ("", "delete Uint8Array.fromBase64;"):
        page = open_page("about:blank")
        page.add_init_script(f"{before}window.native = Boolean(Uint8Array.fromBase64);")
        page.goto(f"{small}/{PAGES[0]}")
        found = page.evaluate(FACES)
        assert found == ["Silkline Sans Letters: loaded", "Silkline Serif Letters: loaded"]
        assert page.evaluate("window.native") is (before == "")
