# What others made and our profiles do not know: a table in another encoding, a file that is no
# table, a file on another site, names that look like markup.
"""A site of nothing but packages that others made, for tests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final

TESTS: Final = Path(__file__).parent
URL: Final = "https://example.org/silk/"
SETTINGS: Final = f"""\
site_name: Collected
site_url: {URL}
theme:
  name: material
  font: false
nav:
  - Home: index.md
  - Packages: packages/index.md
  - Data: data/index.md
plugins:
  - silkline
"""
HOME: Final = "# Collected\n\n<!-- silkline:search -->\n\n<!-- silkline:packages -->\n"
TOWNS: Final[dict[str, Any]] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "title": "Towns & <villages>",
    "description": "Towns of a country that is made up, with their people and their rivers.",
    "version": "2.0.0",
    "created": "2026-03-01T00:00:00Z",
    "licenses": [{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
    "contributors": [{"givenName": "Ada", "familyName": "Lovelace", "roles": ["creator"]}],
    "sources": [{"title": "The survey", "path": "https://example.org/survey"}],
    "resources": [
        {
            "name": "towns",
            "path": "data/towns.csv",
            "dialect": {"delimiter": ";"},
            "encoding": "iso-8859-1",
            "schema": {
                "fields": [
                    {"name": "id", "type": "integer"},
                    {"name": "<b>name</b>", "type": "string", "constraints": {"maxLength": 30}},
                    {"name": "people", "type": "integer"},
                ],
                "primaryKey": ["id"],
                "missingValues": ["", "NA"],
            },
        },
        {
            "name": "hamlets",
            "path": "data/hamlets.csv",
            "schema": {"fields": [{"name": "hamlet"}, {"name": "people", "type": "integer"}]},
        },
        {"name": "rivers", "path": "rivers.geojson", "title": "Rivers"},
        {"name": "hills", "path": "https://example.org/hills.csv"},
    ],
}


def write_collected(root: Path) -> Path:
    """The folder of a site with two packages; returns it."""
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "docs/index.md").write_text(HOME, encoding="utf-8")
    shutil.copytree(TESTS / "foreign/donations", root / "datapackages/donations")
    home = root / "datapackages/towns"
    (home / "data").mkdir(parents=True)
    rows = "".join(f"{n};Tow\xe9n <i>{n}</i>;{n * 100}\r\n" for n in range(1, 13))
    text = f"id;<b>name</b>;people\r\n{rows}13;x;NA\r\n"
    (home / "data/towns.csv").write_bytes(text.encode("iso-8859-1"))
    (home / "data/hamlets.csv").write_text("hamlet,people\na,5\nb,7\n", encoding="utf-8")
    (home / "rivers.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    (home / "datapackage.json").write_text(json.dumps(TOWNS), encoding="utf-8")
    return root
