# What a site is built with, and what is served with it, may be used by anyone. A licence that asks
# for more than a notice is told here before it gets in.
"""Licences of everything that the engine rests on, and the list of it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

from running import ROOT, run

BIN: Final = Path(sys.executable).parent
ASKS_FOR_A_NOTICE: Final = re.compile(
    r"0BSD|Apache-2\.0|Apache Software License|BSD(-[234]-Clause)?( License)?|CC0-1\.0|ISC"
    r"|MIT(-CMU)?|MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)|OFL-1\.1|Python-2\.0"
    r"|Unlicense|Zlib"
)
DECLARE_NONE: Final = {"asttokens": "Apache-2.0", "bleach": "Apache-2.0"}
"""By their licence files; their metadata say nothing that a program could read."""
CHOSEN: Final = {"text-unidecode": "Artistic"}
"""Offered under one of several: the one that is taken."""


def locked(name: str) -> set[str]:
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9][\w.-]*)==", text, flags=re.MULTILINE))


def terms(component: dict[str, Any]) -> list[str]:
    """What a package declares, alternatives and sums taken apart."""
    said = [
        entry.get("expression") or entry["license"].get("id") or entry["license"]["name"]
        for entry in component.get("licenses", [])
    ]
    plain = (re.sub(r"^License :: (OSI Approved :: )?", "", text) for text in said)
    return [part for text in plain for part in re.split(r" (?:AND|OR) ", text)]


def test_every_package_of_a_build_asks_for_no_more_than_a_notice() -> None:
    made = run(BIN / "cyclonedx-py", "environment", "--of", "JSON", sys.executable, cwd=ROOT)
    named = {c["name"].lower(): terms(c) for c in json.loads(made.out)["components"]}
    here = {name: named[name] for name in locked("site") & named.keys()}
    assert len(here) > 80
    assert {name for name, said in here.items() if not said} == set(DECLARE_NONE)
    asking = {
        name
        for name, said in here.items()
        if not all(ASKS_FOR_A_NOTICE.fullmatch(term) for term in said)
    }
    assert asking == set(CHOSEN)


def test_every_package_of_the_front_end_asks_for_no_more_than_a_notice() -> None:
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text(encoding="utf-8"))
    used = {
        path: entry for path, entry in lock["packages"].items() if path and not entry.get("dev")
    }
    assert len(used) > 20
    asking = {
        path: entry.get("license")
        for path, entry in used.items()
        if not ASKS_FOR_A_NOTICE.fullmatch(entry.get("license", ""))
    }
    assert asking == {}


def test_the_list_of_what_is_inside_names_each_file_by_its_digest(tmp_path: Path) -> None:
    done = run("make", "sbom", f"DIST={tmp_path}", cwd=ROOT)
    assert done.code == 0, done.err
    python = json.loads((tmp_path / "python.cdx.json").read_text(encoding="utf-8"))
    assert {c["name"] for c in python["components"]} == locked("site")
    for component in python["components"]:
        assert any(reference.get("hashes") for reference in component["externalReferences"])
    front = json.loads((tmp_path / "frontend.cdx.json").read_text(encoding="utf-8"))
    assert "vega-view" in {c["name"] for c in front["components"]}
    assert "typescript" not in {c["name"] for c in front["components"]}
