# What is known and what is not, as a picture that is a table. A few periods have a cell each; many
# have one for each run of the same status, drawn as if each had its own: sixty years of six areas
# would be most of what a browser lays out before it paints, and of two hundred areas they would
# weigh more than the rest of the page. A status is told by form and by words, never by colour
# alone, and nothing is filled in.
"""The coverage grids of an indicator's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from silkline import addresses, series
from silkline.memory import remembered
from silkline.model import AreaKind, Dataset, Indicator, Observation
from silkline.render import facts
from silkline.render.layouts import (
    AreaRow,
    Coverage,
    CoverageCell,
    CoverageHead,
    CoverageRow,
    Everywhere,
    RunCell,
)

if TYPE_CHECKING:
    from silkline.render.parts import Parts

WIDE_CELLS: Final = 16
"""Periods up to which cells of the coverage grid are wide, and stand alone."""
NARROW_CELLS: Final = 40
"""Periods that fit beside the ranking in narrow cells; more take cells of half the width."""
HEAD_YEARS: Final = 5
"""Years below one head of a grid of narrow cells."""

FORMS: Final = {"E": "e", "I": "e", "F": "f", "P": "p", "B": "b"}
"""How a value of a status is drawn; all others are plain."""
NONE: Final = "m"
TOLD: Final = "x"
"""No value, and the source says why."""
CANNOT: Final = "z"
"""No value, because there cannot be one (status M)."""
ORDER: Final = "aepfbxzm"


class CoverageGrids:
    """Makes the coverage grids of one indicator."""

    def __init__(self, parts: Parts, indicator: Indicator, areas: tuple[str, ...]) -> None:
        self.parts = parts
        self.data = parts.data
        self.m = parts.m
        self.indicator = indicator
        self.areas = areas
        self.derived = indicator.id in self.data.derivations

    def shown(self) -> Coverage | None:
        """The areas of the page; nothing where there are fewer than two periods to lay out."""
        found = {
            (o.ref_area, o.time_period): o
            for a in self.areas
            for o in series.by_area(self.data, self.indicator.id).get(a, ())
        }
        periods = laid_out(tuple(p for (_, p), o in found.items() if o.value is not None))
        if len(periods) < 2 or not self.areas:
            return None
        tight = len(periods) > WIDE_CELLS
        rows = tuple(
            CoverageRow(
                area=a,
                address=addresses.economy_page(a),
                name=self.parts.words.area(a),
                cells=self._cells(tuple(found.get((a, p)) for p in periods), periods, tight=tight),
            )
            for a in self.areas
        )
        present = {c.css for r in rows for c in r.cells}
        heads = self._narrow_heads(periods) if tight else map(self._head, periods)
        return Coverage(
            periods=periods,
            heads=tuple(heads),
            rows=rows,
            keys=tuple(self._key(css) for css in ORDER if css in present),
            tight=tight,
            dense=len(periods) > NARROW_CELLS,
        )

    def everywhere(self) -> Everywhere | None:
        """All areas, economies first; nothing where the page shows them all already."""
        codes = facts.areas_with_values(self.data, self.indicator.id)
        periods = laid_out(series.periods(self.data, self.indicator.id))
        if len(codes) <= len(self.areas) or len(periods) < 2:
            return None
        forms = forms_of(self.data, self.indicator.id, periods)
        counts = Counter(form for a in codes for form in forms[a])
        ordered = sorted(codes, key=self._order)
        present = [css for css in ORDER if counts[css]]
        return Everywhere(
            title=self.m("coverage.everywhere", areas=self.parts.kinds(codes)),
            words=self._words(counts),
            since=self.m.period(periods[0]),
            until=self.m.period(periods[-1]),
            marks=tuple(self._marks(periods, 10)),
            columns=len(periods),
            rows=tuple(
                AreaRow(name=self.parts.words.area(a), runs=tuple(self._runs(forms[a], periods)))
                for a in ordered
            ),
            keys=tuple(self._key(css) for css in present),
        )

    # --- Cells ---

    def _cell(self, o: Observation | None) -> CoverageCell:
        css = form_of(o)
        words = self._status(css)
        if css == TOLD and o is not None:
            words = self.m.title(self.data.statuses[o.status])
        return CoverageCell(css=css, words=words)

    def _cells(
        self, found: tuple[Observation | None, ...], periods: tuple[str, ...], *, tight: bool
    ) -> tuple[CoverageCell, ...]:
        """A cell for each period, or for each run of the same status where cells are narrow."""
        cells = tuple(map(self._cell, found))
        if not tight:
            return cells
        at, runs = 0, []
        for cell, group in groupby(cells):
            length = len(tuple(group))
            told = self._span(periods[at], periods[at + length - 1])
            words = self.m("coverage.run", span=told, status=cell.words)
            runs.append(CoverageCell(css=cell.css, words=words, span=length))
            at += length
        return tuple(runs)

    def _head(self, period: str) -> CoverageHead:
        short = self.m.period(period) if "-" in period or "/" in period else period[2:]
        return CoverageHead(period=period, full=self.m.period(period), short=short)

    def _narrow_heads(self, periods: tuple[str, ...]) -> Iterator[CoverageHead]:
        """A head for every five years; a year does not run into the next one."""
        heads = tuple(self._marks(periods, HEAD_YEARS))
        for head in heads:
            fits = head.span > 2 or head is heads[-1]
            yield head if fits else replace(head, short="")

    def _key(self, css: str) -> CoverageCell:
        return CoverageCell(css=css, words=self.m(f"coverage.key_{self._known(css)}"))

    def _status(self, css: str) -> str:
        return self.m(f"coverage.{self._known(css)}")

    def _known(self, css: str) -> str:
        return "d" if css == "a" and self.derived else css

    # --- All areas ---

    def _order(self, code: str) -> tuple[bool, str]:
        area = self.data.areas[code]
        return area.kind is not AreaKind.ECONOMY, self.m.title(area)

    def _words(self, counts: Counter[str]) -> str:
        """How many cells have which status, in one sentence."""
        told = [
            self.m(f"coverage.count_{self._known(css)}", count=self.m.number(counts[css]))
            for css in ORDER
            if counts[css]
        ]
        total = self.m.number(counts.total())
        return self.m("coverage.counts", total=total, told=self.m("list.separator").join(told))

    def _marks(self, periods: tuple[str, ...], years: int) -> Iterator[CoverageHead]:
        """The head of the grid: runs of years that begin with a round one."""
        for _, group in groupby(periods, key=lambda p: int(p[:4]) // years):
            run = tuple(group)
            full = self.parts.span(run[0], run[-1])
            yield CoverageHead(period=run[0], full=full, short=run[0][:4], span=len(run))

    def _span(self, since: str, until: str) -> str:
        if since != until and since.isdecimal() and until.isdecimal():
            return self.m("coverage.years", since=since, until=until)
        return self.parts.span(since, until)

    def _runs(self, forms: str, periods: tuple[str, ...]) -> Iterator[RunCell]:
        at = 0
        for css, group in groupby(forms):
            length = len(tuple(group))
            told = self._span(periods[at], periods[at + length - 1])
            if css not in "am":
                told = self.m("coverage.run", span=told, status=self._status(css))
            yield RunCell(css=css, span=length, words="" if css == NONE else told)
            at += length


@remembered
def forms_of(dataset: Dataset, indicator: str, periods: tuple[str, ...]) -> dict[str, str]:
    """By area, one letter for each period."""
    found = series.by_area(dataset, indicator)
    made = {}
    for area, observations in found.items():
        by_period = {o.time_period: o for o in observations}
        made[area] = "".join(form_of(by_period.get(p)) for p in periods)
    return made


def form_of(o: Observation | None) -> str:
    """How an observation is drawn: a letter that is a class of the style sheet too."""
    if o is None:
        return NONE
    if o.value is None:
        return CANNOT if o.status == "M" else TOLD
    return FORMS.get(o.status, "a")


def laid_out(periods: tuple[str, ...]) -> tuple[str, ...]:
    """Periods in order of time; where all are years, every year from the first to the last."""
    ordered = sorted(set(periods), key=lambda p: (series.period_start(p), p))
    if not ordered or not all(p.isdecimal() for p in ordered):
        return tuple(ordered)
    return tuple(f"{year:04d}" for year in range(int(ordered[0]), int(ordered[-1]) + 1))
