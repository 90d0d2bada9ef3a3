# The order of the stages, and nothing else. Every stage gives a value and its problems; a stage
# that cannot go on leaves its part out and the others still run, so that one run tells an author
# everything that is wrong.
"""From folders to a site: load, check, compute, draw, run, render, publish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from silkline import content, drawing, things
from silkline.addresses import page_address
from silkline.checking import (
    Clock,
    Note,
    check_content,
    known_tables,
    report,
    silent,
    with_releases,
)
from silkline.claims import judge
from silkline.config import Config
from silkline.load import load_catalog
from silkline.metadata import Files
from silkline.model import (
    Artifact,
    BuildReport,
    Digest,
    Head,
    Image,
    Notice,
    Page,
    StaticFile,
    Task,
)
from silkline.piecework import Piecework, last_book
from silkline.plan import Reason, plan_validation
from silkline.problems import Problems, SilklineError, has_errors
from silkline.publish import notice_files, release_lists, released_files
from silkline.reads import traced_dataset
from silkline.releases import Frozen, notices, read_frozen, read_urls, read_withdrawn
from silkline.render import SiteView, notice_pages, published_files
from silkline.runner import Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything a sink needs; there are no pages and files when the report holds errors."""

    report: BuildReport
    pages: tuple[Page, ...] = ()
    files: tuple[StaticFile, ...] = ()
    release: str = ""
    """The release that the data equal; empty where they equal none."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Words that mean the same for the search."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Pieces of HTML for hand-written pages, by name."""
    stories: Mapping[str, drawing.Story] = field(default_factory=dict)
    """By slug."""
    images: Mapping[str, Image] = field(default_factory=dict)
    """Of pages, by address."""
    heads: Mapping[str, Head] = field(default_factory=dict)
    """What programs read in pages, by address."""
    published: Files = field(default_factory=dict)
    """The files of the data API, of which pages tell the sizes."""


def build_site(config: Config, known: Problems = (), note: Note = silent) -> Site:
    """All pages and files of the site, and what was wrong on the way.

    Args:
        config: Of the site.
        known: Problems found before, such as those of the configuration.
        note: Told of each stage as it ends.
    """
    clock, runner = Clock(note), Runner(config)
    checked = check_content(config, runner, clock)
    book, problems = last_book(runner), known + checked.problems
    dataset = traced_dataset(checked.dataset, book.before)
    with runner.staffed():
        with clock.stage("draw charts"):
            drawings = drawing.chart_tasks(dataset, config)
            charts = drawing.draw_charts(drawings, runner)
        with clock.stage("run notebooks"):
            stories, found = drawing.run_stories(
                checked.catalog, dataset, config, runner, known=problems
            )
    problems = tuple(sorted({*problems, *found}))
    if has_errors(problems):
        return Site(report=report(runner, clock, problems))
    with clock.stage("unpack releases"):
        released, damaged = _unpacked(checked.frozen)
    if damaged:
        return Site(report=report(runner, clock, damaged))
    with clock.stage("check claims"):
        told = (story.view for story in stories.values())
        view = drawing.site_view(dataset, judge(dataset), charts, told, config)
        pieces = Piecework(runner, view, _chart_keys(drawings, runner), book.pieces)
    with clock.stage("publish data"):
        data = pieces.files()
    with clock.stage("render pages"):
        view = replace(view, files=published_files(data))
        made, embeds = pieces.pages(view), pieces.embeds()
        pieces.note()
    with clock.stage("draw images"):
        images = drawing.draw_images((m.card for m in made), stories, view, runner)
    pictures = (image.file for image in images.values())
    files = (
        *data,
        *release_lists(dataset, config),
        *(file for m in made for file in m.files),
        *drawing.story_files(charts, stories),
        *embeds,
        *drawing.embedded_charts(view, stories),
        *pictures,
        *released,
    )
    runner.forget_unused()
    pages = tuple(sorted((m.page for m in made if m.page), key=lambda p: p.uri))
    gone, wrong = _notices(view, pages, files)
    if has_errors(wrong):
        return Site(report=report(runner, clock, tuple(sorted({*problems, *wrong}))))
    pages, files = (*pages, *notice_pages(view, gone)), (*files, *notice_files(gone))
    return Site(
        report=report(runner, clock, problems, pages=len(pages), files=len(files)),
        pages=pages,
        files=files,
        release=dataset.release,
        synonyms=things.synonyms(dataset),
        blocks={name: block for m in made for name, block in m.blocks.items()},
        stories=stories,
        images=images,
        heads={m.address: m.head for m in made if m.head},
        published=view.files,
    )


def _notices(
    view: SiteView, pages: Iterable[Page], files: Iterable[StaticFile]
) -> tuple[tuple[Notice, ...], Problems]:
    """What is to stand at addresses that were withdrawn."""
    root = view.config.root
    rows, unread = read_withdrawn(root)
    known, lost = read_urls(root)
    made = frozenset({*(page_address(p.uri) for p in pages), *(f.uri for f in files)})
    gone, wrong = notices(rows, known, made)
    return gone, (*unread, *lost, *wrong)


def plan_site(config: Config) -> tuple[tuple[Reason, ...], Problems]:
    """Every task with the reason why it would run, and what keeps the rest from being known."""
    runner = Runner(config)
    catalog, problems = load_catalog(config)
    known = known_tables(runner)
    tables, unread = content.read_tables(catalog, config.root, known=known)
    validation = plan_validation(catalog, config.root, content.codelists(catalog, tables))
    reasons = runner.explain(validation)
    problems = tuple(sorted({*problems, *unread}))
    if has_errors(problems):
        return reasons, problems
    dataset, between = content.make_dataset(catalog.packages, tables)
    dataset, _ = with_releases(dataset, read_frozen(config.root)[0])
    book = last_book(runner)
    dataset = traced_dataset(dataset, book.before)
    drawings = drawing.chart_tasks(dataset, config)
    tasks = (*drawings, *drawing.story_tasks(catalog, dataset, config))
    told = drawing.planned_stories(catalog, dataset)
    view = drawing.site_view(dataset, judge(dataset), {}, told, config)
    pieces = Piecework(runner, view, _chart_keys(drawings, runner), book.pieces)
    return (*reasons, *runner.explain(tasks), *pieces.explain()), tuple(sorted(between))


def _chart_keys(tasks: Iterable[Task], runner: Runner) -> dict[str, Digest]:
    """The keys of the charts by indicator."""
    return {task.name.partition(":")[2]: runner.key(task) for task in tasks}


def _unpacked(frozen: Frozen) -> tuple[tuple[Artifact, ...], Problems]:
    """The files of all releases, or what is wrong with the archives."""
    try:
        return tuple(released_files(frozen)), ()
    except SilklineError as damaged:
        return (), damaged.problems
