"""Packages of UNCTAD: traps of the files, values followed by hand, and what is computed of them."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from silkline.derive import derive
from silkline.load import load_package
from silkline.series import assemble, value_at
from silkline.tabular import read_table

if TYPE_CHECKING:
    from silkline.model import Dataset, Observation

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "datapackages"
NEEDED = (
    *("reference", "digitally-deliverable-services", "services-trade", "economy"),
    *("digital-trade", "digital-economy", "ict-services", "goods-trade", "innovation"),
)
UNCTAD = ("business-ecommerce", "business-ict", "ict-goods")
GOODS = "ict-goods/raw/share-of-ict-goods-in-total-trade.csv"
BUSINESS = "business-ict/raw/UNCTAD_DE_ICT_CORE.csv"
CELL = re.compile(r"(raw/.+)#cell=(\d+),(\d+)")

Row = dict[str, str]


@cache
def table(path: str) -> list[Row]:
    """Rows of a table by column."""
    with (PACKAGES / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def observations(package: str) -> dict[tuple[str, str, str], Row]:
    """Rows of observations by indicator, area and period."""
    return {
        (row["indicator"], row["ref_area"], row["time_period"]): row
        for row in table(f"{package}/data/observations.csv")
    }


@cache
def kinds() -> dict[str, str]:
    """Kind of each area."""
    return {row["area"]: row["kind"] for row in table("reference/data/areas.csv")}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The packages with derived indicators and those that they are computed from."""
    loaded = [load_package(PACKAGES / name, ROOT)[0] for name in NEEDED]
    packages = [package for package in loaded if package]
    tables = {(p.name, r.name): read_table(p, r, ROOT) for p in packages for r in p.resources}
    return derive(assemble(packages, tables))


# Every value is the cell that its evidence names.


@pytest.mark.parametrize("name", UNCTAD)
def test_every_value_is_the_text_of_the_cell_that_its_evidence_names(name: str):
    (source,) = table(f"{name}/data/sources.csv")
    with (PACKAGES / name / source["file"]).open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.reader(file))

    assert observations(name)
    for row in table(f"{name}/data/observations.csv"):
        match = CELL.fullmatch(row["evidence"])
        assert match, row
        assert match[1] == source["file"]
        assert records[int(match[2]) - 1][int(match[3]) - 1] == row["obs_value"], row


@pytest.mark.parametrize("name", UNCTAD)
def test_sums_of_raw_files_are_right(name: str):
    lines = (PACKAGES / name / "raw/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    for line in lines:
        digest, file = line.split()
        assert hashlib.sha256((PACKAGES / name / "raw" / file).read_bytes()).hexdigest() == digest
    assert {line.split()[0] for line in lines} == {
        row["sha256"] for row in table(f"{name}/data/sources.csv")
    }


@pytest.mark.parametrize("name", UNCTAD)
def test_every_text_of_an_indicator_stands_in_both_languages(name: str):
    for row in table(f"{name}/data/indicators.csv"):
        for column in ("title", "definition", "caveat"):
            assert row[column], (row["indicator"], column)
            assert re.search(r"[一-鿿]", row[f"{column}_zh"]), (row["indicator"], column)


# Values followed by hand from the raw file: the line of the file, then what we say.


@pytest.mark.parametrize(
    ("line", "indicator", "area", "period", "value"),
    [
        (
            "2019,156,China,0,World,2,Exports,ICT00,Total ICT goods,26.50223,",
            *("ict-goods-exports-share", "CHN", "2019", "26.50223"),
        ),
        (
            "2019,156,China,0,World,1,Imports,ICT00,Total ICT goods,22.48475,",
            *("ict-goods-imports-share", "CHN", "2019", "22.48475"),
        ),
        (
            "2000,0,World,0,World,3,Re-exports,ICT00,Total ICT goods,29.61627,",
            *("ict-goods-reexports-share", "WLD", "2000", "29.61627"),
        ),
        (
            "2019,926,United Kingdom,0,World,24,Re-imports,ICT00,Total ICT goods,3.8408,",
            *("ict-goods-reimports-share", "GBR", "2019", "3.8408"),
        ),
        (
            "2019,516,Namibia,0,World,2,Exports,ICT00,Total ICT goods,0.31121,",
            *("ict-goods-exports-share", "NAM", "2019", "0.31121"),
        ),
        (
            "2019,2711,BRICS,0,World,2,Exports,ICT00,Total ICT goods,18.87343,",
            *("ict-goods-exports-share", "X-BRICS", "2019", "18.87343"),
        ),
    ],
)
def test_known_shares_of_ict_goods(line: str, indicator: str, area: str, period: str, value: str):
    raw = (PACKAGES / GOODS).read_text(encoding="utf-8-sig").splitlines()
    row = observations("ict-goods")[indicator, area, period]

    assert row["obs_value"] == value
    assert raw.count(line) == 1
    assert row["evidence"].endswith(f"#cell={raw.index(line) + 1},10")


@pytest.mark.parametrize(
    ("indicator", "area", "period", "value"),
    [
        ("businesses-using-internet", "CHN", "2018", "99.54"),
        ("businesses-using-internet", "CHN", "2021", "100.0"),
        ("businesses-receiving-orders-online", "CHN", "2021", "9.15"),
        ("businesses-placing-orders-online", "CHN", "2018", "5.25"),
        ("businesses-using-computers", "AND", "2018", "88.41"),
        ("businesses-receiving-orders-online", "DEU", "2016", "28.46"),
    ],
)
def test_known_shares_of_businesses(indicator: str, area: str, period: str, value: str):
    row = observations("business-ict")[indicator, area, period]
    record = int(row["evidence"].partition("=")[2].partition(",")[0])
    raw = table(BUSINESS)[record - 2]

    assert row["obs_value"] == value
    assert (raw["REF_AREA"], raw["TIME_PERIOD"], raw["OBS_VALUE"]) == (area, period, value)


def test_all_seven_values_of_business_ecommerce():
    found = [
        (r["time_period"], r["obs_value"], r["obs_qualifier"], r["obs_status"], r["ref_area"])
        for r in table("business-ecommerce/data/observations.csv")
    ]
    values = ("16.7", "18.3", "20.3", "21.3", "21.4", "24.5", "26.9")
    assert found == [
        (str(year), value, "about", "E", "X-43-ECONOMIES")
        for year, value in zip(range(2016, 2023), values, strict=True)
    ]
    assert kinds()["X-43-ECONOMIES"] == "group"


# ICT goods: numbers for areas.


def test_numbers_without_leading_zeros_find_their_economy():
    codes = {row["area"]: row["m49"] for row in table("reference/data/areas.csv")}
    assert codes["AFG"] == "004"
    raw = {(r["Economy"], r["Year"], r["Flow Label"]) for r in table(GOODS)}
    assert ("4", "2008", "Imports") in raw
    assert ("ict-goods-imports-share", "AFG", "2008") in observations("ict-goods")


def test_every_number_of_the_file_is_m49_or_resolved_or_left_out_with_a_reason():
    m49 = {
        str(int(row["m49"]))
        for row in table("reference/data/areas.csv")
        if row["m49"] and row["kind"] == "economy"
    }
    codes = {row["code"]: row for row in table("ict-goods/codes.csv")}
    labels = {row["Economy"]: row["Economy Label"] for row in table(GOODS)}

    assert codes.keys() == labels.keys() - m49
    assert all(row["reason"] and row["label"] == labels[code] for code, row in codes.items())


def test_nothing_is_lost_but_what_is_left_out():
    left_out = {row["code"] for row in table("ict-goods/codes.csv") if not row["area"]}
    rows = Counter(row["Economy"] in left_out for row in table(GOODS))

    assert rows == {True: 13066, False: 9077}
    assert len(table("ict-goods/data/observations.csv")) == 9077
    assert len(observations("ict-goods")) == 9077
    readme = (PACKAGES / "ict-goods/README.md").read_text(encoding="utf-8")
    assert "9,077 of 22,143 rows become observations; 13,066 are left out, 58 of them" in readme
    assert "| 180 groups of four digits | left out |" in readme
    assert len([code for code in left_out if len(code) == 4]) == 180


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("251", "FRA"),
        ("579", "NOR"),
        ("757", "CHE"),
        ("842", "USA"),
        ("926", "GBR"),
        ("0", "WLD"),
        ("3412", "EUU"),
        ("530", ""),
        ("736", ""),
        ("891", ""),
        ("960", ""),
        ("3932", ""),
        ("3305", ""),
    ],
)
def test_numbers_of_unctad_are_resolved_openly(code: str, area: str):
    (row,) = [row for row in table("ict-goods/codes.csv") if row["code"] == code]
    assert row["area"] == area


def test_groups_are_groups_and_economies_economies():
    codes = {row["code"]: row["area"] for row in table("ict-goods/codes.csv") if row["area"]}
    for code, area in codes.items():
        assert kinds()[area] == ("group" if len(code) in {1, 4} else "economy"), code
    used = {row["ref_area"] for row in table("ict-goods/data/observations.csv")}
    assert {area for area in used if kinds()[area] == "group"} == {
        area for code, area in codes.items() if len(code) in {1, 4}
    }


def test_switzerland_says_that_liechtenstein_is_in_it():
    notes = {
        row["note"] for row in table("ict-goods/data/observations.csv") if row["ref_area"] == "CHE"
    }
    assert notes == {"Switzerland and Liechtenstein together"}


def test_powers_of_ten_stay_as_published():
    small = observations("ict-goods")["ict-goods-exports-share", "BOL", "2008"]["obs_value"]
    assert small == "4.00E-05"
    assert Decimal(small) == Decimal("0.00004")


def test_the_column_without_a_name_tells_of_two_estimates():
    assert Counter(row[""] for row in table(GOODS)) == {"": 22141, "Estimated": 2}
    estimated = [key for key, row in observations("ict-goods").items() if row["obs_status"] != "A"]
    assert estimated == [
        ("ict-goods-reexports-share", "HKG", "2017"),
        ("ict-goods-reimports-share", "CHN", "2016"),
    ]
    assert {observations("ict-goods")[key]["obs_status"] for key in estimated} == {"E"}


def test_each_row_is_of_all_ict_goods_traded_with_the_world():
    assert {row["IctProductCategory"] for row in table(GOODS)} == {"ICT00"}
    assert {row["Partner"] for row in table(GOODS)} == {"0"}


@pytest.mark.parametrize(
    ("indicator", "counts"),
    [
        ("ict-goods-exports-share", {"2012": 163, "2017": 158, "2019": 125}),
        ("ict-goods-imports-share", {"2012": 170, "2017": 161, "2019": 129}),
        ("ict-goods-reexports-share", {"2012": 60, "2019": 30}),
        ("ict-goods-reimports-share", {"2012": 34, "2019": 27}),
    ],
)
def test_caveats_count_economies_rightly(indicator: str, counts: dict[str, int]):
    (row,) = [r for r in table("ict-goods/data/indicators.csv") if r["indicator"] == indicator]
    for period, count in counts.items():
        reporting = [
            area
            for (id_, area, when) in observations("ict-goods")
            if (id_, when) == (indicator, period) and kinds()[area] == "economy"
        ]
        assert len(reporting) == count
        assert str(count) in row["caveat"]
        assert str(count) in row["caveat_zh"]


# Business use of ICT: a part of a file that lies whole in another package.


def test_the_part_is_the_lines_of_the_whole_file():
    whole = (PACKAGES / "digitally-deliverable-services/raw/UNCTAD_DE.csv").read_bytes()
    header, *lines = whole.splitlines(keepends=True)
    part = [line for line in lines if b",UNCTAD_DE_ICT_CORE_" in line]

    assert (PACKAGES / BUSINESS).read_bytes() == header + b"".join(part)
    assert len(part) == 2435
    assert len(lines) - len(part) == 5721


def test_an_economy_an_indicator_and_a_year_name_one_row():
    rows = table("business-ict/data/observations.csv")
    assert len(rows) == len(observations("business-ict")) == len(table(BUSINESS)) == 2435
    raw = table(BUSINESS)
    for column in ("SEX", "AGE", "URBANISATION", "COMP_BREAKDOWN_1", "COMP_BREAKDOWN_2"):
        assert len({row[column] for row in raw}) == 1, column


def test_the_twelve_indicators_are_told_apart_by_their_labels():
    # Two share the number B12; their labels differ.
    raw = table(BUSINESS)
    assert len({row["INDICATOR"] for row in raw}) == 12
    assert len({row["INDICATOR_LABEL"] for row in raw}) == 12
    assert len(table("business-ict/data/indicators.csv")) == 12


def test_shares_of_employees_are_not_shares_of_businesses():
    for row, raw in zip(
        sorted(table("business-ict/data/observations.csv"), key=_record),
        table(BUSINESS),
        strict=True,
    ):
        whole = {"PT_SAL": "employees", "PT_BS": "businesses"}[raw["UNIT_MEASURE"]]
        assert row["indicator"].startswith(f"{whole}-")


def _record(row: Row) -> int:
    return int(row["evidence"].partition("=")[2].partition(",")[0])


def test_a_share_above_a_hundred_stands_as_published_with_a_note():
    over = [
        (row["indicator"], row["ref_area"], row["time_period"], row["obs_value"], row["note"])
        for row in table("business-ict/data/observations.csv")
        if Decimal(row["obs_value"]) > 100 or row["note"]
    ]
    note = "As published; a share cannot exceed 100 percent"
    assert over == [("businesses-local-network", "PHL", "2017", "115.26", note)]


def test_caveats_of_business_indicators_count_reports_rightly():
    for row in table("business-ict/data/indicators.csv"):
        years = Counter(
            when for (id_, _, when) in observations("business-ict") if id_ == row["indicator"]
        )
        match = re.search(
            r"(\d+) in (\d{4}), the best covered year, and (\d+) in (\d{4}), the last\.",
            row["caveat"],
        )
        assert match
        assert int(match[1]) == years[match[2]] == max(years.values())
        assert int(match[3]) == years[match[4]]
        assert match[4] == max(years)


# What is computed.


def derived(dataset: Dataset, indicator: str, area: str, period: str) -> Observation:
    """One derived observation."""
    found = value_at(dataset, indicator, area, period)
    assert found is not None
    assert found.source == "derived"
    return found


def test_the_balance_of_services_is_the_one_that_the_json_alone_holds(dataset: Dataset):
    raw = (PACKAGES / "services-trade/raw/services-trade.json").read_text(encoding="utf-8")
    found = json.loads(raw, parse_float=Decimal, parse_int=Decimal)
    codes = {row["code"]: row["area"] for row in table("services-trade/codes.csv")}
    told = {
        (codes.get(code, code), year): value
        for code, entry in found["economies"].items()
        for year, value in entry["series"]["SERVICES_TRADE_BALANCE"]["values"].items()
        if value is not None
    }
    ours = {(o.ref_area, o.time_period): o.value for o in dataset.observations["services-balance"]}

    assert ours.keys() == told.keys()
    assert len(ours) == 3988
    assert all(abs(ours[place] - told[place]) < Decimal("0.0011") for place in ours)
    with (PACKAGES / "services-trade/raw/services-trade.csv").open(encoding="utf-8") as file:
        assert "balance" not in file.read().lower()


@pytest.mark.parametrize(
    ("indicator", "area", "period", "expected"),
    [
        # 216265 - 171318; 216265 / 207007; (216265 / 129525) ^ (1/5); 216265 / 4462457
        ("dds-balance", "CHN", "2023", "44947"),
        ("dds-exports-growth", "CHN", "2023", "4.47231253049"),
        ("dds-exports-cagr", "CHN", "2023", "10.7966240473"),
        ("dds-exports-world-share", "CHN", "2023", "4.84632120825"),
        # 9 years: (151509 + 134792) / (72874 + 85903) in 2020
        ("dds-trade-cagr", "CHN", "2020", "6.7698"),
        # 10557 and 27072 in units of 100 million yuan
        ("cross-border-ecommerce-multiple", "CHN", "2024", "2.56436487639"),
        # 27072 / 23744
        ("cross-border-ecommerce-revised-growth", "CHN", "2024", "14.0161725067"),
    ],
)
def test_known_derived_values(
    dataset: Dataset, indicator: str, area: str, period: str, expected: str
):
    found = derived(dataset, indicator, area, period).value
    assert found is not None
    assert round(found, -Decimal(expected).as_tuple().exponent) == Decimal(expected)


def test_amounts_in_dollars_show_the_rate(dataset: Dataset):
    trade = derived(dataset, "cross-border-ecommerce-usd", "CHN", "2024")
    size = derived(dataset, "digital-economy-size-usd", "CHN", "2019")

    # 2707.2 / 7.19749110789917 billion and 35.8 / 6.90838500992901 trillion
    assert round(trade.value, 3) == Decimal("376.131")
    assert trade.note.endswith(", at 7.1975 yuan per US$")
    assert round(size.value, 3) == Decimal("5.182")
    assert size.note.endswith(", at 6.9084 yuan per US$")


def test_exports_per_head_are_dollars_of_one_person(dataset: Dataset):
    people = value_at(dataset, "population", "CHN", "2023")
    assert people is not None
    found = derived(dataset, "dds-exports-per-head", "CHN", "2023").value
    assert found is not None
    assert round(found * people.value / 1_000_000, 3) == Decimal("216265.000")


def test_no_derived_value_rests_on_a_hedged_or_missing_figure(dataset: Dataset):
    # Hong Kong has no exports in 2023, so nothing is computed for it; it has in 2022.
    for indicator in ("dds-balance", "dds-exports-growth", "dds-exports-world-share"):
        assert value_at(dataset, indicator, "HKG", "2023") is None
        assert value_at(dataset, indicator, "HKG", "2022") is not None


def test_growth_compares_figures_of_one_source(dataset: Dataset):
    growth = dataset.observations["cross-border-ecommerce-revised-growth"]
    assert [o.time_period for o in growth] == [str(year) for year in range(2019, 2025)]
    assert all("(customs-cbec-2025)" in o.note for o in growth)


def test_shares_above_a_hundred_are_those_that_the_caveats_name(dataset: Dataset):
    over = {
        (o.indicator, o.ref_area, o.time_period)
        for o in dataset.observations["dds-imports-share-of-services"]
        if o.value is not None and o.value > 100
    }
    name = "dds-imports-share-of-services"
    assert over == {(name, "GAB", "2017"), (name, "MLT", "2017")}
    assert "Gabon and Malta in 2017" in dataset.indicators[name].caveat


def test_every_derived_indicator_has_values_and_words(dataset: Dataset):
    for name in dataset.derivations:
        assert dataset.observations.get(name), name
        indicator = dataset.indicators[name]
        english, chinese = (
            indicator.title + indicator.definition,
            indicator.title_zh + indicator.definition_zh,
        )
        assert "omputed here" in english, name
        assert "本站" in chinese, name
