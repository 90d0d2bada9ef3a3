# For programs that learn from data: every table of a package as records with typed fields. The
# context is the one that the format asks to repeat word for word.
"""Packages in the words of Croissant 1.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from silkline import addresses
from silkline.metadata.described import Description, Site, Terms, lacks
from silkline.metadata.schema_org import filled, origin_node, place_nodes, temporal
from silkline.model import Package, Resource

Node = dict[str, Any]

CONTEXT: Final[Mapping[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES: Final = {
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "year": "sc:Integer",
}
"""Types of the format by those of Table Schema; all others are text."""


def package_node(site: Site, described: Description, package: Package) -> Node | None:
    """A package with its tables; None where it lacks what catalogues must know."""
    if lacks(site, described):
        return None
    files = {d.address: d for d in described.distributions}
    tables = [
        (resource, files[address])
        for resource in package.resources
        if (address := addresses.package_file(package.name, resource.path)) in files
    ]
    objects = [
        {
            "@type": "cr:FileObject",
            "@id": resource.path,
            "name": file.name,
            "description": resource.description,
            "contentUrl": site.address(file.address),
            "encodingFormat": file.media_type,
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
        for resource, file in tables
    ]
    return filled(
        {
            "@context": dict(CONTEXT),
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.1",
            "name": package.name,
            "alternateName": described.title.en,
            "description": described.description.en,
            "url": site.address(described.page),
            "license": _licences(described.licences),
            "creator": [{"@type": "sc:Organization", "name": x} for x in described.creators],
            "publisher": {"@type": "sc:Organization", "name": site.name, "url": site.url},
            "version": described.version,
            "datePublished": described.created,
            "keywords": list(described.keywords),
            "temporalCoverage": temporal(described),
            "spatialCoverage": place_nodes(described, "en"),
            "isBasedOn": [origin_node(o) for o in described.origins],
            "citeAs": described.citation,
            "distribution": [filled(entry) for entry in objects],
            "recordSet": [_records(package, r) for r, _ in tables if r.is_plain],
        }
    )


def _licences(licences: tuple[Terms, ...]) -> str | list[str]:
    urls = [x.url for x in licences]
    return urls[0] if len(urls) == 1 else urls


def _records(package: Package, resource: Resource) -> Node:
    key = [{"@id": f"{resource.name}/{column}"} for column in resource.primary_key]
    return filled(
        {
            "@type": "cr:RecordSet",
            "@id": resource.name,
            "name": resource.title or resource.name,
            "description": resource.description,
            "key": key[0] if len(key) == 1 else key,
            "field": list(_fields(package, resource)),
        }
    )


def _fields(package: Package, resource: Resource) -> Iterator[Node]:
    references = dict(_references(package, resource))
    for field in resource.fields:
        yield filled(
            {
                "@type": "cr:Field",
                "@id": f"{resource.name}/{field.name}",
                "name": field.name,
                "description": field.description or field.title,
                "dataType": TYPES.get(field.type, "sc:Text"),
                "source": {
                    "fileObject": {"@id": resource.path},
                    "extract": {"column": field.name},
                },
                "references": references.get(field.name),
            }
        )


def _references(package: Package, resource: Resource) -> Iterator[tuple[str, Node]]:
    """Keys of one column that lead to another table of the package."""
    for key in resource.schema.get("foreignKeys", ()):
        columns, reference = _listed(key.get("fields")), key.get("reference", {})
        name, targets = reference.get("resource"), _listed(reference.get("fields"))
        known = package.resource(name) if isinstance(name, str) and name else None
        if known is None or known is resource or len(columns) != 1 or len(targets) != 1:
            continue
        yield columns[0], {"field": {"@id": f"{known.name}/{targets[0]}"}}


def _listed(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [x for x in found if isinstance(x, str)]
