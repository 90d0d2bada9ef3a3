# What the search box of the site reads. Short names, because every reader who searches loads it.
"""The search index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.model import Artifact, Page
from silkline.publish.text import Json, json_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CHINESE: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """Something that can be found and has no `Page`."""

    address: str
    title: str
    kind: str
    title_zh: str = ""
    summary: str = ""
    words: tuple[str, ...] = ()
    """Further words that find it."""


def search_index(pages: Iterable[Page], extra: Iterable[SearchEntry] = ()) -> Artifact:
    """The index: for each page its address, titles, kind, summary and further words.

    A page's first term is its Chinese title, or empty, or already one of the further words.
    """
    pages = tuple(pages)
    found = (*map(_entry, pages), *(entry for page in pages for entry in _anchors(page)), *extra)
    entries = sorted(found, key=lambda e: (e.address, e.title))
    content = json_bytes({"documents": [_document(e) for e in entries]})
    return Artifact(uri=addresses.SEARCH_INDEX, content=content)


def _entry(page: Page) -> SearchEntry:
    first, *rest = page.terms or ("",)
    is_title = bool(_CHINESE.search(first))
    words = rest if is_title else [first, *rest]
    return SearchEntry(
        address=addresses.page_address(page.uri),
        title=page.title,
        title_zh=first if is_title else "",
        kind=page.kind,
        summary=page.summary or page.description,
        words=tuple(filter(None, words)),
    )


def _anchors(page: Page) -> Iterator[SearchEntry]:
    for anchor in page.anchors:
        yield SearchEntry(
            address=f"{addresses.page_address(page.uri)}#{anchor.id}",
            title=anchor.title,
            title_zh=anchor.title_zh,
            kind=page.kind,
            summary=anchor.summary,
            words=anchor.words,
        )


def _document(entry: SearchEntry) -> dict[str, Json]:
    return {
        "u": entry.address,
        "t": entry.title,
        "z": entry.title_zh,
        "k": entry.kind,
        "s": entry.summary,
        "w": " ".join(entry.words),
    }
