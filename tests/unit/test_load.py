# A descriptor is the first thing of a stranger's that is read. What it may not do is listed here.
"""Finding packages and notebooks, and refusing those that may not be used."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from small_data import PLAIN

from silkline.config import Config, load_config
from silkline.load import load_catalog, load_notebook, load_package
from silkline.load.files import path_fault
from silkline.model import PackageKind
from silkline.problems import render_text

STARTER = Path(__file__).parents[2] / "src/silkline/starter"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "site"))


def settings(root: Path) -> Config:
    config, problems = load_config(root / "mkdocs.yml")
    assert config is not None, render_text(problems)
    return config


def codes_of(descriptor: dict[str, Any], folder: Path) -> set[str]:
    """Codes of what is wrong with a plain package that has one table and these properties.

    `...` takes a property of the table away.
    """
    home = folder / "p"
    (home / "data").mkdir(parents=True, exist_ok=True)
    (home / "data/t.csv").write_text("a\nx\n", encoding="utf-8")
    table = {
        "name": "t",
        "path": "data/t.csv",
        "type": "table",
        "schema": {"fields": [{"name": "a"}]},
    }
    table |= descriptor.pop("resource", {})
    table = {name: value for name, value in table.items() if value is not ...}
    value = {"$schema": PLAIN, "name": "p", "resources": [table], **descriptor}
    (home / "datapackage.json").write_text(json.dumps(value), encoding="utf-8")
    package, problems = load_package(home, folder)
    assert (package is None) == bool(problems)
    return {p.code for p in problems}


def test_the_starter_loads_whole(site: Path) -> None:
    catalog, problems = load_catalog(settings(site))
    assert render_text(problems) == ""
    nordic, reference = catalog.packages
    assert (nordic.name, nordic.kind) == ("nordic-population", PackageKind.INDICATORS)
    assert (reference.name, reference.kind) == ("reference", PackageKind.REFERENCE)
    assert nordic.title_zh == "北欧国家人口"
    assert [r.name for r in nordic.resources] == ["indicators", "observations", "sources"]
    assert nordic.raw_files == ("raw/SHA256SUMS", "raw/SOURCE.md", "raw/sp.pop.totl.csv")
    area = next(f for f in nordic.resources[1].fields if f.name == "ref_area")
    assert area.codelist == "areas"
    (story,) = catalog.notebooks
    assert (story.slug, story.reads) == ("nordic-population", ("population",))


@pytest.mark.parametrize(
    "path", ["datapackage.json", "data/observations.csv", "raw/sp.pop.totl.csv"]
)
def test_the_digest_changes_with_every_file_that_checking_looks_at(path: str, site: Path) -> None:
    home = site / "datapackages/nordic-population"
    before, _ = load_package(home, site)
    with (home / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    after, _ = load_package(home, site)
    assert before is not None
    assert after is not None
    assert before.digest != after.digest


def test_prose_does_not_change_the_digest_of_a_notebook_s_code(site: Path) -> None:
    path = site / "notebooks/nordic-population.ipynb"
    before, _ = load_notebook(path, site)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Population at the middle", "People at the middle"), encoding="utf-8"
    )
    prose, _ = load_notebook(path, site)
    path.write_text(text.replace("import silkline", "import silkline as s"), encoding="utf-8")
    code, _ = load_notebook(path, site)
    assert before is not None
    assert prose is not None
    assert code is not None
    assert before.code_digest == prose.code_digest != code.code_digest
    assert before.digest != prose.digest


@pytest.mark.parametrize(
    ("descriptor", "code"),
    [
        ({"resource": {"path": "https://example.org/t.csv"}}, "DP011"),
        ({"resource": {"path": ["data/t.csv", "https://example.org/t.csv"]}}, "DP011"),
        ({"resource": {"path": "data/../../t.csv"}}, "DP011"),
        ({"resource": {"path": "/etc/hostname.csv"}}, "DP011"),
        ({"resource": {"path": "file:///etc/hostname.csv"}}, "DP011"),
        ({"resource": {"path": "~/t.csv"}}, "DP011"),
        ({"resource": {"path": "$HOME/t.csv"}}, "DP011"),
        ({"resource": {"path": "..\\t.csv"}}, "DP011"),
        ({"resource": {"path": "data/*.csv"}}, "DP011"),
        ({"resource": {"path": "data/%2e%2e/t.csv"}}, "DP012"),
        ({"resource": {"path": f"data/{'a' * 300}.csv"}}, "DP012"),
        ({"resource": {"path": "data/t.dat"}}, "DP013"),
        ({"resource": {"path": "data/t.csv.zip"}}, "DP013"),
        ({"resource": {"type": "file"}}, "DP013"),
        ({"resource": {"type": None}}, "DP013"),
        ({"resource": {"type": ...}}, "DP013"),
        ({"resource": {"format": "python"}}, "DP013"),
        ({"resource": {"encoding": "utf-7"}}, "DP013"),
        ({"resource": {"schema": "https://example.org/s.json"}}, "DP015"),
        ({"resource": {"schema": {"$ref": "https://example.org/s.json"}}}, "DP015"),
        ({"resource": {"dialect": "https://example.org/d.json"}}, "DP015"),
        ({"resource": {"dialect": {"delimiter": ";"}}}, "DP015"),
        ({"resource": {"extrapaths": ["https://example.org/t.csv"]}}, "DP016"),
        ({"resource": {"profile": "https://example.org/p.json"}}, "DP016"),
        ({"resource": {"compression": "zip"}}, "DP016"),
        ({"resource": {"hash": "foo:00"}}, "DP016"),
        ({"resource": {"bytes": 10}}, "DP016"),
        ({"resource": {"data": [[1]]}}, "DP016"),
        ({"profile": "https://example.org/p.json"}, "DP016"),
        ({"resource": {"schema": {"fields": [{"name": "a", "bareNumber": False}]}}}, "DP017"),
        ({"resource": {"schema": {"fields": [{"name": "a", "type": "geojson"}]}}}, "DP017"),
        ({"resource": {"schema": {"fields": []}}}, "DP017"),
        ({"resource": {"schema": {"fields": ["a"]}}}, "DP017"),
        ({"resource": {"schema": {"fields": [{"name": "a"}], "missingValues": ["NA"]}}}, "DP017"),
        ({"resource": {"schema": {"fields": [{"name": "a"}], "primaryKey": ["b"]}}}, "DP019"),
        ({"name": "../../x"}, "DP007"),
        ({"resource": {"name": "../r"}}, "DP010"),
        ({"resource": {"name": "<img src=x>"}}, "DP010"),
        ({"resources": []}, "DP008"),
        ({"resources": ["datapackage.json"]}, "DP015"),
    ],
)
def test_what_a_descriptor_may_not_ask_for(
    descriptor: dict[str, Any], code: str, tmp_path: Path
) -> None:
    assert code in codes_of(dict(descriptor), tmp_path)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("[a-z0-9]+(-[a-z0-9]+)*", ""),
        ("[a-z0-9]+(-[a-z0-9]+)*( [a-z0-9]+(-[a-z0-9]+)*)*", ""),
        ("[0-9]{4}(-Q[1-4])?", ""),
        ("(a+)+$", "DP018"),
        ("(a|a)*", "DP018"),
        ("(-[a-z]+(-[a-z]+)*)*", "DP018"),
        ("(-[a-z-]+)*", "DP018"),
        ("(.*)*", "DP018"),
        ("[", "DP018"),
        ("x" * 300, "DP018"),
    ],
)
def test_patterns_that_may_take_for_ever_are_refused(
    pattern: str, code: str, tmp_path: Path
) -> None:
    fields = [{"name": "a", "constraints": {"pattern": pattern}}]
    codes = codes_of({"resource": {"schema": {"fields": fields}}}, tmp_path)
    assert codes == ({code} - {""})


@pytest.mark.parametrize("path", ["data/t.csv", "t.csv", "data/räksmörgås.csv", "a.b/c..d.csv"])
def test_plain_paths_are_accepted(path: str) -> None:
    assert path_fault(path) == ""


def test_links_and_pipes_are_no_tables(tmp_path: Path) -> None:
    assert codes_of({}, tmp_path) == set()
    table = tmp_path / "p/data/t.csv"
    outside = tmp_path / "outside"
    shutil.move(tmp_path / "p/data", outside)
    (tmp_path / "p/data").symlink_to(outside)
    assert {p.code for p in load_package(tmp_path / "p", tmp_path)[1]} == {"DP012"}
    (tmp_path / "p/data").unlink()
    (tmp_path / "p/data").mkdir()
    os.mkfifo(table)
    assert {p.code for p in load_package(tmp_path / "p", tmp_path)[1]} == {"DP012"}


def test_hidden_folders_and_loose_files_are_no_packages(site: Path) -> None:
    (site / "datapackages/.cache").mkdir()
    (site / "datapackages/_drafts").mkdir()
    (site / "datapackages/README.md").write_text("x", encoding="utf-8")
    catalog, problems = load_catalog(settings(site))
    assert len(catalog.packages) == 2
    assert problems == ()


def test_a_site_needs_no_notebooks(site: Path) -> None:
    shutil.rmtree(site / "notebooks")
    catalog, problems = load_catalog(settings(site))
    assert (catalog.notebooks, problems) == ((), ())


def test_a_folder_whose_name_is_no_text_is_told_in_words_that_can_be_printed(site: Path) -> None:
    Path(os.fsdecode(os.fsencode(site / "datapackages") + b"/caf\xe9")).mkdir()
    _, problems = load_catalog(settings(site))
    assert render_text(problems).encode() == (
        b"datapackages/caf\\udce9/datapackage.json: error DP001: this file is missing\n"
        b"  help: put the file here."
    )


# --- Rules that nobody would enforce ---

ALWAYS = "required, unique, enum"


def complaint(field: dict[str, Any], folder: Path, **schema: Any) -> tuple[str, str]:
    """Message and hint for a package whose only column has these properties."""
    home = folder / "p"
    (home / "data").mkdir(parents=True, exist_ok=True)
    (home / "data/t.csv").write_text("a\nx\n", encoding="utf-8")
    table = {"name": "t", "path": "data/t.csv", "type": "table"}
    table["schema"] = {"fields": [{"name": "a", **field}], **schema}
    descriptor = {"$schema": PLAIN, "name": "p", "resources": [table]}
    (home / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    _, found = load_package(home, folder)
    # What the official profile says of it too is not asked here.
    problems = [p for p in found if p.code != "DP009"]
    assert len({p.code for p in problems}) <= 1
    return (problems[0].message, problems[0].hint) if problems else ("", "")


def of(constraints: dict[str, Any], kind: str = "string") -> dict[str, Any]:
    """A column of a type with constraints."""
    return {"type": kind, "constraints": constraints}


@pytest.mark.parametrize(
    ("field", "message", "hint"),
    [
        (
            of({"minimun": 1}, "number"),
            'the constraint "minimun" is not known, so nobody would enforce it',
            "did you mean minimum?",
        ),
        (
            of({"jsonSchema": {}}),
            'the constraint "jsonSchema" is not known, so nobody would enforce it',
            f"a column of type string can have {ALWAYS}, minLength, maxLength, pattern.",
        ),
        (
            of({"pattern": "[0-9]"}, "number"),
            'a column of type number cannot have the constraint "pattern"',
            f"it can have {ALWAYS}, minimum, maximum, exclusiveMinimum, exclusiveMaximum.",
        ),
        (of({"required": "true"}), '"required" must be true or false', ""),
        (of({"minLength": -1}), '"minLength" must be a whole number from 0 on', ""),
        (of({"enum": "a"}), '"enum" must be a list of values', ""),
        (of({"enum": []}), '"enum" must be a list of values', ""),
        (of({"minimum": "1"}, "number"), '"minimum" must be a number', ""),
        (of({"minimum": 1.5}, "integer"), '"minimum" must be a whole number', ""),
        (of({"maximum": "1990"}, "year"), '"maximum" must be a year, such as 1990', ""),
        (
            of({"maximum": "20240331"}, "date"),
            '"maximum" must be a date, such as "2024-03-31"',
            "",
        ),
        (
            {"contraints": {}},
            'the property "contraints" of a column means nothing',
            "did you mean constraints?",
        ),
        (
            {"type": "number", "categories": [1]},
            "a column of type number cannot have categories",
            "",
        ),
        (
            {"categories": [{"label": "x"}]},
            '"categories" must be a list of values, or of objects with a value',
            'write ["a", "b"] or [{"value": 1, "label": "one"}].',
        ),
    ],
)
def test_a_rule_that_nobody_would_enforce_is_refused(
    field: dict[str, Any], message: str, hint: str, tmp_path: Path
) -> None:
    assert complaint(field, tmp_path) == (message, hint)


@pytest.mark.parametrize(
    "field",
    [
        of({"required": True, "unique": False, "enum": ["a"], "minLength": 0, "maxLength": 9}),
        of({"minimum": 1.5, "exclusiveMaximum": 9}, "number"),
        of({"minimum": "2024-03-31"}, "date"),
        of({"maximum": 1990}, "year"),
        {"categories": ["a", "b"]},
        {"type": "integer", "categories": [{"value": 1, "label": "one"}]},
        {"ourOwn": 1},
    ],
)
def test_rules_that_are_enforced_are_taken(field: dict[str, Any], tmp_path: Path) -> None:
    assert complaint(field, tmp_path) == ("", "")


def test_keys_and_matches_beyond_the_usual_are_read_or_refused(tmp_path: Path) -> None:
    assert complaint({}, tmp_path, uniqueKeys=[["a"]], fieldsMatch=["exact"]) == ("", "")
    assert complaint({}, tmp_path, uniqueKeys=[["b"]])[0] == 'the key names "b", which is no column'
    assert complaint({}, tmp_path, uniqueKeys="a")[0] == '"uniqueKeys" must be a list of keys'
    assert complaint({}, tmp_path, fieldsMatch="subset") == (
        '"fieldsMatch" may only be "exact"',
        'remove "fieldsMatch": a table has the columns of its schema, in their order.',
    )
