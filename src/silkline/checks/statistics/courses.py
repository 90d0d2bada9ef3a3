# A series is its own best witness: what it never did before, it probably did not do now. Two marks
# must agree before a figure is called odd, because series of small economies are lively by nature.
"""Checks of series in time: jumps of scale, changes of sign, growth, and early ends."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Final

from silkline.checks.periods import PER_YEAR
from silkline.checks.statistics.material import (
    Check,
    Figure,
    Finding,
    Key,
    Material,
    Series,
    about,
    breaks_between,
)
from silkline.marks import show
from silkline.problems import Severity

SCALES: Final = (10, 100, 1_000, 1_000_000)
"""Factors by which a figure is off whose unit or scale was mistaken."""
_FRACTIONS: Final = dict(
    zip(SCALES, ("a tenth", "a hundredth", "a thousandth", "a millionth"), strict=True)
)
WITHIN: Final = 0.2
"""How near to such a factor a figure must be, on both sides, to look like one."""
_NEAREST: Final = SCALES[0] * (1 - WITHIN)
"""A figure less than so many times its neighbour is off by none of the factors."""
SIGNED_KINDS: Final = frozenset({"level", "count"})
"""Kinds of indicator whose sign means something; rates change theirs every other year."""
SIZED_KINDS: Final = SIGNED_KINDS | {"index"}
"""Kinds whose figures have a size: a share or rate near nothing multiplies without meaning."""
FEWEST_OF_ONE_SIGN: Final = 5
"""Figures that a series needs before one of the other sign is odd."""
FEWEST_CHANGES: Final = 5
"""Changes that a series needs before it has a history to be measured by."""
DEVIATIONS: Final = 10
"""Median absolute deviations of log changes beyond which a change is implausible."""
FACTOR: Final = 4
"""Least factor of an implausible change: quiet series have a tiny deviation."""
EARLY_YEARS: Final = 10
"""Years between the last figure of an area and the last of its source that call for a note."""


def jumps_of_scale(material: Material) -> Iterator[Finding]:
    """A figure a thousand times its neighbours has been copied in another unit."""
    for key, figures in material.series.items():
        for before, it, after in _threes(figures):
            scale = scale_of(before.value, it.value, after.value)
            if scale > SCALES[0] or (scale and _matters(material, key, before, it)):
                larger = abs(it.value) > abs(before.value)
                told = f"{scale:,} times" if larger else f"{_FRACTIONS[scale]} of"
                message = (
                    f"'obs_value' is {show(it.text)}, about {told} the values of {before.period} "
                    f"({before.text}) and {after.period} ({after.text})"
                )
                yield about(it.row, "obs_value", "ST002", message)


def scale_of(before: float, value: float, after: float) -> int:
    """The one of SCALES that a value is off from both its neighbours, up or down; 0 for none."""
    if before * value <= 0 or after * value <= 0 or 1 / _NEAREST < value / before < _NEAREST:
        return 0
    ratios = sorted((value / before, value / after))
    if ratios[1] < 1:
        ratios = [1 / ratios[1], 1 / ratios[0]]
    low, high = ratios
    near = (s for s in SCALES if s * (1 - WITHIN) <= low and high <= s * (1 + WITHIN))
    return next(near, 0)


def _threes(figures: Series) -> Iterator[tuple[Figure, Figure, Figure]]:
    return zip(figures, figures[1:], figures[2:], strict=False)


def _matters(material: Material, key: Key, *figures: Figure) -> bool:
    """Whether one of the figures is of a size, and not small beside most of its indicator.

    One contract multiplies the exports of an island, and tells nothing of a slip.
    """
    if material.kind(key.indicator) not in SIZED_KINDS:
        return False
    return max(abs(f.value) for f in figures) >= material.middling(key.indicator)


def changes_of_sign(material: Material) -> Iterator[Finding]:
    """One negative figure among positive ones, or the reverse, is a slip of the pen or a wonder."""
    for key, figures in material.series.items():
        if material.kind(key.indicator) not in SIGNED_KINDS:
            continue
        negative = [f for f in figures if f.value < 0]
        positive = [f for f in figures if f.value > 0]
        for few, many, word in ((negative, positive, "negative"), (positive, negative, "positive")):
            if len(few) == 1 and len(many) >= FEWEST_OF_ONE_SIGN:
                (it,) = few
                message = (
                    f"'obs_value' is {show(it.text)}, the only {word} figure "
                    f"among {len(few) + len(many)} of its series"
                )
                yield about(it.row, "obs_value", "ST003", message)


def implausible_growth(material: Material) -> Iterator[Finding]:
    """A change out of all proportion to those that the series has seen."""
    for key, figures in material.series.items():
        changes = _changes(figures)
        if len(changes) < FEWEST_CHANGES:
            continue
        usual = median(c for _, _, c in changes)
        deviation = median(abs(c - usual) for _, _, c in changes)
        least = max(DEVIATIONS * deviation, 1e-9)
        for before, it, change in changes:
            if (
                abs(change) > math.log(FACTOR)
                and abs(change - usual) > least
                and _matters(material, key, before, it)
                and not breaks_between(material, key, before, it)
            ):
                yield _grown(before, it, deviation)


def _changes(figures: Series) -> list[tuple[Figure, Figure, float]]:
    """Log changes a period between figures of one sign; those beside a jump of scale are told."""
    odd = {
        it.at
        for before, it, after in _threes(figures)
        if scale_of(before.value, it.value, after.value)
    }
    plain = [f for f in figures if f.at not in odd]
    return [
        (before, it, math.log(it.value / before.value) / (it.at - before.at))
        for before, it in pairwise(plain)
        if it.value * before.value > 0 and it.at > before.at
    ]


_PLAIN: Final = 10
"""Factor from which no decimal is told."""


def _grown(before: Figure, it: Figure, deviation: float) -> Finding:
    ratio = it.value / before.value
    digits = 1 if ratio < _PLAIN else 0
    times = f"{ratio:,.{digits}f} times" if ratio > 1 else f"{ratio * 100:.2g}% of"
    usual = (math.exp(deviation) - 1) * 100
    message = (
        f"'obs_value' is {show(it.text)}, {times} the value of {before.period} ({before.text}); "
        f"half of the changes of its series are within {usual:.2g}% of the usual one"
    )
    return about(it.row, "obs_value", "ST004", message)


def early_ends(material: Material) -> Iterator[Finding]:
    """An area that falls silent while its source goes on: gone, renamed, or lost on the way."""
    last: defaultdict[tuple[str, str, str], dict[str, Figure]] = defaultdict(dict)
    for key, figures in material.series.items():
        last[key.indicator, key.source, key.frequency][key.ref_area] = figures[-1]
    for (indicator, source, frequency), ends in last.items():
        end = max(f.at for f in ends.values())
        for area, it in ends.items():
            if end - it.at > EARLY_YEARS * PER_YEAR[frequency]:
                yield Finding(
                    code="ST007",
                    message=f"{area} ({it.period})",
                    hint="look whether rows were lost; if not, waive this finding and say so.",
                    severity=Severity.NOTE,
                    row=it.row,
                    column="time_period",
                    indicator=indicator,
                    ref_area=area,
                    source=source,
                )


CHECKS: Final[tuple[Check, ...]] = (
    jumps_of_scale,
    changes_of_sign,
    implausible_growth,
    early_ends,
)
