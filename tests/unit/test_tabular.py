# Each row of the tables below is a way in which two programs read one file differently; all of them
# were taken by a reader in wide use.
"""Tables read strictly and held to their schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_data import PLAIN

from silkline.load import load_package
from silkline.model import Package
from silkline.problems import SilklineError, render_text
from silkline.tabular import read_table, validate_table

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "constraints": {"required": True, "pattern": "a|b[0-9]*"}},
    {"name": "n", "type": "number", "constraints": {"minimum": -5}},
    {"name": "i", "type": "integer"},
    {"name": "d", "type": "date"},
    {"name": "y", "type": "year"},
    {"name": "t", "type": "boolean"},
    {"name": "s", "constraints": {"enum": ["high", "low"]}},
]
HEADER = "id,n,i,d,y,t,s\n"


def package_of(folder: Path, table: bytes, fields: list[dict[str, Any]] = FIELDS) -> Package:
    home = folder / "datapackages" / "p"
    (home / "data").mkdir(parents=True, exist_ok=True)
    (home / "data/t.csv").write_bytes(table)
    schema = {"fields": fields, "primaryKey": [fields[0]["name"]]}
    table_of = {"name": "t", "path": "data/t.csv", "type": "table", "schema": schema}
    descriptor = json.dumps({"$schema": PLAIN, "name": "p", "resources": [table_of]})
    (home / "datapackage.json").write_text(descriptor, encoding="utf-8")
    package, problems = load_package(home, folder)
    assert package is not None, render_text(problems)
    return package


def told(folder: Path, table: str | bytes) -> list[str]:
    """Place, code and message of everything that is wrong with a table."""
    data = table.encode() if isinstance(table, str) else table
    package = package_of(folder, data)
    problems = validate_table(package, package.resources[0], folder)
    return [f"{p.where.line}:{p.where.column} {p.code} {p.message}" for p in problems]


def test_rows_keep_their_text_and_their_physical_lines(tmp_path: Path) -> None:
    data = (HEADER + 'a,1.50,004,,,,"two\nlines"\nb,,,,,,"a ""b"", c"\n').encode()
    package = package_of(tmp_path, data)
    table = read_table(package, package.resources[0], tmp_path)
    assert table.path == "datapackages/p/data/t.csv"
    assert table.header == ("id", "n", "i", "d", "y", "t", "s")
    assert [(r.line, r.cells["n"], r.cells["s"]) for r in table.rows] == [
        (2, "1.50", "two\nlines"),
        (4, "", 'a "b", c'),
    ]


@pytest.mark.parametrize(
    ("sign", "called"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
def test_another_separator_is_told_once_and_by_its_name(
    tmp_path: Path, sign: str, called: str
) -> None:
    rows = ["id,n,i,d,y,t,s", 'a,1,004,,,,"x"', "b,2,005,,,,y", ""]
    table = "\n".join(rows).replace(",", sign)
    assert told(tmp_path, table) == [
        f"1:0 TB009 the cells are separated by {called}, not by commas"
    ]


def test_what_git_left_in_a_table_is_called_by_its_name(tmp_path: Path) -> None:
    table = f"{HEADER}<<<<<<< HEAD\na,,,,,,\n=======\nb,,,,,,\n>>>>>>> theirs\n"
    mark = "TB010 Git left a mark here where two changes met"
    assert told(tmp_path, table) == [f"2:0 {mark}", f"4:0 {mark}", f"6:0 {mark}"]


def test_a_sound_table_has_no_problems(tmp_path: Path) -> None:
    assert told(tmp_path, HEADER + "a,-1.5e3,,,,,\nb7,3,-2,2024-02-29,2024,true,high\n") == [
        "2:2 TB006 'n' is \"-1.5e3\", less than -5"
    ]
    assert told(tmp_path, HEADER + "a,-1.5,,,,,\nb7,3,-2,2024-02-29,2024,true,high\n") == []


@pytest.mark.parametrize(
    ("cell", "column", "words"),
    [
        ("1_000", "n", "a number"),
        ("٣٤", "n", "a number"),
        ("１２", "n", "a number"),
        ('"1,000"', "n", "a number"),
        ("NaN", "n", "a number"),
        ("INF", "n", "a number"),
        ("-inf", "n", "a number"),
        ("1e400", "n", "a number"),
        ("1e999999999", "n", "a number"),
        ("2020est", "n", "a number"),
        ("12%", "n", "a number"),
        ("004", "n", "a number"),
        ("+5", "n", "a number"),
        (".5", "n", "a number"),
        ("5.", "n", "a number"),
        ("0x10", "n", "a number"),
        ("12.0", "i", "a whole number"),
        ("1e3", "i", "a whole number"),
        ("01/02/2020", "d", "a date"),
        ("2023-02-29", "d", "a date"),
        ("2024-1-1", "d", "a date"),
        ("24", "y", "a year"),
        ("2024-25", "y", "a year"),
        ("TRUE", "t", "true or false"),
        ("1", "t", "true or false"),
    ],
)
def test_a_cell_in_another_form_than_the_one_of_its_type_is_refused_once(
    cell: str, column: str, words: str, tmp_path: Path
) -> None:
    names = HEADER.strip().split(",")
    cells = ["a", *("" for _ in names[1:])]
    cells[names.index(column)] = cell
    shown = cell.strip('"')
    assert told(tmp_path, HEADER + ",".join(cells) + "\n") == [
        f"2:{names.index(column) + 1} TB004 '{column}' is \"{shown}\", not {words}"
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (HEADER + "a,,,,,\n", "2:0 TB010 this row has 6 cells, but the table has 7 columns"),
        (HEADER + "a,,,,,,,\n", "2:0 TB010 this row has 8 cells, but the table has 7 columns"),
        (HEADER + "\na,,,,,,\n", "2:0 TB011 this line is empty"),
        (HEADER + 'a,,,,,,"x"y\n', "2:0 TB012 there is text after the closing quotation mark"),
        (HEADER + 'a,,,,,,x"y\n', "2:0 TB012 a quotation mark stands inside a cell that is not"),
        (HEADER + 'a,,,,,,"x\n', "2:0 TB012 a quotation mark opened on this line is never closed"),
        (HEADER + "a,,,,,,\x1b\n", "2:7 TB013 an invisible character U+001B is in the text"),
        (HEADER + "a,,,,,,\0\n", "2:7 TB013 an invisible character U+0000 is in the text"),
        (HEADER + "a,,,,,,\u202e\n", "2:7 TB013 an invisible character U+202E is in the text"),
        (HEADER + "a,,,,,,", "2:0 TB003 the last line does not end"),
        ((HEADER + "a,,,,,,\n").replace("\n", "\r"), "1:0 TB003 the lines end in old Macintosh"),
        (HEADER.replace("id,n", "id,id") + "a,,,,,,\n", '1:2 TB009 the column "id" is there twice'),
        (
            HEADER.replace("id,n", "n,id") + "a,,,,,,\n",
            "1:0 TB009 the columns are not in the order",
        ),
        (HEADER.upper() + "a,,,,,,\n", '1:1 TB009 the column "ID" is not in the schema'),
        (
            "id;n;i;d;y;t;s\na;;;;;;\n",
            "1:0 TB009 the cells are separated by semicolons, not by commas",
        ),
        (b"\xef\xbb\xbf" + HEADER.encode(), "1:1 TB002 the file begins with a byte order mark"),
        (HEADER.encode("utf-16"), "1:1 TB002 byte 0xFF is not UTF-8 text"),
        (HEADER.encode() + b"a,,,,,,S\xe3o\n", "2:9 TB002 byte 0xE3 is not UTF-8 text"),
        (HEADER + "a,,,,,," + "x" * 140_000 + "\n", "2:7 TB020 a cell has 140000 characters"),
        (b"", "0:0 TB001 the table is empty"),
    ],
)
def test_a_file_that_two_programs_read_differently_is_refused(
    table: str | bytes, expected: str, tmp_path: Path
) -> None:
    found = told(tmp_path, table)
    assert any(line.startswith(expected) for line in found), found
    package = package_of(tmp_path, table.encode() if isinstance(table, str) else table)
    with pytest.raises(SilklineError):
        read_table(package, package.resources[0], tmp_path)


def test_a_broken_row_hides_no_broken_cell_below_it(tmp_path: Path) -> None:
    assert told(tmp_path, HEADER + 'a,,,,,,"x\ny"\nb1,\nb2,n/a,,,,,\nb2,,,,,,hi\n') == [
        "2:7 TB006 's' is \"x\\u000ay\", not one of high, low",
        "4:0 TB010 this row has 2 cells, but the table has 7 columns",
        "5:2 TB004 'n' is \"n/a\", not a number",
        '6:0 TB007 the key "b2" is on line 5 already',
        "6:7 TB006 's' is \"hi\", not one of high, low",
    ]


def test_a_pattern_is_about_the_whole_cell(tmp_path: Path) -> None:
    """The validator alone would take "abc" for `a|b[0-9]*`."""
    assert told(tmp_path, HEADER + "abc,,,,,,\n") == [
        "2:1 TB006 'id' is \"abc\", which does not have the right form"
    ]


def test_a_missing_value_is_told_with_its_line_and_how_to_mend_it(tmp_path: Path) -> None:
    names = "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,source,evidence,note"
    fields: list[dict[str, Any]] = [{"name": name} for name in names.split(",")]
    fields[3]["type"] = "number"
    rows = [f"dds-exports,A{n},2021,1,,A,unctad-2025,," for n in range(212)]
    rows.append("dds-exports,CHN,2021,n/a,,A,unctad-2025,,")
    home = tmp_path / "datapackages/digital-trade"
    (home / "data").mkdir(parents=True)
    (home / "data/observations.csv").write_text("\n".join([names, *rows, ""]), encoding="utf-8")
    table = {
        "name": "observations",
        "path": "data/observations.csv",
        "type": "table",
        "schema": {"fields": fields, "primaryKey": ["indicator", "ref_area"]},
    }
    descriptor = json.dumps({"$schema": PLAIN, "name": "digital-trade", "resources": [table]})
    (home / "datapackage.json").write_text(descriptor, encoding="utf-8")
    package, _ = load_package(home, tmp_path)
    assert package is not None
    problems = validate_table(package, package.resources[0], tmp_path)
    assert render_text(problems) == (
        "datapackages/digital-trade/data/observations.csv:214:4: error TB004: "
        "'obs_value' is \"n/a\", not a number\n"
        "   214 | dds-exports,CHN,2021,n/a,,A,unctad-2025,,\n"
        "       |                      ^^^\n"
        "  help: leave the cell empty and set obs_status to M (missing)."
    )
