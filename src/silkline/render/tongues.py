# A reader's device chooses voice, hyphens and glyphs by the language of an element. Texts of the
# data mix languages (a citation, a name as printed), so the marks are set where pages are made and
# not left to each template. Only text between tags is looked at: nothing here touches an attribute.
"""Marks for text in another language than its page's."""

from __future__ import annotations

import re
from typing import Final

_CHINESE: Final = (
    "\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e"
    "\U00020000-\U0003134f"
)
_IDEOGRAPH: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"

_CHINESE_RUN: Final = re.compile(rf"[{_CHINESE}]*[{_IDEOGRAPH}](?:[\w·“”]*[{_CHINESE}])*")
"""From the first to the last character of Chinese; figures and letters within it are part of it."""

_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"

_ENGLISH_RUN: Final = re.compile(
    rf"[{_LATIN}][{_LATIN}’'.-]*(?:[,;:]? [(“]?[{_LATIN}&][{_LATIN}’'.&-]*[)”]?)+"
)
"""Two words or more; a lone name or abbreviation is at home in both languages."""

_TEXT: Final = re.compile(r"(<[^<>]*>)([^<>]+)")
_SKIPPED: Final = re.compile(r"<(?:script|style|title|text|tspan|option|textarea|code|pre)\b")
"""Elements that can hold no other, or whose text is code."""


def mark_tongues(html: str, language: str) -> str:
    """HTML with `lang` on every run of Chinese in an English page, and of English in a Chinese one.

    Text directly in an element that names the other language stays as it is.
    """
    other, run = ("zh", _CHINESE_RUN) if language == "en" else ("en", _ENGLISH_RUN)
    if not run.search(html):
        return html
    named = re.compile(rf'\slang="{other}\b')

    def marked(found: re.Match[str]) -> str:
        tag, text = found.groups()
        if _SKIPPED.match(tag) or named.search(tag):
            return found[0]
        return tag + run.sub(rf'<span lang="{other}">\g<0></span>', text)

    return _TEXT.sub(marked, html)
