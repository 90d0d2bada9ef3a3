# The same cutting is done by frontend/src/search/terms.ts on what a reader types. A shared table of
# cases, tests/fixtures/search_terms.json, holds the two together. Chinese has no spaces: a run is
# kept by its pairs of characters and its last one, so that each character begins one term and a
# single one is found as the beginning of a pair. No dictionary is needed, and none is ever out of
# date. Traditional and simplified characters are different characters here.
"""Cutting text into the terms that find it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

CJK: Final = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters written without spaces: Chinese and Japanese ones."""

_LETTERS: Final = r"[^\W_]+"
_WORD: Final = re.compile(rf"{_LETTERS}(?:[-\u2010'\u2019]{_LETTERS})*")
_APOSTROPHE: Final = re.compile(r"['\u2019]")
_HYPHEN: Final = re.compile(r"[-\u2010]")
_RUNS: Final = re.compile(f"([{CJK}]+)")


def normal(text: str) -> str:
    """Small letters without accents; full-width letters and digits become plain ones."""
    if text.isascii():
        return text.lower()
    bare = (c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
    return unicodedata.normalize("NFKC", "".join(bare)).lower().replace("\u02bc", "'")


@lru_cache(maxsize=1 << 12)
def is_cjk(run: str) -> bool:
    """Whether a run is Chinese or Japanese writing."""
    return bool(_RUNS.match(run))


def words(text: str) -> list[str]:
    """The words of a text in order: Latin words, and runs of Chinese as a whole."""
    return [run for part in _parts(normal(text)) for piece in part for run in _runs(piece)]


def terms(text: str) -> list[str]:
    """The terms under which a text is found, in order, with repetitions."""
    found: list[str] = []
    for part in _parts(normal(text)):
        for piece in part:
            for run in _runs(piece):
                found.extend(_pairs(run) if is_cjk(run) else [run])
        joined = "".join(part)
        if len(part) > 1 and not _RUNS.search(joined):
            found.append(joined)
    return found


def _parts(text: str) -> Iterator[list[str]]:
    """Words with apostrophes taken apart, each as what stands between its hyphens."""
    for match in _WORD.finditer(text):
        pieces = _APOSTROPHE.split(match[0])
        for piece in pieces:
            if len(piece) > 1 or len(pieces) == 1 or is_cjk(piece):
                yield _HYPHEN.split(piece)


def _runs(piece: str) -> list[str]:
    return [piece] if piece.isascii() else [run for run in _RUNS.split(piece) if run]


def _pairs(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run))]
