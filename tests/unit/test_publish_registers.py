"""Registers and the glossary go out with everything that is said of an entry."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from nordic_site import add_rows, change, read_site, write_site
from small_data import make_config

from silkline.claims import judge
from silkline.model import Dataset
from silkline.publish import data_files

API = "data/v1/latest"
DATA = "datapackages/nordic-cooperation/data"


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return read_site(write_site(tmp_path, "claims", "registers"))


@pytest.fixture
def published(dataset: Dataset, tmp_path: Path) -> dict[str, bytes]:
    return {a.uri: a.content for a in data_files(dataset, judge(dataset), make_config(tmp_path))}


def test_a_register_as_csv_holds_one_row_for_each_entry(published: dict[str, bytes]):
    assert published[f"{API}/registers/agreements.csv"].decode() == (
        "entry,register,name,name_zh,abbreviation,kind,kind_zh,ref_area,ref_area_name,"
        "ref_area_name_zh,point,point_zh,url,note,note_zh,mentions,sources\n"
        "helsinki-treaty,agreements,Helsinki Treaty,赫尔辛基条约,,treaty,条约,,,,"
        "The treaty on which Nordic cooperation rests.,北欧合作所依据的条约。,"
        "https://www.norden.org/en/information/helsinki-treaty,,,2,treaty-1962 yearbook-2024\n"
    )


def test_the_area_of_an_entry_goes_out_with_its_names(tmp_path: Path):
    root = write_site(tmp_path, "registers")
    change(root, {f"{DATA}/entries.csv": ("treaty,条约,", "treaty,条约,DNK")})
    files = {a.uri: a.content for a in data_files(read_site(root), {}, make_config(root))}
    text = files[f"{API}/registers/agreements.csv"].decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert [row[c] for c in ("ref_area", "ref_area_name", "ref_area_name_zh")] == [
        "DNK",
        "Denmark",
        "丹麦",
    ]


def test_a_register_as_json_holds_what_is_said_of_its_entries(published: dict[str, bytes]):
    told = json.loads(published[f"{API}/registers/bodies.json"])
    assert {key: told[key] for key in ("register", "title", "title_zh", "package")} == {
        "register": "bodies",
        "title": "Bodies",
        "title_zh": "机构",
        "package": "nordic-cooperation",
    }
    assert [s["source"] for s in told["sources"]] == ["treaty-1962", "yearbook-2024"]
    assert told["sources"][1]["citation"] == "Example Press: Yearbook (2024)."
    (council,) = told["entries"]
    assert council == {
        "entry": "nordic-council",
        "name": "Nordic Council",
        "name_zh": "北欧理事会",
        "abbreviation": "",
        "kind": "assembly",
        "kind_zh": "议会机构",
        "ref_area": "",
        "point": "Members of the Nordic parliaments meet in it.",
        "point_zh": "北欧各国议员在此会晤。",
        "url": "",
        "note": "",
        "note_zh": "",
        "package": "nordic-cooperation",
        "page": "../../../../bodies/nordic-council/",
        "mentions": [
            {
                "source": "treaty-1962",
                "paragraph": 39,
                "sentence": 1,
                "printed": "Nordic Council",
                "note": "",
                "note_zh": "",
            }
        ],
        "dates": [
            {
                "date": "1952",
                "event": "founded",
                "source": "yearbook-2024",
                "paragraph": None,
                "sentence": None,
                "note": "",
                "note_zh": "",
            }
        ],
        "members": [
            {
                "ref_area": "DNK",
                "role": "member",
                "since": "",
                "source": "treaty-1962",
                "note": "",
                "note_zh": "",
            }
        ],
        "links": [
            {"relation": "measured_by", "kind": "indicator", "target": "population"},
            {"relation": "part_of", "kind": "entry", "target": "helsinki-treaty"},
        ],
        "linked_from": [],
        "targets": [
            {
                "target": "council-people",
                "point": "People in all member countries.",
                "point_zh": "全体成员国人口。",
                "due": "2030",
                "obs_qualifier": "at_least",
                "value": 30000000,
                "unit": "people",
                "printed": "thirty million people",
                "source": "yearbook-2024",
                "paragraph": 12,
                "sentence": 2,
                "result": "unknown",
                "result_note": "The time has not come.",
                "result_note_zh": "期限未到。",
            }
        ],
        "statements": [
            {
                "statement": "council-on-treaty",
                "role": "body of the treaty",
                "point": "Cooperation goes on.",
                "point_zh": "合作继续。",
                "source": "treaty-1962",
                "paragraph": 40,
                "sentence": 1,
            }
        ],
    }


def test_a_link_stands_at_both_of_its_ends(published: dict[str, bytes]):
    (treaty,) = json.loads(published[f"{API}/registers/agreements.json"])["entries"]
    assert treaty["links"] == [{"relation": "related", "kind": "topic", "target": "population"}]
    assert treaty["linked_from"] == [{"entry": "nordic-council", "relation": "part_of"}]


def test_the_value_of_a_target_keeps_its_digits_and_may_be_missing(tmp_path: Path):
    root = write_site(tmp_path, "registers")
    row = "a-word,nordic-council,Peace.,和平。,,,,,peace,yearbook-2024,,,unknown,No.,否。\n"
    change(root, {f"{DATA}/targets.csv": (",30000000,", ",0.10,")})
    add_rows(root, {"targets": row})
    files = {a.uri: a.content for a in data_files(read_site(root), {}, make_config(root))}
    text = files[f"{API}/registers/bodies.json"].decode()
    assert '"value": 0.10' in text
    assert '"value": null' in text


def test_the_glossary_goes_out_as_csv_and_json(published: dict[str, bytes]):
    assert published[f"{API}/glossary.csv"].decode() == (
        "term,title,title_zh,abbreviation,definition,definition_zh,avoid_zh,note,note_zh\n"
        "population,Population,人口,,All residents of an area.,某地区的全部居民。,居民数,,\n"
    )
    assert json.loads(published[f"{API}/glossary.json"]) == {
        "terms": [
            {
                "term": "population",
                "title": "Population",
                "title_zh": "人口",
                "abbreviation": "",
                "definition": "All residents of an area.",
                "definition_zh": "某地区的全部居民。",
                "avoid_zh": ["居民数"],
                "note": "",
                "note_zh": "",
            }
        ]
    }


def test_the_index_lists_registers_and_the_glossary(published: dict[str, bytes]):
    index = json.loads(published[f"{API}/index.json"])
    assert [r["register"] for r in index["registers"]] == ["agreements", "bodies"]
    assert index["registers"][0] == {
        "register": "agreements",
        "title": "Agreements",
        "title_zh": "协定",
        "singular": "Agreement",
        "singular_zh": "协定",
        "description": "Treaties between the Nordic countries.",
        "description_zh": "北欧国家之间的条约。",
        "package": "nordic-cooperation",
        "entries": 1,
        "page": "../../../agreements/",
        "csv": "registers/agreements.csv",
        "json": "registers/agreements.json",
    }
    assert index["glossary"] == {
        "terms": 1,
        "page": "../../../glossary/",
        "csv": "glossary.csv",
        "json": "glossary.json",
    }
    linked = [r[key] for r in (*index["registers"], index["glossary"]) for key in ("csv", "json")]
    assert {f"{API}/{link}" for link in linked} <= set(published)


def test_a_site_without_registers_has_none_of_these_files(tmp_path: Path):
    root = write_site(tmp_path)
    files = {a.uri: a.content for a in data_files(read_site(root), {}, make_config(root))}
    index = json.loads(files[f"{API}/index.json"])
    assert (index["registers"], index["glossary"]) == ([], None)
    assert [uri for uri in files if "registers/" in uri or "glossary" in uri] == []


def test_a_package_of_registers_is_published_and_listed_as_such(published: dict[str, bytes]):
    index = json.loads(published[f"{API}/index.json"])
    kinds = {p["package"]: p["kind"] for p in index["packages"]}
    assert kinds["nordic-cooperation"] == "registers"
    assert f"{API}/packages/nordic-cooperation/data/mentions.csv" in published
    assert "schemas/register-package-1.json" in published


def test_a_reconciliation_goes_out_with_its_arithmetic_and_figures(published: dict[str, bytes]):
    assert json.loads(published[f"{API}/reconciliations.json"]) == {
        "reconciliations": [
            {
                "reconciliation": "how-many",
                "title": "How many people",
                "title_zh": "人数",
                "check": "none",
                "claims": ["denmark-2024"],
                "indicators": ["population"],
                "against": "",
                "ref_area": "DNK",
                "time_period": "2024",
                "finding": "Two counts.",
                "finding_zh": "两个数字。",
                "package": "nordic-claims",
                "arithmetic": ["5 976 992 people; claimed: nearly 6 000 000 people"],
                "arithmetic_zh": ["597.6992万人；原文：近600万人"],
                "figures": [
                    {
                        "figure": "nearly 6 000 000 people",
                        "indicator": "people-told",
                        "ref_area": "DNK",
                        "time_period": "2024",
                        "source": "example-2024",
                        "claim": "denmark-2024",
                        "distance": "",
                    },
                    {
                        "figure": "5 976 992 people",
                        "indicator": "population",
                        "ref_area": "DNK",
                        "time_period": "2024",
                        "source": "wdi-population-2026-07",
                        "claim": "",
                        "distance": "",
                    },
                ],
            }
        ]
    }
