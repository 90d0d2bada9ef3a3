# A package that somebody else made for another purpose is dropped into the folder. What it may do
# and what is shown of it must follow from its descriptor alone, and its mistakes be told like ours.
"""Packages of other profiles: taken, refused, read, published."""

from __future__ import annotations

import copy
import io
import json
import random
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_data import write_packages

from silkline.load import load_package
from silkline.metadata import describe_package
from silkline.model import PackageKind, Unread
from silkline.problems import render_text
from silkline.publish import package_files
from silkline.publish.tables import table_csv, table_json
from silkline.series import assemble
from silkline.tabular import read_table
from silkline.validate import validate_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from silkline.model import Package

MADE = Path(__file__).parents[1] / "foreign"
SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}


def write(root: Path, files: dict[str, bytes | str], *resources: object, **more: Any) -> Path:
    """A package `towns` of these files and resources."""
    home = root / "datapackages/towns"
    for path, content in files.items():
        place = home / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    home.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**more, "resources": list(resources)}, ensure_ascii=False, indent=1)
    (home / "datapackage.json").write_text(text, encoding="utf-8")
    return home


def loaded(home: Path) -> Package:
    package, problems = load_package(home, home.parents[1])
    assert package, render_text(problems)
    return package


def told(home: Path) -> list[str]:
    """Everything that is wrong with a package, place by place."""
    root = home.parents[1]
    package, problems = load_package(home, root)
    if package:
        problems = (*problems, *validate_package(package, root, {})[1])
    return [f"{Path(p.where.path).name}:{p.where.line} {p.code} {p.message}" for p in problems]


def cells(home: Path, name: str) -> list[list[str]]:
    package = loaded(home)
    resource = package.resource(name)
    assert resource
    table = read_table(package, resource, home.parents[1])
    return [list(table.header), *(list(row.cells.values()) for row in table.rows)]


def test_a_package_of_version_1_is_taken_as_its_authors_wrote_it(tmp_path: Path) -> None:
    home = Path(shutil.copytree(MADE / "donations", tmp_path / "datapackages/donations"))
    package = loaded(home)
    assert told(home) == []
    assert package.kind is PackageKind.FOREIGN
    assert (package.title, package.version, package.created) == ("Donations", "0.1.0", "")
    assert package.licenses[0].name == "CC-BY-4.0"
    assert cells(home, "donations")[:2] == [["id", "amount $", "code"], ["1", "99.00", "A"]]


def test_its_folder_and_not_its_name_is_the_address(tmp_path: Path) -> None:
    resource = {"name": "Some towns", "path": "t.csv"}
    package = loaded(write(tmp_path, {"t.csv": "a\n1\n"}, resource, name="Towns of X"))
    assert (package.name, package.title) == ("towns", "Towns of X")


def test_a_dialect_an_encoding_and_several_files_are_read_as_the_descriptor_says(
    tmp_path: Path,
) -> None:
    files: dict[str, bytes | str] = {
        "a.csv": b"# by hand\nid;name;v\r\n1;\xe9;1,5\r\n",
        "b.csv": b"id;name;v\n2;'x;y';NA\n",
    }
    fields = [*SCHEMA["fields"], {"name": "v", "type": "number", "decimalChar": ","}]
    home = write(
        tmp_path,
        files,
        {
            "name": "t",
            "path": ["a.csv", "b.csv"],
            "encoding": "windows-1252",
            "dialect": {"delimiter": ";", "quoteChar": "'", "commentChar": "#"},
            "schema": {"fields": fields, "primaryKey": "id", "missingValues": ["", "NA"]},
        },
    )
    assert told(home) == []
    assert cells(home, "t") == [["id", "name", "v"], ["1", "é", "1,5"], ["2", "x;y", "NA"]]
    package = loaded(home)
    assert table_csv(package, package.resources[0]) == 'id,name,v\n1,é,"1,5"\n2,x;y,\n'.encode()
    assert json.loads(table_json(package, package.resources[0]))["types"]["v"] == "string"


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ({}, "\ufeffid,name\n1,x\n", [["id", "name"], ["1", "x"]]),
        ({"header": False}, "1,x\n2,y\n", [["id", "name"], ["1", "x"], ["2", "y"]]),
        ({"headerRows": [2]}, "title,\nid,name\n1,x\n", [["id", "name"], ["1", "x"]]),
        ({"commentRows": [2]}, "id,name\nunit,-\n1,x\n", [["id", "name"], ["1", "x"]]),
        ({"csv": {"delimiter": "|"}}, "id|name\n1|x\n", [["id", "name"], ["1", "x"]]),
        ({"skipInitialSpace": True}, "id, name\n1, x\n", [["id", "name"], ["1", "x"]]),
    ],
)
def test_a_header_is_where_the_dialect_says(
    dialect: dict[str, Any], text: str, expected: list[list[str]], tmp_path: Path
) -> None:
    resource = {"name": "t", "path": "t.csv", "dialect": dialect, "schema": SCHEMA}
    home = write(tmp_path, {"t.csv": text}, resource)
    assert told(home) == []
    assert cells(home, "t") == expected


def test_schema_and_dialect_may_stand_in_files_of_the_package(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "t.tsv": "id\tname\n1\tx\n",
        "schemas/t.json": json.dumps(SCHEMA),
        "d.json": '{"header": true}',
    }
    resource = {"name": "t", "path": "t.tsv", "schema": "schemas/t.json", "dialect": "d.json"}
    package = loaded(write(tmp_path, files, resource))
    assert package.parts == ("d.json", "schemas/t.json")
    assert [f.type for f in package.resources[0].fields] == ["integer", "string"]
    archive = zipfile.ZipFile(io.BytesIO(package_files(package)[-1].content))
    names = ["d.json", "datapackage.json", "schemas/t.json", "t.tsv"]
    assert sorted(archive.namelist()) == names


def test_rows_in_the_descriptor_are_a_table(tmp_path: Path) -> None:
    rows = [{"id": 1, "name": "é"}, {"id": 2, "name": None}]
    home = write(tmp_path, {}, {"name": "t", "data": rows, "schema": SCHEMA})
    assert told(home) == []
    assert cells(home, "t") == [["id", "name"], ["1", "é"], ["2", ""]]


def test_what_is_no_table_is_offered_and_what_lies_elsewhere_is_linked_to(tmp_path: Path) -> None:
    home = write(
        tmp_path,
        {"a.geojson": "{}", "t.csv.gz": b"\x1f\x8b"},
        {"name": "map", "path": "a.geojson"},
        {"name": "packed", "path": "t.csv.gz", "format": "csv", "schema": SCHEMA},
        {"name": "far", "path": "https://example.org/t.csv", "schema": SCHEMA},
        {"name": "note", "data": {"a": 1}},
    )
    assert told(home) == [
        "datapackage.json:26 DP015 the data lie at another address, from which nothing is fetched"
    ]
    package = loaded(home)
    assert package.resources == ()
    assert [(a.name, a.why) for a in package.attachments] == [
        ("map", Unread.FILE),
        ("packed", Unread.FILE),
        ("far", Unread.ELSEWHERE),
        ("note", Unread.INLINE),
    ]
    uris = [a.uri.rpartition("packages/towns/")[2] for a in package_files(package)]
    assert uris == ["a.geojson", "datapackage.json", "t.csv.gz", "towns.zip"]
    descriptor = json.loads(package_files(package)[1].content)
    assert [r.get("bytes") for r in descriptor["resources"]] == [2, 2, None, None]


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        ({"path": "../reference/areas.csv"}, "DP011 the path"),
        ({"path": "/etc/passwd"}, "DP011 the path"),
        ({"path": ["t.csv", "https://example.org/t.csv"]}, 'DP011 "path" mixes'),
        ({"path": "t.csv", "schema": "../s.json"}, "DP011 the path"),
        ({"path": "t.csv", "schema": "none.json"}, "DP012 the file"),
        ({"path": "t.csv", "schema": {"$ref": "s.json"}}, 'DP015 "$ref" points'),
        ({"path": "none.csv"}, "DP012 the file"),
        ({"path": "link.csv"}, "DP012 the file"),
        ({"path": "p.html"}, 'DP021 "p.html" is a file that browsers run'),
        ({"path": "towns.zip"}, 'DP021 "towns.zip" has the name'),
        ({"path": "t.csv", "name": "\u0007"}, "DP010"),
        ({"path": "t.csv", "encoding": "klingon"}, 'TB002 the encoding "klingon" is not known'),
        ({"path": "t.csv", "encoding": "hex"}, 'TB002 the encoding "hex" is not known'),
        ({"path": "t.csv", "dialect": {"delimiter": "||"}}, "TB012 the table cannot be taken"),
        ({"path": "t.csv", "schema": {"fields": [{"name": "a", "type": "foo"}]}}, "DP009"),
        (
            {
                "path": "t.csv",
                "schema": {"fields": [{"name": "a", "constraints": {"pattern": "(a+)+b"}}]},
            },
            'DP018 the pattern "(a+)+b" repeats a group',
        ),
        (
            {"path": "t.csv", "schema": {"fields": [{"name": "a"}], "primaryKey": ["b"]}},
            'DP019 the key names "b", which is no column',
        ),
        ({"path": 5}, "DP009"),
        ({}, "DP009"),
    ],
)
def test_what_leads_outside_or_cannot_be_read_is_refused(
    resource: dict[str, Any], message: str, tmp_path: Path
) -> None:
    files: dict[str, bytes | str] = {"t.csv": "a\nx\n", "p.html": "<p>", "towns.zip": b""}
    home = write(tmp_path, files, {"name": "t", **resource})
    (home / "link.csv").symlink_to("/etc/hostname")
    found = told(home)
    assert any(message in one for one in found), found


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("schema", {"fields": [{"name": "a", "type": "foo"}]}),
        ("schema", {"fields": [{"name": "a", "categories": 5}]}),
        ("schema", {"fields": [{"name": "a"}], "uniqueKeys": 5}),
        ("schema", {"fields": [{"name": "a"}], "foreignKeys": {"fields": 5}}),
        ("schema", {"fields": 5}),
        ("dialect", {"headerRows": 5}),
        ("dialect", {"commentRows": "x"}),
        ("dialect", {"delimiter": 5}),
    ],
)
def test_what_stands_in_a_file_is_judged_like_what_stands_in_the_descriptor(
    part: str, content: dict[str, Any], tmp_path: Path
) -> None:
    files: dict[str, bytes | str] = {"t.csv": "a\nx\n", "part.json": json.dumps(content)}
    for given in ("part.json", content):
        resource = {"name": "t", "path": "t.csv", part: given}
        assert any(" DP009 " in one for one in told(write(tmp_path, files, resource))), given


@pytest.mark.parametrize(
    "dialect", [{"csv": {"headerRows": 5}}, {"headerRows": [9]}, {"csv": 5}, {"quoteChar": ""}]
)
def test_a_dialect_that_says_nothing_sensible_breaks_nothing(
    dialect: dict[str, Any], tmp_path: Path
) -> None:
    resource = {"name": "t", "path": "t.csv", "dialect": dialect}
    assert cells(write(tmp_path, {"t.csv": "a\nx\n"}, resource), "t")


def test_a_schema_at_another_address_is_missed_and_not_fetched(tmp_path: Path) -> None:
    resource = {"name": "t", "path": "t.csv", "schema": "https://example.org/s.json"}
    home = write(tmp_path, {"t.csv": "a\nx\n"}, resource)
    message = 'DP015 "schema" lies at another address, from which nothing is fetched'
    assert told(home) == [f"datapackage.json:6 {message}"]
    assert cells(home, "t") == [["a"], ["x"]]


def test_mistakes_in_cells_are_told_with_their_file_line_and_rule(tmp_path: Path) -> None:
    text = '# x\nid,name\n1,"two\nlines"\nx,b\n1,NA\n3\n4,a,b\n'
    schema = {
        "fields": [
            {"name": "id", "type": "integer", "constraints": {"maximum": 3}},
            {"name": "name", "constraints": {"required": True}, "categories": ["a", "two\nlines"]},
        ],
        "primaryKey": ["id"],
        "missingValues": ["", "NA"],
    }
    resource = {"name": "t", "path": "t.csv", "schema": schema, "dialect": {"commentChar": "#"}}
    assert told(write(tmp_path, {"t.csv": text}, resource)) == [
        "t.csv:5 TB004 'id' is \"x\", not of the type integer",
        "t.csv:5 TB006 'name' is \"b\", not one of a, two\nlines",
        "t.csv:6 TB007 the key is the same as on line 3",
        "t.csv:6 TB006 'name' is \"NA\", against the rule required: True",
        "t.csv:7 TB010 this row has fewer cells than the table has columns",
        "t.csv:8 TB006 'id' is \"4\", against the rule maximum: 3",
        "t.csv:8 TB010 this row has more cells than the table has columns",
    ]


def test_a_header_of_other_columns_is_one_mistake_and_not_one_for_each_cell(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"t.csv": "name,id\nx,1\ny,2\n"}
    resource = {"name": "t", "path": "t.csv", "schema": SCHEMA}
    assert told(write(tmp_path, files, resource)) == [
        't.csv:1 TB009 the column "name" stands where the schema has "id"',
        't.csv:1 TB009 the column "id" stands where the schema has "name"',
    ]
    loose = {**resource, "schema": {**SCHEMA, "fieldsMatch": ["subset"]}}
    assert told(write(tmp_path, files, loose)) == []


def test_keys_to_other_tables_are_followed_and_gaps_lead_nowhere(tmp_path: Path) -> None:
    key = {"fields": "town", "reference": {"resource": "towns", "fields": "name"}}
    own = {
        "fields": [{"name": "town", "type": "string"}],
        "foreignKeys": [key],
        "missingValues": ["-"],
    }
    home = write(
        tmp_path,
        {"t.csv": "id,name\n1,x\n", "o.csv": "town\nx\ny\n"},
        {"name": "towns", "path": "t.csv", "schema": SCHEMA},
        {"name": "offices", "path": "o.csv", "schema": own},
    )
    (message,) = told(home)
    assert message.startswith("o.csv:3 TB018 'town' is \"y\", which is not in the table towns")


def test_a_profile_that_was_meant_to_be_ours_is_asked_about(tmp_path: Path) -> None:
    resource = {"name": "t", "path": "t.csv"}
    named = {"$schema": "https://example.org/schemas/indicators-package.json"}
    home = write(tmp_path, {"t.csv": "a\nx\n"}, resource, **named)
    (message,) = told(home)
    named_so = 'the profile "https://example.org/schemas/indicators-package.json"'
    assert message == f"datapackage.json:2 DP009 {named_so} is none that is known here"


def test_tables_with_names_of_ours_are_no_part_of_our_data(tmp_path: Path) -> None:
    write_packages(tmp_path)
    names = ("indicators", "sources", "licences", "observations", "areas", "terms")
    files: dict[str, bytes | str] = {f"{n}.csv": "id,name\n1,x\n" for n in names}
    home = write(
        tmp_path, files, *({"name": n, "path": f"{n}.csv", "schema": SCHEMA} for n in names)
    )
    packages = [loaded(home.parent / n) for n in ("reference", "towns", "trade")]
    tables = {(p.name, r.name): read_table(p, r, tmp_path) for p in packages for r in p.resources}
    dataset = assemble(packages, tables)
    assert set(dataset.indicators) == {"exports", "imports", "trade"}
    assert ("towns", "sources") not in dataset.tables
    assert dataset.table("towns", "sources") is not None
    described = describe_package(dataset, dataset.packages["towns"], {})
    assert [v.id for v in described.variables] == ["id", "name"]


ODD: tuple[object, ...] = (
    *(None, 0, -1, 5.5, "", "x", "../a", "https://example.org/a", "a.csv", "f.json"),
    *([], {}, [[]], [{}], [None], ["a", "b"], ["a.csv", 5], {"a": 1}, True),
)


def places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Ways to every value within a value."""
    members: Iterable[tuple[Any, object]] = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    for key, inner in members:
        yield (*at, key)
        yield from places(inner, (*at, key))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_a_descriptor_says_there_is_an_answer(seed: int, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"a.csv": "a,b\n1,x\n", "b.csv": "a,b\n2,y\n", "f.json": "{}"}
    key = {"fields": "b", "reference": {"resource": "i", "fields": "id"}}
    first = {"name": "a", "type": "integer", "constraints": {"minimum": 1}, "categories": [1, 2]}
    good = [
        {
            "name": "t",
            "path": ["a.csv", "b.csv"],
            "encoding": "utf-8",
            "dialect": {"headerRows": [1], "commentChar": "#", "csv": {"quoteChar": "'"}},
            "schema": {
                "fields": [{**first, "missingValues": ["x"]}, {"name": "b", "type": "string"}],
                "primaryKey": ["a"],
                "uniqueKeys": [["b"]],
                "foreignKeys": [key],
                "missingValues": ["", "NA"],
            },
        },
        {"name": "i", "data": [{"id": "x"}, {"id": "y"}], "schema": {"fields": [{"name": "id"}]}},
        {"name": "f", "path": "f.json"},
    ]
    assert told(write(tmp_path, files, *good)) == []
    pick = random.Random(seed)
    for _ in range(40):
        bad = copy.deepcopy(good)
        way = pick.choice(list(places(bad)))
        inner: Any = bad
        for step in way[:-1]:
            inner = inner[step]
        inner[way[-1]] = copy.deepcopy(pick.choice(ODD))
        home = write(tmp_path, files, *bad)
        package, _ = load_package(home, tmp_path)
        assert isinstance(told(home), list)
        assert package is None or package_files(package)
