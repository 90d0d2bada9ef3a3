# A hedged figure is a range too: "more than 40 million" has no upper end, "nearly 38 %" lies a
# little below. Figures that are implied by hedged ones may therefore be open to one side or both,
# and a reader must be told so before comparing them.
"""What a claimed figure may stand for, hedge and rounding included."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from silkline.claims.spans import Span, exactly, printed, rounded
from silkline.model import Amount, Claim, Dataset, Qualifier, Told, Unit, told

OPEN: Final = Decimal("Infinity")
"""The upper end of a figure that is given as "more than"."""

TOLERANCE: Final = Decimal("0.05")
"""How far "about" reaches either way, and "nearly" below, as a part of the printed figure."""


def bounds(dataset: Dataset, claim: Claim, most: Decimal = OPEN) -> Span:
    """The numbers that a claimed figure may stand for, in its own unit and up to `most`."""
    value = claim.value
    slack = abs(value) * TOLERANCE
    match claim.qualifier:
        case Qualifier.EXACT:
            unit = dataset.units[claim.unit]
            counted = unit.base == "one" and unit.multiplier == 1
            return exactly(value) if counted else printed(value)
        case Qualifier.ABOUT:
            return Span(value=value, low=value - slack, high=min(value + slack, most))
        case Qualifier.NEARLY:
            return Span(value=value, low=value - slack, high=value)
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return Span(value=value, low=value, high=most)
        case Qualifier.LESS_THAN | Qualifier.UP_TO:
            return Span(value=value, low=Decimal(0), high=value)


def leaving(span: Span, unit: Unit, decimals: int, *, hedged: bool) -> Told | None:
    """What rounding and hedges leave of a figure: a sentence, or none where it is exact."""
    if span.low == span.high:
        return None
    cause = "hedges" if hedged else "rounding"
    low, high = (
        None if end == OPEN else Amount(value=rounded(end, decimals), unit=unit.code)
        for end in (span.low, span.high)
    )
    if not span.low:
        return told(f"leaves.{cause}_up_to", high=high) if high else told("leaves.nothing")
    assert low is not None
    if high is None:
        return told(f"leaves.{cause}_above", low=low)
    return told(f"leaves.{cause}_between", low=low, high=high)
