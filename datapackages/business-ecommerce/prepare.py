# Makes data/observations.csv from the file in raw/: seven values that were read off a chart, so
# every one is hedged and an estimate.
"""Observations of business e-commerce sales, values as in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

RAW = "raw/unctad_business_ecommerce_sales_2016_2022.csv"
SOURCE = "unctad-ecommerce-sales-2024"
VALUE = "sales_trillion_usd"
AREA = "X-43-ECONOMIES"
NOTES = {"2022": "Read off a chart; about a third of the total is UNCTAD’s estimate"}
COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)

Record = dict[str, str]


def records(path: Path) -> list[Record]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def observations() -> Iterator[Record]:
    """One record for each row of the file."""
    rows = records(Path(RAW))
    column = list(rows[0]).index(VALUE) + 1
    for number, row in enumerate(rows, start=2):
        if row["coverage_economies"] != "43" or not row["estimate_status"].startswith("approx"):
            raise SystemExit(f"{RAW}, record {number}: not an estimate for the 43 economies")
        yield {
            "indicator": "business-ecommerce-sales",
            "ref_area": AREA,
            "time_period": row["year"],
            "obs_value": row[VALUE],
            "obs_qualifier": "about",
            "obs_status": "E",
            "source": SOURCE,
            "evidence": f"{RAW}#cell={number},{column}",
            "note": NOTES.get(row["year"], "Read off a chart"),
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
