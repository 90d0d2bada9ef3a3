"""What the site is made of: stories, charts, pages, files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from silkline.model.packages import Digest
from silkline.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """A story as stored: a notebook without outputs and what its metadata declares."""

    slug: str
    path: Path
    title: str
    title_zh: str
    description: str
    authors: tuple[str, ...]
    date: str
    topics: tuple[str, ...]
    reads: tuple[str, ...]
    """Ids of the indicators the notebook may read."""
    code_digest: Digest
    """Of the code cells and kernel only: prose does not re-run a notebook."""
    digest: Digest
    """Of the whole file."""
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawn chart: specification for the browser, pictures for everyone, words for all."""

    id: str
    title: str
    subtitle: str
    source: str
    description: str
    """Text alternative, made from the data."""
    vega: str
    """Vega specification as JSON text, data by address."""
    svg_wide: str
    svg_narrow: str
    points: str = ""
    """The values and their places in the pictures as JSON text; empty where they are not known."""
    marks: tuple[tuple[str, str], ...] = ()
    """What the pictures hold that needs a key: the kind of mark, and what is said of this one."""
    areas: tuple[str, ...] = ()
    """Codes in order of colour."""
    years: tuple[str, ...] = ()
    """In which the values lie, in order."""
    lively: bool = False
    """Whether an author made the chart answer to its reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place on a page that the search finds by itself, such as a term of the glossary."""

    id: str
    title: str
    title_zh: str
    summary: str
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Codes of the topics it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Another form of a page, such as a feed, that programs find by the page's head."""

    address: str
    type: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLink:
    """A typed link in a page's head; `href` is an address of the site or a whole one."""

    rel: str
    href: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What programs read in the head of a page."""

    jsonld: str
    """JSON that may stand in a script element as it is."""
    links: tuple[HeadLink, ...]
    modified: str = ""
    """Day on which what the page shows was made, as far as it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A generated page in plain Markdown; raw HTML in it is made by our templates only."""

    uri: str
    """Source address relative to docs, such as `indicators/dds-exports.md`."""
    title: str
    description: str
    markdown: str
    kind: str
    """home, indicator, economy, story, claims, package, source, topic, data, register, entry,
    glossary or list."""
    terms: tuple[str, ...] = ()
    """Further words that find the page: the Chinese title first, then kinds, dates and the like."""
    names: tuple[str, ...] = ()
    """What else the page is called: codes, short forms, other names; as good as its title."""
    topics: tuple[str, ...] = ()
    """Codes of the topics it belongs to."""
    summary: str = ""
    """One line shown under the title in search results."""
    anchors: tuple[Anchor, ...] = ()
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """A static file of the site."""

    uri: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @cached_property
    def sha256(self) -> Digest:
        """Of the content; several files tell it, and it is computed once."""
        return Digest(hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A static file of the site whose content lies among the kept results."""

    uri: str
    size: int
    sha256: Digest
    path: Path
    use: object = field(default=None, repr=False, compare=False)
    """As long as it is held, nobody throws the content away."""

    @property
    def content(self) -> bytes:
        """Read anew each time: all files together can be more than a machine has room for.

        Raises OSError where it is gone.
        """
        return self.path.read_bytes()


StaticFile: TypeAlias = Artifact | KeptFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture that other sites show beside a link to a page."""

    file: Artifact
    words: str
    """Text alternative: what stands on it."""
