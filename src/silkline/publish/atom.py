# What all feeds share. Texts come from the data, so what XML cannot hold is taken out of each.
"""Atom feeds (RFC 4287)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from silkline.config import Config

ATOM: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml"

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def begin(config: Config, *, own: str, page: str, **texts: str) -> ET.Element:
    """A feed by its texts, its own address and that of the page that shows the same."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(_atom("feed"), {"xml:lang": config.theme_language})
    add_texts(feed, **texts)
    add_texts(ET.SubElement(feed, _atom("author")), name=config.site_name)
    add_link(feed, "self", own, MEDIA_TYPE)
    add_link(feed, "alternate", page, "text/html")
    return feed


def add_entry(feed: ET.Element) -> ET.Element:
    """A new entry of a feed."""
    return ET.SubElement(feed, _atom("entry"))


def add_texts(parent: ET.Element, **texts: str) -> None:
    """Elements that hold a text, by name."""
    for name, text in texts.items():
        ET.SubElement(parent, _atom(name)).text = _xml(text)


def add_link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    """A link, if there is an address."""
    if address:
        told = {"rel": relation, "type": kind, "href": _xml(address)}
        ET.SubElement(parent, _atom("link"), told)


def add_category(item: ET.Element, term: str, label: str) -> None:
    """What an entry is about, for programs and for people."""
    ET.SubElement(item, _atom("category"), {"term": term, "label": _xml(label)})


def add_content(item: ET.Element, text: str) -> None:
    """The text of an entry."""
    ET.SubElement(item, _atom("content"), {"type": "text"}).text = _xml(text)


def finish(feed: ET.Element) -> bytes:
    """The feed as a file."""
    ET.indent(feed, " ")
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _xml(text: str) -> str:
    """Without the characters that no XML file may hold, not even escaped."""
    return _NOT_XML.sub("", text)
