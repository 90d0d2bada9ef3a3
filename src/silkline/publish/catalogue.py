# Where programs begin: one file that lists everything with its address, one with every claim. The
# addresses in a file are relative to that file, so that a copy of the folder works anywhere.
"""The lists of the data API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silkline import addresses
from silkline.claims import say
from silkline.memory import kept
from silkline.messages import messages
from silkline.metadata import describe_package, lacks, site_of
from silkline.model import (
    Area,
    Artifact,
    Claim,
    Dataset,
    Indicator,
    Observation,
    Package,
    Register,
    Verdict,
)
from silkline.publish.registers import register_member
from silkline.publish.statistics import indicators_by_area, source_ids
from silkline.publish.text import Json, json_bytes, numeral
from silkline.series import periods, preferred
from silkline.things import entries_of, happenings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from silkline.config import Config


def index_file(dataset: Dataset, config: Config) -> Artifact:
    """Every package, indicator, area with data and register: titles, coverage, addresses."""
    content = json_bytes(
        {
            "api": "v1",
            "title": config.site_name,
            "url": config.site_url,
            "release": dataset.release,
            "releases": _link(addresses.RELEASES_INDEX),
            "manifest": _link(addresses.MANIFEST),
            "checksums": _link(addresses.CHECKSUMS),
            "openapi": _link(addresses.OPENAPI),
            "claims": _link(addresses.CLAIMS),
            "reconciliations": _link(addresses.RECONCILIATIONS),
            "catalogue": _link(addresses.CATALOGUE) if config.site_url else None,
            "cff": _link(addresses.CITATION),
            "structures": _link(addresses.STRUCTURES) if dataset.indicators else None,
            "glossary": _glossary(dataset),
            "timeline": _timeline(dataset),
            "packages": [_package(dataset, p, config) for p in dataset.packages.values()],
            "indicators": [
                index_indicator(dataset, i) for _, i in sorted(dataset.indicators.items())
            ],
            "economies": [
                _economy(dataset.areas[area], len(indicators))
                for area, indicators in indicators_by_area(dataset).items()
            ],
            "registers": [_register(dataset, r) for r in dataset.registers.values()],
        }
    )
    return Artifact(uri=addresses.INDEX, content=content)


def claims_file(dataset: Dataset, verdicts: Mapping[str, Verdict]) -> Artifact:
    """Every claim, the statement it was made in, its verdict and the figures that decided it."""
    claims = [
        _claim(dataset, claim, verdicts.get(key)) for key, claim in sorted(dataset.claims.items())
    ]
    return Artifact(uri=addresses.CLAIMS, content=json_bytes({"claims": claims}))


def _link(address: str) -> str:
    return addresses.relative(f"{addresses.API}/", address)


def index_package(p: Package) -> dict[str, Json]:
    """What a list of packages says of one, before any address."""
    return {
        "package": p.name,
        "title": p.title,
        "title_zh": p.title_zh,
        "kind": p.kind.value,
        "version": p.version,
        "created": p.created,
        "licences": [licence.name for licence in p.licenses],
    }


def _package(dataset: Dataset, p: Package, config: Config) -> dict[str, Json]:
    return {
        **index_package(p),
        "page": _link(addresses.package_page(p.name)),
        "descriptor": _link(addresses.package_descriptor(p.name)),
        "zip": _link(addresses.package_zip(p.name)),
        "citation": {
            form: _link(addresses.package_cited(p.name, form)) for form in addresses.CITATION_FORMS
        },
        "cff": _link(addresses.package_citation(p.name)),
        "croissant": _croissant(dataset, p, config),
        "xlsx": _link(addresses.package_workbook(p.name)),
    }


def _croissant(dataset: Dataset, p: Package, config: Config) -> str | None:
    """None where the package lacks what catalogues must know: its page says what."""
    lacking = lacks(site_of(config), describe_package(dataset, p, {}))
    return None if set(lacking) - {"distribution"} else _link(addresses.package_croissant(p.name))


def index_indicator(dataset: Dataset, i: Indicator) -> dict[str, Json]:
    """What a list of indicators says of one; addresses are relative to the folder of the files."""
    covered = periods(dataset, i.id)
    areas, values = _extent(dataset, i.id)
    return {
        "indicator": i.id,
        "title": i.title,
        "title_zh": i.title_zh,
        "definition": i.definition,
        "topic": i.topic,
        "unit": i.unit,
        "unit_symbol": dataset.units[i.unit].symbol,
        "unit_title": dataset.units[i.unit].title,
        "unit_title_zh": dataset.units[i.unit].title_zh,
        "derived": i.id in dataset.derivations,
        "first_period": covered[0] if covered else "",
        "last_period": covered[-1] if covered else "",
        "areas": areas,
        "values": values,
        "sources": list(source_ids(dataset, i.id)),
        "package": i.package,
        "page": _link(addresses.indicator_page(i.id)),
        "csv": _link(addresses.indicator_csv(i.id)),
        "json": _link(addresses.indicator_json(i.id)),
        "labelled": _link(addresses.indicator_form(i.id, "labelled.csv")),
        "sdmx": _link(addresses.indicator_form(i.id, "sdmx.csv")),
        "parquet": _link(addresses.indicator_form(i.id, "parquet")),
        "metadata": _link(addresses.indicator_form(i.id, "metadata.json")),
        "citation": {
            form: _link(addresses.indicator_cited(i.id, form)) for form in addresses.CITATION_FORMS
        },
    }


@kept
def _extent(dataset: Dataset, indicator: str) -> tuple[int, int]:
    """How many areas have a value, and how many values there are."""
    valued = [o for o in preferred(dataset, indicator) if o.value is not None]
    return len({o.ref_area for o in valued}), len(valued)


def _economy(a: Area, indicators: int) -> dict[str, Json]:
    return {
        "area": a.code,
        "name": a.name,
        "name_zh": a.name_zh,
        "kind": a.kind.value,
        "indicators": indicators,
        "page": _link(addresses.economy_page(a.code)),
        "csv": _link(addresses.economy_csv(a.code)),
        "json": _link(addresses.economy_json(a.code)),
    }


def _register(dataset: Dataset, r: Register) -> dict[str, Json]:
    return {
        **register_member(r),
        "entries": len(entries_of(dataset, r.id)),
        "page": _link(addresses.register_page(r.id)),
        "csv": _link(addresses.register_csv(r.id)),
        "json": _link(addresses.register_json(r.id)),
    }


def _glossary(dataset: Dataset) -> dict[str, Json] | None:
    if not dataset.terms:
        return None
    return {
        "terms": len(dataset.terms),
        "page": _link(addresses.glossary_page()),
        "csv": _link(addresses.glossary_csv()),
        "json": _link(addresses.glossary_json()),
    }


def _timeline(dataset: Dataset) -> dict[str, Json] | None:
    if not happenings(dataset):
        return None
    return {
        "happenings": len(happenings(dataset)),
        "page": _link(addresses.timeline_page()),
        "csv": _link(addresses.timeline_csv()),
        "atom": _link(addresses.timeline_atom()),
        "ics": _link(addresses.timeline_calendar()),
    }


def _claim(dataset: Dataset, c: Claim, verdict: Verdict | None) -> dict[str, Json]:
    statement = dataset.statements[c.statement]
    return {
        "claim": c.id,
        "statement": c.statement,
        "speaker": statement.speaker,
        "role": statement.role,
        "source": statement.source,
        "paragraph": statement.paragraph,
        "sentence": statement.sentence,
        "point": statement.point,
        "point_zh": statement.point_zh,
        "printed": c.printed,
        "indicator": c.indicator,
        "ref_area": c.ref_area,
        "time_period": c.time_period,
        "obs_qualifier": c.qualifier.value,
        "value": numeral(c.text),
        "unit": c.unit,
        "check": c.check,
        "against": c.against,
        "base_period": c.base_period,
        "denominator": c.denominator,
        "definition": c.definition,
        "note": c.note,
        "note_zh": c.note_zh,
        "package": c.package,
        "outcome": verdict.outcome.value if verdict else "",
        **_in_words(dataset, verdict),
        "evidence": [_evidence(o) for o in verdict.evidence] if verdict else [],
    }


def _in_words(dataset: Dataset, verdict: Verdict | None) -> dict[str, Json]:
    """Arithmetic and reason in English and, as all texts of the data, in Chinese."""
    texts = {
        "arithmetic": verdict.arithmetic if verdict else None,
        "reason": verdict.reason if verdict else None,
    }
    return {
        f"{name}{ending}": say(dataset, text, messages(language))
        for name, text in texts.items()
        for ending, language in (("", "en"), ("_zh", "zh"))
    }


def _evidence(o: Observation) -> dict[str, Json]:
    return {
        "indicator": o.indicator,
        "ref_area": o.ref_area,
        "time_period": o.time_period,
        "obs_value": numeral(o.text),
        "source": o.source,
        "evidence": o.evidence,
    }
