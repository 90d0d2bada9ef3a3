# The commonest chart of a story is a line for each series. Drawn by Vega-Lite's defaults it gets
# a legend, joins lines across gaps and hides what is an estimate; read as a job, it is drawn like
# every other line on the site.
"""An author's line chart read as a chart job."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from silkline.charts import numbers
from silkline.charts.job import MOST_LINES, ChartJob, Point, year_of
from silkline.charts.words import sign
from silkline.messages import Messages, messages
from silkline.model import Qualifier

Json = dict[str, Any]

_STATUSES: Final = ("A", "B", "E", "P")
_FIRST_YEAR, _LAST_YEAR = 1000, 3000


def line_job(payload: Mapping[str, Any], chart_id: str, language: str = "en") -> ChartJob | None:
    """The job for a chart of one line mark over years, or nothing for other charts.

    Series keep the author's order (`sort` of the colour, else first appearance); the first is in
    focus. Columns `obs_qualifier` and `obs_status`, where the data has them, shape the marks.
    """
    spec = payload["spec"]
    fields = _fields(spec)
    if fields is None:
        return None
    x, y, color = fields
    rows = [r for r in _rows(spec) if r.get(y) is not None and _year(r.get(x)) is not None]
    names = _series(spec, rows, color)
    if not rows or len(names) > MOST_LINES:
        return None
    m = messages(language)
    points = _points(rows, fields, names, m)
    if not _is_one_line_each(points):
        return None
    return ChartJob(
        id=chart_id,
        language=language,
        kind="lines",
        title=str(payload["title"]),
        subtitle=str(payload["unit"]),
        source=str(payload["source"]),
        description=str(payload["description"]),
        unit=str(payload["unit"]),
        factor=Decimal(1),
        decimals=3,
        areas=tuple(names),
        focus=names[0],
        points=points,
        step_years=_step(points),
        breaks=(),
        statuses=tuple((code, m(f"status.{code}")) for code in _STATUSES),
        data_url="",
        sources=(("", str(payload["source"])),),
    )


def _fields(spec: Json) -> tuple[str, str, str] | None:
    mark = spec.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    encoding = spec.get("encoding")
    if kind != "line" or not isinstance(encoding, dict) or "transform" in spec:
        return None
    if set(encoding) - {"x", "y", "color", "tooltip"} or "aggregate" in str(encoding):
        return None
    names = [_field(encoding.get(c)) for c in ("x", "y", "color")]
    return (names[0], names[1], names[2]) if names[0] and names[1] else None


def _field(channel: object) -> str:
    return str(channel.get("field", "")) if isinstance(channel, dict) else ""


def _rows(spec: Json) -> list[Json]:
    data = spec.get("data")
    data = data if isinstance(data, dict) else {}
    rows = data.get("values") or dict(spec.get("datasets") or {}).get(data.get("name"))
    return [r for r in rows if isinstance(r, dict)] if isinstance(rows, list) else []


def _series(spec: Json, rows: list[Json], color: str) -> list[str]:
    channel = spec["encoding"].get("color") or {}
    wanted = channel.get("sort") or (channel.get("scale") or {}).get("domain") or []
    present = list(dict.fromkeys(str(r.get(color, "")) for r in rows))
    first = [str(n) for n in wanted if str(n) in present] if isinstance(wanted, list) else []
    return first + [n for n in present if n not in first]


def _points(
    rows: list[Json], fields: tuple[str, str, str], names: list[str], m: Messages
) -> tuple[Point, ...]:
    """By series and time; as many decimals as the largest value can carry."""
    largest = max(abs(Decimal(str(row[fields[1]]))) for row in rows)
    decimals = numbers.shown_decimals(largest)
    points = (_point(row, fields, decimals, m) for row in rows)
    return tuple(sorted(points, key=lambda p: (names.index(p.area), p.x)))


def _is_one_line_each(points: tuple[Point, ...]) -> bool:
    """Whether all periods are of one kind, and no series has two values for one of them."""
    same_kind = len({len(p.period) for p in points}) == 1
    return same_kind and len({(p.area, p.x) for p in points}) == len(points)


def _point(row: Json, fields: tuple[str, str, str], decimals: int, m: Messages) -> Point:
    x, y, color = fields
    value = Decimal(str(row[y]))
    year = _year(row[x])
    assert year is not None
    known = {q.value for q in Qualifier}
    named = str(row.get("obs_qualifier") or "")
    qualifier = Qualifier(named) if named in known else Qualifier.EXACT
    name = str(row.get(color, ""))
    return Point(
        area=name,
        name=name,
        period=str(row[x]).removesuffix(".0"),
        x=year,
        value=value,
        raw=str(row[y]),
        label=sign(qualifier, m)
        + numbers.format_number(value, min(decimals, numbers.places(str(row[y])))),
        qualifier=qualifier,
        status=str(row.get("obs_status") or "A"),
    )


def _year(value: object) -> float | None:
    text = str(value).removesuffix(".0")
    if not text[:4].isdigit() or "/" in text or len(text) > 7:
        return None
    year = year_of(text)
    return year if _FIRST_YEAR < year < _LAST_YEAR else None


def _step(points: tuple[Point, ...]) -> float:
    period = points[0].period
    if len(period) == 4:
        return 1.0
    return {"S": 0.5, "Q": 0.25}.get(period[5], 1 / 12)
