# MkDocs only logs what it finds wrong in pages. Here it is heard, also where a continuation of
# MkDocs stands in its place and logs under a name of its own.
"""MkDocs' warnings as problems."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import Final

import mkdocs

from silkline.problems import Location, Problem, Problems

LOG: Final = mkdocs.__name__
"""The name under which MkDocs logs: of what it was imported from."""
MKDOCS_YML: Final = "mkdocs.yml"
"""What a warning that names no page is about."""


class Ear(logging.Handler):
    """Hears MkDocs' warnings and errors between `start` and `stop`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []
        """What was heard, in order."""

    def start(self) -> None:
        """Begins to listen."""
        self.texts = []
        logging.getLogger(LOG).addHandler(self)

    def stop(self) -> None:
        """Ends listening."""
        logging.getLogger(LOG).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Hears one."""
        self.texts.append(record.getMessage().strip())


def is_heard(record: logging.LogRecord) -> bool:
    """Whether a message says something: a page that is taken over is empty to MkDocs."""
    return not record.getMessage().endswith("Generated empty output.")


def as_problems(texts: Iterable[str]) -> Problems:
    """MkDocs' warnings of pages, such as a link to nowhere: a site with any is not published."""
    return tuple(sorted({_problem(text) for text in texts}))


def _problem(text: str) -> Problem:
    page = re.search(r"[Dd]oc file '([^']+)'", text)
    where = Location(path=f"docs/{page[1]}" if page else MKDOCS_YML)
    return Problem(code="PB020", where=where, message=text, hint=_PB020)


_PB020: Final = "mend the page or the setting; nothing is published while MkDocs warns."
