# One dataset is described in seven formats. A librarian who reads any two must learn the same, so
# the facts are taken out of each and compared as plain values.
"""Descriptions in all formats, side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
import yaml
from metadata import starter

from silkline import addresses
from silkline.addresses import csvw
from silkline.metadata import dataset_node, describe_indicator, describe_package, site_of

PACKAGE: Final = "nordic-population"
INDICATOR: Final = "population"

Facts = dict[str, object]


def read(address: str) -> Any:
    return json.loads(starter()[2][address])


def one(found: list[Any]) -> Any:
    (only,) = found
    return only


def facts(*found: object) -> Facts:
    names = ("licence", "version", "day", "period", "compiled", "published", "based on", "title")
    return dict(zip(names, found, strict=True))


def of_schema_org(node: Mapping[str, Any]) -> Facts:
    return facts(
        node["license"],
        node["version"],
        node["datePublished"],
        node["temporalCoverage"],
        [c["name"] for c in node["creator"]],
        node["publisher"]["name"],
        [(o["name"], o["creator"]["name"]) for o in node["isBasedOn"]],
        node.get("alternateName") if "conformsTo" in node else node["name"],
    )


def of_dcat(page: str) -> Facts:
    whole = read(addresses.CATALOGUE)
    node = next(d for d in whole["dcat:dataset"] if page in d["@id"])
    sources = {
        s["@id"]: (s["title"]["en"], s["dct:publisher"]["foaf:name"])
        for d in whole["dcat:dataset"]
        for s in d.get("prov:wasDerivedFrom", [])
        if {"@id", "title"} <= s.keys()
    }
    licences = {d["dct:license"][0]["@id"] for d in node["dcat:distribution"]}
    period = node["dct:temporal"]
    return facts(
        one(list(licences)),
        node["dcat:version"],
        node["issued"],
        f"{period['startDate'][:4]}/{period['endDate'][:4]}",
        [c["foaf:name"] for c in node["dct:creator"]],
        node["dct:publisher"]["foaf:name"],
        [sources[s["@id"]] for s in node["prov:wasDerivedFrom"]],
        node["title"]["en"],
    )


def of_csvw(address: str) -> Facts:
    node = read(address)
    return facts(
        one(node["dc:license"])["@id"],
        node["schema:version"],
        node["dc:modified"]["@value"],
        node["dc:temporal"],
        [c["schema:name"] for c in node["dc:creator"]],
        node["dc:publisher"]["schema:name"],
        [(s["dc:title"], s["dc:creator"]) for s in node["dc:source"]],
        node["dc:title"][0]["@value"],
    )


def of_page(*, whole: bool) -> Facts:
    dataset, config, _, files = starter()
    described = (
        describe_package(dataset, dataset.packages[PACKAGE], files)
        if whole
        else describe_indicator(dataset, dataset.indicators[INDICATOR], files)
    )
    node = dataset_node(site_of(config), described)
    assert node is not None
    return of_schema_org(node)


def test_every_format_tells_the_same_of_an_indicator() -> None:
    page = of_page(whole=False)
    for form in ("csv", "labelled.csv", "sdmx.csv"):
        assert of_csvw(csvw(addresses.indicator_form(INDICATOR, form))) == page
    assert of_dcat(addresses.indicator_page(INDICATOR)) == page
    told = read(addresses.indicator_form(INDICATOR, "metadata.json"))
    coverage = told["coverage"]
    assert (
        facts(
            one(told["licences"])["url"],
            told["version"],
            told["created"][:10],
            f"{coverage['first_period']}/{coverage['last_period']}",
            page["compiled"],
            told["publisher"],
            [(s["title"], s["producer"]) for s in told["sources"]],
            told["title"],
        )
        == page
    )


def test_every_format_tells_the_same_of_a_package() -> None:
    page = of_page(whole=True)
    assert of_schema_org(read(addresses.package_croissant(PACKAGE))) == page
    assert of_dcat(addresses.package_page(PACKAGE)) == page
    assert of_csvw(addresses.package_tables(PACKAGE)) == page


def test_how_a_package_is_cited_and_its_flow_of_data_agree_with_its_descriptor() -> None:
    page = of_page(whole=True)
    descriptor = read(addresses.package_descriptor(PACKAGE))
    terms = one(descriptor["licenses"])
    assert (terms["path"], descriptor["version"], descriptor["created"][:10]) == (
        page["licence"],
        page["version"],
        page["day"],
    )
    cited = yaml.safe_load(starter()[2][addresses.package_citation(PACKAGE)])
    assert (cited["license"], cited["version"], cited["date-released"], cited["title"]) == (
        terms["name"],
        page["version"],
        page["day"],
        page["title"],
    )
    assert [(r["title"], r["authors"][0]["name"]) for r in cited["references"]] == page["based on"]
    flow = one(read(addresses.STRUCTURES)["data"]["dataflows"])
    notes = {note["id"]: note for note in flow["annotations"]}
    assert flow["name"] == page["title"]
    assert notes["VERSION"]["title"] == page["version"]
    assert notes["LICENCE"]["title"] == terms["name"]
    assert notes["LICENCE"]["links"] == [{"rel": "license", "href": page["licence"]}]
    assert notes["CITATION"]["text"] == descriptor["citation"]


@pytest.mark.parametrize("part", ["contentSize", "sha256"])
def test_sizes_and_digests_of_files_are_those_of_the_manifest(part: str) -> None:
    manifest = {f["path"]: f for f in read(addresses.MANIFEST)["files"]}
    own: dict[str, Callable[[Mapping[str, Any]], str]] = {
        "contentSize": lambda f: f"{f['bytes']} B",
        "sha256": lambda f: f["sha256"],
    }
    dataset, config, _, files = starter()
    described = describe_package(dataset, dataset.packages[PACKAGE], files)
    node = dataset_node(site_of(config), described)
    assert node is not None
    for entry in (
        *node["distribution"],
        *read(addresses.package_croissant(PACKAGE))["distribution"],
    ):
        path = entry["contentUrl"].partition(f"{addresses.API}/")[2]
        assert entry[part] == own[part](manifest[path])
