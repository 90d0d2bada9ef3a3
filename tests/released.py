# The starter with a release, and with a second one that corrects a value, adds one and drops one.
"""Releases of the starter site, for tests."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from nordic_site import write_site

from silkline.config import Config, load_config
from silkline.releasing import make_release

PACKAGE: Final = "datapackages/nordic-population"
OBSERVATIONS: Final = f"{PACKAGE}/data/observations.csv"
CORRECTED: Final = (
    "population,DNK,2015,5683484,,A,wdi-population-2026-07,raw/sp.pop.totl.csv#row=2,"
)
ADDED: Final = "population,DNK,2014,5643475,,A,wdi-population-2026-07,raw/sp.pop.totl.csv#row=2,"
REASONS: Final = (
    "version,table,rows,reason,reason_zh\n"
    "2.0.0,observations,population/DNK/2015,A digit was misread.,一位数字误读。\n"
    "2.0.0,observations,population/DNK/2016,Figure withdrawn by its source.,来源撤回。\n"
)


def first_release(root: Path, *extras: str) -> Config:
    """The starter with extras in a folder, released as 2026.1; its settings."""
    config = settings(write_site(root, *extras))
    assert make_release(config, "2026.1", "2026-01-02")[1] == ()
    return config


def settings(root: Path) -> Config:
    """The settings of a site."""
    config, problems = load_config(root / "mkdocs.yml")
    assert config is not None
    assert problems == ()
    return replace(config, workers=0)


def change_data(root: Path) -> None:
    """Correct a value, add one and drop one; version and reasons stay as they were."""
    path = root / OBSERVATIONS
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("population,DNK,2015,")
    assert lines[2].startswith("population,DNK,2016,")
    changed = [lines[0], ADDED, CORRECTED, *lines[3:]]
    path.write_text("\n".join(changed) + "\n", encoding="utf-8", newline="\n")


def set_version(root: Path, version: str) -> None:
    """Give the package another version."""
    path = root / PACKAGE / "datapackage.json"
    text = re.sub(
        r'"version": "[^"]*"', f'"version": "{version}"', path.read_text("utf-8"), count=1
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def give_reasons(root: Path, table: str = REASONS) -> None:
    """Add the table `revisions` to the package."""
    (root / PACKAGE / "data/revisions.csv").write_bytes(table.encode())
    path = root / PACKAGE / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    if not any(r["name"] == "revisions" for r in descriptor["resources"]):
        descriptor["resources"].append(_resource(table.partition("\n")[0].split(",")))
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def second_release(root: Path) -> None:
    """Release the changed data, as an author does, as 2026.2."""
    change_data(root)
    set_version(root, "2.0.0")
    give_reasons(root)
    assert make_release(settings(root), "2026.2", "2026-06-30")[1] == ()


def _resource(columns: list[str]) -> dict[str, Any]:
    fields = [
        {"name": c, "type": "string", "title": c.title(), "description": f"The {c}."}
        for c in columns
    ]
    return {
        "name": "revisions",
        "path": "data/revisions.csv",
        "type": "table",
        "title": "Revisions",
        "description": "Why rows changed.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "primaryKey": ["version", "table", "rows"],
            "missingValues": [""],
        },
    }
