# Code is there for those who ask: folded away, coloured by classes that the style sheet knows.
"""Source code of a cell as HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_PLAIN: Final = re.compile(r'<span class="(?:n|p|w|o)">([^<]*)</span>')
"""Names, blanks and signs have no colour of their own: half of the markup would say nothing."""


def code_html(source: str, label: str) -> str:
    """Python source, folded under a label, with Pygments classes."""
    coloured = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    inner = _PLAIN.sub(r"\1", coloured)
    return (
        f'<details class="code"><summary>{escape(label)}</summary>'
        f'<div class="highlight"><pre><code>{inner}</code></pre></div></details>'
    )
