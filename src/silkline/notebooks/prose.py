# Text of a story is Markdown from strangers. Raw HTML in it is shown as text, links may lead only
# where links lead, and pictures are refused: what a reader sees was made by this room.
"""Markdown to HTML that is safe to put on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import slugify, unique
from markdown.treeprocessors import Treeprocessor

from silkline.model import unfigured

SCHEMES: Final = frozenset({"", "http", "https", "mailto"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNLINKED: Final = frozenset({"a", "code"}) | _HEADINGS
"""Within these a figure is no link: they are links already, or are told again elsewhere."""
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")


@dataclass(slots=True)
class Prose:
    """Turns the Markdown cells of one notebook to HTML; headings get identifiers that differ."""

    used: set[str] = field(default_factory=set)
    """Identifiers of headings so far."""
    refused: list[str] = field(default_factory=list)
    """Links and pictures that were taken out of the text since it was last emptied."""

    def html(self, text: str) -> str:
        """The text as HTML. Markup in it comes out as text."""
        made = Markdown(extensions=["sane_lists", TableExtension(use_align_attribute=True)])
        made.preprocessors.deregister("html_block")
        made.inlinePatterns.deregister("html")
        made.inlinePatterns.deregister("entity")
        _Safe(self).extendMarkdown(made)
        return made.convert(text)


class _Safe(Extension):
    def __init__(self, prose: Prose) -> None:
        super().__init__()
        self.prose = prose

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_Filter(md, self.prose), "silkline", 0)


class _Filter(Treeprocessor):
    """Runs last, on the finished tree."""

    def __init__(self, md: Markdown, prose: Prose) -> None:
        super().__init__(md)
        self.prose = prose

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            if element.tag in _UNLINKED:
                _unlink(element)
            if element.tag in _HEADINGS:
                text = "".join(element.itertext())
                element.set("id", unique(slugify(text, "-"), self.prose.used))
            elif element.tag == "a" and not is_safe_link(element.get("href", "")):
                self.prose.refused.append(element.attrib.pop("href"))
            elif element.tag == "img":
                self.prose.refused.append(element.get("src", ""))
                element.tag, alt = "em", element.get("alt", "")
                element.attrib.clear()
                element.text = alt


def _unlink(element: ET.Element) -> None:
    for one in element.iter():
        one.text = one.text and type(one.text)(unfigured(one.text))
        if one is not element:
            one.tail = one.tail and type(one.tail)(unfigured(one.tail))
        for name, value in one.attrib.items():
            one.set(name, unfigured(value))


def is_safe_link(address: str) -> bool:
    """Whether an address leads to a page or a mailbox, or stays on the site; not to a program."""
    try:
        return urlsplit(_CONTROL.sub("", address)).scheme.lower() in SCHEMES
    except ValueError:
        return False
