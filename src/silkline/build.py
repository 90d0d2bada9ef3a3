# The order of the stages, and nothing else. Every stage gives a value and its problems; a stage
# that cannot go on leaves its part out and the others still run, so that one run tells an author
# everything that is wrong.
"""From folders to a site: load, check, compute, draw, run, render, publish."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from silkline import content, drawing, things
from silkline.addresses import page_address
from silkline.checks import check_settings
from silkline.claims import judge
from silkline.config import Config
from silkline.load import check_pages, load_catalog
from silkline.model import (
    Artifact,
    BuildReport,
    Catalog,
    Dataset,
    Digest,
    Head,
    Image,
    Notice,
    Page,
    Task,
)
from silkline.piecework import Piecework
from silkline.plan import Reason, plan_validation
from silkline.problems import Problem, Problems, SilklineError, has_errors
from silkline.publish import notice_files, read_changes, release_lists, released_files
from silkline.releases import (
    Frozen,
    check_versions,
    notices,
    read_frozen,
    read_urls,
    read_withdrawn,
)
from silkline.render import SiteView, notice_pages, published_files
from silkline.runner import Runner

Note = Callable[[str, float], None]
"""Told the name of each stage when it ends, and its seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The sound part of the content, and everything that is wrong with the rest."""

    catalog: Catalog
    dataset: Dataset
    frozen: Frozen
    """What was released."""
    problems: Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything a sink needs; there are no pages and files when the report holds errors."""

    report: BuildReport
    pages: tuple[Page, ...] = ()
    files: tuple[Artifact, ...] = ()
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


class _Clock:
    """Times the stages and tells each when it ends."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.stages: list[tuple[str, float]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds = time.perf_counter() - start
        self.stages.append((name, seconds))
        self._note(name, seconds)


def silent(_stage: str, _seconds: float) -> None:
    """A note to nobody."""


def build_site(config: Config, known: Problems = (), note: Note = silent) -> Site:
    """All pages and files of the site, and what was wrong on the way.

    Args:
        config: Of the site.
        known: Problems found before, such as those of the configuration.
        note: Told of each stage as it ends.
    """
    clock, runner = _Clock(note), Runner(config)
    checked = _check(config, runner, clock)
    dataset, problems = checked.dataset, known + checked.problems
    with clock.stage("draw charts"):
        drawings = drawing.chart_tasks(dataset, config)
        charts = drawing.draw_charts(drawings, runner)
    with clock.stage("run notebooks"):
        stories, found = drawing.run_stories(
            checked.catalog, dataset, config, runner, known=problems
        )
    problems = tuple(sorted({*problems, *found}))
    if has_errors(problems):
        return Site(report=_report(runner, clock, problems))
    with clock.stage("unpack releases"):
        released, damaged = _unpacked(checked.frozen)
    if damaged:
        return Site(report=_report(runner, clock, damaged))
    with clock.stage("check claims"):
        told = (story.view for story in stories.values())
        view = drawing.site_view(dataset, judge(dataset), charts, told, config)
        pieces = Piecework(runner, view, _chart_keys(drawings, runner))
    with clock.stage("publish data"):
        data = pieces.files()
    with clock.stage("render pages"):
        view = replace(view, files=published_files(data))
        made = pieces.pages(view)
        pieces.note()
    with clock.stage("draw images"):
        images = drawing.draw_images((m.card for m in made), stories, view, runner)
    pictures = (image.file for image in images.values())
    files = (
        *data,
        *release_lists(dataset, config),
        *(file for m in made for file in m.files),
        *drawing.story_files(charts, stories),
        *drawing.embedded_charts(view, stories),
        *pictures,
        *released,
    )
    runner.forget_unused()
    pages = tuple(sorted((m.page for m in made if m.page), key=lambda p: p.uri))
    gone, wrong = _notices(view, pages, files)
    if has_errors(wrong):
        return Site(report=_report(runner, clock, tuple(sorted({*problems, *wrong}))))
    pages, files = (*pages, *notice_pages(view, gone)), (*files, *notice_files(gone))
    return Site(
        report=_report(runner, clock, problems, pages=len(pages), files=len(files)),
        pages=pages,
        files=files,
        release=dataset.release,
        synonyms=things.synonyms(dataset),
        blocks={name: block for m in made for name, block in m.blocks.items()},
        stories=stories,
        images=images,
        heads={m.address: m.head for m in made if m.head},
    )


def _notices(
    view: SiteView, pages: Iterable[Page], files: Iterable[Artifact]
) -> tuple[tuple[Notice, ...], Problems]:
    """What is to stand at addresses that were withdrawn."""
    root = view.config.root
    rows, unread = read_withdrawn(root)
    known, lost = read_urls(root)
    made = frozenset({*(page_address(p.uri) for p in pages), *(f.uri for f in files)})
    gone, wrong = notices(rows, known, made)
    return gone, (*unread, *lost, *wrong)


def check_site(config: Config, known: Problems = (), note: Note = silent) -> BuildReport:
    """Only the checking: what is wrong with the packages and the notebooks' metadata."""
    clock, runner = _Clock(note), Runner(config)
    checked = _check(config, runner, clock)
    return _report(runner, clock, tuple(sorted({*known, *checked.problems})))


def read_content(config: Config) -> Checked:
    """The sound part of the content by itself, for those who build nothing."""
    return _check(config, Runner(config), _Clock(silent))


def plan_site(config: Config) -> tuple[tuple[Reason, ...], Problems]:
    """Every task with the reason why it would run, and what keeps the rest from being known."""
    runner = Runner(config)
    catalog, problems = load_catalog(config)
    tables, unread = content.read_tables(catalog, config.root)
    validation = plan_validation(catalog, config.root, content.codelists(catalog, tables))
    reasons = runner.explain(validation)
    problems = tuple(sorted({*problems, *unread}))
    if has_errors(problems):
        return reasons, problems
    dataset, between = content.make_dataset(catalog.packages, tables)
    dataset, _ = _with_releases(dataset, read_frozen(config.root)[0])
    drawings = drawing.chart_tasks(dataset, config)
    tasks = (*drawings, *drawing.story_tasks(catalog, dataset, config))
    told = drawing.planned_stories(catalog, dataset)
    view = drawing.site_view(dataset, judge(dataset), {}, told, config)
    pieces = Piecework(runner, view, _chart_keys(drawings, runner))
    return (*reasons, *runner.explain(tasks), *pieces.explain()), tuple(sorted(between))


def _chart_keys(tasks: Iterable[Task], runner: Runner) -> dict[str, Digest]:
    """The keys of the charts by indicator."""
    return {task.name.partition(":")[2]: runner.key(task) for task in tasks}


def _check(config: Config, runner: Runner, clock: _Clock) -> Checked:
    with clock.stage("load packages"):
        catalog, unloaded = load_catalog(config)
        tables, unread = content.read_tables(catalog, config.root)
    with clock.stage("check packages"):
        tasks = plan_validation(catalog, config.root, content.codelists(catalog, tables))
        invalid = [p for result in runner.run(tasks).values() for p in result.problems]
    problems: list[Problem] = [*unloaded, *unread, *invalid]
    with clock.stage("compute indicators"):
        sound = content.sound_packages(catalog, problems, config.root)
        whole = len(sound) == len(catalog.packages) and not has_errors(unloaded)
        dataset, between = content.make_dataset(sound, tables, whole=whole)
    folder = config.packages_dir.relative_to(config.root).as_posix()
    missing = [p for p in (*unloaded, *unread) if p.where.path.startswith(f"{folder}/")]
    known = content.known_indicators(tables)
    reads = drawing.check_reads(catalog, known, whole=not has_errors(missing))
    settings = check_settings(config, dataset) if whole else ()
    topics = drawing.check_topics(catalog, dataset.topics) if whole else ()
    with clock.stage("compare releases"):
        frozen, damaged = read_frozen(config.root)
        versions = check_versions(sound, tables, frozen)
        dataset, untold = _with_releases(dataset, frozen)
    told = (*problems, *between, *reads, *topics, *settings, *damaged, *versions, *untold)
    found = (*told, *check_pages(config))
    return Checked(catalog=catalog, dataset=dataset, frozen=frozen, problems=found)


def _with_releases(dataset: Dataset, frozen: Frozen) -> tuple[Dataset, Problems]:
    """The data with all that was released before, and what each release changed."""
    try:
        told = [r for release in frozen.releases for r in read_changes(frozen.changes(release))]
    except SilklineError as damaged:
        return dataset, damaged.problems
    return replace(dataset, releases=frozen.releases, revisions=tuple(told)), ()


def _unpacked(frozen: Frozen) -> tuple[tuple[Artifact, ...], Problems]:
    """The files of all releases, or what is wrong with the archives."""
    try:
        return tuple(released_files(frozen)), ()
    except SilklineError as damaged:
        return (), damaged.problems


def _report(
    runner: Runner, clock: _Clock, problems: Problems, pages: int = 0, files: int = 0
) -> BuildReport:
    return BuildReport(
        ran=tuple(runner.ran),
        reused=tuple(runner.reused),
        problems=problems,
        stages=tuple(clock.stages),
        pages=pages,
        files=files,
    )
