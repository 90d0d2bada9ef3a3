# A table that is read late and in parts says what it says when it is read at once, and a file that
# changes meanwhile is told of.
"""Long tables that are read when somebody looks at them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from small_data import write_packages

from silkline import series
from silkline.derive import derive
from silkline.load import load_package
from silkline.model import Dataset, LateRows, Package, PackedRows, Resource, Table
from silkline.problems import SilklineError, render_text
from silkline.tabular import find_runs, late_table, read_table

INDICATORS = ("exports", "imports")
AREAS = ("CHN", "NAM")


def trade(root: Path) -> tuple[Package, Resource]:
    package, problems = load_package(root / "datapackages/trade", root)
    assert problems == ()
    assert package is not None
    resource = package.resource("observations")
    assert resource is not None
    return package, resource


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_packages(tmp_path)
    return tmp_path


def late(root: Path) -> Table:
    package, resource = trade(root)
    known = find_runs(read_table(package, resource, root, packed=True), package, resource)
    assert known is not None
    return late_table(package, resource, root, known)


def rows_of(table: Table) -> LateRows:
    assert isinstance(table.rows, LateRows)
    return table.rows


def test_a_late_table_is_the_table(root: Path) -> None:
    now, then = read_table(*trade(root), root, packed=True), late(root)
    assert (then.package, then.resource, then.path) == (now.package, now.resource, now.path)
    assert then.header == now.header
    assert (len(then.rows), then.indicators) == (6, INDICATORS)
    assert not rows_of(then).is_read
    assert (list(then.rows), list(then.lines)) == (list(now.rows), [2, 3, 5, 6, 7, 8])
    assert rows_of(then).is_read


def test_a_part_is_the_rows_of_an_area_and_nothing_else_is_read(root: Path) -> None:
    now, then = read_table(*trade(root), root), late(root)
    for indicator, area in product(INDICATORS, AREAS):
        wanted = {"indicator": indicator, "ref_area": area}
        expected = [r for r in now.rows if wanted.items() <= r.cells.items()]
        assert list(rows_of(then).part(indicator, area)) == expected
    assert not rows_of(then).is_read
    assert len(rows_of(then).part("exports", "CHN")) == 3


def write(root: Path, *places: str) -> None:
    file = root / "datapackages/trade/data/observations.csv"
    header = file.read_text("utf-8").partition("\n")[0]
    lines = [f"{place},2020,1,,A,office,," for place in places]
    file.write_text("\n".join([header, *lines, ""]), encoding="utf-8")


def test_rows_that_stand_apart_are_read_whole(root: Path) -> None:
    write(root, "exports,CHN", "exports,NAM", "exports,CHN", "imports,CHN", "imports,NAM")
    runs = rows_of(late(root)).runs
    assert runs["exports"] is None
    assert runs["imports"] is not None
    assert runs["imports"].areas == AREAS
    write(root, "exports,CHN", "imports,CHN", "exports,NAM")
    assert rows_of(late(root)).runs["exports"] is None
    assert len(rows_of(late(root))) == 3


def told(stopped: pytest.ExceptionInfo[SilklineError]) -> str:
    return render_text(stopped.value.problems).strip()


def test_a_file_that_has_changed_is_told_and_not_read(root: Path) -> None:
    before = late(root), late(root)
    write(root, "exports,CHN")
    expected = (
        "datapackages/trade/data/observations.csv: "
        "error TB021: the table has changed since the build began\n  help: build again."
    )
    with pytest.raises(SilklineError) as whole:
        list(before[0].rows)
    assert told(whole) == expected
    for _ in range(2):
        with pytest.raises(SilklineError) as part:
            rows_of(before[1]).part("exports", "CHN")
        assert told(part) == expected
    (root / "datapackages/trade/data/observations.csv").unlink()
    with pytest.raises(SilklineError) as gone:
        list(before[1].rows)
    assert told(gone) == expected


def test_a_file_that_changes_after_a_first_look_is_told_too(root: Path) -> None:
    table = late(root)
    assert len(rows_of(table).part("exports", "CHN")) == 3
    write(root, "exports,CHN")
    for look in (lambda: rows_of(table).part("exports", "NAM"), lambda: list(table.rows)):
        with pytest.raises(SilklineError) as stopped:
            look()
        assert [p.code for p in stopped.value.problems] == ["TB021"]


def test_nothing_is_noted_of_a_file_that_changes_while_it_is_read(root: Path) -> None:
    package, resource = trade(root)
    table = read_table(package, resource, root, packed=True)
    assert isinstance(table.rows, PackedRows)
    write(root, "exports,CHN")
    assert find_runs(table, package, resource) is None


# --- what is asked of them ---


def dataset(root: Path, *, is_late: bool) -> Dataset:
    names = ("reference", "trade")
    packages = [p for p, _ in (load_package(root / "datapackages" / n, root) for n in names) if p]
    tables = {(p.name, r.name): read_table(p, r, root) for p in packages for r in p.resources}
    if is_late:
        tables["trade", "observations"] = late(root)
    return series.assemble(packages, tables)


@pytest.mark.parametrize("whole_first", [False, True])
def test_late_figures_are_the_figures(root: Path, *, whole_first: bool) -> None:
    now, then = dataset(root, is_late=False), dataset(root, is_late=True)
    if whole_first:
        assert then.observations["exports"] == now.observations["exports"]
    for indicator in INDICATORS:
        for question in (series.by_area, series.all_by_area, series.alternatives_by_area):
            assert dict(question(then, indicator)) == dict(question(now, indicator))
            assert list(question(then, indicator)) == list(question(now, indicator))
    assert rows_of(then.tables["trade", "observations"]).is_read is whole_first
    assert dict(then.observations) == dict(now.observations)
    assert dict(derive(then).observations) == dict(derive(now).observations)
    assert "XXX" not in series.by_area(then, "exports")
    assert series.by_area(then, "exports").get("XXX") is None
    assert dict(series.by_area(then, "gone")) == {}


def test_figures_of_several_tables_are_read_whole_and_put_in_order(root: Path) -> None:
    now, then = dataset(root, is_late=False), dataset(root, is_late=True)
    (package, _), other = trade(root), late(root)
    again = replace(other, package="trade-2")
    for data in (now, then):
        more = {**data.tables, ("trade-2", "observations"): again}
        found = series.assemble(data.packages.values(), more)
        assert len(found.observations["exports"]) == 10
        assert [o.ref_area for o in series.all_by_area(found, "exports")["NAM"]] == ["NAM"] * 4
    assert package.name == "trade"
