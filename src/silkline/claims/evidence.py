# Which observations may speak for or against a claim. A source cannot confirm its own figure, so
# observations of another source come first; two figures that are compared with each other come
# from one source, never from two vintages of a series.
"""Finding the observations that a claim is checked against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from silkline import series
from silkline.model import Claim, Dataset, Observation, Qualifier, Source
from silkline.series import DERIVED

PROVISIONAL = "P"
"""Status of a first release that its publisher means to revise."""


class Want(NamedTuple):
    """An observation that a check needs."""

    indicator: str
    area: str
    period: str


Found = tuple[Observation, ...]


def find(dataset: Dataset, claim: Claim, *wants: Want, own: bool = True) -> Found:
    """The wanted observations, in order and all of one source; nothing where none has them all.

    Sources other than the claim's come first, then final figures, then the better preference.
    Hedged and missing values are no evidence. `own` admits the claim's own source.
    """
    by_source: defaultdict[str, dict[Want, Observation]] = defaultdict(dict)
    for indicator in sorted({w.indicator for w in wants}):
        for o in dataset.observations.get(indicator, ()):
            if o.value is not None and o.qualifier is Qualifier.EXACT:
                by_source[o.source][Want(o.indicator, o.ref_area, o.time_period)] = o
    full = [
        tuple(held[w] for w in wants)
        for _, held in sorted(by_source.items())
        if all(w in held for w in wants)
    ]
    if not own:
        full = [found for found in full if not is_own(dataset, claim, found)]
    return min(full, key=lambda found: _order(dataset, claim, found), default=())


def alike(dataset: Dataset, claim: Claim) -> Found:
    """What other sources give for the claim's area that is equal to it, one for each period."""
    shown: dict[str, Observation] = {}
    if claim.qualifier is not Qualifier.EXACT:
        return ()
    for o in dataset.observations.get(claim.against or claim.indicator, ()):
        equal = o.value == claim.value and o.qualifier is Qualifier.EXACT
        other = o.source in dataset.sources and not is_own(dataset, claim, (o,))
        if equal and other and o.ref_area == claim.ref_area:
            shown.setdefault(o.time_period, o)
    return tuple(shown[period] for period in sorted(shown))


def is_own(dataset: Dataset, claim: Claim, found: Iterable[Observation]) -> bool:
    """Whether any of the observations rests on the claim's own source."""
    return any(source.id == own_source(dataset, claim).id for source in origins(dataset, found))


def own_source(dataset: Dataset, claim: Claim) -> Source:
    """The source that the claim stands in."""
    return dataset.sources[dataset.statements[claim.statement].source]


def own_observation(dataset: Dataset, claim: Claim) -> Observation | None:
    """The claimed figure as an observation, where it was entered as one."""
    source = own_source(dataset, claim).id
    place = (claim.ref_area, claim.time_period)
    found = dataset.observations.get(claim.indicator, ())
    same = (o for o in found if o.source == source and (o.ref_area, o.time_period) == place)
    return next(same, None)


def origins(dataset: Dataset, found: Iterable[Observation]) -> tuple[Source, ...]:
    """The sources that observations rest on, those of derived ones included, by id."""
    ids = {source for o in found for source in _source_ids(dataset, o)}
    return tuple(dataset.sources[source] for source in sorted(ids))


def _source_ids(dataset: Dataset, observation: Observation) -> set[str]:
    if observation.source != DERIVED:
        return {observation.source}
    derivation = dataset.derivations[observation.indicator]
    areas = [observation.ref_area, derivation.reference_area]
    inputs = (
        series.value_at(dataset, indicator, area, observation.time_period)
        for indicator in derivation.inputs
        for area in filter(None, areas)
    )
    return {source for o in inputs if o is not None for source in _source_ids(dataset, o)}


def _order(dataset: Dataset, claim: Claim, found: Found) -> tuple[bool, bool, int, str]:
    source = found[0].source
    preference = dataset.sources[source].preference if source in dataset.sources else 0
    provisional = any(o.status == PROVISIONAL for o in found)
    return is_own(dataset, claim, found), provisional, preference, source
