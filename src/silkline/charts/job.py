# What a chart shows, decided here once as plain values: which observations, in what unit, in
# which order and colour. Drawing happens elsewhere, in another process, from the job alone.
"""From a dataset to chart jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from silkline import addresses, series
from silkline.charts import numbers
from silkline.charts.words import hedge, lower_first, period_name, sign
from silkline.messages import Messages, messages
from silkline.model import Dataset, Indicator, Observation, Qualifier, Unit

MOST_LINES: Final = 6
MOST_BARS: Final = 12
_LARGE: Final = 1000
"""Beside values of this size decimals are noise in a label; the table has them."""
_STEP_BY_KIND: Final = {"Y": 1.0, "S": 0.5, "Q": 0.25, "M": 1 / 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value on a chart."""

    area: str
    name: str
    period: str
    x: float
    """The period's start in years."""
    value: Decimal
    """In the unit shown."""
    raw: str
    """As published."""
    label: str
    """The value with its qualifier's sign, as shown."""
    qualifier: Qualifier
    status: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakRule:
    """A place where a series changes definition or source."""

    x: float
    period: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartJob:
    """Everything needed to draw one chart, as values that pickle."""

    id: str
    language: str
    """Of the words that are added to the data."""
    kind: str
    """lines or bars."""
    title: str
    subtitle: str
    source: str
    description: str
    unit: str
    """Name of the unit shown, short."""
    factor: Decimal
    """The unit published, in units shown."""
    decimals: int
    areas: tuple[str, ...]
    """Codes in order of colour; the area in focus first."""
    focus: str
    points: tuple[Point, ...]
    """Sorted by area (in the order of `areas`) and time."""
    step_years: float
    """Time between neighbours in a series without gaps."""
    breaks: tuple[BreakRule, ...]
    statuses: tuple[tuple[str, str], ...]
    """Words for the status codes."""
    data_url: str
    """Address of the data, relative to the chart's own file; empty where the rows go into the chart
    itself."""
    indicator: str = ""
    """Whose values they are; empty for a chart of an author's own."""
    published: str = ""
    """Name of the unit published."""
    sources: tuple[tuple[str, str], ...] = ()
    """Words for the ids of sources."""


def indicator_chart(
    dataset: Dataset,
    indicator_id: str,
    areas: Sequence[str],
    *,
    focus: Sequence[str],
    language: str,
) -> ChartJob | None:
    """The chart of an indicator for some areas, or nothing where fewer than two values exist.

    The first area of `focus` among them is drawn on top and in the first colour. Values of one kind
    of period only are drawn together: a half year and a year do not share a line.
    """
    found = _observations(dataset, indicator_id, areas)
    if len(found) < 2:
        return None
    indicator = dataset.indicators[indicator_id]
    unit = _reading_unit(dataset, indicator, found)
    published = dataset.units[indicator.unit]
    ordered = _ordered_areas(found, areas, focus)
    m = messages(language)
    factor = published.multiplier / unit.multiplier
    points = _points(dataset, indicator, found, ordered, factor, m=m)
    kind = "lines" if _is_time_series(found) else "bars"
    span, title = _span(found, m), m.title(indicator)
    return ChartJob(
        id=indicator_id,
        language=m.language,
        kind=kind,
        title=m("chart.title", title=title, span=span),
        subtitle=_subtitle(unit, published, m),
        source=_source_line(dataset, found, m),
        description=_description(kind, title, span, _unit_words(unit, m), points, m=m),
        unit=_sentence(_unit_words(unit, m)),
        factor=factor,
        decimals=indicator.decimals,
        areas=ordered,
        focus=ordered[0] if ordered[0] in focus else "",
        points=points,
        step_years=_STEP_BY_KIND.get(_period_kind(found[0].time_period), 1.0),
        breaks=_breaks(dataset, indicator_id, ordered, points, m),
        indicator=indicator_id,
        published=_unit_words(published, m),
        sources=tuple(_source_names(dataset, found, m)),
        statuses=tuple((s.code, m.title(s)) for s in dataset.statuses.values()),
        data_url=addresses.relative("charts/", addresses.indicator_csv(indicator_id)),
    )


def year_of(period: str) -> float:
    """A period's start in years: 2021.5 for `2021-S2`."""
    start = series.period_start(period)
    return start.year + (start.month - 1) / 12


def _observations(dataset: Dataset, indicator: str, areas: Sequence[str]) -> list[Observation]:
    by_area = series.by_area(dataset, indicator)
    valued = [o for a in areas for o in by_area.get(a, ()) if o.value is not None]
    kinds = Counter(_period_kind(o.time_period) for o in valued)
    if not kinds:
        return []
    kind = max(kinds, key=lambda k: (kinds[k], k))
    found = [o for o in valued if _period_kind(o.time_period) == kind]
    return _few(found, MOST_LINES if _is_time_series(found) else MOST_BARS)


def _few(found: list[Observation], most: int) -> list[Observation]:
    shown = list(dict.fromkeys(o.ref_area for o in found))[:most]
    return [o for o in found if o.ref_area in shown]


def _period_kind(period: str) -> str:
    if "/" in period:
        return "I"
    part = period.partition("-")[2]
    return "Y" if not part else part[0] if part[0] in "SQ" else "M"


def _is_time_series(found: Iterable[Observation]) -> bool:
    periods = {o.time_period for o in found}
    return len(periods) > 1 and not any("/" in p for p in periods)


def _reading_unit(dataset: Dataset, indicator: Indicator, found: Iterable[Observation]) -> Unit:
    """The largest unit of the same base in which the largest value is still 10 or more."""
    unit = dataset.units[indicator.unit]
    if indicator.kind != "level":
        return unit
    top = max(abs(o.value) for o in found if o.value is not None) * unit.multiplier
    larger = [
        u
        for u in dataset.units.values()
        if u.base == unit.base
        and u.multiplier > unit.multiplier
        and u.multiplier.adjusted() % 3 == 0
        and top / u.multiplier >= 10
    ]
    if top / unit.multiplier < 10_000:
        return unit
    return max(larger, key=lambda u: u.multiplier, default=unit)


def _ordered_areas(
    found: Iterable[Observation], areas: Sequence[str], focus: Sequence[str]
) -> tuple[str, ...]:
    present = {o.ref_area for o in found}
    shown = [a for a in dict.fromkeys(areas) if a in present]
    first = next((a for a in focus if a in shown), shown[0])
    return (first, *(a for a in shown if a != first))


def _points(
    dataset: Dataset,
    indicator: Indicator,
    found: Sequence[Observation],
    ordered: Sequence[str],
    factor: Decimal,
    *,
    m: Messages,
) -> tuple[Point, ...]:
    largest = max((abs(o.value) for o in found if o.value is not None), default=Decimal(0))
    decimals = 0 if largest >= _LARGE else indicator.decimals
    if factor != 1:
        decimals = numbers.shown_decimals(largest * factor)
    points = [_point(dataset, o, factor, decimals, m) for o in found]
    return tuple(sorted(points, key=lambda p: (ordered.index(p.area), p.x, p.period)))


def _point(dataset: Dataset, o: Observation, factor: Decimal, decimals: int, m: Messages) -> Point:
    assert o.value is not None
    value = o.value * factor
    if factor == 1:
        decimals = min(decimals, len(o.text.partition(".")[2]))
    return Point(
        area=o.ref_area,
        name=m.title(dataset.areas[o.ref_area]),
        period=o.time_period,
        x=year_of(o.time_period),
        value=value,
        raw=o.text,
        label=sign(o.qualifier, m) + numbers.format_number(value, decimals),
        qualifier=o.qualifier,
        status=o.status,
        source=o.source,
    )


def _span(found: Iterable[Observation], m: Messages) -> str:
    ordered = sorted({o.time_period for o in found}, key=lambda p: (series.period_start(p), p))
    if len(ordered) == 1:
        return period_name(ordered[0], m)
    if "/" in "".join(ordered):
        return m("chart.by_period")
    since, until = (period_name(p, m) for p in (ordered[0], ordered[-1]))
    return m("chart.span", since=since, until=until)


def _subtitle(unit: Unit, published: Unit, m: Messages) -> str:
    words = _sentence(_unit_words(unit, m))
    if unit.code == published.code:
        return words
    return m("chart.converted", unit=words, published=_unit_words(published, m))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unit_words(unit: Unit, m: Messages) -> str:
    """Symbols such as "US$ billion" say it; "%" alone does not."""
    short = m.unit_head(unit)
    return short if len(short) > 2 else m.title(unit).lower()


def _source_names(
    dataset: Dataset, found: Sequence[Observation], m: Messages
) -> Iterable[tuple[str, str]]:
    for source in dict.fromkeys(o.source for o in found):
        known = dataset.sources.get(source)
        yield source, known.producer if known else _source_line(dataset, found, m)


def _source_line(dataset: Dataset, found: Iterable[Observation], m: Messages) -> str:
    used = dict.fromkeys(o.source for o in found)
    if set(used) == {series.DERIVED}:
        derivation = dataset.derivations.get(next(iter(found)).indicator)
        inputs = derivation.inputs if derivation else ()
        used = dict.fromkeys(
            o.source
            for i in inputs
            for o in series.preferred(dataset, i)
            if o.source != series.DERIVED
        )
        if not used:
            return m("chart.computed")
        return m("chart.computed_from", producers=_producers(dataset, used, m))
    return _producers(dataset, used, m)


def _producers(dataset: Dataset, ids: Iterable[str], m: Messages) -> str:
    known = [dataset.sources[i] for i in ids if i in dataset.sources]
    names = list(dict.fromkeys(s.producer for s in known))
    shown = names[:3]
    text = m("list.semicolon").join(shown)
    left = len(names) - len(shown)
    return m("chart.producers", names=text, n=left) if left else text


def _breaks(
    dataset: Dataset,
    indicator: str,
    ordered: Sequence[str],
    points: Sequence[Point],
    m: Messages,
) -> tuple[BreakRule, ...]:
    low, high = min(p.x for p in points), max(p.x for p in points)
    titles = {s.code: m.title(s) for s in dataset.statuses.values()}
    marked = {
        p.period: titles.get(p.status, p.status)
        for p in points
        if p.status == "B" and p.area == ordered[0]
    }
    told = {
        b.time_period: m.text(b, "what")
        for b in dataset.breaks
        if b.indicator == indicator and b.ref_area in (ordered[0], "")
    }
    found = sorted((year_of(period), period, text) for period, text in {**marked, **told}.items())
    return tuple(BreakRule(x=x, period=p, text=t) for x, p, t in found if low < x <= high)


def _description(
    kind: str, title: str, span: str, unit: str, points: Sequence[Point], *, m: Messages
) -> str:
    told = m("chart.gap").join(_told(group, m) for group in _groups(points))
    return m(
        f"chart.{kind}",
        title=lower_first(title),
        span=span,
        unit=unit,
        told=told,
    )


def _groups(points: Sequence[Point]) -> Iterable[list[Point]]:
    by_name: dict[str, list[Point]] = {}
    for p in points:
        by_name.setdefault(p.name, []).append(p)
    return by_name.values()


def _told(group: list[Point], m: Messages) -> str:
    first, last = group[0], group[-1]
    said = {
        "name": last.name,
        "value": _spoken(last, m),
        "period": period_name(last.period, m),
    }
    if first is last:
        return m("chart.told", **said)
    since = period_name(first.period, m)
    return m("chart.told_since", **said, first=_spoken(first, m), since=since)


def _spoken(point: Point, m: Messages) -> str:
    figure = point.label.removeprefix(sign(point.qualifier, m))
    return hedge(point.qualifier, m) + figure
