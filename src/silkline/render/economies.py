# Some three hundred names. Whoever knows a name types it; whoever does not goes by letters, which
# fold on a phone, where the whole list would be thirty screens long.
"""The list of economies, zones and groups."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.model import Area, AreaKind
from silkline.render import facts
from silkline.render.parts import Parts

if TYPE_CHECKING:
    from silkline.render.view import SiteView

KINDS: Final = (AreaKind.ECONOMY, AreaKind.SUBNATIONAL, AreaKind.ZONE, AreaKind.GROUP)
MOST_UNLETTERED: Final = 30
"""Longer lists stand under their first letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaName:
    """An area in the list."""

    title: str
    address: str
    other: str
    found_by: str
    """Its code and what else it is called, apart by spaces."""
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The areas whose names begin alike."""

    anchor: str
    letter: str
    words: str
    areas: tuple[AreaName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfArea:
    """The areas of one kind: under letters where they are many."""

    anchor: str
    heading: str
    count: str
    text: str = ""
    folded: bool = False
    letters: tuple[Letter, ...] = ()
    areas: tuple[AreaName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomiesContent:
    """All that the list shows."""

    title: str
    lede: str
    kinds: tuple[KindOfArea, ...]


def economies_content(view: SiteView) -> EconomiesContent:
    """Every area by kind, those without a figure at the end."""
    parts = Parts(view)
    observed = set(facts.observed_areas(parts.data))
    return EconomiesContent(
        title=parts.m("economies.title"),
        lede=parts.m("economies.lede", n=len(observed)),
        kinds=tuple(_kinds(parts, observed)),
    )


def _kinds(parts: Parts, observed: set[str]) -> Iterator[KindOfArea]:
    m = parts.m
    areas = sorted(parts.data.areas.values(), key=lambda a: _spelled(a.name))
    for kind in KINDS:
        found = [a for a in areas if a.kind is kind and a.code in observed]
        if not found:
            continue
        many = len(found) > MOST_UNLETTERED
        yield KindOfArea(
            anchor=kind.value,
            heading=m(f"economies.{kind}"),
            count=m.number(len(found)),
            letters=tuple(_letters(parts, kind.value, found)) if many else (),
            areas=() if many else tuple(_name(parts, a) for a in found),
        )
    silent = [a for a in areas if a.code not in observed]
    if silent:
        yield KindOfArea(
            anchor="without-figures",
            heading=m("economies.silent"),
            count=m.number(len(silent)),
            text=m("economies.silent_text"),
            folded=True,
            areas=tuple(_name(parts, a, linked=False) for a in silent),
        )


def _letters(parts: Parts, anchor: str, areas: Iterable[Area]) -> Iterator[Letter]:
    for letter, same in groupby(areas, key=lambda a: _spelled(a.name)[0][:1].upper()):
        found = tuple(_name(parts, a) for a in same)
        first, last = found[0].title, found[-1].title
        span = first if first == last else parts.m("economies.span", first=first, last=last)
        yield Letter(
            anchor=f"{anchor}-{letter.lower()}",
            letter=letter,
            words=parts.m("economies.letter", span=span, n=len(found)),
            areas=found,
        )


def _spelled(name: str) -> tuple[str, str]:
    """A name to sort by: an accent puts nothing at the end."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return plain.casefold(), name


def _name(parts: Parts, area: Area, *, linked: bool = True) -> AreaName:
    other, _ = parts.words.other_name(area)
    code = area.code
    return AreaName(
        title=parts.words.area(code),
        address=addresses.economy_page(code) if linked else "",
        other=other,
        found_by=" ".join((code, *parts.data.other_names.get(code, ()))),
        count=parts.m.number(len(facts.indicators_of(parts.data, code))) if linked else "",
    )
