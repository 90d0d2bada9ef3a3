# From a computed figure to an outcome, by the rules in docs/methods/verdicts.md. A verdict is
# about a figure, never about a person; where the data cannot decide, it says so.
"""Comparing claims with what was computed, and saying why."""

from __future__ import annotations

from enum import Enum

from silkline.claims.bounds import TOLERANCE
from silkline.claims.evidence import PROVISIONAL, is_own, origins, own_observation, own_source
from silkline.claims.formulas import Gap, Result, compute, decimals_of, subject
from silkline.claims.spans import Span, places, printed, rounded
from silkline.model import (
    Amount,
    Cited,
    Claim,
    Dataset,
    Named,
    Outcome,
    Part,
    Qualifier,
    Source,
    Told,
    Verdict,
    told,
)


class Agreement(Enum):
    """How a computed figure compares with a printed one."""

    EQUAL = "as printed"
    ROUNDING = "within rounding"
    NO = "no"


def judge(dataset: Dataset) -> dict[str, Verdict]:
    """The verdict on every claim, by id. The dataset holds its derived observations already."""
    return {name: _judge(dataset, claim) for name, claim in sorted(dataset.claims.items())}


def _judge(dataset: Dataset, claim: Claim) -> Verdict:
    result = compute(dataset, claim)
    if isinstance(result, Gap):
        return Verdict(
            claim=claim.id, outcome=Outcome.UNCHECKED, arithmetic=None, reason=result.reason
        )
    outcome = _outcome(dataset, claim, result)
    return Verdict(
        claim=claim.id,
        outcome=outcome,
        arithmetic=_arithmetic(claim, result, outcome),
        reason=_reason(dataset, claim, result, outcome),
        evidence=result.used,
    )


# --- Rules ---


def agreement(claim: Claim, span: Span) -> Agreement:
    """Whether a computed figure agrees with the claim, hedge included."""
    match claim.qualifier:
        case Qualifier.EXACT:
            equal = rounded(span.value, places(claim.value)) == claim.value
            close = span.meets(printed(claim.value))
        case Qualifier.ABOUT | Qualifier.NEARLY:
            equal, close = _near(claim, span)
        case _:
            equal, close = _bounded(claim, span)
    if equal:
        return Agreement.EQUAL
    return Agreement.ROUNDING if close else Agreement.NO


def _near(claim: Claim, span: Span) -> tuple[bool, bool]:
    slack = abs(claim.value) * TOLERANCE
    if claim.qualifier is Qualifier.NEARLY:
        equal = claim.value - slack <= span.value < claim.value
        return equal, span.low < claim.value and span.high >= claim.value - slack
    room = Span(value=claim.value, low=claim.value - slack, high=claim.value + slack)
    return room.low <= span.value <= room.high, span.meets(room)


def _bounded(claim: Claim, span: Span) -> tuple[bool, bool]:
    match claim.qualifier:
        case Qualifier.MORE_THAN:
            return span.value > claim.value, span.high > claim.value
        case Qualifier.AT_LEAST:
            return span.value >= claim.value, span.high >= claim.value
        case Qualifier.LESS_THAN:
            return span.value < claim.value, span.low < claim.value
        case _:
            return span.value <= claim.value, span.low <= claim.value


def _outcome(dataset: Dataset, claim: Claim, result: Result) -> Outcome:
    if claim.definition == "different":
        return Outcome.DIFFERENT_DEFINITION
    match agreement(claim, result.span):
        case Agreement.EQUAL:
            return Outcome.SUPPORTED
        case Agreement.ROUNDING:
            return Outcome.WITHIN_ROUNDING
    return _disagreement(dataset, claim, result)


def _disagreement(dataset: Dataset, claim: Claim, result: Result) -> Outcome:
    if _is_mixed(dataset, result) or _is_only_provisional(dataset, claim, result):
        return Outcome.UNCHECKED
    match _is_revision(dataset, claim, result):
        case True:
            return Outcome.REVISED
        case False:
            return Outcome.NOT_SUPPORTED
    return Outcome.UNCHECKED


def _is_mixed(dataset: Dataset, result: Result) -> bool:
    """Whether the parts come from more than one producer, so that a difference proves nothing."""
    return len({s.producer for s in origins(dataset, result.used)}) > 1


def _is_only_provisional(dataset: Dataset, claim: Claim, result: Result) -> bool:
    """Whether the claim is held against first releases of others, which it may rightly correct."""
    first = any(o.status == PROVISIONAL for o in result.used)
    return first and not is_own(dataset, claim, result.used)


def _is_revision(dataset: Dataset, claim: Claim, result: Result) -> bool | None:
    """Whether figures of another source took the place of the claimed one; None if unknown."""
    if is_own(dataset, claim, result.used):
        return False
    if _is_first_release(dataset, claim):
        return True
    before = own_source(dataset, claim)
    order = [_is_later(s, before) for s in origins(dataset, result.used)]
    return False if False in order else None if None in order else True


def _is_first_release(dataset: Dataset, claim: Claim) -> bool:
    mine = own_observation(dataset, claim)
    return mine is not None and mine.status == PROVISIONAL


def _is_later(source: Source, before: Source) -> bool | None:
    """Whether one was published after the other; None where the dates do not tell."""
    known = min(len(source.published), len(before.published))
    one, other = source.published[:known], before.published[:known]
    same_day = source.published == before.published and known == len("2024-03-31")
    return None if one == other and not same_day else one > other


# --- What is told ---


def _arithmetic(claim: Claim, result: Result, outcome: Outcome) -> Told:
    values: dict[str, Part] = {"left": result.left}
    key = "left" if result.whole else "equation"
    if not result.whole:
        shown = Amount(value=rounded(result.span.value, decimals_of(claim)), unit=claim.unit)
        values["result"] = told("arithmetic.a_year", amount=shown) if result.yearly else shown
    if claim.definition == "different":
        key += "_defined"
        values["title"] = Named(kind="indicator", id=subject(claim))
    if result.whole or outcome is not Outcome.SUPPORTED:
        key += "_claimed"
        values["claimed"] = Amount(value=claim.value, unit=claim.unit, qualifier=claim.qualifier)
    return told(f"arithmetic.{key}", **values)


def _reason(dataset: Dataset, claim: Claim, result: Result, outcome: Outcome) -> Told:
    basis = _basis(dataset, claim, result)
    match outcome:
        case Outcome.DIFFERENT_DEFINITION:
            return _two_definitions(claim)
        case Outcome.SUPPORTED:
            return told(f"reason.agrees{_reading(claim)}", basis=basis)
        case Outcome.WITHIN_ROUNDING:
            return told("reason.rounding", basis=basis)
        case Outcome.REVISED:
            return _revision(dataset, claim, result)
        case Outcome.NOT_SUPPORTED:
            return told(f"reason.disagrees{_reading(claim)}", basis=basis)
    return told(f"reason.{_undecided(dataset, claim, result)}", basis=basis)


def _basis(dataset: Dataset, claim: Claim, result: Result) -> Told | Cited:
    """What the claim was compared with."""
    mine = own_source(dataset, claim)
    others = tuple(s.id for s in origins(dataset, result.used) if s.id != mine.id)
    if not others:
        return told("basis.own")
    if is_own(dataset, claim, result.used):
        return told("basis.own_with", sources=Cited(sources=others))
    return Cited(sources=others)


def _reading(claim: Claim) -> str:
    """The ending of the key where it must be told how a hedge is read."""
    read = claim.qualifier in {Qualifier.ABOUT, Qualifier.NEARLY}
    return f"_{claim.qualifier.value}" if read else ""


def _two_definitions(claim: Claim) -> Told:
    mine, other = (Named(kind="indicator", id=i) for i in (claim.indicator, subject(claim)))
    return told("reason.two_definitions", mine=mine, other=other)


def _revision(dataset: Dataset, claim: Claim, result: Result) -> Told:
    key = "first_release" if _is_first_release(dataset, claim) else "revised"
    day = Named(kind="date", id=own_source(dataset, claim).published)
    later = Cited(sources=tuple(s.id for s in origins(dataset, result.used)))
    return told(f"reason.{key}", day=day, later=later)


def _undecided(dataset: Dataset, claim: Claim, result: Result) -> str:
    """Why nothing follows from a difference."""
    if _is_mixed(dataset, result):
        return "differs_mixed"
    if _is_only_provisional(dataset, claim, result):
        return "differs_provisional"
    return "differs_undated"
