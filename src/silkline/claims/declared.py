# A claim says itself how it can be checked. What it says must be possible: this is told to the
# author here, so that `judge` may take it for granted.
"""Checks that a claim declares but that cannot be made as declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from silkline.claims.formulas import FORMULAS, ends, subject, unit_of
from silkline.marks import quoted
from silkline.model import Claim, Dataset, Qualifier
from silkline.problems import Problem, Problems
from silkline.series import period_start

_YEAR: Final = re.compile(r"\d{4}")
_OVER_TIME: Final = {"change", "growth", "cagr", "multiple"}
_RESULTS: Final = {
    "growth": "percent",
    "cagr": "percent",
    "share": "percent",
    "multiple": "ratio",
    "rank": "rank",
}
"""What kind of unit the result of a check has, whatever its inputs."""

Rule = Callable[[Dataset, Claim], Problem | None]


def check_claims(dataset: Dataset) -> Problems:
    """Problems of claims whose declared check is impossible (codes CL010 to CL019).

    Every id that a claim names must exist: that is checked before.
    """
    found = (p for claim in dataset.claims.values() for p in _problems(dataset, claim))
    return quoted(tuple(sorted(found)), _files(dataset))


def _files(dataset: Dataset) -> dict[str, Path]:
    """The tables of claims on disk, by the path that problems name."""
    found = {}
    for claim in dataset.claims.values():
        package = dataset.packages.get(claim.package)
        if package and (table := package.resource("claims")):
            found[claim.where.path] = package.folder / table.path
    return found


def _problems(dataset: Dataset, claim: Claim) -> Iterator[Problem]:
    if claim.check == "none":
        return
    if claim.check not in FORMULAS:
        yield _unknown(dataset, claim)
        return
    for rule in _RULES:
        problem = rule(dataset, claim)
        if problem is not None:
            yield problem


def _unknown(dataset: Dataset, claim: Claim) -> Problem:
    return _problem(
        dataset,
        claim,
        "CL010",
        "check",
        f'the check "{claim.check}" does not exist',
        hint=f"use one of {', '.join(sorted(FORMULAS))} or none.",
    )


def _base_missing(dataset: Dataset, claim: Claim) -> Problem | None:
    if claim.check not in _OVER_TIME or not claim.time_period or ends(claim)[0]:
        return None
    return _problem(
        dataset,
        claim,
        "CL011",
        "base_period",
        f'the check "{claim.check}" has no base period',
        hint="give the earlier period that the figure is compared with.",
    )


def _base_later(dataset: Dataset, claim: Claim) -> Problem | None:
    since, until = ends(claim)
    if not since or not until or period_start(since) < period_start(until):
        return None
    return _problem(
        dataset,
        claim,
        "CL012",
        "base_period",
        f'the base period "{since}" is not before "{until}"',
        hint="time_period is the later of the two periods, base_period the earlier.",
    )


def _not_years(dataset: Dataset, claim: Claim) -> Problem | None:
    wanted = [p for p in reversed(ends(claim)) if p]
    odd = [p for p in wanted if not _YEAR.fullmatch(p)]
    if claim.check != "cagr" or not odd:
        return None
    return _problem(
        dataset,
        claim,
        "CL013",
        "time_period",
        f'a yearly rate needs years, not "{odd[0]}"',
        hint="give the last year as time_period and the first as base_period.",
    )


def _denominator_missing(dataset: Dataset, claim: Claim) -> Problem | None:
    if claim.check != "share" or claim.denominator in dataset.indicators:
        return None
    return _problem(
        dataset,
        claim,
        "CL014",
        "denominator",
        f'the share is of "{claim.denominator}", which is no indicator',
        hint="give the indicator that the figure is a share of.",
    )


def _nothing_subtracted(dataset: Dataset, claim: Claim) -> Problem | None:
    if claim.check != "difference" or claim.against:
        return None
    return _problem(
        dataset,
        claim,
        "CL015",
        "against",
        "a difference needs a second indicator",
        hint="give the indicator that is subtracted as `against`.",
    )


def _same_definition(dataset: Dataset, claim: Claim) -> Problem | None:
    if claim.definition != "different" or claim.against not in {"", claim.indicator}:
        return None
    return _problem(
        dataset,
        claim,
        "CL016",
        "against",
        "the definition is said to differ, but no other indicator is named",
        hint="give the indicator of the other definition as `against`.",
    )


def _unit_unfit(dataset: Dataset, claim: Claim) -> Problem | None:
    base = dataset.units[claim.unit].base
    fitting = _fitting(dataset, claim)
    if base in fitting:
        return None
    return _problem(
        dataset,
        claim,
        "CL017",
        "unit",
        f'the check "{claim.check}" cannot give a figure in "{claim.unit}"',
        hint=f"its result is counted in {' or '.join(sorted(fitting))}.",
    )


def _fitting(dataset: Dataset, claim: Claim) -> set[str]:
    """The bases of unit that the result of the check may have."""
    if claim.check in _RESULTS:
        return {_RESULTS[claim.check]}
    compared = claim.indicator if claim.check == "difference" else subject(claim)
    base = unit_of(dataset, compared).base
    if claim.check in {"change", "difference"} and base == "percent":
        return {"percentage-points"}
    return {base}


def _terms_unlike(dataset: Dataset, claim: Claim) -> Problem | None:
    other = {"share": claim.denominator, "difference": claim.against}.get(claim.check, "")
    if other not in dataset.indicators or (claim.check == "difference" and claim.base_period):
        return None
    first = claim.indicator if claim.check == "difference" else subject(claim)
    bases = [unit_of(dataset, i).base for i in (first, other)]
    if bases[0] == bases[1]:
        return None
    return _problem(
        dataset,
        claim,
        "CL018",
        "denominator" if claim.check == "share" else "against",
        f'"{first}" counts {bases[0]} and "{other}" counts {bases[1]}',
        hint="both terms of a share or a difference must count the same thing.",
    )


def _place_impossible(dataset: Dataset, claim: Claim) -> Problem | None:
    possible = claim.value >= 1 and claim.value == claim.value.to_integral_value()
    if claim.check != "rank" or (possible and claim.qualifier is not Qualifier.NEARLY):
        return None
    return _problem(
        dataset,
        claim,
        "CL019",
        "value",
        f'"{claim.text}" is no place in a ranking',
        hint="places are whole numbers from 1; for “among the first 20” use 20 with up_to.",
    )


_RULES: Final[tuple[Rule, ...]] = (
    _base_missing,
    _base_later,
    _not_years,
    _denominator_missing,
    _nothing_subtracted,
    _same_definition,
    _unit_unfit,
    _terms_unlike,
    _place_impossible,
)


def _problem(
    dataset: Dataset, claim: Claim, code: str, column: str, what: str, *, hint: str
) -> Problem:
    header = dataset.tables[claim.package, "claims"].header
    return Problem(
        where=replace(claim.where, column=header.index(column) + 1, field=column),
        code=code,
        message=f"claim '{claim.id}': {what}",
        hint=hint,
    )
