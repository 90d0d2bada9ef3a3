# Every checked claim, by outcome. The bar's key links to the groups, so there is a way through
# without scripts; with them, a form cuts the list down by verdict, speaker and source.
"""The page of claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.model import Anchor, Dataset, Page
from silkline.render import facts
from silkline.render.parts import OUTCOME_ORDER, Parts, outcome_anchor
from silkline.render.pieces import ClaimPart, Tally

if TYPE_CHECKING:
    from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """Claims of one outcome."""

    anchor: str
    heading: str
    meaning: str
    claims: tuple[ClaimPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetOption:
    """A value by which the list can be cut down."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A choice among the values that the claims have."""

    name: str
    label: str
    options: tuple[FacetOption, ...]
    many: bool = False
    """Whether an item may have several of the values, one to a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsContent:
    """All that the template of claims shows."""

    lede: str
    tally: Tally
    facets: tuple[Facet, ...]
    groups: tuple[ClaimGroup, ...]


def claims_page(view: SiteView) -> Page:
    """The page of every claim with its verdict and arithmetic."""
    parts = Parts(view)
    claims = parts.claims(view.dataset.claims.values())
    statements = view.dataset.statements
    speakers = len({statements[c.statement].speaker for c in view.dataset.claims.values()})
    lede = view.messages(
        "claims.lede", n=len(claims), speakers=view.messages("claims.speakers", n=speakers)
    )
    content = ClaimsContent(
        lede=lede if claims else view.messages("claims.empty"),
        tally=parts.tally(v.outcome for v in view.verdicts.values()),
        facets=tuple(_facets(parts, claims)),
        groups=tuple(_groups(parts, claims)),
    )
    page = Page(
        uri=addresses.page_source(addresses.list_page("claims")),
        title=view.messages("claims.title"),
        description=content.lede,
        markdown="",
        kind="claims",
        summary=content.tally.words,
        anchors=tuple(
            Anchor(
                id=c.anchor,
                title=c.figure,
                title_zh="",
                summary=c.point,
                words=(c.who,),
                topics=_topics(view.dataset, c.anchor),
            )
            for c in claims
        ),
    )
    return view.writer.page(page, "claims.html", content)


def _topics(dataset: Dataset, claim: str) -> tuple[str, ...]:
    found = dataset.claims.get(claim)
    return facts.topics_of(dataset, (found.indicator,) if found else ())


def _facets(parts: Parts, claims: tuple[ClaimPart, ...]) -> Iterator[Facet]:
    """By what the list can be cut down, with the number of claims behind each choice."""
    outcomes = Counter((c.outcome, parts.m(f"outcome.{c.outcome}")) for c in claims)
    order = [o.value for o in OUTCOME_ORDER]
    by_order = sorted(outcomes.items(), key=lambda x: order.index(x[0][0]))
    yield _facet(parts, "outcome", by_order)
    speakers = Counter((c.who, c.who) for c in claims)
    yield _facet(parts, "speaker", sorted(speakers.items(), key=lambda x: (-x[1], x[0])))
    sources = Counter((c.source_id, c.source) for c in claims)
    yield _facet(parts, "source", sorted(sources.items(), key=lambda x: x[0][1]))


def _facet(parts: Parts, name: str, counted: list[tuple[tuple[str, str], int]]) -> Facet:
    return Facet(
        name=name,
        label=parts.m(f"claims.by_{name}"),
        options=tuple(FacetOption(value=v, words=words, count=n) for (v, words), n in counted),
    )


def _groups(parts: Parts, claims: tuple[ClaimPart, ...]) -> Iterator[ClaimGroup]:
    for outcome in OUTCOME_ORDER:
        found = tuple(c for c in claims if c.outcome == outcome.value)
        if found:
            yield ClaimGroup(
                anchor=outcome_anchor(outcome),
                heading=parts.m(
                    "claims.group", outcome=parts.m(f"outcome.{outcome}"), n=len(found)
                ),
                meaning=parts.m(f"meaning.{outcome}"),
                claims=found,
            )
