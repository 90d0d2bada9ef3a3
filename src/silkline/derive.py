# Indicators that nobody publishes but that follow from published ones: computed here at build,
# marked as derived, and never where an input is missing, hedged or flagged. Input has passed
# validation: every input exists and no derivation depends on itself.
"""Derived indicators: sums, ratios and shares, declared in a table and computed at build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Context, Decimal
from graphlib import TopologicalSorter
from typing import Final

from silkline import series
from silkline.model import Dataset, Derivation, Observation, Qualifier
from silkline.series import DERIVED

DIGITS: Final = 12
"""Significant digits that a derived value is kept to."""

WEAKNESS: Final = ("A", "P", "E")
"""Statuses that may enter a derived value, strongest first; the weakest input names the result."""

Place = tuple[str, str]
"""Area and period."""
Inputs = tuple[Observation, ...]
Formula = Callable[[tuple[Decimal, ...]], Decimal | None]


def derive(dataset: Dataset) -> Dataset:
    """The dataset with the observations of its derived indicators.

    A published figure is never replaced: where an indicator has one, none is derived.
    """
    for indicator in _in_order(dataset.derivations):
        dataset = _with_derived(dataset, dataset.derivations[indicator])
    return dataset


def _in_order(derivations: Mapping[str, Derivation]) -> Iterator[str]:
    graph = {d.indicator: d.inputs for d in derivations.values()}
    return (name for name in TopologicalSorter(graph).static_order() if name in derivations)


def _with_derived(dataset: Dataset, derivation: Derivation) -> Dataset:
    published = dataset.observations.get(derivation.indicator, ())
    taken = {(o.ref_area, o.time_period) for o in published}
    made = [o for o in _derived(dataset, derivation) if (o.ref_area, o.time_period) not in taken]
    grouped = series.group_observations([*published, *made], dataset.sources)
    observations = dict(sorted({**dataset.observations, **grouped}.items()))
    return replace(dataset, observations=observations, memo={})


def _derived(dataset: Dataset, derivation: Derivation) -> Iterator[Observation]:
    for place, inputs in _places(dataset, derivation):
        value = _value(dataset, derivation, inputs)
        if value is not None:
            yield _observation(derivation, place, inputs, value)


def _places(dataset: Dataset, derivation: Derivation) -> Iterator[tuple[Place, Inputs]]:
    """Each area and period for which every input can be used, with the inputs in order."""
    first, *others = (_usable(dataset, name) for name in derivation.inputs)
    if derivation.formula == "share_of_area_percent":
        others = [_of_area(first, derivation.reference_area)]
    for place, observation in first.items():
        if all(place in other for other in others):
            yield place, (observation, *(other[place] for other in others))


def _usable(dataset: Dataset, indicator: str) -> dict[Place, Observation]:
    return {
        (o.ref_area, o.time_period): o
        for o in series.preferred(dataset, indicator)
        if o.value is not None and o.qualifier is Qualifier.EXACT and o.status in WEAKNESS
    }


def _of_area(observations: Mapping[Place, Observation], area: str) -> dict[Place, Observation]:
    """The reference area's observation under the place of every other area of the same period."""
    reference = {period: o for (a, period), o in observations.items() if a == area}
    return {
        (a, period): reference[period]
        for a, period in observations
        if a != area and period in reference
    }


def _value(dataset: Dataset, derivation: Derivation, inputs: Inputs) -> Decimal | None:
    numbers = tuple(_in_base(dataset, o) for o in inputs)
    value = _FORMULAS[derivation.formula](numbers)
    if value is None:
        return None
    if derivation.formula == "sum":
        value /= _multiplier(dataset, derivation.indicator)
    return Context(prec=DIGITS).plus(value)


def _in_base(dataset: Dataset, observation: Observation) -> Decimal:
    assert observation.value is not None
    return observation.value * _multiplier(dataset, observation.indicator)


def _multiplier(dataset: Dataset, indicator: str) -> Decimal:
    return dataset.units[dataset.indicators[indicator].unit].multiplier


def _sum(numbers: tuple[Decimal, ...]) -> Decimal:
    return sum(numbers, start=Decimal(0))


def _percent(numbers: tuple[Decimal, ...]) -> Decimal | None:
    part, whole = numbers
    return part / whole * 100 if whole else None


_FORMULAS: Final[Mapping[str, Formula]] = {
    "sum": _sum,
    "ratio_percent": _percent,
    "share_of_area_percent": _percent,
}


def _observation(
    derivation: Derivation, place: Place, inputs: Inputs, value: Decimal
) -> Observation:
    text = f"{value.normalize():f}"
    return Observation(
        indicator=derivation.indicator,
        ref_area=place[0],
        time_period=place[1],
        text=text,
        value=Decimal(text),
        qualifier=Qualifier.EXACT,
        status=max((o.status for o in inputs), key=WEAKNESS.index),
        source=DERIVED,
        evidence=DERIVED,
        note=_note(derivation, inputs),
        where=derivation.where,
    )


def _note(derivation: Derivation, inputs: Inputs) -> str:
    named = [f"{o.indicator} ({o.source})" for o in inputs]
    if derivation.formula == "sum":
        return f"Sum of {' and '.join(named)}"
    if derivation.formula == "share_of_area_percent":
        named[1] += f" of {derivation.reference_area}"
    return f"{named[0]} as a percentage of {named[1]}"
