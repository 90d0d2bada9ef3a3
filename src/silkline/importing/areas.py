# An area is known by its code, its M49 number or its exact name, and by nothing else: a name that
# is almost another country's is how numbers end up in the wrong place.
"""Matching what a file calls an area with the code list of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from silkline.importing.request import Request, stop
from silkline.marks import show, suggest
from silkline.model import Row

_LISTED: Final = "use a code of the table areas of the reference package."
_LEAST: Final = 4
"""Letters from which a text is compared with the names of areas."""


class Areas:
    """The areas of a site by everything that they may be called."""

    def __init__(self, rows: Iterable[Row], request: Request, path: str) -> None:
        self._codes: dict[str, set[str]] = {}
        known = [row.cells for row in rows]
        for cells in known:
            for column in ("area", "m49", "name", "name_zh"):
                if text := cells.get(column, "").strip():
                    self._codes.setdefault(text, set()).add(cells["area"])
        codes = {cells["area"] for cells in known}
        self._own = _own_words(request, codes, path)
        if request.of and request.of not in codes:
            hint = suggest(request.of, codes) or _LISTED
            raise stop("IM011", path, f"--of {show(request.of)} names no area of this site", hint)

    def find(self, text: str) -> str:
        """The code of an area; empty where none, or more than one, is called so."""
        stripped = text.strip()
        if stripped in self._own:
            return self._own[stripped]
        # Spreadsheets drop the zeros at the front of M49 numbers.
        is_number = stripped.isascii() and stripped.isdecimal() and len(stripped) < 3
        found = self._codes.get(stripped.zfill(3) if is_number else stripped, set())
        return next(iter(found)) if len(found) == 1 else ""

    def why_not(self, text: str) -> tuple[str, str]:
        """Why there is no code for a text, and how to give it one."""
        if not text:
            return "no area is named", ""
        several = self._codes.get(text, set())
        if len(several) > 1:
            codes = ", ".join(sorted(several))
            return "more than one area is called so", f"say which: --area TEXT=CODE, of {codes}"
        code = self._near(text)
        if code:
            return "the area is not known here", f"if it is {code}, add {_option(text, code)}"
        return "the area is not known here", "map it with --area TEXT=CODE, if it is one of yours"

    def _near(self, text: str) -> str:
        """A code that may be meant, for a person to judge; short texts resemble too many."""
        if len(text) < _LEAST and text.isascii():
            return ""
        close = suggest(text, self._codes)
        return self.find(close.removeprefix("did you mean ").removesuffix("?")) if close else ""


def _own_words(request: Request, known: set[str], path: str) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for given in request.areas:
        text, mark, code = (part.strip() for part in given.rpartition("="))
        if not (text and mark):
            hint = "write what the file says, =, and the code, such as --area Holland=NLD."
            raise stop("IM011", path, f"--area {show(given)} has not the form TEXT=CODE", hint)
        if code not in known:
            hint = suggest(code, known) or _LISTED
            raise stop("IM011", path, f"--area {show(given)} names no area of this site", hint)
        words[text] = code
    return words


def _option(text: str, code: str) -> str:
    """The option as it would be typed."""
    given = f"{text}={code}"
    quoted = any(not (c.isalnum() or c in "=_-.") for c in given)
    return f"--area {show(given)}" if quoted else f"--area {given}"
