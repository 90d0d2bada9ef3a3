# A page is made with all that goes with it: the card of its picture, what programs read in its
# head, the file that its views fetch. They are asked for by one maker, which is handed a view and
# nothing else, so that whoever watches the view knows all that any of them was made from.
"""Everything that the generated pages are made of, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from silkline import addresses
from silkline.model import Artifact, Head, Page
from silkline.pictures import Card
from silkline.render.answers import answer_file
from silkline.render.choices import choice_file
from silkline.render.claims import claims_page
from silkline.render.compare import compare_page
from silkline.render.data import data_page
from silkline.render.economy import economy_pages
from silkline.render.entry import entry_pages
from silkline.render.glossary import glossary_pages
from silkline.render.heads import home_head, indicator_head, package_head
from silkline.render.home import home_blocks
from silkline.render.indicator import indicator_pages
from silkline.render.lists import list_pages
from silkline.render.packages import package_pages
from silkline.render.pages import Maker
from silkline.render.ranked import ranking_file
from silkline.render.registers import register_pages
from silkline.render.search import search_page
from silkline.render.social import home_card, page_card
from silkline.render.sources import source_pages
from silkline.render.statements import statements_pages
from silkline.render.timeline import timeline_pages
from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A generated page with all that goes with it; of the first page, only what goes with it."""

    address: str
    page: Page | None
    card: Card
    head: Head | None = None
    files: tuple[Artifact, ...] = ()
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Pieces of HTML for hand-written pages, by name."""


Make = Callable[[SiteView], Made]


def makers(view: SiteView) -> dict[str, Make]:
    """What makes each page, by its address, the first page's being empty.

    A maker holds no content: all that it reads is read of the view that it is handed.
    """
    found: dict[str, Make] = {addresses.home_page(): _home}
    for maker in _pages(view):
        found[maker.address] = partial(_page, maker)
    return dict(sorted(found.items()))


def render_pages(view: SiteView) -> tuple[Page, ...]:
    """Every generated page of the site, sorted by address."""
    return tuple(sorted((maker(view) for maker in _pages(view)), key=lambda p: p.uri))


def _pages(view: SiteView) -> Iterator[Maker]:
    alone = {
        "claims": claims_page,
        "compare": compare_page,
        "data": data_page,
        "search": search_page,
    }
    return chain(
        indicator_pages(view),
        economy_pages(view),
        (Maker(addresses.list_page(name), make) for name, make in alone.items()),
        package_pages(view),
        source_pages(view),
        list_pages(view),
        register_pages(view),
        entry_pages(view),
        glossary_pages(view),
        timeline_pages(view),
        statements_pages(view),
    )


def _home(view: SiteView) -> Made:
    return Made(
        address=addresses.home_page(),
        page=None,
        card=home_card(view),
        head=home_head(view),
        blocks=home_blocks(view),
    )


def _page(maker: Maker, view: SiteView) -> Made:
    page = maker(view)
    files: tuple[Artifact | None, ...] = ()
    head = None
    if page.kind == "indicator":
        (indicator,) = maker.about
        files = (choice_file(view, indicator), ranking_file(view, indicator))
        head = indicator_head(view, indicator)
    elif page.kind == "economy":
        (area,) = maker.about
        files = (answer_file(view, area),)
    elif page.kind == "package":
        (package,) = maker.about
        head = package_head(view, package)
    return Made(
        address=maker.address,
        page=page,
        card=page_card(view, page),
        head=head,
        files=tuple(f for f in files if f is not None),
    )
