# Between a run and a page. Prose does not re-run a notebook: a run is kept by its code and data,
# and the text around it is put in afterwards, from the file as it stands now.
"""The page of a story: title, prose and outputs, and what it rests on."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from silkline import addresses
from silkline.marks import Marked, read_json
from silkline.notebooks.code import code_html
from silkline.notebooks.job import NotebookJob, NotebookRun
from silkline.notebooks.outputs import Reduction
from silkline.notebooks.prose import Prose
from silkline.problems import Location

_KERNEL: Final = {"display_name": "Python 3", "language": "python", "name": "python3"}


def with_prose(run: NotebookRun, stored: bytes, *, path: str = "") -> NotebookRun:
    """A run with title and text as the stored notebook has them; its code cells must be the same.

    `problems` of the result are those of the text alone. `path` names the notebook in them.
    """
    if not run.notebook:
        return run
    marked = _marked(stored)
    made = json.loads(run.notebook)
    code = iter([c for c in made["cells"] if c["cell_type"] == "code"])
    reduction = Reduction(slug=run.slug, prose=Prose())
    place = path or f"{run.slug}.ipynb"
    cells = [
        _merged(cell, code, reduction, cell_place(marked, place, n), first=n == 0)
        for n, cell in enumerate(marked.value["cells"])
    ]
    _add_code(cells)
    meta = dict(marked.value["metadata"].get("silkline", {}))
    meta |= {"head": head_html(meta), "foot": made["metadata"]["silkline"]["foot"]}
    problems = tuple(reduction.problems)
    return replace(run, notebook=notebook_json(cells, meta), problems=problems)


def notebook_json(cells: Sequence[Mapping[str, Any]], meta: Mapping[str, Any]) -> str:
    """A notebook as text, the same for the same content."""
    metadata = {"kernelspec": _KERNEL, "silkline": meta}
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def head_html(meta: Mapping[str, Any]) -> str:
    """Title, what the story is about, who wrote it and when."""
    authors = ", ".join(map(str, meta.get("authors", ())))
    byline = " · ".join(filter(None, (authors, str(meta.get("date", "")))))
    return (
        '<p class="crumb"><a href="../">Stories</a></p>'
        f"<h1>{escape(str(meta.get('title', '')))}</h1>"
        f'<p class="lede">{escape(str(meta.get("description", "")))}</p>'
        f'<p class="who">{escape(byline)}</p>'
    )


def foot_html(job: NotebookJob, meta: Mapping[str, Any]) -> str:
    """The indicators that the story rests on, and the notebook to take away."""
    page = addresses.story_page(job.slug)
    links = [
        f'<li><a href="{escape(addresses.relative(page, addresses.indicator_page(i)))}">'
        f"{escape(_title(job, i))}</a></li>"
        for i in map(str, meta.get("reads", ()))
    ]
    notebook = escape(addresses.relative(page, addresses.notebook_file(job.slug)))
    return (
        '<section class="data"><h2 id="data-and-code">Data and code</h2>'
        "<p>The figures in this story are read from these indicators when the site is built.</p>"
        f'<ul>{"".join(links)}</ul><p><a href="{notebook}" download>Notebook</a></p></section>'
    )


def cell_place(marked: Marked, path: str, place: int, line: int = 0) -> Location:
    """Physical place of a cell's source, or of one of its lines, in the file."""
    pointer = ("cells", place, "source", line - 1) if line else ("cells", place, "source")
    found = marked.where(*pointer)
    return Location(path=path, line=found.line, column=found.column, field=f"cell {place + 1}")


def _merged(
    cell: Mapping[str, Any],
    code: Iterator[dict[str, Any]],
    reduction: Reduction,
    where: Location,
    *,
    first: bool,
) -> dict[str, Any]:
    if cell["cell_type"] == "code":
        made = next(code)
        shown = made["metadata"]["silkline"]["shown"]
        return {**made, "metadata": {"silkline": {"shown": shown, "html": shown}}}
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else str(source)
    text = _without_title(text) if first else text
    html = reduction.prose_html(text, where) if cell["cell_type"] == "markdown" else ""
    kept = {"id": cell.get("id", "cell"), "cell_type": cell["cell_type"], "source": text}
    return {**kept, "metadata": {"silkline": {"html": html}}}


def _add_code(cells: Sequence[dict[str, Any]]) -> None:
    """Cells of code that follow each other show it together, folded below the last of them."""
    for is_code, group in groupby(cells, key=lambda c: c["cell_type"] == "code"):
        run = list(group)
        sources = [c["source"] for c in run if c["source"].strip()]
        if is_code and sources:
            last = run[-1]["metadata"]["silkline"]
            folded = code_html("\n\n".join(sources))
            last["html"] = f"{last['html']}\n{folded}".lstrip("\n")


def _without_title(source: str) -> str:
    """The title stands in the notebook's metadata; a first heading is for readers of the bare
    notebook.
    """
    line, _, rest = source.partition("\n")
    return rest.lstrip("\n") if line.startswith("# ") else source


def _title(job: NotebookJob, indicator: str) -> str:
    try:
        return str(json.loads(job.data[f"{indicator}.json"])["title"])
    except (KeyError, ValueError):
        return indicator


def _marked(content: bytes) -> Marked:
    with tempfile.TemporaryDirectory(prefix="sk-") as name:
        file = Path(name, "notebook.ipynb")
        file.write_bytes(content)
        return read_json(file, Path(name), family="NB")
