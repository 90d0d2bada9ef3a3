# The files that the search of the site reads. A reader needs few of them for a query, however large
# the site is: a directory, the shard in which the terms that begin with the word lie, and the
# blocks in which the best pages are described. Terms are cut into shards by their order, not by a
# hash, so that all that begin with what was typed lie together. Pages are numbered by kind and
# topic, so that the directory tells both for all pages in a few runs. A small site is one file.
"""The search index as files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from silkline import addresses
from silkline.model import Artifact, Page
from silkline.publish.search import Alike, SearchEntry, place_names, search_entries, weights
from silkline.publish.search_terms import is_cjk

SHARD: Final = 12_000
"""Characters of a shard of terms; some 5 kB as they travel."""
BLOCK: Final = 24
"""Pages in a block; some 3 kB as they travel."""
WHOLE: Final = 60_000
"""Characters of an index that is kept in one file."""
LEVELS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How well a term finds a page, from the least to the most."""
SUMMARY: Final = 160
"""Characters of a summary that a result shows."""
_SHORTEST: Final = 4
"""Letters from which a word is looked for by its middle, and mended."""

Made = dict[str, str]


def search_files(
    pages: Iterable[Page], synonyms: Iterable[Sequence[str]] = ()
) -> Iterator[Artifact]:
    """The directory, the shards of terms, the blocks of pages, the vocabulary and the places."""
    entries = search_entries(pages)
    alike = Alike(synonyms)
    postings = _postings(entries, alike)
    shards = list(_shards(postings))
    made: Made = {f"terms-{n}.txt": "".join(lines) for n, (_, lines) in enumerate(shards)}
    for n in range(0, len(entries), BLOCK):
        made[f"pages-{n // BLOCK}.json"] = _json(list(map(_record, entries[n : n + BLOCK])))
    made["words.txt"] = "\n".join(_vocabulary(postings))
    made["places.json"] = _json(place_names(entries, alike))
    digest = hashlib.sha256(_json(made).encode()).hexdigest()[:12]
    directory: dict[str, object] = {
        "version": digest,
        "count": len(entries),
        "block": BLOCK,
        "shards": [first for first, _ in shards],
        "runs": _runs(entries),
        "more": _more(entries),
        "topics": _topics(entries),
    }
    if sum(map(len, made.values())) <= WHOLE:
        directory["files"] = made
        made = {}
    yield Artifact(uri=addresses.SEARCH_INDEX, content=_json(directory).encode())
    for name, text in sorted(made.items()):
        yield Artifact(uri=addresses.search_part(name), content=text.encode())


def _postings(entries: Sequence[SearchEntry], alike: Alike) -> dict[str, list[tuple[int, int]]]:
    """Page numbers and levels by term, the terms as a browser sorts them."""
    found: dict[str, list[tuple[int, int]]] = {}
    top = len(LEVELS)
    for number, entry in enumerate(entries):
        for term, weight in weights(entry, alike).items():
            level = max(1, min(top, round(weight * top)))
            found.setdefault(term, []).append((number, level))
    return dict(sorted(found.items(), key=lambda item: browser_order(item[0])))


def browser_order(term: str) -> bytes:
    """Sorts as JavaScript compares texts: by units of UTF-16."""
    return term.encode("utf-16-be")


def _line(term: str, found: list[tuple[int, int]]) -> str:
    """A term and its pages: the way from the page before, and the level as a letter."""
    last, parts = -1, [term, " "]
    for number, level in found:
        parts.append(f"{number - last}{LEVELS[level - 1]}")
        last = number
    parts.append("\n")
    return "".join(parts)


def _shards(postings: dict[str, list[tuple[int, int]]]) -> Iterator[tuple[str, list[str]]]:
    """First term and lines of each shard; an empty index has one empty shard."""
    first, lines, size = "", list[str](), 0
    for term, found in postings.items():
        line = _line(term, found)
        if lines and size + len(line) > SHARD:
            yield first, lines
            first, lines, size = term, [], 0
        lines.append(line)
        size += len(line)
    yield first, lines


def _vocabulary(postings: Iterable[str]) -> Iterator[str]:
    """Words that may be found by their middle or in spite of a mistake."""
    return (t for t in postings if len(t) >= _SHORTEST and t.isalpha() and not is_cjk(t))


def _record(entry: SearchEntry) -> list[str]:
    """Address, title, Chinese title, summary, other names for telling a namesake."""
    summary = entry.summary
    if len(summary) > SUMMARY:
        summary = f"{summary[:SUMMARY].rpartition(' ')[0] or summary[:SUMMARY]} …"
    other = entry.title_zh if entry.title_zh != entry.title else ""
    return [entry.address, entry.title, other, summary]


def _runs(entries: Iterable[SearchEntry]) -> list[list[object]]:
    """Kind, first topic and number of pages, in the order of the pages."""
    found = groupby(entries, key=lambda e: (e.kind, "".join(e.topics[:1])))
    return [[kind, topic, len(list(run))] for (kind, topic), run in found]


def _more(entries: Iterable[SearchEntry]) -> dict[str, list[int]]:
    """Numbers of the pages by topics after their first."""
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for topic in entry.topics[1:]:
            found.setdefault(topic, []).append(number)
    return dict(sorted(found.items()))


def _topics(entries: Iterable[SearchEntry]) -> dict[str, list[str]]:
    """Names of the topics by code, of those that have a page."""
    return {
        entry.topics[0]: [entry.title, entry.title_zh]
        for entry in entries
        if entry.kind == "topic" and entry.topics and "#" not in entry.address
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
