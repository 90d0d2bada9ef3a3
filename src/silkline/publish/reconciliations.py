# What was set side by side, and what came of it: the same lines that pages show, and the figures.
"""The file of reconciliations in the data API."""

from __future__ import annotations

from collections.abc import Mapping

from silkline import addresses
from silkline.claims import Reconciled, Side, reconciled, say
from silkline.messages import Messages, messages
from silkline.model import Artifact, Dataset, Reconciliation, Verdict
from silkline.publish.text import Json, json_bytes


def reconciliations_file(dataset: Dataset, verdicts: Mapping[str, Verdict]) -> Artifact:
    """Every reconciliation with its arithmetic in words and the figures that stand side by side."""
    told: list[Json] = [
        _reconciliation(dataset, row, reconciled(dataset, row, verdicts))
        for _, row in sorted(dataset.reconciliations.items())
    ]
    content = json_bytes({"reconciliations": told})
    return Artifact(uri=addresses.RECONCILIATIONS, content=content)


def _reconciliation(dataset: Dataset, row: Reconciliation, found: Reconciled) -> dict[str, Json]:
    m, zh = messages("en"), messages("zh")
    return {
        "reconciliation": row.id,
        "title": row.title,
        "title_zh": row.title_zh,
        "check": row.check,
        "claims": list(row.claims),
        "indicators": list(row.indicators),
        "against": row.against,
        "ref_area": row.ref_area,
        "time_period": row.time_period,
        "finding": row.finding,
        "finding_zh": row.finding_zh,
        "package": row.package,
        "arithmetic": [say(dataset, line, m) for line in found.lines],
        "arithmetic_zh": [say(dataset, line, zh) for line in found.lines],
        "figures": [_side(dataset, side, m) for side in found.sides],
    }


def _side(dataset: Dataset, side: Side, m: Messages) -> dict[str, Json]:
    return {
        "figure": say(dataset, side.figure, m),
        "indicator": side.indicator,
        "ref_area": side.ref_area,
        "time_period": side.time_period,
        "source": side.source,
        "claim": side.claim,
        "distance": say(dataset, side.distance, m),
    }
