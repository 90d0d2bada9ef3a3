"""The open packages say exactly what their publishers' files say, cell by cell."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from silkline.prepare import check_raw, prepare_package
from silkline.problems import render_text

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "datapackages"
OPEN = (
    *("connectivity", "digitally-deliverable-services", "services-trade"),
    *("economy", "goods-trade", "ict-services", "innovation"),
)
PREPARED = sorted(path.parent.name for path in PACKAGES.glob("*/prepare.py"))
CELL = re.compile(r"(raw/.+)#cell=(\d+),(\d+)")

Row = dict[str, str]


@cache
def table(path: str) -> list[Row]:
    """Rows of a table by column."""
    with (PACKAGES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def cells(path: str) -> list[list[str]]:
    """Records of a raw file, the header included; leading byte order mark apart."""
    with (PACKAGES / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@cache
def values(package: str) -> dict[tuple[str, str, str], str]:
    """Published numerals by indicator, area and period."""
    return {
        (row["indicator"], row["ref_area"], row["time_period"]): row["obs_value"]
        for row in table(f"{package}/data/observations.csv")
    }


def kinds() -> dict[str, str]:
    """Kind of each area."""
    return {row["area"]: row["kind"] for row in table("reference/data/areas.csv")}


def test_every_package_made_from_raw_files_is_among_these():
    assert {*OPEN, "reference"} <= set(PREPARED)


@pytest.mark.parametrize("name", PREPARED)
def test_tables_come_out_of_the_raw_files_byte_for_byte(name: str):
    report = prepare_package(PACKAGES / name)

    assert render_text(report.problems) == ""
    assert report.made
    assert report.changed == ()


@pytest.mark.parametrize("name", PREPARED)
def test_raw_files_are_the_recorded_ones(name: str):
    assert render_text(check_raw(PACKAGES / name, ROOT)) == ""


@pytest.mark.parametrize("name", OPEN)
def test_every_value_is_the_text_of_the_cell_that_its_evidence_names(name: str):
    sources = {row["source"]: row["file"] for row in table(f"{name}/data/sources.csv")}
    wrong = []
    for row in table(f"{name}/data/observations.csv"):
        match = CELL.fullmatch(row["evidence"])
        assert match, row
        file, record, column = match[1], int(match[2]), int(match[3])
        if cells(f"{name}/{file}")[record - 1][column - 1] != row["obs_value"]:
            wrong.append(row)
        assert sources[row["source"]] == file

    assert wrong == []


@pytest.mark.parametrize("name", OPEN)
def test_observations_are_sorted_by_their_key_and_no_key_stands_twice(name: str):
    keys = [
        (row["indicator"], row["ref_area"], row["time_period"], row["source"])
        for row in table(f"{name}/data/observations.csv")
    ]

    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", OPEN)
def test_a_value_is_missing_only_where_the_status_says_so(name: str):
    for row in table(f"{name}/data/observations.csv"):
        assert (row["obs_status"] == "O") == (row["obs_value"] == ""), row
        assert row["obs_status"] in {"A", "O"}
        if row["obs_value"]:
            assert Decimal(row["obs_value"]).is_finite()


@pytest.mark.parametrize("name", OPEN)
def test_areas_indicators_and_sources_exist(name: str):
    indicators = {row["indicator"] for row in table(f"{name}/data/indicators.csv")}
    for row in table(f"{name}/data/observations.csv"):
        assert row["ref_area"] in kinds()
        assert row["indicator"] in indicators


# What the publishers' files say, read by eye.


@pytest.mark.parametrize(
    ("package", "indicator", "area", "period", "value"),
    [
        ("digitally-deliverable-services", "dds-exports", "CHN", "2023", "216265.0"),
        ("digitally-deliverable-services", "dds-exports", "CHN", "2019", "140765.0"),
        ("digitally-deliverable-services", "dds-imports", "CHN", "2019", "123512.0"),
        ("digitally-deliverable-services", "dds-exports", "WLD", "2010", "1835732.0"),
        ("digitally-deliverable-services", "dds-exports", "WLD", "2023", "4462457.0"),
        ("digitally-deliverable-services", "dds-exports", "HKG", "2023", ""),
        ("services-trade", "services-exports", "ABW", "2005", "1307.801"),
        ("connectivity", "internet-users", "CHN", "2019", "64.0809"),
        ("connectivity", "fixed-broadband", "CHN", "2024", "47.1933952081567"),
        ("connectivity", "mobile-subscriptions", "CHN", "2024", "131.753932036803"),
        ("connectivity", "secure-servers", "CHN", "2024", "1413.32103124612"),
    ],
)
def test_known_values(package: str, indicator: str, area: str, period: str, value: str):
    assert values(package)[indicator, area, period] == value


@pytest.mark.parametrize(
    ("indicator", "area", "period", "millions"),
    [
        ("services-exports", "CHN", "2019", 283192),
        ("services-exports", "CHN", "2024", 445892),
        ("services-imports", "CHN", "2019", 500680),
        ("services-exports", "USA", "2024", 1152747),
        ("services-exports", "IND", "2024", 374879),
    ],
)
def test_known_values_of_services(indicator: str, area: str, period: str, millions: int):
    assert round(Decimal(values("services-trade")[indicator, area, period])) == millions


def test_the_world_of_services_trade_is_the_aggregate_of_the_file_and_not_a_sum_of_ours():
    found = json.loads((PACKAGES / "services-trade/raw/services-trade.json").read_bytes())
    world = found["economies"]["G001"]

    assert world["sourceName"] == "World"
    for year, value in world["series"]["SERVICES_EXPORTS"]["values"].items():
        assert float(values("services-trade")["services-exports", "WLD", year]) == value


def test_codes_of_publishers_give_way_to_ours():
    areas = {row["ref_area"] for row in table("services-trade/data/observations.csv")}

    assert {"WLD", "XKX", "PSE"} <= areas
    assert areas.isdisjoint({"G001", "KOS", "WBG"})


# Nothing is lost on the way.


def test_every_row_of_the_two_trade_series_is_kept():
    header, *rows = cells("digitally-deliverable-services/raw/UNCTAD_DE.csv")
    raw = Counter(row[header.index("INDICATOR")] for row in rows)
    ours = Counter(
        row["indicator"] for row in table("digitally-deliverable-services/data/observations.csv")
    )

    assert ours == {
        "dds-exports": raw["UNCTAD_DE_DIG_SERVTRADE_ANN_EXP"],
        "dds-imports": raw["UNCTAD_DE_DIG_SERVTRADE_ANN_IMP"],
    }


def test_every_filled_cell_of_the_world_bank_files_is_kept():
    ours = Counter(row["indicator"] for row in table("connectivity/data/observations.csv"))
    wide = cells("connectivity/raw/API_IT.NET.USER.ZS_DS2_en_csv_v2_2160.csv")
    filled = sum(bool(cell) for row in wide[1:] for cell in row[4:])

    assert ours == {
        "internet-users": filled,
        "mobile-subscriptions": len(cells("connectivity/raw/it.cel.sets.p2.csv")) - 1,
        "fixed-broadband": len(cells("connectivity/raw/it.net.bbnd.p2.csv")) - 1,
        "secure-servers": len(cells("connectivity/raw/it.net.secr.p6.csv")) - 1,
    }


@pytest.mark.parametrize("name", OPEN)
def test_namibia_is_not_taken_for_a_missing_value(name: str):
    assert "NAM" in {row["ref_area"] for row in table(f"{name}/data/observations.csv")}
    raw = {row["ISO3166-1-Alpha-3"]: row for row in table("reference/raw/country-codes.csv")}
    assert raw["NAM"]["ISO3166-1-Alpha-2"] == "NA"
    assert kinds()["NAM"] == "economy"


# Areas.


def test_no_group_stands_among_the_economies():
    groups = {
        row["Country Code"]
        for row in table_of_world_bank()
        if not row["Region"]  # the World Bank gives a region to economies only
    }

    ours = {area for area, kind in kinds().items() if kind == "group"}
    assert groups == {area for area in ours if not area.startswith("X-")}


def table_of_world_bank() -> list[Row]:
    """The World Bank's list of economies and groups."""
    name = "Metadata_Country_API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv"
    header, *rows = cells(f"reference/raw/{name}")
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_names_of_areas_are_there_in_both_languages_and_name_one_area_each():
    rows = table("reference/data/areas.csv")

    for column in ("name", "name_zh"):
        names = Counter(row[column] for row in rows)
        assert names.most_common(1)[0][1] == 1, names.most_common(3)
        assert "" not in names
    assert all(re.search(r"[一-鿿]", row["name_zh"]) for row in rows)


def test_hong_kong_macao_and_taiwan_carry_the_names_that_unctad_uses():
    names = {
        row["area"]: (row["name"], row["name_zh"]) for row in table("reference/data/areas.csv")
    }

    assert names["HKG"] == ("China, Hong Kong SAR", "中国香港特别行政区")
    assert names["MAC"] == ("China, Macao SAR", "中国澳门特别行政区")
    assert names["TWN"] == ("China, Taiwan Province of", "中国台湾省")


def test_m49_codes_keep_their_leading_zeros():
    codes = {row["area"]: row["m49"] for row in table("reference/data/areas.csv")}

    assert (codes["AFG"], codes["CHN"], codes["WLD"], codes["XKX"]) == ("004", "156", "001", "")
    assert all(re.fullmatch(r"(\d{3})?", code) for code in codes.values())
    assert all(codes[area] for area, kind in kinds().items() if kind == "economy" and area != "XKX")


def test_parts_and_zones_lie_in_an_economy():
    parents = {row["area"]: row["parent"] for row in table("reference/data/areas.csv")}
    inner = {area for area, kind in kinds().items() if kind in {"subnational", "zone"}}

    assert {"CN-BJ", "CN-X-QIANHAI"} <= inner
    assert inner == {area for area, parent in parents.items() if parent}
    assert all(kinds()[parents[area]] == "economy" for area in inner)


# Caveats that give numbers are true of the data.


def reporting(package: str, indicator: str, period: str) -> int:
    """How many economies have a value."""
    return sum(
        bool(value) and kinds()[area] == "economy"
        for (id_, area, when), value in values(package).items()
        if (id_, when) == (indicator, period)
    )


@pytest.mark.parametrize(
    ("package", "indicator", "counts"),
    [
        ("digitally-deliverable-services", "dds-exports", {"2016": 192, "2022": 175, "2023": 130}),
        ("digitally-deliverable-services", "dds-imports", {"2016": 194, "2022": 176, "2023": 133}),
        ("services-trade", "services-exports", {"2021": 204, "2022": 197, "2024": 180}),
        ("services-trade", "services-imports", {"2021": 204, "2022": 197, "2024": 181}),
        ("connectivity", "internet-users", {"2022": 183, "2023": 59}),
        ("connectivity", "fixed-broadband", {"2025": 0}),
        ("connectivity", "mobile-subscriptions", {"2025": 0}),
    ],
)
def test_caveats_count_economies_rightly(package: str, indicator: str, counts: dict[str, int]):
    assert {period: reporting(package, indicator, period) for period in counts} == counts
    caveat = {row["indicator"]: row["caveat"] for row in table(f"{package}/data/indicators.csv")}
    for period, count in counts.items():
        assert period in caveat[indicator]
        assert not count or str(count) in caveat[indicator]


def test_only_gabon_exports_more_digitally_deliverable_services_than_services():
    services = values("services-trade")
    over = {
        (area, period)
        for (id_, area, period), value in values("digitally-deliverable-services").items()
        if id_ == "dds-exports" and value
        if (total := services.get(("services-exports", area, period)))
        if Decimal(value) > Decimal(total)
    }

    assert over == {("GAB", "2010"), ("GAB", "2016")}


def test_the_world_exports_more_than_the_economies_listed():
    found = values("digitally-deliverable-services")
    for period in sorted({period for _, _, period in found}):
        listed = sum(
            Decimal(value)
            for (id_, area, when), value in found.items()
            if (id_, when) == ("dds-exports", period) and value and kinds()[area] == "economy"
        )
        assert Decimal(found["dds-exports", "WLD", period]) > listed


@pytest.mark.parametrize("name", OPEN)
def test_every_text_of_an_indicator_stands_in_both_languages(name: str):
    for row in table(f"{name}/data/indicators.csv"):
        for column in ("title", "definition", "caveat"):
            assert row[column], (row["indicator"], column)
            assert re.search(r"[一-鿿]", row[f"{column}_zh"]), (row["indicator"], column)
        assert row["definition"].endswith(".")
        assert row["caveat"].endswith(".")


def test_groups_of_an_older_vintage_carry_a_note():
    noted = {
        (row["indicator"], row["ref_area"])
        for row in table("connectivity/data/observations.csv")
        if row["note"]
    }

    assert noted == {("internet-users", area) for area in ("MEA", "MNA", "SAS", "TMN", "TSA")}
