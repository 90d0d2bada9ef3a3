# A site of nothing but packages that others made: built by the command as its author would, and
# read as its visitors and their programs would.
"""A site without indicators."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import frictionless
import mlcroissant
import pytest

if TYPE_CHECKING:
    from running import Command

HERE: Final = Path(__file__).parent
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


@pytest.fixture(scope="module")
def collected(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("collected")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "docs/index.md").write_text(HOME, encoding="utf-8")
    shutil.copytree(HERE / "foreign/donations", root / "datapackages/donations")
    home = root / "datapackages/towns"
    (home / "data").mkdir(parents=True)
    rows = "".join(f"{n};Tow\xe9n <i>{n}</i>;{n * 100}\r\n" for n in range(1, 13))
    text = f"id;<b>name</b>;people\r\n{rows}13;x;NA\r\n"
    (home / "data/towns.csv").write_bytes(text.encode("iso-8859-1"))
    (home / "data/hamlets.csv").write_text("hamlet,people\na,5\nb,7\n", encoding="utf-8")
    (home / "rivers.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    (home / "datapackage.json").write_text(json.dumps(TOWNS), encoding="utf-8")
    done = silkline("build", "--workers", "0", "--site-dir", root / "site", cwd=root)
    assert done.code == 0, done.out + done.err
    assert "1 note" in done.out + done.err
    return root / "site"


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_the_page_shows_what_the_descriptor_and_the_files_hold(collected: Path) -> None:
    html = page(collected, "packages/towns")
    text = text_of(html)
    assert "Towns &amp; &lt;villages&gt;" in text
    assert "Made by Ada Lovelace" in text
    assert "13 rows" in text
    assert "The first 10 of 13 rows" in text
    assert "Towén &lt;i&gt;10&lt;/i&gt; 1000" in text
    assert "Towén &lt;i&gt;11&lt;/i&gt;" not in text
    assert "A cell holds no value where it says: NA" in text
    assert "The file is encoded as iso-8859-1." in text
    assert "at most 30 characters" in text
    assert "GEOJSON · 45 bytes · offered as it is; not looked into" in text
    link = '<a href="https://example.org/hills.csv" rel="external noopener">'
    assert link in html
    assert "nothing is fetched from there and nothing about it is checked" in text
    assert '<a href="https://example.org/survey" rel="external noopener">The survey</a>' in html


def test_no_section_of_any_page_is_empty(collected: Path) -> None:
    for address in ("", "packages", "packages/towns", "packages/donations", "data"):
        for section in re.findall(r"<section.*?</section>", page(collected, address), re.DOTALL):
            heading, _, rest = section.partition("</h2>")
            assert text_of(rest), f"{address}: {text_of(heading)}"
    home = page(collected, "")
    assert "Search 2 data packages" in home
    assert "compare/" not in home
    assert "economies/" not in home
    assert text_of(page(collected, "packages")).count("Packages of other profiles") == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_programs_find_the_package_with_all_that_it_says(collected: Path) -> None:
    api = collected / "data/v1/latest"
    listed = json.loads((api / "index.json").read_text("utf-8"))["packages"]
    assert [(p["package"], p["kind"]) for p in listed] == [
        ("donations", "foreign"),
        ("towns", "foreign"),
    ]
    described = json.loads((api / "openapi.json").read_text("utf-8"))["paths"]
    assert "/packages/{package}/data/{file}" in described
    node = json.loads((api / "croissant/towns.json").read_text("utf-8"))
    mapping = {"data/hamlets.csv": api / "packages/towns/data/hamlets.csv"}
    found = mlcroissant.Dataset(jsonld=node, mapping=mapping)
    # A reader of Croissant is not told of delimiters, so only plain tables are record sets.
    assert [r.name for r in found.metadata.record_sets] == ["hamlets"]
    assert [r["hamlets/people"] for r in found.records("hamlets")] == [5, 7]
    head = page(collected, "packages/towns")
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    assert script
    told = json.loads(script[1])
    assert told["name"] == "Towns & <villages>"
    assert {d["encodingFormat"] for d in told["distribution"]} >= {"application/geo+json"}


def test_what_is_published_is_valid_for_the_reference_implementation(collected: Path) -> None:
    home = collected / "data/v1/latest/packages/donations"
    report = frictionless.validate(str(home / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    table = home / "data/donations.csv"
    whole = table.read_bytes()
    assert whole == (HERE / "foreign/donations/data/donations.csv").read_bytes()
