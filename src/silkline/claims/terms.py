# A reader should be able to do the sum again on paper. So the figures of a computation stand in
# one unit and with as few digits as still give the same result; exact ones stay on other pages.
"""The figures that enter a computation, as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from silkline.claims.spans import places, rounded
from silkline.model import Amount, Claim, Dataset, Observation, Unit

LONG: Final = Decimal(100_000)
"""Figures from here on are shown in a larger unit where there is one."""

MOST_MORE: Final = 12
"""Decimals that are tried beyond the first guess before the figures stand as they are."""

Compute = Callable[[tuple[Decimal, ...]], Decimal]


def terms(
    dataset: Dataset, claim: Claim, found: Iterable[Observation], compute: Compute, decimals: int
) -> tuple[Amount, ...]:
    """Each observation with its unit: all in one unit of a kind, in order.

    Figures that keep their published unit keep their digits. Converted ones get the fewest
    decimals with which `compute`, rounded to `decimals`, gives what the exact ones give.
    """
    held = [(o.value, _unit(dataset, o)) for o in found if o.value is not None]
    goal = _shown_in(dataset, claim, held)
    exact = tuple(value * unit.multiplier / goal.multiplier for value, unit in held)
    kept = tuple(unit == goal for _, unit in held)
    wanted = rounded(compute(exact), decimals)
    start = max((places(v) for v, keep in zip(exact, kept, strict=True) if keep), default=1)
    shown = exact
    for digits in range(start, start + MOST_MORE + 1):
        shown = tuple(
            v if keep else shortened(v, digits) for v, keep in zip(exact, kept, strict=True)
        )
        if all(shown) and rounded(compute(shown), decimals) == wanted:
            break
    return tuple(Amount(value=value, unit=goal.code) for value in shown)


def shortened(value: Decimal, decimals: int) -> Decimal:
    """Rounded to so many decimals, unless it has fewer of its own."""
    plain = Decimal(f"{value.normalize():f}")
    return rounded(plain, min(decimals, places(plain)))


def _unit(dataset: Dataset, observation: Observation) -> Unit:
    return dataset.units[dataset.indicators[observation.indicator].unit]


def _shown_in(dataset: Dataset, claim: Claim, held: list[tuple[Decimal, Unit]]) -> Unit:
    """The claim's unit if it fits, else the largest of the figures'; a larger one for long ones."""
    claimed = dataset.units[claim.unit]
    units = [unit for _, unit in held]
    if claimed.base == units[0].base:
        return claimed
    largest = max(units, key=lambda unit: unit.multiplier)
    sizes = [abs(value) * unit.multiplier for value, unit in held]
    if max(sizes) < LONG * largest.multiplier:
        return largest
    return max(larger(dataset, largest, min(sizes)), key=lambda unit: unit.multiplier)


def larger(dataset: Dataset, unit: Unit, size: Decimal) -> Iterable[Unit]:
    """The unit and those above it, a thousand times each, in which a size is at least one."""
    yield unit
    steps = {unit.multiplier * 1000**k for k in range(1, 5)}
    for other in dataset.units.values():
        if other.base == unit.base and other.multiplier in steps and other.multiplier <= size:
            yield other
