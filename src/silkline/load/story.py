# Notebooks are stored without outputs and say in their own metadata what they are and what they
# read. Only that is looked at here, as plain JSON: running them is another room's business.
"""One notebook file: its metadata judged, then turned into a `Notebook`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from silkline.cache import digest, digest_file
from silkline.load.words import SLUG, SLUG_RULE
from silkline.marks import Marked, read_json, show, suggest
from silkline.model import Digest, Notebook
from silkline.problems import Problem, Problems, SilklineError, has_errors

METADATA: Final = "silkline"
NBFORMAT: Final = 4

_TEXTS: Final = ("title", "title_zh", "description", "date")
_LISTS: Final = ("authors", "topics", "reads")
_EXAMPLES: Final = {
    "title": '"title": "More people, fewer births"',
    "title_zh": '"title_zh": "人口更多，出生更少"',
    "description": '"description": "One sentence for lists and search."',
    "date": '"date": "2026-03-31"',
    "authors": '"authors": ["Ada Lovelace"]',
    "topics": '"topics": ["population"]',
    "reads": '"reads": ["population"]',
}


_OPTIONAL: Final = frozenset({"title_zh"})


def load_notebook(path: Path, root: Path) -> tuple[Notebook | None, Problems]:
    """Judge a stored notebook; there is no `Notebook` where it has errors."""
    try:
        marked = read_json(path, root, family="NB")
    except SilklineError as error:
        return None, error.problems
    problems = tuple(sorted(_check(marked, path)))
    return (None if has_errors(problems) else _notebook(marked, path)), problems


def _check(marked: Marked, path: Path) -> Iterator[Problem]:
    if not SLUG.fullmatch(path.stem):
        message = f"the file's name {show(path.stem)} cannot be part of an address"
        yield marked.problem("NB010", message, hint=SLUG_RULE)
    if not _is_notebook(marked.value):
        hint = "open the file in Jupyter and save it; old notebooks are upgraded on saving."
        yield marked.problem("NB005", f"this is not a notebook of format {NBFORMAT}", hint=hint)
        return
    yield from _check_metadata(marked)
    yield from _check_outputs(marked)


def _is_notebook(value: object) -> bool:
    if not isinstance(value, dict) or value.get("nbformat") != NBFORMAT:
        return False
    cells = value.get("cells")
    return (
        isinstance(cells, list)
        and all(_is_cell(c) for c in cells)
        and isinstance(value.get("metadata", {}), dict)
    )


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in {"code", "markdown", "raw"}:
        return False
    source = cell.get("source")
    return isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(s, str) for s in source)
    )


def _check_metadata(marked: Marked) -> Iterator[Problem]:
    at = ("metadata", METADATA)
    told = marked.value.get("metadata", {}).get(METADATA)
    if not isinstance(told, dict):
        hint = f'add "{METADATA}": {{{", ".join(_EXAMPLES.values())}}} to the notebook\'s metadata.'
        message = "the notebook does not say what it is and reads"
        yield marked.problem("NB006", message, *at, hint=hint)
        return
    for name in (*_TEXTS, *_LISTS):
        fault = _fault(name, told.get(name))
        if name not in told and name in _OPTIONAL:
            continue
        if name not in told:
            message = f'"{name}" is missing in the notebook\'s metadata'
            yield marked.problem("NB007", message, *at, name, hint=f"add {_EXAMPLES[name]}.")
        elif fault:
            hint = f"write it like {_EXAMPLES[name]}."
            yield marked.problem("NB007", f'"{name}" {fault}', *at, name, hint=hint)
    for name in told:
        if name not in _EXAMPLES:
            hint = suggest(name, _EXAMPLES) or f"the names are {', '.join(_EXAMPLES)}."
            message = f"{show(name)} means nothing in the notebook's metadata"
            yield marked.problem("NB008", message, *at, name, hint=hint, key=True)


def _fault(name: str, value: object) -> str:
    if name in _LISTS:
        fit = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
        return "" if fit and (value or name != "authors") else "must be a list of texts"
    if not isinstance(value, str) or not value.strip():
        return "must be text"
    return "" if name != "date" or _is_date(value) else "must be a date"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_outputs(marked: Marked) -> Iterator[Problem]:
    for index, cell in enumerate(marked.value["cells"]):
        stored = "outputs" if cell.get("outputs") else "execution_count"
        if cell["cell_type"] == "code" and cell.get(stored) not in (None, []):
            hint = "clear the outputs of all cells and save; the build runs the notebook itself."
            message = f"cell {index + 1} is stored with its output"
            yield marked.problem("NB009", message, "cells", index, stored, hint=hint, key=True)


def _notebook(marked: Marked, path: Path) -> Notebook:
    told = marked.value["metadata"][METADATA]
    return Notebook(
        slug=path.stem,
        path=path,
        title=told["title"].strip(),
        title_zh=told.get("title_zh", "").strip(),
        description=told["description"].strip(),
        authors=tuple(told["authors"]),
        date=told["date"],
        topics=tuple(told["topics"]),
        reads=tuple(told["reads"]),
        code_digest=_code_digest(marked.value),
        digest=digest_file(path),
        where=marked.where("metadata", METADATA),
    )


def _code_digest(value: Mapping[str, Any]) -> Digest:
    """Of the kernel's name and the code cells in order: prose does not run a notebook again."""
    kernel = value["metadata"].get("kernelspec")
    name = kernel.get("name") if isinstance(kernel, dict) else ""
    sources = [c["source"] for c in value["cells"] if c["cell_type"] == "code"]
    return digest(str(name).encode(), *("".join(s).encode() for s in sources))
