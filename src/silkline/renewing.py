# What somebody looks at is not to wait for all the rest. Pages are made here as a build makes them,
# by the same functions from the same data, and nothing else is: of charts what the pages show,
# of stories those that are looked at. What builds keep serves, and what is made here is kept.
"""Some pages of the site, made by themselves for a preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from silkline import drawing
from silkline.addresses import story_page
from silkline.checking import Clock, check_content, silent
from silkline.claims import judge
from silkline.config import Config
from silkline.metadata import Files
from silkline.model import Artifact, Chart, Dataset
from silkline.problems import Problems, has_errors
from silkline.render import Made, makers
from silkline.runner import Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """Pages with what goes with them; none where the report of a build would hold errors."""

    problems: Problems
    made: tuple[Made, ...] = ()
    stories: Mapping[str, drawing.Story] = field(default_factory=dict)
    """By slug."""
    files: tuple[Artifact, ...] = ()
    """What the pages fetch."""


def renew(config: Config, files: Files, wanted: Iterable[str]) -> Renewed:
    """Some pages as the content is now.

    Args:
        config: Of the site.
        files: Published by the last build; pages tell their sizes.
        wanted: Addresses of pages; those that no maker knows are left out.
    """
    # Starting a process costs more than what is to be done.
    config = replace(config, workers=0, scheduler="")
    runner, wanted = Runner(config), frozenset(wanted)
    checked = check_content(config, runner, Clock(silent))
    dataset, problems = checked.dataset, checked.problems
    if has_errors(problems):
        return Renewed(problems=problems)
    read = tuple(n for n in checked.catalog.notebooks if story_page(n.slug) in wanted)
    catalog = replace(checked.catalog, notebooks=read)
    stories, found = drawing.run_stories(catalog, dataset, config, runner)
    if has_errors(found):
        return Renewed(problems=(*problems, *found))
    charts = _Charts(dataset, config, runner)
    told = drawing.planned_stories(checked.catalog, dataset)
    view = replace(drawing.site_view(dataset, judge(dataset), charts, told, config), files=files)
    found_makers = makers(view)
    made = tuple(found_makers[a](view) for a in sorted(wanted & found_makers.keys()))
    fetched = (*(f for m in made for f in m.files), *drawing.story_files(charts.drawn, stories))
    return Renewed(problems=(*problems, *found), made=made, stories=stories, files=fetched)


class _Charts(Mapping[str, Chart]):
    """The chart of each indicator, drawn when a page asks for it."""

    def __init__(self, dataset: Dataset, config: Config, runner: Runner) -> None:
        self._dataset, self._config, self._runner = dataset, config, runner
        self._known: dict[str, Chart | None] = {}

    @property
    def drawn(self) -> dict[str, Chart]:
        """Those that were asked for."""
        return {name: chart for name, chart in self._known.items() if chart}

    def __getitem__(self, indicator: str) -> Chart:
        if indicator not in self._known:
            tasks = drawing.chart_tasks(self._dataset, self._config, only=indicator)
            self._known[indicator] = drawing.draw_charts(tasks, self._runner).get(indicator)
        chart = self._known[indicator]
        if chart is None:
            raise KeyError(indicator)
        return chart

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._dataset.indicators if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
