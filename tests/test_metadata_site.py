# A site with an address, built by MkDocs as readers get it: what machines find in its pages.
"""Metadata in the pages of a built site."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from metadata import URL

from running import Command

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def nordic(_starter: Path, silkline: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter, built with an address."""
    root = Path(shutil.copytree(_starter, tmp_path_factory.mktemp("nordic") / "root"))
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"site_url: {URL}\n{text}", encoding="utf-8")
    done = silkline("build", "--workers", "0", cwd=root)
    assert done.code == 0, done.out + done.err
    return root / "site"


def structured(page: Path) -> list[dict[str, object]]:
    text = page.read_text(encoding="utf-8")
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return [json.loads(part) for part in found]


def test_each_kind_of_page_describes_itself_once(nordic: Path) -> None:
    for page, kind in (
        ("index.html", "DataCatalog"),
        ("indicators/population/index.html", "Dataset"),
        ("packages/nordic-population/index.html", "Dataset"),
    ):
        assert [node["@type"] for node in structured(nordic / page)] == [kind]
    for page in ("404.html", "indicators/index.html", "economies/SWE/index.html"):
        assert structured(nordic / page) == []


def test_the_map_of_the_site_knows_no_clock(nordic: Path) -> None:
    whole = (nordic / "sitemap.xml").read_bytes()
    tree = ET.fromstring(whole)
    dates = {
        entry.findtext("s:loc", "", NAMES): entry.findtext("s:lastmod", "", NAMES)
        for entry in tree.findall("s:url", NAMES)
    }
    assert dates[f"{URL}indicators/population/"] == "2026-11-21"
    assert dates[f"{URL}packages/nordic-population/"] == "2026-11-21"
    assert dates[URL] == dates[f"{URL}claims/"] == ""
    assert not [place for place in dates if "/embed/" in place]
    packed = (nordic / "sitemap.xml.gz").read_bytes()
    assert packed[4:8] == bytes(4), "the time at which it was packed"
    assert gzip.decompress(packed) == whole
