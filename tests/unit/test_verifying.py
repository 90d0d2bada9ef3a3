# The last look at a site: what it finds, and what it must leave alone.
"""Verifying a site as written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from silkline import addresses
from silkline.problems import render_text
from silkline.publish import verify_site

GOOD = {
    "index.html": '<a href="a/">A</a> <a href="./a/?x=1#here">A</a> <a href="#top">top</a>'
    '<a href="https://example.org/">out</a> <a href="mailto:a@example.org">m</a>'
    '<img src="data:image/png;base64,AA"> <link rel="canonical" href="https://example.org/a/">',
    "a/index.html": '<p id="here"><a href="..">up</a> <a href="../b%20c.csv">c</a> '
    '<a href="/base/a/#%E4%B8%AD">zh</a><b id="中"></b>'
    "<pre>{{ kept }}</pre><code>{% kept %}</code>"
    '<p>Write &lt;a href="nowhere/"&gt;, or &lt;img src="nothing.png"&gt;.</p>',
    "b c.csv": "x\n",
}


def written(folder: Path, **changed: str) -> str:
    for name, text in {**GOOD, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return render_text(verify_site(folder, "https://example.org/base/"))


def test_a_sound_site_is_told_nothing_of(tmp_path: Path) -> None:
    assert written(tmp_path) == ""


@pytest.mark.parametrize(
    "link", ["b/", "../a/", "a/b.html", "b.csv", "/base/b/", "a/../../index.html", "a/?x#y/../b"]
)
def test_a_link_to_nowhere_is_told(tmp_path: Path, link: str) -> None:
    if link == "a/?x#y/../b":
        expected = (
            f"index.html: warning PB023: the link {link!r} leads to a page, but to no place in it\n"
            "  help: mend what stands after its #."
        )
    else:
        expected = (
            f"index.html: error PB023: the link {link!r} leads nowhere\n  help: mend the address."
        )
    assert written(tmp_path, **{"index.html": f'<a href="{link}">'}) == expected


def test_a_template_that_was_not_filled_in_is_told(tmp_path: Path) -> None:
    for mark in ("{{", "{%"):
        told = written(tmp_path, **{"index.html": f"<p>{mark} title"})
        assert told.startswith(
            f"index.html: error PB024: the page shows a mark of a template: {mark}\n"
        )


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://evil.example/a">',
        '<img alt="" src="https://evil.example/a">',
        '<link rel="stylesheet" href="https://evil.example/a">',
        '<link href="https://evil.example/a" rel="icon">',
        '<iframe src="https://evil.example/a">',
    ],
)
def test_what_is_loaded_from_another_host_is_told(tmp_path: Path, element: str) -> None:
    told = written(tmp_path, **{"index.html": element})
    assert told == (
        "index.html: error PB025: the page loads 'https://evil.example/a' from another host\n"
        "  help: put the file into the site, or make it a link."
    )


@pytest.mark.parametrize("loss", ["changed", "gone"])
def test_a_file_that_is_not_as_the_manifest_says_is_told(tmp_path: Path, loss: str) -> None:
    data = tmp_path / addresses.API
    data.mkdir(parents=True)
    (data / "a.csv").write_bytes(b"a\n")
    told = {"path": "a.csv", "sha256": hashlib.sha256(b"a\n").hexdigest()}
    (tmp_path / addresses.MANIFEST).write_text(json.dumps({"files": [told]}))
    assert written(tmp_path) == ""
    (data / "a.csv").write_bytes(b"b\n")
    if loss == "gone":
        (data / "a.csv").unlink()
    assert written(tmp_path) == (
        f"{addresses.API}/a.csv: error PB026: the file as written is not the one that the manifest "
        "names\n  help: build again; if it recurs, check the disk."
    )


def beside_the_earlier(folder: Path, *, unread: dict[str, str], **changed: str) -> str:
    """What is told of a site whose `unread` files are those of a sound one."""
    assert written(folder / "earlier") == ""
    written(folder / "new", **changed)
    base = "https://example.org/base/"
    return render_text(verify_site(folder / "new", base, folder / "earlier", unread))


def test_what_was_read_before_is_not_read_again(tmp_path: Path) -> None:
    damaged = {"a/index.html": '<b id="here"></b><b id="中"></b><a href="nowhere/">{{ title'}
    assert beside_the_earlier(tmp_path, unread={"a/index.html": ""}, **damaged) == ""
    assert beside_the_earlier(tmp_path, unread={}, **damaged).count("PB02") == 2


def test_links_of_unread_pages_to_a_place_that_is_gone_are_told(tmp_path: Path) -> None:
    told = beside_the_earlier(
        tmp_path, unread={"index.html": ""}, **{"a/index.html": '<b id="中"></b>'}
    )
    assert told.startswith("index.html: warning PB023: the link './a/?x=1#here' leads to a page")


def test_links_of_unread_pages_to_a_file_that_is_gone_are_told(tmp_path: Path) -> None:
    assert written(tmp_path / "earlier") == ""
    written(tmp_path / "new")
    (tmp_path / "new/b c.csv").unlink()
    told = verify_site(
        tmp_path / "new", "https://example.org/base/", tmp_path / "earlier", {"a/index.html": ""}
    )
    assert render_text(told).startswith("a/index.html: error PB023: the link '../b%20c.csv' leads")


def test_data_are_read_unless_they_are_those_that_the_manifest_names(tmp_path: Path) -> None:
    table = f"{addresses.API}/x.csv"
    told = {"path": "x.csv", "sha256": hashlib.sha256(b"1\n").hexdigest()}
    changed = {table: "2\n", addresses.MANIFEST: json.dumps({"files": [told]})}
    written(tmp_path / "earlier", **changed)
    written(tmp_path / "new", **changed)
    for known, count in ((told["sha256"], 0), ("another", 1)):
        found = verify_site(tmp_path / "new", "", tmp_path / "earlier", {table: known})
        assert [p.code for p in found].count("PB026") == count
