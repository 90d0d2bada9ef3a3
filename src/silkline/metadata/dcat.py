# What portals of open data harvest. The context stands in the file: whoever reads it fetches
# nothing. Names of languages, formats and frequencies are those of the Publications Office of the
# European Union, as the profile asks; topics and places are our own pages.
"""The catalogue in the words of DCAT-AP 3."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from silkline import addresses
from silkline.metadata.described import (
    Description,
    Distribution,
    Origin,
    Place,
    Site,
    Terms,
    Words,
    identifier,
    lacks,
    web_address,
)
from silkline.metadata.schema_org import FEW, filled

Node = dict[str, Any]

EU: Final = "http://publications.europa.eu/resource/authority"
IANA: Final = "https://www.iana.org/assignments/media-types"
FREQUENCIES: Final = {
    "annual": "ANNUAL",
    "R-P1Y": "ANNUAL",
    "biannual": "ANNUAL_2",
    "R-P6M": "ANNUAL_2",
    "quarterly": "QUARTERLY",
    "R-P3M": "QUARTERLY",
    "monthly": "MONTHLY",
    "R-P1M": "MONTHLY",
    "irregular": "IRREG",
    "never": "NEVER",
}
FORMATS: Final = {
    "csv": "CSV",
    "json": "JSON",
    "parquet": "PARQUET",
    "xlsx": "XLSX",
    "zip": "ZIP",
    "tsv": "TSV",
    "geojson": "GEOJSON",
    "txt": "TXT",
    "pdf": "PDF",
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "xls": "XLS",
    "ods": "ODS",
    "gz": "GZIP",
}
"""Names of formats by endings; a file with another one is told with its media type alone."""
TEXT: Final = {"@container": "@language"}
CONTEXT: Final[Mapping[str, Any]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", **TEXT},
    "description": {"@id": "dct:description", **TEXT},
    "keyword": {"@id": "dcat:keyword", **TEXT},
    "label": {"@id": "skos:prefLabel", **TEXT},
    "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "startDate": {"@id": "dcat:startDate", "@type": "xsd:date"},
    "endDate": {"@id": "dcat:endDate", "@type": "xsd:date"},
    "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
    "checksumValue": {"@id": "spdx:checksumValue", "@type": "xsd:hexBinary"},
}


def catalogue_bytes(
    site: Site, description: Words, topics: Mapping[str, Words], datasets: Iterable[Description]
) -> bytes | None:
    """The catalogue as JSON-LD; None where the site does not say its address."""
    if not web_address(site.url):
        return None
    told = [d for d in datasets if not lacks(site, d)]
    node = {"@context": dict(CONTEXT), **_catalogue(site, description, topics, told)}
    return (json.dumps(node, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _catalogue(
    site: Site, description: Words, topics: Mapping[str, Words], datasets: list[Description]
) -> Node:
    days = [d.created for d in datasets if d.created]
    used = dict.fromkeys(topic for d in datasets for topic in d.topics)
    places = {p.code: p for d in datasets if len(d.places) <= FEW for p in d.places}
    return filled(
        {
            "@id": f"{site.url}#catalogue",
            "@type": "dcat:Catalog",
            "title": {"en": site.name},
            "description": _words(description),
            "dct:publisher": _publisher(site),
            "foaf:homepage": {"@id": site.url, "@type": "foaf:Document"},
            "dct:language": _languages(),
            "issued": min(days, default=""),
            "modified": max(days, default=""),
            "dct:license": _terms(_shared(datasets)),
            "dct:spatial": [_place(site, p) for p in places.values()] or _covered(datasets),
            "dcat:themeTaxonomy": _taxonomy(site, {t: topics[t] for t in used}),
            "dcat:dataset": [_dataset(site, d) for d in datasets],
        }
    )


def _shared(datasets: list[Description]) -> tuple[Terms, ...]:
    """The licence of all datasets: of the catalogue nothing is said where they differ."""
    found = {d.licences for d in datasets}
    return found.pop() if len(found) == 1 else ()


def _dataset(site: Site, described: Description) -> Node:
    return filled(
        {
            "@id": identifier(site, described.page),
            "@type": "dcat:Dataset",
            "title": _words(described.title),
            "description": _words(described.description),
            "dct:identifier": site.address(described.page),
            "dcat:landingPage": {"@id": site.address(described.page), "@type": "foaf:Document"},
            "dct:publisher": _publisher(site),
            "dct:creator": [_agent(site, name) for name in described.creators],
            "foaf:page": [_document(site, d) for d in described.documents],
            "dcat:contactPoint": _contact(site),
            "keyword": {"en": list(described.keywords)},
            "dcat:theme": [{"@id": _topic(site, t)} for t in described.topics],
            "issued": described.created,
            "modified": described.created,
            "dcat:version": described.version,
            "dct:language": _languages() if described.title.zh else None,
            "dct:accessRights": _named("access-right", "PUBLIC", "dct:RightsStatement"),
            "dct:accrualPeriodicity": _frequency(described.frequency),
            "dct:spatial": _spatial(site, described),
            "dct:temporal": _period(described),
            "dct:isPartOf": _reference(site, described.part_of),
            "dct:hasPart": [_reference(site, page) for page in described.parts],
            "dct:provenance": _provenance(described),
            "prov:wasDerivedFrom": [_origin(site, o, described) for o in described.origins],
            "dcat:distribution": [_file(site, described, d) for d in described.distributions],
        }
    )


def _file(site: Site, described: Description, file: Distribution) -> Node:
    address = site.address(file.address)
    return filled(
        {
            "@id": f"{address}#distribution",
            "@type": "dcat:Distribution",
            "title": {"en": file.name},
            "description": {"en": f"{described.title.en}: {file.name}"},
            "dcat:accessURL": {"@id": address, "@type": "rdfs:Resource"},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": {"@id": f"{IANA}/{file.media_type}", "@type": "dct:MediaType"},
            "dct:format": _format(file.ending),
            "dct:license": _terms(described.licences),
            "dct:conformsTo": _standard(site, file.structure),
            "dcatap:availability": {
                **_named("planned-availability", "AVAILABLE", "skos:Concept"),
                "label": {"en": "available"},
            },
            "modified": described.created,
            "byteSize": str(file.size),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {
                    "@id": "spdx:checksumAlgorithm_sha256",
                    "@type": "spdx:ChecksumAlgorithm",
                },
                "checksumValue": file.sha256,
            },
        }
    )


def _format(ending: str) -> Node | None:
    name = FORMATS.get(ending.lower())
    return _named("file-type", name, "dct:MediaTypeOrExtent") if name else None


def _standard(site: Site, structure: str) -> Node | None:
    return {"@id": site.address(structure), "@type": "dct:Standard"} if structure else None


def _document(site: Site, document: Distribution) -> Node:
    return {
        "@id": site.address(document.address),
        "@type": "foaf:Document",
        "title": {"en": document.name},
    }


def _words(words: Words) -> dict[str, str]:
    return {k: v for k, v in (("en", words.en), ("zh", words.zh)) if v}


def _named(scheme: str, name: str, kind: str) -> Node:
    return {"@id": f"{EU}/{scheme}/{name}", "@type": kind}


def _languages() -> list[Node]:
    return [_named("language", code, "dct:LinguisticSystem") for code in ("ENG", "ZHO")]


def _frequency(frequency: str) -> Node | None:
    name = FREQUENCIES.get(frequency)
    return _named("frequency", name, "dct:Frequency") if name else None


def _publisher(site: Site) -> Node:
    return _agent(site, site.name)


def _agent(site: Site, name: str) -> Node:
    own = {"@id": f"{site.url}#publisher"} if name == site.name else {}
    return {**own, "@type": "foaf:Agent", "foaf:name": name}


def _contact(site: Site) -> Node:
    """Where a reader can write to: the repository where there is one."""
    return {
        "@id": f"{site.url}#contact",
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": site.name,
        "vcard:hasURL": {"@id": web_address(site.repository) or site.url},
    }


def _terms(licences: Iterable[Terms]) -> list[Node]:
    return [{"@id": x.url, "@type": "dct:LicenseDocument"} for x in licences]


def _topic(site: Site, code: str) -> str:
    return f"{site.address(addresses.topic_page(code))}#topic"


def _taxonomy(site: Site, topics: Mapping[str, Words]) -> Node | None:
    scheme = f"{site.address(addresses.list_page('topics'))}#topics"
    concepts = [
        {
            "@id": _topic(site, code),
            "@type": "skos:Concept",
            "label": _words(title),
            "skos:inScheme": {"@id": scheme},
        }
        for code, title in topics.items()
    ]
    if not concepts:
        return None
    node: Node = {"@id": scheme, "@type": "skos:ConceptScheme", "title": {"en": "Topics"}}
    return {**node, "skos:hasTopConcept": concepts}


def _place(site: Site, place: Place) -> Node:
    node = {"@id": f"{site.address(place.page)}#place", "@type": "dct:Location"}
    return {**node, "label": _words(place.name), "dct:identifier": place.code}


def _spatial(site: Site, described: Description) -> list[Node]:
    """Places by name where they are few, else how many there are."""
    if len(described.places) > FEW:
        return [{"@type": "dct:Location", "label": _words(described.covers)}]
    return [_place(site, p) for p in described.places]


def _covered(datasets: list[Description]) -> list[Node]:
    widest = max(datasets, key=lambda d: len(d.places), default=None)
    if widest is None or not widest.places:
        return []
    return [{"@type": "dct:Location", "label": _words(widest.covers)}]


def _period(described: Description) -> Node | None:
    if described.first is None or described.last is None:
        return None
    start, end = described.first.isoformat(), described.last.isoformat()
    return {"@type": "dct:PeriodOfTime", "startDate": start, "endDate": end}


def _reference(site: Site, page: str) -> Node | None:
    return {"@id": identifier(site, page)} if page else None


def _provenance(described: Description) -> Node | None:
    if not described.citation:
        return None
    return {"@type": "dct:ProvenanceStatement", "rdfs:label": described.citation}


def _origin(site: Site, origin: Origin, described: Description) -> Node:
    """A source in full where its package is described, by name where an indicator is."""
    own = {"@id": f"{site.address(origin.page)}#source"} if origin.page else {}
    if own and described.part_of:
        return dict(own)
    producer = {"@type": "foaf:Agent", "foaf:name": origin.producer} if origin.producer else None
    url = web_address(origin.url)
    licence = web_address(origin.terms.url) if origin.terms else ""
    return filled(
        {
            **own,
            "@type": "prov:Entity",
            "title": {"en": origin.title},
            "dct:publisher": producer,
            "dct:license": {"@id": licence, "@type": "dct:LicenseDocument"} if licence else None,
            "foaf:page": {"@id": url, "@type": "foaf:Document"} if url else None,
            "dct:bibliographicCitation": origin.citation,
        }
    )
