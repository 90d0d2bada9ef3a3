# The two writers that every machine-readable file goes through. Written by hand, because the
# standard library's JSON cannot write a number as it was published: it would turn 216265.0 or 0.10
# into a binary fraction and back.
"""CSV and JSON as bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import chain, islice
from json import dumps
from json.encoder import encode_basestring
from typing import Final, TypeAlias

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

_TOGETHER: Final = 100
"""Rows that are written at once."""

quoted: Final = encode_basestring
"""A text as a JSON string; characters beyond ASCII stay as they are."""


class Written(str):
    """JSON text that goes out as it stands: numbers digit by digit, rows that are many."""

    __slots__ = ()


Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json] | None"
"""What may be written: no floats, which cannot say what was published."""


def numeral(text: str) -> Written | None:
    """The number that a cell holds, or None if it is empty.

    A form that JSON lacks (`.5`, `+3`, `007`) becomes its shortest JSON form with the same digits.
    Raises ValueError where the text is no finite number.
    """
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return Written(text)
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return Written(number)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV after RFC 4180: UTF-8 without mark, LF, quotes only where they are needed."""
    whole = chain((header,), rows)
    return b"".join(iter(lambda: _lines(tuple(islice(whole, _TOGETHER))), b""))


def _lines(rows: tuple[Sequence[str], ...]) -> bytes:
    """Some rows of a table, looked at together: most of them hold nothing that needs quotes."""
    lines = tuple(map(",".join, rows))
    if _need_quotes("".join(lines), sum(map(len, rows)) - len(rows)) or not all(lines):
        lines = tuple(map(_line, rows))
    return "".join(f"{line}\n" for line in lines).encode()


def _need_quotes(text: str, commas: int) -> bool:
    """Whether a cell needs quotes, in text that has so many commas between its cells."""
    return text.count(",") > commas or '"' in text or "\n" in text or "\r" in text


def _line(cells: Sequence[str]) -> str:
    """A row of a table. Most need no quotes, and joining is three times as quick as a writer."""
    line = ",".join(cells)
    if line and not _need_quotes(line, len(cells) - 1):
        return line
    written = io.StringIO(newline="")
    # The writer quotes the characters of its line end: this one makes it quote both CR and LF.
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()[:-2]


def json_bytes(value: Mapping[str, Json]) -> bytes:
    """An object as JSON in UTF-8, members in the order given.

    Its members stand on lines of their own, and so do the elements of arrays of objects: each
    observation is one line, so that two releases can be compared line by line.
    """
    members = (f"{quoted(key)}: {_member(part)}" for key, part in value.items())
    return (_block("{}", members, indent="") + "\n").encode()


def _member(value: Json) -> str:
    if not isinstance(value, list | tuple):
        return _compact(value)
    if not any(isinstance(part, Mapping | Written) for part in value):
        return _compact(value)
    return _block("[]", map(_compact, value), indent=" ")


def _block(brackets: str, parts: Iterable[str], indent: str) -> str:
    inner = f"\n{indent} "
    return brackets[0] + inner + f",{inner}".join(parts) + f"\n{indent}{brackets[1]}"


def _compact(value: Json) -> str:
    if isinstance(value, str):
        return str(value) if isinstance(value, Written) else quoted(value)
    if isinstance(value, Mapping):
        members = [f"{quoted(key)}: {_compact(part)}" for key, part in value.items()]
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_compact, value)) + "]"
    if value is None or isinstance(value, int):
        return dumps(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
