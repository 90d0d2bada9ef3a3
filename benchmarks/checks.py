# Holds many tables to their schema, once as Silkline does and once with frictionless alone, in
# turns on one machine. Nothing here is part of the engine.
"""Measure checking of tables against frictionless; prints a table for `results/`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
COLUMNS: Final = (
    *("indicator", "ref_area", "time_period", "obs_value", "obs_qualifier"),
    *("obs_status", "source", "evidence", "note"),
)
AREAS: Final = 200
YEARS: Final = 30
SCHEMA_OF: Final = "datapackages/connectivity/datapackage.json"
"""The package whose table of observations lends its schema."""

SILKLINE: Final = """
import sys
from pathlib import Path
from concurrent.futures import ProcessPoolExecutor
from silkline.load import load_package
from silkline.tabular import validate_table

def check(folder):
    package, problems = load_package(folder, folder.parent)
    found = [p for r in package.resources for p in validate_table(package, r, folder.parent)]
    assert not found and not problems, (found, problems)
    return len(package.resources)

if __name__ == "__main__":
    folders = sorted(Path(sys.argv[1]).iterdir())
    with ProcessPoolExecutor(int(sys.argv[2])) as pool:
        print(sum(pool.map(check, folders, chunksize=8)))
"""
FRICTIONLESS: Final = """
import sys
from pathlib import Path
import frictionless
count = 0
for folder in sorted(Path(sys.argv[1]).iterdir()):
    report = frictionless.validate(str(folder / "datapackage.json"), type="package", parallel=False)
    assert report.valid, report.flatten()
    count += len(report.tasks)
print(count)
"""


def main() -> None:
    """Make the tables, measure both, print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=100, help="tables of 6,000 rows")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "packages")
        _write(folder, options.tables)
        rows = options.tables * AREAS * YEARS
        print(f"{rows:,} rows in {options.tables:,} tables; Python {platform.python_version()},")
        print(f"frictionless {version('frictionless')}, duckdb {version('duckdb')}\n")
        print("| engine | wall s | CPU s | peak MB of a process | rows/s |\n|---|---|---|---|---|")
        ours = _measured("silkline", SILKLINE, folder, str(options.workers), rows=rows)
        theirs = _measured("frictionless", FRICTIONLESS, folder, rows=rows)
        print(f"\nfrictionless takes {theirs / ours:.1f} times as long by the clock")


def _write(folder: Path, tables: int) -> None:
    given: dict[str, Any] = json.loads((ROOT / SCHEMA_OF).read_text(encoding="utf-8"))
    resources = {r["name"]: r for r in given["resources"]}
    pick = random.Random(1)
    for first in range(0, tables, 10):
        package = folder / f"package-{first:05d}"
        (package / "data").mkdir(parents=True)
        numbers = range(first, min(first + 10, tables))
        entries = [_entry(resources["observations"], package, n, pick) for n in numbers]
        descriptor = {"name": package.name, "title": package.name, "resources": entries}
        (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def _entry(
    resource: dict[str, Any], package: Path, number: int, pick: random.Random
) -> dict[str, Any]:
    """Writes one table; its place in the descriptor."""
    letters = "ABCDEFGHIJKLMNOPQRST"
    areas = [a + b + "X" for a in letters for b in letters][:AREAS]
    path = f"data/observations-{number:05d}.csv"
    lines = [",".join(COLUMNS)]
    for place, area in enumerate(areas):
        for year in range(1995, 1995 + YEARS):
            value = f"{pick.random() * 1000:.4f}"
            cell = f'"raw/table.csv#cell={place + 2},{year}"'
            lines.append(f"indicator-{number},{area},{year},{value},,A,source-one,{cell},")
    (package / path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    schema = {k: v for k, v in resource["schema"].items() if k != "foreignKeys"}
    return {**resource, "name": f"observations-{number:05d}", "path": path, "schema": schema}


def _measured(name: str, code: str, *arguments: Path | str, rows: int) -> float:
    script = Path(arguments[0]).parent / f"run_{name}.py"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, str(script), *map(str, arguments)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{name} found fault with the tables")
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"| {name} | {wall:.1f} | {cpu:.1f} | {peak:.0f} | {rows / wall:,.0f} |", flush=True)
    return wall


if __name__ == "__main__":
    main()
