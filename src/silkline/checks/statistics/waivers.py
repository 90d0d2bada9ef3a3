# A waiver names what it covers as narrowly as the author likes: an empty cell stands for all.
"""Waivers: findings that somebody has looked at, and why they are left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from silkline.checks.statistics.material import Finding
from silkline.checks.subject import Subject
from silkline.marks import show, suggest
from silkline.model import Row
from silkline.problems import Problem, Problems, Severity

TABLE: Final = "waivers"
CODES: Final = tuple(f"ST{number:03}" for number in range(1, 10))
"""Codes of findings that can be waived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A row of the table."""

    code: str
    indicator: str
    ref_area: str
    time_period: str
    source: str
    row: Row

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of a finding; code and indicator are the same already."""
        return (
            self.ref_area in ("", finding.ref_area)
            and self.time_period in ("", finding.time_period)
            and self.source in ("", finding.source)
        )

    def stale(self, subject: Subject) -> Problem:
        """That it covers nothing."""
        parts = (self.indicator, self.ref_area, self.time_period, self.source)
        place = ", ".join(filter(None, parts))
        message = f"there is no finding {self.code} of {place} to waive"
        hint = "remove the row, or mend what it names."
        return subject.problem(
            TABLE, self.row, "", "ST010", message, hint=hint, severity=Severity.WARNING
        )


def in_force(subject: Subject) -> tuple[tuple[Waiver, ...], Problems]:
    """The waivers that can cover something, and what is wrong with the others."""
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for row in subject.rows(TABLE):
        c = row.cells
        code = c.get("code", "").strip()
        if code not in CODES:
            message = f"'code' is {show(code)}, which is no finding that can be waived"
            hint = suggest(code, CODES) or f"write a code from {CODES[0]} to {CODES[-1]}."
            problems.append(subject.problem(TABLE, row, "code", "ST011", message, hint=hint))
        elif not c.get("reason", "").strip():
            message = "'reason' is empty"
            hint = "say in a sentence why the figure stays; readers see it on the indicator's page."
            problems.append(subject.problem(TABLE, row, "reason", "ST011", message, hint=hint))
        else:
            names = ("indicator", "ref_area", "time_period", "source")
            waivers.append(Waiver(code=code, row=row, **{n: c.get(n, "") for n in names}))
    return tuple(waivers), tuple(problems)
