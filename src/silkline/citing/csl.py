# Names are `literal`: the data do not say which part of a name is the family's, and most are of
# offices.
"""CSL-JSON: one item for what is cited, one for each work behind it."""

from __future__ import annotations

import json
from typing import Any

from silkline.citing.parts import date_parts, one_line
from silkline.model import Citation, CitedKind, Origin

Item = dict[str, Any]


def csl_json(citation: Citation) -> str:
    """The citation and the works behind it as CSL-JSON."""
    items = [_own(citation), *(_origin(o) for o in citation.origins)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _own(c: Citation) -> Item:
    return _filled(
        {
            "id": c.id,
            "type": "dataset" if c.kind is CitedKind.DATA else "webpage",
            "author": _names(c.authors),
            "editor": _names(c.editors),
            "title": one_line(c.title),
            "container-title": one_line(c.container),
            "version": one_line(c.version),
            "issued": _dated(c.issued),
            "publisher": one_line(c.publisher),
            "note": one_line(c.release),
            "language": c.language,
            "URL": c.address,
        }
    )


def _origin(o: Origin) -> Item:
    return _filled(
        {
            "id": o.id,
            "type": "document",
            "author": _names((o.producer,)),
            "title": one_line(o.title),
            "issued": _dated(o.issued),
            "note": one_line(o.words),
            "URL": o.address,
        }
    )


def _names(names: tuple[str, ...]) -> list[Item]:
    return [{"literal": one_line(name)} for name in names if name]


def _dated(issued: str) -> Item:
    parts = date_parts(issued)
    return {"date-parts": [list(parts)]} if parts else {}


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
