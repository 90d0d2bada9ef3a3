# Only four kinds of output reach a page: prose, tables, charts and plain text. Each is rebuilt
# here from data; no HTML that a notebook made is ever passed on.
"""Outputs of a cell to HTML, by an allow list of MIME types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from silkline import addresses
from silkline.charts import key_html, story_chart
from silkline.messages import messages
from silkline.model import Chart, unfigured
from silkline.notebooks.prose import Prose
from silkline.problems import Location, Problem, Severity

CHART: Final = "application/vnd.silkline.chart+json"
TABLE: Final = "application/vnd.silkline.table+json"
PROSE: Final = "text/markdown"
PLAIN: Final = "text/plain"

_HINTS: Final = (
    ("image/", "draw it with Altair and show it with `silkline.chart(...)`."),
    (
        "application/vnd.vega",
        "show the chart with `silkline.chart(chart, title=…, unit=…, source=…, description=…)`.",
    ),
    ("text/html", "show a frame with `silkline.table(frame)`, text with `silkline.prose(text)`."),
    (
        "application/javascript",
        "charts become interactive by themselves: use `silkline.chart(...)`.",
    ),
    ("application/vnd.jupyter.widget", "widgets need a running kernel: show a chart or a table."),
)
_ANY_HINT: Final = "use `silkline.chart`, `silkline.table` or `silkline.prose`."
_MOST_CELLS: Final = 6000
_MOST_CHARACTERS: Final = 20_000


@dataclass(slots=True)
class Reduction:
    """The outputs of one notebook as they are turned to HTML, cell by cell."""

    slug: str
    prose: Prose
    language: str = "en"
    """Of the words that charts add to the data."""
    charts: list[Chart] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def html(self, outputs: Sequence[Mapping[str, Any]], where: Location) -> str:
        """HTML of a cell's outputs; what may not be published becomes a problem."""
        return "\n".join(filter(None, (self._one(o, where) for o in outputs)))

    def _one(self, output: Mapping[str, Any], where: Location) -> str:
        if output["output_type"] == "stream":
            self._report(
                where,
                "NB028",
                f"the cell prints to {output.get('name', 'stdout')}; printed text is not published",
                "use `silkline.prose(text)` for what readers should see.",
                Severity.NOTE,
            )
            return ""
        data = output.get("data", {})
        for kind, make in ((CHART, self._chart), (TABLE, self._table), (PROSE, self._markdown)):
            if kind in data:
                return make(data[kind], where)
        return self._other(data, where)

    def _other(self, data: Mapping[str, Any], where: Location) -> str:
        refused = sorted(set(data) - {PLAIN})
        if not refused:
            text = unfigured(_text(data.get(PLAIN, "")))[:_MOST_CHARACTERS]
            return f'<pre class="out">{escape(text)}</pre>' if text.strip() else ""
        kind = next((k for k in refused for start, _ in _HINTS if k.startswith(start)), refused[0])
        hint = next((h for start, h in _HINTS if kind.startswith(start)), _ANY_HINT)
        self._report(where, "NB024", f"the cell shows {kind!r}, which is not published", hint)
        return ""

    def _chart(self, payload: Any, where: Location) -> str:
        found = _unwritten(payload) if isinstance(payload, dict) else {}
        chart_id = f"{self.slug}-{len(self.charts) + 1}"
        chart, problems = story_chart(found, chart_id, where, self.language)
        self.problems.extend(problems)
        if chart is None:
            return ""
        self.charts.append(chart)
        return figure_html(chart, addresses.story_page(self.slug), self.language)

    def _markdown(self, payload: Any, where: Location) -> str:
        return self.prose_html(_text(payload), where)

    def prose_html(self, text: str, where: Location) -> str:
        """HTML of Markdown; links and pictures that may not stand there become problems."""
        self.prose.refused.clear()
        made = self.prose.html(text)
        for address in self.prose.refused:
            message = f"the text has a picture or link that is not published: {address[:80]!r}"
            hint = "link to an http(s) address or a page of the site; show pictures as charts."
            self._report(where, "NB025", message, hint)
        return made

    def _table(self, payload: Any, where: Location) -> str:
        try:
            rows, columns = len(payload["rows"]), len(payload["columns"])
            if rows * columns <= _MOST_CELLS:
                return table_html(payload)
        except (KeyError, TypeError, ValueError, AttributeError):
            reason, hint = (
                "`silkline.table` did not make it",
                "make it with `silkline.table(frame)`.",
            )
        else:
            reason = f"{rows} rows of {columns} columns are too many; at most {_MOST_CELLS} cells"
            hint = "show the part that readers need, such as `silkline.table(frame.head(20))`."
        self._report(where, "NB026", f"the table cannot be shown: {reason}", hint)
        return ""

    def _report(
        self,
        where: Location,
        code: str,
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        problem = Problem(where=where, code=code, message=message, hint=hint, severity=severity)
        self.problems.append(problem)


def figure_html(chart: Chart, page: str, language: str = "en") -> str:
    """A chart as a figure; `page` is the address of the page that it stands on."""
    spec = addresses.relative(page, addresses.chart_spec(chart.id))
    points = addresses.relative(page, addresses.chart_points(chart.id))
    embed = addresses.relative(page, addresses.embed_page(page, chart.id))
    # Where the values of a picture are known, pointing needs no drawing engine.
    way = f'data-points="{escape(points)}"' if chart.points else f'data-spec="{escape(spec)}"'
    lively = " data-lively" if chart.lively else ""
    return (
        f'<figure class="sk-chart" {way}{lively} data-embed="{escape(embed)}">'
        f'<p class="ct">{escape(chart.title)}</p><p class="cs">{escape(chart.subtitle)}</p>'
        f'<div class="wide">{chart.svg_wide}</div><div class="narrow">{chart.svg_narrow}</div>'
        f"{key_html(chart.marks, messages(language))}"
        f'<figcaption class="src">{escape(chart.source)}</figcaption></figure>'
    )


def table_html(payload: Mapping[str, Any]) -> str:
    """A table from what `silkline.table` hands over: titles, kinds of column, cells as text."""
    columns, rows = payload["columns"], payload["rows"]
    marks = [' class="n"' if c["number"] else "" for c in columns]
    titles = zip((escape(str(c["title"])) for c in columns), marks, strict=True)
    head = "".join(f'<th scope="col"{mark}>{title}</th>' for title, mark in titles)
    body = "".join(f"<tr>{_row(row, marks)}</tr>" for row in rows)
    title, source = (escape(str(payload.get(k, ""))) for k in ("title", "source"))
    caption = f"<caption>{title}</caption>" if title else ""
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    note = f'<p class="src">{source}</p>' if source else ""
    return f'<div class="scroll">{table}</div>{note}'


def _row(row: Sequence[Any], marks: Sequence[str]) -> str:
    first, *others = zip(row, marks, strict=True)
    cells = "".join(f"<td{mark}>{escape(str(cell))}</td>" for cell, mark in others)
    return f'<th scope="row"{first[1]}>{escape(str(first[0]))}</th>{cells}'


def _unwritten(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A chart with its specification, which comes as JSON text; nothing where it is none."""
    try:
        return {**payload, "spec": json.loads(_text(payload.get("spec")))}
    except (ValueError, RecursionError):
        return {**payload, "spec": None}


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)
