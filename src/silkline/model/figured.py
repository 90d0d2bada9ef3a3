# Text that a notebook makes carries, around each figure, what the figure is: signs that no keyboard
# writes and no reader sees. They last from the notebook to the page, where they become links;
# wherever there can be no link they are taken out.
"""Figures in the text of stories, and the observations that they are or are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_ALL: Final = ("\ue000", "\ue001", "\ue002", "\ue003", "\ue004")
_OPEN, _TEXT, _CLOSE, _FIELD, _NEXT = _ALL
_IS, _MADE = "=", "+"
_FIGURE: Final = re.compile(
    f"{_OPEN}([{_IS}{_MADE}])([^{_TEXT}{_CLOSE}]*){_TEXT}([^{_OPEN}{_TEXT}{_CLOSE}]*){_CLOSE}"
)
_SIGNS: Final = re.compile(f"{_OPEN}[^{_OPEN}{_TEXT}{_CLOSE}]*{_TEXT}|[{_OPEN}-{_NEXT}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An observation as a notebook saw it."""

    indicator: str
    """Empty where the row did not say of which indicator it is."""
    area: str
    period: str
    source: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figured:
    """A figure in a text."""

    text: str
    made: bool
    """Whether it is computed from what was seen, rather than being it."""
    seen: tuple[Seen, ...]


def figured(text: str, seen: Sequence[Seen], *, made: bool = False) -> str:
    """A text that carries what it is, or what it is made of."""
    told = _NEXT.join(_FIELD.join((s.indicator, s.area, s.period, s.source, s.value)) for s in seen)
    return f"{_OPEN}{_MADE if made else _IS}{told}{_TEXT}{unfigured(text)}{_CLOSE}"


def unfigured(text: str) -> str:
    """A text without the signs."""
    # Most have none, and a chart is long: looking for a sign is quicker than for a pattern.
    return _SIGNS.sub("", text) if any(sign in text for sign in _ALL) else text


def each_figured(text: str, write: Callable[[Figured], str]) -> str:
    """The text with every figure written anew; signs that make no figure are taken out."""

    def one(match: re.Match[str]) -> str:
        fields = [tuple(s.split(_FIELD)) for s in match[2].split(_NEXT)]
        seen = tuple(_seen(f) for f in fields if len(f) == len(Seen.__slots__))
        return write(Figured(text=match[3], made=match[1] == _MADE, seen=seen))

    return unfigured(_FIGURE.sub(one, text) if _OPEN in text else text)


def _seen(fields: tuple[str, ...]) -> Seen:
    indicator, area, period, source, value = fields
    return Seen(indicator=indicator, area=area, period=period, source=source, value=value)
