# What the observatory publishes, as the libraries and the official profiles of each format see it.
# Whole files are compared as text; libraries read the smallest package, which has every table.
"""Data Package, SDMX and CSV on the Web as published."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft7Validator
from readers import csvw_findings, sdmx_findings
from referencing import Registry, Resource

API: Final = "data/v1/latest"
OFFICIAL: Final = "datapackage-2.0.json"
UNCHANGED: Final = "a9ef0fc168b3402ae7aa7d22bbcb798e0db6b639e7ee15ff4aa177463cea7112"
"""Digest of the profile as its authors published it."""
SMALL: Final = "business-ecommerce"


def cells(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        places = [header.index(name) for name in names]
        for row in rows:
            yield tuple(row[place] for place in places)


@pytest.fixture(scope="module")
def profiles(site: Path) -> dict[str, Any]:
    """The profiles as the site publishes them, by name."""
    folder = site / "schemas"
    return {p.name: json.loads(p.read_text(encoding="utf-8")) for p in folder.glob("*.json")}


def refused(profiles: dict[str, Any], name: str, descriptor: dict[str, Any]) -> list[str]:
    """What a profile does not accept in a descriptor."""
    base = profiles["package-1.json"]["$id"].rpartition("/")[0]
    registry: Registry[Any] = Registry().with_resources(
        (f"{base}/{known}", Resource.from_contents(profile)) for known, profile in profiles.items()
    )
    found = Draft7Validator(profiles[name], registry=registry).iter_errors(descriptor)
    return sorted(error.message for error in found)


def descriptors(site: Path) -> dict[str, dict[str, Any]]:
    found = sorted((site / API / "packages").glob("*/datapackage.json"))
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in found}


def test_published_descriptors_keep_to_the_official_profile_and_to_ours(
    site: Path, profiles: dict[str, Any]
) -> None:
    official = (site / "schemas" / OFFICIAL).read_bytes()
    assert hashlib.sha256(official).hexdigest() == UNCHANGED
    for name, descriptor in descriptors(site).items():
        own = descriptor["$schema"].rpartition("/")[2]
        assert refused(profiles, OFFICIAL, descriptor) == [], name
        assert refused(profiles, own, descriptor) == [], name


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"resources": []}, ["[] should be non-empty"]),
        (
            {"licenses": [{"title": "No name"}]},
            ["{'title': 'No name'} is not valid under any of the given schemas"],
        ),
        ({"created": 2026}, ["2026 is not of type 'string'"]),
    ],
)
def test_a_broken_descriptor_is_refused_by_the_official_profile(
    site: Path, profiles: dict[str, Any], change: dict[str, Any], told: list[str]
) -> None:
    assert refused(profiles, OFFICIAL, {**descriptors(site)[SMALL], **change}) == told


def test_a_size_that_is_no_number_is_refused_by_both_profiles(
    site: Path, profiles: dict[str, Any]
) -> None:
    descriptor = descriptors(site)[SMALL]
    descriptor["resources"][0]["bytes"] = "many"
    for name in (OFFICIAL, "indicator-package-1.json"):
        assert set(refused(profiles, name, descriptor)) == {"'many' is not of type 'integer'"}


def test_values_are_the_same_text_in_sdmx(site: Path) -> None:
    names = ("ref_area", "obs_value", "obs_status", "obs_qualifier", "note")
    codes = ("REF_AREA", "OBS_VALUE", "OBS_STATUS", "OBS_QUALIFIER", "COMMENT_OBS")
    files = sorted((site / API / "indicators").glob("*.sdmx.csv"))
    assert files
    for path in files:
        plain = path.with_name(path.name.replace(".sdmx.csv", ".csv"))
        assert list(cells(path, codes)) == list(cells(plain, names)), path.name


def test_a_library_of_sdmx_finds_nothing(site: Path) -> None:
    structure = (site / API / "structures/observations.json").read_text(encoding="utf-8")
    index = json.loads((site / API / "index.json").read_text(encoding="utf-8"))
    with_rows = [i for i in index["indicators"] if i["values"]]  # the library reads no others
    own = [i["sdmx"] for i in with_rows if i["package"] == SMALL]
    own.append(next(i["sdmx"] for i in with_rows if i["derived"]))
    assert len(own) > 1
    for address in own:
        data = (site / API / address).read_text(encoding="utf-8")
        assert list(sdmx_findings(data, structure)) == [], address


def test_a_library_of_csvw_finds_nothing(site: Path) -> None:
    index = json.loads((site / API / "index.json").read_text(encoding="utf-8"))
    own = [i["csv"] for i in index["indicators"] if i["package"] == SMALL]
    described = [f"packages/{SMALL}/data/csv-metadata.json"]
    forms = (".csv", ".labelled.csv", ".sdmx.csv")
    described += [f"{a.removesuffix('.csv')}{form}-metadata.json" for a in own for form in forms]
    described.append(f"{index['economies'][0]['csv']}-metadata.json")
    for address in described:
        assert list(csvw_findings(site / API / address)) == [], address
