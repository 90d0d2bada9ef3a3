# Each name stands in braces of its own: the names are of offices as often as of people, and BibTeX
# would take "UN Trade and Development" apart. No library of the field writes BibTeX without also
# changing its keys, order or accents, and what is to be escaped is ten characters.
"""BibTeX: one entry for what is cited, one for each work behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from silkline.citing.parts import date_parts, one_line
from silkline.model import Citation, CitedKind, Origin

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_ESCAPED: Final = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_NO_URL: Final = {"{": "%7B", "}": "%7D", "\\": "%5C", "^": "%5E", "~": "%7E", " ": "%20"}
"""What would end a field or an argument: percent-encoded, everything else is taken as it is."""

_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)


def bibtex(citation: Citation) -> str:
    """The citation and the works behind it as BibTeX."""
    return "\n".join([_entry(*_own(citation)), *(_entry(*_origin(o)) for o in citation.origins)])


def _own(c: Citation) -> tuple[str, str, dict[str, str]]:
    kind = "dataset" if c.kind is CitedKind.DATA else "online"
    return (
        kind,
        c.id,
        {
            "author": _names(c.authors),
            "editor": _names(c.editors),
            "title": _kept(c.title),
            "booktitle": _kept(c.container),
            "version": _escaped(c.version),
            **_dated(c.issued),
            "publisher": _kept(c.publisher),
            "url": _url(c.address),
            "note": _escaped(c.release),
            "langid": _escaped({"en": "english", "zh": "chinese"}.get(c.language, "")),
        },
    )


def _origin(o: Origin) -> tuple[str, str, dict[str, str]]:
    fields = {"author": _names((o.producer,)), "title": _kept(o.title), **_dated(o.issued)}
    return "misc", o.id, {**fields, "url": _url(o.address), "note": _escaped(o.words)}


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _dated(issued: str) -> dict[str, str]:
    """Year and month as every style knows them, and the whole date for newer ones."""
    parts = date_parts(issued)
    if not parts:
        return {}
    made = {"year": f"{{{parts[0]}}}"}
    if len(parts) > 1:
        made |= {"month": _MONTHS[parts[1] - 1], "date": f"{{{issued}}}"}
    return made


def _names(names: tuple[str, ...]) -> str:
    kept = " and ".join(f"{{{_plain(name)}}}" for name in names if name)
    return f"{{{kept}}}" if kept else ""


def _kept(text: str) -> str:
    """In two pairs of braces: styles leave its capitals alone."""
    return f"{{{{{_plain(text)}}}}}" if text else ""


def _escaped(text: str) -> str:
    return f"{{{_plain(text)}}}" if text else ""


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _SPECIAL[found.group()], one_line(text))


def _url(address: str) -> str:
    return f"{{{''.join(_encoded(address))}}}" if address else ""


def _encoded(address: str) -> Iterator[str]:
    return (_NO_URL.get(c, c) for c in one_line(address))
