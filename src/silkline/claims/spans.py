# A printed figure stands for every number that rounds to it. Carrying both bounds through a
# computation tells whether a disagreement is one of substance or only of rounding.
"""Numbers with the bounds that rounding leaves them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A number and the least and greatest that it may stand for."""

    value: Decimal
    low: Decimal
    high: Decimal

    def times(self, factor: Decimal) -> Span:
        """Multiplied by a positive number without rounding of its own."""
        return Span(value=self.value * factor, low=self.low * factor, high=self.high * factor)

    def plus(self, number: Decimal) -> Span:
        """Moved by a number without rounding of its own."""
        return Span(value=self.value + number, low=self.low + number, high=self.high + number)

    def minus(self, other: Span) -> Span:
        """The difference of two roundings at their widest."""
        return Span(
            value=self.value - other.value, low=self.low - other.high, high=self.high - other.low
        )

    def over(self, other: Span) -> Span:
        """The quotient; the other must be positive with all its bounds."""
        corners = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(value=self.value / other.value, low=min(corners), high=max(corners))

    def root(self, degree: int) -> Span:
        """The root of a positive number."""
        power = Decimal(1) / degree
        return Span(value=self.value**power, low=self.low**power, high=self.high**power)

    def meets(self, other: Span) -> bool:
        """Whether both may stand for one and the same number; bounds that only touch do not."""
        return self.low < other.high and other.low < self.high


def printed(value: Decimal) -> Span:
    """What a printed figure may stand for: half a unit of its last digit either way."""
    half = Decimal(5).scaleb(-places(value) - 1)
    return Span(value=value, low=value - half, high=value + half)


def exactly(value: Decimal) -> Span:
    """A number that nobody has rounded, such as a count of places."""
    return Span(value=value, low=value, high=value)


def places(value: Decimal) -> int:
    """Decimals of a number as written."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up, as printed statistics are."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
