# Judged by the shapes of the profile itself, as its authors publish them. What is only recommended
# must be there too, except what nobody has told: kinds of agents and outlines of places.
"""The catalogue in the words of DCAT-AP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from metadata import URL, starter
from rdflib import RDF, SH, Graph

from silkline.publish import data_files

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SHAPES = Path(__file__).parents[1] / "validators/dcat-ap-shacl"
CATALOGUE = "data/v1/latest/catalog.jsonld"
UNTOLD = {
    ("Warning", "http://purl.org/dc/terms/type"),
    ("Warning", "http://www.w3.org/ns/dcat#bbox"),
    ("Warning", "http://www.w3.org/ns/dcat#centroid"),
}
"""Recommended, and known of nobody."""


@cache
def shapes(name: str) -> Graph:
    return Graph().parse(SHAPES / name)


def findings(catalogue: str, *names: str) -> set[tuple[str, str]]:
    """Grade and property of everything that the shapes object to."""
    data = Graph().parse(data=catalogue, format="json-ld")
    return {found for name in names for found in _findings(data, name)}


def _findings(data: Graph, name: str) -> Iterator[tuple[str, str]]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(name), do_owl_imports=False)
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        grade = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        yield grade, str(report.value(result, SH.resultPath))


def catalogue() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(starter()[2][CATALOGUE])
    return made


def population(made: dict[str, Any]) -> dict[str, Any]:
    name = f"{URL}packages/nordic-population/#dataset"
    found: dict[str, Any] = next(d for d in made["dcat:dataset"] if d["@id"] == name)
    return found


def test_the_catalogue_keeps_every_rule_of_the_profile() -> None:
    text = starter()[2][CATALOGUE].decode()
    assert findings(text, "dcat-ap-SHACL.ttl", "shapes.ttl", "range.ttl") == set()


def test_it_holds_what_is_recommended_as_far_as_it_is_known() -> None:
    made = catalogue()
    made["dcat:dataset"] = [population(made)]  # a register has no periods, places or topics
    assert findings(json.dumps(made), "shapes_recommended.ttl") <= UNTOLD


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("title", ("Violation", "http://purl.org/dc/terms/title")),
        ("description", ("Violation", "http://purl.org/dc/terms/description")),
    ],
)
def test_a_dataset_without_a_needed_property_breaks_a_rule(
    name: str, found: tuple[str, str]
) -> None:
    made = catalogue()
    del population(made)[name]
    assert findings(json.dumps(made), "shapes.ttl") == {found}


def test_a_size_in_words_breaks_a_rule() -> None:
    made = catalogue()
    population(made)["dcat:distribution"][0]["byteSize"] = "large"
    found = findings(json.dumps(made), "dcat-ap-SHACL.ttl")
    assert ("Violation", "http://www.w3.org/ns/dcat#byteSize") in found


def test_packages_and_indicators_name_one_another_their_sources_and_files() -> None:
    made = catalogue()
    package = population(made)
    indicator = f"{URL}indicators/population/#dataset"
    assert package["dct:hasPart"] == [{"@id": indicator}]
    part = next(d for d in made["dcat:dataset"] if d["@id"] == indicator)
    assert part["dct:isPartOf"] == {"@id": package["@id"]}
    source = package["prov:wasDerivedFrom"][0]
    assert part["prov:wasDerivedFrom"] == [{"@id": source["@id"]}]
    assert source["dct:publisher"]["foaf:name"] == "World Bank"
    files = starter()[3]
    for entry in (*package["dcat:distribution"], *part["dcat:distribution"]):
        known = files[entry["dcat:downloadURL"]["@id"].removeprefix(URL)]
        assert entry["byteSize"] == str(known.size)
        assert entry["spdx:checksum"]["checksumValue"] == known.sha256


def test_files_that_tell_of_a_dataset_are_its_documentation() -> None:
    made = catalogue()
    known = {
        entry["@id"]: [page["@id"].rpartition("/")[2] for page in entry["foaf:page"]]
        for entry in made["dcat:dataset"]
    }
    assert known[f"{URL}indicators/population/#dataset"] == [
        "population.metadata.json",
        "population.csv-metadata.json",
    ]
    assert known[f"{URL}packages/nordic-population/#dataset"] == [
        "datapackage.json",
        "csv-metadata.json",
        "nordic-population.json",
        "CITATION.cff",
    ]


def test_a_site_without_an_address_has_no_catalogue() -> None:
    dataset, config, contents, _ = starter()
    bare = replace(config, site_url="")
    made = {a.uri: a.content for a in data_files(dataset, {}, bare)}
    assert set(contents) - set(made) == {
        CATALOGUE,
        *(uri for uri in contents if "/croissant/" in uri),
    }
    index = json.loads(made["data/v1/latest/index.json"])
    assert index["catalogue"] is None
    assert {p["croissant"] for p in index["packages"]} == {None}
