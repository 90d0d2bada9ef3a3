# Mistakes as contributors make them: every one is told in one run, with its place, and whatever was
# published before stays as it was.
"""Content with mistakes, and builds that do not end."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from changes import digests, edit_json, replace
from running import ROOT, SILKLINE, Command, here

PACKAGE: Final = "datapackages/nordic-population"
NOTEBOOK: Final = "notebooks/nordic-population.ipynb"
STATEMENTS: Final = (
    "statement,source,speaker,role,point,point_zh,paragraph,sentence\n"
    "bank-2026,wdi-population-2026-07,World Bank,Publisher,Iceland grew.,冰岛人口增加。,1,1\n"
)
CLAIMS: Final = (
    "claim,statement,indicator,ref_area,time_period,obs_qualifier,value,unit,printed,check,against,"
    "base_period,denominator,definition,note,note_zh\n"
    "iceland,bank-2026,population,ISL,2024,,404610,people,404 610,guess,,,,same,,\n"
)


def break_a_cell(site: Path) -> None:
    replace(site / PACKAGE / "data/observations.csv", "2016,5728010,", "2016,n/a,")


def break_a_descriptor(site: Path) -> None:
    copy = shutil.copytree(site / PACKAGE, site / "datapackages/second")
    with edit_json(copy / "datapackage.json") as descriptor:
        descriptor["name"] = "second"
        descriptor["version"] = "first"


def break_a_claim(site: Path) -> None:
    """Give the package a statement and a claim, and the claim a check that does not exist."""
    borrowed = json.loads(
        (ROOT / "datapackages/digital-economy/datapackage.json").read_text(encoding="utf-8")
    )
    with edit_json(site / PACKAGE / "datapackage.json") as descriptor:
        descriptor["resources"] += [
            r for r in borrowed["resources"] if r["name"] in {"statements", "claims"}
        ]
    (site / PACKAGE / "data/statements.csv").write_text(STATEMENTS, encoding="utf-8")
    (site / PACKAGE / "data/claims.csv").write_text(CLAIMS, encoding="utf-8")


def break_a_notebook(site: Path) -> None:
    copy = shutil.copy(site / NOTEBOOK, site / "notebooks/untitled.ipynb")
    with edit_json(Path(copy)) as notebook:
        del notebook["metadata"]["silkline"]["title"]


def break_the_configuration(site: Path) -> None:
    replace(site / "mkdocs.yml", "      peers: [DNK", "      pears: [DNK")


MISTAKES: Final = (
    break_a_cell,
    break_a_descriptor,
    break_a_claim,
    break_a_notebook,
    break_the_configuration,
)
TOLD: Final = [
    (
        f"{PACKAGE}/data/claims.csv:2:10: error TB006: 'check' is \"guess\", not one of level, "
        "change, growth, cagr, share, multiple, rank, difference, none"
    ),
    f"{PACKAGE}/data/observations.csv:3:4: error TB004: 'obs_value' is \"n/a\", not a number",
    (
        "datapackages/second/data/observations.csv:3:4: error TB004: 'obs_value' is \"n/a\", "
        "not a number"
    ),
    (
        'datapackages/second/datapackage.json:6:13: error DP009: "version" is "first", '
        "which does not have the right form"
    ),
    'mkdocs.yml:19:7: error CF006: silkline has no option "pears"',
    'notebooks/untitled.ipynb:87:15: error NB007: "title" is missing in the notebook\'s metadata',
]
NOT_RUN: Final = (
    f"{NOTEBOOK}:87:15: note NB031: the notebook was not run: "
    "what it reads stands in a package with errors"
)


def heads(told: str) -> list[str]:
    """The lines that name a place; those below show the line and how to mend it."""
    return [line for line in told.splitlines() if re.match(r"\S+:\d+", line)]


@pytest.mark.parametrize(
    ("command", "notes", "count"),
    [("check", [], "6 errors"), ("build", [NOT_RUN], "6 errors, 1 note")],
)
def test_one_run_tells_every_mistake_with_its_place(
    starter: Path, silkline: Command, command: str, notes: list[str], count: str
) -> None:
    for make in MISTAKES:
        make(starter)
    done = silkline(command, "--format", "text", cwd=starter)
    assert heads(done.out) == [*TOLD[:-1], *notes, TOLD[-1]]
    assert len(re.findall(r"^ +\d+ \| \S|^ +\d+ \|  +\S", done.out, re.MULTILINE)) == len(TOLD)
    assert done.out.count("\n  help: ") == len(TOLD) + len(notes)
    assert done.err.splitlines()[-1] == count
    assert "Traceback" not in done.err
    assert done.code == 1


def test_github_shows_each_mistake_on_its_line(starter: Path) -> None:
    break_a_cell(starter)
    done = here("check", "--workers", "0", "--format", "github", cwd=starter)
    assert done.code == 1
    assert done.out == (
        f"::error file={PACKAGE}/data/observations.csv,line=3,title=TB004::"
        "'obs_value' is \"n/a\", not a number. "
        "leave the cell empty and set obs_status to M (missing).\n"
    )


def test_json_gives_each_mistake_to_programs(starter: Path) -> None:
    break_a_cell(starter)
    done = here("check", "--workers", "0", "--format", "json", cwd=starter)
    assert json.loads(done.out) == [
        {
            "code": "TB004",
            "severity": "error",
            "path": f"{PACKAGE}/data/observations.csv",
            "line": 3,
            "column": 4,
            "field": "obs_value",
            "message": "'obs_value' is \"n/a\", not a number",
            "hint": "leave the cell empty and set obs_status to M (missing).",
        }
    ]


@pytest.mark.parametrize("make", MISTAKES)
def test_a_mistake_leaves_the_published_site_as_it_was(
    built: Path, make: Callable[[Path], None]
) -> None:
    before = digests(built / "site")
    make(built)
    done = here("build", "--workers", "0", cwd=built)
    assert done.code == 1
    assert len([head for head in heads(done.out) if ": error " in head]) == 1
    assert digests(built / "site") == before


def test_a_cell_that_raises_is_told_with_its_line_and_keeps_the_site_as_it_was(
    built: Path, silkline: Command
) -> None:
    before = digests(built / "site")
    with edit_json(built / NOTEBOOK) as notebook:
        notebook["cells"][1]["source"].append("\n1 / 0")
    done = silkline("build", cwd=built)
    assert done.code == 1
    (head,) = heads(done.out)
    assert re.fullmatch(rf"{NOTEBOOK}:\d+:\d+: error NB\d+: .*ZeroDivisionError.*", head)
    number = int(head.split(":")[1])
    line = (built / NOTEBOOK).read_text(encoding="utf-8").splitlines()[number - 1]
    assert line.strip() == '"\\n1 / 0"'
    assert digests(built / "site") == before


def test_a_wrong_command_line_is_told_from_wrong_content(starter: Path, silkline: Command) -> None:
    assert silkline("build", "--wrokers", "2", cwd=starter).code == 2
    assert silkline("explain", "XX999", cwd=starter).code == 2
    assert silkline("check", cwd=starter).code == 0


@pytest.mark.parametrize("stage", ["check packages", "draw charts", "run notebooks", "publish"])
def test_a_build_that_is_killed_leaves_the_published_site_and_the_next_build_whole(
    built: Path, silkline: Command, stage: str
) -> None:
    whole = digests(built / "site")
    replace(built / PACKAGE / "data/observations.csv", "2016,5728010,,A", "2016,5728010,,E")
    with subprocess.Popen(
        [SILKLINE, "build"], cwd=built, start_new_session=True, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if line.startswith(stage))
        os.killpg(process.pid, signal.SIGKILL)
    assert digests(built / "site") == whole
    replace(built / PACKAGE / "data/observations.csv", "2016,5728010,,E", "2016,5728010,,A")
    assert silkline("build", cwd=built).code == 0
    assert digests(built / "site") == whole
