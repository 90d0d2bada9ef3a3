# The same indicators as tools without an engine take them: one table and one page each, written in
# Markdown before anything is measured, which costs those tools nothing. Every page has the same
# title, definition, properties, first rows and download.
"""Write what `workload.py` makes as plain data packages with pages in Markdown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import workload
from workload import (
    FIRST_YEAR,
    FOCUS,
    GOODS,
    IN_A_PACKAGE,
    LICENCE,
    PEERS,
    UNITS,
    Indicator,
    Size,
    write_text,
)

RECIPES: Final = Path(__file__).resolve().parent / "rivals"
COLUMNS: Final = ("ref_area", "time_period", "obs_value", "unit", "obs_status")
PREVIEW: Final = 20
"""Rows of a table that its page shows."""

CHART: Final = '<div class="chart" data-file="{file}"></div>\n'
"""Where a script draws the chart from the table when the page is read."""
PICTURE: Final = "![Chart: {title}](charts/{name}.svg)\n"
"""The chart as a file that was drawn before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where a tool looks for things, and how its pages begin."""

    pages: str
    data: str
    """Folder of the packages, to be published as it is."""
    address: str
    """The same as a page names it."""
    index: str = "index.md"
    head: str = ""
    chart: str = CHART
    links: str = "{name}.md"


def write(folder: Path, size: Size, form: Form) -> None:
    """Write packages and pages."""
    chosen = workload.indicators(size)
    pages = folder / form.pages
    for first in range(0, len(chosen), IN_A_PACKAGE):
        members = chosen[first : first + IN_A_PACKAGE]
        _write_package(folder / form.data / members[0].package, members, size)
        for one in members:
            write_text(pages / f"{one.name}.md", _page(folder, form, one))
    listed = "".join(f"- [{one.title}]({form.links.format(name=one.name)})\n" for one in chosen)
    write_text(pages / form.index, form.head.format(title="Measured") + f"# Measured\n\n{listed}")


def change(folder: Path, form: Form, turn: int) -> None:
    """Change the same figure as `workload.change`, and the page where it shows that."""
    one = workload.indicators(Size(indicators=1))[0]
    path = _table(folder, form, one)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = 1 + workload.changing(turn, len(lines) - 1)
    cells = lines[place].split(",")
    cells[2] = workload.changed(cells[2])
    lines[place] = ",".join(cells)
    path.write_text("".join(lines), "utf-8")
    write_text(folder / form.pages / f"{one.name}.md", _page(folder, form, one))


def copy_recipe(name: str, folder: Path) -> None:
    """Copy the settings and scripts of a tool to where it works."""
    shutil.copytree(RECIPES / name, folder, dirs_exist_ok=True)


def _table(folder: Path, form: Form, one: Indicator) -> Path:
    return folder / form.data / one.package / f"{one.name}.csv"


# --- packages ---


def _write_package(folder: Path, members: tuple[Indicator, ...], size: Size) -> None:
    for one in members:
        write_text(folder / f"{one.name}.csv", ",".join(COLUMNS) + "\n", *_rows(one, size))
    descriptor = {
        "name": folder.name,
        "title": f"Yearbook {folder.name[-3:]}",
        "licenses": [{"name": "CC-BY-4.0", "title": LICENCE}],
        "resources": [_resource(one) for one in members],
    }
    write_text(folder / "datapackage.json", json.dumps(descriptor, indent=2) + "\n")


def _rows(one: Indicator, size: Size) -> Iterator[str]:
    end = f",{one.unit},A\n"
    for area, figures in zip(workload.areas(size), workload.series(one, size), strict=True):
        start = area["area"]
        yield "".join(
            f"{start},{year},{figure}{end}" for year, figure in enumerate(figures, FIRST_YEAR)
        )


def _resource(one: Indicator) -> dict[str, Any]:
    must = {"required": True}
    fields: tuple[dict[str, Any], ...] = (
        {"type": "string", "constraints": {**must, "pattern": "[A-Z]{3}"}},
        {"type": "string", "constraints": {**must, "pattern": "[0-9]{4}"}},
        {"type": "number"},
        {"type": "string", "constraints": {**must, "enum": [one.unit]}},
        {"type": "string", "constraints": {**must, "enum": ["A", "B", "E", "M"]}},
    )
    return {
        "name": one.name,
        "title": one.title,
        "description": one.definition,
        "type": "table",
        "path": f"{one.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": n, **f} for n, f in zip(COLUMNS, fields, strict=True)],
            "primaryKey": list(COLUMNS[:2]),
            "missingValues": [""],
        },
    }


# --- pages ---


def _page(folder: Path, form: Form, one: Indicator) -> str:
    with _table(folder, form, one).open(encoding="utf-8") as file:
        shown = [next(file).rstrip("\n").split(",") for _ in range(PREVIEW + 1)]
    told = {
        "Unit": UNITS[one.unit][0],
        "Kind": one.kind,
        "About": GOODS[one.good][0],
        "Package": one.package,
        "Source": f"{one.source}, {one.note}",
        "Licence": LICENCE,
    }
    file_ = f"{form.address}/{one.package}/{one.name}.csv"
    texts = (
        form.head.format(title=one.title) + f"# {one.title}\n",
        f"{one.definition}\n",
        form.chart.format(file=file_, title=one.title, name=one.name),
        "| | |\n|---|---|",
        *(f"| {name} | {text} |" for name, text in told.items()),
        "\n| " + " | ".join(shown[0]) + " |\n|---|---|--:|---|---|",
        *("| " + " | ".join(row) + " |" for row in shown[1:]),
        f"\n[The whole table as CSV]({file_})\n",
    )
    return "\n".join(texts)


def lines_drawn(title: str) -> dict[str, Any]:
    """The chart of an indicator in Vega-Lite, without its data: one line for each economy shown."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 760,
        "height": 380,
        "mark": {"type": "line", "tooltip": True},
        "transform": [{"filter": {"field": "ref_area", "oneOf": [*FOCUS, *PEERS]}}],
        "encoding": {
            "x": {"field": "time_period", "type": "quantitative", "axis": {"format": "d"}},
            "y": {"field": "obs_value", "type": "quantitative", "title": title},
            "color": {"field": "ref_area", "type": "nominal"},
        },
    }


SCRIPT: Final = """\
for (const place of document.querySelectorAll(".chart")) {
  const url = new URL(place.dataset.file, document.baseURI).href;
  window.vegaEmbed(place, {...SPEC, data: {url}}, {renderer: "svg", actions: false});
}
"""


def write_scripts(folder: Path, bundle: Callable[[str], str]) -> None:
    """Vega in one file, and the script that draws the charts of a page."""
    spec = json.dumps(lines_drawn("Value"))
    write_text(folder / "charts.js", SCRIPT.replace("SPEC", spec))
    write_text(folder / "vega.js", bundle("window.vegaEmbed = vegaEmbed;"))
