# The description is held to its own standard by the validator of that standard, and to the site by
# asking a server for every address that it names.
"""openapi.json, and the served files that it describes."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from silkline.addresses import media_type

API: Final = "data/v1/latest"


@pytest.fixture(scope="module")
def described(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / API / "openapi.json").read_text(encoding="utf-8"))
    return found


def example(pattern: str, item: dict[str, Any]) -> str:
    """The address with the examples of its parameters."""
    for parameter in item["get"].get("parameters", ()):
        pattern = pattern.replace(f"{{{parameter['name']}}}", parameter["example"])
    assert "{" not in pattern
    return pattern


def body_schema(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": described["components"]})


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    validate(described, cls=OpenAPIV31SpecValidator)


@pytest.mark.parametrize("part", ["info", "paths", "responses"])
def test_a_broken_description_is_refused(described: dict[str, Any], part: str) -> None:
    broken = copy.deepcopy(described)
    if part == "responses":
        broken["paths"]["/index.json"]["get"]["responses"] = []
    elif part == "paths":
        del broken["paths"]["/indicators/{indicator}.csv"]["get"]["parameters"]
    else:
        del broken["info"]["title"]
    with pytest.raises(OpenAPIValidationError):
        validate(broken, cls=OpenAPIV31SpecValidator)


def test_every_address_answers_with_the_kind_and_the_body_that_are_told(
    described: dict[str, Any], address: str
) -> None:
    for pattern, item in described["paths"].items():
        with urllib.request.urlopen(f"{address}/{API}{example(pattern, item)}") as answer:
            kind = answer.headers.get_content_type()
            body = answer.read()
        content = item["get"]["responses"]["200"]["content"]
        if media_type(example(pattern, item)):
            assert kind in content, (pattern, kind)
        schema = content.get(kind, {}).get("schema")
        if schema:
            body_schema(described, schema).validate(json.loads(body))


def test_every_json_file_of_indicators_and_areas_is_as_described(
    described: dict[str, Any], site: Path
) -> None:
    for folder, schema, ending in (
        ("indicators", "Metadata", ".metadata.json"),
        ("registers", "Register", ".json"),
    ):
        check = body_schema(described, {"$ref": f"#/components/schemas/{schema}"})
        found = sorted((site / API / folder).glob(f"*{ending}"))
        files = [path for path in found if not path.name.endswith("csv-metadata.json")]
        assert files
        for path in files:
            check.validate(json.loads(path.read_text(encoding="utf-8")))


def test_a_body_without_what_is_told_is_refused(described: dict[str, Any], site: Path) -> None:
    path = next((site / API / "indicators").glob("*.metadata.json"))
    body = json.loads(path.read_text(encoding="utf-8"))
    body["files"][0]["bytes"] = "many"
    with pytest.raises(ValidationError, match="'many' is not of type 'integer'"):
        body_schema(described, {"$ref": "#/components/schemas/Metadata"}).validate(body)


def test_every_file_of_the_data_has_an_address_in_the_description(
    described: dict[str, Any], site: Path
) -> None:
    manifest = json.loads((site / API / "manifest.json").read_text(encoding="utf-8"))
    fixed = {pattern for pattern in described["paths"] if "{" not in pattern}
    folders = {pattern.split("/")[1] for pattern in described["paths"] if "{" in pattern}
    paths = (f["path"] for f in manifest["files"])
    alone = {f"/{path}" for path in paths if path.split("/")[0] not in folders}
    assert alone | {"/manifest.json"} == fixed


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_finds_every_file_as_it_is_told(site: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=site / API,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
