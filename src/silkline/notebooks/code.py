# Code is there for those who ask: folded away, coloured by classes that the style sheet knows. It
# is the largest part of a story's page, so markup that no colour follows from is left out.
"""Source code of a cell as HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_COLOURED: Final = {
    **dict.fromkeys(("c", "c1", "cm", "ch", "cs", "cp"), "c"),
    **dict.fromkeys(("k", "kc", "kd", "kn", "kr", "kt", "ow"), "k"),
    **dict.fromkeys(("s", "s1", "s2", "sa", "sb", "sd", "se", "si", "m", "mi", "mf", "mh"), "s"),
}
"""The kinds that have a colour, by the kind whose colour it is."""
_PIECE: Final = re.compile(r'<span class="(\w+)">([^<]*)</span>')
_SEAM: Final = re.compile(r'(<span class="(\w)">[^<]*)</span><span class="\2">')


def code_html(source: str, label: str) -> str:
    """Python source, folded under a label, with Pygments classes."""
    coloured = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    inner = _PIECE.sub(_piece, coloured)
    seams = 1
    while seams:
        inner, seams = _SEAM.subn(r"\1", inner)
    return (
        f'<details class="code"><summary>{escape(label)}</summary>'
        f'<div class="highlight"><pre><code>{inner}</code></pre></div></details>'
    )


def _piece(found: re.Match[str]) -> str:
    kind = _COLOURED.get(found[1])
    return f'<span class="{kind}">{found[2]}</span>' if kind else found[2]
