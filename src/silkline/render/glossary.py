# One page for all terms: each has an anchor, so that any page can lead to it.
"""The glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from silkline import addresses, things
from silkline.model import Anchor, Page, Term
from silkline.render.pages import Maker
from silkline.render.parts import Parts
from silkline.render.pieces import Card, Link
from silkline.render.words import short_form

if TYPE_CHECKING:
    from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """A term with what it means."""

    anchor: str
    title: str
    other: str
    abbreviation: str
    definition: str
    other_definition: str
    avoid: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The terms that begin with one letter."""

    anchor: str
    letter: str
    terms: tuple[TermPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryContent:
    """All that the template of the glossary shows."""

    trail: tuple[Link, ...]
    lede: str
    letters: tuple[Letter, ...]
    cards: tuple[Card, ...]


def glossary_pages(view: SiteView) -> Iterator[Maker]:
    """The glossary, if any package has terms."""
    if view.dataset.terms:
        yield Maker(addresses.glossary_page(), _glossary_page)


def _glossary_page(view: SiteView) -> Page:
    parts = Parts(view)
    m = parts.m
    terms = things.terms_sorted(view.dataset)
    page = Page(
        uri=addresses.page_source(addresses.glossary_page()),
        title=m("glossary.title"),
        description=m("glossary.lede"),
        markdown="",
        kind="glossary",
        terms=(m("glossary.other"),),
        summary=m("glossary.lede"),
        anchors=tuple(_anchor(parts, t) for t in terms),
    )
    content = GlossaryContent(
        trail=((addresses.list_page("registers"), m("registers.title")),),
        lede=m("glossary.lede"),
        letters=tuple(_letters(parts, terms)),
        cards=_cards(parts),
    )
    return view.writer.page(page, "glossary.html", content)


def _anchor(parts: Parts, term: Term) -> Anchor:
    return Anchor(
        id=term.id,
        title=parts.m.title(term),
        title_zh=term.title_zh,
        summary=parts.m.text(term, "definition"),
        words=tuple(w for w in (term.abbreviation, term.title, *term.avoid_zh) if w),
        # What else it is called finds it and every page whose name holds it: see `things.synonyms`.
    )


def _letters(parts: Parts, terms: tuple[Term, ...]) -> Iterator[Letter]:
    for letter, found in groupby(terms, key=lambda t: t.title[:1].upper()):
        own = tuple(_term(parts, t) for t in found)
        yield Letter(anchor=f"letter-{letter}", letter=letter, terms=own)


def _term(parts: Parts, term: Term) -> TermPart:
    m = parts.m
    english = m.language == "en"
    return TermPart(
        anchor=term.id,
        title=m.title(term),
        other=parts.words.other_name(term)[0],
        abbreviation=short_form(m.title(term), term.abbreviation),
        definition=m.text(term, "definition"),
        other_definition=term.definition_zh if english else term.definition,
        avoid=m("list.separator").join(term.avoid_zh),
        note=m.text(term, "note"),
    )


def _cards(parts: Parts) -> tuple[Card, ...]:
    return (
        parts.card(addresses.glossary_csv(), "csv", "glossary"),
        parts.card(addresses.glossary_json(), "json", "glossary_json"),
    )
