# The form for people: one paragraph for what is cited and one for each work behind it, so that a
# page can show them as lines and a text file can hold them.
"""Citations in words."""

from __future__ import annotations

from collections.abc import Iterator

from silkline.citing.parts import one_line
from silkline.messages import Messages
from silkline.model import Citation, CitedKind

NAMED = 3
"""Producers named in the words; forms for programs name all."""


def in_words(citation: Citation, m: Messages) -> tuple[str, ...]:
    """The citation in words, then those of the works behind it, in the language of the messages."""
    origins = (one_line(o.words) for o in citation.origins)
    return (one_line(_own(citation, m)), *dict.fromkeys(o for o in origins if o))


def _own(c: Citation, m: Messages) -> str:
    if c.kind is CitedKind.STORY:
        site = tuple(a for a in c.authors if a != c.publisher)
        work = m("cite.page", title=c.title, site=_edition(c, m), url=c.address)
        return (
            m("cite.authors", authors=m("list.separator").join(site), work=work) if site else work
        )
    if c.words:
        return m("cite.given", words=c.words, site=_edition(c, m), url=c.address)
    if not (c.container or c.version):
        return _by(c, m, m("cite.page", title=c.title, site=_edition(c, m), url=c.address))
    named = {"title": c.title, "package": c.container, "version": c.version}
    work = m(
        "cite.indicator" if c.container else "cite.package",
        **named,
        site=_edition(c, m),
        url=c.address,
    )
    return _by(c, m, work)


def _by(c: Citation, m: Messages, work: str) -> str:
    producers = tuple(a for a in c.authors if a != c.publisher)
    return m("cite.authors", authors=_named(producers, m), work=work) if producers else work


def _named(names: tuple[str, ...], m: Messages) -> str:
    shown = m("list.semicolon").join(names[:NAMED])
    left = len(names) - NAMED
    return m("cite.others", names=shown, n=left) if left > 0 else shown


def _edition(c: Citation, m: Messages) -> str:
    return m("list.separator").join(_edition_parts(c, m))


def _edition_parts(c: Citation, m: Messages) -> Iterator[str]:
    yield c.publisher
    if c.release:
        yield c.release
    if c.issued:
        yield m.date(c.issued)
