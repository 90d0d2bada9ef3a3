# The order of the stages, in this process and on the starter site without its story: what is made,
# what is left out when something is wrong, and that everything wrong is told at once.
"""Building a site in memory."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from starter_tasks import ALL, EMBED, FILES, PAGES

from changes import digests
from changes import replace as change
from silkline.build import Site, build_site, plan_site
from silkline.checking import check_site
from silkline.config import Config, load_config
from silkline.problems import Location, Problem, render_text

STARTER = Path(__file__).parents[2] / "src/silkline/starter"
PACKAGE = "datapackages/nordic-population"
STORY = "notebooks/nordic-population.ipynb"

KNOWN = Problem(
    where=Location(path="mkdocs.yml", line=1), code="CF010", message="the site has no name"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "site"))


def config(root: Path) -> Config:
    found, _ = load_config(root / "mkdocs.yml")
    assert found is not None
    return replace(found, workers=0)


@pytest.fixture
def plain(root: Path) -> Path:
    """The starter without its story."""
    (root / STORY).unlink()
    return root


def break_a_value(root: Path) -> None:
    change(root / PACKAGE / "data/observations.csv", "2016,5728010,,A", "2016,many,,A")


def made(site: Site) -> tuple[int, int]:
    return len(site.pages), len(site.files)


def test_a_build_makes_pages_files_and_blocks_and_reports_what_it_did(plain: Path) -> None:
    told: list[str] = []
    site = build_site(config(plain), note=lambda stage, _seconds: told.append(stage))
    report = site.report
    assert render_text(report.problems) == ""
    assert (report.pages, report.files) == made(site)
    assert {"indicators/population.md", "economies/SWE.md"} <= {p.uri for p in site.pages}
    assert {"charts/population.points.json", "data/v1/latest/manifest.json"} <= {
        f.uri for f in site.files
    }
    assert {"headlines", "topics"} <= set(site.blocks)
    assert site.stories == {}
    assert report.ran == (
        "validate:nordic-population",
        "validate:reference",
        "chart:population",
        *FILES,
        *PAGES,
        EMBED,
    )
    assert report.reused == ()
    assert told == [name for name, _ in report.stages]
    assert told == [
        "load packages",
        "check packages",
        "compute indicators",
        "compare releases",
        "draw charts",
        "run notebooks",
        "unpack releases",
        "check claims",
        "publish data",
        "render pages",
        "draw images",
    ]


def test_a_second_build_reuses_everything_and_makes_the_same(plain: Path) -> None:
    first, second = build_site(config(plain)), build_site(config(plain))
    assert second.report.ran == ()
    assert sorted(second.report.reused) == sorted(first.report.ran)
    assert (second.pages, second.files, second.blocks) == (first.pages, first.files, first.blocks)


def test_a_build_writes_nothing_but_its_cache(plain: Path) -> None:
    before = digests(plain)
    build_site(config(plain))
    shutil.rmtree(plain / ".silkline")
    assert digests(plain) == before


def test_a_site_with_errors_has_no_pages_and_everything_wrong_is_told(root: Path) -> None:
    break_a_value(root)
    change(root / "datapackages/reference/data/topics.csv", ",1\n", ",first\n")
    site = build_site(config(root), (KNOWN,))
    assert made(site) == (0, 0)
    assert (site.blocks, site.stories) == ({}, {})
    found = site.report.problems
    assert [(p.code, p.where.path) for p in found] == [
        ("TB004", f"{PACKAGE}/data/observations.csv"),
        ("TB004", "datapackages/reference/data/topics.csv"),
        ("CF010", "mkdocs.yml"),
        ("NB031", STORY),
    ]
    assert [name for name, _ in site.report.stages][-1] == "run notebooks"


def test_without_the_lists_nothing_is_drawn_and_the_mistake_in_them_is_told(root: Path) -> None:
    change(root / "datapackages/reference/data/units.csv", ",1,{person}", ",one,{person}")
    site = build_site(config(root))
    assert made(site) == (0, 0)
    assert [(p.code, p.where.path) for p in site.report.problems] == [
        ("TB004", "datapackages/reference/data/units.csv"),
        ("NB031", STORY),
    ]


def test_a_problem_known_before_is_enough_to_publish_nothing(plain: Path) -> None:
    site = build_site(config(plain), (KNOWN,))
    assert (made(site), site.report.problems) == ((0, 0), (KNOWN,))


def test_checking_finds_what_building_finds_and_runs_no_story(root: Path) -> None:
    break_a_value(root)
    report = check_site(config(root), (KNOWN,))
    assert [p.code for p in report.problems] == ["TB004", "CF010"]
    assert report.ran == ("validate:nordic-population", "validate:reference")
    assert (report.pages, report.files) == (0, 0)


def test_a_result_that_is_no_longer_asked_for_is_forgotten(plain: Path) -> None:
    build_site(config(plain))
    change(plain / "mkdocs.yml", "focus: [SWE]", "focus: [NOR]")
    build_site(config(plain))
    change(plain / "mkdocs.yml", "focus: [NOR]", "focus: [SWE]")
    ran = build_site(config(plain)).report.ran
    assert ran[0] == "chart:population"
    assert {"page:indicators/population", "page:compare"} < set(ran) < set(ALL)


def test_a_broken_build_forgets_nothing(plain: Path) -> None:
    build_site(config(plain))
    break_a_value(plain)
    build_site(config(plain))
    change(plain / PACKAGE / "data/observations.csv", "2016,many,,A", "2016,5728010,,A")
    assert build_site(config(plain)).report.ran == ()


def test_a_plan_names_every_task_with_its_reason(root: Path) -> None:
    reasons, problems = plan_site(config(root))
    assert problems == ()
    assert [(r.task, r.why) for r in reasons] == [(task, "new") for task in ALL]


def test_a_plan_ends_where_the_content_cannot_be_read(root: Path) -> None:
    (root / PACKAGE / "data/observations.csv").write_bytes(b"\xff")
    reasons, problems = plan_site(config(root))
    assert [r.task for r in reasons] == ["validate:nordic-population", "validate:reference"]
    assert [(p.code, p.where.path) for p in problems] == [
        ("TB002", f"{PACKAGE}/data/observations.csv")
    ]
