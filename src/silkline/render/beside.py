# Claims and indicators that take part in a reconciliation lead to it, wherever they are shown.
"""Links to the reconciliations of a claim or an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silkline import addresses
from silkline.model import Dataset, Reconciliation

if TYPE_CHECKING:
    from silkline.messages import Messages
    from silkline.render.pieces import Link


def anchor(row: Reconciliation) -> str:
    """Fragment of a reconciliation on the page of its package."""
    return f"reconciliation-{row.id}"


def beside(data: Dataset, m: Messages, *, claim: str = "", indicator: str = "") -> tuple[Link, ...]:
    """The reconciliations that a claim or an indicator takes part in, by id."""
    return tuple(
        (f"{addresses.package_page(row.package)}#{anchor(row)}", m.text(row, "title"))
        for _, row in sorted(data.reconciliations.items())
        if claim in row.claims or (indicator and indicator in _indicators(data, row))
    )


def _indicators(data: Dataset, row: Reconciliation) -> set[str]:
    claimed = {data.claims[c].indicator for c in row.claims if c in data.claims}
    return {row.against, *row.indicators, *claimed}
