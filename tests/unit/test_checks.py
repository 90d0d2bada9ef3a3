# Most house rules are shown by a case in tests/problems, with the whole message. Here stands what a
# rule must let pass, and the hints that depend on what an author wrote.
"""House rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from silkline.checks.periods import is_period, period_hint
from silkline.load import load_package
from silkline.problems import render_text
from silkline.validate import validate_package

STARTER = Path(__file__).parents[2] / "src/silkline/starter"
CLAIMS = Path(__file__).parents[1] / "problems/with/claims"
OBSERVATIONS = "datapackages/nordic-population/data/observations.csv"
FIRST = 'population,DNK,2015,5683483,,A,wdi-population-2026-07,"raw/sp.pop.totl.csv#cell=2,4",'
CODES = {
    "areas": frozenset({"DNK", "FIN", "ISL", "NOR", "SWE"}),
    "units": frozenset({"people"}),
    "obs_status": frozenset("ABEMPO"),
    "topics": frozenset({"population"}),
    "licences": frozenset({"cc-by-4.0"}),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "site"))


def told(site: Path, row: str = FIRST, codes: dict[str, frozenset[str]] = CODES) -> list[str]:
    """Code and message of what is wrong when the first observation is another."""
    path = site / OBSERVATIONS
    text = (STARTER / OBSERVATIONS).read_text(encoding="utf-8")
    path.write_text(text.replace(FIRST, row), encoding="utf-8")
    package, problems = load_package(site / "datapackages/nordic-population", site)
    assert package is not None, render_text(problems)
    _, problems = validate_package(package, site, codes)
    return [f"{p.code} {p.message}" for p in problems]


def test_the_starter_breaks_no_rule(site: Path) -> None:
    assert told(site) == []


def test_a_code_list_that_cannot_be_read_raises_no_further_complaint(site: Path) -> None:
    assert told(site, codes={}) == []


def test_rows_are_not_blamed_for_a_table_that_cannot_be_read(site: Path) -> None:
    shutil.copytree(CLAIMS, site, dirs_exist_ok=True)
    (site / "datapackages/nordic-claims/data/statements.csv").write_bytes(b"\xff")
    package, _ = load_package(site / "datapackages/nordic-claims", site)
    assert package is not None
    _, problems = validate_package(package, site, CODES)
    assert {p.where.path for p in problems} == {"datapackages/nordic-claims/data/statements.csv"}


@pytest.mark.parametrize(
    "row",
    [
        FIRST.replace("5683483,,A", ",,M"),
        FIRST.replace("5683483,,A", ",,O"),
        FIRST.replace("5683483,,A", "5683483,about,E") + "read off a chart",
        FIRST.replace("2015", "2015-Q1"),
        FIRST.replace("2015", "2014/2015"),
        FIRST.replace('"raw/sp.pop.totl.csv#cell=2,4"', "raw/sp.pop.totl.csv#row=2"),
    ],
)
def test_what_the_rules_allow(row: str, site: Path) -> None:
    assert told(site, row) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            FIRST.replace("5683483,,A", "5683483.0,,A"),
            (
                "DC013 'obs_value' is \"5683483.0\", but its evidence raw/sp.pop.totl.csv#cell=2,4 "
                'is "5683483"'
            ),
        ),
        (
            FIRST.replace("cell=2,4", "cell=2,5"),
            "DC012 'evidence' is \"raw/sp.pop.totl.csv#cell=2,5\", but the file has no such place",
        ),
        (
            FIRST.replace("5683483,,A", "5683483,,O"),
            "DC002 'obs_status' is \"O\" (missing), but 'obs_value' is \"5683483\"",
        ),
        (
            FIRST.replace("raw/sp.pop.totl.csv#", "../reference/data/areas.csv#"),
            "DC004 'evidence' is \"../reference/data/areas.csv#cell=2,4\", which leads nowhere",
        ),
        (
            FIRST.replace("2015", "2015/2014"),
            "DC001 'time_period' is \"2015/2014\", not a period in SDMX form",
        ),
    ],
)
def test_one_mistake_is_told_once(row: str, expected: str, site: Path) -> None:
    assert told(site, row) == [expected]


@pytest.mark.parametrize(
    "period", ["2024", "2024-Q1", "2024-Q4", "2024-S2", "2024-01", "2024-12", "2011/2020"]
)
def test_sdmx_periods_are_periods(period: str) -> None:
    assert is_period(period)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2024Q3", "write 2024-Q3."),
        ("Q3 2024", "write 2024-Q3."),
        ("2024-H1", "write 2024-S1."),
        ("H2 2024", "write 2024-S2."),
        ("2024-6", "write 2024-06."),
        ("2024/06", "write 2024-06."),
        ("202406", "write 2024-06."),
        ("2011-2020", "write 2011/2020."),
        ("2024-06-30", "write 2024-06."),
        ("2024.0", "write 2024."),
        ("2024e", "write 2024."),
        ("FY2024", "write 2024."),
        ("2020/2011", "write 2024, 2024-Q3, 2024-S1, 2024-06 or 2011/2020."),
        ("2024-13", "write 2024, 2024-Q3, 2024-S1, 2024-06 or 2011/2020."),
        ("٢٠٢٤", "write 2024, 2024-Q3, 2024-S1, 2024-06 or 2011/2020."),
    ],
)
def test_a_hint_mends_the_form_that_was_written(written: str, hint: str) -> None:
    assert not is_period(written)
    assert period_hint(written) == hint


def test_a_table_that_the_validator_gives_up_on_is_a_problem(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TB019: a finding of the validator that has no code of its own is told in its own words."""

    class Finding:
        type = "source-error"
        note = "out of luck"

    monkeypatch.setattr("silkline.tabular.schema.is_proven", lambda *_: False)
    monkeypatch.setattr("silkline.tabular.schema._findings", lambda *_: [Finding()])
    assert told(site) == ["TB019 the table cannot be checked: out of luck"] * 3
