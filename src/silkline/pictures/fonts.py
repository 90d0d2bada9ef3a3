# The site's own typefaces come in pieces, one for each part of the alphabet, as browsers want them.
# A sign is looked for in each piece; what none of them has cannot be written, and is never replaced
# by an empty box.
"""The site's typefaces for drawing."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import ImageFont

FOLDER: Final = Path(__file__).parent.parent / "static/fonts"
SANS: Final = ("source-sans-3-latin.woff2", "source-sans-3-latin-ext.woff2")
SERIF: Final = ("source-serif-4-latin.woff2", "source-serif-4-latin-ext.woff2")
"""Comes in one weight, 600."""
_NO_SIGN: Final = "\uffff"
_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u2009\u202f", " "))
"""A picture's lines are broken by hand, and one space is as good as another."""


@lru_cache(maxsize=64)
def font(file: str, size_px: int, weight: int) -> ImageFont.FreeTypeFont:
    """One piece of a typeface; the plain layout gives the same on every machine."""
    layout = ImageFont.Layout.BASIC
    made = ImageFont.truetype(FOLDER / file, size_px, layout_engine=layout)
    if file not in SERIF:
        made.set_variation_by_axes([weight])
    return made


@cache
def fonts_digest() -> str:
    """SHA-256 of the typefaces, which are built and so no part of the engine's own digest."""
    found = hashlib.sha256()
    for name in (*SANS, *SERIF):
        found.update((FOLDER / name).read_bytes())
    return found.hexdigest()


class Face:
    """A typeface at one size and weight.

    Args:
        files: Pieces of it; a sign is taken from the first that has it.
        size_px: Height of the type.
        weight: From 200 to 900.
    """

    def __init__(self, files: tuple[str, ...], size_px: int, weight: int) -> None:
        self.files = files
        self.size_px = size_px
        self.weight = weight

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """The text in stretches of one piece each."""
        plain = text.translate(_SPACES)
        found = [(_piece(self.files, sign) or self.files[0], sign) for sign in plain]
        return [
            (font(file, self.size_px, self.weight), "".join(sign for _, sign in group))
            for file, group in groupby(found, key=lambda one: one[0])
        ]

    def width(self, text: str) -> float:
        """Of a text in one line."""
        return sum(piece.getlength(run) for piece, run in self.runs(text))


def can_write(text: str) -> bool:
    """Whether the typefaces have every sign of a text."""
    return all(_piece(files, sign) for files in (SANS, SERIF) for sign in text.translate(_SPACES))


@lru_cache(maxsize=4096)
def _piece(files: tuple[str, ...], sign: str) -> str:
    if sign == " ":
        return files[0]
    return next((file for file in files if _has(file, sign)), "")


def _has(file: str, sign: str) -> bool:
    """FreeType draws the same mark for all signs that a piece does not have."""
    piece = font(file, 40, 400)
    if bytes(piece.getmask(sign)) != bytes(piece.getmask(_NO_SIGN)):
        return True
    return piece.getlength(sign) != piece.getlength(_NO_SIGN)
