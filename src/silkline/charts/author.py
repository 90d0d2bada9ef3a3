# Charts that authors make come from strangers: a specification may hold addresses, links and
# settings for the page that shows it. Nothing of that passes; size, type and colour are the
# theme's.
"""Authors' Vega-Lite: checked, given the theme, drawn."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from silkline.charts.drawing import chart_document, draw, picture
from silkline.charts.engine import compile_spec
from silkline.charts.lines import line_job
from silkline.charts.spec import SCHEMA
from silkline.charts.theme import CONFIG, NARROW_PX, WIDE_PX
from silkline.model import Chart
from silkline.problems import Location, Problem, Problems

Json = dict[str, Any]

MOST_ROWS: Final = 5000
TEXTS: Final = ("title", "unit", "source", "description")
"""What every chart must say, beside its specification `spec`."""

_OWN_BY_THEME: Final = frozenset(
    {"config", "title", "background", "width", "height", "padding", "autosize", "$schema", "name"}
)
_COUNTS: Final = frozenset({"steps", "maxsteps", "minsteps", "maxbins", "stop"})
"""Settings of transforms that say how many rows to make."""
_HINTS: Final = {
    "title": 'say what is shown: `silkline.chart(chart, title="…", …)`.',
    "unit": 'name the unit of the values: `silkline.chart(chart, unit="US$ billion", …)`.',
    "source": 'name the publisher of the data: `silkline.chart(chart, source="…", …)`.',
    "description": 'say what a reader would see: `silkline.chart(chart, description="…", …)`.',
}


def check_spec(payload: Mapping[str, Any], where: Location) -> Problems:
    """What keeps an author's chart from being published; `payload` is what `silkline.chart` shows.

    It holds the texts `title`, `unit`, `source` and `description` and the Vega-Lite under `spec`.
    """
    spec = payload.get("spec")
    if not isinstance(spec, dict):
        return (
            _problem(
                where, "CH007", "the chart holds no Vega-Lite specification", "make it with Altair."
            ),
        )
    missing = [_missing(name, where) for name in TEXTS if not _is_text(payload.get(name))]
    found = missing + [p for path, value in _walk(spec) if (p := _forbidden(path, value, where))]
    found += _data_problems(spec, where) + _view_problems(spec, where)
    return tuple(found) or _schema_problems(spec, where)


def story_chart(
    payload: Mapping[str, Any], chart_id: str, where: Location, language: str = "en"
) -> tuple[Chart | None, Problems]:
    """An author's chart in the site's theme, or what is wrong with it.

    Lines with a colour for each series are drawn as the engine draws its own: labelled at their
    ends, with gaps, open marks for qualified values and dashes for estimates.
    """
    problems = check_spec(payload, where)
    if problems:
        return None, problems
    try:
        return _drawn(payload, chart_id, language), ()
    except ValueError as error:  # what vl-convert raises for a specification that Vega cannot draw
        reason = _vega_said(str(error))
        hint = "run the cell in a notebook and look at the chart there; Vega says why it fails."
        return None, (_problem(where, "CH009", f"the chart cannot be drawn: {reason}", hint),)


def _drawn(payload: Mapping[str, Any], chart_id: str, language: str) -> Chart:
    job = line_job(payload, chart_id, language)
    if job:
        return draw(job)
    spec = _themed(payload["spec"])
    vega = compile_spec(spec)
    description = str(payload["description"])
    return Chart(
        id=chart_id,
        title=str(payload["title"]),
        subtitle=str(payload["unit"]),
        source=str(payload["source"]),
        description=description,
        vega=chart_document(vega),
        svg_wide=picture(vega, (WIDE_PX[0], spec["height"]), description),
        svg_narrow=picture(vega, (NARROW_PX[0], min(NARROW_PX[1], spec["height"])), description),
        lively=any(path[-1:] == ("params",) for path, _ in _walk(payload["spec"])),
    )


def _vega_said(text: str) -> str:
    """The words of Vega itself among those of vl-convert: neither its steps nor the call stack."""
    lines = [line.strip() for line in text.strip().splitlines()]
    said = (line.partition(": ")[2] for line in lines if line.startswith("Error: "))
    return next(said, lines[0] if lines else "")[:200]


def _themed(spec: Json) -> Json:
    height = spec.get("height")
    kept = {k: v for k, v in spec.items() if k not in _OWN_BY_THEME}
    return {
        **kept,
        "$schema": SCHEMA,
        "config": CONFIG,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 0, "right": 12, "top": 12, "bottom": 4},
        "width": WIDE_PX[0],
        "height": height if isinstance(height, int) and 80 <= height <= 900 else WIDE_PX[1],
    }


def _walk(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    yield path, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if path == () and key in ("datasets", "config"):
                continue  # data is checked as data; the author's config is not used
            yield from _walk(inner, (*path, str(key)))
    elif isinstance(value, list | tuple) and (not path or path[-1] != "values"):
        for n, inner in enumerate(value):
            yield from _walk(inner, (*path, str(n)))


def _forbidden(path: tuple[str, ...], value: object, where: Location) -> Problem | None:
    last = path[-1] if path else ""
    if last == "usermeta":
        return _problem(
            where,
            "CH002",
            "the chart holds 'usermeta', which steers the page that shows it",
            "remove it.",
        )
    if last == "url":
        message = (
            f"the chart has the address {_shown(value)} in it; nothing is fetched from a chart"
        )
        hint = "read the data with `silkline.read` and hand the frame to Altair."
        return _problem(where, "CH003", message, hint)
    if last == "href":
        return _problem(
            where,
            "CH005",
            "marks of the chart are links",
            "remove `href`; put the link in the text.",
        )
    mark = value.get("type") if isinstance(value, Mapping) and last == "mark" else value
    if last == "mark" and mark == "image":
        hint = "use a point, bar or line mark."
        return _problem(
            where, "CH004", "the chart draws images, which would be loaded from elsewhere", hint
        )
    return None


def _data_problems(spec: Json, where: Location) -> list[Problem]:
    tables = [t for t in dict(spec.get("datasets") or {}).values() if isinstance(t, list)]
    tables += [v for path, v in _walk(spec) if path[-1:] == ("values",) and isinstance(v, list)]
    found = []
    longest = max(map(len, tables), default=0)
    if longest > MOST_ROWS:
        message = f"the chart holds {longest} rows; {MOST_ROWS} is the most"
        found.append(
            _problem(where, "CH008", message, "summarise or filter the data before drawing")
        )
    if any(not _is_finite(t) and any(map(_not_a_number, t)) for t in tables):
        message = "the chart's data holds NaN or an infinite number"
        hint = "leave missing values empty: drop them or set them to None."
        found.append(_problem(where, "CH006", message, hint))
    if any(_is_generator(path, value) for path, value in _walk(spec)):
        hint = "give the chart a frame of values."
        found.append(
            _problem(where, "CH003", "the chart makes its own data instead of showing any", hint)
        )
    return found


def _is_generator(path: tuple[str, ...], value: object) -> bool:
    """Whether a part makes rows out of nothing: many millions stop a build and a browser."""
    last = path[-1] if path else ""
    if last in {"sequence", "graticule"} or (isinstance(value, str) and "sequence(" in value):
        return True
    return last in _COUNTS and isinstance(value, int | float) and value > MOST_ROWS


def _is_finite(table: list[Any]) -> bool:
    """Whether all numbers are. Writing some thousands of rows is quicker than looking at each."""
    try:
        json.dumps(table, allow_nan=False)
    except ValueError:
        return False
    return True


def _not_a_number(row: object) -> bool:
    cells = row.values() if isinstance(row, Mapping) else [row]
    return any(isinstance(c, float) and not math.isfinite(c) for c in cells)


def _view_problems(spec: Json, where: Location) -> list[Problem]:
    several = [k for k in ("concat", "hconcat", "vconcat", "repeat", "facet") if k in spec]
    if not several:
        return []
    message = f"the chart is made of several views ('{several[0]}'), which do not fit a phone"
    return [_problem(where, "CH010", message, "make one chart of each view; layers are fine.")]


def _schema_problems(spec: Json, where: Location) -> Problems:
    if _is_valid(spec):
        return ()
    # Half a second to load, and only what is wrong needs its words.
    import altair as alt
    from altair.utils.schemapi import validate_jsonschema

    error = validate_jsonschema(spec, alt.load_schema(), raise_error=False)
    if error is None:
        return ()
    place = error.json_path.removeprefix("$.") or "the whole"
    message = f"the chart is not valid Vega-Lite: {place} is {_shown(error.instance)}"
    hint = "make the chart with Altair, which writes valid Vega-Lite."
    return (_problem(where, "CH007", message, hint),)


def _is_valid(spec: Json) -> bool:
    """Whether Vega-Lite's schema takes it. Rows are objects to it, whatever their cells are: of
    data that are objects alone, some thousands of which take longer than all else, one is asked.
    """
    datasets = spec.get("datasets")
    if isinstance(datasets, dict):
        spec = {**spec, "datasets": {name: _first(rows) for name, rows in datasets.items()}}
    return bool(_validator().is_valid(spec))


def _first(rows: Any) -> Any:
    alike = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    return rows[:1] if alike else rows


@cache
def _validator() -> Any:
    """Vega-Lite's schema as Altair brings it, which is a file: nothing of Altair is imported."""
    from jsonschema.validators import validator_for

    found = find_spec("altair")
    assert found
    assert found.origin
    version = SCHEMA.rpartition("/")[2].removesuffix(".json")
    path = Path(found.origin).parent / "vegalite" / version / "schema/vega-lite-schema.json"
    schema = json.loads(path.read_bytes())
    kind = validator_for(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def _missing(name: str, where: Location) -> Problem:
    return _problem(where, "CH001", f"the chart has no {name}", _HINTS[name])


def _problem(where: Location, code: str, message: str, hint: str) -> Problem:
    return Problem(where=where, code=code, message=message, hint=hint)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _shown(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= 60 else text[:60] + "…")
