# Indicators that nobody publishes but that follow from published ones: computed here at build,
# marked as derived, and never where an input is missing, hedged or flagged. Input has passed
# validation: every input exists and no derivation depends on itself. Two figures of one indicator
# are compared only where one source gives both and no break lies between them: else a change of
# method would look like a change of the matter.
"""Derived indicators: sums, shares, growth and the like, declared in a table, made at build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from graphlib import TopologicalSorter
from typing import Any, Final

from silkline import series
from silkline.messages import Messages, messages
from silkline.model import Dataset, Derivation, Observation, Qualifier
from silkline.series import DERIVED, LateFigures
from silkline.stamps import made_from

DIGITS: Final = 12
"""Significant digits that a derived value is kept to."""

RATE_DIGITS: Final = 5
"""Significant digits that a note shows of a rate; its own page has them all."""

WEAKNESS: Final = ("A", "P", "E")
"""Statuses that may enter a derived value, strongest first; the weakest input names the result."""

Place = tuple[str, str]
"""Area and period."""
Inputs = tuple[Observation, ...]
Numbers = tuple[Decimal, ...]
Formula = Callable[[Numbers, Derivation], Decimal | None]

IN_TIME: Final = frozenset({"growth_percent", "cagr_percent", "multiple_of_period"})
"""Formulas that compare a figure with another one of the same series."""
TWO_FIGURES: Final = IN_TIME | {"share_of_area_percent"}
"""Formulas of one input that take two figures of it."""
PURE_NUMBERS: Final = frozenset({"ratio", "one", "percent", "index"})
"""Bases of units that name no thing: a rate is not told as so much per one of them."""
IN_UNIT: Final = frozenset({"sum", "difference", "per_head", "quotient"})
"""Formulas whose result is an amount, to be told in the unit of the derived indicator."""


def derive(dataset: Dataset) -> Dataset:
    """The dataset with the observations of its derived indicators.

    A published figure is never replaced: where an indicator has one, none is derived.
    """
    for indicator in _in_order(dataset.derivations):
        dataset = _with_derived(dataset, dataset.derivations[indicator])
    return replace(dataset, memo={})


def _in_order(derivations: Mapping[str, Derivation]) -> Iterator[str]:
    graph = {d.indicator: d.inputs for d in derivations.values()}
    return (name for name in TopologicalSorter(graph).static_order() if name in derivations)


def _with_derived(dataset: Dataset, derivation: Derivation) -> Dataset:
    name = derivation.indicator
    names = tuple(dict.fromkeys((name, *_behind(dataset, derivation))))
    found = made_from(
        ("derived", name),
        lambda *_: _figures(_alone(dataset, names), derivation),
        *(part.get(n) for part in _parts(dataset) for n in names),
        *(dataset.sources, dataset.units, dataset.breaks),
    )
    if not found:
        return dataset
    published = dataset.observations
    figures = published if isinstance(published, LateFigures) else LateFigures({}, published)
    # What was asked so far was asked of other indicators, whose figures stay as they are.
    return replace(dataset, observations=figures.having(name, found))


def _figures(dataset: Dataset, derivation: Derivation) -> Inputs:
    """All figures of a derived indicator, published ones too."""
    published = dataset.observations.get(derivation.indicator, ())
    taken = {(o.ref_area, o.time_period) for o in published}
    made = [o for o in _derived(dataset, derivation) if (o.ref_area, o.time_period) not in taken]
    grouped = series.group_observations([*published, *made], dataset.sources)
    return grouped.get(derivation.indicator, ())


def _behind(dataset: Dataset, derivation: Derivation) -> Iterator[str]:
    """Every indicator that a derived one rests on, however far below."""
    for name in derivation.inputs:
        yield name
        if name in dataset.derivations:
            yield from _behind(dataset, dataset.derivations[name])


def _parts(dataset: Dataset) -> tuple[Mapping[str, object], ...]:
    return dataset.indicators, dataset.derivations, dataset.observations


def _alone(dataset: Dataset, names: Iterable[str]) -> Dataset:
    """The data with nothing but what figures of some indicators are made from."""
    indicators, derivations, observations = (
        {name: part[name] for name in names if name in part} for part in _parts(dataset)
    )
    none: dict[str, Any] = {f.name: {} for f in fields(Dataset) if f.default is MISSING}
    told = {"indicators": indicators, "derivations": derivations, "observations": observations}
    kept = {name: getattr(dataset, name) for name in ("sources", "units", "breaks", "memo")}
    return Dataset(**{**none, **told, **kept})


def _derived(dataset: Dataset, derivation: Derivation) -> Iterator[Observation]:
    notes: dict[tuple[object, ...], str] = {}
    for place, inputs in _places(dataset, derivation):
        value = _value(dataset, derivation, inputs)
        if value is not None:
            told = _said_of(derivation, inputs)
            if told not in notes:
                notes[told] = _note(dataset, derivation, inputs, messages("en"))
            yield _observation(derivation, place, inputs, value, notes[told])


def _said_of(derivation: Derivation, inputs: Inputs) -> tuple[object, ...]:
    """All that a note says of its inputs: hundreds of economies have the same."""
    rate = inputs[1].value if derivation.formula == "quotient" else None
    return rate, *((o.source, o.time_period) for o in inputs)


def _places(dataset: Dataset, derivation: Derivation) -> Iterator[tuple[Place, Inputs]]:
    """Each area and period for which every input can be used, with the inputs in order."""
    first, *others = (_preferred(dataset, name) for name in derivation.inputs)
    if derivation.formula in TWO_FIGURES:
        others = [_of_same_source(dataset, derivation, first)]
    for place, observation in first.items():
        if all(place in other for other in others):
            yield place, (observation, *(other[place] for other in others))


def _preferred(dataset: Dataset, indicator: str) -> dict[Place, Observation]:
    return {
        (o.ref_area, o.time_period): o for o in series.preferred(dataset, indicator) if _usable(o)
    }


def _usable(o: Observation) -> bool:
    return o.value is not None and o.qualifier is Qualifier.EXACT and o.status in WEAKNESS


def _of_same_source(
    dataset: Dataset, derivation: Derivation, observations: Mapping[Place, Observation]
) -> dict[Place, Observation]:
    """The figure that each one is compared with, where its own source gives that too."""
    (indicator,), area = derivation.inputs, derivation.reference_area
    given = {
        (o.ref_area, o.time_period, series.sources_of(dataset, o)): o
        for o in dataset.observations.get(indicator, ())
        if _usable(o)
    }
    breaks = _breaks(dataset, indicator)
    found: dict[Place, Observation] = {}
    for place, o in observations.items():
        sources = series.sources_of(dataset, o)
        other = given.get((*compared_place(derivation, place), sources))
        if other is not None and not _broken(breaks, o, other) and place[0] != area:
            found[place] = other
    return found


def compared_place(derivation: Derivation, place: Place) -> Place:
    """Area and period that the figure for a place is compared with."""
    area, period = place
    if derivation.formula == "share_of_area_percent":
        return derivation.reference_area, period
    if derivation.formula == "multiple_of_period":
        return area, derivation.base_period
    return area, _earlier(period, derivation.years or 0)


def _earlier(period: str, years: int) -> str:
    """The same part of an earlier year; nothing for an interval of years."""
    return "" if "/" in period else f"{int(period[:4]) - years:04}{period[4:]}"


def _breaks(dataset: Dataset, indicator: str) -> dict[tuple[str, str], list[date]]:
    """First days of the periods at which a series breaks, by area and source.

    Both may be empty: the break is then one of every area, or of every source. A derived series
    breaks where one of its inputs does.
    """
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    for b in dataset.breaks:
        if b.indicator == indicator:
            found[b.ref_area, ""].append(series.period_start(b.time_period))
    for o in dataset.observations.get(indicator, ()):
        if o.status == "B":
            found[o.ref_area, o.source].append(series.period_start(o.time_period))
    derivation = dataset.derivations.get(indicator)
    for name in derivation.inputs if derivation else ():
        for (area, _), days in _breaks(dataset, name).items():
            found[area, ""] += days
    return found


def _broken(
    breaks: Mapping[tuple[str, str], list[date]], one: Observation, other: Observation
) -> bool:
    """Whether the series breaks after the earlier of two figures and up to the later one."""
    since, until = sorted(series.period_start(o.time_period) for o in (one, other))
    places = (("", ""), (one.ref_area, ""), (one.ref_area, one.source))
    return any(since < day <= until for place in places for day in breaks.get(place, ()))


def _value(dataset: Dataset, derivation: Derivation, inputs: Inputs) -> Decimal | None:
    numbers = tuple(_in_base(dataset, o) for o in inputs)
    value = _FORMULAS[derivation.formula](numbers, derivation)
    if value is None:
        return None
    if derivation.formula in IN_UNIT:
        value /= _multiplier(dataset, derivation.indicator)
    return Context(prec=DIGITS).plus(value)


def _in_base(dataset: Dataset, observation: Observation) -> Decimal:
    assert observation.value is not None
    return observation.value * _multiplier(dataset, observation.indicator)


def _multiplier(dataset: Dataset, indicator: str) -> Decimal:
    return dataset.units[dataset.indicators[indicator].unit].multiplier


def _sum(numbers: Numbers, _: Derivation) -> Decimal:
    return sum(numbers, start=Decimal(0))


def _difference(numbers: Numbers, _: Derivation) -> Decimal:
    first, second = numbers
    return first - second


def _quotient(numbers: Numbers, _: Derivation) -> Decimal | None:
    first, second = numbers
    return first / second if second else None


def _percent(numbers: Numbers, derivation: Derivation) -> Decimal | None:
    share = _quotient(numbers, derivation)
    return None if share is None else share * 100


def _growth(numbers: Numbers, _: Derivation) -> Decimal | None:
    after, before = numbers
    return (after - before) / before * 100 if before > 0 else None


def _cagr(numbers: Numbers, derivation: Derivation) -> Decimal | None:
    after, before = numbers
    if min(numbers) <= 0 or not derivation.years:
        return None
    yearly: Decimal = (after / before) ** (1 / Decimal(derivation.years))
    return (yearly - 1) * 100


_FORMULAS: Final[Mapping[str, Formula]] = {
    "sum": _sum,
    "difference": _difference,
    "ratio_percent": _percent,
    "share_of_area_percent": _percent,
    "growth_percent": _growth,
    "cagr_percent": _cagr,
    "per_head": _quotient,
    "quotient": _quotient,
    "multiple_of_period": _quotient,
}


def _observation(
    derivation: Derivation, place: Place, inputs: Inputs, value: Decimal, note: str
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
        note=note,
        where=derivation.where,
    )


def note_in_words(dataset: Dataset, observation: Observation, m: Messages) -> str:
    """How one value was computed, in the language of the messages; for values made here."""
    derivation = dataset.derivations[observation.indicator]
    wanted = inputs_at(derivation, (observation.ref_area, observation.time_period))
    found = (series.value_at(dataset, indicator, *at) for indicator, at in wanted)
    inputs = tuple(o for o in found if o is not None)
    return _note(dataset, derivation, inputs, m) if len(inputs) == len(wanted) else ""


def inputs_at(derivation: Derivation, place: Place) -> tuple[tuple[str, Place], ...]:
    """Indicator and place of each figure that the figure for a place is made of, in order."""
    found = [(name, place) for name in derivation.inputs]
    if derivation.formula in TWO_FIGURES:
        found.append((derivation.inputs[0], compared_place(derivation, place)))
    return tuple(found)


def _note(dataset: Dataset, derivation: Derivation, inputs: Inputs, m: Messages) -> str:
    """How one value was computed, in words."""
    given = [m("derived_note.input", indicator=o.indicator, source=o.source) for o in inputs]
    told = m(
        f"derived_note.{derivation.formula}",
        inputs=m("list.and").join(given),
        first=given[0],
        second=given[1],
        area=derivation.reference_area,
        before=inputs[1].time_period,
        after=inputs[0].time_period,
    )
    if derivation.formula != "quotient":
        return told
    return m("derived_note.rated", told=told, rate=_rate(dataset, derivation, inputs, m))


def _rate(dataset: Dataset, derivation: Derivation, inputs: Inputs, m: Messages) -> str:
    """The divisor with what it is counted in: "6.9 yuan per US$"."""
    rate = Context(prec=RATE_DIGITS, rounding=ROUND_HALF_UP).plus(_in_base(dataset, inputs[1]))
    shown = f"{rate.normalize():f}"
    units = [_counted(dataset, i, m) for i in (inputs[0].indicator, derivation.indicator)]
    if not all(units):
        return shown
    return m("derived_note.rate", rate=shown, unit=units[0], of=units[1])


def _counted(dataset: Dataset, indicator: str, m: Messages) -> str:
    """What an indicator counts, as the unit of its base without a multiplier is written."""
    base = dataset.units[dataset.indicators[indicator].unit].base
    units = (
        u
        for u in dataset.units.values()
        if u.base == base and u.multiplier == 1 and u.symbol and base not in PURE_NUMBERS
    )
    found = next(units, None)
    return m.unit_head(found) if found else ""
