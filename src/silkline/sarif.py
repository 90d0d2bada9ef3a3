# The form in which code hosts and editors take findings from any tool. The rules carry the texts
# that `silkline explain` prints, so that a finding can be understood where it is shown.
"""Problems as SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from silkline.explain import Explanation, explanations
from silkline.problems import Location, Problem, Severity

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render_sarif(problems: Sequence[Problem], version: str) -> str:
    """Problems as one SARIF run of the tool in a version, sorted by place."""
    texts = explanations()
    used = sorted({p.code for p in problems})
    driver = {
        "name": "silkline",
        "version": version,
        "rules": [_rule(code, texts[code]) for code in used],
    }
    results = [_result(p, used.index(p.code)) for p in sorted(problems)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(code: str, text: Explanation) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": text.title},
        "fullDescription": {"text": text.why},
        "help": {"text": text.mend},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    told = ". ".join(t for t in (problem.message, problem.hint) if t)
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": told},
        "locations": [{"physicalLocation": _place(problem.where)}],
    }


def _place(where: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(where.path)}}
    if where.line:
        # The column of a table is a number of cells, which SARIF has no word for.
        place["region"] = {"startLine": where.line}
    return place
