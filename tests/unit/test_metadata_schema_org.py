# Search engines of datasets publish what they need as prose. `faults` is that prose as a test; a
# dataset that lacks one of the fields turns it red.
"""Structured data and typed links in the heads of pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from metadata import URL, starter

from silkline.messages import messages
from silkline.metadata import (
    Description,
    catalogue_node,
    dataset_links,
    dataset_node,
    describe_indicator,
    describe_package,
    embedded,
    lacks,
    site_of,
)
from silkline.metadata.described import Terms, Words, short
from silkline.metadata.gather import _period_end
from silkline.model import Head, HeadLink
from silkline.render import SiteView, makers

DOWNLOAD = ("contentUrl", "encodingFormat", "contentSize", "sha256")


def faults(node: Mapping[str, Any]) -> Iterator[str]:
    """What keeps a dataset out of Google's dataset search, or makes it poorer there."""
    for name in ("name", "description", "creator", "license", "url", "distribution", "isBasedOn"):
        if not node.get(name):
            yield f"no {name}"
    if not 50 <= len(node.get("description", "")) <= 5000:
        yield "length of description"
    if len(node.get("variableMeasured", [])) > 100:
        yield "too many variables"
    for licence in [node.get("license", "")]:
        if not re.match("https?://", str(licence)):
            yield "licence without an address"
    for file in node.get("distribution", []):
        yield from (f"file without {name}" for name in DOWNLOAD if not file.get(name))
        if not str(file.get("contentUrl", "")).startswith(URL):
            yield "file without a whole address"


def indicator() -> Description:
    dataset, _, _, files = starter()
    return describe_indicator(dataset, dataset.indicators["population"], files)


def package() -> Description:
    dataset, _, _, files = starter()
    return describe_package(dataset, dataset.packages["nordic-population"], files)


def node(described: Description) -> dict[str, Any]:
    made = dataset_node(site_of(starter()[1]), described)
    assert made is not None
    return made


def test_pages_of_indicators_and_packages_hold_what_search_engines_ask_for() -> None:
    assert list(faults(node(indicator()))) == []
    assert list(faults(node(package()))) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("license", ["no license", "licence without an address"]),
        ("description", ["no description", "length of description"]),
        ("isBasedOn", ["no isBasedOn"]),
    ],
)
def test_a_dataset_without_a_needed_field_is_found_at_fault(name: str, told: list[str]) -> None:
    made = node(indicator())
    del made[name]
    assert list(faults(made)) == told


def test_a_file_with_an_address_within_the_site_only_is_found_at_fault() -> None:
    made = node(indicator())
    made["distribution"][0]["contentUrl"] = "data/population.csv"
    assert list(faults(made)) == ["file without a whole address"]


def test_an_indicator_is_described_by_what_is_published() -> None:
    _, _, contents, files = starter()
    made = node(indicator())
    assert made["@id"] == f"{URL}indicators/population/#dataset"
    assert made["creator"][0]["name"] == "Your name"
    assert made["isPartOf"] == {"@id": f"{URL}packages/nordic-population/#dataset"}
    csv = made["distribution"][0]
    address = csv["contentUrl"].removeprefix(URL)
    assert csv["contentSize"] == f"{len(contents[address])} B"
    assert csv["sha256"] == files[address].sha256
    assert [p["identifier"] for p in made["spatialCoverage"]] == ["DNK", "FIN", "ISL", "NOR", "SWE"]


def test_files_that_hold_data_are_told_apart_from_those_that_tell_of_it() -> None:
    made = node(indicator())
    assert [d["name"] for d in made["distribution"]] == [
        f"population.{form}" for form in ("csv", "labelled.csv", "sdmx.csv", "json", "parquet")
    ]
    assert [d["url"] for d in made["subjectOf"]] == [
        f"{URL}data/v1/latest/indicators/population.{form}"
        for form in ("metadata.json", "csv-metadata.json")
    ]
    whole = node(package())
    assert [d["name"] for d in whole["distribution"]][:2] == [
        "nordic-population.xlsx",
        "nordic-population.zip",
    ]
    assert [d["name"] for d in whole["subjectOf"]] == [
        "datapackage.json",
        "csv-metadata.json",
        "nordic-population.json",
        "CITATION.cff",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"description": Words(en="Short.")}, ("description",)),
        ({"licences": ()}, ("licence",)),
        ({"licences": (Terms(name="x", title="X", url="javascript:1"),)}, ("licence",)),
        ({"origins": ()}, ("provenance",)),
        ({"distributions": ()}, ("distribution",)),
        ({"title": Words(en="")}, ("title",)),
    ],
)
def test_nothing_is_told_of_a_dataset_that_lacks_what_makes_it_usable(
    change: dict[str, Any], told: tuple[str, ...]
) -> None:
    site = site_of(starter()[1])
    described = replace(indicator(), **change)
    assert lacks(site, described) == told
    assert dataset_node(site, described) is None
    assert dataset_links(site, described, starter()[3]) == ()


def test_a_site_without_an_address_tells_nothing() -> None:
    site = replace(site_of(starter()[1]), url="")
    assert lacks(site, indicator()) == ("address",)
    assert catalogue_node(site, "All.", [indicator()]) is None


def test_nothing_in_the_data_ends_the_script_element() -> None:
    hostile = Words(en="</script><script>alert(1)</script><!-- " + "x" * 50)
    text = embedded(node(replace(indicator(), description=hostile)))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["description"] == hostile.en


def test_a_long_description_is_cut_between_words() -> None:
    assert short("word " * 2000).endswith("word…")
    assert 4990 < len(short("word " * 2000)) <= 5000
    assert short("word") == "word"


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-Q1", date(2024, 3, 31)),
        ("2024-S2", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2011/2020", date(2020, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, last: date) -> None:
    assert _period_end(period) == last


def heads(language: str = "en") -> Mapping[str, Head]:
    dataset, config, _, files = starter()
    view = SiteView(
        dataset=dataset,
        verdicts={},
        charts={},
        stories=(),
        config=replace(config, theme_language=language),
        messages=messages(language),
        files=files,
    )
    made = [make(view) for make in makers(view).values()]
    return {m.address: m.head for m in made if m.head}


def test_home_is_the_catalogue_of_all_packages() -> None:
    home = json.loads(heads()[""].jsonld)
    assert home["@type"] == "DataCatalog"
    assert {"@id": f"{URL}packages/nordic-population/#dataset"} in home["dataset"]
    told = {entry["@id"].removeprefix(URL).removesuffix("#dataset") for entry in home["dataset"]}
    assert told <= heads().keys()


def test_a_chinese_site_is_described_in_chinese() -> None:
    made = json.loads(heads("zh")["indicators/population/"].jsonld)
    english = json.loads(heads()["indicators/population/"].jsonld)
    assert (made["name"], made["alternateName"]) == (english["alternateName"], english["name"])
    assert made["description"] != english["description"]


def test_the_links_of_a_page_lead_to_licence_data_and_metadata() -> None:
    links = heads()["packages/nordic-population/"].links
    folder = "data/v1/latest/packages/nordic-population"
    assert links[0] == HeadLink(rel="cite-as", href=f"{URL}packages/nordic-population/")
    assert HeadLink(rel="type", href="https://schema.org/Dataset") in links
    assert (
        HeadLink(rel="describedby", href=f"{folder}/datapackage.json", type="application/json")
        in links
    )
    items = {x.href: x.type for x in links if x.rel == "item"}
    assert items[f"{folder}/nordic-population.zip"] == "application/zip"
    assert items[f"{folder}/data/observations.csv"] == "text/csv"
    assert [x.href for x in links if x.rel == "license"] == [x.url for x in package().licences]
