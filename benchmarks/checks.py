# The same packages held to their schemas and keys by `silkline check` and by frictionless alone, in
# turns on one machine. Silkline tries its own rules besides. Nothing here is part of the engine.
"""Measure the checking of tables against frictionless; prints a table for `results/`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import workload
from cost import Cost, cost
from environments import OURS
from forms import RECIPES
from machine import machine
from workload import Size


def main() -> None:
    """Write the packages, check them in both ways, print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indicators", type=int, default=100, help="of 6,000 rows each")
    parser.add_argument("--limit", type=float, default=3600, help="seconds that each may take")
    options = parser.parse_args()
    size = Size(indicators=options.indicators)
    rows = size.indicators * size.rows
    print(f"{machine()}. frictionless {version('frictionless')}, duckdb {version('duckdb')}\n")
    print(f"{rows:,} rows of {size.indicators:,} indicators, ten to a package.\n")
    print("| engine | wall s | CPU s | peak MB of a process | of all | rows/s |")
    print("|---|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        workload.write_site(folder, size)
        ours = cost(folder, [(OURS / "silkline", "check")], options.limit)
        _tell("silkline check", ours, rows)
        shutil.rmtree(folder / ".silkline", ignore_errors=True)
        script = RECIPES / "plain/validate.py"
        theirs = cost(folder, [(sys.executable, script, "datapackages")], options.limit)
        _tell("frictionless", theirs, rows)
    print(f"\nfrictionless takes {theirs.cpu_s / ours.cpu_s:.1f} times as much computing")


def _tell(name: str, took: Cost, rows: int) -> None:
    memory = f"{took.process_mb:.0f} | {took.tree_mb:.0f}"
    speed = f"{rows / took.wall_s:,.0f}"
    print(f"| {name} | {took.wall_s:.1f} | {took.cpu_s:.1f} | {memory} | {speed} |", flush=True)


if __name__ == "__main__":
    main()
