# A reconciliation says itself which figures belong together and what they imply. What it says must
# be possible: this is told to the author here, so that `reconcile` may take it for granted.
"""Checks of what reconciliations declare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from silkline.claims.formulas import unit_of
from silkline.claims.reconciling import HUNDRED
from silkline.marks import quoted
from silkline.model import Claim, Dataset, Reconciliation
from silkline.problems import Problem, Problems

SECOND: Final = {
    "implied_total": ("a share", {"percent"}),
    "implied_part": ("a share", {"percent"}),
    "implied_previous": ("its growth or multiple", {"percent", "ratio"}),
}
"""What the second claim of a check is, and in what kind of unit it is counted."""

Told = tuple[str, str, str]
"""Column, message and hint."""


def check_reconciliations(dataset: Dataset) -> Problems:
    """Problems of reconciliations that cannot be worked out (codes CL020 and CL021)."""
    found: list[Problem] = []
    for row in dataset.reconciliations.values():
        unknown = [_problem(dataset, row, "CL020", told) for told in _unknown(dataset, row)]
        told = () if unknown else _impossible(dataset, row)
        found += [*unknown, *(_problem(dataset, row, "CL021", t) for t in told)]
    return quoted(tuple(sorted(found)), _files(dataset))


def _files(dataset: Dataset) -> dict[str, Path]:
    """The tables of reconciliations on disk, by the path that problems name."""
    found = {}
    for row in dataset.reconciliations.values():
        package = dataset.packages.get(row.package)
        if package and (table := package.resource("reconciliations")):
            found[row.where.path] = package.folder / table.path
    return found


def _unknown(dataset: Dataset, row: Reconciliation) -> Iterator[Told]:
    named = (
        ("claims", row.claims, dataset.claims, "a claim"),
        ("indicators", row.indicators, dataset.indicators, "an indicator"),
        ("against", tuple(filter(None, (row.against,))), dataset.indicators, "an indicator"),
    )
    for column, names, known, kind in named:
        for name in (n for n in names if n not in known):
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"use the id of {kind} of any package."
            yield column, f'"{name}" is not the id of {kind}', hint


def _impossible(dataset: Dataset, row: Reconciliation) -> Iterator[Told]:
    if row.check in SECOND:
        yield from _not_implied(dataset, row)
    elif len(row.claims) + len(row.indicators) < 2 and row.check == "same_name":
        yield "claims", "one figure alone cannot be set beside another", "name at least two."
    elif row.indicators and not row.ref_area:
        yield "ref_area", "the area of the indicators is not given", "give the area to show."


def _not_implied(dataset: Dataset, row: Reconciliation) -> Iterator[Told]:
    second, bases = SECOND[row.check]
    wanted = f'"{row.check}" needs two claims: a level and {second}'
    claims = [dataset.claims[c] for c in row.claims]
    if len(claims) != 2:
        yield "claims", f"{wanted}; there are {len(claims)}", "name the level first."
        return
    kinds = [dataset.units[c.unit].base for c in claims]
    if kinds[0] in {"percent", "ratio"} or kinds[1] not in bases:
        told = f"{wanted}; these are counted in {kinds[0]} and {kinds[1]}"
        yield "claims", told, "name the level first."
    elif not _are_positive(row, *claims):
        yield "claims", "nothing follows from figures that are not positive", "leave the row out."
    yield from _not_comparable(dataset, row, kinds[0])


def _are_positive(row: Reconciliation, level: Claim, other: Claim) -> bool:
    least = -HUNDRED if row.check == "implied_previous" else 0
    return level.value > 0 and other.value > least


def _not_comparable(dataset: Dataset, row: Reconciliation, base: str) -> Iterator[Told]:
    if not row.against:
        return
    for column in ("ref_area", "time_period"):
        if not getattr(row, column):
            told = f'what "{row.against}" is compared at is not given'
            yield column, told, "give both the area and the period."
    other = unit_of(dataset, row.against).base
    if other != base:
        told = f'the implied figure counts {base} and "{row.against}" counts {other}'
        yield "against", told, "name an indicator whose unit has the same base."


def _problem(dataset: Dataset, row: Reconciliation, code: str, told: Told) -> Problem:
    column, what, hint = told
    header = dataset.tables[row.package, "reconciliations"].header
    return Problem(
        where=replace(row.where, column=header.index(column) + 1, field=column),
        code=code,
        message=f"reconciliation '{row.id}': {what}",
        hint=hint,
    )
