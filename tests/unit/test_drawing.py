# What is drawn and run, and what is said where it cannot be. Stories that run for real are tested
# with the notebooks; here the runner hands back what a worker would have made.
"""Charts and stories of a build."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from silkline import content, drawing
from silkline.cache import digest_json
from silkline.config import Config, load_config
from silkline.load import load_catalog
from silkline.messages import messages
from silkline.model import Catalog, Chart, Dataset, TaskResult
from silkline.notebooks import NotebookRun
from silkline.problems import Location, Problem, render_text
from silkline.runner import Runner

STARTER = Path(__file__).parents[2] / "src/silkline/starter"
CHART = Chart(
    id="nordic-population-1",
    title="T",
    subtitle="S",
    source="O",
    description="D",
    vega='{"chart": 1}',
    svg_wide="<svg/>",
    svg_narrow="<svg/>",
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    root = Path(shutil.copytree(STARTER, tmp_path / "site"))
    found, _ = load_config(root / "mkdocs.yml")
    assert found is not None
    return replace(found, workers=0)


@pytest.fixture
def catalog(config: Config) -> Catalog:
    return load_catalog(config)[0]


@pytest.fixture
def dataset(config: Config, catalog: Catalog) -> Dataset:
    tables, _ = content.read_tables(catalog, config.root)
    return content.make_dataset(catalog.packages, tables)[0]


# --- what is to be done ---


def test_each_indicator_with_something_to_draw_has_a_task(dataset: Dataset, config: Config) -> None:
    (task,) = drawing.chart_tasks(dataset, config)
    assert task.name == "chart:population"
    job = task.payload.make()
    assert {p.area for p in job.points} == {"DNK", "FIN", "ISL", "NOR", "SWE"}
    assert job.focus == "SWE"
    assert dict(task.inputs)["job"] == digest_json(job)


def test_a_story_gets_the_files_of_the_indicators_that_it_declares(
    catalog: Catalog, dataset: Dataset, config: Config
) -> None:
    (task,) = drawing.story_tasks(catalog, dataset, config)
    assert task.name == "notebook:nordic-population"
    assert sorted(task.payload.data) == ["population.csv", "population.json"]
    assert task.payload.path == "notebooks/nordic-population.ipynb"
    assert task.payload.timeout_s == config.notebook_timeout_s


def test_a_read_of_what_no_package_has_is_told(catalog: Catalog) -> None:
    assert content.check_reads(catalog, ["population", "births"]) == ()
    assert render_text(content.check_reads(catalog, ["births"])) == (
        "notebooks/nordic-population.ipynb:87:15: error NB030: the notebook reads 'population', "
        "which no package has\n"
        "  help: name an indicator by its id, as the indicators page lists it, or a table as "
        "`package/table`, as its package's page does."
    )


def test_a_read_is_not_blamed_for_a_package_that_could_not_be_loaded(catalog: Catalog) -> None:
    assert content.check_reads(catalog, ["births"], whole=False) == ()
    (problem,) = content.check_reads(catalog, ["populations"], whole=False)
    assert problem.hint == (
        "did you mean populations? "
        "If not, it may be in a package that could not be loaded: mend that first."
    )


def reading(catalog: Catalog, *reads: str) -> Catalog:
    """The same catalog, its notebook declaring other reads."""
    return replace(catalog, notebooks=(replace(catalog.notebooks[0], reads=reads),))


def test_a_story_gets_the_tables_that_it_declares_as_their_packages_have_them(
    catalog: Catalog, dataset: Dataset, config: Config
) -> None:
    story = reading(catalog, "nordic-population/sources", "population")
    assert content.check_reads(story, ["population"]) == ()
    (task,) = drawing.story_tasks(story, dataset, config)
    assert sorted(task.payload.data) == [
        "nordic-population/sources.csv",
        "nordic-population/sources.json",
        "population.csv",
        "population.json",
    ]
    file = config.packages_dir / "nordic-population/data/sources.csv"
    assert task.payload.data["nordic-population/sources.csv"] == file.read_bytes()
    told = json.loads(task.payload.data["nordic-population/sources.json"])
    assert (told["package"], told["table"]) == ("nordic-population", "sources")
    assert told["title"] == "Population of the Nordic countries: Sources"
    assert told["types"]["preference"] == "integer"
    assert told["types"]["citation"] == "string"


def test_a_changed_table_runs_a_story_again(
    catalog: Catalog, dataset: Dataset, config: Config
) -> None:
    story = reading(catalog, "nordic-population/sources")
    (before,) = drawing.story_tasks(story, dataset, config)
    file = config.packages_dir / "nordic-population/data/sources.csv"
    file.write_bytes(file.read_bytes().replace(b"World Bank", b"Bank"))
    (after,) = drawing.story_tasks(story, dataset, config)
    changed = {name for name, _ in set(before.inputs) ^ set(after.inputs)}
    assert changed == {"data/nordic-population/sources.csv"}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("nordic-population/source", "did you mean nordic-population/sources?"),
        ("nordic/sources", "did you mean nordic-population/sources?"),
        ("nordic-population/sources/x", "did you mean nordic-population/sources?"),
        ("populations", "did you mean population?"),
    ],
)
def test_a_table_that_no_package_has_is_told_with_the_nearest(
    catalog: Catalog, dataset: Dataset, config: Config, name: str, hint: str
) -> None:
    story = reading(catalog, name)
    assert render_text(content.check_reads(story, ["population"])) == (
        f"notebooks/nordic-population.ipynb:87:15: error NB030: the notebook reads {name!r}, "
        f"which no package has\n  help: {hint}"
    )
    assert drawing.story_tasks(story, dataset, config) == ()


# --- stories whose data are not there ---


def test_a_story_without_its_data_is_not_run_and_a_note_says_why(
    catalog: Catalog, dataset: Dataset, config: Config
) -> None:
    empty = replace(dataset, observations={})
    assert drawing.story_tasks(catalog, empty, config) == ()
    stories, problems = drawing.run_stories(catalog, empty, config, Runner(config))
    assert stories == {}
    assert render_text(problems) == (
        "notebooks/nordic-population.ipynb:87:15: note NB031: the notebook was not run: what it "
        "reads stands in a package with errors\n"
        "  help: mend the package first."
    )


def test_a_story_of_which_something_was_told_is_not_told_of_again(
    catalog: Catalog, dataset: Dataset, config: Config
) -> None:
    told = Problem(
        where=Location(path="notebooks/nordic-population.ipynb"), code="NB030", message="no such"
    )
    empty = replace(dataset, observations={})
    assert drawing.run_stories(catalog, empty, config, Runner(config), [told]) == ({}, ())


# --- stories that ran ---


class Hands(Runner):
    """Gives one result for every story."""

    def __init__(self, config: Config, result: TaskResult) -> None:
        super().__init__(config)
        self._result = result

    def run(self, tasks: object) -> dict[str, TaskResult]:
        del tasks
        return {self._result.name: self._result}


def test_a_story_that_fails_is_told_and_makes_no_page(
    catalog: Catalog, dataset: Dataset, config: Config
) -> None:
    fails = Problem(where=Location(path="notebooks/x.ipynb"), code="NB020", message="cell 1 fails")
    run = NotebookRun(slug="nordic-population", problems=(fails,))
    result = TaskResult(name="notebook:nordic-population", value=run, problems=(fails,))
    made = drawing.run_stories(catalog, dataset, config, Hands(config, result))
    assert made == ({}, (fails,))


def story(date: str, slug: str) -> drawing.Story:
    view = drawing.StoryView(
        slug=slug, title=slug, title_zh="", description="", authors=(), date=date, topics=()
    )
    page = drawing.Page(
        uri=f"stories/{slug}.ipynb", title=slug, description="", markdown="", kind="story"
    )
    return drawing.Story(page=page, stored=b"stored", run=b"run", charts=(CHART,), view=view)


def test_the_newest_story_stands_first(dataset: Dataset, config: Config) -> None:
    dates = {"old": "2025-01-01", "new": "2026-01-01", "newer": "2026-01-01"}
    stories = [story(date, slug).view for slug, date in dates.items()]
    view = drawing.site_view(dataset, {}, {}, stories, config)
    assert [s.slug for s in view.stories] == ["newer", "new", "old"], "by slug on one day"
    assert view.messages is messages("en")


def test_charts_of_indicators_and_stories_and_stored_notebooks_are_files() -> None:
    drawn = replace(CHART, id="population", vega='{"chart": 2}', points='{"points": []}')
    files = drawing.story_files({"population": drawn}, {"tea": story("2026-01-01", "tea")})
    assert [(f.uri, f.content) for f in files] == [
        ("charts/population.points.json", b'{"points": []}'),
        ("charts/nordic-population-1.vega.json", b'{"chart": 1}'),
        ("stories/tea/tea.ipynb", b"stored"),
    ]
