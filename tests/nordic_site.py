# The starter with the packages that cases of tests/problems add to it, read as a build reads it but
# without checking, so that a test may bend a table and see what one function makes of it.
"""The starter site with registers, for tests."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from silkline.load import load_package
from silkline.model import Dataset
from silkline.series import assemble
from silkline.tabular import read_table

TESTS: Final = Path(__file__).parent
STARTER: Final = TESTS.parent / "src/silkline/starter"
COOPERATION: Final = "datapackages/nordic-cooperation/data"


def write_site(root: Path, *extras: str) -> Path:
    """Copy the starter and extras of tests/problems/with to a folder; returns that."""
    shutil.copytree(STARTER, root, dirs_exist_ok=True)
    for extra in extras:
        shutil.copytree(TESTS / "problems/with" / extra, root, dirs_exist_ok=True)
    return root


def change(root: Path, texts: Mapping[str, tuple[str, str]]) -> None:
    """Put one text for another, once, in files of a site."""
    for name, (old, new) in texts.items():
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def add_rows(root: Path, rows: Mapping[str, str]) -> None:
    """Add rows, written as CSV, to tables of the package of registers."""
    for name, text in rows.items():
        path = root / COOPERATION / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8", newline="\n")


def read_site(root: Path) -> Dataset:
    """The data set of a site; no rule is tried and nothing is derived."""
    loaded = [load_package(folder, root) for folder in sorted((root / "datapackages").iterdir())]
    assert [problems for _, problems in loaded] == [()] * len(loaded)
    packages = [package for package, _ in loaded if package]
    tables = {(p.name, r.name): read_table(p, r, root) for p in packages for r in p.resources}
    return assemble(packages, tables)
