# Checks of what figures say, not of how they are written. They are of no use if nobody may
# disagree: a waiver with a reason keeps a finding quiet, and the reader is shown the reason.
"""Statistical checks of an indicator package, and waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from silkline.checks.statistics import courses, figures
from silkline.checks.statistics.material import Finding, make_material
from silkline.checks.statistics.waivers import TABLE, Waiver, in_force
from silkline.checks.subject import Rule, Subject, check_pointers
from silkline.problems import Problem

SHOWN: Final = 8
"""Areas that a note on series that end early names before it only counts."""
_CHECKS: Final = (*courses.CHECKS, *figures.CHECKS)


def figures_are_plausible(subject: Subject) -> Iterator[Problem]:
    """All statistical findings that no waiver covers, and what is wrong with the waivers."""
    material = make_material(subject)
    waivers, wrong = in_force(subject)
    yield from wrong
    open_, used = _unwaived((f for check in _CHECKS for f in check(material)), waivers)
    yield from _told(subject, open_)
    for waiver in waivers:
        if waiver not in used:
            yield waiver.stale(subject)


def waivers_name_what_is_there(subject: Subject) -> Iterator[Problem]:
    """A waiver is for an indicator and a source of its own package."""
    yield from check_pointers(subject, TABLE, "indicators", "indicator", "DC008")
    yield from check_pointers(subject, TABLE, "sources", "source", "DC007")


def _unwaived(
    findings: Iterable[Finding], waivers: Sequence[Waiver]
) -> tuple[list[Finding], set[Waiver]]:
    by_place: defaultdict[tuple[str, str], list[Waiver]] = defaultdict(list)
    for waiver in waivers:
        by_place[waiver.code, waiver.indicator].append(waiver)
    open_: list[Finding] = []
    used: set[Waiver] = set()
    for finding in findings:
        covering = [w for w in by_place[finding.code, finding.indicator] if w.covers(finding)]
        used.update(covering)
        if not covering:
            open_.append(finding)
    return open_, used


def _told(subject: Subject, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Findings as problems; series of one source that end early become one."""
    early: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for f in findings:
        if f.code == "ST007":
            early[f.indicator, f.source].append(f)
        else:
            yield _problem(subject, f, f.message)
    for (indicator, source), group in early.items():
        yield _problem(subject, group[0], _ended(indicator, source, group))


def _problem(subject: Subject, f: Finding, message: str) -> Problem:
    return subject.problem(
        f.resource, f.row, f.column, f.code, message, hint=f.hint, severity=f.severity
    )


def _ended(indicator: str, source: str, group: Sequence[Finding]) -> str:
    ended = sorted(group, key=lambda f: f.ref_area)
    named = ", ".join(f.message for f in ended[:SHOWN])
    left = f" and {len(ended) - SHOWN} more" if len(ended) > SHOWN else ""
    areas = "one area ends" if len(ended) == 1 else f"{len(ended)} areas end"
    return (
        f"the series of {areas} more than {courses.EARLY_YEARS} years before the last figure of "
        f"{indicator} from {source}: {named}{left}"
    )


RULES: tuple[Rule, ...] = (figures_are_plausible, waivers_name_what_is_there)
