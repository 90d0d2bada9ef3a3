# One message for the whole site: the flows of its packages share one data structure, so a reader
# who has fetched it once can check every file.
"""The structure of the SDMX files, in SDMX-JSON 2.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from silkline import addresses
from silkline.metadata import web_address
from silkline.model import Artifact
from silkline.publish.sdmx.codes import (
    CONCEPTS,
    MODEL,
    STRUCTURE,
    VERSION,
    agency,
    identifier,
)
from silkline.publish.sdmx.data import SDMX_MEANINGS
from silkline.publish.sdmx.lists import CodeList, code_lists
from silkline.publish.sdmx.words import Node, both, described, named

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.model import Dataset, Package

SCHEMA: Final = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/"
    "structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
)
_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_EARLIEST: Final = "1980-01-01T00:00:00Z"
"""Where no package says when it was made: a clock would make every message another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A column with a meaning: its concept and what its cells may hold."""

    id: str
    codes: str = ""
    """Id of the list of its codes; else `type` says what it holds."""
    type: str = ""
    required: bool = True
    of: str = ""
    """The dimension that an attribute belongs to; it belongs to the observation if empty."""


DIMENSIONS: Final = (
    Component(id="FREQ", codes="CL_FREQ"),
    Component(id="REF_AREA", codes="CL_AREA"),
    Component(id="INDICATOR", codes="CL_INDICATOR"),
)
TIME: Final = Component(id="TIME_PERIOD", type="ObservationalTimePeriod")
MEASURE: Final = Component(id="OBS_VALUE", type="Double", required=False)
ATTRIBUTES: Final = (
    Component(id="OBS_STATUS", codes="CL_OBS_STATUS"),
    Component(
        id="OBS_QUALIFIER",
        codes="CL_OBS_QUALIFIER",
        required=False,
    ),
    Component(id="UNIT_MEASURE", codes="CL_UNIT", of="INDICATOR"),
    Component(id="UNIT_MULT", codes="CL_UNIT_MULT", of="INDICATOR"),
    Component(id="DECIMALS", type="Integer", of="INDICATOR"),
    Component(id="DATA_SOURCE", codes="CL_DATA_SOURCE"),
    Component(id="COMMENT_OBS", type="String", required=False),
)


def structures_file(dataset: Dataset, config: Config) -> Artifact:
    """Data structure, concepts, code lists and one flow for each package with indicators."""
    own = agency(config)
    lists = code_lists(dataset, own)
    message = {
        "meta": {
            "schema": SCHEMA,
            "id": f"{own.replace('.', '_')}-{STRUCTURE}",
            "test": False,
            "prepared": _prepared(dataset),
            "contentLanguages": ["en", "zh"],
            "sender": {"id": own.replace(".", "_"), "name": config.site_name},
        },
        "data": {
            "dataStructures": [_data_structure(own, lists)],
            "conceptSchemes": [_concepts(own)],
            "codelists": [found.node() for found in lists.values()],
            "dataflows": list(_dataflows(dataset, own)),
        },
    }
    text = json.dumps(message, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return Artifact(uri=addresses.STRUCTURES, content=text.encode())


def _prepared(dataset: Dataset) -> str:
    """When the newest package was made."""
    stamps = (p.created for p in dataset.packages.values())
    return max(filter(_STAMP.fullmatch, stamps), default=_EARLIEST)


def _kept(name: str, own: str) -> Node:
    return {"id": name, "version": VERSION, "agencyID": own}


def _concepts(own: str) -> Node:
    concepts = [
        {
            "id": part.id,
            **named(both(f"sdmx.{part.id.lower()}"), part.id),
            **described(both(SDMX_MEANINGS[part.id])),
        }
        for part in (*DIMENSIONS, TIME, MEASURE, *ATTRIBUTES)
    ]
    told = named(both("sdmx.concepts"), CONCEPTS)
    return {**_kept(CONCEPTS, own), **told, "concepts": concepts}


def _data_structure(own: str, lists: Mapping[str, CodeList]) -> Node:
    scheme = f"{MODEL}.conceptscheme.Concept={own}:{CONCEPTS}({VERSION})"

    def node(part: Component, **more: Any) -> Node:
        kind: Node = {"format": {"dataType": part.type}}
        if part.codes:
            kind = {"enumeration": lists[part.codes].urn}
        head = {"id": part.id, "conceptIdentity": f"{scheme}.{part.id}"}
        return {**head, **more, "localRepresentation": kind}

    def usage(part: Component) -> str:
        return "mandatory" if part.required else "optional"

    attributes = [
        node(part, usage=usage(part), attributeRelationship=_belongs(part)) for part in ATTRIBUTES
    ]
    dimensions = [node(part, position=place) for place, part in enumerate(DIMENSIONS)]
    return {
        **_kept(STRUCTURE, own),
        **named(both("sdmx.structure"), STRUCTURE),
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor",
                "dimensions": dimensions,
                "timeDimension": node(TIME),
            },
            "measureList": {
                "id": "MeasureDescriptor",
                "measures": [node(MEASURE, usage=usage(MEASURE))],
            },
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        },
    }


def _belongs(part: Component) -> Node:
    return {"dimensions": [part.of]} if part.of else {"observation": {}}


def _dataflows(dataset: Dataset, own: str) -> Iterator[Node]:
    structure = f"{MODEL}.datastructure.DataStructure={own}:{STRUCTURE}({VERSION})"
    with_indicators = {i.package for i in dataset.indicators.values()}
    for package in dataset.packages.values():
        if package.name in with_indicators:
            yield {
                **_kept(identifier(package.name), own),
                **named((package.title, package.title_zh), package.name),
                **described((package.description, "")),
                "structure": structure,
                "annotations": list(_annotations(package)),
            }


def _annotations(package: Package) -> Iterator[Node]:
    """What a flow has no place for: version, licences, and how the package is cited."""
    yield {"id": "VERSION", "type": "VERSION", "title": package.version}
    for number, terms in enumerate(package.licenses):
        link = [{"rel": "license", "href": terms.path}] if web_address(terms.path) else []
        yield {
            "id": f"LICENCE{number or ''}",
            "type": "LICENCE",
            "title": terms.name,
            **({"links": link} if link else {}),
        }
    if package.citation:
        yield {"id": "CITATION", "type": "CITATION", "text": package.citation}
