# Makes data/observations.csv from four World Bank files in raw/: one wide (a column for each year),
# three long. A blank cell or an absent row is no observation; every value there is becomes one.
"""Observations of connectivity, values as published."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

WIDE = {
    "raw/API_IT.NET.USER.ZS_DS2_en_csv_v2_2160.csv": (
        "internet-users",
        "wdi-internet-users-2024-11",
    ),
}
LONG = {
    "raw/it.cel.sets.p2.csv": ("mobile-subscriptions", "wdi-mobile-subscriptions-2026-07"),
    "raw/it.net.bbnd.p2.csv": ("fixed-broadband", "wdi-fixed-broadband-2026-07"),
    "raw/it.net.secr.p6.csv": ("secure-servers", "wdi-secure-servers-2026-07"),
}
COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)

Cell = tuple[str, str, str, int, int]
"""Area, year, value, record number, column number; both count from 1, the header being record 1."""


def records(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def wide_cells(path: str) -> Iterator[Cell]:
    """Cells of a file with a column for each year."""
    for number, row in enumerate(records(Path(path)), start=2):
        for column, (name, value) in enumerate(row.items(), start=1):
            if name.isdecimal():
                yield row["Country Code"], name, value, number, column


def long_cells(path: str) -> Iterator[Cell]:
    """Cells of a file with a row for each year."""
    for number, row in enumerate(records(Path(path)), start=2):
        yield row["Country Code"], row["Year"], row["Value"], number, list(row).index("Value") + 1


def area_codes() -> dict[str, str]:
    """Our code for each code of the files; empty where codes.csv says why it is left out."""
    reference = Path(os.environ.get("SILKLINE_REFERENCE", "../reference"))
    own = {row["area"]: row["area"] for row in records(reference / "data/areas.csv")}
    return own | {row["code"]: row["area"] for row in records(Path("codes.csv"))}


def observations() -> Iterator[dict[str, str]]:
    """One record for each cell with a value."""
    areas = area_codes()
    notes = {(row["source"], row["ref_area"]): row["note"] for row in records(Path("notes.csv"))}
    files = [(wide_cells, *item) for item in WIDE.items()]
    files += [(long_cells, *item) for item in LONG.items()]
    for cells, path, (indicator, source) in files:
        for code, year, value, number, column in cells(path):
            if code not in areas:
                raise SystemExit(f"{path}, record {number}: unknown area {code!r}")
            if value and not areas[code]:
                raise SystemExit(f"{path}, record {number}: {code!r} is left out but has a value")
            if value:
                yield {
                    "indicator": indicator,
                    "ref_area": areas[code],
                    "time_period": year,
                    "obs_value": value,
                    "obs_status": "A",
                    "source": source,
                    "evidence": f"{path}#cell={number},{column}",
                    "note": notes.get((source, areas[code]), ""),
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
