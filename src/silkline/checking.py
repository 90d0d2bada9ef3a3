# A contributor checks some hundred times before a site is built, so nothing that draws, renders or
# publishes is imported here.
"""From folders to checked content: load, check, compute."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from silkline import content
from silkline.checks import check_settings
from silkline.config import Config
from silkline.load import check_pages, load_catalog
from silkline.model import BuildReport, Catalog, Dataset
from silkline.plan import plan_validation
from silkline.problems import Problem, Problems, SilklineError, has_errors
from silkline.releases import Frozen, check_versions, read_changes, read_frozen
from silkline.runner import Runner

TABLES: Final = "tables"
"""Under this name a check notes what it read of the long tables, for the next one."""

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


class Clock:
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


def check_site(config: Config, known: Problems = (), note: Note = silent) -> BuildReport:
    """Only the checking: what is wrong with the packages and the notebooks' metadata."""
    clock, runner = Clock(note), Runner(config)
    checked = check_content(config, runner, clock)
    return report(runner, clock, tuple(sorted({*known, *checked.problems})))


def read_content(config: Config) -> Checked:
    """The sound part of the content by itself, for those who build nothing."""
    return check_content(config, Runner(config), Clock(silent))


def check_content(config: Config, runner: Runner, clock: Clock) -> Checked:
    with clock.stage("load packages"):
        catalog, unloaded = load_catalog(config)
        readable = _readable(catalog)
        known = known_tables(runner)
        tables, unread = content.read_tables(readable, config.root, known=known)
        runner.note(TABLES, content.long_tables(readable, tables))
    with clock.stage("check packages"):
        tasks = plan_validation(readable, config.root, content.codelists(readable, tables))
        invalid = [p for result in runner.run(tasks).values() for p in result.problems]
    problems: list[Problem] = [*unloaded, *unread, *invalid]
    with clock.stage("compute indicators"):
        sound = content.sound_packages(readable, problems, config.root)
        whole = len(sound) == len(catalog.packages) and not has_errors(unloaded)
        dataset, between = content.make_dataset(sound, tables, whole=whole)
    folder = config.packages_dir.relative_to(config.root).as_posix()
    missing = [p for p in (*unloaded, *unread) if p.where.path.startswith(f"{folder}/")]
    named = content.known_indicators(tables)
    reads = content.check_reads(readable, named, whole=not has_errors(missing))
    settings = check_settings(config, dataset) if whole else ()
    topics = content.check_topics(catalog, dataset.topics) if whole else ()
    with clock.stage("compare releases"):
        frozen, damaged = read_frozen(config.root)
        versions = check_versions(sound, tables, frozen)
        dataset, untold = with_releases(dataset, frozen)
    told = (*problems, *between, *reads, *topics, *settings, *damaged, *versions, *untold)
    found = (*told, *check_pages(config))
    return Checked(catalog=catalog, dataset=dataset, frozen=frozen, problems=found)


def known_tables(runner: Runner) -> content.LongTables:
    """What the last check noted of the long tables."""
    return runner.recall(TABLES) or content.NOTHING


def _readable(catalog: Catalog) -> Catalog:
    """With the packages whose tables are checked although nothing is made of them."""
    packages = sorted((*catalog.packages, *catalog.doubtful), key=lambda p: p.name)
    return replace(catalog, packages=tuple(packages))


def with_releases(dataset: Dataset, frozen: Frozen) -> tuple[Dataset, Problems]:
    """The data with all that was released before, and what each release changed."""
    try:
        told = [r for release in frozen.releases for r in read_changes(frozen.changes(release))]
    except SilklineError as damaged:
        return dataset, damaged.problems
    return replace(dataset, releases=frozen.releases, revisions=tuple(told)), ()


def report(
    runner: Runner, clock: Clock, problems: Problems, pages: int = 0, files: int = 0
) -> BuildReport:
    return BuildReport(
        ran=tuple(runner.ran),
        reused=tuple(runner.reused),
        problems=problems,
        stages=tuple(clock.stages),
        pages=pages,
        files=files,
    )
