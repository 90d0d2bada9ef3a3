"""What a reader writes under a figure: whose work it is, in what edition, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An original work that something here was made from."""

    id: str
    producer: str
    title: str
    issued: str
    """Year, month or day as its publisher gives it; empty where it gives none."""
    address: str
    words: str
    """The citation as its package gives it; empty where it gives none."""


class CitedKind(StrEnum):
    """What is cited."""

    DATA = "data"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How something of the site is cited, before it takes any form."""

    id: str
    kind: CitedKind
    authors: tuple[str, ...]
    """Original producers first; of a story, who wrote it."""
    editors: tuple[str, ...]
    """Who prepared it, as far as they are not among the authors."""
    title: str
    container: str
    """Title of the package that it is part of; empty for a package itself and for a story."""
    version: str
    """Of the package; empty for a story."""
    release: str
    """In words: "release 2026.1", or that the state is not yet released, with its digest."""
    issued: str
    """Day of the package's version or of the story; empty where none is known. Never a clock's."""
    publisher: str
    address: str
    language: str
    words: str
    """The citation in words as its author gives it; empty where it is made from the rest."""
    origins: tuple[Origin, ...]


class LicenceTerm(StrEnum):
    """What a licence may ask of whoever uses the data."""

    ATTRIBUTION = "attribution"
    SHARE_ALIKE = "share_alike"
    NON_COMMERCIAL = "non_commercial"


class Answer(StrEnum):
    """Whether it asks that; the later one of two is the more restrictive."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the licences of something ask together, and which of them ask it."""

    term: LicenceTerm
    answer: Answer
    licences: tuple[str, ...]
    """Codes of those that give the answer."""
