# Makes data/observations.csv from the file in raw/. Its economies are M49 numbers without leading
# zeros, with numbers of UNCTAD's own and hundreds of groups among them: a number that is not M49 is
# resolved in codes.csv, or left out there with the reason.
"""Observations of trade in ICT goods, values as published."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

RAW = "raw/share-of-ict-goods-in-total-trade.csv"
SOURCE = "unctad-ict-goods-2021-04"
VALUE = "Percentage of total merchandise trade"
FLOWS = {
    "Exports": "ict-goods-exports-share",
    "Imports": "ict-goods-imports-share",
    "Re-exports": "ict-goods-reexports-share",
    "Re-imports": "ict-goods-reimports-share",
}
# What every row must say before its value may be read as a share of trade with the world.
EXPECTED = {"Partner": "0", "IctProductCategory": "ICT00"}
NOTES = {"757": "Switzerland and Liechtenstein together"}
# The last column has no name; two rows say there that their value is estimated.
STATUS = {"": "A", "Estimated": "E"}
COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)

Record = dict[str, str]


def records(path: Path) -> list[Record]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def area_codes() -> dict[str, str]:
    """Our code for each number of the file; empty where codes.csv says why it is left out."""
    reference = Path(os.environ.get("SILKLINE_REFERENCE", "../reference"))
    areas = records(reference / "data/areas.csv")
    economies = {
        str(int(row["m49"])): row["area"]
        for row in areas
        if row["m49"] and row["kind"] == "economy"
    }
    resolved = {row["code"]: row["area"] for row in records(Path("codes.csv"))}
    unknown = set(resolved.values()) - {row["area"] for row in areas} - {""}
    if unknown or economies.keys() & resolved.keys():
        raise SystemExit(f"codes.csv: unknown areas {sorted(unknown)}, or a number of M49")
    return economies | resolved


def observations() -> Iterator[Record]:
    """One record for each row whose number is one of our areas."""
    areas, rows = area_codes(), records(Path(RAW))
    column = list(rows[0]).index(VALUE) + 1
    for number, row in enumerate(rows, start=2):
        code = row["Economy"]
        if any(row[key] != value for key, value in EXPECTED.items()):
            raise SystemExit(f"{RAW}, record {number}: not all ICT goods traded with the world")
        if code not in areas:
            raise SystemExit(f"{RAW}, record {number}: unknown economy {code!r}")
        if areas[code]:
            yield {
                "indicator": FLOWS[row["Flow Label"]],
                "ref_area": areas[code],
                "time_period": row["Year"],
                "obs_value": row[VALUE],
                "obs_status": STATUS[row[""]],
                "source": SOURCE,
                "evidence": f"{RAW}#cell={number},{column}",
                "note": NOTES.get(code, ""),
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
