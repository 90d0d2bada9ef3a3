# For a terminal: one fact a line, nothing to scroll sideways for.
"""The report of changes as text."""

from __future__ import annotations

from collections.abc import Iterator

from silkline.comparing.changes import Changes
from silkline.comparing.wording import Line, sections, table_lines, verdict_lines
from silkline.model import Dataset

NOTHING = "The data are the same."


def render_text(changes: Changes, before: Dataset, after: Dataset) -> str:
    """The report for a terminal."""
    return "\n".join(_lines(changes, before, after))


def _lines(changes: Changes, before: Dataset, after: Dataset) -> Iterator[str]:
    if changes.is_nothing:
        yield NOTHING
        return
    for section in sections(changes, before, after):
        yield section.heading
        yield from (f"  {_told(line)}" for line in section.lines)
        if section.left:
            yield f"  and {section.left:,} more"
    blocks = (
        (f"Verdicts that turn: {len(changes.verdicts)}", verdict_lines(changes.verdicts)),
        ("Rows by table", table_lines(changes)),
        (f"Pages that show a change: {len(changes.pages):,}", iter(changes.pages[:10])),
    )
    for heading, lines in blocks:
        found = list(lines)
        if found:
            yield heading
            yield from (f"  {line}" for line in found)


def _told(line: Line) -> str:
    values = f"{line.before} → {line.after}"
    size = f", {line.change}" if line.change else ""
    return f"{line.indicator}, {line.area}, {line.period} ({line.source}): {values}{size}"
