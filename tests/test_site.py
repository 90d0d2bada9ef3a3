# What must hold for the observatory as published, read from its files alone.
"""The built site: links, addresses, downloads, sizes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import posixpath
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from silkline.plugin.additions import first_script

LATEST: Final = "data/v1/latest"
STORY_LIMIT_BYTES: Final = 100_000
"""Text, pictures of charts and code; less than 20 kB as it travels."""
LOADED: Final = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("object", "data"),
    ("embed", "src"),
}
"""Elements and attributes through which a page loads something."""
NOT_LOADED: Final = {
    "canonical",
    "next",
    "prev",
    "alternate",
    "license",
    "describedby",
    "author",
    "cite-as",
    "item",
    "type",
}
"""Relations of a link element that load nothing."""


class Reader(HTMLParser):
    """Collects the links, anchors and loaded files of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.anchors |= {found[name] for name in ("id", "name") if found.get(name)}
        relations = set(found.get("rel", "").split())
        for name in ("href", "src", "data", "data-spec", "data-src"):
            if name not in found or (name == "data" and tag != "object"):
                continue
            if (tag, name) in LOADED and not (tag == "link" and relations <= NOT_LOADED):
                self.loaded.append(found[name])
            if tag == "link" and relations & {"canonical", "preconnect"}:
                continue
            self.links.append(found[name])


@cache
def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def target(site: Path, page: Path, link: str) -> tuple[Path, str] | None:
    """File and anchor that a link of the page leads to; None where it leaves the site."""
    address = "/" + page.relative_to(site).as_posix()
    parts = urlsplit(urljoin(address, link))
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    path = posixpath.join(path, "index.html") if path.endswith("/") else path
    return site / path.lstrip("/"), unquote(parts.fragment)


def broken(site: Path, page: Path, link: str) -> bool:
    found = target(site, page, link)
    if found is None:
        return False
    file, anchor = found
    if not file.is_file():
        return True
    return bool(anchor) and file.suffix == ".html" and anchor not in read(file).anchors | {"top"}


def test_every_link_inside_the_site_leads_to_a_file_and_an_anchor_that_exist(site: Path) -> None:
    faults = [
        f"{page.relative_to(site)}: {link}"
        for page in pages(site)
        for link in read(page).links
        if broken(site, page, link)
    ]
    assert faults == []


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    faults = [
        f"{page.relative_to(site)}: {link}"
        for page in pages(site)
        for link in read(page).loaded
        if urlsplit(link).netloc or urlsplit(link).scheme not in {"", "data"}
    ]
    assert faults == []


def test_no_style_sheet_loads_anything_from_another_host(site: Path) -> None:
    faults = [
        sheet.relative_to(site).as_posix()
        for sheet in sorted(site.rglob("*.css"))
        if "url(http" in (text := sheet.read_text(encoding="utf-8").replace('"', ""))
        or "@import" in text
        or "url(//" in text
    ]
    assert faults == []


def test_the_manifest_names_every_file_of_the_data_with_its_size_and_digest(site: Path) -> None:
    manifest = json.loads((site / LATEST / "manifest.json").read_text(encoding="utf-8"))
    told = {f["path"]: (f["bytes"], f["sha256"]) for f in manifest["files"]}
    found = {
        path.relative_to(site / LATEST).as_posix(): (
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in (site / LATEST).rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert told == found


def test_every_file_in_an_archive_is_the_file_served_beside_it(site: Path) -> None:
    archives = sorted((site / LATEST / "packages").rglob("*.zip"))
    assert archives
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                beside = path.parent / name.removeprefix(f"{path.stem}/")
                assert archive.read(name) == beside.read_bytes(), f"{path.name}: {name}"


def test_every_json_file_is_strict_json(site: Path) -> None:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    for path in sorted(site.rglob("*.json")):
        json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)


def test_every_published_table_is_rectangular_and_in_utf_8_with_line_feeds(site: Path) -> None:
    tables = [p for p in sorted((site / LATEST).rglob("*.csv")) if p.parent.name != "raw"]
    assert tables
    for path in tables:
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert content.endswith(b"\n"), path
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, path


def test_every_table_and_raw_file_is_published_as_it_is_committed(site: Path) -> None:
    root = Path(__file__).resolve().parent.parent / "datapackages"
    committed = [*sorted(root.glob("*/data/*.csv")), *sorted(root.glob("*/raw/*"))]
    assert committed
    for path in committed:
        published = site / LATEST / "packages" / path.relative_to(root)
        assert published.read_bytes() == path.read_bytes(), path.relative_to(root)


def test_stories_are_light_and_carry_no_notebook_styles(site: Path) -> None:
    notebooks = (Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb")
    stories = sorted((site / "stories").glob("*/index.html"))
    assert [path.parent.name for path in stories] == sorted(path.stem for path in notebooks)
    for path in stories:
        content = path.read_bytes()
        assert len(content) - len(first_script()[0]) < STORY_LIMIT_BYTES, path
        for mark in (b"jp-", b"jupyter-widgets", b"--jp", b"require.min.js"):
            assert mark not in content, (path, mark)


def without_code(page: Path) -> str:
    """A page's text without what it shows to be copied: BibTeX and Power Query have such braces."""
    return re.sub(r"<pre.*?</pre>", "", page.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize(
    "word", ["Traceback", "undefined</", "{{", "{%", ">None</p", ">None</td", ">None</dd", ">nan<"]
)
def test_no_page_shows_a_slip_of_a_template(site: Path, word: str) -> None:
    shown = [p.relative_to(site).as_posix() for p in pages(site) if word in without_code(p)]
    assert shown == []


def test_every_address_of_the_index_answers(site: Path) -> None:
    index = json.loads((site / LATEST / "index.json").read_text(encoding="utf-8"))

    def addresses(node: object) -> list[str]:
        if isinstance(node, dict):
            return [a for value in node.values() for a in addresses(value)]
        if isinstance(node, list):
            return [a for value in node for a in addresses(value)]
        is_file = isinstance(node, str) and node.endswith((".csv", ".json", ".zip"))
        return [node] if is_file and isinstance(node, str) else []

    found = addresses(index)
    assert found
    missing = [a for a in found if not (site / LATEST / urlsplit(a).path).is_file()]
    assert missing == []
