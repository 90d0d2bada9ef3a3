"""A new site is complete and never takes another's place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from silkline.problems import render_text
from silkline.scaffold import new_site

STARTER = Path(__file__).parents[2] / "src/silkline/starter"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file()
        and not {"__pycache__", ".silkline", "site"} & set(p.parts[len(folder.parts) :])
    }


def test_a_new_site_is_the_starter_with_its_name(tmp_path: Path):
    assert new_site(tmp_path / "deep/new", "Tea trade") == ()
    made, starter = contents(tmp_path / "deep/new"), contents(STARTER)
    settings = made.pop("mkdocs.yml").decode().splitlines()
    before = starter.pop("mkdocs.yml").decode().splitlines()
    assert made == starter
    changed = [(a, b) for a, b in zip(before, settings, strict=True) if a != b]
    assert [b for _, b in changed] == ['site_name: "Tea trade"']


@pytest.mark.parametrize("title", ['Say "so": # yes', "茶叶贸易", r"back\1slash", "- list", "yes"])
def test_any_title_is_the_name_of_the_site(tmp_path: Path, title: str):
    assert new_site(tmp_path / "new", title) == ()
    lines = (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("site_name:")]
    assert yaml.safe_load(line) == {"site_name": title}


def test_a_blank_title_gives_way_to_the_name_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "tea").mkdir()
    monkeypatch.chdir(tmp_path / "tea")
    assert new_site(Path(), " ") == ()
    assert 'site_name: "tea"' in Path("mkdocs.yml").read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "zebra").mkdir()
    assert render_text(new_site(tmp_path, "X")) == (
        f"{tmp_path.as_posix()}: error PB030: "
        "a new site needs an empty folder, and it holds 'notes.txt'\n"
        "  help: name a folder that does not exist yet, or an empty one."
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.txt", "zebra"]


def test_a_file_is_left_alone(tmp_path: Path):
    path = tmp_path / "taken"
    path.write_text("mine", encoding="utf-8")
    assert render_text(new_site(path, "X")) == (
        f"{path.as_posix()}: error PB030: a new site needs an empty folder, and it is a file\n"
        "  help: name a folder that does not exist yet, or an empty one."
    )
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert render_text(new_site(tmp_path / "file/new", "X")) == (
        f"{tmp_path.as_posix()}/file/new: error PB031: "
        "the folder cannot be written: Not a directory\n"
        "  help: name a folder in a place where you may write."
    )
