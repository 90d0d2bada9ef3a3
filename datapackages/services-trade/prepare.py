# Makes data/observations.csv from raw/services-trade.csv. That file is the found JSON laid out in
# rows; every value is compared with the JSON, so that the rows say what was published.
"""Observations of trade in all services, values as published."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path

RAW = "raw/services-trade.csv"
FOUND = "raw/services-trade.json"
SOURCE = "unctad-services-2025-07"
FLOWS = {"exports": "services-exports", "imports": "services-imports"}
COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)

Record = dict[str, str]


def records(path: Path) -> list[Record]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def area_codes() -> dict[str, str]:
    """Our code for each code of the file: itself if it is ours, else as codes.csv says."""
    reference = Path(os.environ.get("SILKLINE_REFERENCE", "../reference"))
    own = {row["area"] for row in records(reference / "data/areas.csv")}
    resolved = {row["code"]: row["area"] for row in records(Path("codes.csv"))}
    unknown = set(resolved.values()) - own
    if unknown:
        raise SystemExit(f"codes.csv: unknown areas {sorted(unknown)}")
    return {code: code for code in own} | resolved


def found_values() -> dict[tuple[str, str, str], str]:
    """Numerals of the JSON by economy, flow and year, kept as text."""
    found = json.loads(Path(FOUND).read_text(encoding="utf-8"), parse_float=str, parse_int=str)
    return {
        (economy, flow, year): value
        for economy, entry in found["economies"].items()
        for flow in FLOWS
        for year, value in entry["series"][f"SERVICES_{flow.upper()}"]["values"].items()
        if value is not None
    }


def observations() -> Iterator[Record]:
    """One record for each row of the file."""
    areas, found = area_codes(), found_values()
    rows = records(Path(RAW))
    for number, row in enumerate(rows, start=2):
        code, flow, year = row["economy_code"], row["flow"], row["year"]
        if found.pop((code, flow, year), None) != row["value_usd_million"]:
            raise SystemExit(f"{RAW}, record {number}: not the value in {FOUND}")
        if code not in areas:
            raise SystemExit(f"{RAW}, record {number}: unknown area {code!r}")
        yield {
            "indicator": FLOWS[flow],
            "ref_area": areas[code],
            "time_period": year,
            "obs_value": row["value_usd_million"],
            "obs_status": "A",
            "source": SOURCE,
            "evidence": f"{RAW}#cell={number},{len(row)}",
        }
    if found:
        raise SystemExit(f"{RAW}: {len(found)} values of {FOUND} are missing")


def main() -> None:
    """Write data/observations.csv, sorted by its key."""
    rows = sorted(observations(), key=lambda row: [row[c] for c in COLUMNS[:3]])
    with Path("data/observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
