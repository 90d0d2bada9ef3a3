# What the cells of a CSV file are, for programs that know neither this site nor Data Packages. It
# lies where the standard looks for it, since a static host cannot send a link with the file. The
# name of a column is among its titles too: validators compare titles with the header.
"""Tables in the words of CSV on the Web."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from silkline.metadata.described import Description, Origin, Site, Terms, Words, web_address
from silkline.metadata.schema_org import filled, temporal

Node = dict[str, Any]

CONTEXT: Final = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_SDMX: Final = "http://purl.org/linked-data/sdmx/2009"
_TERMS: Final = "http://purl.org/dc/terms"
_PROPERTIES: Final = {
    "freq": f"{_SDMX}/dimension#freq",
    "ref_area": f"{_SDMX}/dimension#refArea",
    "time_period": f"{_SDMX}/dimension#timePeriod",
    "indicator": "http://schema.org/measuredProperty",
    "obs_value": f"{_SDMX}/measure#obsValue",
    "obs_status": f"{_SDMX}/attribute#obsStatus",
    "unit": f"{_SDMX}/attribute#unitMeasure",
    "unit_measure": f"{_SDMX}/attribute#unitMeasure",
    "unit_mult": f"{_SDMX}/attribute#unitMult",
    "decimals": f"{_SDMX}/attribute#decimals",
    "source": f"{_TERMS}/source",
    "data_source": f"{_TERMS}/source",
    "evidence": "http://www.w3.org/ns/prov#hadPrimarySource",
    "note": "http://www.w3.org/2000/01/rdf-schema#comment",
    "comment_obs": "http://www.w3.org/2000/01/rdf-schema#comment",
}
"""What columns of observations say of a row, by name in small letters."""
_NO_WORDS: Final = Words(en="")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a file."""

    name: str
    title: Words
    meaning: Words = _NO_WORDS
    base: str = "string"
    """Its type in the words of the standard."""
    limits: Mapping[str, Any] | None = None
    """What its cells must keep to besides: `format`, `minimum`, `maximum`."""
    required: bool = False
    missing: tuple[str, ...] = ("",)
    """Cells that say that there is nothing."""
    unit: Words = _NO_WORDS
    unit_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Columns whose cells stand in another table of the same group."""

    columns: tuple[str, ...]
    url: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """A file and its columns."""

    url: str
    """Relative to where the description lies."""
    title: Words
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...] = ()
    description: Words = _NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a file or a group of files as a whole; what is not known is empty."""

    title: Words
    description: Words
    licences: tuple[Terms, ...]
    creators: tuple[str, ...] = ()
    sources: tuple[Origin, ...] = ()
    period: str = ""
    """Years or days, such as `2005/2024`."""
    covers: Words = _NO_WORDS
    """How many areas of which kind."""
    modified: str = ""
    version: str = ""
    see: tuple[str, ...] = ()
    """Addresses of further descriptions, relative or whole."""

    @classmethod
    def of(cls, described: Description, see: tuple[str, ...]) -> Told:
        """What is known of a whole package or indicator."""
        return cls(
            title=described.title,
            description=described.description,
            licences=described.licences,
            creators=described.creators,
            sources=described.origins,
            period=temporal(described),
            covers=described.covers,
            modified=described.created,
            version=described.version,
            see=see,
        )


def number_type(cells: Iterable[str]) -> str:
    """The narrowest type that takes cells as they are: an exact one unless powers are written."""
    found = "decimal"
    for cell in cells:
        if found == "decimal" and not _DECIMAL.fullmatch(cell):
            found = "number"
        if found == "number" and not _NUMBER.fullmatch(cell):
            return "string"
    return found


def table_bytes(site: Site, told: Told, table: CsvTable) -> bytes:
    """The description of one file."""
    return _written({"@context": CONTEXT, "url": table.url, **_told(site, told), **_held(table)})


def group_bytes(site: Site, told: Told, tables: Iterable[CsvTable]) -> bytes:
    """The description of files that refer to one another."""
    found = [
        {
            "url": table.url,
            **filled(
                {"dc:title": _spoken(table.title), "dc:description": _spoken(table.description)}
            ),
            **_held(table),
        }
        for table in tables
    ]
    return _written({"@context": CONTEXT, **_told(site, told), "tables": found})


def _told(site: Site, told: Told) -> Node:
    return filled(
        {
            "dc:title": _spoken(told.title),
            "dc:description": _spoken(told.description),
            "dc:license": [{"@id": x.url} for x in told.licences if web_address(x.url)],
            "dc:creator": [{"schema:name": name} for name in told.creators],
            "dc:publisher": filled(
                {"schema:name": site.name, "schema:url": {"@id": site.url} if site.url else None}
            ),
            "dc:source": [_source(origin) for origin in told.sources],
            "dc:temporal": told.period,
            "dc:spatial": _spoken(told.covers),
            "dc:modified": (
                {"@value": told.modified, "@type": "xsd:date"} if told.modified else None
            ),
            "schema:version": told.version,
            "rdfs:seeAlso": [{"@id": address} for address in told.see],
        }
    )


def _source(origin: Origin) -> Node:
    licence = web_address(origin.terms.url) if origin.terms else ""
    return filled(
        {
            "@id": web_address(origin.url),
            "dc:title": origin.title,
            "dc:creator": origin.producer,
            "dc:license": {"@id": licence} if licence else None,
        }
    )


def _held(table: CsvTable) -> Node:
    schema = {
        "columns": [_column(c) for c in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "columnReference": list(key.columns),
                "reference": {"resource": key.url, "columnReference": list(key.targets)},
            }
            for key in table.foreign
        ],
    }
    return {"tableSchema": filled(schema)}


def _column(column: Column) -> Node:
    titles = {"en": list(dict.fromkeys((column.name, column.title.en))), "zh": column.title.zh}
    limits = {k: v for k, v in (column.limits or {}).items() if v not in (None, "")}
    missing = list(column.missing)
    return filled(
        {
            "name": column.name,
            "titles": {tag: found for tag, found in titles.items() if found},
            "dc:description": _spoken(column.meaning),
            "datatype": {"base": column.base, **limits} if limits else column.base,
            "null": missing if missing != [""] else None,
            "required": True if column.required else None,
            "propertyUrl": _PROPERTIES.get(column.name.lower()),
            "schema:unitText": _spoken(column.unit),
            "schema:unitCode": column.unit_code,
        }
    )


def _spoken(words: Words) -> list[Node]:
    """A text in the languages that it has."""
    found = (("en", words.en), ("zh", words.zh))
    return [{"@value": text, "@language": tag} for tag, text in found if text]


def _written(node: Node) -> bytes:
    return (json.dumps(node, ensure_ascii=False, allow_nan=False) + "\n").encode()
