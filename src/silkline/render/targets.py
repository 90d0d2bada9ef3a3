# What entries set out to reach, with the result that the sources here give. "Unknown" is a result
# of its own and says why: it is neither a success nor a failure.
"""Targets on the pages of entries and registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses, things
from silkline.messages import places
from silkline.model import Entry, Target
from silkline.render.entry_layouts import TargetPart
from silkline.render.ties import Ties, date_words

if TYPE_CHECKING:
    from silkline.render.parts import Parts

RESULT_CLASSES: Final = {"met": "sup", "missed": "not", "unknown": "unk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target in the list of a register."""

    address: str
    """Of the target on the page of its entry."""
    entry_address: str
    name: str
    part: TargetPart


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTable:
    """All targets of a register's entries."""

    counts: tuple[tuple[str, str], ...]
    """Style and words of each result: "3 met"."""
    rows: tuple[TargetRow, ...]


def target_part(parts: Parts, ties: Ties, target: Target) -> TargetPart:
    """A target with its figure, its result and why."""
    m = parts.m
    return TargetPart(
        anchor=target.id,
        css=RESULT_CLASSES[target.result],
        result=m(f"result.{target.result}"),
        why=m.text(target, "result_note"),
        point=m.text(target, "point"),
        figure=_figure(parts, target),
        due=date_words(m, target.due) if target.due else "",
        printed=target.printed,
        cited=ties.cited(target.source, target.paragraph, target.sentence),
    )


def target_table(parts: Parts, ties: Ties, entries: Iterable[Entry]) -> TargetTable | None:
    """The targets of some entries, by when they are due; none where there are none."""
    found = [(t, e) for e in entries for t in things.targets_of(parts.data, e.id)]
    if not found:
        return None
    found.sort(key=lambda x: (not x[0].due, x[0].due, x[1].name.casefold(), x[0].id))
    counts = Counter(t.result for t, _ in found)
    return TargetTable(
        counts=tuple(
            (css if counts[result] else "none", parts.m(f"results.{result}", n=counts[result]))
            for result, css in RESULT_CLASSES.items()
        ),
        rows=tuple(
            TargetRow(
                address=f"{addresses.entry_page(e.register, e.id)}#{t.id}",
                entry_address=addresses.entry_page(e.register, e.id),
                name=parts.m.title(e),
                part=target_part(parts, ties, t),
            )
            for t, e in found
        ),
    )


def _figure(parts: Parts, target: Target) -> str:
    unit = parts.data.units.get(target.unit)
    if target.value is None or unit is None:
        return ""
    decimals = places(target.value)
    return parts.m.amount(target.value, unit, decimals, target.qualifier, exact=True)
