# One description for all formats. Each format writes it in its own words and asks nothing of the
# data itself, so that no two of them can tell different things about one dataset.
"""What catalogues are told about a dataset, whatever their language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from silkline import addresses

SHORTEST: Final = 50
LONGEST: Final = 5000
"""Characters of a description that search engines of datasets accept."""

_WEB: Final = re.compile(r"https?://[^\s<>\"'{}|\\^`]+\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text in the languages of the data; Chinese may be missing."""

    en: str
    zh: str = ""

    def first(self, language: str) -> str:
        """The text in a language, in English where it is not translated."""
        return (self.zh if language == "zh" else "") or self.en

    def other(self, language: str) -> str:
        """The text in the other language, if there is another one."""
        found = self.en if language == "zh" else self.zh
        return "" if found == self.first(language) else found


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFact:
    """What is known of a published file."""

    size: int
    sha256: str


Files = Mapping[str, FileFact]
"""Published files by address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A licence; the address is empty where it has none on the web."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A publication that a dataset was compiled from."""

    producer: str
    title: str
    url: str
    published: str
    retrieved: str
    terms: Terms | None
    citation: str
    page: str
    """Page of the source on the site; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An area that a dataset covers."""

    code: str
    name: Words
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What is measured, or a column of a table that holds no measures."""

    id: str
    name: Words
    description: Words
    unit: Words
    unit_code: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A file that holds the dataset or a part of it, or tells of it."""

    name: str
    address: str
    media_type: str
    size: int
    sha256: str
    structure: str = ""
    """Address of the structure that the file keeps to, where its format has such a thing."""

    @property
    def ending(self) -> str:
        """The end of the file's name, such as `csv`."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where datasets are published, and by whom."""

    name: str
    url: str
    """With a slash at the end; empty where the site does not say its address."""
    language: str
    repository: str

    def address(self, place: str) -> str:
        """The whole address of a page or file."""
        return self.url + addresses.relative("", place).removeprefix("./") if place else self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A dataset: a package, or one indicator of it."""

    id: str
    page: str
    title: Words
    description: Words
    creators: tuple[str, ...]
    """Who compiled it."""
    contributors: tuple[str, ...]
    origins: tuple[Origin, ...]
    licences: tuple[Terms, ...]
    first: date | None
    last: date | None
    places: tuple[Place, ...]
    """All of them; formats name each only where they are few."""
    covers: Words
    """How many places of which kind."""
    variables: tuple[Variable, ...]
    distributions: tuple[Distribution, ...]
    documents: tuple[Distribution, ...]
    """Files that tell of the dataset and hold none of its values."""
    version: str
    created: str
    """Day on which this version was made, `2026-11-21`."""
    keywords: tuple[str, ...]
    frequency: str
    topics: tuple[str, ...]
    part_of: str
    """Page of the package that an indicator belongs to."""
    parts: tuple[str, ...]
    """Pages of the indicators of a package."""
    citation: str


def web_address(url: str) -> str:
    """The address if it may stand in metadata, else nothing."""
    return url if _WEB.match(url) else ""


def identifier(site: Site, page: str) -> str:
    """The name of a dataset for machines: its page, and in it the dataset."""
    return f"{site.address(page)}#dataset"


def lacks(site: Site, described: Description) -> tuple[str, ...]:
    """What keeps a dataset from being told to catalogues: better nothing than half of it."""
    return tuple(_lacking(site, described))


def _lacking(site: Site, described: Description) -> Iterator[str]:
    if not web_address(site.url):
        yield "address"
    if not described.title.en:
        yield "title"
    if len(described.description.first(site.language)) < SHORTEST:
        yield "description"
    if not described.licences or not all(web_address(x.url) for x in described.licences):
        yield "licence"
    if not described.origins:
        yield "provenance"
    if not described.distributions:
        yield "distribution"


def short(text: str) -> str:
    """A description within the limit, cut between words."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
