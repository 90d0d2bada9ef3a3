# A card has two inks, each in a few shades, so that half a byte a pixel is enough. It is written
# here and not by the library, whose compressor may give other bytes on another processor.
"""Two inks on paper as a PNG file."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from PIL import Image, ImageChops

SHADES: Final = 8
"""Of each ink, with none of it as the first."""

_EFFORT: Final = 6
"""Of the compressor: more takes three times as long for a tenth less."""
_LEFT: Final = bytes((n << 4) & 0xFF for n in range(256))

Color = tuple[int, int, int]

_INK_PLACES: Final = [round(v / 255 * (SHADES - 1)) for v in range(256)]
_ACCENT_PLACES: Final = [SHADES + n if n else 0 for n in _INK_PLACES]


def to_png(ink: Image.Image, accent: Image.Image, colors: tuple[Color, Color, Color]) -> bytes:
    """A picture from how much of each ink lies where; the second covers the first.

    Args:
        ink: From 0 (none) to 255.
        accent: The same for the second ink.
        colors: Of the paper, the ink and the accent.
    """
    both = ImageChops.lighter(ink.point(_INK_PLACES), accent.point(_ACCENT_PLACES))
    width, height = both.size
    flat, half = _packed(both.tobytes()), width // 2
    rows = b"".join(b"\0" + flat[at : at + half] for at in range(0, len(flat), half))
    paper, first, second = colors
    palette = b"".join(bytes(c) for c in (*_shades(paper, first), *_shades(paper, second)))
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, _EFFORT)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*c) for c in (*chunks, (b"IEND", b"")))


def _packed(places: bytes) -> bytes:
    """Two pixels in one byte: as large numbers, which is some hundred times as quick as a loop."""
    left = int.from_bytes(places[::2].translate(_LEFT), "big")
    right = int.from_bytes(places[1::2], "big")
    return (left | right).to_bytes(len(places) // 2, "big")


def _shades(paper: Color, ink: Color) -> list[Color]:
    def mixed(n: int) -> Color:
        part = n / (SHADES - 1)
        red, green, blue = (round(p + (i - p) * part) for p, i in zip(paper, ink, strict=True))
        return red, green, blue

    return [mixed(n) for n in range(SHADES)]


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
