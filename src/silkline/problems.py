# Problems are data: every stage returns them beside its value, and only the command line prints
# them. Nothing below this module exists, so that any module may report one.
"""What is wrong with somebody's content, where it stands, and how to mend it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, islice
from pathlib import Path
from typing import Final


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The content cannot be published."""
    WARNING = "warning"
    """The content is published; a person should look at it."""
    NOTE = "note"
    """Nothing is wrong, but the author may want to know."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file. Lines and columns count from 1; 0 means "the whole file"."""

    path: str
    """Path relative to the site's root, with forward slashes."""
    line: int = 0
    """Physical line of the file: a quoted cell may span several."""
    column: int = 0
    """Character within the line, or the field's number in a table."""
    field: str = ""
    """Name of the table column, JSON pointer or notebook cell, where there is one."""

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake in content. Codes are permanent: `silkline explain CODE` tells all about each."""

    where: Location
    code: str
    """Two letters for the kind (CF, DP, TB, DC, ST, CL, RG, NB, CH, IM, PB, RL), three digits."""
    message: str
    """What is wrong, in one sentence without a full stop; names the offending value."""
    hint: str = ""
    """How to mend it, in one or two sentences."""
    severity: Severity = Severity.ERROR
    excerpt: str = field(default="", compare=False)
    """The line of the file as it stands, where showing it helps."""


Problems = tuple[Problem, ...]

_CELL: Final = re.compile(r'(?:^|(?<=,))("(?:[^"]|"")*(?:"|$)[^,]*|[^,]*)(?:,|$)')
"""A cell of a table as it stands in a line, its quotation marks included."""

SHOWN_PER_CODE: Final = 5
"""Problems of one code shown for one file before the rest are only counted."""


class SilklineError(Exception):
    """One or more problems stopped a stage; they are `args`, so the error survives pickling."""

    @property
    def problems(self) -> Problems:
        """The problems that stopped the stage."""
        return tuple(self.args)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems keeps the content from being published."""
    return any(p.severity is Severity.ERROR for p in problems)


def excerpt_at(path: Path, line: int) -> str:
    """The text of a physical line of a file, or nothing if there is no such line."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            for number, text in enumerate(lines, start=1):
                if number == line:
                    return text.rstrip("\r\n")[:240]
    except OSError:
        pass
    return ""


def render_text(problems: Sequence[Problem]) -> str:
    """Problems as text for a terminal: place, code, message, the line, and how to mend it."""
    blocks = [_text_block(group, left) for group, left in _shortened(problems)]
    return "\n".join(line for block in blocks for line in block)


def render_github(problems: Sequence[Problem]) -> str:
    """Problems as workflow commands, which GitHub shows on the lines of a pull request."""
    return "\n".join(_github_line(p) for p in sorted(problems))


def render_json(problems: Sequence[Problem]) -> str:
    """Problems as a JSON array, sorted by place."""
    return json.dumps([_as_json(p) for p in sorted(problems)], ensure_ascii=False, indent=1)


def summary(problems: Sequence[Problem]) -> str:
    """One line that counts the problems by severity."""
    counts = [(s, sum(p.severity is s for p in problems)) for s in Severity]
    told = [f"{n} {s}{'' if n == 1 else 's'}" for s, n in counts if n]
    return ", ".join(told) or "no problems"


def _shortened(problems: Sequence[Problem]) -> Iterator[tuple[list[Problem], int]]:
    ordered = sorted(problems, key=lambda p: (p.where.path, p.code, p))
    for _, same in groupby(ordered, key=lambda p: (p.where.path, p.code)):
        group = list(same)
        yield group[:SHOWN_PER_CODE], len(group) - SHOWN_PER_CODE


def _text_block(group: Sequence[Problem], left: int) -> Iterator[str]:
    for problem in group:
        yield f"{problem.where}: {problem.severity} {problem.code}: {problem.message}"
        if problem.excerpt:
            yield f"{problem.where.line:>6} | {problem.excerpt}"
            if mark := caret(problem):
                yield f"{'':>6} | {mark}"
        if problem.hint:
            yield f"  help: {problem.hint}"
    if left > 0:
        first = group[0]
        yield f"{first.where.path}: and {left} more {first.code}; `silkline explain {first.code}`"


def caret(problem: Problem) -> str:
    """Marks under the place in the excerpt that a problem is about; nothing where it is not there.

    In a table the whole cell is marked, elsewhere the character. Signs of double width count twice,
    as terminals show them.
    """
    span, text = _span(problem), problem.excerpt
    if span is None:
        return ""
    start, end = span
    before = "".join("\t" if c == "\t" else " " * _width(c) for c in text[:start])
    return before + "^" * max(1, sum(_width(c) for c in text[start:end] if c != "\t"))


def _span(problem: Problem) -> tuple[int, int] | None:
    column, text = problem.where.column, problem.excerpt
    if not column:
        return None
    if problem.where.path.endswith(".csv"):
        cells = islice(_CELL.finditer(text), column - 1, column)
        return next((cell.span(1) for cell in cells), None)
    return (column - 1, column) if column <= len(text) else None


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _github_line(problem: Problem) -> str:
    level = {Severity.NOTE: "notice"}.get(problem.severity, problem.severity.value)
    place = f"file={_github_property(problem.where.path)}"
    if problem.where.line:
        place += f",line={problem.where.line}"
    title = _github_property(problem.code)
    text = problem.message + (f". {problem.hint}" if problem.hint else "")
    return f"::{level} {place},title={title}::{_github_data(text)}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "path": problem.where.path,
        "line": problem.where.line,
        "column": problem.where.column,
        "field": problem.where.field,
        "message": problem.message,
        "hint": problem.hint,
    }
