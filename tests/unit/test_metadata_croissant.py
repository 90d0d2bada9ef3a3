# Judged by the format's own library, which also reads the tables by what the file says of them.
"""Packages in the words of Croissant."""

from __future__ import annotations

import csv
import io
import json
import logging
import sys
from pathlib import Path
from typing import Any

import absl.logging
import mlcroissant
import pytest
from metadata import URL, starter
from mlcroissant import ValidationError

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

# The library logs through absl, whose handler keeps what standard error is when it is imported,
# here pytest's own. The first story rendered in this process makes nbconvert configure logging,
# which closes every handler, and that one would close pytest's file and end the whole run.
absl.logging.get_absl_handler().python_handler.setStream(sys.__stderr__)

PACKAGE = "nordic-population"
FILE = f"data/v1/latest/croissant/{PACKAGE}.json"


def described() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(starter()[2][FILE])
    return made


def tables(folder: Path) -> dict[str, Path]:
    """The package's tables on disk, by the names that the file gives them."""
    found = {}
    for entry in described()["distribution"]:
        content = starter()[2][entry["contentUrl"].removeprefix(URL)]
        found[entry["@id"]] = folder / entry["name"]
        found[entry["@id"]].write_bytes(content)
    return found


def test_every_package_is_valid_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    names = [uri for uri in starter()[2] if "/croissant/" in uri]
    assert FILE in names
    with caplog.at_level(logging.WARNING):
        for name in names:
            mlcroissant.Dataset(jsonld=json.loads(starter()[2][name]))
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize("name", ["indicators", "observations", "sources"])
def test_the_records_are_those_of_the_tables(tmp_path: Path, name: str) -> None:
    files = tables(tmp_path)
    dataset = mlcroissant.Dataset(jsonld=described(), mapping=files)
    records = list(dataset.records(name))
    text = files[f"data/{name}.csv"].read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    key = next(iter(rows[0]))
    assert [r[f"{name}/{key}"].decode() for r in records] == [row[key] for row in rows]
    if name == "observations":
        values = [r["observations/obs_value"] for r in records]
        assert values == [float(row["obs_value"]) for row in rows]


def test_a_file_without_a_digest_is_refused() -> None:
    made = described()
    del made["distribution"][0]["sha256"]
    with pytest.raises(ValidationError, match="At least one of these properties should be defined"):
        mlcroissant.Dataset(jsonld=made)


def test_a_column_that_no_file_holds_is_refused() -> None:
    made = described()
    made["recordSet"][0]["field"][0]["source"]["fileObject"]["@id"] = "data/nothing.csv"
    with pytest.raises(ValidationError, match=r"data/nothing\.csv"):
        mlcroissant.Dataset(jsonld=made)


def test_keys_lead_from_table_to_table() -> None:
    fields = {field["@id"]: field for entry in described()["recordSet"] for field in entry["field"]}
    assert fields["observations/source"]["references"] == {"field": {"@id": "sources/source"}}
    assert fields["observations/obs_value"]["dataType"] == "sc:Float"
