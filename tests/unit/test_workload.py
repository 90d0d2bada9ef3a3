# What builds are measured with must be the same for everybody and sound, or figures mean nothing.
"""The sites that benchmarks measure on."""

from __future__ import annotations

from pathlib import Path

import pytest

import workload
from running import Command
from workload import Size

SMALL = Size(indicators=12, areas=7, years=8)


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """A site of two packages."""
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
    assert table[1] == "export-prices-of-apples,ABW,1995,89.4,,A,yearbook-002,,Table 2"
    assert len(table) == 1 + 2 * SMALL.rows


def test_a_larger_site_begins_with_the_smaller() -> None:
    few, many = workload.indicators(SMALL), workload.indicators(Size(indicators=1000))
    assert many[:12] == few
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
