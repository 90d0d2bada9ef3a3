"""The packages of World Bank series: the traps of the files, and what the texts say of them."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from silkline import series
from silkline.load import load_package
from silkline.model import Dataset
from silkline.render import facts
from silkline.tabular import read_table

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "datapackages"
OURS = ("economy", "goods-trade", "ict-services", "innovation")
BRAZIL = "raw/API_BRA_DS2_en_csv_v2_2392.csv"
CHINA = "raw/API_CHN_DS2_en_csv_v2_2097.csv"
USA = "raw/API_USA_DS2_en_csv_v2_3173.csv"
ICT = "raw/API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv"
OLD = ("wdi-brazil-2024-11", "wdi-china-2024-05", "wdi-united-states-2024-11")

Row = dict[str, str]


@cache
def table(path: str) -> list[Row]:
    """Rows of a table as text."""
    with (PACKAGES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def cells(path: str) -> list[list[str]]:
    """All records of a raw file, a byte order mark apart."""
    with (PACKAGES / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@cache
def values(package: str) -> dict[tuple[str, str, str, str], str]:
    """Published numerals by indicator, area, period and source."""
    return {
        (r["indicator"], r["ref_area"], r["time_period"], r["source"]): r["obs_value"]
        for r in table(f"{package}/data/observations.csv")
    }


@cache
def number(package: str, indicator: str, area: str, period: str, source: str) -> Decimal:
    """A value to compute with."""
    return Decimal(values(package)[indicator, area, period, source])


@cache
def kinds() -> dict[str, str]:
    """Kind of each area."""
    return {row["area"]: row["kind"] for row in table("reference/data/areas.csv")}


def reporting(package: str, indicator: str, period: str) -> int:
    """Economies with a value."""
    return len(
        {
            area
            for id_, area, when, _ in values(package)
            if (id_, when) == (indicator, period) and kinds()[area] == "economy"
        }
    )


def caveat(package: str, indicator: str) -> str:
    """What a reader is told."""
    rows = table(f"{package}/data/indicators.csv")
    return next(r["caveat"] for r in rows if r["indicator"] == indicator)


# One script for four packages.


def test_the_four_scripts_are_one():
    scripts = {(PACKAGES / name / "prepare.py").read_bytes() for name in OURS}

    assert len(scripts) == 1


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package with the script, to lay traps in."""
    folder = tmp_path / "small"
    (folder / "raw").mkdir(parents=True)
    (folder / "data").mkdir()
    shutil.copy(PACKAGES / "economy/prepare.py", folder)
    (folder / "series.csv").write_text(
        "indicator,series,source,file,since\nsize,X.Y,copy,raw/file.csv,2001\n"
    )
    (folder / "codes.csv").write_text("code,area,reason\nINX,,not an area\n")
    (folder / "notes.csv").write_text("indicator,ref_area,time_period,source,note\n")
    return folder


def made(folder: Path) -> list[Row]:
    """What the script makes of the package."""
    run(folder)
    with (folder / "data/observations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(folder: Path) -> str:
    """Run the script; what it says when it stops."""
    done = subprocess.run(
        [sys.executable, "prepare.py"],
        cwd=folder,
        env={**os.environ, "SILKLINE_REFERENCE": str(PACKAGES / "reference")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.strip()


WIDE = (
    '\ufeff"Data Source","World Development Indicators",\r\n\r\n"Last Updated Date","2026",\r\n\r\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2000","2001","2002",\r\n'
    '"Namibia","NAM","Size","X.Y","1","2","",\r\n'
    '"Namibia","NAM","Else","X.Z","8","8","8",\r\n'
    '"Kosovo","XKX","Size","X.Y","","","-4.50",\r\n'
    '"Not classified","INX","Size","X.Y","","","",\r\n'
)


def test_a_header_on_the_fifth_line_a_byte_order_mark_and_other_series_do_no_harm(package: Path):
    (package / "raw/file.csv").write_text(WIDE, encoding="utf-8", newline="")

    assert [
        (r["ref_area"], r["time_period"], r["obs_value"], r["evidence"]) for r in made(package)
    ] == [
        ("NAM", "2001", "2", "raw/file.csv#cell=6,6"),
        ("XKX", "2002", "-4.50", "raw/file.csv#cell=8,7"),
    ]


def test_a_header_on_the_first_line_and_rows_for_years_give_the_same(package: Path):
    (package / "raw/file.csv").write_text(
        "Country Name,Country Code,Year,Value\nNamibia,NAM,2000,1\nNamibia,NAM,2001,2\n"
    )

    assert [(r["ref_area"], r["obs_value"], r["evidence"]) for r in made(package)] == [
        ("NAM", "2", "raw/file.csv#cell=3,4")
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("NAM", "NA"), "raw/file.csv, record 6: unknown area 'NA'"),
        (("NAM", "KOS"), "raw/file.csv, record 6: unknown area 'KOS'"),
        (("NAM", "WBG"), "raw/file.csv, record 6: unknown area 'WBG'"),
        (("NAM", "INX"), "raw/file.csv, record 6: 'INX' is left out but has a value"),
        (("X.Y", "X.X"), "raw/file.csv: no series 'X.Y'"),
        (("Country Code", "Code"), "raw/file.csv: no line has a column 'Country Code'"),
    ],
)
def test_the_script_stops_at_what_it_does_not_know(
    package: Path, change: tuple[str, str], told: str
):
    (package / "raw/file.csv").write_text(WIDE.replace(*change), encoding="utf-8", newline="")

    assert run(package) == told


def test_the_script_stops_at_a_note_of_no_observation(package: Path):
    (package / "raw/file.csv").write_text(WIDE, encoding="utf-8", newline="")
    with (package / "notes.csv").open("a") as file:
        file.write("size,NAM,1999,copy,text\n")

    assert run(package) == ("notes.csv: no such observations: [('size', 'NAM', '1999', 'copy')]")


# The files as they are.


def test_headers_stand_where_the_evidence_counts_from():
    heads = {
        f"{name}/{file}": next(
            n for n, r in enumerate(cells(f"{name}/{file}"), 1) if "Country Code" in r
        )
        for name in ("economy", "ict-services")
        for file in (BRAZIL, CHINA, USA)
    }

    assert set(heads.values()) == {1, 5}
    assert {path for path, line in heads.items() if line == 5} == {
        f"economy/{BRAZIL}",
        f"ict-services/{BRAZIL}",
    }
    assert cells(f"ict-services/{ICT}")[4][:2] == ["Country Name", "Country Code"]
    assert (PACKAGES / "ict-services" / ICT).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", OURS)
def test_every_filled_cell_of_the_wanted_series_is_kept(name: str):
    files = {row["source"]: row["file"] for row in table(f"{name}/data/sources.csv")}
    ours = Counter((i, s) for i, _, _, s in values(name))
    raw: Counter[tuple[str, str]] = Counter()
    for wanted in table(f"{name}/series.csv"):
        rows = cells(f"{name}/{files[wanted['source']]}")
        head = next(r for r in rows if "Country Code" in r)
        body = [dict(zip(head, r, strict=False)) for r in rows[rows.index(head) + 1 :]]
        if "Year" in head:
            count = sum(bool(r["Value"]) and r["Year"] >= wanted["since"] for r in body)
        else:
            count = sum(
                bool(r[y]) and y >= wanted["since"]
                for r in body
                if r["Indicator Code"] == wanted["series"]
                for y in head
                if y.isdecimal()
            )
        raw[wanted["indicator"], wanted["source"]] = count

    assert ours == raw


def test_context_starts_in_2000_and_digital_series_with_their_first_year():
    first = {name: min(when for _, _, when, _ in values(name)) for name in OURS}

    assert first == {
        "economy": "2000",
        "goods-trade": "2000",
        "ict-services": "1960",
        "innovation": "1960",
    }
    assert {
        row["indicator"]
        for n in ("economy", "goods-trade")
        for row in table(f"{n}/series.csv")
        if row["since"] != "2000"
    } == {"logistics-performance"}
    for name in ("economy", "goods-trade"):
        for row in table(f"{name}/data/sources.csv"):
            whole = row["source"] in {*OLD, "wdi-logistics-performance-2026-07"}
            assert whole != row["citation"].endswith("; years from 2000 on.")


@pytest.mark.parametrize("name", OURS)
def test_own_codes_of_the_publisher_are_the_economies_they_mean(name: str):
    areas = {area for _, area, _, _ in values(name)}

    assert {"NAM", "WLD"} <= areas
    assert ({"PSE", "XKX"} <= areas) == (name != "goods-trade")
    assert areas.isdisjoint({"NA", "KOS", "WBG", "INX", "TWN", ""})
    assert kinds()["XKX"] == kinds()["CHI"] == kinds()["NAM"] == "economy"


def test_the_channel_islands_are_not_china():
    assert number("economy", "population", "CHI", "2019", "wdi-population-2026-07") < 200_000
    assert number("economy", "population", "CHN", "2019", "wdi-population-2026-07") == 1407745000


@pytest.mark.parametrize("name", OURS)
def test_groups_are_groups(name: str):
    raw = {row["Country Code"]: row["Region"] for row in regions()}
    for _, area, _, _ in values(name):
        assert kinds()[area] == ("economy" if raw[area] else "group"), area


@cache
def regions() -> list[Row]:
    """The publisher's list of codes: groups have no region there."""
    name = "Metadata_Country_API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv"
    header, *rows = cells(f"reference/raw/{name}")
    return [dict(zip(header, row, strict=True)) for row in rows]


@cache
def dataset() -> Dataset:
    """The four packages as the site knows them."""
    names = (*OURS, "reference", "services-trade")
    loaded = [load_package(PACKAGES / name, ROOT)[0] for name in names]
    packages = [package for package in loaded if package]
    tables = {(p.name, r.name): read_table(p, r, ROOT) for p in packages for r in p.resources}
    return series.assemble(packages, tables)


def test_no_group_is_ranked():
    ranked = facts.places(dataset(), "gdp", "2024")

    assert len(ranked) == reporting("economy", "gdp", "2024") == 199
    assert {kinds()[area] for area in ranked} == {"economy"}
    assert {area: ranked[area].position for area in ("USA", "CHN", "DEU")} == {
        "USA": 1,
        "CHN": 2,
        "DEU": 3,
    }


def test_exchange_rates_are_not_ranked():
    assert facts.places(dataset(), "exchange-rate", "2023") == {}
    assert {area for i, area, _, _ in values("economy") if i == "exchange-rate"} >= {"EMU", "DEU"}
    assert [
        number("economy", "exchange-rate", "HRV", year, "wdi-exchange-rate-2026-07").quantize(
            Decimal("0.01")
        )
        for year in ("2022", "2023")
    ] == [Decimal("7.16"), Decimal("0.92")]


def test_new_currencies_are_marked_as_breaks():
    source = "wdi-exchange-rate-2026-07"
    rate = {
        (area, int(year)): Decimal(value)
        for (i, area, year, _), value in values("economy").items()
        if i == "exchange-rate"
    }
    euro = {
        (area, str(year))
        for area, year in rate
        if kinds()[area] == "economy" and (area, year - 1) in rate
        if abs(rate[area, year] / rate["EMU", year] - 1) < Decimal("0.001")
        if abs(rate[area, year - 1] / rate["EMU", year - 1] - 1) > Decimal("0.1")
    }
    marked = {(r["ref_area"], r["time_period"]) for r in table("economy/data/breaks.csv")}

    assert len(euro) == 9
    assert marked == euro | {("SLV", "2001"), ("ZWE", "2025")}
    assert number("economy", "exchange-rate", "SLV", "2001", source) == 1
    assert "eleven are marked" in caveat("economy", "exchange-rate")


# Two vintages.


def test_two_vintages_of_the_gdp_of_china_stand_side_by_side_and_the_newer_is_shown():
    both = [
        (o.source, o.value)
        for o in dataset().observations["gdp"]
        if (o.ref_area, o.time_period) == ("CHN", "2019")
    ]

    assert both == [
        ("wdi-gdp-2026-07", Decimal("14560167101283.4")),
        ("wdi-china-2024-05", Decimal("14279968506242.8")),
    ]
    shown = series.value_at(dataset(), "gdp", "CHN", "2019")
    assert shown is not None
    assert shown.source == "wdi-gdp-2026-07"
    assert "14.28 trillion" in caveat("economy", "gdp")
    assert "14.56 trillion" in caveat("economy", "gdp")


def test_where_two_vintages_are_the_newer_has_every_value_of_the_older():
    for name in ("economy", "ict-services"):
        found = values(name)
        new = {(i, a, t) for i, a, t, s in found if s not in OLD}
        twice = {i for i, _, _ in new}
        old = {(i, a, t) for i, a, t, s in found if s in OLD and i in twice}
        assert old <= new


@pytest.mark.parametrize("name", ["economy", "ict-services"])
def test_older_copies_give_way(name: str):
    preference = {r["source"]: r["preference"] for r in table(f"{name}/data/sources.csv")}

    assert {preference[source] for source in OLD} == {"2"}
    assert {p for source, p in preference.items() if source not in OLD} == {"1"}


def test_a_source_of_two_packages_is_one_row():
    rows = [
        {r["source"]: r for r in table(f"{n}/data/sources.csv")}
        for n in ("economy", "ict-services")
    ]

    assert all(rows[0][source] == rows[1][source] for source in OLD)


def test_the_gdp_in_yuan_belongs_to_the_older_vintage():
    for year in map(str, range(2000, 2023)):
        yuan = number("economy", "gdp-yuan", "CHN", year, "wdi-china-2024-05")
        rate = number("economy", "exchange-rate", "CHN", year, "wdi-exchange-rate-2026-07")
        dollars = number("economy", "gdp", "CHN", year, "wdi-china-2024-05")
        assert abs(yuan / rate / dollars - 1) < Decimal("0.000001"), year
    assert {area for i, area, _, _ in values("economy") if i == "gdp-yuan"} == {"CHN"}


@pytest.mark.parametrize(
    ("indicator", "area", "old", "new"),
    [
        ("gdp-growth", "CHN", "5.95050075439315", "6.06737806333672"),
        ("gdp-per-head-ppp", "CHN", "16655.3993636127", "17600.8907568493"),
        ("population", "USA", "328329953", "330226227"),
        ("population", "BRA", "211782878", "207455459"),
    ],
)
def test_the_differences_that_caveats_tell(indicator: str, area: str, old: str, new: str):
    found = {
        s in OLD: v
        for (i, a, t, s), v in values("economy").items()
        if (i, a, t) == (indicator, area, "2019")
    }

    assert found == {True: old, False: new}


# Two publishers.


def test_two_publishers_of_services_are_two_indicators_that_name_each_other():
    units = {i: dataset().indicators[i].unit for i in ("services-exports", "services-exports-bop")}

    assert units == {"services-exports": "usd-million", "services-exports-bop": "usd"}
    for flow in ("exports", "imports"):
        one, other = f"services-{flow}", f"services-{flow}-bop"
        assert other in dataset().indicators[one].related
        assert one in dataset().indicators[other].related
    assert "US$244.4 billion here and US$283.2 billion there" in caveat(
        "ict-services", "services-exports-bop"
    )


def test_for_china_they_are_equal_to_2014_and_part_from_2015_on():
    apart = []
    for year in map(str, range(2005, 2023)):
        bank = number("ict-services", "services-exports-bop", "CHN", year, "wdi-china-2024-05")
        other = series.value_at(dataset(), "services-exports", "CHN", year)
        assert other is not None
        assert other.value is not None
        if abs(bank / (other.value * 1_000_000) - 1) > Decimal("0.001"):
            apart.append(year)

    assert apart == list(map(str, range(2015, 2023)))


@pytest.mark.parametrize("source", OLD)
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_shares_are_of_the_totals_of_the_same_copy(source: str, flow: str):
    found = values("ict-services")
    for (indicator, area, year, s), value in found.items():
        if s != source or indicator != f"services-{flow}-bop":
            continue
        total = Decimal(value)
        commercial = number("ict-services", f"commercial-services-{flow}", area, year, source)
        assert commercial <= total
        if year >= "2019":
            assert commercial > total * Decimal("0.94")
        share = found.get(("ict-services-exports-share", area, year, source))
        if flow == "exports" and share:
            part = number("ict-services", "ict-services-exports", area, year, source)
            assert abs(part / total * 100 - Decimal(share)) < Decimal("0.001")


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        (
            ("BX.GSR.TRAN.ZS", "BX.GSR.TRVL.ZS"),
            ("finance-exports-share", "other-services-exports-share"),
        ),
        (
            ("BM.GSR.TRAN.ZS", "BM.GSR.TRVL.ZS"),
            ("finance-imports-share", "other-services-imports-share"),
        ),
        (
            ("TX.VAL.TRAN.ZS.WT", "TX.VAL.TRVL.ZS.WT"),
            ("finance-commercial-exports-share", "other-commercial-services-exports-share"),
        ),
        (
            ("TM.VAL.TRAN.ZS.WT", "TM.VAL.TRVL.ZS.WT"),
            ("finance-commercial-imports-share", "other-commercial-services-imports-share"),
        ),
    ],
)
def test_the_rest_is_what_transport_travel_insurance_and_finance_leave(
    parts: tuple[str, str], kept: tuple[str, str]
):
    rows = {
        r[3]: dict(zip(cells(f"ict-services/{CHINA}")[0], r, strict=True))
        for r in cells(f"ict-services/{CHINA}")
    }
    for year in map(str, range(1990, 2023)):
        raw = sum(Decimal(rows[code][year]) for code in parts)
        ours = sum(number("ict-services", i, "CHN", year, "wdi-china-2024-05") for i in kept)
        assert abs(raw + ours - 100) < Decimal("0.0001"), year


def test_the_jumps_of_china_are_marked_as_breaks():
    total = [
        number("ict-services", "services-exports-bop", "CHN", year, "wdi-china-2024-05")
        for year in ("1996", "1997", "2002", "2003")
    ]

    assert [round(value / 1_000_000_000, 1) for value in total] == [
        Decimal("20.6"),
        Decimal("57.6"),
        Decimal("102.2"),
        Decimal("57.7"),
    ]
    marked = {(r["indicator"], r["time_period"]) for r in table("ict-services/data/breaks.csv")}
    assert marked >= {("services-exports-bop", "1997"), ("services-exports-bop", "2003")}
    assert {r["ref_area"] for r in table("ict-services/data/breaks.csv")} == {"CHN"}
    for year in ("1997", "2003"):
        shown = series.value_at(dataset(), "services-exports-bop", "CHN", year)
        assert shown is not None
        assert facts.change(dataset(), shown) is None


# What the texts say.


def test_negative_charges_stand_as_published_with_a_note():
    rows = table("innovation/data/observations.csv")
    negative = [r for r in rows if r["obs_value"].startswith("-")]

    assert Counter(r["indicator"] for r in negative) == {"ip-receipts": 2, "ip-payments": 8}
    assert {r["note"] for r in negative} == {"Negative as published; the file gives no reason"}
    assert [r for r in rows if r["note"]] == negative


@pytest.mark.parametrize(
    ("package", "indicator", "counts"),
    [
        ("economy", "gdp", {"2023": 204, "2025": 185}),
        ("economy", "consumer-price-inflation", {"2019": 183, "2025": 165}),
        ("goods-trade", "goods-exports", {"2024": 204, "2025": 204}),
        ("goods-trade", "goods-imports", {"2024": 204, "2025": 204}),
        ("goods-trade", "logistics-performance", {"2018": 159, "2022": 138}),
        ("innovation", "rd-spending", {"2019": 98, "2023": 84, "2024": 30}),
        ("innovation", "researchers", {"2019": 84, "2023": 76, "2024": 28}),
        ("innovation", "patents-residents", {"2019": 114, "2021": 113}),
        ("innovation", "patents-non-residents", {"2019": 126, "2021": 121}),
        ("innovation", "high-tech-exports", {"2023": 161, "2024": 126}),
        ("innovation", "high-tech-share", {"2023": 160, "2024": 125}),
        ("innovation", "ip-receipts", {"2024": 123, "2025": 78}),
        ("innovation", "ip-payments", {"2024": 142, "2025": 90}),
        ("ict-services", "ict-services-exports", {"2019": 178, "2023": 167, "2024": 146}),
    ],
)
def test_caveats_count_economies_rightly(package: str, indicator: str, counts: dict[str, int]):
    assert {year: reporting(package, indicator, year) for year in counts} == counts
    for year, count in counts.items():
        assert re.search(rf"\b{year}\b", caveat(package, indicator))
        assert re.search(rf"\b{count}\b", caveat(package, indicator))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("economy gdp USA 2019 wdi-united-states-2024-11", "2.15214E+13"),
        ("economy gdp-yuan CHN 2019 wdi-china-2024-05", "98651520229000"),
        ("economy exchange-rate CHN 2019 wdi-exchange-rate-2026-07", "6.90838500992901"),
        ("goods-trade goods-exports CHN 2024 wdi-goods-exports-2026-07", "3575795000000"),
        ("innovation ip-payments CHN 2019 wdi-ip-payments-2026-07", "34370466477.86"),
        ("innovation ip-receipts CHN 2019 wdi-ip-receipts-2026-07", "6604705952.4"),
        ("innovation rd-spending CHN 2023 wdi-rd-spending-2026-07", "2.57729"),
        ("innovation patents-residents CHN 2021 wdi-patents-residents-2026-07", "1426644"),
        (
            "ict-services ict-services-exports CHN 2019 wdi-ict-services-exports-2026-02",
            "34947506467.31",
        ),
        ("ict-services services-imports-bop CHN 2019 wdi-china-2024-05", "505508186201.574"),
    ],
)
def test_known_values(key: str, value: str):
    package, *rest = key.split()

    assert values(package)[tuple(rest)] == value


def test_published_indicators_that_are_related_name_each_other():
    derived = {
        row["indicator"]
        for path in PACKAGES.glob("*/data/derived.csv")
        for row in table(str(path.relative_to(PACKAGES)))
    }
    related = {
        row["indicator"]: set(row["related"].split()) - derived
        for path in PACKAGES.glob("*/data/indicators.csv")
        for row in table(str(path.relative_to(PACKAGES)))
    }
    ours = {r["indicator"] for name in OURS for r in table(f"{name}/data/indicators.csv")} - derived

    assert [(a, b) for a in sorted(ours) for b in related[a] if a not in related[b]] == []
