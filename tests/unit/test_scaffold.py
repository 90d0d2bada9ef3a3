"""A new site is complete and never takes another's place."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from nordic_site import write_site

from changes import digests
from silkline.build import build_site
from silkline.checking import check_site
from silkline.config import Config, load_config
from silkline.problems import Problems, render_text
from silkline.scaffold import new_indicator, new_package, new_site, new_story

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


# --- in a site ---

TODAY = date(2026, 3, 31)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    found, _ = load_config(write_site(tmp_path / "site") / "mkdocs.yml")
    assert found is not None
    return replace(found, workers=0)


def rows(config: Config, package: str, table: str) -> list[dict[str, str]]:
    path = config.packages_dir / package / f"data/{table}.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def refused(config: Config, problems: Problems, before: dict[str, str]) -> str:
    """What is said of something that cannot be begun; nothing may have changed."""
    assert digests(config.root) == before
    return render_text(problems)


def test_all_that_is_begun_is_in_order_at_once(config: Config) -> None:
    assert new_package(config, "tea", today=TODAY) == ()
    assert new_indicator(config, "tea", "coffee") == ()
    assert new_indicator(config, "nordic-population", "density") == ()
    assert new_story(config, "tea-time", today=TODAY) == ()
    assert render_text(check_site(config).problems) == ""


def test_a_new_package_says_in_every_text_that_it_is_to_be_replaced(config: Config) -> None:
    assert new_package(config, "tea", today=TODAY) == ()
    folder = config.packages_dir / "tea"
    assert sorted(digests(folder)) == [
        "README.md",
        "data/indicators.csv",
        "data/observations.csv",
        "data/sources.csv",
        "datapackage.json",
        "raw/SOURCE.md",
        "raw/placeholder.csv",
    ]
    (indicator,) = rows(config, "tea", "indicators")
    assert indicator["indicator"] == "tea"
    texts = {name: indicator[name] for name in ("title", "title_zh", "definition", "definition_zh")}
    assert texts == {
        "title": "Placeholder title",
        "title_zh": "占位标题",
        "definition": "Placeholder: say what is measured and what is left out.",
        "definition_zh": "占位：说明统计范围及不含内容。",
    }
    (observation,) = rows(config, "tea", "observations")
    assert observation == {
        "indicator": "tea",
        "ref_area": "DNK",
        "time_period": "2000",
        "obs_value": "0",
        "obs_qualifier": "",
        "obs_status": "A",
        "source": "placeholder",
        "evidence": "raw/placeholder.csv#cell=2,3",
        "note": "Placeholder: replace this row.",
    }
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    assert '"created": "2026-03-31T00:00:00Z"' in text
    assert "Nordic" not in text


def test_a_package_whose_name_is_an_indicator_elsewhere_gets_a_free_id(config: Config) -> None:
    assert new_package(config, "population", today=TODAY) == ()
    assert [row["indicator"] for row in rows(config, "population", "indicators")] == [
        "population-2"
    ]


def test_a_new_indicator_leaves_the_other_rows_as_they_are(config: Config) -> None:
    table = config.packages_dir / "nordic-population/data/observations.csv"
    before = table.read_text(encoding="utf-8").splitlines()
    assert new_indicator(config, "nordic-population", "density") == ()
    after = table.read_text(encoding="utf-8").splitlines()
    new = (
        "density,DNK,2000,0,,A,placeholder,"
        '"raw/placeholder.csv#cell=2,3",Placeholder: replace this row.'
    )
    assert after == [before[0], new, *before[1:]]
    assert new_indicator(config, "nordic-population", "wealth") == ()
    assert render_text(check_site(config).problems) == ""


def test_a_new_story_runs_and_says_what_the_data_say(config: Config) -> None:
    assert new_story(config, "tea-time", today=TODAY) == ()
    site = build_site(config)
    assert render_text(site.report.problems) == ""
    said = site.stories["tea-time"].run.decode()
    assert "In 2024 the highest value was 10,569,709.0, of Sweden." in said


@pytest.mark.parametrize(
    "name",
    ["Tea", "tea export", "../tea", "tea/x", "-tea", "tea-", "te--a", "", "茶", "x" * 61, "a\0"],
)
def test_a_name_that_cannot_be_an_address_is_refused(config: Config, name: str) -> None:
    before = digests(config.root)
    told = [
        new_package(config, name, today=TODAY),
        new_story(config, name, today=TODAY),
        new_indicator(config, "nordic-population", name),
    ]
    for problems in told:
        said = refused(config, problems, before)
        assert "error PB033: the name " in said
        assert said.endswith(
            "cannot be part of an address\n"
            "  help: use small letters a to z, digits and single hyphens, at most 60 in all."
        )


def test_nothing_that_is_there_is_overwritten(config: Config) -> None:
    (config.packages_dir / "dangling").symlink_to("nowhere")
    before = digests(config.root)
    told = {
        "datapackages/nordic-population: error PB034: 'nordic-population'": new_package(
            config, "nordic-population", today=TODAY
        ),
        "datapackages/dangling: error PB034: 'dangling'": new_package(
            config, "dangling", today=TODAY
        ),
        "datapackages/nordic-population/data/indicators.csv: error PB034: an indicator "
        "'population'": new_indicator(config, "nordic-population", "population"),
        "notebooks/nordic-population.ipynb: error PB034: 'nordic-population.ipynb'": new_story(
            config, "nordic-population", today=TODAY
        ),
    }
    for start, problems in told.items():
        expected = f"{start} is there already\n  help: choose another name."
        assert refused(config, problems, before) == expected


def test_an_indicator_needs_a_package(config: Config) -> None:
    before = digests(config.root)
    for name, place in (("tea", "/tea"), ("reference", "/reference"), ("../x", "")):
        assert refused(config, new_indicator(config, name, "coffee"), before) == (
            f'datapackages{place}: error PB035: "{name}" is no sound package of indicators\n'
            "  help: `silkline new package NAME` begins one; `silkline check` tells what is wrong."
        )


def test_a_package_needs_code_lists_and_a_story_an_indicator(tmp_path: Path) -> None:
    (tmp_path / "datapackages").mkdir()
    (tmp_path / "docs").mkdir()
    settings = (STARTER / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    config, _ = load_config(tmp_path / "mkdocs.yml")
    assert config is not None
    before = digests(tmp_path)
    assert refused(config, new_package(config, "tea", today=TODAY), before) == (
        "datapackages: error PB035: no reference package has a code in the table 'areas'\n"
        "  help: add the code list first: a package needs units, topics, areas and licences."
    )
    assert refused(config, new_story(config, "tea", today=TODAY), before) == (
        "notebooks: error PB035: no package has an indicator that a story could read\n"
        "  help: begin a package first: `silkline new package NAME`."
    )
