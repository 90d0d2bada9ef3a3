# What search engines of datasets read in a page. Creators are those who compiled; producers are
# in `isBasedOn`, so that nobody is said to have made what they did not. No `sameAs`: engines merge
# records by it. Nothing is told of a dataset that lacks what makes it usable.
"""Datasets and the catalogue in the words of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from silkline.metadata.described import (
    Description,
    Distribution,
    Origin,
    Site,
    Variable,
    identifier,
    lacks,
    web_address,
)

VARIABLES: Final = 100
"""More variables than this are not read."""
FEW: Final = 20
"""Up to so many places are named; more are counted."""

Node = dict[str, Any]


def dataset_node(site: Site, described: Description) -> Node | None:
    """A dataset; None where it lacks what catalogues must know."""
    if lacks(site, described):
        return None
    language = site.language
    licences = [x.url for x in described.licences]
    node: Node = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": identifier(site, described.page),
        "url": site.address(described.page),
        "identifier": site.address(described.page),
        "name": described.title.first(language),
        "alternateName": described.title.other(language),
        "description": described.description.first(language),
        "inLanguage": ["en", "zh"] if described.title.zh else "en",
        "creator": [_organisation(site, name) for name in described.creators],
        "contributor": [_organisation(site, name) for name in _others(described)],
        "publisher": _organisation(site, site.name),
        "license": licences[0] if len(licences) == 1 else licences,
        "isAccessibleForFree": True,
        "conditionsOfAccess": "public",
        "version": described.version,
        "datePublished": described.created,
        "dateModified": described.created,
        "keywords": list(described.keywords),
        "temporalCoverage": temporal(described),
        "spatialCoverage": place_nodes(described, language),
        "variableMeasured": [
            _variable(site, v, alone=len(described.variables) == 1)
            for v in described.variables[:VARIABLES]
        ],
        "isBasedOn": [origin_node(o) for o in described.origins],
        "includedInDataCatalog": {"@type": "DataCatalog", **_catalogue_name(site)},
        "isPartOf": _reference(site, described.part_of) if described.part_of else None,
        "hasPart": [_reference(site, page) for page in described.parts],
        "distribution": [_download(site, d) for d in described.distributions],
        "subjectOf": [_document(site, d) for d in described.documents],
    }
    return filled(node)


def catalogue_node(site: Site, description: str, datasets: Iterable[Description]) -> Node | None:
    """The catalogue of all datasets; None where the site does not say its address."""
    if not web_address(site.url):
        return None
    told = [d for d in datasets if not lacks(site, d)]
    return filled(
        {
            "@context": "https://schema.org/",
            "@type": "DataCatalog",
            **_catalogue_name(site),
            "description": description,
            "publisher": _organisation(site, site.name),
            "dataset": [_reference(site, d.page) for d in told],
        }
    )


def embedded(node: Mapping[str, Any]) -> str:
    """JSON for a script element: nothing in it can end the element or begin another."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def temporal(described: Description) -> str:
    """Years where the periods are whole years, days else: "2005/2024"."""
    first, last = described.first, described.last
    if first is None or last is None:
        return ""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}/{last.year}" if first.year != last.year else str(first.year)
    return f"{first.isoformat()}/{last.isoformat()}"


def filled(node: Mapping[str, Any]) -> Node:
    """Without what is empty: an empty field says something that is not known."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def _catalogue_name(site: Site) -> Node:
    return {"@id": f"{site.url}#catalogue", "name": site.name, "url": site.url}


def _reference(site: Site, page: str) -> Node:
    return {"@id": identifier(site, page)}


def _organisation(site: Site, name: str) -> Node:
    node: Node = {"@type": "Organization", "name": name}
    return {**node, "url": site.url} if name == site.name else node


def _others(described: Description) -> tuple[str, ...]:
    """Contributors who are neither creators nor producers of what the dataset is based on."""
    told = {*described.creators, *(o.producer for o in described.origins)}
    return tuple(name for name in described.contributors if name not in told)


def place_nodes(described: Description, language: str) -> list[Node]:
    """Places by name where they are few, else how many there are."""
    if len(described.places) > FEW:
        return [{"@type": "Place", "name": described.covers.first(language)}]
    return [
        {"@type": "Place", "name": p.name.first(language), "identifier": p.code}
        for p in described.places
    ]


def _variable(site: Site, variable: Variable, *, alone: bool) -> Node:
    """What is measured; where it is the only thing, the dataset's description tells of it."""
    language = site.language
    return filled(
        {
            "@type": "PropertyValue",
            "name": variable.name.first(language),
            "identifier": variable.id,
            "description": "" if alone else variable.description.first(language),
            "unitText": variable.unit.first(language),
            "unitCode": variable.unit_code,
            "url": site.address(variable.page) if variable.page else "",
        }
    )


def origin_node(origin: Origin) -> Node:
    """A publication that a dataset is based on."""
    producer = {"@type": "Organization", "name": origin.producer} if origin.producer else None
    return filled(
        {
            "@type": "CreativeWork",
            "name": origin.title,
            "url": web_address(origin.url),
            "creator": producer,
            "datePublished": origin.published,
            "license": web_address(origin.terms.url) if origin.terms else "",
        }
    )


def _download(site: Site, distribution: Distribution) -> Node:
    return {
        "@type": "DataDownload",
        "name": distribution.name,
        "contentUrl": site.address(distribution.address),
        "encodingFormat": distribution.media_type,
        "contentSize": f"{distribution.size} B",
        "sha256": distribution.sha256,
    }


def _document(site: Site, document: Distribution) -> Node:
    """A file that tells of the dataset: a download of it would hold no data."""
    return {
        "@type": "DigitalDocument",
        "name": document.name,
        "url": site.address(document.address),
        "encodingFormat": document.media_type,
    }
