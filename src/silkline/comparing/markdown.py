# For the summary of a pull request's checks. Cells hold what strangers wrote, so whatever Markdown
# or HTML would read as its own is written as a reference.
"""The report of changes as Markdown."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from silkline.comparing.changes import Changes
from silkline.comparing.text import NOTHING
from silkline.comparing.wording import Section, sections, table_lines, verdict_lines
from silkline.model import Dataset

_MARKS = frozenset("|`*_[]!~\\#@:")
"""What Markdown, or the host that shows it, would read as its own."""
_HEAD = (
    "| Indicator | Area | Period | Source | Before | After | Change |\n"
    "|---|---|---|---|--:|--:|--:|"
)


def render_markdown(changes: Changes, before: Dataset, after: Dataset) -> str:
    """The report for a page that shows Markdown, such as the summary of a workflow."""
    return "\n\n".join(_blocks(changes, before, after)) + "\n"


def _blocks(changes: Changes, before: Dataset, after: Dataset) -> Iterator[str]:
    yield "## What this change does to the data"
    if changes.is_nothing:
        yield NOTHING
        return
    for section in sections(changes, before, after):
        yield f"### {section.heading}"
        yield "\n".join((_HEAD, *_rows(section)))
        if section.left:
            yield f"and {section.left:,} more."
    if changes.verdicts:
        yield f"### Verdicts that turn: {len(changes.verdicts)}"
        yield _list(verdict_lines(changes.verdicts))
    yield "### Rows by table"
    yield _list(table_lines(changes))
    if changes.pages:
        yield f"### Pages that show a change: {len(changes.pages):,}"
        yield _list(changes.pages[:25])


def _rows(section: Section) -> Iterator[str]:
    for line in section.lines:
        cells = (line.title, line.area, line.period, line.source, line.before, line.after)
        yield "| " + " | ".join(escaped(c) for c in (*cells, line.change)) + " |"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    line = text.replace("\n", " ")
    return "".join(f"&#{ord(c)};" if c in _MARKS else html.escape(c) for c in line)
