# A dash, an open ring or a rule means nothing to a reader who has not been told. What a picture
# holds is found out from the same values that it is drawn from, and said below it.
"""The key to the marks of a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from silkline.charts.job import ChartJob
from silkline.charts.words import LOWERED, RAISED, period_name
from silkline.messages import Messages, messages

ESTIMATED: Final = frozenset("EI")
"""Codes of estimated and imputed values, which are dashed."""

FORECAST: Final = frozenset("F")
"""Code of forecasts, which are dotted."""

PROVISIONAL: Final = frozenset("P")
"""Code of provisional values, which bear a diamond."""

Mark = tuple[str, str]

_STROKE: Final = 'fill="none" stroke="currentColor" stroke-width="1.7"'
_PALE: Final = '<rect x="1" y="1" width="22" height="10" fill="currentColor" opacity=".18"/>'
_BAR: Final = f'{_PALE}<rect x="1.5" y="1.5" width="21" height="9" {_STROKE}'
_RING: Final = f'<circle cx="12" cy="6" r="3.6" {_STROKE}/>'
_GLYPHS: Final = {
    "estimate": f'<path d="M0 6h24" {_STROKE} stroke-dasharray="4 3"/>',
    "estimate bar": f'{_BAR} stroke-dasharray="4 3"/>',
    "forecast": f'<path d="M2 6h22" {_STROKE} stroke-dasharray=".5 4" stroke-linecap="round"/>',
    "forecast bar": f'{_BAR} stroke-dasharray="1 2"/>',
    "provisional": f'<path d="M12 1.5 16.5 6 12 10.5 7.5 6Z" {_STROKE}/>',
    "provisional bar": f'{_BAR} stroke-dasharray="8 3"/>',
    "hedged": _RING,
    "hedged bar": f"{_BAR}/>",
    "above": '<path d="M12 2 16 9H8Z" fill="currentColor"/>',
    "below": '<path d="M12 10 16 3H8Z" fill="currentColor"/>',
    "gap": f'<path d="M0 6h8M16 6h8" {_STROKE}/>',
}
"""The marks in the small, as they stand in the key."""


def chart_marks(job: ChartJob) -> tuple[Mark, ...]:
    """The kinds of marks in a chart, in the order of the key; a break brings its own words."""
    return tuple(_found(job))


def break_letter(place: int) -> str:
    """The letter at the head of a break, by which the key names it: a, b, c and so on."""
    return chr(ord("a") + place % 26)


def key_html(marks: Sequence[Mark], m: Messages) -> Markup:
    """The list that stands below a picture; nothing where it holds only plain lines."""
    rows = [_row(kind, text, m) for kind, text in marks]
    return Markup('<ul class="key marks">{}</ul>').format(Markup().join(rows)) if rows else Markup()


def _row(kind: str, text: str, m: Messages) -> Markup:
    shape, _, letter = kind.partition(" ")
    if shape == "break":
        return Markup('<li class="why"><em>{}</em>{}</li>').format(letter, text)
    glyph = Markup(_GLYPHS[kind])  # noqa: S704 - of this module
    picture = Markup('<svg viewBox="0 0 24 12" aria-hidden="true">{}</svg>').format(glyph)
    return Markup("<li>{}{}</li>").format(picture, m(f"marks.{shape}"))


def _found(job: ChartJob) -> Iterator[Mark]:
    statuses = {p.status for p in job.points}
    hedges = {p.qualifier for p in job.points}
    form = " bar" if job.kind == "bars" else ""
    for name, codes in (("estimate", ESTIMATED), ("forecast", FORECAST)):
        if statuses & codes:
            yield name + form, ""
    if statuses & PROVISIONAL:
        yield "provisional" + form, ""
    if any(hedges):
        yield "hedged" + form, ""
    if job.kind == "bars":
        return
    if hedges & set(RAISED):
        yield "above", ""
    if hedges & set(LOWERED):
        yield "below", ""
    if any(_gaps(job)):
        yield "gap", ""
    m = messages(job.language)
    for n, b in enumerate(job.breaks):
        yield f"break {break_letter(n)}", f"{period_name(b.period, m)}: {b.text}"


def _gaps(job: ChartJob) -> Iterable[bool]:
    for a, b in pairwise(job.points):
        yield a.area == b.area and b.x - a.x > job.step_years * 1.01
