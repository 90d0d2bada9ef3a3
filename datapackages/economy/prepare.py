# Makes data/observations.csv from the World Bank files in raw/. series.csv says which series of
# which file becomes which indicator, and from which year on; the same script serves every package
# with that list. A blank cell or an absent row is no observation; every other value becomes one.
"""Observations of World Bank series, values as published."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

COLUMNS = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)
KEY = ("indicator", "ref_area", "time_period", "source")

Record = dict[str, str]
Cell = tuple[str, str, str, int, int]
"""Area, year, value, record number, column number; both count from 1, the first line being 1."""


def records(path: str | Path) -> list[Record]:
    """Rows of a CSV file as text: the code NA is Namibia, never a missing value."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def raw(path: str) -> tuple[int, list[list[str]]]:
    """Number of the header, which is record 1 or 5, and all records of a raw file."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    headers = (n for n, row in enumerate(rows, start=1) if "Country Code" in row)
    header = next(headers, 0)
    if not header:
        raise SystemExit(f"{path}: no line has a column 'Country Code'")
    return header, rows


def cells(path: str, series: str) -> Iterator[Cell]:
    """Cells of a series, from a file with a row or with a column for each year."""
    header, rows = raw(path)
    names = rows[header - 1]
    area = names.index("Country Code")
    if "Year" in names:
        year, value = names.index("Year"), names.index("Value")
        for number, row in enumerate(rows[header:], start=header + 1):
            yield row[area], row[year], row[value], number, value + 1
        return
    code = names.index("Indicator Code")
    years = [column for column, name in enumerate(names) if name.isdecimal()]
    for number, row in enumerate(rows[header:], start=header + 1):
        if row[code] == series:
            for column in years:
                yield row[area], names[column], row[column], number, column + 1


def area_codes() -> dict[str, str]:
    """Our code for each code of the files; empty where codes.csv says why it is left out."""
    reference = Path(os.environ.get("SILKLINE_REFERENCE", "../reference"))
    own = {row["area"]: row["area"] for row in records(reference / "data/areas.csv")}
    return own | {row["code"]: row["area"] for row in records("codes.csv")}


def observations() -> Iterator[Record]:
    """One record for each cell with a value."""
    areas = area_codes()
    notes = {tuple(row[c] for c in KEY): row["note"] for row in records("notes.csv")}
    for wanted in records("series.csv"):
        path, found = wanted["file"], False
        for code, year, value, number, column in cells(path, wanted["series"]):
            found = True
            if code not in areas:
                raise SystemExit(f"{path}, record {number}: unknown area {code!r}")
            if value and not areas[code]:
                raise SystemExit(f"{path}, record {number}: {code!r} is left out but has a value")
            if not value or year < wanted["since"]:
                continue
            key = (wanted["indicator"], areas[code], year, wanted["source"])
            yield {
                **dict(zip(KEY, key, strict=True)),
                "obs_value": value,
                "obs_status": "A",
                "evidence": f"{path}#cell={number},{column}",
                "note": notes.pop(key, ""),
            }
        if not found:
            raise SystemExit(f"{path}: no series {wanted['series']!r}")
    if notes:
        raise SystemExit(f"notes.csv: no such observations: {sorted(notes)}")


def main() -> None:
    """Write data/observations.csv, sorted by its key."""
    rows = sorted(observations(), key=lambda row: [row[c] for c in KEY])
    with Path("data/observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
