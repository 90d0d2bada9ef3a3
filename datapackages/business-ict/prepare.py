# Makes data/observations.csv from the file in raw/: every row of the twelve core indicators on the
# use of computers and networks by businesses. Each has one row for an economy and a year: the file
# breaks none of them down, which the script checks.
"""Observations of the use of ICT by businesses, values as published."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

RAW = "raw/UNCTAD_DE_ICT_CORE.csv"
SOURCE = "unctad-ict-use-2025-12"
INDICATORS = {
    "UNCTAD_DE_ICT_CORE_UBS_ANN_ALL_B1": "businesses-using-computers",
    "UNCTAD_DE_ICT_CORE_UBS_ANN_ALL_B2": "employees-using-computers",
    "UNCTAD_DE_ICT_CORE_UBS_ANN_ALL_B3": "businesses-using-internet",
    "UNCTAD_DE_ICT_CORE_UISIC4_ANN_00_B4": "employees-using-internet",
    "UNCTAD_DE_ICT_CORE_UISIC4_ANN_00_B5": "businesses-web-presence",
    "UNCTAD_DE_ICT_CORE_UISIC3N1_ANN_00_B6": "businesses-intranet",
    "UNCTAD_DE_ICT_CORE_UISIC3N1_ANN_00_B7": "businesses-receiving-orders-online",
    "UNCTAD_DE_ICT_CORE_UISIC4_ANN_00_B8": "businesses-placing-orders-online",
    "UNCTAD_DE_ICT_CORE_UBS_ANN_ALL_B10": "businesses-local-network",
    "UNCTAD_DE_ICT_CORE_UISIC4_ANN_00_B11": "businesses-extranet",
    "UNCTAD_DE_ICT_CORE_UBS_ANN_ALL_B12_IDEL": "businesses-delivering-online",
    "UNCTAD_DE_ICT_CORE_UISIC4_ANN_00_B12_ICUST": "businesses-serving-customers-online",
}
# What every row must say before its value may be read as a percentage of a whole economy.
EXPECTED = {
    "FREQ": "A",
    "UNIT_MULT": "0",
    "UNIT_TYPE": "RATIO",
    "OBS_STATUS": "A",
    "SEX": "_T",
    "AGE": "_T",
    "URBANISATION": "_T",
    **{f"COMP_BREAKDOWN_{n}": "_Z" for n in (1, 2, 3)},
}
UNITS = {"employees": "PT_SAL", "businesses": "PT_BS"}
COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)

Record = dict[str, str]


def records(path: Path) -> list[Record]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def area_codes() -> set[str]:
    """Codes of the reference package."""
    reference = Path(os.environ.get("SILKLINE_REFERENCE", "../reference"))
    return {row["area"] for row in records(reference / "data/areas.csv")}


def observations() -> Iterator[Record]:
    """One record for each row of the file."""
    areas, rows = area_codes(), records(Path(RAW))
    column = list(rows[0]).index("OBS_VALUE") + 1
    for number, row in enumerate(rows, start=2):
        indicator = INDICATORS[row["INDICATOR"]]
        expected = EXPECTED | {"UNIT_MEASURE": UNITS[indicator.partition("-")[0]]}
        if any(row[key] != value for key, value in expected.items()):
            raise SystemExit(f"{RAW}, record {number}: not a percentage of a whole economy")
        if row["REF_AREA"] not in areas:
            raise SystemExit(f"{RAW}, record {number}: unknown area {row['REF_AREA']!r}")
        over = float(row["OBS_VALUE"]) > 100
        yield {
            "indicator": indicator,
            "ref_area": row["REF_AREA"],
            "time_period": row["TIME_PERIOD"],
            "obs_value": row["OBS_VALUE"],
            "obs_status": "A",
            "source": SOURCE,
            "evidence": f"{RAW}#cell={number},{column}",
            "note": "As published; a share cannot exceed 100 percent" if over else "",
        }


def main() -> None:
    """Write data/observations.csv, sorted by its key."""
    rows = sorted(observations(), key=lambda row: [row[c] for c in COLUMNS[:3]])
    with Path("data/observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
