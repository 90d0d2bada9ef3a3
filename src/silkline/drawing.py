# The middle of a build: from a dataset to charts and stories, by tasks that workers do. Beside
# each set of tasks stands what pages and sinks want of its results.
"""Charts and stories: what to draw and run, and the results as the pages want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.cache import digest_json
from silkline.charts import ChartJob, indicator_chart
from silkline.citing import story_citation
from silkline.memory import kept, remembered
from silkline.messages import messages
from silkline.model import (
    Artifact,
    Catalog,
    Chart,
    Citation,
    Dataset,
    Digest,
    Image,
    Later,
    Notebook,
    Page,
    Task,
    Verdict,
)
from silkline.notebooks import NotebookJob, NotebookRun, cite_html, with_prose
from silkline.plan import plan_cards, plan_charts, plan_notebooks
from silkline.problems import Problem, Problems, Severity
from silkline.publish import beside_csv, citation_forms, indicator_csv, table_csv, table_json
from silkline.render import (
    SiteView,
    StoryFigures,
    StoryView,
    facts,
    mark_tongues,
    story_cards,
    story_embeds,
)

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.pictures import Card
    from silkline.runner import Runner

Codes = tuple[str, ...]
"""Of areas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A notebook as run, and what the site says of it."""

    page: Page
    stored: bytes
    """The notebook as its author stored it."""
    run: bytes
    """The notebook as run, for the page."""
    charts: tuple[Chart, ...]
    view: StoryView
    citation: Citation | None = None


# --- charts of indicators ---


def chart_tasks(dataset: Dataset, config: Config, *, only: str = "") -> tuple[Task, ...]:
    """A task for each indicator that has something to draw, or for one of them.

    The package that tells of units and areas may have been left out for its errors.
    """
    look = (tuple(config.focus), tuple(config.peers), config.theme_language)
    jobs: dict[str, tuple[Digest, Later]] = {}
    for indicator in dataset.indicators if not only else (only,):
        drawn = _drawn(dataset, indicator, *look)
        if drawn:
            jobs[indicator] = drawn, Later(partial(_chart, dataset, indicator, *look))
    return plan_charts(jobs)


@kept
def _drawn(
    dataset: Dataset, indicator: str, focus: Codes, peers: Codes, language: str
) -> Digest | None:
    """Tells what there is to draw from anything else."""
    job = _chart(dataset, indicator, focus, peers, language)
    return digest_json(job) if job else None


@remembered
def _chart(
    dataset: Dataset, indicator: str, focus: Codes, peers: Codes, language: str
) -> ChartJob | None:
    areas = facts.shown_areas(dataset, indicator, (*focus, *peers))
    unit = dataset.indicators[indicator].unit
    if unit not in dataset.units or not dataset.areas.keys() >= set(areas):
        return None
    return indicator_chart(dataset, indicator, areas, focus=focus, language=language)


def draw_charts(tasks: Iterable[Task], runner: Runner) -> dict[str, Chart]:
    """The chart of each indicator, by its id."""
    results = runner.run(tasks).values()
    return {chart.id: chart for chart in (r.value for r in results) if chart is not None}


# --- stories ---


def story_tasks(catalog: Catalog, dataset: Dataset, config: Config) -> tuple[Task, ...]:
    """A task for each notebook whose data are there."""
    ready = [n for n in catalog.notebooks if not _unknown(n, dataset)]
    jobs = {n.slug: _job(n, dataset, config) for n in ready}
    return plan_notebooks(ready, jobs)


def run_stories(
    catalog: Catalog, dataset: Dataset, config: Config, runner: Runner, known: Problems = ()
) -> tuple[dict[str, Story], Problems]:
    """The stories by slug, and what went wrong when they ran; `known` was told before."""
    told = {p.where.path for p in known}
    results = runner.run(story_tasks(catalog, dataset, config))
    stories: dict[str, Story] = {}
    words = messages(config.theme_language)
    problems: list[Problem] = []
    for notebook in catalog.notebooks:
        result = results.get(f"notebook:{notebook.slug}")
        if result is None:
            problems += [] if notebook.where.path in told else [_not_run(notebook)]
            continue
        problems += result.problems
        if result.value is not None and result.value.notebook:
            path = notebook.path.relative_to(config.root).as_posix()
            stored = notebook.path.read_bytes()
            cited = _cited(notebook, dataset, config)
            run = with_prose(
                result.value,
                stored,
                path=path,
                language=config.theme_language,
                cited=mark_tongues(cite_html(cited, words), config.theme_language),
                figures=_figures(notebook, dataset, config),
            )
            problems += run.problems
            stories[notebook.slug] = _story(notebook, stored, run, cited)
    return stories, tuple(problems)


def _not_run(notebook: Notebook) -> Problem:
    """Said only beside the errors that keep the data away."""
    return Problem(
        where=notebook.where,
        code="NB031",
        message="the notebook was not run: what it reads stands in a package with errors",
        hint="mend the package first.",
        severity=Severity.NOTE,
    )


def _unknown(notebook: Notebook, dataset: Dataset) -> bool:
    return any(
        dataset.table(*name.split("/", 1)) is None
        if "/" in name
        else name not in dataset.observations
        for name in notebook.reads
    )


def _job(notebook: Notebook, dataset: Dataset, config: Config) -> NotebookJob:
    data: dict[str, bytes] = {}
    for name in notebook.reads:
        data[f"{name}.csv"], data[f"{name}.json"] = _files(name, dataset)
    return NotebookJob(
        slug=notebook.slug,
        path=notebook.path.relative_to(config.root).as_posix(),
        content=notebook.path.read_bytes(),
        data=data,
        language=config.theme_language,
        timeout_s=config.notebook_timeout_s,
    )


def _files(name: str, dataset: Dataset) -> tuple[bytes, bytes]:
    """CSV and JSON of an indicator, or of a table named `package/table`."""
    package_name, mark, table = name.partition("/")
    if not mark:
        return indicator_csv(dataset, name), beside_csv(dataset, name)
    package = dataset.packages[package_name]
    resource = next(r for r in package.resources if r.name == table)
    return table_csv(package, resource), table_json(package, resource)


def _cited(notebook: Notebook, dataset: Dataset, config: Config) -> Citation:
    return story_citation(
        dataset,
        config,
        notebook.slug,
        title=notebook.title,
        authors=notebook.authors,
        date=notebook.date,
        reads=notebook.reads,
    )


def _figures(notebook: Notebook, dataset: Dataset, config: Config) -> StoryFigures:
    return StoryFigures(
        dataset=dataset,
        config=config,
        page=addresses.story_page(notebook.slug),
        reads=tuple(name for name in notebook.reads if "/" not in name),
    )


def _story(notebook: Notebook, stored: bytes, run: NotebookRun, cited: Citation) -> Story:
    return Story(
        page=Page(
            uri=f"stories/{notebook.slug}.ipynb",
            title=notebook.title,
            description=notebook.description,
            markdown="",
            kind="story",
            terms=(notebook.title_zh, *notebook.authors),
            names=(notebook.slug,),
            topics=notebook.topics,
        ),
        stored=stored,
        run=run.notebook.encode(),
        charts=run.charts,
        citation=cited,
        view=_story_view(notebook),
    )


def _story_view(notebook: Notebook) -> StoryView:
    return StoryView(
        slug=notebook.slug,
        title=notebook.title,
        title_zh=notebook.title_zh,
        description=notebook.description,
        authors=notebook.authors,
        date=notebook.date,
        topics=notebook.topics,
    )


def planned_stories(catalog: Catalog, dataset: Dataset) -> tuple[StoryView, ...]:
    """What lists will show of the stories, if each of them runs."""
    return tuple(_story_view(n) for n in catalog.notebooks if not _unknown(n, dataset))


# --- pictures of pages ---


def draw_images(
    cards: Iterable[Card], stories: Mapping[str, Story], view: SiteView, runner: Runner
) -> dict[str, Image]:
    """The picture of each page, by its address."""
    first = {slug: story.charts[0] for slug, story in stories.items() if story.charts}
    known = {card.address: card for card in (*cards, *story_cards(view, first))}
    drawn: dict[str, bytes] = {}
    for result in runner.run(plan_cards(known.values()), planned=False).values():
        drawn |= result.value
    return {
        address: Image(
            file=Artifact(uri=addresses.social_image(address), content=drawn[address]),
            words=card.words,
        )
        for address, card in sorted(known.items())
    }


# --- for pages and sinks ---


def site_view(
    dataset: Dataset,
    verdicts: Mapping[str, Verdict],
    charts: Mapping[str, Chart],
    stories: Iterable[StoryView],
    config: Config,
) -> SiteView:
    """Everything that pages are made from; the newest story first."""
    newest = sorted(stories, key=lambda s: (s.date, s.slug), reverse=True)
    return SiteView(
        dataset=dataset,
        verdicts=verdicts,
        charts=charts,
        stories=tuple(newest),
        config=config,
        messages=messages(config.theme_language),
    )


def embedded_charts(view: SiteView, stories: Mapping[str, Story]) -> tuple[Artifact, ...]:
    """The pages of stories' charts within other sites."""
    told = sorted(stories.items())
    return tuple(file for slug, story in told for file in story_embeds(view, slug, story.charts))


def story_files(charts: Mapping[str, Chart], stories: Mapping[str, Story]) -> tuple[Artifact, ...]:
    """What answers when a reader points at a chart, and the notebooks as stored."""
    drawn = [*charts.values(), *(chart for story in stories.values() for chart in story.charts)]
    return (
        *map(_behind, drawn),
        *(
            Artifact(uri=addresses.notebook_file(slug), content=story.stored)
            for slug, story in sorted(stories.items())
        ),
        *(
            file
            for slug, story in sorted(stories.items())
            if story.citation
            for file in citation_forms(story.citation, partial(addresses.story_cited, slug))
        ),
    )


def _behind(chart: Chart) -> Artifact:
    """The values of a chart with their places in its pictures; the specification if not known."""
    if chart.points:
        return Artifact(uri=addresses.chart_points(chart.id), content=chart.points.encode())
    return Artifact(uri=addresses.chart_spec(chart.id), content=chart.vega.encode())
