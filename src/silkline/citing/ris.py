# A line of RIS is a tag of two letters, two spaces, a dash and a space; there is no way to escape,
# so a value is kept on its line. Lines end as the format asks, with CR and LF.
"""RIS: one record for what is cited, one for each work behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from silkline.citing.parts import date_parts, one_line
from silkline.model import Citation, CitedKind, Origin

_END = "\r\n"


def ris(citation: Citation) -> str:
    """The citation and the works behind it as RIS."""
    records = [_own(citation), *(_origin(o) for o in citation.origins)]
    return _END.join("".join(_lines(record)) for record in records)


def _own(c: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "DATA" if c.kind is CitedKind.DATA else "ELEC"
    yield "ID", c.id
    for author in c.authors:
        yield "AU", author
    for editor in c.editors:
        yield "ED", editor
    yield "TI", c.title
    yield "T2", c.container
    yield from _dated(c.issued)
    yield "PB", c.publisher
    yield "ET", c.version
    yield "N1", c.release
    yield "LA", c.language
    yield "UR", c.address


def _origin(o: Origin) -> Iterator[tuple[str, str]]:
    yield "TY", "GEN"
    yield "ID", o.id
    yield "AU", o.producer
    yield "TI", o.title
    yield from _dated(o.issued)
    yield "N1", o.words
    yield "UR", o.address


def _dated(issued: str) -> Iterator[tuple[str, str]]:
    parts = date_parts(issued)
    if parts:
        yield "PY", f"{parts[0]:04}"
        rest = [f"{p:02}" for p in parts[1:]] + ["", ""]
        yield "DA", f"{parts[0]:04}/{rest[0]}/{rest[1]}/"


def _lines(record: Iterable[tuple[str, str]]) -> Iterator[str]:
    for tag, value in record:
        if text := one_line(value):
            yield f"{tag}  - {text}{_END}"
    yield f"ER  - {_END}"
