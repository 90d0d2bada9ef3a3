# MkDocs only logs what it finds wrong in pages, and `-q` hides it. Here it is heard whatever the
# log level.
"""MkDocs' warnings as problems."""

from __future__ import annotations

import logging
import re
from typing import Final

from silkline.problems import Location, Problem, Problems

MKDOCS_YML: Final = "mkdocs.yml"
"""What a warning that names no page is about."""


class Warnings(logging.Handler):
    """MkDocs' warnings, such as a link to nowhere: a site with any is not published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._found: list[Problem] = []

    def start(self) -> None:
        """Begins to listen."""
        self._found = []
        logging.getLogger("mkdocs").addHandler(self)

    def stop(self) -> Problems:
        """Ends listening; gives what was heard, each once."""
        logging.getLogger("mkdocs").removeHandler(self)
        return tuple(sorted(set(self._found)))

    def emit(self, record: logging.LogRecord) -> None:
        """Hears one warning."""
        text = record.getMessage()
        file = re.search(r"[Dd]oc file '([^']+)'", text)
        self.add(file[1] if file else "", text)

    def add(self, uri: str, text: str) -> None:
        """Notes one about a page, or about the settings where `uri` is empty."""
        where = Location(path=f"docs/{uri}" if uri else MKDOCS_YML)
        self._found.append(Problem(code="PB020", where=where, message=text.strip(), hint=_PB020))


_PB020: Final = "mend the page or the setting; nothing is published while MkDocs warns"
