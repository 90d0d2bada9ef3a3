# Files as people have them, taken into a fresh package of the starter site. What is said is
# compared as a whole, because a person decides by it whether to write.
"""Imports: what is understood, what is taken, what is dropped, and what is written."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from nordic_site import write_site

from running import ROOT
from silkline.checking import check_site
from silkline.config import Config, load_config
from silkline.importing import ImportReport, Request, import_file
from silkline.problems import render_text
from silkline.scaffold import new_indicator, new_package

TODAY = date(2026, 3, 31)
LONG = "Country,Year,Value\nNorway,2020,1.50\nSweden,2021,-2\n"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A site with the package `tea`, which has one placeholder."""
    root = write_site(tmp_path / "site")
    found, problems = load_config(root / "mkdocs.yml")
    assert found is not None
    assert problems == ()
    assert new_package(found, "tea", today=TODAY) == ()
    return replace(found, workers=0)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder in which somebody has files."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def request(file: Path, **options: object) -> Request:
    told = {"retrieved": "2026-03-01", "licence": "cc-by-4.0", "source": "test"}
    values = {"file": file, "package": "tea", "indicator": "tea", **told, **options}
    return Request(**values)  # type: ignore[arg-type]


def put(inbox: Path, text: str, name: str = "tea.csv", encoding: str = "utf-8") -> Path:
    file = inbox / name
    file.write_bytes(text.encode(encoding))
    return file


def taken(config: Config) -> list[tuple[str, ...]]:
    """Area, period, value, status and evidence of every observation that was written."""
    rows = table(config, "observations")
    columns = ("ref_area", "time_period", "obs_value", "obs_status", "evidence")
    return [tuple(row[c] for c in columns) for row in rows]


def table(config: Config, name: str, package: str = "tea") -> list[dict[str, str]]:
    path = config.packages_dir / package / f"data/{name}.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def written(config: Config, file: Path, **options: object) -> ImportReport:
    """The report of an import that was written."""
    report = import_file(config, request(file, **options), write=True)
    assert render_text(report.problems) == ""
    return report


def checked(config: Config, file: Path, **options: object) -> ImportReport:
    """The report of an import that was written, after which the whole site must be in order."""
    report = written(config, file, **options)
    assert render_text(check_site(config).problems) == ""
    return report


def text_of(report: ImportReport, file: Path) -> str:
    assert report.problems == ()
    return report.text.replace(file.as_posix(), file.name)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def wrong(config: Config, file: Path, **options: object) -> str:
    """What is said of an import that cannot be; nothing may have changed by it."""
    before = {p: p.read_bytes() for p in config.root.rglob("*") if p.is_file()}
    report = import_file(config, request(file, **options), write=True)
    assert {p: p.read_bytes() for p in config.root.rglob("*") if p.is_file()} == before
    return render_text(report.problems).replace(file.as_posix(), file.name)


# --- shapes ---


def test_a_long_table_is_shown_and_nothing_is_written(config: Config, inbox: Path) -> None:
    file = put(inbox, LONG + "Norvay,2021,3\nSweden,2022,..\nSweden,2023,\n")
    before = taken(config)
    assert text_of(import_file(config, request(file)), file) == (
        "tea.csv: a long table, header in row 1\n"
        '  area    column 1, "Country"\n'
        '  period  column 2, "Year"\n'
        '  value   column 3, "Value"\n'
        "taken: 2 values of 2 areas, 2020 to 2021\n"
        "dropped: 1 row, 1 cell\n"
        '  row 4 "Norvay": the area is not known here; if it is NOR, add --area Norvay=NOR\n'
        '  row 5 column 3 "..": this is no plain number; if it stands for no value, add '
        '--missing ".."\n'
        "empty: 1 cell\n"
        "first rows:\n"
        "  indicator,ref_area,time_period,obs_value,obs_status,evidence\n"
        '  tea,NOR,2020,1.50,A,"raw/tea.csv#cell=2,3"\n'
        '  tea,SWE,2021,-2,A,"raw/tea.csv#cell=3,3"'
    )
    assert taken(config) == before
    assert not (config.packages_dir / "tea/raw/tea.csv").exists()


def test_a_long_table_is_written(config: Config, inbox: Path) -> None:
    file = put(inbox, LONG)
    report = checked(config, file, producer="Tea Board", title="Tea", citation="")
    assert report.written == (
        "data/observations.csv",
        "data/sources.csv",
        "raw/SHA256SUMS",
        "raw/SOURCE.md",
        "raw/tea.csv",
    )
    assert report.removed == ("raw/placeholder.csv",)
    assert taken(config) == [
        ("NOR", "2020", "1.50", "A", "raw/tea.csv#cell=2,3"),
        ("SWE", "2021", "-2", "A", "raw/tea.csv#cell=3,3"),
    ]
    assert table(config, "sources") == [
        {
            "source": "test",
            "preference": "1",
            "producer": "Tea Board",
            "title": "Tea",
            "url": "",
            "published": "",
            "retrieved": "2026-03-01",
            "licence": "cc-by-4.0",
            "file": "raw/tea.csv",
            "sha256": digest(file),
            "citation": "Tea Board, Tea.",
        }
    ]
    raw = config.packages_dir / "tea/raw"
    assert (raw / "tea.csv").read_bytes() == file.read_bytes()
    assert (raw / "SHA256SUMS").read_text("utf-8") == f"{digest(file)}  tea.csv\n"
    assert (raw / "SOURCE.md").read_text("utf-8") == (
        "# Where the files in this folder come from\n\n"
        "`tea.csv`: byte for byte as retrieved on 2026-03-01.\n"
    )


WIDE = (
    '\ufeff"Data Source","World Development Indicators",\r\n\r\n'
    '"Last Updated Date","2026-02-24",\r\n\r\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020",\r\n'
    '"Norway","NOR","Tea","TEA","","1.10",\r\n'
    '"World","WLD","Tea","TEA","9","9",\r\n'
    '"Sweden","SWE","Tea","TEA","2","3",\r\n'
)


def test_a_world_bank_download_has_its_header_on_the_fifth_line(
    config: Config, inbox: Path
) -> None:
    file = put(inbox, WIDE)
    report = checked(config, file)
    assert text_of(report, file) == (
        "tea.csv: a wide table, header in row 5\n"
        '  area    column 2, "Country Code"\n'
        "  period  names of 2 columns, 5 (2019) to 6 (2020)\n"
        "  value   cells of these columns\n"
        '  unused  "Indicator Name", "Indicator Code"\n'
        "taken: 3 values of 2 areas, 2019 to 2020\n"
        "dropped: 1 row, 0 cells\n"
        '  row 7 "WLD": the area is not known here; map it with --area TEXT=CODE, if it is one of '
        "yours\n"
        "empty: 1 cell\n"
        "first rows:\n"
        "  indicator,ref_area,time_period,obs_value,obs_status,evidence\n"
        '  tea,NOR,2020,1.10,A,"raw/tea.csv#cell=6,6"\n'
        '  tea,SWE,2019,2,A,"raw/tea.csv#cell=8,5"\n'
        '  tea,SWE,2020,3,A,"raw/tea.csv#cell=8,6"\n'
        "note: the source has placeholders; name what is missing: --producer, --title, --url"
    )
    assert len(taken(config)) == 3


@pytest.mark.parametrize(
    "header",
    [
        "国家,年份,数值",
        "economy,TIME,obs_value",
        "Entity,year,Tea per head",
        "REF_AREA,TIME_PERIOD,OBS_VALUE",
        "iso3,Period,Amount",
    ],
)
def test_a_long_table_may_have_any_usual_header(config: Config, inbox: Path, header: str) -> None:
    written(config, put(inbox, f"{header}\nNOR,2020,1\n"))
    assert taken(config) == [("NOR", "2020", "1", "A", "raw/tea.csv#cell=2,3")]


@pytest.mark.parametrize("name", ["NOR", "578", "Norway", "挪威", " Norway "])
def test_an_area_is_known_by_code_number_or_exact_name(
    config: Config, inbox: Path, name: str
) -> None:
    written(config, put(inbox, f"国家,年份,数值\n{name},2020年,1\n"))
    assert taken(config)[0][:3] == ("NOR", "2020", "1")


@pytest.mark.parametrize("name", ["norway", "Norge", "NO", "nor", "57", "Norway1", "挪", "KINGDOM"])
def test_an_area_is_never_known_by_resemblance(config: Config, inbox: Path, name: str) -> None:
    file = put(inbox, LONG + f"{name},2022,1\n")
    report = import_file(config, request(file))
    assert "dropped: 1 row, 0 cells\n" in report.text
    assert f'  row 4 "{name}": the area is not known here; ' in report.text


def test_the_zeros_of_numbers_that_a_spreadsheet_dropped_are_put_back(
    config: Config, inbox: Path
) -> None:
    areas = config.packages_dir / "reference/data/areas.csv"
    text = areas.read_text("utf-8").replace(
        "FIN,Finland,芬兰,economy,246", "FIN,Finland,芬兰,economy,008"
    )
    areas.write_text(text, encoding="utf-8")
    written(config, put(inbox, "M49,Year,Value\n8,2020,1\n"))
    assert taken(config)[0][0] == "FIN"


def test_a_name_of_two_areas_is_neither(config: Config, inbox: Path) -> None:
    areas = config.packages_dir / "reference/data/areas.csv"
    text = areas.read_text("utf-8").replace("FIN,Finland,", "FIN,Norway,")
    areas.write_text(text, encoding="utf-8")
    file = put(inbox, "Country,Year,Value\nNorway,2020,1\nSweden,2020,2\n")
    report = import_file(config, request(file))
    assert (
        "dropped: 1 row, 0 cells\n"
        '  row 2 "Norway": more than one area is called so; say which: --area TEXT=CODE, of '
        "FIN, NOR\n"
    ) in report.text
    written(config, file, areas=("Norway=NOR",))
    assert [row[0] for row in taken(config)] == ["NOR", "SWE"]


def test_an_area_may_be_mapped(config: Config, inbox: Path) -> None:
    file = put(inbox, "Country,Year,Value\nKingdom of Norway,2020,1\n")
    written(config, file, areas=("Kingdom of Norway=NOR",))
    assert taken(config)[0][0] == "NOR"


def test_a_code_that_is_not_ours_gives_way_to_the_exact_name_beside_it(
    config: Config, inbox: Path
) -> None:
    file = put(inbox, "Country Name,Country Code,Year,Value\nNorway,NO,2020,1\nWorld,W,2020,2\n")
    report = written(config, file)
    assert 'note: known by the name beside the code: "NO" is NOR\n' in report.text
    assert taken(config) == [("NOR", "2020", "1", "A", "raw/tea.csv#cell=2,4")]


SDMX_1 = (
    "DATAFLOW,FREQ: Frequency,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value,"
    "OBS_STATUS: Status,UNIT_MULT: Multiplier\n"
    "X:TEA(1.0),A: Annual,NOR: Norway,2020,1.5,P: Provisional,6: Millions\n"
    "X:TEA(1.0),A: Annual,SE: Sweden,2020-Q1,2.5,,6: Millions\n"
    "X:TEA(1.0),A: Annual,FIN: Finland,2020,NaN,M: Missing,6: Millions\n"
)
SDMX_2 = (
    "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
    "dataflow,X:TEA(1.0),I,A,NOR,2020,1.5,E\n"
    "dataflow,X:TEA(1.0),D,A,NOR,2021,2.5,A\n"
    "dataflow,X:TEA(1.0),I,A,NOR,2022,3.5,Z\n"
)


def test_sdmx_csv_of_version_1_with_labels(config: Config, inbox: Path) -> None:
    file = put(inbox, SDMX_1)
    assert text_of(checked(config, file, title="T", producer="P"), file) == (
        "tea.csv: SDMX-CSV, header in row 1\n"
        '  area    column 3, "REF_AREA: Area"\n'
        '  period  column 4, "TIME_PERIOD: Time"\n'
        '  value   column 5, "OBS_VALUE: Value"\n'
        '  status  column 6, "OBS_STATUS: Status"\n'
        '  unused  "DATAFLOW", "FREQ: Frequency"\n'
        'note: known by the name beside the code: "SE" is SWE\n'
        'note: "UNIT_MULT: Multiplier" is "6" in all rows: the unit of the indicator must say the '
        "same\n"
        "taken: 2 values of 2 areas, 2020 to 2020-Q1\n"
        "dropped: 0 rows, 1 cell\n"
        '  row 4 column 5 "NaN": this is no plain number; if it stands for no value, add '
        '--missing "NaN"\n'
        "first rows:\n"
        "  indicator,ref_area,time_period,obs_value,obs_status,evidence\n"
        '  tea,NOR,2020,1.5,P,"raw/tea.csv#cell=2,5"\n'
        '  tea,SWE,2020-Q1,2.5,A,"raw/tea.csv#cell=3,5"'
    )
    assert [row[3] for row in taken(config)] == ["P", "A"]


@pytest.mark.parametrize("head", ["STRUCTURE", "STRUCTURE[;]"])
def test_sdmx_csv_of_version_2(config: Config, inbox: Path, head: str) -> None:
    file = put(inbox, SDMX_2.replace("STRUCTURE,", f"{head},", 1))
    report = written(config, file)
    assert (
        "dropped: 1 row, 1 cell\n"
        "  row 3: the row deletes a value\n"
        '  row 4 column 7 "Z": this status is not known here, or says that there is no value\n'
    ) in report.text
    assert taken(config) == [("NOR", "2020", "1.5", "E", "raw/tea.csv#cell=2,7")]


def test_columns_that_have_other_names_are_named(config: Config, inbox: Path) -> None:
    file = put(inbox, "Flow,Partner,When,US$,Weight\nX,NOR,2020,1,7\nM,NOR,2020,2,8\n")
    assert wrong(config, file) == (
        "tea.csv: error IM003: no header with areas, periods and values in the first 30 rows\n"
        "  help: name the columns: --area-column (or --of, for one area), --period-column, "
        "--value-column. the columns are "
        '"Flow", "Partner", "When", "US$", "Weight".'
    )
    named = {"area_column": "Partner", "period_column": "3", "value_column": "US$"}
    assert wrong(config, file, **named) == (
        "tea.csv:3: error IM005: rows 2 and 3 both have a value of NOR for 2020\n"
        '  help: choose rows with --where COLUMN=VALUE; they differ in "Flow", "Weight".'
    )
    report = written(config, file, where=("Flow=M",), **named)
    assert "left out by --where: 1 row\n" in report.text
    assert taken(config) == [("NOR", "2020", "2", "A", "raw/tea.csv#cell=3,4")]


def test_a_table_of_one_area_needs_no_column_for_it(config: Config, inbox: Path) -> None:
    file = put(inbox, "年份,数值\n2020,1\n2021,2\n")
    assert wrong(config, file).startswith("tea.csv: error IM003: no header with areas, periods")
    assert wrong(config, file, of="SE") == (
        'tea.csv: error IM011: --of "SE" names no area of this site\n  help: did you mean SWE?'
    )
    report = written(config, file, of="SWE")
    assert "  area    SWE for all rows\n" in report.text
    assert [row[:3] for row in taken(config)] == [("SWE", "2020", "1"), ("SWE", "2021", "2")]


def test_the_lines_of_a_country_file_are_told_apart(config: Config, inbox: Path) -> None:
    file = put(inbox, WIDE + '"Sweden","SWE","Milk","MILK","8","9",\r\n')
    assert wrong(config, file) == (
        "tea.csv:9: error IM005: rows 8 and 9 both have a value of SWE for 2019\n"
        '  help: choose rows with --where COLUMN=VALUE; they differ in "Indicator Name", '
        '"Indicator Code".'
    )
    written(config, file, where=("Indicator Code=MILK",))
    assert [row[:3] for row in taken(config)] == [("SWE", "2019", "8"), ("SWE", "2020", "9")]


# --- cells ---


def test_a_number_is_never_mended_unasked(config: Config, inbox: Path) -> None:
    cells = [
        "1,234",
        "1 234",
        "1,5",
        "12%",
        "3*",
        "~5",
        "٣",
        "+1",
        ".5",
        "007",
        "1e400",
        "=1+1",
        "TRUE",
    ]
    rows = "".join(f'NOR,{2000 + n},"{cell}"\n' for n, cell in enumerate(cells))
    report = import_file(config, request(put(inbox, LONG + rows)))
    assert "taken: 2 values of 2 areas" in report.text
    assert f"dropped: 0 rows, {len(cells)} cells\n" in report.text
    assert (
        '  row 4 column 3 "1,234", row 5 column 3 "1 234", row 6 column 3 "1,5": this is no plain '
        "number; say what the marks mean: --thousands, --decimal\n"
    ) in report.text


def test_marks_that_are_explained_are_taken_from_a_plain_copy(config: Config, inbox: Path) -> None:
    file = put(inbox, "Land;Year;Value\nNOR;2020;1.234,50\nSWE;2020;7\nDNK;2020;1.5\n")
    options = {
        "area_column": "Land",
        "delimiter": "semicolon",
        "thousands": "point",
        "decimal": "comma",
    }
    report = checked(config, file, **options)
    assert "note: cells parted by semicolon\n" in report.text
    assert (
        "note: raw/tea-plain.csv is made from raw/tea.csv, row by row, so that evidence can be "
        "checked\n"
    ) in report.text
    assert '  row 4 column 3 "1.5": this is no plain number\n' in report.text
    assert taken(config) == [
        ("NOR", "2020", "1234.50", "A", "raw/tea-plain.csv#cell=2,3"),
        ("SWE", "2020", "7", "A", "raw/tea-plain.csv#cell=3,3"),
    ]
    raw = config.packages_dir / "tea/raw"
    assert (raw / "tea.csv").read_bytes() == file.read_bytes()
    assert (raw / "tea-plain.csv").read_text("utf-8") == (
        "Land,Year,Value\nNOR,2020,1234.50\nSWE,2020,7\nDNK,2020,1.5\n"
    )
    assert (raw / "SHA256SUMS").read_text("utf-8") == (
        f"{digest(file)}  tea.csv\n{digest(raw / 'tea-plain.csv')}  tea-plain.csv\n"
    )
    assert table(config, "sources")[0]["file"] == "raw/tea.csv"


def test_texts_for_no_value_are_left_where_they_are_named(config: Config, inbox: Path) -> None:
    file = put(inbox, LONG + "NOR,2021,..\nNOR,2022,n/a\nNOR,2023,..\n")
    report = written(config, file, missing=("..",))
    assert "dropped: 0 rows, 1 cell\n" in report.text
    assert "said to be missing: 2 cells\n" in report.text


def test_a_file_of_a_chinese_spreadsheet_program(config: Config, inbox: Path) -> None:
    text = "地区,2019年,2020年,备注\n挪威,1.1,2.2,无\n瑞典,3.3,—,无\n"
    file = put(inbox, text, "茶叶 出口.csv", "gb18030")
    assert wrong(config, file) == (
        "茶叶 出口.csv:1: error IM002: the file is not utf-8 text\n"
        "  help: save it as CSV UTF-8, or say how it is written: --encoding utf-16, gb18030, "
        "windows-1252."
    )
    report = checked(config, file, encoding="gb18030")
    assert '  unused  "备注"\nnote: read as gb18030\n' in report.text
    assert [row[4] for row in taken(config)] == [
        "raw/茶叶-出口-plain.csv#cell=2,2",
        "raw/茶叶-出口-plain.csv#cell=2,3",
        "raw/茶叶-出口-plain.csv#cell=3,2",
    ]


def test_a_row_with_a_comma_too_many_is_dropped(config: Config, inbox: Path) -> None:
    file = put(inbox, LONG + "NOR,2022,1,234\n")
    report = import_file(config, request(file))
    assert (
        "  row 4: the row has more cells than the header; put cells with commas in quotes\n"
    ) in report.text


@pytest.mark.parametrize(
    ("period", "hint"),
    [
        ("2020Q1", "write 2020-Q1."),
        ("2020-13", "write 2024, 2024-Q3, 2024-S1, 2024-06 or 2011/2020."),
        ("2020-12-31", "write 2020-12."),
    ],
)
def test_a_period_in_another_form_is_dropped(
    config: Config, inbox: Path, period: str, hint: str
) -> None:
    report = import_file(config, request(put(inbox, LONG + f"NOR,{period},1\n")))
    assert f'  row 4 "{period}": this is no period; {hint}\n' in report.text


# --- spreadsheets ---


def spreadsheet(file: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Read me"
    sheet["A1"] = "Nothing here"
    data = book.create_sheet("Data 1")
    data.append(["Tea drunk, kilograms per head"])
    data.append([])
    data.append(["Country", 2019, 2020.0, date(2021, 1, 1)])
    data.append(["Norway", 0.1, 12, 1e-7])
    data.append(["Sweden", "1 234", "=1+1", None])
    data["B4"].number_format = "0%"
    data["Z60"].number_format = "0.00"
    book.save(file)
    return file


def test_a_sheet_of_a_spreadsheet(config: Config, inbox: Path) -> None:
    file = spreadsheet(inbox / "tea.xlsx")
    report = checked(config, file, sheet="Data 1", producer="P", title="T")
    assert text_of(report, file) == (
        "tea.xlsx: a wide table, header in row 3\n"
        '  area    column 1, "Country"\n'
        "  period  names of 2 columns, 2 (2019) to 3 (2020)\n"
        "  value   cells of these columns\n"
        '  unused  "2021-01-01"\n'
        'note: sheet "Data 1"; not read: "Read me"\n'
        "note: cells shown as percentages: 1; what is stored is taken, 0.25 for 25%\n"
        "note: raw/tea-plain.csv is made from raw/tea.xlsx, row by row, so that evidence can be "
        "checked\n"
        "taken: 2 values of 1 area, 2019 to 2020\n"
        "dropped: 0 rows, 2 cells\n"
        '  row 5 column 2 "1 234": this is no plain number; say what the marks mean: --thousands, '
        "--decimal\n"
        "  row 5 column 3: the formula has no stored result; save the file in its own program\n"
        "first rows:\n"
        "  indicator,ref_area,time_period,obs_value,obs_status,evidence\n"
        '  tea,NOR,2019,0.1,A,"raw/tea-plain.csv#cell=4,2"\n'
        '  tea,NOR,2020,12,A,"raw/tea-plain.csv#cell=4,3"'
    )
    raw = config.packages_dir / "tea/raw"
    assert (raw / "tea.xlsx").read_bytes() == file.read_bytes()
    assert (raw / "tea-plain.csv").read_text("utf-8").splitlines()[2:4] == [
        "Country,2019,2020,2021-01-01",
        "Norway,0.1,12,0.0000001",
    ]
    assert table(config, "sources")[0]["file"] == "raw/tea.xlsx"


def test_the_first_sheet_is_taken_and_a_wrong_name_is_told(config: Config, inbox: Path) -> None:
    file = spreadsheet(inbox / "tea.xlsx")
    assert wrong(config, file).startswith("tea.xlsx: error IM003: ")
    assert wrong(config, file, sheet="Data") == (
        'tea.xlsx: error IM004: there is no sheet "Data"\n'
        '  help: its sheets are "Read me", "Data 1".'
    )


# --- the package and its source ---


def test_other_placeholders_stay_until_their_own_data_come(config: Config, inbox: Path) -> None:
    assert new_indicator(config, "tea", "tea-price") == ()
    report = checked(config, put(inbox, LONG))
    assert report.removed == ()
    assert [row["source"] for row in table(config, "sources")] == ["placeholder", "test"]
    report = written(config, put(inbox, LONG), indicator="tea-price")
    assert report.removed == ("raw/placeholder.csv",)
    assert [row["indicator"] for row in table(config, "observations")] == [
        *("tea", "tea", "tea-price", "tea-price"),
    ]
    assert [row["source"] for row in table(config, "sources")] == ["test"]


def test_a_new_vintage_is_a_source_of_its_own(config: Config, inbox: Path) -> None:
    written(config, put(inbox, LONG))
    assert wrong(config, put(inbox, LONG)) == (
        "datapackages/tea/data/observations.csv:2: error IM009: there is a value of NOR for 2020 "
        "from source test already\n"
        "  help: remove the old rows first, or name a new vintage with --source."
    )
    newer = put(inbox, LONG.replace("1.50", "1.60"))
    assert wrong(config, newer, source="newer") == (
        "datapackages/tea/raw/tea.csv: error IM010: another file is there already\n"
        "  help: a raw file is never changed: keep this one under another name with --as."
    )
    later = newer.rename(newer.with_name("later.csv"))
    assert wrong(
        config, later, indicator="tea", source="test", where=("Year=2020", "Value=1.60")
    ) == (
        "datapackages/tea/data/observations.csv:2: error IM009: there is a value of NOR for 2020 "
        "from source test already\n"
        "  help: remove the old rows first, or name a new vintage with --source."
    )
    written(config, later, source="newer", name="tea 2.csv")
    assert [row["file"] for row in table(config, "sources")] == ["raw/tea-2.csv", "raw/tea.csv"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"package": "coffee"},
            (
                'datapackages: error IM007: "coffee" is no sound package of indicators\n'
                "  help: `silkline new package NAME` begins one; `silkline check` "
                "tells what is wrong."
            ),
        ),
        (
            {"package": "../tea"},
            (
                'datapackages: error IM007: "../tea" is no sound package of indicators\n'
                "  help: `silkline new package NAME` begins one; `silkline check` "
                "tells what is wrong."
            ),
        ),
        (
            {"package": "nordic-population", "indicator": "population"},
            (
                "datapackages/nordic-population: error IM007: the tables of "
                '"nordic-population" are '
                "made by its prepare.py\n"
                "  help: change that script, or import into a package of your own: `silkline new "
                "package`."
            ),
        ),
        (
            {"indicator": "teas"},
            (
                "datapackages/tea/data/indicators.csv: error IM007: the package has no indicator "
                '"teas"\n  help: did you mean tea?'
            ),
        ),
        (
            {"retrieved": ""},
            (
                "datapackages/tea/data/sources.csv: error IM008: it is not said when the file was "
                "retrieved\n  help: add the day, such as --retrieved 2026-03-31."
            ),
        ),
        (
            {"retrieved": "1 March"},
            (
                'datapackages/tea/data/sources.csv: error IM008: --retrieved "1 March" is no date\n'
                "  help: add the day, such as --retrieved 2026-03-31."
            ),
        ),
        (
            {"licence": ""},
            (
                "datapackages/tea/data/sources.csv: error IM008: it is not said under "
                "which licence "
                "the file is\n  help: add --licence with one of cc-by-4.0."
            ),
        ),
        (
            {"licence": "CC-BY-4"},
            (
                'datapackages/tea/data/sources.csv: error IM008: --licence "CC-BY-4" is not in the '
                "code list licences\n  help: did you mean cc-by-4.0?"
            ),
        ),
        (
            {"source": "Tea 1"},
            (
                'datapackages/tea/data/sources.csv: error IM008: --source "Tea 1" '
                "cannot be part of an "
                "address\n  help: use small letters a to z, digits and single hyphens between them."
            ),
        ),
        (
            {"source": "wdi-population-2026-07"},
            (
                "datapackages/tea/data/sources.csv: error IM008: the source "
                '"wdi-population-2026-07" '
                'of package "nordic-population" is another file\n'
                "  help: name this one with --source; a new vintage is a source of its own."
            ),
        ),
        (
            {"areas": ("Norge",)},
            (
                'tea.csv: error IM011: --area "Norge" has not the form TEXT=CODE\n'
                "  help: write what the file says, =, and the code, such as --area Holland=NLD."
            ),
        ),
        (
            {"areas": ("Norge=NO",)},
            (
                'tea.csv: error IM011: --area "Norge=NO" names no area of this site\n'
                "  help: did you mean NOR?"
            ),
        ),
        (
            {"where": ("Year",)},
            (
                'tea.csv: error IM011: --where "Year" has not the form COLUMN=VALUE\n'
                '  help: write the column, =, and the text, such as --where "Indicator Code=X.1".'
            ),
        ),
        (
            {"where": ("Years=2020",)},
            'tea.csv: error IM004: there is no column "Years"\n  help: did you mean Year?',
        ),
        (
            {"where": ("Year=1999",)},
            (
                "tea.csv: error IM006: the file gives no value\n"
                "  help: name the columns, or map areas, with the options of `silkline "
                "import --help`."
            ),
        ),
        (
            {"value_column": "Valu"},
            'tea.csv: error IM004: there is no column "Valu"\n  help: did you mean Value?',
        ),
        (
            {"status": "AA"},
            'tea.csv: error IM011: --status "AA" is no status\n  help: did you mean A?',
        ),
        (
            {"thousands": "comma", "decimal": "comma"},
            (
                "tea.csv: error IM011: thousands and decimals have the same mark\n"
                "  help: give each its own mark."
            ),
        ),
        (
            {"delimiter": "semicolon"},
            (
                "tea.csv: error IM003: no header with areas, periods and values in the "
                "first 30 rows\n"
                "  help: name the columns: --area-column (or --of, for one area), "
                "--period-column, --value-column. the columns "
                'are "Country,Year,Value".'
            ),
        ),
        (
            {"url": "javascript:alert(1)"},
            (
                "datapackages/tea/data/sources.csv:2:5: error DC014: 'url' is "
                '"javascript:alert(1)", '
                "not an address on the web\n"
            ),
        ),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(
    config: Config, inbox: Path, options: dict[str, object], message: str
) -> None:
    said = wrong(config, put(inbox, LONG), **options)
    assert said == message if not message.endswith("\n") else said.startswith(message)


def test_rows_of_different_units_are_no_series(config: Config, inbox: Path) -> None:
    file = put(inbox, "Area,Year,Value,Unit\nNOR,2020,1,kg\nSWE,2020,1,t\n")
    assert wrong(config, file) == (
        'tea.csv:3: error IM013: rows 2 and 3 have different units: "kg" and "t"\n'
        "  help: an indicator has one unit: choose rows with --where COLUMN=VALUE."
    )


def test_a_semicolon_is_told_of(config: Config, inbox: Path) -> None:
    file = put(inbox, "Area;Year;Value\nNOR;2020;1\n")
    assert wrong(config, file) == (
        "tea.csv:1: error IM003: every row is one cell\n"
        "  help: if a semicolon parts the cells, add --delimiter semicolon."
    )


def test_two_columns_of_one_year(config: Config, inbox: Path) -> None:
    file = put(inbox, "Area,2020,2020\nNOR,1,2\n")
    assert wrong(config, file) == (
        "tea.csv:2: error IM005: columns 2 and 3 of row 2 both have a value of NOR for 2020\n"
        "  help: keep one of the two."
    )


# --- the same as the observatory's own script ---


@pytest.mark.parametrize(
    ("package", "name", "indicator", "least"),
    [
        ("connectivity", "API_IT.NET.USER.ZS_DS2_en_csv_v2_2160.csv", "internet-users", 250),
        ("connectivity", "it.net.bbnd.p2.csv", "fixed-broadband", 250),
        ("ict-services", "API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv", "ict-services-exports", 200),
    ],
)
def test_an_import_gives_what_the_script_of_the_package_gives(
    tmp_path: Path, package: str, name: str, indicator: str, least: int
) -> None:
    here = ROOT / "datapackages"
    root = write_site(tmp_path / "site")
    shutil.rmtree(root / "datapackages")
    shutil.copytree(here / "reference", root / "datapackages/reference")
    config, _ = load_config(root / "mkdocs.yml")
    assert config is not None
    assert new_package(config, "tea", today=TODAY) == ()
    file = here / package / "raw" / name
    report = import_file(config, request(file), write=True)
    assert render_text(report.problems) == ""
    with (here / package / "data/observations.csv").open(encoding="utf-8", newline="") as text:
        made = [row for row in csv.DictReader(text) if row["indicator"] == indicator]
    columns = ("ref_area", "time_period", "obs_value", "obs_status", "evidence")
    imported = [[row[c] for c in columns] for row in table(config, "observations")]
    known = {row[0] for row in imported}
    of_file = [row for row in made if row["evidence"].startswith(f"raw/{name}#")]
    assert imported == [[row[c] for c in columns] for row in of_file if row["ref_area"] in known]
    assert len(known) > least
