# Only sinks write the site. A page generator such as MkDocs is one sink and lives in the plugin;
# those here need nothing: a folder of plain Markdown for any generator, and memory for tests.
"""Places that a site is written to."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol

from silkline import addresses
from silkline.problems import Location, Problem, SilklineError

if TYPE_CHECKING:
    from silkline.model import Page, StaticFile

_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON leaves as it is and YAML reads as a line end, or not at all."""


class Sink(Protocol):
    """Takes the pages and files of a site, each address once.

    Both methods raise SilklineError: a path leaves the site (PB001), an address is taken (PB002).
    """

    def add_page(self, page: Page) -> None:
        """Take a page of Markdown."""

    def add_file(self, file: StaticFile) -> None:
        """Take a static file."""


class MemorySink:
    """Keeps the site in memory."""

    def __init__(self) -> None:
        """Begins empty."""
        self.pages: dict[str, Page] = {}
        """By the address of their Markdown file."""
        self.files: dict[str, StaticFile] = {}
        """By address."""
        self._taken = _Taken()

    def add_page(self, page: Page) -> None:
        """Keep a page."""
        self._taken.claim_page(page.uri)
        self.pages[page.uri] = page

    def add_file(self, file: StaticFile) -> None:
        """Keep a file."""
        self._taken.claim_file(file.uri)
        self.files[file.uri] = file


class DirectorySink:
    """Writes the site to a folder: Markdown with front matter, and files as they are.

    Files of the same name are overwritten; what else is in the folder stays.
    """

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first page or file is added."""
        self._folder = folder
        self._taken = _Taken()

    def add_page(self, page: Page) -> None:
        """Write a page."""
        self._taken.claim_page(page.uri)
        self._write(page.uri, (front_matter(page) + page.markdown).encode())

    def add_file(self, file: StaticFile) -> None:
        """Write a file."""
        self._taken.claim_file(file.uri)
        self._write(file.uri, file.content)

    def _write(self, uri: str, content: bytes) -> None:
        path = self._folder / uri
        # A link inside the folder could still lead out of it.
        if not path.resolve().is_relative_to(self._folder.resolve()):
            raise SilklineError(_leaves(uri))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def front_matter(page: Page) -> str:
    """Title, description and alternates as YAML before the Markdown, safely quoted."""
    lines = [f"title: {in_yaml(page.title)}", f"description: {in_yaml(page.description)}"]
    if page.alternates:
        lines.append("alternates:")
    for found in page.alternates:
        told = {"href": found.address, "type": found.type, "title": found.title}
        lines.append("  - {" + ", ".join(f"{k}: {in_yaml(v)}" for k, v in told.items()) + "}")
    return "\n".join(["---", *lines, "---", "", ""])


def in_yaml(value: object, indent: int | None = None) -> str:
    """A value as YAML: JSON is nearly that."""
    return _UNPRINTABLE.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(value, ensure_ascii=False, indent=indent),
    )


class _Taken:
    """The addresses that have been written, without regard to upper and lower case."""

    def __init__(self) -> None:
        self._writers: dict[str, str] = {}

    def claim_page(self, uri: str) -> None:
        """A page takes its Markdown file, and what a generator makes of it."""
        self._claim(uri, uri, addresses.page_address(uri) + "index.html")

    def claim_file(self, uri: str) -> None:
        self._claim(uri, uri)

    def _claim(self, writer: str, *wanted: str) -> None:
        if not _stays_inside(writer):
            raise SilklineError(_leaves(writer))
        for address in wanted:
            taken_by = self._writers.get(address.casefold())
            if taken_by is not None:
                raise SilklineError(_taken(writer, taken_by))
        self._writers.update(dict.fromkeys(map(str.casefold, wanted), writer))


def _stays_inside(uri: str) -> bool:
    path = PurePosixPath(uri)
    is_plain = str(path) == uri and "\\" not in uri and "\0" not in uri
    return is_plain and not path.is_absolute() and ".." not in path.parts and uri != "."


def _leaves(uri: str) -> Problem:
    return Problem(
        where=Location(path=uri),
        code="PB001",
        message=f"'{uri}' leaves the folder of the site",
        hint="give a relative path with forward slashes that stays inside, without `..`.",
    )


def _taken(uri: str, taken_by: str) -> Problem:
    return Problem(
        where=Location(path=uri),
        code="PB002",
        message=f"the address of '{uri}' is already taken by '{taken_by}'",
        hint="rename one of the two; upper and lower case do not tell them apart.",
    )
