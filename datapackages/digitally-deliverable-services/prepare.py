# Makes data/observations.csv from the file in raw/: the two trade series, every area, every year.
# The twelve series on the use of computers by businesses in the same file are another subject.
"""Observations of digitally deliverable services, values as published."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

RAW = "raw/UNCTAD_DE.csv"
SOURCE = "unctad-de-2025-12"
INDICATORS = {
    "UNCTAD_DE_DIG_SERVTRADE_ANN_EXP": "dds-exports",
    "UNCTAD_DE_DIG_SERVTRADE_ANN_IMP": "dds-imports",
}
# What every row must say before its value may be read as millions of US dollars of one year.
EXPECTED = {"FREQ": "A", "UNIT_MEASURE": "USD", "UNIT_MULT": "6", "SEX": "_T"}
COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)

Record = dict[str, str]


def area_codes() -> set[str]:
    """Codes of the reference package."""
    reference = Path(os.environ.get("SILKLINE_REFERENCE", "../reference"))
    with (reference / "data/areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["area"] for row in csv.DictReader(file)}


def observations(areas: set[str]) -> Iterator[Record]:
    """One record for each row of the two series, the missing values (status O) included."""
    with Path(RAW).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        column = list(reader.fieldnames or ()).index("OBS_VALUE") + 1
        for number, row in enumerate(reader, start=2):
            if row["INDICATOR"] not in INDICATORS:
                continue
            if any(row[key] != value for key, value in EXPECTED.items()):
                raise SystemExit(f"{RAW}, record {number}: not annual millions of US dollars")
            if row["REF_AREA"] not in areas:
                raise SystemExit(f"{RAW}, record {number}: unknown area {row['REF_AREA']!r}")
            yield {
                "indicator": INDICATORS[row["INDICATOR"]],
                "ref_area": row["REF_AREA"],
                "time_period": row["TIME_PERIOD"],
                "obs_value": row["OBS_VALUE"],
                "obs_status": row["OBS_STATUS"],
                "source": SOURCE,
                "evidence": f"{RAW}#cell={number},{column}",
            }


def main() -> None:
    """Write data/observations.csv, sorted by its key."""
    rows = sorted(observations(area_codes()), key=lambda row: [row[c] for c in COLUMNS[:3]])
    with Path("data/observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
