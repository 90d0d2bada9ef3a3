# The grammar of RFC 9116 as far as it concerns unsigned files: fields, what must and may be there
# once, and addresses that are URIs.
"""The contact for weaknesses."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from small_data import make_config

from changes import replace as change
from silkline.config import load_config
from silkline.plugin import build_with_mkdocs
from silkline.problems import render_text
from silkline.publish import security_files

STARTER: Final = Path(__file__).parents[2] / "src/silkline/starter"
FIELD: Final = re.compile(r"([A-Za-z][A-Za-z-]*): (\S.*)")
URI: Final = re.compile(r"(?:https://|mailto:|tel:)\S+")
INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


def wrong(text: str) -> list[str]:
    """What RFC 9116 would refuse."""
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        if match := FIELD.fullmatch(line):
            fields.setdefault(match[1].lower(), []).append(match[2])
        elif line and not line.startswith("#"):
            return [line]
    found = [] if text.endswith("\n") else ["no end of line"]
    found += [] if fields.get("contact") else ["no contact"]
    found += [x for x in fields.get("contact", []) if not URI.fullmatch(x)]
    found += [x for x in fields.get("canonical", []) if not URI.fullmatch(x)]
    expires = fields.get("expires", [])
    found += [] if len(expires) == 1 and INSTANT.fullmatch(expires[0]) else ["expires"]
    return found + (["languages"] if len(fields.get("preferred-languages", [])) > 1 else [])


def test_the_file_is_as_the_standard_wants_it(tmp_path: Path) -> None:
    config = replace(
        make_config(tmp_path),
        security_contact=("https://example.org/advisories/new", "mailto:a@example.org"),
        security_expires="2027-06-30",
    )
    (made,) = security_files(config)
    assert made.uri == ".well-known/security.txt"
    text = made.content.decode()
    assert text == (
        "Contact: https://example.org/advisories/new\n"
        "Contact: mailto:a@example.org\n"
        "Expires: 2027-06-30T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://example.org/.well-known/security.txt\n"
    )
    assert wrong(text) == []
    assert security_files(replace(config, security_contact=())) == ()
    assert "Canonical" not in security_files(replace(config, site_url=""))[0].content.decode()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Contact: ", "Contact:", "Contact:https://example.org/"),
        ("Contact: https", "Contact: http", "http://example.org/"),
        ("Contact", "Acknowledgments", "no contact"),
        ("T00:00:00Z", "", "expires"),
        ("Expires: ", "Expires: 2027-01-01T00:00:00Z\nExpires: ", "expires"),
    ],
)
def test_the_grammar_refuses_what_the_standard_does(old: str, new: str, told: str) -> None:
    good = "Contact: https://example.org/\nExpires: 2027-06-30T00:00:00Z\n"
    assert wrong(good) == []
    assert wrong(good.replace(old, new, 1)) == [told]


def test_it_is_published_where_the_settings_name_a_contact(tmp_path: Path) -> None:
    root = Path(shutil.copytree(STARTER, tmp_path / "site"))
    (root / "notebooks/nordic-population.ipynb").unlink()
    told = "      security_contact: mailto:a@example.org\n      security_expires: 2027-06-30\n"
    change(root / "mkdocs.yml", "      focus:", f"{told}      focus:")
    assert render_text(build_with_mkdocs(root / "mkdocs.yml", workers=0).problems) == ""
    made = (root / "site/.well-known/security.txt").read_text(encoding="utf-8")
    assert made.startswith("Contact: mailto:a@example.org\nExpires: 2027-06-30T00:00:00Z\n")
    change(root / "mkdocs.yml", told, "")
    build_with_mkdocs(root / "mkdocs.yml", workers=0)
    assert not (root / "site/.well-known").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            "security_contact: a@example.org\n      security_expires: 2027-06-30",
            'mkdocs.yml:4:25: error CF007: "security_contact" must be an address or a list\n',
        ),
        (
            "security_contact: tel:+1\n      security_expires: soon",
            'mkdocs.yml:5:25: error CF007: "security_expires" must be a day\n',
        ),
        (
            "security_contact: tel:+1",
            'error CF007: "security_contact" says nothing without "security_expires"\n',
        ),
        (
            "security_expires: 2027-06-30",
            'error CF007: "security_expires" says nothing without "security_contact"\n',
        ),
    ],
)
def test_half_a_contact_is_told(tmp_path: Path, options: str, told: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"site_name: X\nplugins:\n  - silkline:\n      {options}\n", encoding="utf-8")
    assert told in render_text(load_config(path)[1])
