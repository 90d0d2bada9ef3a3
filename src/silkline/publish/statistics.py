# Observations by indicator and by area, each as CSV for spreadsheets and programs and as JSON that
# carries all that must be known to use them. CSV files share their columns, so that they can be
# stacked. The reader of notebooks reads these same bytes.
"""The observation files of the data API."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.memory import kept, remembered
from silkline.publish.text import Json, Written, csv_bytes, json_bytes, numeral, quoted
from silkline.series import alternatives, alternatives_by_area, by_area, preferred, sources_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from silkline.model import (
        Area,
        Break,
        Dataset,
        Derivation,
        Indicator,
        Observation,
        Source,
        Unit,
        Verdict,
        Waiver,
    )


def indicator_csv(dataset: Dataset, indicator: str) -> bytes:
    """An indicator's observations, one for each area and period, of the preferred source."""
    return csv_bytes(addresses.COLUMNS, _rows(dataset, preferred(dataset, indicator)))


def indicator_json(dataset: Dataset, indicator: str) -> bytes:
    """An indicator with its unit, sources, breaks, waivers, areas and observations.

    `observations` holds the preferred ones, `alternatives` those of other sources for the same area
    and period. `evidence` is a place in a file of the package of the observation's source.
    """
    observations = [_observation(o, area=True) for o in preferred(dataset, indicator)]
    return _indicator_json(dataset, indicator, {"observations": observations})


def beside_csv(dataset: Dataset, indicator: str) -> bytes:
    """What `indicator_json` has and `indicator_csv` has not: all but the observations."""
    return _indicator_json(dataset, indicator, {})


def _indicator_json(dataset: Dataset, indicator: str, between: dict[str, Json]) -> bytes:
    others = [o for group in alternatives(dataset, indicator).values() for o in group]
    return json_bytes(
        {
            **about_indicator(dataset, indicator),
            "areas": areas_of(dataset, indicator),
            **between,
            "alternatives": [_observation(o, area=True) for o in others],
        }
    )


def about_indicator(dataset: Dataset, indicator: str) -> dict[str, Json]:
    """All that is known of an indicator but its areas and observations."""
    known = dataset.indicators[indicator]
    derivation = dataset.derivations.get(indicator)
    return {
        **_indicator(known),
        "unit": _unit(dataset.units[known.unit]),
        "derived": _derivation(derivation) if derivation else None,
        "sources": [source_member(dataset.sources[s]) for s in source_ids(dataset, indicator)],
        "breaks": [_break(b) for b in dataset.breaks if b.indicator == indicator],
        "waivers": [_waiver(w) for w in dataset.waivers if w.indicator == indicator],
    }


def areas_of(dataset: Dataset, indicator: str) -> list[Json]:
    """The areas that an indicator has observations of, by code."""
    codes = sorted({o.ref_area for o in preferred(dataset, indicator)})
    return [_area(dataset.areas[code]) for code in codes]


def economy_csv(dataset: Dataset, area: str) -> bytes:
    """An area's observations of every indicator, of the preferred sources."""
    rows = (row for found in of_area(dataset, area).values() for row in found)
    return csv_bytes(addresses.COLUMNS, _rows(dataset, rows))


def economy_json(dataset: Dataset, area: str, verdicts: Mapping[str, Verdict]) -> bytes:
    """An area with its indicators, each with unit and observations, and all that these rest on.

    `sources` holds every source named here, `claims` those about the area and those that were
    checked with one of its figures: `uses` names the figures as `INDICATOR/AREA/PERIOD`.
    """
    found = of_area(dataset, area)
    return json_bytes(
        {
            **_area(dataset.areas[area]),
            "indicators": [_of_area(dataset, i, area, group) for i, group in found.items()],
            "sources": [source_member(dataset.sources[s]) for s in _sources_of(dataset, area)],
            "claims": [
                _claim(dataset, c, verdicts.get(c)) for c in _claims_of(dataset, area, verdicts)
            ],
        }
    )


def _of_area(
    dataset: Dataset, indicator: str, area: str, observations: Iterable[Observation]
) -> dict[str, Json]:
    known, derivation = dataset.indicators[indicator], dataset.derivations.get(indicator)
    others = alternatives_by_area(dataset, indicator)[area]
    return {
        "indicator": indicator,
        "title": known.title,
        "title_zh": known.title_zh,
        "unit": known.unit,
        "unit_title": dataset.units[known.unit].title,
        "unit_title_zh": dataset.units[known.unit].title_zh,
        "package": known.package,
        "derived": _derivation(derivation) if derivation else None,
        "observations": [_observation(o, area=False) for o in observations],
        "alternatives": [_observation(o, area=False) for o in others],
    }


def _sources_of(dataset: Dataset, area: str) -> list[str]:
    """The sources of an area's figures, by id."""
    listed = indicators_by_area(dataset)[area]
    found = {o.source for i in listed for o in _own(dataset, i, area)}
    return sorted(found & dataset.sources.keys())


def _own(dataset: Dataset, indicator: str, area: str) -> Iterator[Observation]:
    yield from by_area(dataset, indicator)[area]
    yield from alternatives_by_area(dataset, indicator)[area]


def _claims_of(dataset: Dataset, area: str, verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    """The claims that are about an area or were checked with one of its figures."""
    for key, claim in sorted(dataset.claims.items()):
        used = verdicts[key].evidence if key in verdicts else ()
        if claim.ref_area == area or any(o.ref_area == area for o in used):
            yield key


def _claim(dataset: Dataset, key: str, verdict: Verdict | None) -> dict[str, Json]:
    claim = dataset.claims[key]
    statement = dataset.statements[claim.statement]
    used = verdict.evidence if verdict else ()
    return {
        "claim": key,
        "indicator": claim.indicator,
        "ref_area": claim.ref_area,
        "time_period": claim.time_period,
        "printed": claim.printed,
        "speaker": statement.speaker,
        "source": statement.source,
        "paragraph": statement.paragraph,
        "sentence": statement.sentence,
        "outcome": verdict.outcome.value if verdict else "",
        "uses": sorted({f"{o.indicator}/{o.ref_area}/{o.time_period}" for o in used}),
    }


def of_area(dataset: Dataset, area: str) -> dict[str, tuple[Observation, ...]]:
    """Preferred observations of an area, by indicator. Raises KeyError for one that has none."""
    return {i: by_area(dataset, i)[area] for i in indicators_by_area(dataset)[area]}


@remembered
def indicators_by_area(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """The indicators that have observations of an area, with a value or without, by area."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for indicator in sorted(dataset.indicators):
        for area in _areas(dataset, indicator):
            found[area].append(indicator)
    return {area: tuple(indicators) for area, indicators in sorted(found.items())}


@kept
def _areas(dataset: Dataset, indicator: str) -> tuple[str, ...]:
    return tuple(by_area(dataset, indicator))


@remembered
def source_ids(dataset: Dataset, indicator: str) -> tuple[str, ...]:
    """The sources that an indicator or its inputs rest on, best preference first."""
    found = sources_behind(dataset, indicator)
    known = (dataset.sources[source] for source in found if source in dataset.sources)
    return tuple(s.id for s in sorted(known, key=lambda s: (s.preference, s.id)))


def _rows(dataset: Dataset, observations: Iterable[Observation]) -> Iterator[tuple[str, ...]]:
    for o in observations:
        area = dataset.areas[o.ref_area]
        yield (
            o.indicator,
            o.ref_area,
            area.name,
            area.name_zh,
            o.time_period,
            o.text,
            o.qualifier.value,
            o.status,
            dataset.indicators[o.indicator].unit,
            o.source,
            o.evidence,
            o.note,
        )


def _observation(o: Observation, *, area: bool) -> Written:
    """An observation as JSON, with or without its area.

    Nine of ten bytes of the data API are these: put together here, they take a third of the time.
    """
    begin = f'{{"ref_area": {quoted(o.ref_area)}, ' if area else "{"
    return Written(
        f'{begin}"time_period": {quoted(o.time_period)}, "obs_value": {numeral(o.text) or "null"}, '
        f'"obs_qualifier": {quoted(o.qualifier)}, "obs_status": {quoted(o.status)}, '
        f'"source": {quoted(o.source)}, "evidence": {quoted(o.evidence)}, '
        f'"note": {quoted(o.note)}}}'
    )


def _indicator(i: Indicator) -> dict[str, Json]:
    return {
        "indicator": i.id,
        "title": i.title,
        "title_zh": i.title_zh,
        "definition": i.definition,
        "definition_zh": i.definition_zh,
        "topic": i.topic,
        "decimals": i.decimals,
        "kind": i.kind,
        "aggregation": i.aggregation,
        "caveat": i.caveat,
        "caveat_zh": i.caveat_zh,
        "related": list(i.related),
        "package": i.package,
    }


def _unit(u: Unit) -> dict[str, Json]:
    return {
        "unit": u.code,
        "title": u.title,
        "title_zh": u.title_zh,
        "symbol": u.symbol,
        "base": u.base,
        "multiplier": numeral(str(u.multiplier)),
        "ucum": u.ucum,
    }


def _derivation(d: Derivation) -> dict[str, Json]:
    return {
        "formula": d.formula,
        "inputs": list(d.inputs),
        "reference_area": d.reference_area,
        "base_period": d.base_period,
        "years": d.years,
    }


def source_member(s: Source) -> dict[str, Json]:
    """A source; its address is relative to the folder of indicators, or one beside it."""
    address = addresses.package_file(s.package, s.file) if s.file else ""
    return {
        "source": s.id,
        "preference": s.preference,
        "producer": s.producer,
        "title": s.title,
        "url": s.url,
        "published": s.published,
        "retrieved": s.retrieved,
        "licence": s.licence,
        "package": s.package,
        "file": s.file,
        "address": addresses.relative(f"{addresses.API}/indicators/", address) if address else "",
        "sha256": s.sha256,
        "citation": s.citation,
    }


def _break(b: Break) -> dict[str, Json]:
    return {
        "ref_area": b.ref_area,
        "time_period": b.time_period,
        "what": b.what,
        "what_zh": b.what_zh,
    }


def _waiver(w: Waiver) -> dict[str, Json]:
    return {
        "code": w.code,
        "ref_area": w.ref_area,
        "time_period": w.time_period,
        "source": w.source,
        "reason": w.reason,
        "reason_zh": w.reason_zh,
    }


def _area(a: Area) -> dict[str, Json]:
    return {
        "area": a.code,
        "name": a.name,
        "name_zh": a.name_zh,
        "kind": a.kind.value,
        "m49": a.m49,
        "parent": a.parent,
    }
