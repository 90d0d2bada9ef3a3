# Between a run and a page. Prose does not re-run a notebook: a run is kept by its code and data,
# and the text around it is put in afterwards, from the file as it stands now.
"""The page of a story: title, prose and outputs, and what it rests on."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Protocol

from silkline import addresses
from silkline.marks import Marked, read_json
from silkline.citing import in_words
from silkline.messages import Messages, messages
from silkline.model import Citation, unfigured
from silkline.notebooks.code import code_html
from silkline.notebooks.job import NotebookJob, NotebookRun
from silkline.notebooks.outputs import Reduction
from silkline.notebooks.prose import Prose
from silkline.problems import Location

_KERNEL: Final = {"display_name": "Python 3", "language": "python", "name": "python3"}

_HEADING: Final = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')
_TAG: Final = re.compile(r"<[^>]*>")
_FEWEST_HEADINGS: Final = 3


class Figures(Protocol):
    """Makes links of the figures of a story."""

    def linked(self, html: str) -> str:
        """HTML of a cell with its figures as links."""

    def section(self) -> str:
        """What stands at the end of the story on the figures that were linked."""


def with_prose(
    run: NotebookRun,
    stored: bytes,
    *,
    path: str = "",
    language: str = "en",
    cited: str = "",
    figures: Figures | None = None,
) -> NotebookRun:
    """A run with title and text as the stored notebook has them; its code cells must be the same.

    `problems` of the result are those of the text alone. `path` names the notebook in them;
    `language` is that of the words around the story; `cited` is HTML that says how
    it is cited: see `cite_html`; `figures` makes links of figures, which stay plain without it.
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
    words = messages(language)
    _add_code(cells, words("story.code"))
    _link_figures(cells, figures)
    meta = dict(marked.value["metadata"].get("silkline", {}))
    rests = made["metadata"]["silkline"]["rests"]
    worked_out = figures.section() if figures else ""
    foot = worked_out + foot_html(run.slug, rests, words) + cited
    meta |= {"head": head_html(meta, words), "foot": foot}
    whole = "\n".join(cell["metadata"]["silkline"]["html"] for cell in cells)
    meta |= {"rests": rests, "contents": contents_html(whole + meta["foot"], words)}
    problems = tuple(reduction.problems)
    return replace(run, notebook=notebook_json(cells, meta), problems=problems)


def _link_figures(cells: Sequence[dict[str, Any]], figures: Figures | None) -> None:
    for cell in cells:
        shown = cell["metadata"]["silkline"]
        shown["html"] = figures.linked(shown["html"]) if figures else unfigured(shown["html"])


def notebook_json(cells: Sequence[Mapping[str, Any]], meta: Mapping[str, Any]) -> str:
    """A notebook as text, the same for the same content."""
    metadata = {"kernelspec": _KERNEL, "silkline": meta}
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def story_html(run: bytes) -> str:
    """The whole of a story as run, as `story_template` puts it together for mkdocs-jupyter."""
    made = json.loads(run)
    meta = made["metadata"]["silkline"]
    cells = (cell["metadata"]["silkline"]["html"] for cell in made["cells"])
    told = "\n".join((meta["head"], *cells, meta["foot"]))
    return (
        '<div class="sk sk-story prose" markdown="0">\n'
        f'{meta["contents"]}\n<div class="told">\n{told}\n</div>\n</div>\n'
    )


def head_html(meta: Mapping[str, Any], words: Messages) -> str:
    """Title, what the story is about, who wrote it and when."""
    authors = ", ".join(map(str, meta.get("authors", ())))
    byline = " · ".join(filter(None, (authors, words.date(str(meta.get("date", ""))))))
    return (
        f'<p class="crumb"><a href="../">{escape(words("stories.heading"))}</a></p>'
        f"<h1>{escape(str(meta.get('title', '')))}</h1>"
        f'<p class="lede">{escape(str(meta.get("description", "")))}</p>'
        f'<p class="who">{escape(byline)}</p>{actions_html(words)}'
    )


def actions_html(words: Messages) -> str:
    """What a reader may do with the story: `actions` of `templates/macros.html` for stories."""
    own = words.for_scripts("action.")
    links = (("download", "data-and-code"), ("cite", "cite"))
    made = "".join(
        f'<a class="btn" href="#{to}" data-act="{act}">{escape(words(f"action.{act}"))}</a> '
        for act, to in links
    )
    made += " ".join(
        f'<button type="button" class="btn" data-act="{act}">{escape(words(f"action.{act}"))}'
        "</button>"
        for act in ("share", "embed")
    )
    label = escape(words("action.label"))
    return f'<div class="act" role="group" aria-label="{label}" data-actions=\'{own}\'>{made}</div>'


def cite_html(citation: Citation, words: Messages) -> str:
    """How the story is cited: `section` of `templates/cite.html` for stories."""
    own, *works = in_words(citation, words)
    named = "".join(f"<li>{escape(work)}</li>" for work in works)
    behind = f'<p>{escape(words("cite.works"))}</p><ul class="works">{named}</ul>' if works else ""
    forms = (form for form in addresses.CITATION_FORMS if form != "txt")
    files = "".join(f"<li>{_form_link(citation, words, form)}</li>" for form in forms)
    return (
        f'<section class="data" id="cite"><h2>{escape(words("cite.heading"))}</h2>'
        f'<p class="cite" data-copy>{escape(own)}</p>{behind}'
        f"<p>{escape(words('cite.take'))}</p>"
        f'<ul class="forms" data-address="{escape(citation.address)}">{files}</ul></section>'
    )


def _form_link(citation: Citation, words: Messages, form: str) -> str:
    page = addresses.story_page(citation.id)
    to = addresses.relative(page, addresses.story_cited(citation.id, form))
    name = escape(words(f"action.form_{form}"))
    return f'<a href="{escape(to)}" download data-form="{form}">{name}</a>'


def contents_html(html: str, words: Messages) -> str:
    """Links to the headings of a story; nothing where there are too few to need a list."""
    found = _HEADING.findall(html)
    if len(found) < _FEWEST_HEADINGS:
        return ""
    entries = "".join(f'<li><a href="#{a}">{_TAG.sub("", title)}</a></li>' for a, title in found)
    return (
        '<nav class="contents" aria-labelledby="contents-title">'
        f'<h2 id="contents-title">{escape(words("frame.contents"))}</h2><ul>{entries}</ul></nav>'
    )


def rests_on(job: NotebookJob, meta: Mapping[str, Any]) -> list[list[str]]:
    """Address, from the story's page, and title of each indicator and table that it reads."""
    page = addresses.story_page(job.slug)
    names = map(str, meta.get("reads", ()))
    return [[addresses.relative(page, _page_of(name)), _title(job, name)] for name in names]


def foot_html(slug: str, rests: Sequence[Sequence[str]], words: Messages) -> str:
    """The indicators and tables that the story rests on, and the notebook to take away."""
    links = "".join(f'<li><a href="{escape(to)}">{escape(title)}</a></li>' for to, title in rests)
    notebook = addresses.relative(addresses.story_page(slug), addresses.notebook_file(slug))
    return (
        f'<section class="data"><h2 id="data-and-code">{escape(words("story.data"))}</h2>'
        f"<p>{escape(words('story.rests'))}</p><ul>{links}</ul>"
        f'<p><a href="{escape(notebook)}" download>{escape(words("story.notebook"))}</a></p>'
        "</section>"
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


def _add_code(cells: Sequence[dict[str, Any]], label: str) -> None:
    """Cells of code that follow each other show it together, folded below the last of them."""
    for is_code, group in groupby(cells, key=lambda c: c["cell_type"] == "code"):
        run = list(group)
        sources = [c["source"] for c in run if c["source"].strip()]
        if is_code and sources:
            last = run[-1]["metadata"]["silkline"]
            folded = code_html("\n\n".join(sources), label)
            last["html"] = f"{last['html']}\n{folded}".lstrip("\n")


def _without_title(source: str) -> str:
    """The title stands in the notebook's metadata; a first heading is for readers of the bare
    notebook.
    """
    line, _, rest = source.partition("\n")
    return rest.lstrip("\n") if line.startswith("# ") else source


def _page_of(name: str) -> str:
    """The page of an indicator, or of the package of a table."""
    package, mark, _ = name.partition("/")
    return addresses.package_page(package) if mark else addresses.indicator_page(name)


def _title(job: NotebookJob, name: str) -> str:
    try:
        return str(json.loads(job.data[f"{name}.json"])["title"])
    except (KeyError, ValueError):
        return name


def _marked(content: bytes) -> Marked:
    with tempfile.TemporaryDirectory(prefix="sk-") as name:
        file = Path(name, "notebook.ipynb")
        file.write_bytes(content)
        return read_json(file, Path(name), family="NB")
