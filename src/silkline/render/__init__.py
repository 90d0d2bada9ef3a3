# From validated content to pages. Templates decide nothing and hold no word of any language; page
# makers hand them plain values; sentences are computed in `words`, and what they may say is decided
# in `facts`.
"""Page makers: every generated page, and the blocks of the home page."""

from __future__ import annotations

from itertools import chain

from silkline.model import Page
from silkline.render.answers import answer_files
from silkline.render.braces import without_marks
from silkline.render.choices import choice_files
from silkline.render.claims import claims_page
from silkline.render.compare import compare_page
from silkline.render.data import data_page
from silkline.render.economy import economy_pages
from silkline.render.embed import embed_files
from silkline.render.entry import entry_pages
from silkline.render.figures import StoryFigures
from silkline.render.glossary import glossary_pages
from silkline.render.heads import page_heads, published_files
from silkline.render.home import home_blocks
from silkline.render.indicator import indicator_pages
from silkline.render.lists import list_pages
from silkline.render.packages import package_pages
from silkline.render.registers import register_pages
from silkline.render.search import search_page
from silkline.render.social import page_cards, story_cards
from silkline.render.sources import source_pages
from silkline.render.statements import statements_pages
from silkline.render.timeline import timeline_pages
from silkline.render.tongues import mark_tongues
from silkline.render.view import SiteView, StoryView
from silkline.render.withdrawn import notice_pages

__all__ = [
    "SiteView",
    "StoryFigures",
    "StoryView",
    "answer_files",
    "choice_files",
    "embed_files",
    "home_blocks",
    "mark_tongues",
    "notice_pages",
    "page_cards",
    "page_heads",
    "published_files",
    "render_pages",
    "story_cards",
    "without_marks",
]


def render_pages(view: SiteView) -> tuple[Page, ...]:
    """Every generated page of the site, sorted by address."""
    pages = chain(
        indicator_pages(view),
        economy_pages(view),
        [claims_page(view), compare_page(view), data_page(view), search_page(view)],
        package_pages(view),
        source_pages(view),
        list_pages(view),
        register_pages(view),
        entry_pages(view),
        glossary_pages(view),
        timeline_pages(view),
        statements_pages(view),
    )
    return tuple(sorted(pages, key=lambda p: p.uri))
