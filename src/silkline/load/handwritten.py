# MkDocs copies every file of the folder of hand-written pages to the site, follows links, shows
# front matter that it cannot read as text or drops it, and takes a first line such as "Note: …"
# for front matter too. Nothing of that is told, so it is judged here before MkDocs sees the folder.
"""Hand-written pages: which files may lie among them, and what stands at their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from silkline.config import Config
from silkline.marks import Marked, is_regular_file, read_page_head, relative, show, suggest
from silkline.problems import Location, Problem, Problems, SilklineError
from silkline.stamps import made_of

PAGE: Final = ".md"
SERVED: Final = frozenset(
    {".avif", ".bib", ".csv", ".gif", ".ico", ".jpeg", ".jpg", ".json", ".pdf", ".png", ".ris"}
    | {".tsv", ".txt", ".webp", ".xlsx", ".zip"}
)
"""Files beside pages that no browser runs and that draw nothing over a page."""

_TEXTS: Final = ("title", "description")
_KEYS: Final = (*_TEXTS, "hide", "search")
_HEAD_LIKE: Final = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):[ \t]")


def check_pages(config: Config) -> Problems:
    """What is wrong with the folder of hand-written pages, file by file."""
    folder = config.docs_dir
    return made_of(folder, lambda: tuple(sorted(_check(config))), "pages", config.root)


def _check(config: Config) -> Iterator[Problem]:
    for path in _files(config.docs_dir):
        name = relative(path, config.root)
        if not is_regular_file(path):
            hint = "put a plain file here: links, folders and pipes are not followed."
            yield _told(name, "HP001", "this is not a regular file", hint)
        elif path.suffix == PAGE:
            yield from _check_page(path, config.root)
        elif path.suffix.lower() not in SERVED:
            kinds = ", ".join(sorted(SERVED))
            ending = f"that ends in {show(path.suffix)}" if path.suffix else "without an ending"
            message = f"a file {ending} does not belong among pages"
            hint = f"write pages in Markdown ({PAGE}); beside them may lie {kinds}."
            yield _told(name, "HP006", message, hint)


def _files(folder: Path) -> Iterator[Path]:
    """All that is no folder itself; MkDocs passes over what is hidden."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _check_page(path: Path, root: Path) -> Iterator[Problem]:
    try:
        head = read_page_head(path, root)
    except SilklineError as error:
        yield from error.problems
        return
    yield from _check_head(head) if head.value is not None else _check_first_line(head)


def _check_head(head: Marked) -> Iterator[Problem]:
    if not isinstance(head.value, dict):
        hint = 'write one name and value on each line, such as "title: Methods".'
        yield head.problem("HP003", "the front matter is no list of names and values", hint=hint)
        return
    for name, value in head.value.items():
        if name not in _KEYS:
            hint = suggest(name, _KEYS) or f"a page may say {', '.join(_KEYS)}."
            message = f"{show(name)} means nothing at the head of a page"
            yield head.problem("HP005", message, name, hint=hint, key=True)
        elif name in _TEXTS and not (isinstance(value, str) and value.strip()):
            hint = f'write it as text in quotes, such as {name}: "Methods".'
            yield head.problem("HP005", f'"{name}" is {show(value)}, not text', name, hint=hint)


def _check_first_line(page: Marked) -> Iterator[Problem]:
    if found := _HEAD_LIKE.match(page.text):
        message = f"the page begins with {show(found[0].strip())}, which is taken for front matter"
        hint = "begin with an empty line or a heading; as it is, the line would not be shown."
        where = Location(path=page.path, line=1, column=1)
        line = page.text.partition("\n")[0]
        yield Problem(where=where, code="HP003", message=message, hint=hint, excerpt=line)


def _told(name: str, code: str, message: str, hint: str) -> Problem:
    return Problem(where=Location(path=name), code=code, message=message, hint=hint)
