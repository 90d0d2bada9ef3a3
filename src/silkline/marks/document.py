# The tree that both formats become, and the small things every reader of files needs: names of
# paths, lines, columns, strict UTF-8. Offsets are kept and lines counted only when somebody asks,
# because most files have no mistake.
"""Values with positions, and text files read strictly."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any, Final

from silkline.problems import Location, Problem, Problems, Severity, SilklineError

MAX_DEPTH: Final = 100
"""Levels of nesting accepted; real descriptors need six."""
MAX_BYTES: Final = 20_000_000
"""Size of a descriptor, notebook or configuration file accepted."""
EXCERPT_CHARACTERS: Final = 240
MERGE_MARK: Final = "Git left a mark here where two changes met"
_MERGE_LINE: Final = re.compile(r"^(?:<<<<<<< |>>>>>>> |=======$)", re.MULTILINE)
MERGE_HINT: Final = "keep the right lines between <<<<<<< and >>>>>>>, and delete the three marks."

Step = str | int
"""One step of a pointer: a key of an object or an index of an array."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A YAML value under a tag of its own, such as `!ENV`; the tag is told, not obeyed."""

    tag: str
    value: Any


@dataclass(slots=True)
class Node:
    """A value, the offset of its first character, and the nodes within it."""

    value: Any
    start: int
    children: dict[Step, Node] = field(default_factory=dict)
    keys: dict[Step, int] = field(default_factory=dict)
    """Offsets of the keys of an object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A file as read: its plain Python value, and the place of every part of it."""

    value: Any
    path: str
    """Relative to the site's root, with forward slashes."""
    text: str = field(repr=False)
    root: Node = field(repr=False, compare=False)

    def where(self, *pointer: Step) -> Location:
        """Line and column of the value at the pointer, or of the nearest parent that exists."""
        return self._location(self._node(pointer).start, pointer)

    def where_key(self, *pointer: Step) -> Location:
        """Line and column of the key at the pointer, or of the nearest parent that exists."""
        parent = self._node(pointer[:-1])
        return self._location(parent.keys.get(pointer[-1], parent.start), pointer)

    def problem(
        self,
        code: str,
        message: str,
        *pointer: Step,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        key: bool = False,
    ) -> Problem:
        """A problem at the value (or, with `key`, at the key) that the pointer leads to."""
        where = self.where_key(*pointer) if key else self.where(*pointer)
        return Problem(
            where=where,
            code=code,
            message=message,
            hint=hint,
            severity=severity,
            excerpt=line_of(self.text, where.line),
        )

    def _node(self, pointer: tuple[Step, ...]) -> Node:
        node = self.root
        for step in pointer:
            child = node.children.get(step)
            if child is None:
                return node
            node = child
        return node

    def _location(self, offset: int, pointer: tuple[Step, ...]) -> Location:
        line, column = line_and_column(self.text, offset)
        name = "".join(f"/{step}" for step in pointer)
        return Location(path=self.path, line=line, column=column, field=name)


def relative(path: Path, root: Path) -> str:
    """The path as messages show it: relative to the root, with forward slashes."""
    name = path.relative_to(root) if path.is_relative_to(root) else path
    # Names on disk may hold bytes that are no text and could not be printed.
    return name.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Physical line and character within it, both from 1, of an offset in a text."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def line_of(text: str, line: int) -> str:
    """A physical line of a text, shortened; empty where there is none."""
    found = next(islice(text.split("\n"), line - 1, None), "") if line else ""
    return found.rstrip("\r")[:EXCERPT_CHARACTERS]


def quoted(problems: Problems, files: Mapping[str, Path]) -> Problems:
    """The problems, each with the line of its file as excerpt where it has none yet.

    `files` leads from paths as problems name them to files; each is read at most once.
    """
    wanted = {p.where.path for p in problems if p.where.line and not p.excerpt}
    lines = {name: _lines(files[name]) for name in sorted(wanted) if name in files}
    return tuple(with_excerpt(p, lines.get(p.where.path, [])) for p in problems)


def suggest(word: str, choices: Iterable[str]) -> str:
    """A hint that names the choice closest to a word; empty where none is close."""
    by_fold = {c.casefold(): c for c in sorted(choices, reverse=True)}
    close = get_close_matches(word.casefold(), sorted(by_fold), n=1, cutoff=0.6)
    return f"did you mean {by_fold[close[0]]}?" if close else ""


def is_merge_mark(line: str) -> bool:
    """Whether Git left this line in a file that two people changed at one place."""
    return _MERGE_LINE.match(line) is not None


def is_regular_file(path: Path) -> bool:
    """Whether the path is a file itself: not a link to one, a folder, a device or a pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def show(value: object, limit: int = 80) -> str:
    """A value from a file as messages quote it: in double quotes, shortened, on one line."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return f'"{text[: limit - 1]}…"' if len(text) > limit else f'"{text}"'


def read_text(path: Path, name: str, family: str) -> str:
    """The text of a descriptor, notebook or configuration file.

    Raises `SilklineError` with problem 001 or 002 of the code family.
    """
    whole = Location(path=name)
    if not is_regular_file(path):
        found = path.exists() or path.is_symlink()
        message = "this is not a regular file" if found else "this file is missing"
        hint = "put the file here."
        if found:
            hint = "put a plain file here: links, folders and pipes are not followed."
        raise SilklineError(Problem(where=whole, code=f"{family}001", message=message, hint=hint))
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        raise SilklineError(Problem(where=whole, code=f"{family}001", message=message)) from error
    if data is None:
        message = f"this file is larger than {MAX_BYTES // 1_000_000} MB"
        hint = "keep data in tables of their own and outputs out of notebooks."
        raise SilklineError(Problem(where=whole, code=f"{family}001", message=message, hint=hint))
    return decode_utf8(data, name, f"{family}002")


def decode_utf8(data: bytes, name: str, code: str) -> str:
    """The text of a file that must be UTF-8 without a byte order mark.

    Raises `SilklineError` with one problem of the given code.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        where = Location(path=name, line=1, column=1)
        hint = "save the file as UTF-8 without BOM."
        message = "the file begins with a byte order mark (BOM)"
        raise SilklineError(Problem(where=where, code=code, message=message, hint=hint))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        hint = "save the file as UTF-8; it may be in a Windows, GBK or UTF-16 encoding now."
        where = Location(path=name, line=line, column=column)
        raise SilklineError(Problem(where=where, code=code, message=message, hint=hint)) from error


def with_excerpt(problem: Problem, lines: Sequence[str]) -> Problem:
    """The problem with its line as excerpt, where it has a line and no excerpt yet."""
    number = problem.where.line
    if problem.excerpt or not 0 < number <= len(lines):
        return problem
    return replace(problem, excerpt=lines[number - 1].rstrip("\r")[:EXCERPT_CHARACTERS])


def _lines(path: Path) -> list[str]:
    if not is_regular_file(path):
        return []
    return path.read_bytes().decode("utf-8", "replace").split("\n")


class Reader:
    """What both formats share: the text, its name, and the problems found on the way."""

    def __init__(self, text: str, name: str, family: str) -> None:
        self.text = text
        self.name = name
        self.family = family
        self.problems: list[Problem] = []

    def trouble(self, number: str, offset: int, message: str, hint: str = "") -> Problem:
        """A problem at an offset, with its code family and line."""
        line, column = line_and_column(self.text, offset)
        return Problem(
            where=Location(path=self.name, line=line, column=column),
            code=f"{self.family}{number}",
            message=message,
            hint=hint,
            excerpt=line_of(self.text, line),
        )

    def stop(self, offset: int, message: str, hint: str = "") -> SilklineError:
        """An error of syntax: nothing after it can be trusted."""
        if mark := _MERGE_LINE.search(
            self.text, 0, self.text.find("\n", offset) + 1 or len(self.text)
        ):
            offset, message, hint = mark.start(), MERGE_MARK, MERGE_HINT
        return SilklineError(*self.problems, self.trouble("003", offset, message, hint))

    def put(self, node: Node, key: str, at: int, child: Node) -> None:
        """Add a member to an object; a second one of the same name is a problem."""
        if key in node.children:
            first = line_and_column(self.text, node.keys[key])[0]
            message = f"{show(key)} is given twice in the same object, first on line {first}"
            self.problems.append(
                self.trouble("004", at, message, "keep one of the two and remove the other.")
            )
            return
        node.children[key], node.keys[key] = child, at
        node.value[key] = child.value
