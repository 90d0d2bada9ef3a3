# Makes data/observations.csv from raw/sp.pop.totl.csv: one observation for each record, the value
# as published, with the place it comes from.
"""Observations of population, values as published."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

RAW = "raw/sp.pop.totl.csv"
SOURCE = "wdi-population-2026-07"
COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)


def observations() -> Iterator[dict[str, str]]:
    """One observation for each record; the header is record 1."""
    with Path(RAW).open(encoding="utf-8", newline="") as file:
        for number, record in enumerate(csv.DictReader(file), start=2):
            yield {
                "indicator": "population",
                "ref_area": record["Country Code"],
                "time_period": record["Year"],
                "obs_value": record["Value"],
                "obs_status": "A",
                "source": SOURCE,
                "evidence": f"{RAW}#cell={number},4",
            }


def main() -> None:
    """Write the table, sorted by its key."""
    rows = sorted(observations(), key=lambda row: [row[c] for c in COLUMNS[:3]])
    with Path("data/observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
