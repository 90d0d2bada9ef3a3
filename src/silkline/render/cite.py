# The section on citing is the same on every page that has one.
"""How a thing is cited and what may be done with it, ready for a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.citing import in_words

if TYPE_CHECKING:
    from silkline.model import Citation, Condition
    from silkline.render.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """A citation in one form."""

    form: str
    name: str
    address: str
    """Of the file that holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitePart:
    """A citation in all forms."""

    words: str
    works: tuple[str, ...]
    address: str
    """What the forms name as its address."""
    forms: tuple[FormPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """What the licences ask together in one respect."""

    term: str
    answer: str


def cite_part(parts: Parts, citation: Citation, address: Callable[[str], str]) -> CitePart:
    """A citation for a page; `address` gives the file of a form."""
    words, *works = in_words(citation, parts.m)
    return CitePart(
        words=words,
        works=tuple(works),
        address=citation.address,
        forms=tuple(
            FormPart(form=form, name=parts.m(f"action.form_{form}"), address=address(form))
            for form in addresses.CITATION_FORMS
            if form != "txt"  # those words stand on the page
        ),
    )


def term_parts(parts: Parts, conditions: tuple[Condition, ...]) -> tuple[TermPart, ...]:
    """What may be done, in words, each with the licences that decide it."""
    return tuple(
        TermPart(
            term=parts.m(f"terms.{c.term}"),
            answer=parts.m(
                "terms.by",
                answer=parts.m(f"terms.{c.term}_{c.answer}"),
                licences=parts.m("list.semicolon").join(
                    dict.fromkeys(parts.licence(code)[1] for code in c.licences)
                ),
            )
            if c.licences
            else parts.m(f"terms.{c.term}_{c.answer}"),
        )
        for c in conditions
    )
