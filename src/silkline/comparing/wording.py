# The words that all three reports share, so that they say the same.
"""Changes in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from silkline.comparing.changes import Changes, ValueChange, VerdictChange
from silkline.messages import messages
from silkline.model import Dataset, Observation

SHOWN: Final = 25
"""Lines told of each kind of change; the others are counted."""

_LARGE: Final = Decimal(2)
"""From this factor on a change is told as a factor, below it in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value that changed, in the columns of a table."""

    indicator: str
    title: str
    area: str
    period: str
    source: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Changes of one kind."""

    heading: str
    lines: tuple[Line, ...]
    left: int
    """Changes beyond those in `lines`."""


def sections(changes: Changes, before: Dataset, after: Dataset) -> Iterator[Section]:
    """The changes of values by kind, losses first; kinds without any are left out."""
    kinds = (
        ("Values removed", changes.removed),
        ("Values changed", changes.changed),
        ("Values added", changes.added),
        ("Derived values that differ because of it", changes.derived),
    )
    for heading, found in kinds:
        if found:
            lines = tuple(_line(c, before, after) for c in found[:SHOWN])
            left = max(len(found) - SHOWN, 0)
            yield Section(heading=f"{heading}: {len(found):,}", lines=lines, left=left)


def table_lines(changes: Changes) -> Iterator[str]:
    """A line for each table in which rows differ."""
    for t in changes.tables:
        counts = (f"{t.removed:,} removed", f"{t.changed:,} changed", f"{t.added:,} added")
        yield f"{t.package}/{t.resource}: {', '.join(counts)}"


def verdict_lines(changes: Iterable[VerdictChange]) -> Iterator[str]:
    """A line for each claim whose verdict is another."""
    for v in changes:
        yield f"{v.claim}: {v.before or 'no verdict'} → {v.after or 'no verdict'}"


def _line(change: ValueChange, before: Dataset, after: Dataset) -> Line:
    o = change.now
    data = after if o.indicator in after.indicators else before
    indicator, area = data.indicators.get(o.indicator), data.areas.get(o.ref_area)
    return Line(
        indicator=o.indicator,
        title=indicator.title if indicator else o.indicator,
        area=area.name if area else o.ref_area,
        period=o.time_period,
        source=o.source,
        before=_value(change.before),
        after=_value(change.after),
        change=size_in_words(change),
    )


def _value(o: Observation | None) -> str:
    if o is None:
        return "none"
    text = messages("en").hedged(o.text, o.qualifier) if o.text else "empty"
    return text if o.status == "A" else f"{text} ({o.status})"


def size_in_words(change: ValueChange) -> str:
    """How much a value changed: "+3.2 %", "× 1 000", "÷ 1 000", "sign turned"; else nothing."""
    ratio = change.ratio
    if ratio is None or ratio == 1:
        return ""
    if ratio < 0:
        return "sign turned"
    if ratio == 0:
        return "now 0"
    if 1 / _LARGE < ratio < _LARGE:
        return f"{(ratio - 1) * 100:+.1f} %".replace("-", "−")
    if ratio >= _LARGE:
        return f"× {_short(ratio)}"
    return f"÷ {_short(1 / ratio)}"


def _short(factor: Decimal) -> str:
    """Three digits of a factor, or all of a larger one."""
    text = f"{factor:.0f}" if factor >= 100 else f"{factor:.3g}"
    return f"{int(text):,}".replace(",", "\u2009") if text.isdecimal() else text
