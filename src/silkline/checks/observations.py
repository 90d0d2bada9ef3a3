# The heart of a package: one value, one place in time and space, one source, and the evidence for
# it.
"""House rules for observations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from silkline.checks.evidence import RawFiles
from silkline.checks.periods import is_period, period_hint
from silkline.checks.subject import Rule, Subject, check_pointers, check_words, unknown
from silkline.marks import show
from silkline.model import Qualifier, Row
from silkline.problems import Problem

MISSING: Final = frozenset("HLMOQ")
"""Codes of CL_OBS_STATUS that say that there is no value."""
_WITHOUT_VALUE: Final = MISSING | {"K", "S"}
_EVIDENCE: Final = re.compile(
    r"(?P<file>raw/[^#]+)#(?:row=(?P<row>[1-9][0-9]*)|cell=(?P<cell>[1-9][0-9]*,[1-9][0-9]*))"
    r"|claim:(?P<claim>[a-z0-9-]+)"
)
TABLE: Final = "observations"


def periods_in_sdmx_form(subject: Subject) -> Iterator[Problem]:
    """One form of period, so that series sort and join."""
    for name in (TABLE, "breaks", "claims", "derived", "reconciliations", "waivers"):
        for column in ("time_period", "base_period"):
            for row, cell in subject.odd(name, column, _is_no_period):
                period = cell.strip()
                message = f"'{column}' is {show(period)}, not a period in SDMX form"
                hint = period_hint(period)
                yield subject.problem(name, row, column, "DC001", message, hint=hint)


def _is_no_period(cell: str) -> bool:
    period = cell.strip()
    return bool(period) and not is_period(period)


def values_and_status_agree(subject: Subject) -> Iterator[Problem]:
    """An empty value says why, and a value does not say that it is missing."""
    for row in subject.rows(TABLE):
        value, status = row.cells.get("obs_value", ""), row.cells.get("obs_status", "")
        if not value.strip() and status not in _WITHOUT_VALUE:
            message = f"'obs_value' is empty, but 'obs_status' is {show(status)}"
            hint = (
                "set obs_status to M (missing) or to another code that says why there is no value."
            )
            yield subject.problem(TABLE, row, "obs_value", "DC002", message, hint=hint)
        elif value.strip() and status in MISSING:
            message = f"'obs_status' is {show(status)} (missing), but 'obs_value' is {show(value)}"
            hint = "set obs_status to A (normal) or the like, or empty obs_value."
            yield subject.problem(TABLE, row, "obs_status", "DC002", message, hint=hint)


def qualifiers_known(subject: Subject) -> Iterator[Problem]:
    """How a figure was hedged is told in a fixed vocabulary, which charts draw."""
    words = tuple(q.value for q in Qualifier if q.value)
    for name in (TABLE, "claims"):
        hint = "leave it empty where the figure is exact."
        yield from check_words(subject, name, "obs_qualifier", words, "DC003", hint=hint)


def sources_and_indicators_known(subject: Subject) -> Iterator[Problem]:
    """An observation belongs to an indicator and a source of its own package."""
    yield from check_pointers(subject, TABLE, "sources", "source", "DC007")
    yield from check_pointers(subject, TABLE, "indicators", "indicator", "DC008")


def evidence_exists(subject: Subject) -> Iterator[Problem]:
    """Every value leads to a record of a raw file, to a claim, or to a place told in words."""
    raw = RawFiles(subject.package)
    claims = subject.column("claims", "claim")
    for row in subject.rows(TABLE):
        evidence = row.cells.get("evidence", "").strip()
        match = _EVIDENCE.fullmatch(evidence)
        if match is None:
            yield from _leads_nowhere(subject, row, evidence)
        elif match["claim"]:
            yield from _claim_exists(subject, row, match["claim"], claims)
        else:
            yield from _record_holds(subject, row, match, raw)


def _leads_nowhere(subject: Subject, row: Row, evidence: str) -> Iterator[Problem]:
    if not evidence and row.cells.get("note", "").strip():
        return
    if evidence:
        message = f"'evidence' is {show(evidence)}, which leads nowhere"
        hint = "write raw/FILE#cell=ROW,COLUMN, raw/FILE#row=ROW or claim:ID; the header is row 1."
    else:
        message = "'evidence' is empty, and no 'note' says where the figure stands"
        hint = "write raw/FILE#cell=ROW,COLUMN or claim:ID, or name the page or table in note."
    yield subject.problem(TABLE, row, "evidence", "DC004", message, hint=hint)


def _claim_exists(
    subject: Subject, row: Row, claim: str, claims: frozenset[str]
) -> Iterator[Problem]:
    if claim not in claims:
        what = "but this package has no such claim"
        message, hint = unknown("evidence", f"claim:{claim}", what, claims)
        yield subject.problem(TABLE, row, "evidence", "DC006", message, hint=hint)


def _record_holds(
    subject: Subject, row: Row, match: re.Match[str], raw: RawFiles
) -> Iterator[Problem]:
    evidence, value = match.group(), row.cells.get("obs_value", "").strip()
    if match["file"] not in subject.package.raw_files:
        what = "but this package has no such file"
        message, hint = unknown(
            "evidence", match["file"], what, frozenset(subject.package.raw_files)
        )
        hint = hint or "put the file into raw/, or mend its name."
        yield subject.problem(TABLE, row, "evidence", "DC005", message, hint=hint)
        return
    record, _, column = (match["cell"] or match["row"]).partition(",")
    found = raw.cell(match["file"], int(record), int(column or 0))
    if found is None:
        message = f"'evidence' is {show(evidence)}, but the file has no such place"
        hint = "count records from 1 with the header as 1, and columns from 1."
        yield subject.problem(TABLE, row, "evidence", "DC012", message, hint=hint)
    elif column and value and found.strip() != value:
        message = f"'obs_value' is {show(value)}, but its evidence {evidence} is {show(found)}"
        hint = "write the value as published, or point to the cell that it comes from."
        yield subject.problem(TABLE, row, "obs_value", "DC013", message, hint=hint)


RULES: tuple[Rule, ...] = (
    periods_in_sdmx_form,
    values_and_status_agree,
    qualifiers_known,
    sources_and_indicators_known,
    evidence_exists,
)
