# The forms of an indicator: each is read with a reader that is not ours, and compared cell by cell
# with the CSV file.
"""Labelled CSV, Parquet and metadata of indicators."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from small_data import make_config, read_dataset, write_packages

from silkline import addresses
from silkline.model import Dataset
from silkline.publish import data_files
from silkline.publish.indicators import indicator_files
from silkline.publish.labelled import LABELLED_COLUMNS
from silkline.tabular import parquet_bytes

FOLDER = "data/v1/latest/indicators"
NASTY = (
    "name,value,note\n"
    'a,216265.0,"two ""quotes"", a comma\nand a line"\n'
    'b,0.10,"carriage\rreturn\r\nboth"\n'
    "c,-1e-7,NA\n"
    "d,,\n"
    "NULL,9007199254740993,=1+1\n"
    "é中,0.30000000000000004,\u2028\n"
)


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return read_dataset(tmp_path)


@pytest.fixture
def files(dataset: Dataset, tmp_path: Path) -> dict[str, bytes]:
    found = indicator_files(dataset, "exports", make_config(tmp_path))
    return {a.uri.removeprefix(f"{FOLDER}/"): a.content for a in found}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def as_published(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of a Parquet file as those of the CSV file, after its two values were compared."""
    found = []
    for row in frame.astype(object).where(frame.notna(), "").to_dict("records"):
        text = row.pop("obs_value_text")
        assert row["obs_value"] == (float(text) if text else "")
        found.append({**row, "obs_value": text})
    return found


def test_an_indicator_has_these_files(files: dict[str, bytes]) -> None:
    tables = ("csv", "labelled.csv", "sdmx.csv")
    endings = (*tables, "json", "parquet", "metadata.json", *map(addresses.csvw, tables))
    assert list(files) == [f"exports.{ending}" for ending in endings]


def test_names_stand_beside_the_codes_in_both_languages(files: dict[str, bytes]) -> None:
    found = rows(files["exports.labelled.csv"])
    assert tuple(found[0]) == LABELLED_COLUMNS
    assert found[0] == {
        "indicator": "exports",
        "indicator_title": "Exports",
        "indicator_title_zh": "出口",
        "ref_area": "CHN",
        "ref_area_name": "China",
        "ref_area_name_zh": "中国",
        "time_period": "2020",
        "obs_value": "216265.0",
        "obs_qualifier": "",
        "obs_qualifier_title": "",
        "obs_qualifier_title_zh": "",
        "obs_status": "A",
        "obs_status_title": "Normal value",
        "obs_status_title_zh": "正常值",
        "unit": "usd-million",
        "unit_title": "Million US dollars",
        "unit_title_zh": "百万美元",
        "source": "office",
        "source_title": "Table of trade",
        "note": "",
    }
    coded = rows(files["exports.csv"])
    kept = [name for name in addresses.COLUMNS if name != "evidence"]
    assert [{n: row[n] for n in kept} for row in found] == [{n: r[n] for n in kept} for r in coded]


def test_a_hedge_is_told_in_words(tmp_path: Path) -> None:
    write_packages(tmp_path)
    table = tmp_path / "datapackages/trade/data/observations.csv"
    text = table.read_text(encoding="utf-8").replace("0.10,,A", "0.10,up_to,A")
    table.write_text(text, encoding="utf-8", newline="\n")
    found = indicator_files(read_dataset(tmp_path), "exports", make_config(tmp_path))
    row = next(r for r in rows(found[1].content) if r["ref_area"] == "NAM")
    assert [v for k, v in row.items() if k.startswith("obs_qualifier")] == [
        "up_to",
        "up to",
        "至多",
    ]


def test_a_computed_value_names_no_source_of_its_own(dataset: Dataset, tmp_path: Path) -> None:
    found = indicator_files(dataset, "trade", make_config(tmp_path))
    row = rows(found[1].content)[0]
    assert (row["source"], row["source_title"]) == ("derived", "")


@pytest.mark.parametrize("reader", ["duckdb", "pandas", "polars"])
def test_parquet_holds_every_cell_of_the_csv_file(
    files: dict[str, bytes], tmp_path: Path, reader: str
) -> None:
    path = tmp_path / "exports.parquet"
    path.write_bytes(files["exports.parquet"])
    if reader == "duckdb":
        cursor = duckdb.connect().execute(f"SELECT * FROM '{path}'")
        columns = [c[0] for c in cursor.description]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        frame = pd.DataFrame(found, dtype=object)
    elif reader == "pandas":
        frame = pd.read_parquet(path)
    else:
        frame = pd.DataFrame(pl.read_parquet(path).to_dicts(), dtype=object)
    assert as_published(frame) == rows(files["exports.csv"])


def test_a_value_in_parquet_is_a_double_and_the_text_as_published(files: dict[str, bytes]) -> None:
    told = pq.read_schema(io.BytesIO(files["exports.parquet"]))
    assert [(f.name, str(f.type)) for f in told if f.name.startswith("obs_value")] == [
        ("obs_value", "double"),
        ("obs_value_text", "string"),
    ]
    said = {k.decode(): v.decode() for k, v in told.metadata.items()}
    assert said["title_zh"] == "出口"
    assert said["described_by"] == "exports.metadata.json"
    assert said["package"] == "trade 1.0.0"


def test_parquet_of_cells_that_go_wrong_in_practice(tmp_path: Path) -> None:
    made = parquet_bytes(NASTY.encode(), ("name", "value", "note"), "value", {"it's": 'a "b"'})
    path = tmp_path / "nasty.parquet"
    path.write_bytes(made)
    expected = [tuple(row.values()) for row in rows(NASTY.encode())]
    found = pq.read_table(path).to_pylist()
    texts = [tuple(r[k] or "" for k in ("name", "value_text", "note")) for r in found]
    assert texts == expected
    assert [r["value"] for r in found] == [float(v) if v else None for _, v, _ in expected]


def test_parquet_is_the_same_at_another_time_in_another_process(tmp_path: Path) -> None:
    code = (
        "import hashlib, sys; from silkline.tabular import parquet_bytes\n"
        f"names = ('name', 'value', 'note')\n"
        f"made = parquet_bytes({NASTY.encode()!r}, names, 'value', {{'a': 'b'}})\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    places = ({"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}, {"TZ": "UTC", "LC_ALL": "C"})
    found = set()
    for place in places:
        folder = tmp_path / place["TZ"].replace("/", "-")
        folder.mkdir()
        told = {**os.environ, **place, "TMPDIR": str(folder)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=told, check=True, capture_output=True, text=True
        )
        found.add(done.stdout)
        time.sleep(1.1)
    assert len(found) == 1


def test_a_damaged_parquet_file_is_refused(files: dict[str, bytes]) -> None:
    content = bytearray(files["exports.parquet"])
    content[-8] ^= 0xFF
    with pytest.raises(Exception, match=r"(?i)parquet|metadata|footer"):
        pq.read_table(io.BytesIO(bytes(content)))


def test_metadata_tell_all_but_the_rows(files: dict[str, bytes]) -> None:
    told = json.loads(files["exports.metadata.json"])
    whole = json.loads(files["exports.json"])
    rest = {k: v for k, v in whole.items() if k not in {"observations", "alternatives"}}
    assert {k: told[k] for k in rest} == rest
    assert told["coverage"] == {
        "first_period": "2020",
        "last_period": "2021",
        "periods": 2,
        "areas": 2,
        "values": 3,
        "missing": 1,
        "hedged": 0,
        "statuses": {"A": 3, "M": 1},
        "alternatives": 1,
    }
    assert told["licences"] == [
        {"licence": "CC0-1.0", "title": "CC0", "url": "https://example.org/cc0"}
    ]
    assert told["url"] == "https://example.org/indicators/exports/"
    assert (told["topic_title"], told["topic_title_zh"]) == ("Trade", "贸易")
    assert (told["package"], told["version"], told["release"]) == ("trade", "1.0.0", "2026.1")


def test_metadata_tell_size_and_digest_of_each_file(files: dict[str, bytes]) -> None:
    told = json.loads(files["exports.metadata.json"])["files"]
    assert {f["address"]: (f["bytes"], f["sha256"]) for f in told} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in files.items()
        if not name.endswith("metadata.json")
    }
    assert [f["media_type"] for f in told] == [
        *["text/csv"] * 3,
        "application/json",
        "application/vnd.apache.parquet",
    ]


def test_metadata_explain_each_column_of_each_file(files: dict[str, bytes]) -> None:
    told = json.loads(files["exports.metadata.json"])["columns"]
    for form in ("csv", "labelled.csv", "sdmx.csv"):
        header = files[f"exports.{form}"].decode().partition("\n")[0].split(",")
        assert {c["column"] for c in told if form in c["in"]} == set(header)
    names = pq.read_schema(io.BytesIO(files["exports.parquet"])).names
    assert {c["column"] for c in told if "parquet" in c["in"]} == set(names)
    assert all(c["meaning"] and c["meaning_zh"] for c in told)


def test_the_index_names_every_form(dataset: Dataset, tmp_path: Path) -> None:
    published = {a.uri: a.content for a in data_files(dataset, {}, make_config(tmp_path))}
    index = json.loads(published[addresses.INDEX])
    for entry in index["indicators"]:
        for key in ("csv", "labelled", "sdmx", "parquet", "json", "metadata"):
            assert f"{addresses.API}/{entry[key]}" in published
