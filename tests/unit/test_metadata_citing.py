# Judged by the JSON Schema of the format. Its own converter pins a version of jsonschema that
# nothing else here runs with, so the schema is applied directly.
"""Files that say how data and code are cited."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker
from metadata import URL, starter

from silkline.metadata import describe_package, package_cff, site_of
from silkline.metadata.described import Terms, Words

ROOT = Path(__file__).parents[2]
API = "data/v1/latest"
SCHEMA = ROOT / "tests/validators/citation-file-format/schema.json"
RULES = Draft7Validator(json.loads(SCHEMA.read_bytes()), format_checker=FormatChecker())


def faults(content: bytes) -> list[str]:
    """Where the file breaks the schema."""
    found = RULES.iter_errors(read(content))
    return sorted("/".join(map(str, e.absolute_path)) or e.message for e in found)


def read(content: bytes) -> dict[str, Any]:
    """Dates as the text they are written in."""
    made: dict[str, Any] = yaml.load(content, Loader=yaml.BaseLoader)
    for entry in (made, *made.get("references", ())):
        if "year" in entry:
            entry["year"] = int(entry["year"])
    return made


def test_every_file_keeps_the_schema() -> None:
    contents = starter()[2]
    names = [uri for uri in contents if uri.endswith("CITATION.cff")]
    assert f"{API}/CITATION.cff" in names
    assert f"{API}/packages/nordic-population/CITATION.cff" in names
    assert {name: faults(contents[name]) for name in names} == {name: [] for name in names}


def test_a_file_without_authors_or_with_an_unknown_licence_breaks_it() -> None:
    content = starter()[2][f"{API}/packages/nordic-population/CITATION.cff"]
    made = yaml.safe_load(content)
    del made["authors"]
    assert faults(yaml.safe_dump(made).encode()) == ["'authors' is a required property"]
    made = yaml.safe_load(content) | {"license": "CC-BY-3.0-IGO"}
    assert faults(yaml.safe_dump(made).encode()) == ["license"]


def test_who_compiled_a_package_is_its_author_and_its_sources_are_references() -> None:
    content = starter()[2][f"{API}/packages/nordic-population/CITATION.cff"]
    made = yaml.safe_load(content)
    assert made["title"] == "Population of the Nordic countries"
    assert made["authors"] == [{"name": "Your name"}]
    assert (made["version"], made["date-released"]) == ("1.0.0", "2026-11-21")
    assert made["license"] == "CC-BY-4.0"
    assert made["url"] == f"{URL}packages/nordic-population/"
    assert made["references"][0]["authors"] == [{"name": "World Bank"}]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("CC-BY-3.0-IGO",), {"license-url": "https://example.org/0"}),
        (("CC-BY-4.0", "CC0-1.0"), {"license": ["CC-BY-4.0", "CC0-1.0"]}),
        (("CC-BY-4.0", "CC-BY-3.0-IGO"), {}),
    ],
)
def test_a_licence_is_named_only_as_the_format_can(
    names: tuple[str, ...], expected: dict[str, Any]
) -> None:
    dataset, config, _, files = starter()
    package = describe_package(dataset, dataset.packages["nordic-population"], files)
    licences = tuple(
        Terms(name=name, title=name, url=f"https://example.org/{i}") for i, name in enumerate(names)
    )
    content = package_cff(site_of(config), replace(package, licences=licences))
    made = yaml.safe_load(content)
    assert {k: v for k, v in made.items() if k.startswith("license")} == expected
    assert faults(content) == []


def test_no_text_of_the_data_breaks_the_file() -> None:
    dataset, config, _, files = starter()
    package = describe_package(dataset, dataset.packages["nordic-population"], files)
    title = 'a: "b" # c\n- d\x85\u2028{e}'
    content = package_cff(site_of(config), replace(package, title=Words(en=title)))
    assert yaml.safe_load(content)["title"] == title


def test_the_archive_of_a_package_holds_the_file_that_lies_beside_it() -> None:
    contents = starter()[2]
    folder = f"{API}/packages/nordic-population"
    with zipfile.ZipFile(io.BytesIO(contents[f"{folder}/nordic-population.zip"])) as archive:
        assert archive.read("CITATION.cff") == contents[f"{folder}/CITATION.cff"]


def test_the_repository_is_cited_as_it_is() -> None:
    content = (ROOT / "CITATION.cff").read_bytes()
    assert faults(content) == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made = read(content)
    assert made["version"] == project["version"]
    assert made["license"] == project["license"]
    assert made["authors"] == project["authors"]
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f"site_url: {made['url']}\n" in settings
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{made['version']}] - {made['date-released']}\n" in log
