# Every check of this room asks for the same things: series in order of time, with numbers. They are
# made once, in one pass over the observations. A cell that is no number or no period is told by
# other rules, and is no figure here.
"""What statistical checks look at, and what they find."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

from silkline.checks.periods import PER_YEAR, YEAR, Moment, moment
from silkline.checks.subject import Subject
from silkline.model import Row
from silkline.problems import Severity

TABLE: Final = "observations"
LOOK: Final = (
    "look at the raw file: mend the value, or waive this finding in the table waivers and say why."
)
"""How to go on where only a person can tell whether the figure is right."""


class Figure(NamedTuple):
    """An observation with a number and a place in time."""

    row: Row
    at: int
    """Count of periods of the series' frequency, so that neighbours differ by one."""
    value: float

    @property
    def period(self) -> str:
        """As written."""
        return self.row.cells["time_period"]

    @property
    def text(self) -> str:
        """The value as written."""
        return self.row.cells["obs_value"]


class Key(NamedTuple):
    """What the figures of one series share."""

    indicator: str
    ref_area: str
    source: str
    frequency: str


Series = list[Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something odd in one row, before waivers are looked at."""

    code: str
    message: str
    hint: str = LOOK
    severity: Severity = Severity.WARNING
    resource: str = TABLE
    row: Row
    column: str
    indicator: str
    ref_area: str = ""
    time_period: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The tables of a package as statistical checks want them."""

    subject: Subject
    indicators: Mapping[str, Mapping[str, str]]
    """Cells of each indicator, by its id."""
    sources: Mapping[str, Row]
    series: Mapping[Key, Series]
    """Each in order of time; observations of intervals such as 2011/2020 are in none."""
    breaks: Mapping[tuple[str, str], tuple[Moment, ...]]
    """First moments after each declared break, by indicator and area; no area means all."""
    middles: Mapping[str, float]
    """By indicator, the size that half of its figures reach."""

    def kind(self, indicator: str) -> str:
        """What sort of number an indicator is; empty where nothing is known of it."""
        return self.indicators.get(indicator, {}).get("kind", "")

    def middling(self, indicator: str) -> float:
        """The size that half of an indicator's figures reach."""
        return self.middles.get(indicator, 0)


Check = Callable[[Material], Iterator[Finding]]


def make_material(subject: Subject) -> Material:
    """What the checks look at, made in one pass."""
    series = _series(subject)
    return Material(
        subject=subject,
        indicators={r.cells.get("indicator", ""): r.cells for r in subject.rows("indicators")},
        sources={r.cells.get("source", ""): r for r in subject.rows("sources")},
        series=series,
        breaks=_breaks(subject),
        middles=_middles(series),
    )


def about(row: Row, column: str, code: str, message: str) -> Finding:
    """A finding about one observation."""
    c = row.cells
    return Finding(
        code=code,
        message=message,
        row=row,
        column=column,
        indicator=c["indicator"],
        ref_area=c["ref_area"],
        time_period=c["time_period"],
        source=c["source"],
    )


def number(text: str) -> float | None:
    """The number that a cell holds, if it holds one."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _series(subject: Subject) -> dict[Key, Series]:
    found: defaultdict[tuple[str, str, str, str], Series] = defaultdict(list)
    names = ("indicator", "ref_area", "source", "time_period", "obs_value")
    cells = zip(*(subject.cells(TABLE, name) for name in names), strict=True)
    for row, (indicator, area, source, period, text) in zip(
        subject.rows(TABLE), cells, strict=True
    ):
        when = moment(period) if text else None
        value = number(text) if when else None
        if when and value is not None:
            found[indicator, area, source, when.frequency].append(Figure(row, when.at, value))
    for figures in found.values():
        figures.sort(key=lambda f: f.at)
    return {Key(*key): figures for key, figures in found.items()}


def _middles(series: Mapping[Key, Series]) -> dict[str, float]:
    sizes: defaultdict[str, list[float]] = defaultdict(list)
    for key, figures in series.items():
        sizes[key.indicator] += [abs(f.value) for f in figures]
    return {indicator: median(found) for indicator, found in sizes.items()}


def _breaks(subject: Subject) -> dict[tuple[str, str], tuple[Moment, ...]]:
    """Those of the table of breaks, and figures whose status says so."""
    rows = [*subject.rows("breaks")]
    rows += [row for row, _ in subject.odd(TABLE, "obs_status", lambda cell: cell == "B")]
    found: defaultdict[tuple[str, str], list[Moment]] = defaultdict(list)
    for row in rows:
        if when := moment(row.cells.get("time_period", "")):
            found[row.cells["indicator"], row.cells["ref_area"]].append(when)
    return {key: tuple(sorted(set(group))) for key, group in found.items()}


def breaks_between(material: Material, key: Key, before: Figure, after: Figure) -> bool:
    """Whether a break is declared after the earlier of two figures and up to the later one."""
    declared = (
        when
        for area in (key.ref_area, "")
        for when in material.breaks.get((key.indicator, area), ())
    )
    return any(
        before.at < _in(when, key.frequency) <= after.at
        for when in declared
        if when.frequency in (key.frequency, YEAR)
    )


def _in(when: Moment, frequency: str) -> int:
    """The first period of another frequency in a year, or the moment itself."""
    return when.at if when.frequency == frequency else when.at * PER_YEAR[frequency]
