# Makes data/areas.csv and data/other_names.csv from the two files in raw/ and the five hand-kept
# lists beside this script.
# The other code lists of this package are written by hand and have no raw file.
"""Areas (ISO 3166-1, World Bank groups, codes added by hand) and what else they are called."""

from __future__ import annotations

import csv
from pathlib import Path

COUNTRIES = "raw/country-codes.csv"
WORLD_BANK = "raw/Metadata_Country_API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv"
COLUMNS = ("area", "name", "name_zh", "kind", "m49", "parent", "note", "note_zh")

Record = dict[str, str]


def records(path: str) -> list[Record]:
    """Rows of a CSV file as text: the code NA is Namibia, never a missing value."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_area(path: str) -> dict[str, Record]:
    """Rows of a hand-kept list by area; a code written twice is an error."""
    rows = records(path)
    table = {row["area"]: row for row in rows}
    if len(table) != len(rows):
        raise SystemExit(f"{path}: an area stands there twice")
    return table


def spelled_out(name: str) -> str:
    """A display name without its two abbreviations."""
    return name.replace(" & ", " and ").replace("St. ", "Saint ")


def economies(names: dict[str, Record]) -> list[Record]:
    """Every economy of ISO 3166-1, under our names where the list of names has one."""
    rows = []
    for country in records(COUNTRIES):
        code = country["ISO3166-1-Alpha-3"]
        ours = names.get(code, {})
        rows.append(
            {
                "area": code,
                "name": ours.get("name") or spelled_out(country["CLDR display name"]),
                "name_zh": ours.get("name_zh") or country["official_name_cn"],
                "kind": "economy",
                "m49": country["M49"].zfill(3),
            }
        )
    return rows


def groups(chinese: dict[str, Record]) -> list[Record]:
    """Groups of economies: the World Bank's records without a region."""
    rows = [
        {
            "area": record["Country Code"],
            "name": record["TableName"],
            "name_zh": chinese[record["Country Code"]]["name_zh"],
            "kind": "group",
            "m49": chinese[record["Country Code"]]["m49"],
        }
        for record in records(WORLD_BANK)
        if not record["Region"]
    ]
    unused = chinese.keys() - {row["area"] for row in rows}
    if unused:
        raise SystemExit(f"groups.csv: no such World Bank group: {sorted(unused)}")
    return rows


def other_names(areas: list[Record]) -> list[Record]:
    """Alpha-2 codes, names of the United Nations, and those kept by hand, where they differ."""
    known = {row["area"]: {row["area"], row["name"], row["name_zh"]} for row in areas}
    found = [(row["area"], row["name"]) for row in records("also.csv")]
    unknown = {area for area, _ in found} - known.keys()
    if unknown:
        raise SystemExit(f"also.csv: no such area: {sorted(unknown)}")
    for country in records(COUNTRIES):
        names = ("ISO3166-1-Alpha-2", "official_name_en", "official_name_cn")
        found += [(country["ISO3166-1-Alpha-3"], country[name].strip()) for name in names]
    pairs = sorted({(area, name) for area, name in found if name and name not in known[area]})
    return [{"area": area, "name": name} for area, name in pairs]


def write(path: str, columns: tuple[str, ...], rows: list[Record]) -> None:
    """Write a table."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write data/areas.csv, sorted by code, and data/other_names.csv, by code and name."""
    names, notes = by_area("names.csv"), by_area("notes.csv")
    areas = [*economies(names), *groups(by_area("groups.csv")), *records("added.csv")]
    codes = {row["area"] for row in areas}
    if len(codes) != len(areas) or not (names.keys() | notes.keys()) <= codes:
        raise SystemExit("an area code stands twice, or a list names a code that does not exist")
    for row in areas:
        row.update(notes.get(row["area"], {}))
    areas.sort(key=lambda row: row["area"])
    write("data/areas.csv", COLUMNS, areas)
    write("data/other_names.csv", ("area", "name"), other_names(areas))


if __name__ == "__main__":
    main()
