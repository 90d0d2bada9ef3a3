# The only importer of Pillow. A card is plain values, so that a worker elsewhere can draw it, and
# everything that it is drawn with belongs to the engine: no typeface of the machine is asked for.
"""The pictures that other sites show beside a link to a page."""

from __future__ import annotations

from silkline.pictures.card import Card, Line, picture_size
from silkline.pictures.drawing import draw_cards
from silkline.pictures.fonts import fonts_digest
from silkline.pictures.shapes import chart_shape

__all__ = ["Card", "Line", "chart_shape", "draw_cards", "fonts_digest", "picture_size"]
