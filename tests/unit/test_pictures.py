# A picture is data that other sites keep: the same card must give the same bytes anywhere, nothing
# may depend on the machine's typefaces, and what cannot be written must not turn into empty boxes.
"""The pictures beside links to pages."""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from typing import Final

from PIL import Image

from silkline.pictures import Card, Line, chart_shape, draw_cards, picture_size
from silkline.pictures.fonts import can_write
from silkline.plan import plan_cards

LINE: Final = Line(places=((0.0, 0.0), (0.5, 0.4), (1.0, 1.0)), chosen=True)
CARD: Final = Card(
    address="indicators/x/",
    kind="Indicator",
    titles=("Exports of digitally deliverable services",),
    value="US$216.3\N{NARROW NO-BREAK SPACE}bn",
    note="China · 2023 · 6th of 130",
    lines=(LINE,),
    source="An office",
    site="An observatory",
)
PAPER: Final = (0xFD, 0xFC, 0xF9)


def png(card: Card) -> bytes:
    return draw_cards([card])[card.address]


def pixels(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(png(card))).convert("RGB")


def test_a_picture_is_a_small_palette_png_of_the_size_that_sites_ask_for() -> None:
    made = png(CARD)
    width, height, depth, color = struct.unpack(">IIBB", made[16:26])
    assert (width, height) == picture_size() == (1200, 630)
    assert (depth, color) == (4, 3)  # half a byte a pixel, from a palette
    assert len(made) < 25_000
    assert Image.open(io.BytesIO(made)).format == "PNG"


def test_each_chunk_carries_its_checksum() -> None:
    made, at, kinds = png(CARD), 8, []
    while at < len(made):
        size, kind = struct.unpack(">I4s", made[at : at + 8])
        content = made[at + 8 : at + 8 + size]
        (check,) = struct.unpack(">I", made[at + 8 + size : at + 12 + size])
        assert check == zlib.crc32(kind + content)
        kinds.append(kind)
        at += 12 + size
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


def test_another_process_and_language_draws_the_same_bytes() -> None:
    code = (
        "import hashlib; from silkline.pictures import Card, Line, draw_cards; "
        f"card = {CARD!r}; print(hashlib.sha256(draw_cards([card])[card.address]).hexdigest())"
    )
    settings = {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=settings
    )
    assert done.stdout.strip() == hashlib.sha256(png(CARD)).hexdigest()


def test_what_the_typeface_lacks_is_left_out_and_the_next_title_taken() -> None:
    assert can_write("Réunion – “₩”, Łódź, 39.8\N{NARROW NO-BREAK SPACE}%")
    assert not can_write("数字贸易")
    second = replace(CARD, titles=("数字贸易", *CARD.titles))
    assert png(second) == png(CARD)
    assert png(replace(CARD, source="统计局")) == png(replace(CARD, source=""))


def test_a_long_title_stays_on_the_picture() -> None:
    long = replace(CARD, titles=("Communications, computer and information services " * 4,))
    picture = pixels(long)
    for box in ((0, 20, 60, 630), (1140, 20, 1200, 630), (0, 600, 1200, 630)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)]


def test_a_long_name_of_the_site_or_of_a_kind_stays_on_the_picture_and_leaves_the_source_its_room():
    long = "Communications, computer and information services " * 200
    picture = pixels(replace(CARD, kind=long, site=long))
    for box in ((0, 20, 60, 630), (1140, 20, 1200, 630)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)]
    source = (72, 545, 72 + 300, 600)
    assert picture.crop(source).tobytes() == pixels(CARD).crop(source).tobytes()


def test_a_text_without_end_takes_no_longer_than_a_long_one() -> None:
    """What is not looked at changes nothing; a whole one would be measured word by word."""
    long = "Services of every kind " * 40
    endless = long * 50
    texts = replace(CARD, titles=(long,), note=long, source=long, site=long)
    assert png(replace(CARD, titles=(endless,), note=endless, source=endless, site=long)) == png(
        texts
    )


def test_a_point_that_stands_alone_is_a_dot_and_not_a_line() -> None:
    apart = (Line(places=((0.0, 0.0),), chosen=True), Line(places=((1.0, 1.0),), chosen=True))
    joined = (Line(places=((0.0, 0.0), (1.0, 1.0)), chosen=True),)
    middle = (860, 380, 960, 420)
    box = pixels(replace(CARD, lines=apart)).crop(middle).getcolors()
    assert box == [(100 * 40, PAPER)]
    found = pixels(replace(CARD, lines=joined)).crop((640, 260, 1128, 500)).getcolors()
    assert found is not None
    assert len(found) > 2


def test_the_words_of_a_picture_are_those_on_it() -> None:
    assert CARD.words == (
        "Indicator. Exports of digitally deliverable services. "
        "US$216.3\N{NARROW NO-BREAK SPACE}bn (China · 2023 · 6th of 130)"
    )


def test_the_shape_of_a_chart_is_its_lines_bars_and_points_alone() -> None:
    svg = (
        '<svg viewBox="0 0 100 50"><g transform="translate(10,5)">'
        '<line stroke="var(--line)" x2="90"/><text>2020</text>'
        '<path d="M0,40L20,20L40,0" stroke="var(--c1)" fill="none"/>'
        '<path d="M0,20h40v10h-40Z" fill="var(--c2)"/>'
        '<path d="M3,0A3,3,0,1,1,-3,0" fill="var(--c1)" transform="translate(40,0)"/>'
        '<path d="M0,0L1,1" stroke="var(--c3)"/></g></svg>'
    )
    assert chart_shape(svg) == (
        Line(places=((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)), chosen=True),
        Line(places=((0.0, 0.5), (1.0, 0.5), (1.0, 0.25), (0.0, 0.25)), chosen=False, filled=True),
        Line(places=((1.0, 1.0),), chosen=True),
    )
    assert chart_shape("<svg><text>none</text></svg>") == ()


def test_a_card_that_comes_later_leaves_the_tasks_of_the_others_as_they_are() -> None:
    cards = [replace(CARD, address=f"indicators/{n}/") for n in range(40)]
    before = {task.name: task.inputs for task in plan_cards(cards)}
    after = {t.name: t.inputs for t in plan_cards([replace(CARD, address="a/"), *cards])}
    changed = {name for name in after if before.get(name) != after[name]}
    assert len(before) > 8
    assert len(changed) == 1
