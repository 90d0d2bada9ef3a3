# A package is only published if other people's programs open it. Each is given the files as they
# are served and as they lie in the ZIP file, and told nothing but what the descriptor says.
"""Published packages in frictionless, pandas, Polars and DuckDB, and by the rules of R's reader."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import frictionless
import pandas as pd
import polars as pl
import pytest
from metadata import starter

API: Final = "data/v1/latest/packages/"
PACKAGES: Final = ("nordic-cooperation", "nordic-population", "reference")
TABLE: Final = "observations"
FORMS: Final = ("served", "zip")
TYPES: Final[Mapping[str, tuple[str, Any]]] = {
    "string": ("str", pl.String),
    "number": ("float64", pl.Float64),
    "integer": ("Int64", pl.Int64),
    "boolean": ("boolean", pl.Boolean),
    "date": ("str", pl.Date),
    "year": ("Int64", pl.Int64),
}
"""What a reader who follows the schema asks pandas and Polars for."""
R_TYPES: Final = frozenset(
    [
        "string",
        "number",
        "integer",
        "boolean",
        "object",
        "array",
        "date",
        "time",
        "datetime",
        "year",
        "yearmonth",
        "duration",
        "geopoint",
        "geojson",
        "any",
    ]
)


@pytest.fixture(scope="module", params=FORMS)
def packages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of packages: as served, or as they come out of their ZIP files."""
    folder = tmp_path_factory.mktemp(request.param)
    files = {u.removeprefix(API): c for u, c in starter()[2].items() if u.startswith(API)}
    for name in PACKAGES:
        if request.param == "zip":
            with zipfile.ZipFile(io.BytesIO(files[f"{name}/{name}.zip"])) as archive:
                archive.extractall(folder / name)
            continue
        for path, content in files.items():
            if path.startswith(f"{name}/"):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
    return folder


def descriptor(packages: Path, name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((packages / name / "datapackage.json").read_text("utf-8"))
    return told


def tables(packages: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every table with what its descriptor says of it."""
    for name in PACKAGES:
        for resource in descriptor(packages, name)["resources"]:
            yield packages / name / resource["path"], resource


def published(name: str, table: str) -> list[dict[str, str]]:
    """The rows as the site holds them."""
    return [dict(row.cells) for row in starter()[0].tables[name, table].rows]


# --- frictionless, and with it Open Data Editor ---


@pytest.mark.parametrize("name", PACKAGES)
def test_frictionless_finds_no_error(packages: Path, name: str) -> None:
    report = frictionless.validate(str(packages / name / "datapackage.json"))
    assert report.valid, report.flatten(["type", "title", "note"])
    told = {(task.name, task.stats["rows"]) for task in report.tasks}
    assert told == {
        (r["name"], len(published(name, r["name"])))
        for r in descriptor(packages, name)["resources"]
    }


def test_frictionless_finds_an_error_that_is_there(packages: Path, tmp_path: Path) -> None:
    home = packages / "nordic-population"
    for path in (
        "datapackage.json",
        *(r["path"] for r in descriptor(packages, home.name)["resources"]),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((home / path).read_bytes())
    table = tmp_path / "data/observations.csv"
    table.write_bytes(table.read_bytes().replace(b",5683483,", b",many,", 1))
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type", "cell"])
    assert ["type-error", "many"] in found
    assert "hash-count" in [kind for kind, _ in found]


def test_frictionless_opens_the_zip_file_itself(tmp_path: Path) -> None:
    file = tmp_path / "nordic-population.zip"
    file.write_bytes(starter()[2][f"{API}nordic-population/nordic-population.zip"])
    rows = frictionless.Package(str(file)).get_resource(TABLE).read_rows()
    shown = published("nordic-population", TABLE)
    assert [str(row["obs_value"]) for row in rows] == [row["obs_value"] for row in shown]
    assert isinstance(rows[0]["obs_value"], Decimal)


# --- Readers of tables, told what the schema says ---


def with_pandas(path: Path, resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    fields, missing = resource["schema"]["fields"], resource["schema"]["missingValues"]
    kinds = {f["name"]: TYPES[f["type"]][0] for f in fields}
    frame = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=missing)
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def with_polars(path: Path, resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    fields, missing = resource["schema"]["fields"], resource["schema"]["missingValues"]
    kinds = {f["name"]: TYPES[f["type"]][1] for f in fields}
    return pl.read_csv(path, schema=kinds, null_values=missing).to_dicts()


def with_duckdb(path: Path, _resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    """With nothing but the path: what it guesses must be what is meant."""
    found = duckdb.sql(f"SELECT * FROM read_csv('{path}')")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("read", [with_pandas, with_polars, with_duckdb])
def test_every_table_opens_with_the_columns_and_rows_that_are_published(
    packages: Path, read: Callable[[Path, Mapping[str, Any]], list[dict[str, Any]]]
) -> None:
    for path, resource in tables(packages):
        name = path.relative_to(packages).parts[0]
        shown = published(name, resource["name"])
        rows = read(path, resource)
        assert len(rows) == len(shown), path
        assert list(rows[0]) == [f["name"] for f in resource["schema"]["fields"]], path
        for field in resource["schema"]["fields"]:
            column = field["name"]
            given = [row[column] for row in rows]
            assert [g is None for g in given] == [not r[column] for r in shown], (path, column)
            if field["type"] in {"number", "integer"}:
                assert [g for g in given if g is not None] == [
                    pytest.approx(float(r[column])) for r in shown if r[column]
                ], (path, column)


@pytest.mark.parametrize("read", [with_pandas, with_polars])
def test_codes_stay_text_for_readers_who_follow_the_schema(
    packages: Path, read: Callable[[Path, Mapping[str, Any]], list[dict[str, Any]]]
) -> None:
    (areas,) = (t for t in tables(packages) if t[1]["name"] == "areas")
    rows = read(*areas)
    assert [row["m49"] for row in rows if row["m49"]] == [
        row["m49"] for row in published("reference", "areas") if row["m49"]
    ]


# --- R ---


def faults_in_r(package: Mapping[str, Any], folder: Path) -> list[str]:
    """What R's frictionless 1.2 asks for before it reads a table.

    Its `read_resource()` needs a name, a path inside the folder, the profile of a table, a schema
    whose fields have names and known types, a known encoding, and plain texts as missing values.
    """
    faults: list[str] = []
    for resource in package["resources"]:
        name, path = resource.get("name"), resource.get("path")
        checks = {
            "name": bool(name),
            "path": isinstance(path, str) and not path.startswith("/") and ".." not in path,
            "file": isinstance(path, str) and (folder / path).is_file(),
            "profile": resource.get("profile") == "tabular-data-resource",
            "encoding": str(resource.get("encoding", "UTF-8")).lower() == "utf-8",
            "dialect": not resource.get("dialect"),
        }
        schema = resource.get("schema", {})
        checks["missingValues"] = all(isinstance(v, str) for v in schema.get("missingValues", [""]))
        checks["fields"] = bool(schema.get("fields")) and all(
            isinstance(f.get("name"), str) and f.get("type") in R_TYPES for f in schema["fields"]
        )
        faults += [f"{name}: {what}" for what, fine in checks.items() if not fine]
    return faults


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_has_what_r_asks_for(packages: Path, name: str) -> None:
    assert faults_in_r(descriptor(packages, name), packages / name) == []


def test_r_would_refuse_what_lacks_it(packages: Path) -> None:
    told = descriptor(packages, "nordic-population")
    first, second, third = told["resources"]
    del first["profile"]
    second["schema"]["fields"][0]["type"] = "text"
    third["schema"]["missingValues"] = [{"value": "", "label": "none"}]
    names = [r["name"] for r in told["resources"]]
    assert faults_in_r(told, packages / "nordic-population") == [
        f"{names[0]}: profile",
        f"{names[1]}: fields",
        f"{names[2]}: missingValues",
    ]
