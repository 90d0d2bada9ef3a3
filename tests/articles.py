# The observatory's own content, read once for all tests that look at it.
"""The observatory's data set, its verdicts and its tables as rows."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from silkline import series
from silkline.claims import judge
from silkline.derive import derive
from silkline.load import load_package
from silkline.tabular import read_table

if TYPE_CHECKING:
    from silkline.model import Dataset, Verdict

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGES: Final = ROOT / "datapackages"


@cache
def dataset() -> Dataset:
    """The observatory's data set, derived figures included."""
    loaded = [load_package(path.parent, ROOT) for path in PACKAGES.glob("*/datapackage.json")]
    packages = [package for package, _ in loaded if package]
    tables = {(p.name, r.name): read_table(p, r, ROOT) for p in packages for r in p.resources}
    return derive(series.assemble(packages, tables))


@cache
def verdicts() -> dict[str, Verdict]:
    """The verdict on every claim."""
    return judge(dataset())


@cache
def rows(path: str) -> list[dict[str, str]]:
    """Rows of a table, by its path in the folder of packages."""
    with (PACKAGES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
