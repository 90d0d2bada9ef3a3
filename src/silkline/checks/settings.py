# Settings name areas and indicators, which only the data know. A misspelt one would leave a hole in
# a page, so it is told like any other mistake.
"""House rules between the settings of a site and its data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from silkline.config import SETTINGS, Config, place_of
from silkline.marks import Step, quoted, show, suggest
from silkline.model import Dataset
from silkline.problems import Problem, Problems


def check_settings(config: Config, dataset: Dataset) -> Problems:
    """Areas and indicators that the options of a site name and that do not exist."""
    found = tuple(sorted({*_areas(config, dataset), *_headlines(config, dataset)}))
    return quoted(found, {SETTINGS: config.root / SETTINGS})


def _areas(config: Config, dataset: Dataset) -> Iterator[Problem]:
    for option, codes in (("focus", config.focus), ("peers", config.peers)):
        for index, code in enumerate(codes):
            if code not in dataset.areas:
                yield _unknown(config, "CF011", ("area", code), dataset.areas, option, index)


def _headlines(config: Config, dataset: Dataset) -> Iterator[Problem]:
    for index, (indicator, area) in enumerate(config.headlines):
        at = ("headlines", index)
        if area not in dataset.areas:
            yield _unknown(config, "CF011", ("area", area), dataset.areas, *at, "area")
        if indicator not in dataset.indicators:
            name = ("indicator", indicator)
            yield _unknown(config, "CF012", name, dataset.indicators, *at, "indicator")


def _unknown(
    config: Config, code: str, name: tuple[str, str], known: Iterable[str], *pointer: Step
) -> Problem:
    what, value = name
    return Problem(
        where=place_of(config, *pointer),
        code=code,
        message=f"{show(str(pointer[0]))} names the {what} {show(value)}, which does not exist",
        hint=suggest(value, known),
    )
