# An address that answered once answers for ever: either with what it held, or with a notice.
"""`urls.lock` and `withdrawn.csv`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from nordic_site import write_site
from released import settings

from silkline.build import build_site
from silkline.model import BuildReport
from silkline.plugin import build_with_mkdocs
from silkline.problems import render_text
from silkline.releases import read_urls, site_addresses, urls_text, vanished
from silkline.releasing import add_addresses

WITHDRAWN = "address,date,reason,reason_zh,replaced_by\n"
PAGE = "old/page/"
FORMS = "data/v1/latest/indicators/visitors"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter, built by MkDocs with its addresses remembered."""
    root = write_site(tmp_path_factory.mktemp("addresses") / "site")
    assert built(root).problems == ()
    added, problems = add_addresses(settings(root), root / "site")
    assert (added > 80, problems) == (True, ())
    return root


@pytest.fixture
def root(site: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return shutil.copytree(site, tmp_path / "site")


def built(root: Path) -> BuildReport:
    return build_with_mkdocs(root / "mkdocs.yml", workers=0)


def remember(root: Path, *more: str) -> None:
    """Let there have been other addresses too."""
    known, _ = read_urls(root)
    (root / "urls.lock").write_text(urls_text([*known, *more]), encoding="utf-8")


def withdraw(root: Path, *rows: str) -> None:
    text = WITHDRAWN + "".join(f"{row}\n" for row in rows)
    (root / "withdrawn.csv").write_text(text, encoding="utf-8")


def told(root: Path) -> str:
    return render_text(build_site(settings(root)).report.problems)


def test_every_address_is_remembered_but_parts_of_pages(site: Path):
    known, problems = read_urls(site)
    assert problems == ()
    assert {"", "indicators/population/", "data/v1/latest/indicators/population.csv"} <= set(known)
    assert "embed/indicators/population/" in known
    assert not [a for a in known if a.startswith(("assets/", "charts/", "social/", "sitemap"))]
    assert set(known) == site_addresses(site / "site")


def test_the_list_is_read_as_it_is_written(tmp_path: Path):
    odd = ("", "a/", "a/b.csv", "a/b.json", "a/b", "a/{x},y z.csv", "a/北京.csv", "a.b/c", "x%2Fy")
    (tmp_path / "urls.lock").write_text(urls_text(odd), encoding="utf-8")
    known, problems = read_urls(tmp_path)
    assert problems == ()
    assert set(known) == set(odd)
    assert urls_text(known) == urls_text(odd)
    assert "\na/b{,.csv,.json}\n" in urls_text(odd)


def test_a_line_of_another_form_is_a_problem(root: Path):
    (root / "urls.lock").write_text("a/\n<<<<<<< HEAD\n", encoding="utf-8")
    assert told(root) == (
        'urls.lock:2:1: error RL010: "<<<<<<< HEAD" is no line of the lock\n'
        "  help: take urls.lock from the main branch again; `silkline urls` writes it."
    )


def test_an_address_that_would_vanish_stops_the_build_and_the_old_site_stays(root: Path):
    remember(root, PAGE, f"{FORMS}.csv")
    before = site_addresses(root / "site")
    report = built(root)
    assert [(p.code, p.message) for p in report.problems] == [
        ("RL020", f"the address {FORMS}.csv would vanish"),
        ("RL020", f"the address {PAGE} would vanish"),
    ]
    assert site_addresses(root / "site") == before


def test_an_address_that_is_withdrawn_answers_with_a_notice(root: Path):
    remember(root, PAGE, f"{FORMS}.csv", f"{FORMS}.parquet")
    withdraw(
        root,
        f"{PAGE},2026-11-22,The <page> was wrong.,该页有误。,indicators/population/",
        f"{FORMS}.*,2026-11-22,No longer compiled.,不再编制。,"
        "data/v1/latest/indicators/population.csv",
    )
    assert built(root).problems == ()
    page = (root / "site" / PAGE / "index.html").read_text(encoding="utf-8")
    assert "Withdrawn on 22 November 2026. The &lt;page&gt; was wrong." in page
    assert 'href="../../indicators/population/"' in page
    assert (root / f"site/{FORMS}.csv").read_text(encoding="utf-8") == (
        "withdrawn,date,reason,reason_zh,replaced_by\n"
        f"{FORMS}.csv,2026-11-22,No longer compiled.,不再编制。,population.csv\n"
    )
    notice = json.loads((root / f"site/{FORMS}.parquet").read_bytes())
    assert (notice["withdrawn"], notice["replaced_by"]) == (f"{FORMS}.parquet", "population.csv")
    listed = (root / "site/assets/silkline/search/index.json").read_text(encoding="utf-8")
    assert PAGE not in listed


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("old/nothing/,2026-11-22,Gone.,,", 'no address that ever was is "old/nothing/"'),
        ("indicators/population/,2026-11-22,Gone.,,", "indicators/population/ is withdrawn and"),
        ("old/page/,22 November,Gone.,,", "'date' is \"22 November\", not a date"),
        ("old/page/,2026-11-22,,,", "'reason' is empty"),
        ("*,2026-11-22,Gone.,,", "'address' is empty"),
    ],
)
def test_a_row_that_says_nothing_true_is_a_problem(root: Path, row: str, expected: str):
    remember(root, PAGE)
    withdraw(root, row)
    found = told(root)
    assert f"withdrawn.csv:2:1: error RL021: {expected}" in found


def test_a_table_with_other_columns_is_a_problem(root: Path):
    (root / "withdrawn.csv").write_text("address,reason\n", encoding="utf-8")
    assert "withdrawn.csv:1:1: error RL021: the columns are others" in told(root)


def test_what_replaces_an_address_must_be_there(root: Path):
    remember(root, PAGE)
    withdraw(root, f"{PAGE},2026-11-22,Gone.,没有了。,nowhere/")
    (problem,) = built(root).problems
    assert (problem.code, problem.message) == (
        "RL021",
        "'replaced_by' is \"nowhere/\", which is no address of the site",
    )


def test_problems_point_to_the_line_of_the_list(tmp_path: Path):
    (tmp_path / "urls.lock").write_text(urls_text(["a/", "b/"]), encoding="utf-8")
    known, _ = read_urls(tmp_path)
    (problem,) = vanished(known, ["a/"])
    assert (problem.where.line, problem.message) == (4, "the address b/ would vanish")
