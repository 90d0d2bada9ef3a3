# One file that opens anywhere, with pictures: a changed series is seen at once where a column of
# numbers is not. No script, nothing from elsewhere.
"""The report of changes as one HTML page with charts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Final

from markupsafe import Markup, escape

from silkline import series
from silkline.comparing.changes import Changes
from silkline.comparing.text import NOTHING
from silkline.comparing.wording import Section, sections, table_lines, verdict_lines
from silkline.model import Dataset, Observation

CHARTS: Final = 24
"""Series that are drawn; the tables tell of the others."""

_WIDTH, _HEIGHT, _MARGIN = 260.0, 90.0, 6.0


def render_html(changes: Changes, before: Dataset, after: Dataset) -> str:
    """The report as a page of its own."""
    body = Markup("\n").join(_blocks(changes, before, after))
    return str(
        Markup(
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            "<title>What this change does to the data</title><style>{}</style></head>"
            "<body><main><h1>What this change does to the data</h1>\n{}\n</main></body></html>\n"
        ).format(Markup(_style()), body)  # noqa: S704 - our own style sheet
    )


def _style() -> str:
    return (files("silkline") / "comparing/report.css").read_text(encoding="utf-8")


def _blocks(changes: Changes, before: Dataset, after: Dataset) -> Iterator[Markup]:
    if changes.is_nothing:
        yield Markup("<p>{}</p>").format(NOTHING)
        return
    yield from _charts(changes, before, after)
    for section in sections(changes, before, after):
        yield _table(section)
    lists = (
        (f"Verdicts that turn: {len(changes.verdicts)}", verdict_lines(changes.verdicts)),
        ("Rows by table", table_lines(changes)),
        (f"Pages that show a change: {len(changes.pages):,}", iter(changes.pages)),
    )
    for heading, lines in lists:
        items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
        if items:
            yield Markup("<h2>{}</h2><ul>{}</ul>").format(heading, items)


def _table(section: Section) -> Markup:
    rows = Markup("").join(
        Markup(
            '<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class="n">{}</td>'
            '<td class="n">{}</td><td class="n">{}</td></tr>'
        ).format(x.title, x.area, x.period, x.source, x.before, x.after, x.change)
        for x in section.lines
    )
    left = Markup("<p>and {} more.</p>").format(f"{section.left:,}") if section.left else Markup()
    return Markup(
        '<h2>{}</h2><div class="scroll" tabindex="0"><table><thead><tr><th>Indicator</th>'
        '<th>Area</th><th>Period</th><th>Source</th><th class="n">Before</th>'
        '<th class="n">After</th><th class="n">Change</th></tr></thead>'
        "<tbody>{}</tbody></table></div>{}"
    ).format(section.heading, rows, left)


# --- Charts ---


def _charts(changes: Changes, before: Dataset, after: Dataset) -> Iterator[Markup]:
    places = dict.fromkeys(
        (c.now.indicator, c.now.ref_area) for c in (*changes.removed, *changes.changed)
    )
    drawn = [f for p in list(places)[:CHARTS] if (f := _figure(*p, before, after))]
    if drawn:
        yield Markup(
            '<h2>Series that change</h2><p class="key">Dashed: before. Solid: after.</p>'
            '<div class="charts">{}</div>'
        ).format(Markup("").join(drawn))


def _figure(indicator: str, area: str, before: Dataset, after: Dataset) -> Markup | None:
    was, now = (_points(d, indicator, area) for d in (before, after))
    everything = [*was, *now]
    if len({x for x, _ in everything}) < 2:
        return None
    data = after if indicator in after.indicators else before
    name = data.areas[area].name if area in data.areas else area
    return Markup(
        '<figure><svg viewBox="0 0 {} {}" role="img" aria-label="{}, {}: before and after">'
        "{}{}</svg><figcaption>{}, {}</figcaption></figure>"
    ).format(
        f"{_WIDTH:.0f}",
        f"{_HEIGHT:.0f}",
        data.indicators[indicator].title,
        name,
        _line(was, everything, "was"),
        _line(now, everything, "is"),
        data.indicators[indicator].title,
        name,
    )


Point = tuple[int, Decimal]


def _points(dataset: Dataset, indicator: str, area: str) -> list[Point]:
    found = (
        series.by_area(dataset, indicator).get(area, ())
        if indicator in dataset.observations
        else ()
    )
    return [(_day(o), o.value) for o in found if o.value is not None and "/" not in o.time_period]


def _day(observation: Observation) -> int:
    return series.period_start(observation.time_period).toordinal()


def _line(points: list[Point], everything: list[Point], kind: str) -> Markup:
    left, right = min(x for x, _ in everything), max(x for x, _ in everything)
    low, high = min(y for _, y in everything), max(y for _, y in everything)
    across = (_WIDTH - 2 * _MARGIN) / (right - left)
    up = (_HEIGHT - 2 * _MARGIN) / float(high - low or 1)
    places = " ".join(
        f"{_MARGIN + (x - left) * across:.1f},{_HEIGHT - _MARGIN - float(y - low) * up:.1f}"
        for x, y in points
    )
    return Markup('<polyline class="{}" points="{}"/>').format(escape(kind), places)
