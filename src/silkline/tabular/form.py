# Whether a file is plain enough that every reader takes the same cells from it. The question is put
# to the bytes, in blocks of whole lines, so that a large table costs neither time nor memory. What
# is not plain is not wrong yet: the strict reader finds out, and tells where.
"""The form of a CSV file, proved from its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from silkline.tabular.limits import CONTROL, MAX_CELL_CHARACTERS

BLOCK_BYTES: Final = 16_000_000
"""Bytes looked at together; a line longer than that is left to the strict reader."""

_COMMA, _LINE_END, _QUOTE = b',\n"'
_CONTROLS: Final = bytes([*range(10), *range(11, 32), 127]).replace(b"\t", b"")
"""Bytes below 128 that no cell may hold, the carriage return among them."""

_Bytes = np.ndarray[Any, np.dtype[np.uint8]]
_Places = np.ndarray[Any, np.dtype[np.intp]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How often a plain file has the two marks that part cells, quotes left out."""

    line_ends: int
    commas: int
    short_cells: bool
    """Whether every cell is certainly shorter than the limit, as the line is that it stands in."""


def plain_marks(file: Path, columns: tuple[str, ...]) -> Marks | None:
    """The marks of a file whose form is beyond doubt, else nothing.

    Plain is: UTF-8 without a mark, the header as declared, lines that end in LF, quotation marks
    around whole cells only, no character that cannot be seen. Ragged rows are not looked for: they
    show when the marks are compared with the cells that a reader takes.
    """
    header = ",".join(columns).encode() + b"\n"
    line_ends = commas = 0
    inside, first, short = False, True, True
    for block in _blocks(file):
        if first and not block.startswith(header):
            return None
        first = False
        if not block.endswith(b"\n") or not _is_visible(block):
            return None
        data = np.frombuffer(block, np.uint8)
        quoted = _quoted(data, inside=inside)
        if quoted is None:
            return None
        ends = _outside(data, _LINE_END, quoted)
        short = short and ends == block.count(b"\n") and _are_short(data)
        line_ends += ends
        commas += _outside(data, _COMMA, quoted)
        inside = len(quoted) > 0 and bool(quoted[-1, 1] == len(data))
    if first or inside:
        return None
    return Marks(line_ends=line_ends, commas=commas, short_cells=short)


def _blocks(file: Path) -> Iterator[bytes]:
    """The file in pieces that end with a line; the last one as it is."""
    rest = b""
    with file.open("rb") as stream:
        while piece := stream.read(BLOCK_BYTES):
            piece = rest + piece
            end = piece.rfind(b"\n") + 1
            if end:
                yield piece[:end]
            rest = piece[end:]
            if len(rest) > BLOCK_BYTES:
                break
    if rest:
        yield rest


def _is_visible(block: bytes) -> bool:
    if len(block.translate(None, _CONTROLS)) != len(block):
        return False
    if block.isascii():
        return True
    try:
        return CONTROL.search(block.decode()) is None
    except UnicodeDecodeError:
        return False


def _quoted(data: _Bytes, *, inside: bool) -> _Places | None:
    """Where quotes begin and end, a row for each; nothing if they stand around no whole cells."""
    marks = np.flatnonzero(data == _QUOTE)
    opening, closing = (marks[1::2], marks[0::2]) if inside else (marks[0::2], marks[1::2])
    # A mark at the very start opens behind the line end of the block before; so is the byte at -1.
    # None stands at the very end, where every block has a line end.
    if not (_are_among(data[opening - 1]) and _are_among(data[closing + 1])):
        return None
    begins = np.concatenate(([0], opening)) if inside else opening
    ends = closing if len(closing) == len(begins) else np.concatenate((closing, [len(data)]))
    return np.column_stack((begins, ends))


def _are_short(data: _Bytes) -> bool:
    ends = np.flatnonzero(data == _LINE_END)
    return bool(np.diff(ends, prepend=-1).max() <= MAX_CELL_CHARACTERS)


def _are_among(marks: _Bytes) -> bool:
    return bool(((marks == _COMMA) | (marks == _LINE_END) | (marks == _QUOTE)).all())


def _outside(data: _Bytes, mark: int, quoted: _Places) -> int:
    """How often a mark stands outside of quotes."""
    found = data == mark
    if not len(quoted):
        return int(np.count_nonzero(found))
    before = np.concatenate(([0], np.cumsum(found, dtype=np.int32)))
    within = before[quoted[:, 1]] - before[quoted[:, 0]]
    return int(before[-1] - within.sum())
