# What finds a page, and how well. A page is found by its names (title, Chinese title, codes, other
# names), by what means the same as a word in them, by further words and by its summary, in that
# order; a word of a short name says more than one of a long name. How rare a word is counts when a
# reader asks, so that the weights here do not depend on other pages.
"""Pages to what the search knows of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from silkline import addresses
from silkline.model import Page
from silkline.publish.search_terms import is_cjk, terms, words

KIND_WEIGHTS: Final[Mapping[str, float]] = {
    "topic": 1.0,
    "economy": 0.98,
    "indicator": 0.97,
    "home": 0.9,
    "register": 0.9,
    "list": 0.9,
    "story": 0.88,
    "entry": 0.86,
    "compare": 0.85,
    "claims": 0.8,
    "data": 0.8,
    "glossary": 0.8,
    "page": 0.74,
    "package": 0.7,
    "source": 0.55,
}
"""What a reader more often looks for stands before the rest, other things being equal."""

PLACE: Final = "economy"
"""Kind of the pages whose names may be joined with an indicator's in one query."""

_CHINESE: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_OTHER_KIND: Final = 0.7
_ANCHOR: Final = 0.72
"""A place on a page gives way to pages, except for kinds whose content are such places."""
_OWN_ANCHORS: Final = frozenset({"claims", "glossary"})
_SAME_NAME: Final = 0.9
_SAME: Final = 0.5
_FURTHER: Final = 0.4
_SHORT_CODE: Final = 0.38
"""A code of two letters gives way to titles and terms: "AI" is a subject before it is a place."""
_SUMMARY: Final = 0.16
_CALLED: Final = 0.89
"""How well a term finds at least what is called just that."""
_CODE: Final = 2
_LENGTH: Final = 0.13
_LONGEST: Final = 40
"""Words of the longest name that is looked for in other texts. A name may have a thousand."""
_REPEATED: Final = 3
"""A heading on more pages than this is furniture and leads nowhere in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """Something that can be found: a page, or a place on one."""

    address: str
    title: str
    kind: str
    title_zh: str = ""
    summary: str = ""
    names: tuple[str, ...] = ()
    """Other names and codes."""
    words: tuple[str, ...] = ()
    """Further words that find it."""
    topics: tuple[str, ...] = ()
    weight: float = 1.0

    def all_names(self) -> tuple[str, ...]:
        """Every name, each once."""
        return tuple(dict.fromkeys(n for n in (self.title, self.title_zh, *self.names) if n))


def search_entries(pages: Iterable[Page]) -> tuple[SearchEntry, ...]:
    """What can be found, by kind, topic and address."""
    pages = tuple(pages)
    repeated = Counter(a.title for p in pages for a in p.anchors)
    found = [e for page in pages if page.kind != "search" for e in _of_page(page, repeated)]
    return tuple(sorted(found, key=lambda e: (e.kind, e.topics[:1], e.address, e.title)))


def _of_page(page: Page, repeated: Counter[str]) -> Iterator[SearchEntry]:
    first, *rest = page.terms or ("",)
    is_title = bool(_CHINESE.search(first))
    address = addresses.page_address(page.uri)
    kind_weight = KIND_WEIGHTS.get(page.kind, _OTHER_KIND)
    entry = SearchEntry(
        address=address,
        title=page.title,
        title_zh=first if is_title else "",
        kind=page.kind,
        summary=page.summary or page.description,
        names=page.names,
        words=tuple(filter(None, rest if is_title else [first, *rest])),
        topics=page.topics,
        weight=kind_weight,
    )
    yield entry
    own = page.kind in _OWN_ANCHORS
    for anchor in page.anchors:
        if own or repeated[anchor.title] <= _REPEATED:
            yield replace(
                entry,
                address=f"{address}#{anchor.id}",
                title=anchor.title,
                title_zh=anchor.title_zh,
                summary=anchor.summary,
                names=(),
                words=anchor.words,
                topics=anchor.topics,
                weight=kind_weight * (1 if own else _ANCHOR),
            )


def weights(entry: SearchEntry, alike: Alike) -> dict[str, float]:
    """How well each term finds an entry, from 0 to 1."""
    found: dict[str, float] = {}
    for text, weight in _texts(entry, alike):
        for term in terms(text):
            found[term] = max(found.get(term, 0), weight)
    for term, times in Counter(terms(entry.summary)).items():
        own = _SUMMARY * (1 if times == 1 else 1.25)
        found[term] = max(found.get(term, 0), own)
    return {term: weight * entry.weight for term, weight in found.items()}


def _texts(entry: SearchEntry, alike: Alike) -> Iterator[tuple[str, float]]:
    """What finds an entry, and how well a word of it does."""
    names = entry.all_names()
    for name in names:
        yield name, _SHORT_CODE if _is_code(name) else 1 / (1 + _LENGTH * (_length(name) - 1))
    for name in alike.names(names):
        yield name, _SAME_NAME / (1 + _LENGTH * (_length(name) - 1))
    for said in alike.of(n for n in (*names, *entry.words) if not _is_code(n)):
        yield said, _SAME
    for further in entry.words:
        yield further, _FURTHER


def _length(name: str) -> int:
    """Words of a name; of Chinese, two characters count as one."""
    return sum(max(1, round(len(w) / 2)) if is_cjk(w) else 1 for w in words(name)) or 1


def _is_code(name: str) -> bool:
    """Whether a name is a short code: "AI" is a country's before it is an abbreviation."""
    return len(name) <= _CODE and name.isascii() and name.isupper() and name.isalpha()


class Alike:
    """Words that mean the same: whoever says one of a group finds what says another."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._others: dict[tuple[str, ...], list[str]] = {}
        self._chinese: dict[str, list[str]] = {}
        for group in groups:
            for word in group:
                others = [w for w in group if w != word]
                cut = tuple(words(word))
                if len(cut) == 1 and is_cjk(cut[0]):
                    self._chinese.setdefault(cut[0], []).extend(others)
                elif 0 < len(cut) <= _LONGEST:
                    self._others.setdefault(cut, []).extend(others)
        self._lengths: dict[str, list[int]] = {}  # of the groups' words, by the first of each
        for first, length in sorted({(cut[0], len(cut)) for cut in self._others}):
            self._lengths.setdefault(first, []).append(length)
        by_length = sorted(self._chinese, key=lambda w: (-len(w), w))
        self._form = re.compile("|".join(map(re.escape, by_length)) or r"(?!)")

    def names(self, names: Iterable[str]) -> list[str]:
        """What else could be said for names as a whole."""
        found = dict[str, None]()
        for cut in (tuple(words(n)) for n in names if not _is_code(n)):
            whole = self._others.get(cut, self._chinese.get(cut[0], []) if len(cut) == 1 else [])
            found.update(dict.fromkeys(whole))
        return list(found)

    def of(self, texts: Iterable[str]) -> list[str]:
        """What else could be said for the words of some texts."""
        found: dict[str, None] = {}
        for text in texts:
            cut = words(text)
            for start, first in enumerate(cut):
                for length in self._lengths.get(first, ()):
                    said = self._others.get(tuple(cut[start : start + length]), ())
                    found.update(dict.fromkeys(said))
            for match in self._form.finditer(text):
                found.update(dict.fromkeys(self._chinese[match[0]]))
        return list(found)


def place_names(entries: Iterable[SearchEntry], alike: Alike) -> dict[str, int]:
    """The number of each place's page by its names as a reader may write them.

    A name that two places share is left out, and so is a code of two letters by which something
    else is called: "AI". A code that is also a word of some summary, such as "in", is kept in
    capitals only: it counts where it is all that a reader asks for.
    """
    entries = tuple(entries)
    common = {w for e in entries for w in re.findall(r"\b[a-z]{1,2}\b", f"{e.title} {e.summary}")}
    others = (e for e in entries if e.kind != PLACE)
    called = {t for e in others for t, w in weights(e, alike).items() if w >= _CALLED * e.weight}
    found: dict[str, set[int]] = {}
    for number, entry in enumerate(entries):
        if entry.kind == PLACE and "#" not in entry.address:
            for name in entry.all_names():
                written = " ".join(words(name))
                keys = (written, name) if _is_code(name) else (written,)
                for key in keys:
                    found.setdefault(key, set()).add(number)
    return {
        name: min(numbers)
        for name, numbers in sorted(found.items())
        if name and name not in common and len(numbers) == 1
        if not (_is_code(name.upper()) and name.lower() in called)
    }
