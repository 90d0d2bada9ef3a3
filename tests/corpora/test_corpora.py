# Every file of the collections gets the verdict that is kept for it: never a traceback, and never a
# "valid" on whose cells two readers disagree.
"""Files that others made to break readers."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

import pandas as pd
import pytest
from small_data import make_config

from silkline.mending import find_mends, write_mend
from silkline.tabular import read_table

from . import verdicts as kept
from .verdicts import DESCRIPTORS, FILES, HEADER, TABLES

if TYPE_CHECKING:
    from pathlib import Path

NOT_JSON: Final = {"DP002", "DP003", "DP004"}
"""Codes of descriptors that are refused as JSON, whatever they say."""
DOUBLE_KEYS: Final = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}
"""Allowed by the standard, which says that readers differ on what they mean."""
WRONG_EXPECTATION: Final = "location_coordinates"
"""The JSON beside this table holds another telephone number."""


def rows(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


@pytest.mark.parametrize("kind", [TABLES, DESCRIPTORS], ids=["tables", "descriptors"])
def test_every_file_gets_the_verdict_that_is_kept(kind: Path) -> None:
    assert [HEADER, *kept.verdicts(kind)] == rows(kind)


def test_json_is_taken_and_refused_as_the_standard_says() -> None:
    for file, verdict, _ in rows(DESCRIPTORS)[1:]:
        name = file.rpartition("/")[2]
        refused = bool(NOT_JSON & set(verdict.split()))
        if name[:2] != "i_":
            assert refused == (name.startswith("n_") or name in DOUBLE_KEYS), file


def test_three_readers_take_the_same_cells_from_every_valid_table(tmp_path: Path) -> None:
    valid = [FILES / file for file, verdict, _ in rows(TABLES)[1:] if verdict.startswith("valid")]
    assert len(valid) > 70
    for number, file in enumerate(valid):
        folder = tmp_path / f"p{number}"
        kept.write_table_package(folder, file)
        package, _ = kept.load(folder)
        assert package
        table = read_table(package, package.resources[0], tmp_path)
        ours = [list(table.header), *(list(r.cells.values()) for r in table.rows)]
        text = file.read_text(encoding="utf-8")
        assert ours == list(csv.reader(io.StringIO(text, newline=""))), file
        frame = pd.read_csv(file, dtype=str, keep_default_na=False, header=None, encoding="utf-8")
        assert ours == frame.to_numpy().tolist(), file


@pytest.mark.parametrize("file", sorted((FILES / "csv-spectrum/csvs").glob("*.csv")))
def test_after_mending_csv_spectrum_is_read_as_its_authors_expect(
    tmp_path: Path, file: Path
) -> None:
    folder = tmp_path / "datapackages/tried"
    kept.write_table_package(folder, file)
    for mend in find_mends(make_config(tmp_path)):
        write_mend(mend)
    package, problems = kept.load(folder)
    expected = (file.parent.parent / "json" / f"{file.stem}.json").read_text(encoding="utf-8")
    if file.stem == WRONG_EXPECTATION:
        assert [p.code for p in problems] == ["TB012"]
        return
    assert package
    assert problems == ()
    table = read_table(package, package.resources[0], tmp_path)
    assert [dict(r.cells) for r in table.rows] == json.loads(expected.replace("\\r\\n", "\\n"))


def test_a_naughty_string_is_kept_as_it_is_or_refused_by_name(tmp_path: Path) -> None:
    strings = json.loads((FILES / "blns/blns.json").read_text(encoding="utf-8"))
    refused: dict[str, int] = {}
    for number, text in enumerate(strings):
        file = tmp_path / "t.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([["a", "b"], [text, "x"]])
        folder = tmp_path / f"p{number}"
        kept.write_table_package(folder, file)
        package, problems = kept.load(folder)
        assert package
        for problem in problems:
            refused[problem.code] = refused.get(problem.code, 0) + 1
        if not problems:
            (row,) = read_table(package, package.resources[0], tmp_path).rows
            assert row.cells["a"] == text
    # Characters that cannot be seen, and spaces at the ends: one problem for each character.
    assert set(refused) == {"TB013", "TB015"}
    assert refused["TB015"] == 3
