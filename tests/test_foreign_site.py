# A site of nothing but packages that others made: built by the command as its author would, and
# read as its visitors and their programs would.
"""A site without indicators."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import frictionless
import mlcroissant
import pytest
from collected import write_collected

if TYPE_CHECKING:
    from running import Command

HERE: Final = Path(__file__).parent


@pytest.fixture(scope="module")
def collected(silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_collected(tmp_path_factory.mktemp("collected"))
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
