# A reviewer of data cannot read ten thousand changed lines. This room says what a change does:
# which values go, which become others and by how much, which verdicts turn, which pages show it.
# Losses come first, because nobody looks for what is no longer there.
"""What changed between two states of the content."""

from __future__ import annotations

from silkline.comparing.changes import Changes, compare
from silkline.comparing.html import render_html
from silkline.comparing.markdown import render_markdown
from silkline.comparing.revision import content_at
from silkline.comparing.text import render_text

__all__ = ["Changes", "compare", "content_at", "render_html", "render_markdown", "render_text"]
