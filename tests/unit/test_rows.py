# Every column of a table is kept: what a row makes is compared with its cells, one by one, so that
# a column which is swapped or forgotten shows.
"""Rows to types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from silkline import rows
from silkline.model import AreaKind, Observation, PackedRows, Qualifier, Row, Table
from silkline.problems import Location

WHERE = Location(path="data/table.csv", line=7)
PACKAGE = "trade"

Make = Callable[[Row, Location, str], Any]


def make_observation(row: Row, where: Location, package: str) -> Observation:
    """As of the other tables; those of observations are read whole."""
    header = tuple(row.cells)
    table = Table(
        package=package, resource="observations", path=where.path, header=header, rows=(row,)
    )
    (made,) = rows.make_observations(table, slice(1))
    return made


NAMES = {
    "area": "code",
    "check": "check",
    "claim": "id",
    "indicator": "id",
    "obs_qualifier": "qualifier",
    "obs_status": "status",
    "obs_value": "text",
    "source": "id",
    "statement": "id",
    "topic": "code",
    "unit": "code",
}
"""Fields that are named otherwise than the column of the same table's key or value."""

TABLES: dict[Make, tuple[str, dict[str, tuple[str, object]]]] = {
    rows.make_area: (
        "area name name_zh kind m49 parent note",
        {"kind": ("zone", AreaKind.ZONE)},
    ),
    rows.make_unit: (
        "unit title title_zh symbol base multiplier ucum",
        {"multiplier": ("1000000", Decimal(1000000))},
    ),
    rows.make_topic: ("topic title title_zh description order", {"order": ("3", 3)}),
    rows.make_indicator: (
        (
            "indicator title title_zh definition definition_zh unit topic decimals kind "
            "aggregation caveat caveat_zh related"
        ),
        {"decimals": ("2", 2), "related": ("a b", ("a", "b"))},
    ),
    rows.make_derivation: (
        "indicator formula inputs reference_area base_period years",
        {"inputs": ("a b", ("a", "b")), "years": ("5", 5)},
    ),
    rows.make_source: (
        "source preference producer title url published retrieved licence file sha256 citation",
        {"preference": ("1", 1)},
    ),
    make_observation: (
        "indicator ref_area time_period obs_value obs_qualifier obs_status source evidence note",
        {"obs_value": ("0.10", "0.10"), "obs_qualifier": ("about", Qualifier.ABOUT)},
    ),
    rows.make_break: ("indicator ref_area time_period what what_zh", {}),
    rows.make_statement: (
        "statement source speaker role point point_zh paragraph sentence",
        {"paragraph": ("2", 2), "sentence": ("1", 1)},
    ),
    rows.make_claim: (
        (
            "claim statement indicator ref_area time_period obs_qualifier value unit printed check "
            "against base_period denominator definition note note_zh"
        ),
        {"value": ("5.0", Decimal("5.0")), "obs_qualifier": ("", Qualifier.EXACT)},
    ),
}
"""Columns of each table, and cells that are more than text: as written and as read."""


def row(columns: str, special: dict[str, tuple[str, object]]) -> Row:
    return Row(cells={c: special.get(c, (f"<{c}>", ""))[0] for c in columns.split()}, line=7)


@pytest.mark.parametrize("make", TABLES, ids=lambda make: make.__name__)
def test_every_column_is_kept_under_its_name(make: Make) -> None:
    columns, special = TABLES[make]
    made = make(row(columns, special), WHERE, PACKAGE)
    names = {f.name for f in fields(made)}
    for column in columns.split():
        expected = special.get(column, ("", f"<{column}>"))[1]
        name = column if column in names else NAMES[column]
        assert getattr(made, name) == expected, column


@pytest.mark.parametrize("make", TABLES, ids=lambda make: make.__name__)
def test_what_knows_its_place_and_package_is_told_them(make: Make) -> None:
    made = make(row(*TABLES[make]), WHERE, PACKAGE)
    assert getattr(made, "where", WHERE) == WHERE
    assert getattr(made, "package", PACKAGE) == PACKAGE


def test_a_status_is_its_code_and_two_titles() -> None:
    made = rows.make_status(
        Row(cells={"obs_status": "M", "title": "Missing", "title_zh": "缺失"}, line=2),
        WHERE,
        PACKAGE,
    )
    assert (made.code, made.title, made.title_zh) == ("M", "Missing", "缺失")


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("0", Decimal(0)), ("-1.50", Decimal("-1.50")), ("1e3", Decimal(1000))],
)
def test_the_text_of_a_value_is_kept_beside_the_number(text: str, value: Decimal | None) -> None:
    columns, special = TABLES[make_observation]
    made = make_observation(row(columns, special | {"obs_value": (text, "")}), WHERE, PACKAGE)
    assert (made.text, made.value) == (text, value)


def test_the_text_of_a_claim_is_kept_beside_the_number() -> None:
    made = rows.make_claim(row(*TABLES[rows.make_claim]), WHERE, PACKAGE)
    assert (made.text, str(made.value)) == ("5.0", "5.0")


def test_what_is_no_number_after_all_checks_is_a_mistake_of_ours() -> None:
    columns, special = TABLES[rows.make_indicator]
    with pytest.raises(ValueError, match="invalid literal for int"):
        rows.make_indicator(row(columns, special | {"decimals": ("two", "")}), WHERE, PACKAGE)


def test_packed_rows_are_the_rows() -> None:
    header = ("indicator", "note")
    cells = (("population", ""), ("population", "a, b\nc"), ("growth", "x"))
    records = tuple(zip((2, 3, 5), cells, strict=True))
    whole = tuple(Row(cells=dict(zip(header, c, strict=True)), line=line) for line, c in records)
    packed = PackedRows(header, records)
    assert tuple(packed) == whole
    assert len(packed) == 3
    assert [packed[0], packed[-1]] == [whole[0], whole[2]]
    assert packed[:2] == whole[:2]
    assert packed[0].cells["indicator"] is packed[1].cells["indicator"]
    assert list(packed.lines) == [2, 3, 5]
    assert not PackedRows(header, ())
    assert PackedRows(header, ()).columns == ((), ())
    with pytest.raises(IndexError):
        packed[3]
