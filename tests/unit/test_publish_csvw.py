# The files are read by a library for CSV on the Web from where its rules say that descriptions lie,
# and every kind of mistake that a description can find is made once.
"""CSV on the Web."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from csvw import Table
from metadata import URL, starter
from readers import csvw_findings

from silkline import addresses
from silkline.addresses import csvw
from silkline.metadata import number_type
from silkline.model import Writing
from silkline.publish.csvw import package_csvw

INDICATORS = f"{addresses.API}/indicators"
TABLES = f"{addresses.API}/packages/nordic-population/data"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data API of the starter as files."""
    root = tmp_path_factory.mktemp("api")
    for uri, content in starter()[2].items():
        if ".csv" in uri or uri.endswith("csv-metadata.json"):
            (root / uri).parent.mkdir(parents=True, exist_ok=True)
            (root / uri).write_bytes(content)
    return root


@pytest.fixture
def changed(folder: Path) -> Iterator[Any]:
    """Changes a file for a test."""
    kept: dict[Path, bytes] = {}

    def change(address: str, old: str, new: str) -> None:
        path = folder / address
        kept.setdefault(path, path.read_bytes())
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    yield change
    for path, content in kept.items():
        path.write_bytes(content)


def column(address: str, name: str) -> dict[str, Any]:
    node = json.loads(starter()[2][address])
    found: dict[str, Any] = next(c for c in node["tableSchema"]["columns"] if c["name"] == name)
    return found


def test_every_file_of_observations_and_every_table_is_described_and_keeps_to_it(
    folder: Path,
) -> None:
    described = sorted(folder.rglob("*csv-metadata.json"))
    names = {str(path.relative_to(folder)) for path in described}
    files = {str(path.relative_to(folder)) for path in folder.rglob("*.csv")}
    alone = {f for f in files if "/packages/" not in f}
    assert {f.split("/")[3] for f in alone} == {
        *("indicators", "economies", "registers", "glossary.csv", "timeline.csv")
    }
    assert {csvw(f) for f in alone} == {n for n in names if "/packages/" not in n}
    assert {n for n in names if "/packages/" in n} == {
        addresses.package_tables(name) for name in starter()[0].packages
    }
    assert [found for path in described for found in csvw_findings(path)] == []


def test_registers_and_the_glossary_tell_what_their_columns_hold(folder: Path) -> None:
    table = Table.from_file(folder / csvw(addresses.register_csv("agreements")))
    (treaty,) = table.iterdicts()
    assert (treaty["entry"], type(treaty["mentions"])) == ("helsinki-treaty", int)
    node = json.loads(starter()[2][csvw(addresses.glossary_csv())])
    assert node["dc:title"] == [
        {"@value": "Glossary", "@language": "en"},
        {"@value": "术语表", "@language": "zh"},
    ]
    assert column(csvw(addresses.timeline_csv()), "sentence")["datatype"] == "integer"


def test_values_are_read_as_they_were_published(folder: Path) -> None:
    table = Table.from_file(folder / csvw(f"{INDICATORS}/population.csv"))
    published = starter()[0].observations["population"]
    assert [(r["ref_area"], r["time_period"], r["obs_value"]) for r in table.iterdicts()] == [
        (o.ref_area, o.time_period, Decimal(o.text) if o.text else None) for o in published
    ]


def test_a_column_is_told_in_both_languages_with_its_unit_and_its_term() -> None:
    assert column(csvw(f"{INDICATORS}/population.csv"), "obs_value") == {
        "name": "obs_value",
        "titles": {"en": ["obs_value", "Observation value"], "zh": "观测值"},
        "dc:description": [
            {
                "@value": "The value as published, in the unit of the row; empty when missing",
                "@language": "en",
            },
            {"@value": "发布值，单位见本行；缺失时为空", "@language": "zh"},
        ],
        "datatype": "decimal",
        "propertyUrl": "http://purl.org/linked-data/sdmx/2009/measure#obsValue",
        "schema:unitText": [
            {"@value": "People", "@language": "en"},
            {"@value": "人", "@language": "zh"},
        ],
        "schema:unitCode": "{person}",
    }


def test_a_file_tells_its_licence_its_sources_and_who_compiled_it() -> None:
    node = json.loads(starter()[2][csvw(f"{INDICATORS}/population.sdmx.csv")])
    assert node["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert node["url"] == "population.sdmx.csv"
    assert node["dc:title"][0] == {"@value": "Population", "@language": "en"}
    assert node["dc:license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    assert node["dc:creator"] == [{"schema:name": "Your name"}]
    assert node["dc:publisher"] == {"schema:name": "Nordic population", "schema:url": {"@id": URL}}
    assert [s["dc:title"] for s in node["dc:source"]] == [
        "World Development Indicators: Population, total (SP.POP.TOTL)"
    ]
    assert node["rdfs:seeAlso"] == [
        {"@id": "population.metadata.json"},
        {"@id": "../structures/observations.json"},
    ]
    assert node["tableSchema"]["primaryKey"] == ["FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD"]


def test_tables_of_a_package_lead_to_one_another() -> None:
    node = json.loads(starter()[2][addresses.package_tables("nordic-population")])
    keys = {t["url"]: t["tableSchema"].get("foreignKeys", []) for t in node["tables"]}
    assert keys["observations.csv"] == [
        {
            "columnReference": ["indicator"],
            "reference": {"resource": "indicators.csv", "columnReference": ["indicator"]},
        },
        {
            "columnReference": ["source"],
            "reference": {"resource": "sources.csv", "columnReference": ["source"]},
        },
    ]


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("population.csv", (",2024,", ",2024-Q5,"), "time_period"),
        ("population.csv", (",2023,", ",2024,"), "duplicate primary key"),
        ("population.csv", ("\npopulation,DNK,", "\npopulation,,"), "required column value"),
        ("population.labelled.csv", (",,,,A,", ",roughly,,,A,"), "obs_qualifier"),
        ("population.sdmx.csv", (",people,0,", ",people,none,"), "UNIT_MULT"),
    ],
)
def test_a_cell_against_the_description_is_found(
    folder: Path, changed: Any, file: str, change: tuple[str, str], told: str
) -> None:
    changed(f"{INDICATORS}/{file}", *change)
    found = list(csvw_findings(folder / csvw(f"{INDICATORS}/{file}")))
    assert len(found) == 1
    assert told in found[0]


def test_an_entry_without_its_code_is_found(folder: Path, changed: Any) -> None:
    address = addresses.register_csv("agreements")
    changed(address, "\nhelsinki-treaty,", "\n,")
    (found,) = csvw_findings(folder / csvw(address))
    assert "required column value" in found


def test_a_value_in_words_is_found(folder: Path, changed: Any) -> None:
    value = starter()[0].observations["population"][0].text
    changed(f"{INDICATORS}/population.csv", f",{value},", ",many,")
    (found,) = csvw_findings(folder / csvw(f"{INDICATORS}/population.csv"))
    assert found.endswith("obs_value: invalid lexical value for decimal: many")


def test_a_source_that_no_table_holds_is_found(folder: Path, changed: Any) -> None:
    source = starter()[0].observations["population"][0].source
    changed(f"{TABLES}/sources.csv", source, f"{source}-x")
    found = list(csvw_findings(folder / TABLES / "csv-metadata.json"))
    assert found == [f"observations.csv:2 Key `{source}` not found in table sources.csv"]


def test_a_column_that_is_not_described_is_found(folder: Path, changed: Any) -> None:
    changed(f"{INDICATORS}/population.csv", "obs_status", "status")
    with pytest.raises(ValueError, match=r"missing required columns \{'obs_status'\}"):
        list(Table.from_file(folder / csvw(f"{INDICATORS}/population.csv")).iterdicts())


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("1", "-0.10", "+3"), "decimal"),
        (("1", "7.7E-05"), "number"),
        (("1E5", ".5"), "string"),
        ((), "decimal"),
    ],
)
def test_numbers_have_the_narrowest_type_that_keeps_them(cells: tuple[str, ...], told: str) -> None:
    assert number_type(cells) == told


def _names(node: Mapping[str, Any]) -> list[str]:
    return [c["name"] for c in node["tableSchema"]["columns"]]


def test_columns_stand_in_the_order_of_the_file(folder: Path) -> None:
    for path in sorted((folder / INDICATORS).glob("*.csv")):
        header = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert _names(json.loads((folder / csvw(f"{INDICATORS}/{path.name}")).read_bytes())) == (
            header
        )


def test_tables_that_are_written_in_ways_of_their_own_are_not_described() -> None:
    dataset, config, _, _ = starter()
    package = dataset.packages["nordic-population"]
    own = tuple(replace(r, writing=Writing()) for r in package.resources)
    assert list(package_csvw(dataset, replace(package, resources=own), config)) == []
