# What page makers are given. A view is made once for each build; nothing here reads a file or a
# clock.
"""The content of the site as the page makers see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from silkline.config import Config
from silkline.messages import Messages
from silkline.metadata import Files
from silkline.model import Chart, Dataset, Verdict
from silkline.render.pages import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """What lists of stories show of a story."""

    slug: str
    title: str
    title_zh: str
    description: str
    authors: tuple[str, ...]
    date: str
    topics: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SiteView:
    """Everything that the generated pages are made from."""

    dataset: Dataset
    verdicts: Mapping[str, Verdict]
    """By claim."""
    charts: Mapping[str, Chart]
    """By indicator."""
    stories: tuple[StoryView, ...]
    config: Config
    messages: Messages
    files: Files = field(default_factory=dict)
    """Published files of the data API, with their sizes and digests."""

    @cached_property
    def writer(self) -> Writer:
        """What turns templates into pages, in the language of the view."""
        return Writer(self)
