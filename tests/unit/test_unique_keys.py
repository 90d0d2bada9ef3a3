# Rules of Table Schema that the validator passes over.
"""Unique keys and categories."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from small_data import PLAIN

from silkline.load import load_package
from silkline.validate import validate_package

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "a", "categories": ["x", "y"]},
        {"name": "b", "type": "integer", "categories": [{"value": 1, "label": "one"}]},
    ],
    "uniqueKeys": [["a", "b"]],
}


def told(folder: Path, rows: str) -> list[str]:
    """What is said of a table with these rows."""
    home = folder / "p"
    (home / "data").mkdir(parents=True)
    (home / "data/t.csv").write_text(f"a,b\n{rows}", encoding="utf-8")
    table = {"name": "t", "path": "data/t.csv", "type": "table", "schema": SCHEMA}
    descriptor = json.dumps({"$schema": PLAIN, "name": "p", "resources": [table]})
    (home / "datapackage.json").write_text(descriptor, encoding="utf-8")
    package, problems = load_package(home, folder)
    assert package
    assert problems == ()
    _, found = validate_package(package, folder, {})
    return [f"{p.where.line}:{p.where.column} {p.code} {p.message} ({p.hint})" for p in found]


def test_a_unique_key_stands_once_and_an_empty_one_is_none(tmp_path: Path) -> None:
    hint = "no two rows may agree in a, b; remove one of the two or tell them apart."
    assert told(tmp_path, "x,1\ny,1\nx,1\nx,\nx,\n") == [
        f'4:0 TB007 the key "x, 1" is on line 2 already ({hint})',
        f'6:0 TB007 the key "x, " is on line 5 already ({hint})',
    ]


def test_a_cell_is_one_of_its_categories_or_empty(tmp_path: Path) -> None:
    assert told(tmp_path, "x,1\nz,2\n,1\n") == [
        "3:1 TB006 'a' is \"z\", not one of x, y ()",
        "3:2 TB006 'b' is \"2\", not one of 1 ()",
    ]
