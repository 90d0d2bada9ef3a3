# Pages that nobody wrote, alike at every run: words with the frequencies of language, so that an
# index grows as it does with real pages. Every size has the smaller one's pages as its first.
"""Made-up pages to search in, and questions to them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from silkline.model import Page

SEED: Final = 20_261_122
LATIN_WORDS: Final = 6_000
CHINESE_WORDS: Final = 4_000
CHARACTERS: Final = 1_800
TOPICS: Final = 12
KINDS: Final = ("indicator",) * 6 + ("entry",) * 2 + ("source", "economy")
CONSONANTS: Final = (*"bcdfghjklmnprstvw", "st", "tr", "pl", "ch")
ENDINGS: Final = ("", "", "n", "r", "s", "l", "t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something typed, and the page that it is about."""

    kind: str
    words: str
    address: str


class Lexicon:
    """Words, the first ones the most frequent."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._weights = list(accumulate(1 / (n + 8) for n in range(len(words))))

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Words as they follow each other in a text."""
        return chance.choices(self._words, cum_weights=self._weights, k=count)


def _latin(chance: random.Random) -> Lexicon:
    found: dict[str, None] = {}
    while len(found) < LATIN_WORDS:
        parts = chance.choices((1, 2, 3, 4), (1, 4, 4, 2))[0]
        word = "".join(
            chance.choice(CONSONANTS) + chance.choice("aeiou") + chance.choice(ENDINGS)
            for _ in range(parts)
        )
        found[word] = None
    return Lexicon(list(found))


def _chinese(chance: random.Random) -> Lexicon:
    signs = [chr(0x4E00 + n) for n in chance.sample(range(6_000), CHARACTERS)]
    found: dict[str, None] = {}
    while len(found) < CHINESE_WORDS:
        found["".join(chance.sample(signs, 2))] = None
    return Lexicon(list(found))


def make_pages(language: str, count: int) -> list[Page]:
    """Pages of a site in English with Chinese titles, or in Chinese."""
    return [page for _, page in zip(range(count), _pages(language), strict=False)]


def _pages(language: str) -> Iterator[Page]:
    chance = random.Random(f"{SEED} {language}")
    latin, chinese = _latin(chance), _chinese(chance)
    number = 0
    while True:
        short = "".join(chinese.some(chance, chance.randint(2, 5)))
        if language == "zh":
            title, terms = short, tuple[str, ...]()
            summary = "".join(chinese.some(chance, 24)) + "。"
        else:
            title = " ".join(latin.some(chance, chance.randint(2, 7))).capitalize()
            summary = " ".join(latin.some(chance, 26)).capitalize() + "."
            terms = (short,)
        kind = chance.choice(KINDS)
        yield Page(
            uri=f"{kind}/p{number}.md",
            title=title,
            description=summary,
            markdown="",
            kind=kind,
            terms=terms,
            topics=(f"topic-{chance.randrange(TOPICS)}",),
            summary=summary,
        )
        number += 1


def make_questions(pages: list[Page], language: str) -> list[Question]:
    """Ways to ask for some of the pages; the same ones whatever the number of pages."""
    chance = random.Random(f"{SEED} questions {language}")
    first = [p for p in pages[:1_000] if p.kind != "economy"]
    asked: list[Question] = []
    for kind in ("title", "two words", "beginning", "mistake", "Chinese", "Chinese word"):
        if language == "zh" and kind in {"two words", "beginning", "mistake"}:
            continue
        for page in chance.sample(
            [p for p in first if len(p.title.split()) > 2 or language == "zh"], 3
        ):
            words = _asked(kind, page, chance)
            asked.append(Question(kind=kind, words=words, address=f"{page.uri[:-3]}/"))
    return asked


def _asked(kind: str, page: Page, chance: random.Random) -> str:
    words = page.title.lower().split()
    long = max(words, key=len)
    chinese = page.terms[0] if page.terms else page.title
    at = chance.randrange(1, max(2, len(long) - 2))
    swapped = (
        f"{long[:at]}{long[at + 1 : at + 2]}{long[at]}{long[at + 2 :]}" if at < len(long) else long
    )
    return {
        "title": page.title,
        "two words": " ".join(sorted(words, key=len)[-2:]),
        "beginning": long[: max(4, len(long) - 3)],
        "mistake": swapped,
        "Chinese": chinese,
        "Chinese word": chinese[:4],
    }[kind]
