# Files made to mislead, to fill the memory or to get out of their folder. None may do more than be
# refused, and none may leave anything behind.
"""Hostile files for the import."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from nordic_site import write_site

from silkline.checking import check_site
from silkline.config import Config, load_config
from silkline.importing import Request, import_file
from silkline.problems import render_text
from silkline.scaffold import new_indicator, new_package

LONG = "Country,Year,Value\nNorway,2020,1\n"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    root = write_site(tmp_path / "site")
    found, _ = load_config(root / "mkdocs.yml")
    assert found is not None
    assert new_package(found, "tea", today=date(2026, 3, 31)) == ()
    return replace(found, workers=0)


def told(config: Config, file: Path, **options: object) -> str:
    """What is said of an import that is refused; nothing may have changed."""
    before = {p: p.read_bytes() for p in config.root.rglob("*") if p.is_file()}
    values = {"package": "tea", "indicator": "tea", "retrieved": "2026-03-01"}
    request = Request(file=file, licence="cc-by-4.0", **values, **options)  # type: ignore[arg-type]
    report = import_file(config, request, write=True)
    if report.problems:
        assert {p: p.read_bytes() for p in config.root.rglob("*") if p.is_file()} == before
    else:
        assert render_text(check_site(config).problems) == ""
    return render_text(report.problems).replace(file.parent.as_posix() + "/", "")


def put(tmp_path: Path, name: str, content: bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("tea.csv\n.csv", r'"tea.csv\u000a.csv" is no plain name of a file'),
        ("tea\u202evsc.csv", r'"tea\u202evsc.csv" is no plain name of a file'),
        ("back\\slash.csv", '"back\\slash.csv" is no plain name of a file'),
        ("...csv", '"...csv" cannot be kept as the name of a file that ends in .csv'),
        ("#?.csv", '"#?.csv" cannot be kept as the name of a file that ends in .csv'),
        ("x" * 130 + ".csv", "cannot be kept as the name of a file that ends in .csv"),
    ],
)
def test_a_name_that_cannot_be_an_address_is_refused(
    config: Config, tmp_path: Path, name: str, why: str
) -> None:
    said = told(config, put(tmp_path, name, LONG.encode()))
    assert f"error IM010: {why}" in said or ("IM010" in said and said.count(why))
    assert said.endswith("  help: name it with --as, such as --as exports-2024.csv.")


@pytest.mark.parametrize(
    "name", ["../tea.csv", "/etc/tea.csv", "a/b.csv", "..", "c:tea.csv", "tea.py", "\0.csv"]
)
def test_a_file_is_not_kept_outside_its_folder(config: Config, tmp_path: Path, name: str) -> None:
    assert "error IM010: " in told(config, put(tmp_path, "tea.csv", LONG.encode()), name=name)


@pytest.mark.parametrize("name", ["-rf tea.csv", ".hidden.csv", "tea (1) $HOME `x`.csv", "Tea.CSV"])
def test_an_awkward_name_is_made_plain(config: Config, tmp_path: Path, name: str) -> None:
    assert told(config, put(tmp_path, name, LONG.encode()), source="tea") == ""
    (kept,) = [p.name for p in (config.packages_dir / "tea/raw").glob("*.csv")]
    assert kept in {"rf-tea.csv", "hidden.csv", "tea-1-HOME-x.csv", "Tea.csv"}


def test_a_link_a_folder_and_a_pipe_are_not_read(config: Config, tmp_path: Path) -> None:
    target = put(tmp_path, "real.csv", LONG.encode())
    (tmp_path / "link.csv").symlink_to(target)
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("link.csv", "folder.csv", "pipe.csv"):
        assert told(config, tmp_path / name) == (
            f"{name}: error IM001: this is not a regular file\n"
            "  help: name the file itself: links are not followed."
        )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "none.csv: error IM001: this file is missing"),
        ("empty.csv", b" \n", "empty.csv: error IM001: the file is empty"),
        ("old.xls", b"x", 'old.xls: error IM001: files that end in ".xls" are not read'),
        ("page.pdf", b"%PDF", 'page.pdf: error IM001: files that end in ".pdf" are not read'),
        ("zip.csv", b"PK\x03\x04", "zip.csv: error IM001: the file is no text, whatever its"),
        ("ole.csv", b"\xd0\xcf\x11\xe0", "ole.csv: error IM001: the file is no text, whatever its"),
        ("text.xlsx", b"a,b", "text.xlsx: error IM001: the file is no sound .xlsx spreadsheet"),
        ("latin.csv", b"a\n\xe9", "latin.csv:2: error IM002: the file is not utf-8 text"),
        ("open.csv", b'a,b\n"' + b"x" * 200_000, "open.csv:2: error IM012: a cell has more than"),
        ("long.csv", b"a,b\n" + b"x" * 20_000, "long.csv:2: error IM012: a cell has more than"),
        ("blank.csv", b",,,\n,,\n", "blank.csv: error IM003: no header with areas, periods"),
    ],
)
def test_a_file_that_is_no_table_is_told(
    config: Config, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    file = tmp_path / name if content is None else put(tmp_path, name, content)
    assert told(config, file).startswith(message)


def test_cells_that_would_be_run_or_shown_stay_in_the_raw_file(
    config: Config, tmp_path: Path
) -> None:
    evil = "=cmd|' /C calc'!A0"
    rows = f'"{evil}",2020,1\nNorway,"{evil}",2\nNorway,2021,"{evil}"\n<script>,2022,3\n'
    assert told(config, put(tmp_path, "tea.csv", (LONG + rows).encode())) == ""
    for table in ("observations", "sources", "indicators"):
        text = (config.packages_dir / f"tea/data/{table}.csv").read_text("utf-8")
        assert "cmd" not in text
        assert "script" not in text


def workbook(**parts: bytes) -> bytes:
    """A spreadsheet with some of its parts replaced."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Country", "Year", "Value"], ["Norway", 2020, 1]):
        sheet.append(row)
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    replaced = {name.replace("__", "/").replace("_xml", ".xml"): c for name, c in parts.items()}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *replaced}:
            new.writestr(name, replaced.get(name) or old.read(name))
    return made.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{dimension}<sheetData>{rows}</sheetData></worksheet>"
)


def sheet(rows: str, dimension: str = "") -> bytes:
    return workbook(
        xl__worksheets__sheet1_xml=SHEET.format(rows=rows, dimension=dimension).encode()
    )


def test_a_spreadsheet_as_made_here_is_read(config: Config, tmp_path: Path) -> None:
    assert told(config, put(tmp_path, "tea.xlsx", workbook())) == ""


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_not_unpacked(
    config: Config, tmp_path: Path
) -> None:
    content = workbook(xl__sharedStrings_xml=b"\0" * 201_000_000)
    assert len(content) < 300_000
    said = told(config, put(tmp_path, "bomb.xlsx", content))
    assert said.startswith("bomb.xlsx: error IM012: the spreadsheet unpacks to 201,")
    assert said.endswith(
        "  help: at most 200,000,000 are read; save the sheet that you need as CSV."
    )


def test_entities_are_not_expanded(config: Config, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    content = workbook(
        xl__worksheets__sheet1_xml=(bomb + SHEET.format(rows=rows, dimension="")).encode()
    )
    assert told(config, put(tmp_path, "bomb.xlsx", content)) == (
        "bomb.xlsx: error IM001: the file is no sound .xlsx spreadsheet\n"
        "  help: open it in a spreadsheet program and save it again as .xlsx."
    )


def test_outer_entities_are_not_fetched(config: Config, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret", b"SECRET")
    outer = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
    content = workbook(
        xl__worksheets__sheet1_xml=(outer + SHEET.format(rows=rows, dimension="")).encode()
    )
    said = told(config, put(tmp_path, "tea.xlsx", content))
    assert "SECRET" not in said
    assert said.startswith("tea.xlsx: error IM001: ")


def test_a_sheet_that_says_to_be_endless_is_read_as_it_is(config: Config, tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{c}{n}" t="inlineStr"><is><t>{text}</t></is></c>'
            for c, text in zip("ABC", cells, strict=True)
        )
        + "</row>"
        for n, cells in enumerate((("Country", "Year", "Value"), ("Norway", "2020", "1")), start=1)
    )
    content = sheet(rows, '<dimension ref="A1:XFD1048576"/>')
    assert told(config, put(tmp_path, "tea.xlsx", content)) == ""


def test_a_cell_at_the_end_of_the_world_is_too_far(config: Config, tmp_path: Path) -> None:
    wide = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 400))
    said = told(config, put(tmp_path, "tea.xlsx", sheet(wide)))
    assert said == (
        "tea.xlsx: error IM012: the sheet spans more than 5,000,000 cells\n"
        "  help: save the part that you need as CSV."
    )


@pytest.mark.parametrize("cut", [100, 1000, 3000, -30])
def test_a_spreadsheet_cut_short_is_told(config: Config, tmp_path: Path, cut: int) -> None:
    assert told(config, put(tmp_path, "tea.xlsx", workbook()[:cut])).startswith(
        "tea.xlsx: error IM001: the file is no sound .xlsx spreadsheet"
    )


def test_stored_results_are_taken_and_formulas_are_not_computed(
    config: Config, tmp_path: Path
) -> None:
    head = "".join(
        f'<c r="{c}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for c, text in zip("ABC", ("Country", "Year", "Value"), strict=True)
    )
    link = "WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)"
    rows = (
        f'<row r="1">{head}</row><row r="2"><c r="A2" t="inlineStr"><is><t>NOR</t></is></c>'
        f'<c r="B2"><v>2020</v></c><c r="C2"><f>{link}</f><v>7.25</v></c></row>'
    )
    file = put(tmp_path, "tea.xlsx", sheet(rows))
    request = Request(file=file, package="tea", indicator="tea")
    report = import_file(config, request)
    assert report.problems == ()
    note = "values that are stored results of formulas: 1; no formula was computed"
    assert f"note: {note}\n" in report.text
    assert '  tea,NOR,2020,7.25,A,"raw/tea-plain.csv#cell=2,3"' in report.text


def test_a_link_in_raw_is_not_written_through(config: Config, tmp_path: Path) -> None:
    outside = put(tmp_path, "outside.csv", b"mine")
    (config.packages_dir / "tea/raw/tea.csv").symlink_to(outside)
    said = told(config, put(tmp_path, "tea.csv", LONG.encode()))
    assert "error IM007: " in said, "a package with a link is not sound"
    assert outside.read_bytes() == b"mine"


def test_bytes_of_any_kind_end_in_a_message(config: Config, tmp_path: Path) -> None:
    samples = [LONG.encode(), workbook(), b"\xff\xfe" + LONG.encode("utf-16-le"), bytes(range(256))]
    for number, sample in enumerate(samples):
        for place in range(0, len(sample), max(1, len(sample) // 8)):
            content = sample[:place] + bytes([place % 256]) + sample[place + 1 :]
            for ending in (".csv", ".xlsx"):
                file = put(tmp_path, f"s{number}{ending}", content)
                import_file(config, Request(file=file, package="tea", indicator="tea"))


def test_a_table_that_is_broken_already_is_not_added_to(config: Config, tmp_path: Path) -> None:
    path = config.packages_dir / "tea/data/observations.csv"
    path.write_text(path.read_text("utf-8") + "tea,NOR\n", encoding="utf-8")
    said = told(config, put(tmp_path, "tea.csv", LONG.encode()))
    assert said.startswith("datapackages/tea/data/observations.csv:3: error TB010: this row has 2")


def test_rows_that_are_there_keep_their_bytes(config: Config) -> None:
    path = config.packages_dir / "tea/data/observations.csv"
    text = path.read_text("utf-8")
    old = 'tea,DNK,2000,"0",,A,placeholder,"raw/placeholder.csv#cell=2,3","by, hand"\n'
    path.write_text(text.splitlines(keepends=True)[0] + old, encoding="utf-8")
    assert new_indicator(config, "tea", "tea-2") == ()
    assert old in path.read_text("utf-8")
    assert path.read_text("utf-8").count("\n") == 3
