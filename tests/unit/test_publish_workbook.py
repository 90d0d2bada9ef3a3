# Spreadsheets are read back with openpyxl, which shares no code with what writes them.
"""Packages as spreadsheets."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from small_data import TRADE, make_config, read_dataset, write_packages

from silkline import addresses
from silkline.model import Dataset, Row
from silkline.publish import data_files, workbook
from silkline.publish.workbook import package_workbook, sheet_names

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", '=HYPERLINK("x")')


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return read_dataset(tmp_path)


def made(dataset: Dataset, tmp_path: Path) -> bytes:
    return package_workbook(dataset, dataset.packages["trade"], make_config(tmp_path))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def text_in(content: bytes, sheet: str, cell: str) -> str:
    """A text as Excel shows it: openpyxl leaves what XML cannot hold in its written form."""
    found: str = unescape(opened(content)[sheet][cell].value)
    return found


def with_cell(dataset: Dataset, table: str, column: str, text: str) -> Dataset:
    """The data with another text in the first row of a table of the package `trade`."""
    old = dataset.tables["trade", table]
    first = Row(cells={**old.rows[0].cells, column: text}, line=2)
    new = replace(old, rows=(first, *old.rows[1:]))
    return replace(dataset, tables={**dataset.tables, ("trade", table): new})


def test_there_is_a_sheet_for_each_table_after_the_one_that_says_what_it_is(
    dataset: Dataset, tmp_path: Path
) -> None:
    book = opened(made(dataset, tmp_path))
    assert book.sheetnames == ["read-me", *TRADE]
    told = [
        [c for c in row if c is not None] for row in book["read-me"].iter_rows(values_only=True)
    ]
    assert told[0] == ["Trade"]
    assert ["Package", "trade 1.0.0"] in told
    assert ["Published by", "A small site https://example.org/"] in told
    assert ["Licence", "CC0", "https://example.org/cc0"] in told
    assert ["observations", "Observations", "6"] in told
    assert ["office", "The office (2024).", "https://example.org/t"] in told
    assert ["obs_qualifier"] in told


def test_each_cell_is_that_of_the_table(dataset: Dataset, tmp_path: Path) -> None:
    book = opened(made(dataset, tmp_path))
    for name, text in TRADE.items():
        rows = list(csv.reader(io.StringIO(text, newline="")))
        sheet = [
            ["" if c is None else c for c in r] for r in book[name].iter_rows(values_only=True)
        ]
        assert sheet == rows, name


def test_a_number_is_shown_with_the_decimals_it_was_published_with(
    dataset: Dataset, tmp_path: Path
) -> None:
    table = dataset.packages["trade"].resource("observations")
    assert table
    fields = tuple(replace(f, type="number") if f.name == "obs_value" else f for f in table.fields)
    package = replace(dataset.packages["trade"], resources=(replace(table, fields=fields),))
    content = package_workbook(dataset, package, make_config(tmp_path))
    cells = [row[3] for row in opened(content)["observations"].iter_rows(min_row=2)]
    assert [(c.value, c.number_format) for c in cells if c.value is not None] == [
        (216265.0, "0.0"),
        (216300, "0"),
        (0.10, "0.00"),
        (0.20, "0.00"),
        (100.5, "0.0"),
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "<v>216265.0</v>" in sheet
    assert "<v>0.10</v>" in sheet


@pytest.mark.parametrize("text", ["9007199254740993", "1e400", "0.1234567890123456"])
def test_a_number_that_a_spreadsheet_would_change_stays_text(text: str) -> None:
    assert workbook._number(text) == workbook._text(text)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_is_text_here_and_as_published_in_csv(
    dataset: Dataset, tmp_path: Path, text: str
) -> None:
    bent = with_cell(dataset, "statements", "point", text)
    content = made(bent, tmp_path)
    assert text_in(content, "statements", "E2") == f"'{text}"
    assert opened(content)["statements"]["E2"].data_type == "s"


def test_the_csv_file_beside_keeps_the_text(tmp_path: Path) -> None:
    write_packages(tmp_path)
    table = tmp_path / "datapackages/trade/data/observations.csv"
    text = table.read_text(encoding="utf-8").replace(",NA\n", ",=1+1\n")
    table.write_text(text, encoding="utf-8", newline="\n")
    dataset = read_dataset(tmp_path)
    files = {a.uri: a.content for a in data_files(dataset, {}, make_config(tmp_path))}
    for address in (
        addresses.package_file("trade", "data/observations.csv"),
        addresses.indicator_csv("exports"),
        addresses.indicator_form("exports", "labelled.csv"),
    ):
        assert b",=1+1\n" in files[address]
        assert b"'=1+1" not in files[address]
    sheet = opened(files[addresses.package_workbook("trade")])["observations"]
    assert "'=1+1" in [row[8] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("text", ["a\x0bb", "a_x000B_b", "<&>\"'", " kept ", "é中🚀", "two\nlines"])
def test_any_text_survives(dataset: Dataset, tmp_path: Path, text: str) -> None:
    bent = with_cell(dataset, "statements", "point", text)
    assert text_in(made(bent, tmp_path), "statements", "E2") == text


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        (("MAX_ROWS", 6), "it has more rows than a sheet can hold"),
        (("MAX_COLUMNS", 8), "it has more columns than a sheet can hold"),
        (("MAX_CHARACTERS", 30), "it has cells longer than a sheet can hold"),
    ],
)
def test_a_table_that_does_not_fit_is_named_and_not_cut(
    dataset: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: tuple[str, int],
    why: str,
) -> None:
    monkeypatch.setattr(workbook, *limit)
    book = opened(made(dataset, tmp_path))
    assert "observations" not in book.sheetnames
    told = {row[0]: row[1] for row in book["read-me"].iter_rows(values_only=True)}
    assert told["observations"].startswith(f"Left out: {why}")
    assert told["observations"].endswith("It is in data/observations.csv of the package.")


def test_names_of_sheets_are_short_and_differ() -> None:
    long = "a" * 40
    assert sheet_names([long, long, "x/y", "READ-ME"]) == [
        "a" * 31,
        "a" * 29 + "-2",
        "x-y",
        "READ-ME-2",
    ]


def test_a_spreadsheet_has_one_date_and_is_the_same_each_time(
    dataset: Dataset, tmp_path: Path
) -> None:
    content = made(dataset, tmp_path)
    assert content == made(dataset, tmp_path)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {e.date_time for e in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.infolist()[0].filename == "[Content_Types].xml"


def test_a_spreadsheet_without_its_list_of_sheets_is_refused(
    dataset: Dataset, tmp_path: Path
) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made(dataset, tmp_path))) as whole,
        zipfile.ZipFile(stream, "w") as broken,
    ):
        for name in whole.namelist():
            if name != "xl/workbook.xml":
                broken.writestr(name, whole.read(name))
    with pytest.raises((KeyError, OSError, InvalidFileException)):
        opened(stream.getvalue())
