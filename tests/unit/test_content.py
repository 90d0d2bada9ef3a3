# From packages to one dataset: what is left out, and what is still told, when something is wrong.
"""Reading the tables of all packages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from silkline.config import load_config
from silkline.content import (
    codelists,
    known_indicators,
    make_dataset,
    read_tables,
    sound_packages,
)
from silkline.load import load_catalog
from silkline.model import Catalog
from silkline.problems import Location, Problem, Severity, render_text

STARTER = Path(__file__).parents[2] / "src/silkline/starter"
OBSERVATIONS = "datapackages/nordic-population/data/observations.csv"
INDICATORS = "datapackages/nordic-population/data/indicators.csv"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "site"))


def catalog(root: Path) -> Catalog:
    config, _ = load_config(root / "mkdocs.yml")
    assert config is not None
    found, problems = load_catalog(config)
    assert problems == ()
    return found


def test_a_table_that_cannot_be_read_is_told_and_the_others_are_read(root: Path) -> None:
    (root / OBSERVATIONS).write_bytes(b"\xff")
    tables, problems = read_tables(catalog(root), root)
    assert [(p.where.path, p.code) for p in problems] == [(OBSERVATIONS, "TB002")]
    assert ("nordic-population", "observations") not in tables
    assert {("nordic-population", "sources"), ("reference", "areas")} <= set(tables)


def test_code_lists_are_the_first_columns_of_the_reference_tables(root: Path) -> None:
    found = catalog(root)
    tables, _ = read_tables(found, root)
    lists = codelists(found, tables)
    assert sorted(lists) == ["areas", "licences", "obs_status", "topics", "units"]
    assert lists["areas"] == {"DNK", "FIN", "ISL", "NOR", "SWE"}
    del tables["reference", "areas"]
    assert sorted(codelists(found, tables)) == ["licences", "obs_status", "topics", "units"]


def test_a_package_is_sound_unless_there_is_an_error_in_its_folder(root: Path) -> None:
    found = catalog(root)
    wrong = Problem(where=Location(path=OBSERVATIONS), code="TB004", message="no number")
    odd = Problem(
        where=Location(path="datapackages/reference/data/areas.csv"),
        code="TB016",
        message="no rows",
        severity=Severity.WARNING,
    )
    like = Problem(
        where=Location(path="datapackages/reference-old/x.csv"), code="TB004", message="x"
    )
    sound = sound_packages(found, [wrong, odd, like], root)
    assert [p.name for p in sound] == ["reference"]


def test_a_dataset_holds_only_what_the_sound_packages_say(root: Path) -> None:
    found = catalog(root)
    tables, _ = read_tables(found, root)
    reference = [p for p in found.packages if p.name == "reference"]
    dataset, problems = make_dataset(reference, tables, whole=False)
    assert problems == ()
    assert sorted(dataset.areas) == ["DNK", "FIN", "ISL", "NOR", "SWE"]
    assert dataset.indicators == {}


def test_rules_between_packages_are_tried_only_where_all_are_there(root: Path) -> None:
    text = (root / INDICATORS).read_text(encoding="utf-8").rstrip("\n")
    (root / INDICATORS).write_text(text + "births\n", encoding="utf-8")
    found = catalog(root)
    tables, _ = read_tables(found, root)
    _, problems = make_dataset(found.packages, tables)
    told = render_text(problems).splitlines()
    assert (
        told[0] == f"{INDICATORS}:2:13: error DC008: 'related' is \"births\", which is no indicator"
    )
    _, problems = make_dataset(found.packages, tables, whole=False)
    assert problems == ()


def test_indicators_of_broken_packages_are_known_too(root: Path) -> None:
    (root / OBSERVATIONS).write_bytes(b"\xff")
    tables, _ = read_tables(catalog(root), root)
    assert known_indicators(tables) == {"population"}
