"""A notebook gets the published figures, and an error that says what to do."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_data import read_dataset, write_packages

import silkline
from silkline.publish import beside_csv, indicator_csv, table_csv, table_json
from silkline.reader import (
    NoData,
    UndeclaredRead,
    UnknownArea,
    UnknownIndicator,
    UnknownTable,
    unit,
)

if TYPE_CHECKING:
    import pandas as pd

TYPES = {
    "ref_area": "str",
    "ref_area_name": "str",
    "time_period": "str",
    "year": "int64",
    "obs_value": "float64",
    "obs_qualifier": "str",
    "obs_status": "str",
    "unit": "str",
    "source": "str",
    "evidence": "str",
    "note": "str",
}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notebooks beside the packages."""
    write_packages(tmp_path)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.delenv("SILKLINE_DATA", raising=False)
    return tmp_path


@pytest.fixture
def run_folder(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a notebook that declares `exports` finds in a build."""
    folder = checkout / "run/data"
    folder.mkdir(parents=True)
    dataset = read_dataset(checkout)
    (folder / "exports.csv").write_bytes(indicator_csv(dataset, "exports"))
    (folder / "exports.json").write_bytes(beside_csv(dataset, "exports"))
    for package, table in (("reference", "areas"), ("trade", "observations")):
        (folder / package).mkdir()
        found = dataset.packages[package]
        resource = next(r for r in found.resources if r.name == table)
        (folder / package / f"{table}.csv").write_bytes(table_csv(found, resource))
        (folder / package / f"{table}.json").write_bytes(table_json(found, resource))
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("SILKLINE_DATA", str(folder))
    return folder


def check_exports(frame: pd.DataFrame) -> None:
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == TYPES
    assert frame["ref_area"].tolist() == ["CHN", "CHN", "NAM", "NAM"]
    assert frame["ref_area_name"].tolist() == ["China", "China", "Namibia", "Namibia"]
    assert frame["year"].tolist() == [2020, 2021, 2020, 2021]
    assert frame["obs_value"].tolist()[0::2] == [216265.0, 0.1]
    assert math.isnan(frame["obs_value"].iloc[1])
    assert frame["obs_status"].tolist() == ["A", "M", "A", "A"]
    assert frame["note"].tolist() == ["", "", "NA", "None"]
    assert frame.attrs == {
        "indicator": "exports",
        "title": "Exports",
        "unit": "US$ million",
        "decimals": 0,
        "definition": "Goods sold.",
        "caveat": "",
        "sources": ["The office (2024).", "The paper (2024)."],
    }


@pytest.mark.usefixtures("checkout")
def test_in_a_checkout_an_indicator_is_made_from_the_packages():
    check_exports(silkline.read("exports"))


@pytest.mark.usefixtures("run_folder")
def test_in_a_build_an_indicator_is_read_from_the_declared_files():
    check_exports(silkline.read("exports"))


@pytest.mark.usefixtures("checkout")
def test_a_derived_indicator_is_read_like_any_other():
    frame = silkline.read("trade")
    assert frame[["ref_area", "obs_value", "source"]].to_numpy().tolist() == [
        ["CHN", 216365.5, "derived"]
    ]


@pytest.mark.usefixtures("run_folder")
@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        ({"areas": "NAM"}, ["NAM 2020", "NAM 2021"]),
        ({"areas": ["NAM", "CHN"], "since": 2021}, ["CHN 2021", "NAM 2021"]),
        ({"until": 2020}, ["CHN 2020", "NAM 2020"]),
        ({"since": "2021-Q1"}, ["CHN 2021", "NAM 2021"]),
        ({"since": "2020-02", "until": "2020-12"}, []),
        ({"areas": []}, []),
    ],
)
def test_areas_and_periods_can_be_chosen(chosen: dict[str, object], places: list[str]):
    frame = silkline.read("exports", **chosen)
    assert (frame["ref_area"] + " " + frame["time_period"]).tolist() == places
    assert frame.index.tolist() == list(range(len(places)))
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == TYPES
    assert frame.attrs["title"] == "Exports"


def test_a_last_year_takes_in_its_quarters_and_an_edit_is_seen(checkout: Path):
    path = checkout / "datapackages/trade/data/observations.csv"
    rows = "".join(
        f"imports,NAM,{period},1,,A,office,e,\n" for period in ("2020-Q4", "2021-Q1", "2021-Q2")
    )
    assert len(silkline.read("imports")) == 1
    path.write_bytes(path.read_bytes() + rows.encode())
    chosen = silkline.read("imports", areas="NAM", until=2020)
    assert chosen["time_period"].tolist() == ["2020-Q4"]
    chosen = silkline.read("imports", areas="NAM", since="2021-Q1", until="2021-Q1")
    assert chosen["time_period"].tolist() == ["2021-Q1"]


@pytest.mark.usefixtures("checkout")
def test_other_sources_follow_the_preferred_one_where_they_are_asked_for(
    request: pytest.FixtureRequest,
):
    at_the_desk = silkline.read("exports", areas="CHN", alternatives=True)
    request.getfixturevalue("run_folder")
    frame = silkline.read("exports", areas="CHN", alternatives=True)
    assert frame.equals(at_the_desk)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == TYPES
    assert frame.index.tolist() == [0, 1, 2]
    assert frame.iloc[1].tolist() == [
        *("CHN", "China", "2020", 2020, 216300.0, "about", "A", "usd-million", "paper"),
        *("claim:c1", 'said "about", twice\nover two lines'),
    ]
    assert frame["source"].tolist() == ["office", "paper", "office"]
    assert frame["time_period"].tolist() == ["2020", "2020", "2021"]
    assert silkline.read("exports", since=2021, alternatives=True)["year"].tolist() == [2021, 2021]


@pytest.mark.usefixtures("checkout")
def test_an_indicator_of_one_source_has_no_other_figures():
    assert silkline.read("imports", alternatives=True).equals(silkline.read("imports"))


@pytest.mark.usefixtures("run_folder")
def test_an_undeclared_read_names_the_line_to_add():
    message = (
        'this notebook does not declare that it reads "imports": '
        'add "imports" to metadata.silkline.reads'
    )
    with pytest.raises(UndeclaredRead, match=f"^{re.escape(message)}$"):
        silkline.read("imports")


@pytest.mark.usefixtures("run_folder")
@pytest.mark.parametrize("indicator", ["../exports", "/etc/passwd", "Exports", ""])
def test_a_name_that_no_indicator_can_have_reads_no_file(indicator: str):
    with pytest.raises(UnknownIndicator, match=f'^there is no indicator "{indicator}"'):
        silkline.read(indicator)


@pytest.mark.usefixtures("checkout")
def test_a_name_nearly_right_is_put_right():
    message = 'there is no indicator "export"; did you mean exports?'
    with pytest.raises(UnknownIndicator, match=f"^{re.escape(message)}$"):
        silkline.read("export")


@pytest.mark.usefixtures("run_folder")
def test_an_area_without_observations_is_not_passed_over():
    message = '"exports" has no observation for the area "CHM"; did you mean CHN?'
    with pytest.raises(UnknownArea, match=f"^{re.escape(message)}$"):
        silkline.read("exports", areas=["NAM", "CHM"])


@pytest.mark.usefixtures("run_folder")
@pytest.mark.parametrize("period", ["20", "2020-13", "2020-Q5", "last year"])
def test_a_bound_that_is_no_period_is_refused(period: str):
    message = f"'{period}' is no period; write 2020, 2020-Q3, 2020-S1 or 2020-06"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        silkline.read("exports", since=period)


def test_packages_with_mistakes_are_not_read(checkout: Path):
    path = checkout / "datapackages/trade/data/observations.csv"
    path.write_bytes(path.read_bytes() + b"imports,NAM,2020,n/a,,A,office,e,\n")
    folder = checkout / "datapackages"
    message = f"the packages in {folder} have mistakes; run `silkline check`"
    with pytest.raises(NoData, match=f"^{re.escape(message)}$"):
        silkline.read("imports")


def test_a_broken_descriptor_is_told_with_its_place(checkout: Path):
    (checkout / "datapackages/trade/datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(NoData, match=r"datapackages/trade/datapackage\.json:\d.* error DP"):
        silkline.read("exports")


def test_where_there_is_nothing_to_read_the_error_says_what_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SILKLINE_DATA", raising=False)
    message = (
        "no data to read: SILKLINE_DATA is not set, and there is no folder datapackages/ "
        f"in {tmp_path} or above it"
    )
    with pytest.raises(NoData, match=f"^{re.escape(message)}$"):
        silkline.read("exports")


@pytest.mark.usefixtures("checkout")
def test_the_catalog_lists_the_indicators_of_a_checkout():
    frame = silkline.catalog()
    assert frame.columns.tolist() == [
        "indicator",
        "title",
        "title_zh",
        "topic",
        "unit",
        "definition",
        "package",
    ]
    assert frame.iloc[0].tolist() == [
        "exports",
        "Exports",
        "出口",
        "trade",
        "US$ million",
        "Goods sold.",
        "trade",
    ]
    assert frame["indicator"].tolist() == ["exports", "imports", "trade"]


def test_the_catalog_of_a_build_lists_what_is_declared(run_folder: Path):
    assert [p.name for p in run_folder.glob("*.csv")] == ["exports.csv"]
    frame = silkline.catalog()
    assert frame["indicator"].tolist() == ["exports"]
    assert frame["unit"].tolist() == ["US$ million"]


@pytest.mark.usefixtures("checkout")
def test_a_unit_is_the_same_in_a_checkout_and_in_a_build(request: pytest.FixtureRequest):
    at_the_desk = unit("usd-million")
    request.getfixturevalue("run_folder")
    assert unit("usd-million") == at_the_desk
    assert at_the_desk.multiplier == 1_000_000
    with pytest.raises(NoData, match='no declared indicator is in the unit "percent"'):
        unit("percent")


def test_a_declared_file_is_read_without_the_rooms_that_judge_packages(run_folder: Path):
    rooms = "{'silkline.' + room for room in ('load', 'tabular', 'derive', 'config')}"
    code = (
        "import sys, silkline; silkline.read('exports'); "
        f"print(sorted(({rooms} | {{'frictionless', 'jsonschema'}}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=run_folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# --- Tables of packages ---


@pytest.mark.usefixtures("checkout")
def test_a_table_is_the_same_in_a_checkout_and_in_a_build(request: pytest.FixtureRequest):
    at_the_desk = [
        silkline.read_table("reference", "areas"),
        silkline.read_table("trade", "observations"),
    ]
    request.getfixturevalue("run_folder")
    areas, observations = (
        silkline.read_table("reference", "areas"),
        silkline.read_table("trade", "observations"),
    )
    assert areas.equals(at_the_desk[0])
    assert observations.equals(at_the_desk[1])
    assert areas.attrs == at_the_desk[0].attrs


def declare(checkout: Path, column: str, kind: str) -> None:
    """Let the schema of the table `topics` say what one of its columns is."""
    path = checkout / "datapackages/reference/datapackage.json"
    descriptor = json.loads(path.read_bytes())
    (topics,) = (r for r in descriptor["resources"] if r["name"] == "topics")
    (field,) = (f for f in topics["schema"]["fields"] if f["name"] == column)
    field["type"] = kind
    path.write_text(json.dumps(descriptor), encoding="utf-8")


@pytest.mark.usefixtures("run_folder")
def test_codes_and_words_stay_the_text_that_they_are():
    areas = silkline.read_table("reference", "areas")
    assert areas["area"].tolist() == ["CHN", "NAM", "WLD"]
    assert areas["m49"].tolist() == ["156", "516", "001"]
    assert areas["note"].tolist() == ["", "", ""]
    assert set(areas.dtypes.astype(str)) == {"str"}
    assert areas.attrs == {"package": "reference", "table": "areas", "title": "Reference: Areas"}
    notes = silkline.read_table("trade", "observations")["note"].tolist()
    assert notes == ["", 'said "about", twice\nover two lines', "", "NA", "None", ""]


@pytest.mark.parametrize(
    ("kind", "cell", "dtype", "value"),
    [
        ("integer", "007", "Int64", 7),
        ("integer", "9007199254740993", "Int64", 9007199254740993),
        ("number", "0.10", "float64", 0.1),
        ("year", "2020", "str", "2020"),
    ],
)
def test_only_what_the_schema_calls_a_number_is_one(
    checkout: Path, kind: str, cell: str, dtype: str, value: object
):
    declare(checkout, "order", kind)
    path = checkout / "datapackages/reference/data/topics.csv"
    path.write_text(f"topic,title,title_zh,description,order\na,,,,{cell}\nb,,,,\n", "utf-8")
    order = silkline.read_table("reference", "topics")["order"]
    assert str(order.dtype) == dtype
    assert order.tolist()[0] == value
    assert order.isna().tolist() == [False, dtype != "str"]


@pytest.mark.usefixtures("run_folder")
def test_an_undeclared_table_names_the_line_to_add():
    message = (
        'this notebook does not declare that it reads "trade/sources": '
        'add "trade/sources" to metadata.silkline.reads'
    )
    with pytest.raises(UndeclaredRead, match=f"^{re.escape(message)}$"):
        silkline.read_table("trade", "sources")


@pytest.mark.usefixtures("run_folder")
@pytest.mark.parametrize(
    ("package", "table"), [("..", "exports"), ("trade", "../exports"), ("/etc", "passwd"), ("", "")]
)
def test_a_name_that_no_table_can_have_reads_no_file(package: str, table: str):
    with pytest.raises(UnknownTable, match=f'^no package has the table "{package}/{table}"'):
        silkline.read_table(package, table)


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize(
    ("package", "table"), [("trade", "observation"), ("trades", "observations")]
)
def test_a_table_nearly_named_is_put_right(package: str, table: str):
    message = f'no package has the table "{package}/{table}"; did you mean trade/observations?'
    with pytest.raises(UnknownTable, match=f"^{re.escape(message)}$"):
        silkline.read_table(package, table)


def test_a_table_is_read_while_another_package_has_mistakes(checkout: Path):
    (checkout / "datapackages/trade/datapackage.json").write_text("{", encoding="utf-8")
    assert len(silkline.read_table("reference", "areas")) == 3
    with pytest.raises(NoData, match=r"datapackages/trade/datapackage\.json:\d.* error DP"):
        silkline.read_table("trade", "sources")


@pytest.mark.parametrize(
    ("row", "code"), [(b"x,X,X,X,two\n", ""), (b'x,"X,X,X,2\n', "error TB012")]
)
def test_a_table_with_mistakes_is_not_read(checkout: Path, row: bytes, code: str):
    declare(checkout, "order", "integer")
    path = checkout / "datapackages/reference/data/topics.csv"
    path.write_bytes(path.read_bytes() + row)
    with pytest.raises(NoData, match=f"have mistakes; run `silkline check`(?s:.)*{code}"):
        silkline.read_table("reference", "topics")


# --- The front door ---


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, silkline; print(sorted({'pandas', 'json', 'altair'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(silkline.__file__).parents[1])},
    )
    assert done.stdout == "[]\n"


def test_every_public_name_is_listed_and_found():
    assert set(silkline.__all__) <= set(dir(silkline))
    assert silkline.__version__ == "0.1.0"
    for name in set(silkline.__all__) - {"__version__"}:
        assert callable(getattr(silkline, name))


def test_a_name_that_does_not_exist_is_an_ordinary_attribute_error():
    with pytest.raises(AttributeError, match="module 'silkline' has no attribute"):
        _ = silkline.nothing
