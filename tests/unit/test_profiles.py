"""The profiles accept a whole package, and name the rule that a broken one breaks."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

Descriptor = dict[str, Any]

SCHEMAS = {
    file.name: json.loads(file.read_text(encoding="utf-8"))
    for file in (files("silkline") / "schemas").iterdir()
    if file.name.endswith(".json")
}
PROFILES = ("indicator-package-1.json", "reference-package-1.json", "register-package-1.json")
BASE = SCHEMAS["package-1.json"]["$id"].rpartition("/")[0]
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{BASE}/{name}", Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


def columns(profile: str, name: str) -> list[Descriptor]:
    """Columns of a table as its profile wants them."""
    wanted = SCHEMAS[profile]["definitions"][name]["properties"]["schema"]["properties"]["fields"]
    return [
        {"type": "string", "title": "A", "description": "B"}
        | {key: rule["const"] for key, rule in item["properties"].items()}
        for item in wanted["items"]
    ]


def table(profile: str, name: str) -> Descriptor:
    """A table as its profile wants it."""
    schema = SCHEMAS[profile]["definitions"][name]["properties"]["schema"]["properties"]
    return {
        "name": name,
        "path": f"data/{name}.csv",
        "type": "table",
        "title": "Title",
        "description": "A sentence.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": columns(profile, name),
            "primaryKey": schema["primaryKey"]["const"],
            "missingValues": [""],
        },
    }


def descriptor(profile: str = PROFILES[0]) -> Descriptor:
    """A package with every table that its profile knows."""
    return {
        "$schema": f"{BASE}/{profile}",
        "name": "trade-in-tea",
        "title": "Trade in tea",
        "description": "A sentence.",
        "version": "1.0.0",
        "created": "2026-11-21T00:00:00Z",
        "keywords": ["tea"],
        "licenses": [
            {"name": "CC0-1.0", "title": "Zero", "path": "https://example.org/zero"},
        ],
        "contributors": [{"title": "Somebody", "roles": ["creator"]}],
        "sources": [{"title": "A yearbook"}],
        "translations": {"zh": {"title": "茶叶贸易", "description": "一句话。"}},
        "updateFrequency": "annual",
        "processingLevel": "none",
        "citation": "Somebody: Trade in tea.",
        "resources": [table(profile, name) for name in SCHEMAS[profile]["definitions"]],
    }


def broken_rules(package: Descriptor, profile: str = PROFILES[0]) -> list[str]:
    """Descriptions of the rules that a package breaks, each behind where it breaks it."""
    validator = Draft7Validator(SCHEMAS[profile], registry=REGISTRY)
    return sorted(
        f"{'/'.join(map(str, error.absolute_path))}: {error.schema.get('description')}"
        for error in validator.iter_errors(package)
    )


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_profile_is_a_json_schema(name: str):
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("profile", PROFILES)
def test_a_package_with_every_table_is_accepted(profile: str):
    assert broken_rules(descriptor(profile), profile) == []


def test_tables_that_a_package_may_do_without_may_be_absent():
    package = descriptor()
    wanted = {"indicators", "observations", "sources"}
    package["resources"] = [t for t in package["resources"] if t["name"] in wanted]

    assert broken_rules(package) == []


@pytest.mark.parametrize("key", sorted(descriptor().keys() - {"$schema"}))
def test_everything_a_package_says_about_itself_is_required(key: str):
    package = descriptor()
    del package[key]

    assert broken_rules(package) != []


def first(name: str) -> Callable[[Descriptor], Descriptor]:
    """Finds a table of a package."""
    return lambda package: next(t for t in package["resources"] if t["name"] == name)


def in_package(**changes: Any) -> Callable[[Descriptor], None]:
    """Changes what the package says about itself."""
    return lambda package: package.update(changes)


def in_table(name: str, /, **changes: Any) -> Callable[[Descriptor], None]:
    """Changes what a table says about itself."""
    return lambda package: first(name)(package).update(changes)


def in_schema(name: str, /, **changes: Any) -> Callable[[Descriptor], None]:
    """Changes the schema of a table."""
    return lambda package: first(name)(package)["schema"].update(changes)


def in_column(name: str, index: int, /, **changes: Any) -> Callable[[Descriptor], None]:
    """Changes a column of a table."""
    return lambda package: first(name)(package)["schema"]["fields"][index].update(changes)


def without_codelist(package: Descriptor) -> None:
    """Leaves out the code list of the areas."""
    del first("observations")(package)["schema"]["fields"][1]["codelist"]


def without_table(package: Descriptor) -> None:
    """Leaves out a table that every package has."""
    package["resources"].remove(first("sources")(package))


VERSION = (
    "Three numbers as in 1.4.0 (semantic versioning): raise the first when a code or column goes, "
    "the second when data are added, the third for corrections."
)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (in_package(version="1.0"), f"version: {VERSION}"),
        (in_package(version="v1.0.0"), f"version: {VERSION}"),
        (
            in_package(created="21 November 2026"),
            "created: When this version was made, as in 2026-11-21T00:00:00Z.",
        ),
        (
            in_package(translations={}),
            "translations: Title and description in simplified Chinese, under zh.",
        ),
        (
            in_package(updateFrequency="sometimes"),
            (
                "updateFrequency: How often the publisher renews the data: daily, weekly, monthly, "
                "quarterly, half-yearly, annual, irregular or never."
            ),
        ),
        (
            in_package(sources=[{"title": "A", "path": "yearbook.pdf"}]),
            "sources/0/path: The address, beginning with https:// or http://.",
        ),
        (without_table, "resources: The package has a table named sources."),
        (
            in_table("sources", bytes=-1),
            (
                "resources/2/bytes: Bytes of the file. It is added when the site is built; leave "
                "it out before."
            ),
        ),
        (
            in_table("sources", hash="md5:0"),
            (
                "resources/2/hash: sha256: and 64 hexadecimal digits. It is added when the site is "
                "built; leave it out before."
            ),
        ),
        (
            in_schema("sources", missingValues=["", "NA"]),
            (
                'resources/2/schema/missingValues: Only the empty cell means missing: [""]. '
                "Codes such as NA are values (NA is Namibia)."
            ),
        ),
        (
            in_schema("breaks", primaryKey=["indicator"]),
            "resources/3/schema/primaryKey: The key is indicator, ref_area, time_period.",
        ),
        (
            in_column("observations", 3, name="value"),
            "resources/1/schema/fields/3/name: The column in this place is obs_value.",
        ),
        (
            in_column("observations", 3, type="string"),
            'resources/1/schema/fields/3/type: The column obs_value has "type": "number".',
        ),
        (
            without_codelist,
            (
                "resources/1/schema/fields/1: The column in this place is ref_area, "
                'with "codelist": "areas".'
            ),
        ),
        (
            in_column("observations", 8, codelist="planets"),
            (
                "resources/1/schema/fields/8/codelist: Name of the list in the reference package "
                "whose codes the cells are."
            ),
        ),
    ],
)
def test_a_broken_rule_is_named_where_it_is_broken(change: Callable[[Descriptor], None], rule: str):
    package = descriptor()
    order = ["indicators", "observations", "sources", "breaks"]
    package["resources"].sort(key=lambda t: (*order, t["name"]).index(t["name"]))
    whole = copy.deepcopy(package)
    change(package)

    assert package != whole
    assert broken_rules(package) == [rule]


@pytest.mark.parametrize("path", ["../x.csv", "/etc/passwd", "https://example.org/x.csv", "x.csv"])
def test_a_table_lies_in_the_folder_of_tables(path: str):
    package = descriptor()
    first("sources")(package)["path"] = path

    assert any("One file in data/" in rule for rule in broken_rules(package))


def test_a_column_too_many_is_refused():
    package = descriptor()
    extra = {"name": "extra", "type": "string", "title": "A", "description": "B"}
    first("derived")(package)["schema"]["fields"].append(extra)

    (rule,) = broken_rules(package)
    assert rule.endswith(
        "The columns are indicator, formula, inputs, reference_area, base_period, years: "
        "all of them, in this order, and no other."
    )


def test_a_table_that_the_profile_does_not_know_is_refused():
    package = descriptor()
    stray = {**first("sources")(package), "name": "notes", "path": "data/notes.csv"}
    package["resources"][-1] = stray

    assert any("/name: One of breaks, claims, derived" in rule for rule in broken_rules(package))


REGISTERS = PROFILES[2]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (without_table, "resources: The package has a table named sources."),
        (
            in_schema("mentions", primaryKey=["entry", "source"]),
            "resources/4/schema/primaryKey: The key is entry, source, paragraph, sentence.",
        ),
        (
            in_schema("links", fields=[]),
            (
                "resources/2/schema/fields: The columns are entry, relation, kind, target: all of "
                "them, in this order, and no other."
            ),
        ),
    ],
)
def test_a_package_of_registers_is_held_to_its_own_profile(
    change: Callable[[Descriptor], None], rule: str
):
    package = descriptor(REGISTERS)
    change(package)

    assert rule in broken_rules(package, REGISTERS)


def test_a_package_of_terms_needs_no_registers():
    package = descriptor(REGISTERS)
    wanted = {"terms", "sources"}
    package["resources"] = [t for t in package["resources"] if t["name"] in wanted]

    assert broken_rules(package, REGISTERS) == []
