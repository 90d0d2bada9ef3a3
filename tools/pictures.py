# Two pictures of a page are never the same to the last dot: another Chromium draws letters a little
# heavier or a line of text one pixel lower. So pictures are compared as one would from three steps
# away: eight by eight dots are one, a small shift up or down is allowed, and what counts is how
# many tiles of the page look different. A lost style or an empty chart changes many of them.
"""Compare pictures of pages, and keep small references of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Dots = NDArray[np.float32]

SCALE: Final = 8
"""Dots of a screen, across and down, that become one."""

TILE: Final = 6
"""Reduced dots on a side of what is judged at once: 48 pixels of the screen."""

SHIFTS: Final = (0, -1, 1, -2, 2, -3, 3)
"""Pixels by which a tile may sit lower or higher than it did."""

TOLERANCE: Final = 14.0
"""Largest difference of a tile that passes, as a root mean square of 255."""

SHARE: Final = 0.01
"""Share of a page's tiles that may differ more than that, …"""

FEW: Final = 3
"""… or this number of them, whichever is more."""

HEIGHT_PX: Final = 24
"""Pixels by which a page may be longer or shorter, …"""

HEIGHT_SHARE: Final = 0.01
"""… or this share of its height, whichever is more."""

COLOURS: Final = 128
"""Colours of a kept reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two pictures of a page differ."""

    tiles: int
    """Tiles compared."""
    changed: tuple[tuple[int, int], ...]
    """Row and column of each tile that looks different."""
    taller_px: int
    """Pixels by which the new picture is taller than the old."""
    height_px: int
    """Height of the old picture."""

    @property
    def is_one(self) -> bool:
        """Whether a reader would see it."""
        return bool(self.text)

    @property
    def text(self) -> str:
        """What a reader would see; empty if nothing."""
        said = []
        if abs(self.taller_px) > max(HEIGHT_PX, HEIGHT_SHARE * self.height_px):
            said.append(f"{self.taller_px:+} px in height")
        if len(self.changed) > max(FEW, SHARE * self.tiles):
            said.append(f"{len(self.changed)} of {self.tiles} tiles look different")
        return ", ".join(said)


def reduce(picture: Image.Image, shift: int = 0) -> Image.Image:
    """The picture from three steps away, moved down by some pixels."""
    plain = picture.convert("RGB")
    if shift:
        edge = plain.getpixel((0, 0))
        assert isinstance(edge, tuple)
        moved = Image.new("RGB", plain.size, tuple(int(part) for part in edge))
        moved.paste(plain, (0, shift))
        plain = moved
    return plain.reduce(SCALE)


def keep_reference(picture: Image.Image, path: Path) -> None:
    """Write the small reference of a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = reduce(picture).quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)
    small.save(path, optimize=True)


def compare(reference: Image.Image, picture: Image.Image) -> Difference:
    """How a picture differs from the small reference of an older one."""
    old = _dots(reference)
    best: Dots | None = None
    for shift in SHIFTS:
        found = _tiles(old, _dots(reduce(picture, shift)))
        best = found if best is None else np.minimum(best, found)
    assert best is not None
    changed = np.argwhere(best > TOLERANCE)
    return Difference(
        tiles=best.size,
        changed=tuple((int(row), int(column)) for row, column in changed),
        taller_px=SCALE * (-(-picture.height // SCALE) - reference.height),
        height_px=SCALE * reference.height,
    )


def mark(picture: Image.Image, difference: Difference) -> Image.Image:
    """The picture, pale, with each tile that looks different in red."""
    pale = Image.blend(
        picture.convert("RGB"), Image.new("RGB", picture.size, (255, 255, 255)), 0.55
    )
    side = SCALE * TILE
    red = Image.new("RGB", (side, side), (214, 40, 40))
    for row, column in difference.changed:
        place = (column * side, row * side)
        beneath = pale.crop((*place, place[0] + side, place[1] + side))
        pale.paste(Image.blend(beneath, red, 0.45), place)
    return pale


def _dots(small: Image.Image) -> Dots:
    return np.asarray(small.convert("RGB"), dtype=np.float32)


def _tiles(old: Dots, new: Dots) -> Dots:
    """Root mean square difference of each tile that both pictures have."""
    height = min(old.shape[0], new.shape[0]) // TILE * TILE
    width = min(old.shape[1], new.shape[1]) // TILE * TILE
    squared = (old[:height, :width] - new[:height, :width]) ** 2
    tiled = squared.reshape(height // TILE, TILE, width // TILE, TILE, 3)
    return np.asarray(np.sqrt(tiled.mean(axis=(1, 3, 4))), dtype=np.float32)
