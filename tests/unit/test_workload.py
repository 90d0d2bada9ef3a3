# What builds are measured with must be the same for everybody and sound, or figures mean nothing.
"""The sites that benchmarks measure on."""

from __future__ import annotations

import csv
from pathlib import Path

import frictionless
import pytest

import forms
import workload
from forms import Form
from running import Command
from workload import Size

SMALL = Size(indicators=21, areas=7, years=8)


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """A site of three packages, which use every unit."""
    workload.write_site(tmp_path / "one", SMALL)
    return tmp_path / "one"


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_same_size_is_the_same_site(measured: Path, tmp_path: Path) -> None:
    workload.write_site(tmp_path / "two", SMALL)
    files = _files(measured)
    assert files == _files(tmp_path / "two")
    table = files["datapackages/package-002/data/observations.csv"].decode().splitlines()
    assert table[1] == "deliveries-of-apples,ABW,1995,1333,,A,yearbook-002,,Table 10"
    assert len(table) == 1 + 10 * SMALL.rows


def test_a_larger_site_begins_with_the_smaller() -> None:
    few, many = workload.indicators(SMALL), workload.indicators(Size(indicators=1000))
    assert many[:21] == few
    assert len({one.name for one in many}) == len({one.title_zh for one in many}) == 1000
    assert len({one.package for one in many}) == 100
    with pytest.raises(ValueError, match="a site has 1 to 1000 indicators"):
        workload.indicators(Size(indicators=1001))


def test_there_are_two_hundred_economies() -> None:
    assert len(workload.areas(Size(indicators=1))) == 200


def test_it_has_no_problems(measured: Path, silkline: Command) -> None:
    done = silkline("check", cwd=measured)
    assert done.code == 0, done.out + done.err
    assert "no problems" in done.out + done.err


def test_one_figure_changes_and_the_site_stays_sound(measured: Path, silkline: Command) -> None:
    before = _files(measured)
    one = workload.change(measured)
    after = _files(measured)
    different = [name for name in before if before[name] != after[name]]
    assert different == ["datapackages/package-001/data/observations.csv"]
    old, new = (files[different[0]].decode().splitlines() for files in (before, after))
    lines = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(lines) == 1
    assert lines[0][1].startswith(f"{one.name},")
    assert silkline("check", cwd=measured).code == 0


FORM = Form(pages="docs", data="docs/data", address="data")


def _figures(table: Path, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    with table.open(encoding="utf-8", newline="") as file:
        return [tuple(row[name] for name in columns) for row in csv.DictReader(file)]


def test_others_get_the_same_figures(measured: Path, tmp_path: Path) -> None:
    forms.write(tmp_path / "plain", SMALL, FORM)
    workload.change(measured, 3)
    forms.change(tmp_path / "plain", FORM, 3)
    columns = ("ref_area", "time_period", "obs_value", "obs_status")
    for one in workload.indicators(SMALL):
        ours = measured / "datapackages" / one.package / "data/observations.csv"
        mine = [row[1:] for row in _figures(ours, ("indicator", *columns)) if row[0] == one.name]
        theirs = _figures(tmp_path / f"plain/docs/data/{one.package}/{one.name}.csv", columns)
        assert len(mine) == SMALL.rows
        assert mine == theirs


def test_plain_packages_fit_their_schemas(tmp_path: Path) -> None:
    forms.write(tmp_path, SMALL, FORM)
    path = tmp_path / "docs/data/package-001/datapackage.json"
    report = frictionless.validate(str(path), type="package")
    assert report.valid, report.flatten(["title", "note"])
    table = path.with_name("exports-of-apples.csv")
    table.write_text(table.read_text("utf-8").replace("BRA,1996", "BRA,1995"), "utf-8")
    found = frictionless.validate(str(path), type="package").flatten(["type", "rowNumber"])
    assert found == [["primary-key", 11]]


def test_a_page_has_what_it_shows(tmp_path: Path) -> None:
    forms.write(tmp_path, SMALL, FORM)
    page = (tmp_path / "docs/exports-of-apples.md").read_text("utf-8")
    assert page.startswith("# Exports of apples\n\nValue of apples sold abroad in a year")
    assert "| Unit | Million US dollars |" in page
    assert page.count("| usd-million | A |") == forms.PREVIEW
    assert "(data/package-001/exports-of-apples.csv)" in page
