# The page is a frame: the script that answers in the dialog answers here too, with all results and
# with the choices in the address. Without a script it leads to the lists, which hold every page.
"""The page of search results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.model import Page
from silkline.render.pieces import Link

if TYPE_CHECKING:
    from silkline.render.view import SiteView

LISTS: Final = (
    *("indicators", "economies", "topics", "stories", "claims"),
    *("registers", "packages", "sources", "data"),
)
"""Sections that have a list of their pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchContent:
    """All that the template of the search page shows."""

    lists: tuple[Link, ...]


def search_page(view: SiteView) -> Page:
    """The page of search results."""
    m = view.messages
    lists = [(addresses.list_page(name), m(f"search.list_{name}")) for name in LISTS]
    if not view.dataset.registers:
        lists = [(a, text) for a, text in lists if a != addresses.list_page("registers")]
    if view.dataset.terms:
        lists.append((addresses.glossary_page(), m("search.list_glossary")))
    page = Page(
        uri=addresses.page_source(addresses.list_page("search")),
        title=m("search.title"),
        description=m("search.lede"),
        markdown="",
        kind="search",
    )
    return view.writer.page(page, "search.html", SearchContent(lists=tuple(lists)))
