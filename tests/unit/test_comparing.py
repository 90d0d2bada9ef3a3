# A change is made to the small data set and told. Everything a report says is asserted, with names
# from strangers that try to be markup.
"""What a change does to the data."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from small_data import make_config, read_dataset, write_packages

from silkline.checking import read_content
from silkline.comparing import compare, content_at, render_html, render_markdown, render_text
from silkline.model import Digest, Notebook
from silkline.problems import Location, SilklineError

if TYPE_CHECKING:
    from pathlib import Path

    from silkline.model import Dataset

TABLE = "datapackages/trade/data/observations.csv"


def changed(tmp_path: Path, *edits: tuple[str, str], path: str = TABLE) -> tuple[Dataset, Dataset]:
    """The small data set before and after edits to one of its files."""
    before, after = tmp_path / "before", tmp_path / "after"
    for root in (before, after):
        _give_key(write_packages(root) / "trade/datapackage.json")
    text = (after / path).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (after / path).write_text(text, encoding="utf-8", newline="")
    return read_dataset(before), read_dataset(after)


def _give_key(descriptor: Path) -> None:
    """Rows of observations are told apart as those of real packages are."""
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    (schema,) = (r["schema"] for r in package["resources"] if r["name"] == "observations")
    schema["primaryKey"] = ["indicator", "ref_area", "time_period", "source"]
    descriptor.write_text(json.dumps(package), encoding="utf-8")


def test_the_same_data_are_told_to_be_the_same(tmp_path: Path) -> None:
    before, after = changed(tmp_path)
    changes = compare(before, after)
    assert changes.is_nothing
    assert render_text(changes, before, after) == "The data are the same."
    assert render_markdown(changes, before, after) == (
        "## What this change does to the data\n\nThe data are the same.\n"
    )


def test_losses_come_first_then_the_largest_changes(tmp_path: Path) -> None:
    before, after = changed(
        tmp_path,
        ('exports,NAM,2021,0.20,,A,office,"raw/table.csv#cell=3,3",None\n', ""),
        ("exports,NAM,2020,0.10,", "exports,NAM,2020,0.11,"),
        ("exports,CHN,2020,216265.0,,A", "exports,CHN,2020,216.265,,E"),
        ("exports,CHN,2021,,,M,", "exports,CHN,2021,7,more_than,A,"),
    )
    assert render_text(compare(before, after), before, after).split("\n") == [
        "Values removed: 1",
        "  exports, Namibia, 2021 (office): 0.20 → none",
        "Values changed: 3",
        "  exports, China, 2021 (office): empty (M) → more than 7",
        "  exports, China, 2020 (office): 216265.0 → 216.265 (E), ÷ 1\u2009000",
        "  exports, Namibia, 2020 (office): 0.10 → 0.11, +10.0 %",
        "Derived values that differ because of it: 1",
        "  trade, China, 2020 (derived): 216365.5 → 316.765 (E), ÷ 683",
        "Verdicts that turn: 1",
        "  c1: supported → not-supported",
        "Rows by table",
        "  trade/observations: 1 removed, 3 changed, 0 added",
        "Pages that show a change: 6",
        "  indicators/exports/",
        "  indicators/trade/",
        "  economies/CHN/",
        "  economies/NAM/",
        "  packages/trade/",
        "  claims/",
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("216265.01", "+0.0 %"),
        ("200000", "−7.5 %"),
        ("0", "now 0"),
        ("-216265.0", "sign turned"),
        ("432530", "× 2"),
        ("216265000", "× 1\u2009000"),
        ("108132.5", "÷ 2"),
    ],
)
def test_the_size_of_a_change_is_told_as_a_person_would(
    tmp_path: Path, value: str, told: str
) -> None:
    before, after = changed(tmp_path, ("CHN,2020,216265.0,", f"CHN,2020,{value},"))
    line = render_text(compare(before, after), before, after).split("\n")[1]
    assert line == f"  exports, China, 2020 (office): 216265.0 → {value}, {told}"


def test_a_change_that_no_reader_sees_is_still_counted(tmp_path: Path) -> None:
    before, after = changed(tmp_path, ("cell=2,3", "cell=3,3"))
    assert render_text(compare(before, after), before, after).split("\n") == [
        "Rows by table",
        "  trade/observations: 0 removed, 1 changed, 0 added",
        "Pages that show a change: 1",
        "  packages/trade/",
    ]


def test_rows_of_packages_of_other_profiles_and_reasons_are_counted_too(tmp_path: Path) -> None:
    states = []
    for name, rows in (("before", "1,Oslo\n2,Bergen\n"), ("after", "1,Oslo\n2,Bjørgvin\n3,Moss\n")):
        root = tmp_path / name
        home = write_packages(root) / "towns"
        home.mkdir()
        schema = {"fields": [{"name": "id"}, {"name": "name"}], "primaryKey": "id"}
        resources = [
            {"name": table, "path": f"{table}.csv", "schema": schema}
            for table in ("revisions", "towns")
        ]
        (home / "datapackage.json").write_text(json.dumps({"resources": resources}), "utf-8")
        for table in ("revisions", "towns"):
            (home / f"{table}.csv").write_text(f"id,name\n{rows}", "utf-8")
        states.append(read_content(make_config(root)).dataset)
    changes = compare(*states)
    assert [(t.package, t.resource, t.removed, t.changed, t.added) for t in changes.tables] == [
        ("towns", "revisions", 0, 1, 1),
        ("towns", "towns", 0, 1, 1),
    ]
    assert changes.pages == ("packages/towns/",)


def test_markdown_and_html_show_hostile_names_as_text(tmp_path: Path) -> None:
    before, after = changed(
        tmp_path,
        ("CHN,China", "CHN,<script>alert(1)</script>|**x** @all"),
        path="datapackages/reference/data/areas.csv",
    )
    after_dir = tmp_path / "after" / TABLE
    after_dir.write_text(
        after_dir.read_text(encoding="utf-8").replace("216265.0", "1"), encoding="utf-8", newline=""
    )
    after = read_dataset(tmp_path / "after")
    changes = compare(before, after)
    markdown = render_markdown(changes, before, after)
    assert "<script" not in markdown
    assert (
        "| Exports | &lt;script&gt;alert(1)&lt;/script&gt;&#124;&#42;&#42;x&#42;&#42; &#64;all "
        "| 2020 | office | 216265.0 | 1 | ÷ 216\u2009265 |"
    ) in markdown
    page = render_html(changes, before, after)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;|**x** @all" in page


def test_html_draws_a_changed_series_before_and_after(tmp_path: Path) -> None:
    before, after = changed(tmp_path, ("exports,NAM,2020,0.10,", "exports,NAM,2020,0.15,"))
    page = render_html(compare(before, after), before, after)
    assert '<polyline class="was" points="6.0,84.0 254.0,6.0"/>' in page
    assert '<polyline class="is" points="6.0,45.0 254.0,6.0"/>' in page
    assert "<td>Exports</td><td>Namibia</td><td>2020</td><td>office</td>" in page


@pytest.mark.parametrize(
    ("reads", "pages"),
    [("reference/areas", ("stories/tea/",)), ("reference/units", ()), ("exports", ())],
)
def test_a_story_that_reads_a_changed_table_is_among_the_pages(
    tmp_path: Path, reads: str, pages: tuple[str, ...]
) -> None:
    areas = "datapackages/reference/data/areas.csv"
    before, after = changed(tmp_path, ("NAM,Namibia", "NAM,South West Africa"), path=areas)
    story = Notebook(
        slug="tea",
        path=tmp_path / "tea.ipynb",
        title="Tea",
        title_zh="茶",
        description="",
        authors=(),
        date="2026-01-31",
        topics=(),
        reads=(reads,),
        code_digest=Digest(""),
        digest=Digest(""),
        where=Location(path="notebooks/tea.ipynb"),
    )
    told = compare(before, after, [story]).pages
    assert tuple(page for page in told if page.startswith("stories/")) == pages


# --- The state at a revision ---


def git(folder: Path, *arguments: str) -> None:
    """Run Git as nobody in particular."""
    me = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *me, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_state_at_a_revision_is_read_and_nothing_of_it_is_left(
    starter: Path,
) -> None:
    table = starter / "datapackages/nordic-population/data/observations.csv"
    git(starter, "init", "-q")
    git(starter, "add", "-A")
    git(starter, "commit", "-qm", "x")
    text = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(text[:-1]), encoding="utf-8", newline="")
    config = make_config(starter)
    with content_at("HEAD", config) as there:
        changes = compare(there.dataset, read_content(config).dataset)
        root = there.catalog.packages[0].folder
        assert root.is_dir()
    assert not root.exists()
    assert len(changes.removed) == 1
    assert changes.removed[0].after is None


@pytest.mark.parametrize("revision", ["mian", "--output=x"])
def test_a_revision_that_is_not_there_is_a_problem(tmp_path: Path, revision: str) -> None:
    write_packages(tmp_path)
    git(tmp_path, "init", "-q")
    with (
        pytest.raises(SilklineError) as stopped,
        content_at(revision, make_config(tmp_path)),
    ):
        raise AssertionError
    (problem,) = stopped.value.problems
    assert problem.code == "PB032"
    assert problem.message.startswith(f'the state at "{revision}" cannot be read: ')
    assert not (tmp_path / "x").exists()
