# Twelve notebooks, each of which reads one table of 6,000 rows and draws two thirds of it: once as
# stories of a site of twelve indicators, once as pages of mkdocs-jupyter. The same site without
# them tells what they add.
"""Silkline and mkdocs-jupyter with twelve notebooks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import contestants
import environments
import forms
import workload
from contestants import Contestant
from environments import BIN
from forms import Form
from report import ALONE, JUPYTER
from workload import FOCUS, GOODS, Size, write_text

STORIES: Final = 12
DAY: Final = "2026-01-15"

PLUGIN: Final = """\
  - mkdocs-jupyter:
      include: ["*.ipynb"]
      ignore: ["*.md"]
      execute: false
      cache: false
      allow_errors: false
"""
READ_OURS: Final = """\
import altair as alt

import silkline

table = silkline.read("{name}")
table = table[["ref_area", "year", "obs_value"]]"""
READ_THEIRS: Final = """\
import altair as alt
import pandas as pd

table = pd.read_csv("data/{package}/{name}.csv")
table = table.rename(columns={{"time_period": "year"}})
table = table[["ref_area", "year", "obs_value"]]"""
DRAW: Final = """\
drawing = (
    alt.Chart(table[table["year"] >= 2005])
    .mark_line()
    .encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d")),
        y=alt.Y("obs_value:Q", title="{title}"),
        detail="ref_area:N",
        color=alt.condition("datum.ref_area == '{focus}'", alt.value("navy"), alt.value("silver")),
    )
)
"""
SHOW_OURS: Final = """\
silkline.chart(
    drawing,
    title="{title}",
    unit="As the table has it",
    source="{source}",
    description="Two hundred lines over twenty years, one for each economy: {title}.",
)"""
COMPUTE: Final = """\
last = table[table["year"] == table["year"].max()]["obs_value"]
text = f"In the last year the middle of all economies is {last.median():.1f}."
"""


def entered() -> tuple[Contestant, ...]:
    """Silkline with the notebooks and without, and mkdocs-jupyter."""
    ours = contestants.silkline()
    return (
        replace(
            ours,
            told=f"{ours.told} It runs notebooks and keeps what they gave.",
            prepare=_prepare_ours,
        ),
        replace(ours, name=ALONE, told="The same site, for comparison."),
        Contestant(
            name=JUPYTER,
            version=environments.python_versions("mkdocs-jupyter").get("mkdocs-jupyter", ""),
            told="Runs the notebooks and shows them, on the first page a list; nothing else. After "
            "a figure of a table has changed it runs no notebook again.",
            commands=((BIN / "mkdocs", "build", "--quiet"),),
            output="site",
            prepare=_prepare_theirs,
            change=_change_theirs,
            forgets=("site", ".cache"),
            reason=environments.python_tools(),
        ),
    )


THEIRS: Final = Form(pages="pages", data="docs/data", address="data")


def _prepare_ours(folder: Path, size: Size) -> None:
    workload.write_site(folder, size)
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    write_text(folder / "mkdocs.yml", settings.replace("markdown_ext", f"{PLUGIN}markdown_ext"))
    for one in workload.indicators(size):
        cells = (
            ("markdown", f"# Story of {one.title.lower()}\n\nTwo hundred lines."),
            ("code", READ_OURS.format(name=one.name)),
            (
                "code",
                DRAW.format(title=one.title, focus=FOCUS[0])
                + SHOW_OURS.format(title=one.title, source=one.source),
            ),
            ("code", COMPUTE + "silkline.prose(text)"),
        )
        told = {
            "title": f"Story of {one.title.lower()}",
            "description": f"{one.title}, made up to measure with.",
            "authors": ["Nobody"],
            "date": DAY,
            "topics": [GOODS[one.good][0]],
            "reads": [one.name],
        }
        _write(folder / f"notebooks/{one.name}.ipynb", cells, {"silkline": told})


def _prepare_theirs(folder: Path, size: Size) -> None:
    forms.copy_recipe("jupyter", folder)
    forms.write(folder, size, THEIRS)
    links = "".join(f"- [{one.title}]({one.name}.ipynb)\n" for one in workload.indicators(size))
    write_text(folder / "docs/index.md", f"# Measured\n\n{links}")
    for one in workload.indicators(size):
        cells = (
            ("markdown", f"# Story of {one.title.lower()}\n\nTwo hundred lines."),
            ("code", READ_THEIRS.format(name=one.name, package=one.package)),
            ("code", DRAW.format(title=one.title, focus=FOCUS[0]) + "drawing"),
            ("code", COMPUTE + "print(text)"),
        )
        _write(folder / f"docs/{one.name}.ipynb", cells, {})


def _change_theirs(folder: Path, turn: int) -> None:
    forms.change(folder, THEIRS, turn)


def _write(path: Path, cells: tuple[tuple[str, str], ...], told: dict[str, Any]) -> None:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": [_cell(number, kind, text) for number, (kind, text) in enumerate(cells)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}, **told},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    write_text(path, json.dumps(notebook, indent=1) + "\n")


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": text}
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}
