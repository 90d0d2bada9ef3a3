# Code is there for those who ask: folded away, coloured by classes that the style sheet knows.
"""Source code of a cell as HTML."""

from __future__ import annotations

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer


def code_html(source: str) -> str:
    """Python source, folded, with Pygments classes."""
    inner = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    return (
        '<details class="code"><summary>Code</summary>'
        f'<div class="highlight"><pre><code>{inner}</code></pre></div></details>'
    )
