# The last look at a site takes two braces for a template that was not filled in. In what the engine
# made every template was filled in, and braces there come from a table or a story: they are written
# as references, which a browser shows as what they are.
"""Braces of content, told apart from those of templates."""

from __future__ import annotations

import re
from typing import Final

_BRACE: Final = re.compile(r"<script\b.*?</script>|\{(?=[{%])", re.DOTALL)
"""A script, which knows no references and is passed over, or the brace that a mark begins with."""


def without_marks(html: str) -> str:
    """The same HTML, in which nothing looks like a mark of a template."""
    if "{{" not in html and "{%" not in html:
        return html
    return _BRACE.sub(lambda match: "&#123;" if match[0] == "{" else match[0], html)
