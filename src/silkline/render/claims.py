# Every checked claim, by outcome. The filter is a row of links to the groups, so it works without
# scripts.
"""The page of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.model import Page
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
class ClaimsContent:
    """All that the template of claims shows."""

    lede: str
    tally: Tally
    groups: tuple[ClaimGroup, ...]


def claims_page(view: SiteView) -> Page:
    """The page of every claim with its verdict and arithmetic."""
    parts = Parts(view)
    claims = parts.claims(view.dataset.claims.values())
    speakers = len({s.speaker for s in view.dataset.statements.values()})
    lede = view.messages(
        "claims.lede", n=len(claims), speakers=view.messages("claims.speakers", n=speakers)
    )
    content = ClaimsContent(
        lede=lede if claims else view.messages("claims.empty"),
        tally=parts.tally(v.outcome for v in view.verdicts.values()),
        groups=tuple(_groups(parts, claims)),
    )
    page = Page(
        uri=addresses.page_source(addresses.list_page("claims")),
        title=view.messages("claims.title"),
        description=content.lede,
        markdown="",
        kind="claims",
        summary=content.tally.words,
    )
    return view.writer.page(page, "claims.html", content)


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
