# A build after a change makes what depends on the change, and the rest as it was kept. Whether that
# is true is seen by what is published: after each of a series of changes, whichever comes first,
# the site must be the very bytes of a build that knows nothing of an earlier one.
"""One change after another, each built with what the last build kept."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace as replace_fields
from pathlib import Path
from typing import Final

from nordic_site import COOPERATION, write_site

from changes import digests, edit_json, replace
from silkline import piecework
from silkline.build import plan_site
from silkline.cache import Store
from silkline.config import load_config
from silkline.model import BuildReport
from silkline.plugin import build_with_mkdocs
from silkline.reads import Asked
from silkline.runner import note_key

SEED: Final = 20261122
POPULATION: Final = "datapackages/nordic-population"
CLAIMS: Final = "datapackages/nordic-claims/data/claims.csv"

Change = Callable[[Path, random.Random], None]


def write(root: Path) -> Path:
    """The starter with claims and registers, and without its story, which would run anew with each
    change of the data.
    """
    write_site(root, "claims", "registers")
    shutil.rmtree(root / "notebooks")
    settings = root / "mkdocs.yml"
    text, _, _ = settings.read_text("utf-8").partition("  - mkdocs-jupyter:")
    settings.write_text(f"{text}\nmarkdown_extensions:\n  - attr_list\n", encoding="utf-8")
    replace(settings, "  - Stories: stories/index.md\n", "")
    return root


def build(root: Path, site: str = "site") -> BuildReport:
    report = build_with_mkdocs(root / "mkdocs.yml", site_dir=root / site, workers=0)
    assert report.problems == ()
    return report


def planned(root: Path) -> list[str]:
    """The tasks that a plan says will run."""
    config, _ = load_config(root / "mkdocs.yml")
    assert config is not None
    reasons, _ = plan_site(config)
    return [r.task for r in reasons if r.why]


def afresh(root: Path, place: Path) -> dict[str, str]:
    """What a build makes that knows of no page and no file that was made before."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(root, place, ignore=shutil.ignore_patterns("site"))
    noted = note_key(piecework.NOTES)
    (place / f".silkline/cache/keys/{noted}.json").unlink()
    ran = build(place).ran
    assert {task for task in ran if task.startswith("page:")} == {*ran} - {
        task for task in ran if task.startswith("files:")
    }
    assert len(ran) > 40
    return digests(place / "site")


# --- changes ---


def a_value(root: Path, pick: random.Random) -> None:
    table = root / POPULATION / "data/observations.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    row = pick.randrange(1, len(lines))
    assert ",,A," in lines[row]
    lines[row] = lines[row].replace(",,A,", ",,E,")
    table.write_text("".join(lines), encoding="utf-8")


def a_title(root: Path, pick: random.Random) -> None:
    table = root / POPULATION / "data/indicators.csv"
    replace(table, "population,Population,", f"population,Population {pick.randrange(10)},")


def a_claim(root: Path, pick: random.Random) -> None:
    if (root / CLAIMS).is_file():
        replace(root / CLAIMS, "same,,", f"same,Told {pick.randrange(10)} times.,")


def an_entry(root: Path, pick: random.Random) -> None:
    table = root / COOPERATION / "entries.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    row = pick.randrange(1, len(lines))
    lines[row] = re.sub(r"\.(?=,)", " as is told.", lines[row], count=1)
    table.write_text("".join(lines), encoding="utf-8")


def an_indicator_less(root: Path, _pick: random.Random) -> None:
    shutil.rmtree(root / "datapackages/nordic-claims")


def a_name(root: Path, pick: random.Random) -> None:
    code, name = pick.choice((("DNK", "Denmark"), ("ISL", "Iceland"), ("FIN", "Finland")))
    areas = root / "datapackages/reference/data/areas.csv"
    replace(areas, f"{code},{name},", f"{code},New {name},")


def a_setting(root: Path, pick: random.Random) -> None:
    setting = pick.choice(("agency: NORD", "map_notes: https://example.org/maps/", "focus: [NOR]"))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("      focus: [SWE]\n", "")
    text = text.replace("  - silkline:\n", f"  - silkline:\n      {setting}\n")
    settings.write_text(text, encoding="utf-8")


def a_page_by_hand(root: Path, pick: random.Random) -> None:
    page = root / "docs/index.md"
    page.write_text(f"{page.read_text('utf-8')}\nSeen {pick.random()} times.\n", encoding="utf-8")


def a_readme(root: Path, pick: random.Random) -> None:
    readme = root / POPULATION / "README.md"
    readme.write_text(f"{readme.read_text('utf-8')}\nNo. {pick.random()}.\n", encoding="utf-8")


def a_description(root: Path, pick: random.Random) -> None:
    with edit_json(root / POPULATION / "datapackage.json") as descriptor:
        descriptor["version"] = f"9.0.{pick.randrange(100)}"


CHANGES: Final[tuple[Change, ...]] = (
    a_value,
    a_title,
    a_claim,
    an_entry,
    an_indicator_less,
    a_name,
    a_setting,
    a_page_by_hand,
    a_readme,
    a_description,
)


def test_after_each_change_the_site_is_what_a_clean_build_makes(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    pick = random.Random(SEED)
    build(root)
    for change in pick.sample(CHANGES, len(CHANGES)):
        change(root, pick)
        told = planned(root)
        assert list(build(root).ran) == told, change.__name__
        made = digests(root / "site")
        whole = afresh(root, tmp_path / "afresh")
        assert {p for p in made.keys() | whole.keys() if made.get(p) != whole.get(p)} == set(), (
            change.__name__
        )


def astray(note: piecework.Noted) -> dict[str, Asked]:
    """Notes of a piece that asked nothing."""
    return {name: replace_fields(one, reads={}, leaves=None) for name, one in note.asked.items()}


def test_notes_that_are_false_make_work_and_no_wrong_page(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    build(root)
    store = Store(root / ".silkline/cache")
    noted = note_key(piecework.NOTES)
    kept = store.get(noted)
    assert kept is not None
    book = kept.value
    false = {name: replace_fields(note, asked=astray(note)) for name, note in book.pieces.items()}
    store.put(noted, replace_fields(kept, value=replace_fields(book, pieces=false)))
    a_value(root, random.Random(SEED))
    ran = build(root).ran
    assert set(false) <= set(ran)
    assert digests(root / "site") == afresh(root, tmp_path / "afresh")
