# What is said and where is asked by entries, by the sentences that name them, and by the list of
# all statements: it is turned round once for each dataset.
"""Statements with their figures, and claims, by what pages ask for."""

from __future__ import annotations

from silkline.memory import remembered
from silkline.model import Claim, Dataset, Statement
from silkline.render.entry_layouts import FigureSaid, SaidPart
from silkline.render.parts import Parts
from silkline.render.ties import Ties


@remembered
def claims_by_statement(dataset: Dataset) -> dict[str, tuple[Claim, ...]]:
    """The claims of each statement, by id."""
    found: dict[str, list[Claim]] = {}
    for claim in sorted(dataset.claims.values(), key=lambda c: c.id):
        found.setdefault(claim.statement, []).append(claim)
    return {statement: tuple(claims) for statement, claims in found.items()}


@remembered
def claims_by_area(dataset: Dataset) -> dict[str, tuple[Claim, ...]]:
    """The claims about each area."""
    found: dict[str, list[Claim]] = {}
    for claim in dataset.claims.values():
        found.setdefault(claim.ref_area, []).append(claim)
    return {area: tuple(claims) for area, claims in found.items()}


@remembered
def statements_at(
    dataset: Dataset,
) -> dict[tuple[str, int | None, int | None], tuple[Statement, ...]]:
    """The statements of each sentence of a source."""
    found: dict[tuple[str, int | None, int | None], list[Statement]] = {}
    for said in sorted(dataset.statements.values(), key=lambda s: s.id):
        if said.sentence is not None:
            found.setdefault((said.source, said.paragraph, said.sentence), []).append(said)
    return {place: tuple(statements) for place, statements in found.items()}


def said_part(parts: Parts, ties: Ties, statement: Statement) -> SaidPart:
    """A statement with its figures and their verdicts."""
    verdicts = parts.view.verdicts
    return SaidPart(
        anchor=statement.id,
        point=parts.m.text(statement, "point"),
        role=statement.role,
        cited=ties.cited(statement.source, statement.paragraph, statement.sentence),
        figures=tuple(
            FigureSaid(
                anchor=c.id,
                outcome=verdicts[c.id].outcome.value,
                figure=parts.claim_figure(c),
            )
            for c in claims_by_statement(parts.data).get(statement.id, ())
            if c.id in verdicts
        ),
    )
