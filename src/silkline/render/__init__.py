# From validated content to pages. Templates decide nothing and hold no word of any language; page
# makers hand them plain values; sentences are computed in `words`, and what they may say is decided
# in `facts`.
"""Page makers: every generated page, and the blocks of the home page."""

from __future__ import annotations

from silkline.render.blocks import not_made, with_blocks
from silkline.render.braces import without_marks
from silkline.render.embed import indicator_embeds, story_embeds
from silkline.render.figures import StoryFigures
from silkline.render.heads import published_files
from silkline.render.made import Made, makers, render_pages
from silkline.render.social import story_cards
from silkline.render.tongues import mark_tongues
from silkline.render.view import SiteView, StoryView
from silkline.render.withdrawn import notice_pages

__all__ = [
    "Made",
    "SiteView",
    "StoryFigures",
    "StoryView",
    "indicator_embeds",
    "makers",
    "mark_tongues",
    "not_made",
    "notice_pages",
    "published_files",
    "render_pages",
    "story_cards",
    "story_embeds",
    "with_blocks",
    "without_marks",
]
