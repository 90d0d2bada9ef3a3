# What is kept and what is run again: change one thing, and exactly these tasks run.
"""Builds after a change."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from starter_tasks import (
    ALL,
    AREAS,
    CHART,
    EMBED,
    FILES,
    PAGES,
    STORY,
    VALIDATE,
    VALIDATE_LISTS,
)

from changes import edit_json, replace
from running import Command, Finished, here
from silkline.cache import digest

PACKAGE: Final = "datapackages/nordic-population"
NOTEBOOK: Final = "notebooks/nordic-population.ipynb"


def touch_everything(site: Path) -> None:
    for path in site.rglob("*"):
        os.utime(path, (1_900_000_000, 1_900_000_000))


def write_prose(site: Path) -> None:
    page = site / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")


def write_story_prose(site: Path) -> None:
    with edit_json(site / NOTEBOOK) as notebook:
        notebook["cells"][-1]["source"].append(" One more sentence.")


def change_story_code(site: Path) -> None:
    with edit_json(site / NOTEBOOK) as notebook:
        notebook["cells"][1]["source"].append("\nunused = 1")


def retitle_the_story(site: Path) -> None:
    with edit_json(site / NOTEBOOK) as notebook:
        notebook["metadata"]["silkline"]["title"] = "Five countries"


def rename_the_story(site: Path) -> None:
    (site / NOTEBOOK).rename(site / "notebooks/five-countries.ipynb")


def change_a_value(site: Path) -> None:
    replace(site / PACKAGE / "data/observations.csv", "2016,5728010,,A", "2016,5728010,,E")


def write_in_the_readme_of_a_package(site: Path) -> None:
    readme = site / PACKAGE / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")


def change_a_raw_file(site: Path) -> None:
    raw = site / PACKAGE / "raw/SOURCE.md"
    raw.write_text(raw.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")


def rename_an_area(site: Path) -> None:
    replace(site / "datapackages/reference/data/areas.csv", "Iceland,", "Republic of Iceland,")


def add_an_area(site: Path) -> None:
    areas = site / "datapackages/reference/data/areas.csv"
    replace(areas, "FIN,", "EST,Estonia,爱沙尼亚,economy,233,,,\nFIN,")


def change_the_name_of_the_site(site: Path) -> None:
    settings = site / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub("site_name: .*", "site_name: North", text), encoding="utf-8")


def lose_a_kept_result(site: Path) -> None:
    shutil.rmtree(site / ".silkline")


def damage_the_kept_results(site: Path) -> None:
    for path in (site / ".silkline").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            path.write_bytes(content[: len(content) // 2])


def set_who_publishes(site: Path) -> None:
    replace(site / "mkdocs.yml", "      focus:", "      agency: NORD\n      focus:")


NAMELESS: Final = {"files:timeline", "files:glossary"}
"""What never tells the name of the site."""
DESCRIBED: Final = ("files:metadata/nordic-population", "files:metadata")
"""What tells the size of its files."""
CITED: Final = ("page:home", "page:indicators/population", "page:packages/nordic-population")
"""Pages that tell the size of a package's file."""
LISTING: Final = (
    "page:home",
    "page:indicators/population",
    "page:stories",
    "page:topics/population",
)
"""Pages that list stories."""

CASES: Final[list[tuple[Callable[[Path], None], set[str]]]] = [
    (touch_everything, set()),
    (write_prose, set()),
    (write_story_prose, set()),
    (change_story_code, {STORY}),
    (retitle_the_story, {*LISTING}),
    (rename_the_story, {"notebook:five-countries", *LISTING}),
    (
        change_a_value,
        {
            *(VALIDATE, CHART, STORY),
            "files:lists",
            "files:indicators/population",
            "files:citations/population",
            EMBED,
            "files:economies/DNK",
            "files:packages/nordic-population",
            "files:metadata/nordic-population",
            "files:metadata",
            *CITED,
            "page:compare",
            *(f"page:economies/{area}" for area in AREAS),  # each is drawn beside the others
            "page:packages",
        },
    ),
    (
        write_in_the_readme_of_a_package,
        {"files:packages/nordic-population", *DESCRIBED, *CITED},
    ),
    (
        change_a_raw_file,
        {
            VALIDATE,
            "files:citations/population",
            "files:packages/nordic-population",
            "files:metadata/nordic-population",
            "files:metadata",
            *CITED,
            "page:compare",
        },
    ),
    (
        rename_an_area,
        {
            *(VALIDATE_LISTS, CHART, STORY),
            "files:lists",
            "files:structures",
            "files:indicators/population",
            EMBED,
            "files:economies/ISL",
            "files:packages/nordic-population",  # its workbook names areas
            "files:packages/reference",
            "files:metadata/nordic-population",
            "files:metadata/reference",
            "files:metadata",
            *CITED,
            "page:compare",
            "page:economies",
            *(f"page:economies/{area}" for area in AREAS),
            "page:indicators",
            "page:packages",
            "page:packages/reference",
            "page:topics/population",
        },
    ),
    (
        add_an_area,
        {
            *(VALIDATE, VALIDATE_LISTS),
            "files:lists",
            "files:structures",
            "files:packages/reference",
            "files:metadata/reference",
            "files:metadata",
            "page:home",
            "page:economies",
            "page:packages",
            "page:packages/reference",
        },
    ),
    (
        set_who_publishes,
        {
            "files:indicators/population",
            "files:metadata",
            "files:structures",
            "page:indicators/population",
        },
    ),
    (change_the_name_of_the_site, {*FILES, *PAGES, EMBED} - NAMELESS),
    (lose_a_kept_result, {*ALL}),
    (damage_the_kept_results, {*ALL}),
]


def planned(plan: Finished) -> set[str]:
    """The tasks that a plan says will run."""
    assert plan.code == 0, plan.out + plan.err
    return {line.rpartition(": ")[0] for line in plan.out.splitlines()[:-1]}


def ran(build: Finished) -> int:
    """The number of tasks that a build says it ran."""
    assert build.code == 0, build.out + build.err
    found = re.search(r"(\d+) tasks run, \d+ kept", build.err)
    assert found is not None, build.err
    return int(found.group(1))


def test_a_first_build_runs_everything(starter: Path, silkline: Command) -> None:
    plan = silkline("plan", cwd=starter)
    assert planned(plan) == {*ALL}
    assert plan.out.splitlines()[-1] == "42 of 42 tasks will run"
    assert ran(silkline("build", cwd=starter)) == len(ALL)


@pytest.mark.parametrize(("change", "expected"), CASES, ids=lambda v: getattr(v, "__name__", ""))
def test_a_change_runs_what_it_concerns_and_nothing_else(
    built: Path, change: Callable[[Path], None], expected: set[str]
) -> None:
    change(built)
    assert planned(here("plan", cwd=built)) == expected
    assert ran(here("build", "--workers", "0", cwd=built)) == len(expected)
    assert planned(here("plan", cwd=built)) == set()


def test_a_plan_says_why(built: Path, silkline: Command) -> None:
    change_story_code(built)
    assert silkline("plan", cwd=built).out == (f"{STORY}: code changed\n1 of 42 tasks will run\n")


def test_after_a_change_of_the_engine_a_plan_says_so(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("silkline.runner.environment_digest", lambda: digest(b"another"))
    plan = here("plan", cwd=built)
    assert {line.partition(": ")[2] for line in plan.out.splitlines()[:-1]} == {
        "the environment or the engine changed"
    }
    assert plan.out.splitlines()[-1] == "42 of 42 tasks will run"
