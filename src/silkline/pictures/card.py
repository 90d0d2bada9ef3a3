# What a card shows is decided by those who know the data. Here stand only words and places.
"""What stands on the picture of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1200
HEIGHT: Final = 630

Place = tuple[float, float]
"""Across and up, each from 0 to 1."""


def picture_size() -> tuple[int, int]:
    """Width and height of every picture in pixels."""
    return WIDTH, HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Points that are joined, or one that stands alone."""

    places: tuple[Place, ...]
    chosen: bool
    """Drawn in the accent and on top; the others are context."""
    filled: bool = False
    """A bar: the places are its corners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The picture of one page, as words and lines."""

    address: str
    """Of the page."""
    kind: str
    """What the page is about, in a word or two."""
    titles: tuple[str, ...]
    """In order of preference: the first that the typeface can write is taken."""
    value: str = ""
    note: str = ""
    """Below the value: its period, and what else is told of it."""
    figures: tuple[tuple[str, str], ...] = ()
    """Value and label, side by side, where there is no single one."""
    lines: tuple[Line, ...] = ()
    text: str = ""
    """A sentence or two, where there is neither a figure nor a shape."""
    source: str = ""
    site: str = ""

    @property
    def words(self) -> str:
        """What stands on the picture, for those who do not see it."""
        figures = (f"{label}: {value}" for value, label in self.figures)
        one = f"{self.value} ({self.note})" if self.value and self.note else self.value
        parts = (self.kind, self.titles[0] if self.titles else "", one, *figures, self.text)
        return ". ".join(part for part in parts if part)
