# One calm design for all pages: what it is, its title, the figure or the shape, and below a rule
# where it comes from. Everything has its place, and what does not fit is left out from the end.
"""Drawing cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageDraw

from silkline.pictures.card import HEIGHT, WIDTH, Card, Line
from silkline.pictures.fonts import SANS, SERIF, Face, can_write
from silkline.pictures.png import to_png

_MARGIN: Final = 72
_RIGHT: Final = WIDTH - _MARGIN
_RULE: Final = 538
_COLORS: Final = ((0xFD, 0xFC, 0xF9), (0x1C, 0x22, 0x27), (0x0B, 0x5C, 0x6B))
"""Paper, ink and accent of the light scheme: a picture cannot follow the reader's."""
_FULL: Final = 255
_SOFT: Final = 182
_CONTEXT: Final = 80
_FAINT: Final = 36
_FINER: Final = 3
"""Lines are drawn so many times as large, which smooths their edges."""
_TITLE_SIZES: Final = (64, 56, 48, 42)
_TITLE_LINES: Final = 3
_MOST: Final = 600
"""Characters that are looked at: more than a picture has room for. A text may have thousands."""
_TEXT_LINES: Final = 4

_KIND: Final = Face(SANS, 28, 600)
_NOTE: Final = Face(SANS, 32, 400)
_LABEL: Final = Face(SANS, 26, 400)
_VALUE: Final = Face(SERIF, 92, 600)
_FIGURE: Final = Face(SERIF, 54, 600)
_SITE: Final = Face(SERIF, 28, 600)
_SOURCE: Final = Face(SANS, 26, 400)

Box = tuple[int, int, int, int]


def draw_cards(cards: Iterable[Card]) -> dict[str, bytes]:
    """PNG of each card by the address of its page; the same bytes wherever it is drawn."""
    return {card.address: _Drawing().drawn(card) for card in cards}


class _Drawing:
    """One picture in the making: how much of each ink lies where."""

    def __init__(self) -> None:
        self.ink = Image.new("L", (WIDTH, HEIGHT), 0)
        self.accent = Image.new("L", (WIDTH, HEIGHT), 0)
        self.pen = ImageDraw.Draw(self.ink)
        self.accent_pen = ImageDraw.Draw(self.accent)

    def drawn(self, card: Card) -> bytes:
        self.accent_pen.rectangle((0, 0, WIDTH, 11), fill=_FULL)
        kind = _cut(card.kind, _KIND, _RIGHT - _MARGIN)
        self._write(kind, _KIND, (_MARGIN, 96), _FULL, self.accent_pen)
        y = self._title(card)
        if card.value and can_write(card.value + card.note):
            y = self._value(card, y)
        elif card.figures:
            y = self._figures(card, y)
        elif card.text and not card.lines and can_write(card.text):
            self._text(card.text, y)
        self._lines(card, y)
        self._foot(card)
        return to_png(self.ink, self.accent, _COLORS)

    def _title(self, card: Card) -> int:
        """Writes the title as large as it fits; returns where the next thing may stand."""
        title = next((t for t in card.titles if can_write(t)), "")
        room = _RIGHT - _MARGIN
        for size in _TITLE_SIZES:
            face = Face(SERIF, size, 600)
            lines = _broken(title, face, room)
            most = _TITLE_LINES if size < _TITLE_SIZES[0] else _TITLE_LINES - 1
            if len(lines) <= most:
                break
        y = 128
        for line in lines[:_TITLE_LINES]:
            y += round(size * 1.16)
            self._write(line, face, (_MARGIN, y - round(size * 0.16)), _FULL, self.pen)
        return y + 20

    def _value(self, card: Card, y: int) -> int:
        room = (_RIGHT - _MARGIN) // 2 if card.lines else _RIGHT - _MARGIN
        face = next(
            (f for f in (_VALUE, Face(SERIF, 72, 600)) if f.width(card.value) <= room),
            _FIGURE,
        )
        base = max(y + 88, 420)
        self._write(card.value, face, (_MARGIN, base), _FULL, self.accent_pen)
        for n, line in enumerate(_broken(card.note, _NOTE, room)[:2]):
            self._write(line, _NOTE, (_MARGIN, base + 46 + n * 38), _SOFT, self.pen)
        return y

    def _figures(self, card: Card, y: int) -> int:
        shown = [f for f in card.figures if can_write("".join(f))][:3]
        room = (_RIGHT - _MARGIN) // max(len(shown), 1) - 24
        base = max(y + 70, 390)
        for n, (value, label) in enumerate(shown):
            x = _MARGIN + n * (room + 36)
            face = _FIGURE if _FIGURE.width(value) <= room else Face(SERIF, 40, 600)
            self._write(value, face, (x, base), _FULL, self.accent_pen)
            for row, line in enumerate(_broken(label, _LABEL, room)[:3]):
                self._write(line, _LABEL, (x, base + 40 + row * 32), _SOFT, self.pen)
        return y

    def _text(self, text: str, y: int) -> None:
        lines = _broken(text, _NOTE, _RIGHT - _MARGIN)
        shown = lines[:_TEXT_LINES]
        if len(lines) > len(shown):
            shown[-1] = _cut(f"{shown[-1]} …", _NOTE, _RIGHT - _MARGIN)
        for n, line in enumerate(shown):
            self._write(line, _NOTE, (_MARGIN, y + 44 + n * 44), _SOFT, self.pen)

    def _lines(self, card: Card, y: int) -> None:
        """The course of a figure at the right of it, or the shape of a chart below the title."""
        left = _MARGIN + (_RIGHT - _MARGIN) // 2 + 40 if card.value else _MARGIN
        box = (left, max(y + 10, 260), _RIGHT, _RULE - 34)
        if card.lines and box[3] - box[1] > _MARGIN:
            for layer, shade, chosen in ((self.ink, _CONTEXT, False), (self.accent, _FULL, True)):
                lines = [line for line in card.lines if line.chosen is chosen]
                if lines:
                    layer.paste(shade, box[:2], _mask(lines, box))

    def _foot(self, card: Card) -> None:
        self.pen.rectangle((_MARGIN, _RULE, _RIGHT, _RULE + 1), fill=_FAINT)
        site = _cut(card.site, _SITE, (_RIGHT - _MARGIN) / 2) if can_write(card.site) else ""
        room = _RIGHT - _MARGIN - _SITE.width(site) - 48
        self._write(site, _SITE, (round(_RIGHT - _SITE.width(site)), 586), _FULL, self.pen)
        if can_write(card.source):
            self._write(_cut(card.source, _SOURCE, room), _SOURCE, (_MARGIN, 586), _SOFT, self.pen)

    def _write(
        self, text: str, face: Face, place: tuple[int, int], shade: int, pen: ImageDraw.ImageDraw
    ) -> None:
        """A line of text on its base line."""
        if not can_write(text):
            return
        x = float(place[0])
        for piece, run in face.runs(text):
            pen.text((x, place[1]), run, fill=shade, font=piece, anchor="ls")
            x += piece.getlength(run)


def _mask(lines: list[Line], box: Box) -> Image.Image:
    """Lines within a box, with smooth edges."""
    width, height = box[2] - box[0], box[3] - box[1]
    mask = Image.new("L", (width * _FINER, height * _FINER), 0)
    pen, edge = ImageDraw.Draw(mask), 8 * _FINER
    across, up = width * _FINER - 2 * edge, height * _FINER - 2 * edge
    for line in lines:
        places = [(edge + x * across, edge + (1 - y) * up) for x, y in line.places]
        _stroke(pen, places, line)
    return mask.reduce(_FINER)


def _stroke(pen: ImageDraw.ImageDraw, places: list[tuple[float, float]], line: Line) -> None:
    thick = (5 if line.chosen else 3) * _FINER
    if line.filled:
        pen.polygon(places, fill=_FULL)
        return
    if len(places) > 1:
        pen.line(places, fill=_FULL, width=thick, joint="curve")
    if line.chosen or len(places) == 1:
        (x, y), radius = places[-1], 1.4 * thick
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_FULL)


def _broken(text: str, face: Face, room: float) -> list[str]:
    """A text in lines that fit the room; a word that does not fit alone stands alone."""
    lines: list[str] = []
    for word in text[:_MOST].split():
        if lines and face.width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(text: str, face: Face, room: float) -> str:
    """A text as far as it fits, cut between words."""
    if len(text) <= _MOST and face.width(text) <= room:
        return text
    shown = ""
    for word in text[:_MOST].split():
        longer = f"{shown} {word}" if shown else word
        if face.width(f"{longer} …") > room:
            break
        shown = longer
    return f"{shown} …"
