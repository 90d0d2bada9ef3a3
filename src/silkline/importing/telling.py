# What the importer has understood is said before anything is written: a person sees at once
# whether the right column was taken for the value.
"""An import as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from silkline.importing.request import Dropped, Grid, Outcome, Shape
from silkline.importing.writing import Change
from silkline.marks import show

SHOWN_PLACES: Final = 12
SHOWN_REASONS: Final = 40
SHOWN_ROWS: Final = 5
_COLUMNS: Final = ("indicator", "ref_area", "time_period", "obs_value", "obs_status", "evidence")


def render(grid: Grid, shape: Shape, outcome: Outcome, change: Change) -> str:
    """What was found, taken and dropped, and the first rows."""
    lines = [
        f"{grid.path}: {_kind(shape)}, header in row {shape.header}",
        *(f"  {line}" for line in (*_mapping(grid, shape, outcome), *_unused(grid, shape))),
        *(f"note: {note}" for note in outcome.notes),
        *_files(change),
        _taken(outcome),
        *_dropped(outcome.dropped),
        *_left(outcome),
        "first rows:",
        *(f"  {line}" for line in _rows(change)),
    ]
    return "\n".join(lines)


def _kind(shape: Shape) -> str:
    return {"wide": "a wide table", "long": "a long table"}.get(shape.kind, shape.kind)


def _mapping(grid: Grid, shape: Shape, outcome: Outcome) -> Iterator[str]:
    of = outcome.taken[0].ref_area
    yield f"area    {_column(grid, shape, shape.area) if shape.area else f'{of} for all rows'}"
    if shape.periods:
        (first, start), (last, end) = shape.periods[0], shape.periods[-1]
        yield f"period  names of {len(shape.periods)} columns, {first} ({start}) to {last} ({end})"
        yield "value   cells of these columns"
        return
    yield f"period  {_column(grid, shape, shape.period)}"
    yield f"value   {_column(grid, shape, shape.value)}"
    if shape.status:
        yield f"status  {_column(grid, shape, shape.status)}"


def _unused(grid: Grid, shape: Shape) -> Iterator[str]:
    used = {shape.area, shape.name, shape.period, shape.value, shape.status, *shape.units}
    used |= {shape.action, *(column for column, _ in shape.periods)}
    header = enumerate(grid.records[shape.header - 1], start=1)
    names = [show(text.strip(), 40) for n, text in header if n not in used and text.strip()]
    if names:
        more = f" and {len(names) - SHOWN_PLACES} more" if len(names) > SHOWN_PLACES else ""
        yield f"unused  {', '.join(names[:SHOWN_PLACES])}{more}"


def _column(grid: Grid, shape: Shape, number: int) -> str:
    return f"column {number}, {show(grid.cell(shape.header, number).strip())}"


def _files(change: Change) -> Iterator[str]:
    if change.evidence != change.raw:
        yield (
            f"note: {change.evidence} is made from {change.raw}, row by row, so that evidence can "
            "be checked"
        )


def _taken(outcome: Outcome) -> str:
    areas = {row.ref_area for row in outcome.taken}
    periods = sorted({row.time_period for row in outcome.taken})
    spanned = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    return (
        f"taken: {_count(len(outcome.taken), 'value')} of {_count(len(areas), 'area')}, {spanned}"
    )


def _dropped(dropped: Sequence[Dropped]) -> Iterator[str]:
    rows = sum(not d.column for d in dropped)
    yield f"dropped: {_count(rows, 'row')}, {_count(len(dropped) - rows, 'cell')}"
    groups: dict[tuple[bool, str, str], list[Dropped]] = {}
    for drop in dropped:
        groups.setdefault((bool(drop.column), drop.reason, drop.hint), []).append(drop)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], item[1][0].record))
    for (_, reason, hint), group in ordered[:SHOWN_REASONS]:
        yield f"  {_places(group)}: {reason}" + (f"; {hint}" if hint else "")
    if len(ordered) > SHOWN_REASONS:
        yield f"  and {len(ordered) - SHOWN_REASONS} more kinds"


def _places(group: Sequence[Dropped]) -> str:
    shown = ", ".join(_place(drop) for drop in group[:SHOWN_PLACES])
    left = len(group) - SHOWN_PLACES
    return shown + (f" and {left} more" if left > 0 else "")


def _place(drop: Dropped) -> str:
    column = f" column {drop.column}" if drop.column else ""
    return f"row {drop.record}{column}" + (f" {show(drop.text, 40)}" if drop.text else "")


def _left(outcome: Outcome) -> Iterator[str]:
    if outcome.empty:
        yield f"empty: {_count(outcome.empty, 'cell')}"
    if outcome.missing:
        yield f"said to be missing: {_count(outcome.missing, 'cell')}"
    if outcome.left_out:
        yield f"left out by --where: {_count(outcome.left_out, 'row')}"


def _rows(change: Change) -> Iterator[str]:
    yield ",".join(_COLUMNS)
    for row in change.rows[:SHOWN_ROWS]:
        cells = (row[column] for column in _COLUMNS)
        yield ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
