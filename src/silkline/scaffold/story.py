# A new story reads an indicator that the site has, so that it runs at once; what it says is
# computed from the values.
"""Beginning a story."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any, Final

from silkline.config import Config
from silkline.problems import Problems, SilklineError
from silkline.scaffold.names import Site, check_name, problem, read_site, taken
from silkline.tabular import write_whole

_READ: Final = """\
import altair as alt

import silkline

data = silkline.read("{indicator}").dropna(subset=["obs_value"])
period = data["time_period"].max()
latest = data[data["time_period"] == period].nlargest(10, "obs_value")
first = latest.iloc[0]"""
_CHART: Final = """\
drawing = (
    alt.Chart(latest)
    .mark_bar()
    .encode(
        x=alt.X("obs_value:Q", title=None),
        y=alt.Y("ref_area_name:N", title=None, sort="-x"),
    )
)
silkline.chart(
    drawing,
    title="Placeholder title of the chart",
    unit="placeholder unit",
    source="Placeholder: name the source",
    description=(
        f"Placeholder: say what the chart shows. Bars for {len(latest)} areas in {period}, the "
        f"longest of them for {first['ref_area_name']}."
    ),
)"""
_PROSE: Final = """\
silkline.prose(
    f"Placeholder: say what the numbers mean. In {period} the highest value was "
    f"{first['obs_value']:,.1f}, of {first['ref_area_name']}."
)"""


def new_story(config: Config, slug: str, *, today: date) -> Problems:
    """Begin a story that draws one chart and says one sentence, both from the data.

    Returns a problem where the name cannot be used (PB033) or is taken (PB034), or the site has
    no indicator to read (PB035).
    """
    file = config.notebooks_dir / f"{slug}.ipynb"
    place = config.notebooks_dir.relative_to(config.root).as_posix()
    try:
        check_name(slug, place)
        if file.exists() or file.is_symlink():
            raise taken(f"{place}/{slug}.ipynb", f"'{slug}.ipynb'")
        notebook = _notebook(*_indicator(read_site(config), place), today)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        write_whole(file, text.encode())
    except SilklineError as error:
        return error.problems
    except OSError as error:
        message = f"the folder cannot be written: {error.strerror or error}"
        hint = "name a folder in a place where you may write."
        return problem("PB031", place, message, hint).problems
    return ()


def _indicator(site: Site, place: str) -> tuple[str, str]:
    """The indicator with the most published values, and its topic."""
    counts = Counter(
        row.cells["indicator"]
        for row in site.rows("observations")
        if row.cells.get("source") != "placeholder"
    ) or Counter(row.cells["indicator"] for row in site.rows("observations"))
    topics = {row.cells["indicator"]: row.cells["topic"] for row in site.rows("indicators")}
    found = sorted((-number, name) for name, number in counts.items() if name in topics)
    if found:
        name = found[0][1]
        return name, topics[name]
    message = "no package has an indicator that a story could read"
    raise problem("PB035", place, message, "begin a package first: `silkline new package NAME`.")


def _notebook(indicator: str, topic: str, today: date) -> dict[str, Any]:
    heading = "# Placeholder title\n\nPlaceholder: say in a sentence what the story is about."
    method = "Placeholder: say where the figures come from and what they leave out."
    return {
        "cells": [
            _cell("markdown", "heading", heading),
            _cell("code", "read", _READ.replace("{indicator}", indicator)),
            _cell("code", "chart", _CHART),
            _cell("code", "sentence", _PROSE),
            _cell("markdown", "method", method),
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "silkline": {
                "title": "Placeholder title",
                "title_zh": "占位标题",
                "description": "Placeholder: one sentence for lists and search engines.",
                "authors": ["Placeholder: your name"],
                "date": today.isoformat(),
                "topics": [topic],
                "reads": [indicator],
            },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(kind: str, name: str, text: str) -> dict[str, Any]:
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    source = text.splitlines(keepends=True)
    return {"cell_type": kind, "id": name, "metadata": {}, **code, "source": source}
