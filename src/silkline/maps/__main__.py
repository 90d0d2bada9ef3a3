# Run by whoever changes how the world is drawn; the result is kept with the code.
"""`python -m silkline.maps` makes `world.svg` again."""

from __future__ import annotations

from silkline.maps import WORLD
from silkline.maps.world import make_world

if __name__ == "__main__":
    WORLD.write_text(make_world(), "utf-8", newline="\n")
