# A story's run is tried by every build. What no build tries stands here: that links within the site
# lead somewhere, and that no number is typed where the data could change beneath it.
"""The stories of the observatory."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from articles import ROOT, dataset

STORIES = sorted((ROOT / "notebooks").glob("*.ipynb"))
LINK = re.compile(r"\]\((?:\.\./\.\.|\{ROOT\})/([a-z-]+)/(?:([A-Za-z0-9-]+)/)?(?:#([a-z0-9-]+))?\)")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CALL = re.compile(r"\b(page|claim|indicator)\(\s*['\"]([a-z0-9-]+)['\"]")


def cells(story: Path, kind: str) -> list[str]:
    """Sources of the cells of a kind."""
    found = json.loads(story.read_bytes())["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == kind]


def targets(story: Path) -> set[tuple[str, str]]:
    """Kind and id of everything on the site that a story leads to."""
    text = "\n".join(cells(story, "markdown") + cells(story, "code"))
    links = {(section, place or name) for section, name, place in LINK.findall(text)}
    return links | set(CALL.findall(text))


def is_there(kind: str, name: str) -> bool:
    """Whether the site has a page or place for that."""
    data = dataset()
    found = {
        **dict.fromkeys(("claim", "claims"), name in data.claims),
        **dict.fromkeys(("indicator", "indicators"), name in data.indicators),
        "glossary": name in data.terms,
        "packages": name.removeprefix("reconciliation-") in {*data.packages, *data.reconciliations},
    }
    entry = data.entries.get(name)
    return found.get(kind, entry is not None and kind in {"page", entry.register})


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_links_within_the_site_lead_somewhere(story: Path) -> None:
    assert {found for found in targets(story) if not is_there(*found)} == set()


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_no_figure_is_typed_into_the_text(story: Path) -> None:
    text = "\n".join(cells(story, "markdown"))
    words = YEAR.sub("", re.sub(r"\]\([^)]*\)", "]", text))
    assert re.findall(r".*\d.*", words) == []


def test_links_are_found_in_whatever_form_they_are_written() -> None:
    found = targets(ROOT / "notebooks/beijing-qianhai-and-the-zones.ipynb")
    assert {
        ("zones", "two-zones"),
        ("claims", "ji-lin-services-rank"),
        ("page", "qianhai-cluster"),
        ("claim", "economic-daily-qianhai-trade"),
        ("indicator", "cross-border-ecommerce"),
    } <= found
