# Three public collections of attacks on pages, and our own on the places where this engine puts
# text: scripts of JSON, SVG, templates, Markdown, XML, addresses. Continuous integration takes a
# part that has every tag, handler, scheme and pair of signs at least once; `HOSTILE=all` takes all.
"""Strings that try to become more than text."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

CORPORA: Final = Path(__file__).parent / "corpora/files"
OWN: Final = (
    "</script><script>window.P=1</script><!--",
    '"</style></textarea></title><svg onload=alert(1)>',
    "'><script>alert(1)</script>&amp;&lt;img src=x onerror=alert(1)&gt;",
    '<script>alert(1)</script>" onmouseover="x\' {{ config }} {% raw %} `a` *b* <!-- c -->',
    "]]><script>alert(1)</script><![CDATA[",
    '</desc></title></svg><img src=x onerror="alert(1)">',
    "&#60;script&#62;alert(1)&#60;/script&#62; &#x3c;img src=x onerror=alert(1)&#x3e;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e \\x3cimg src=x onerror=alert(1)\\x3e",
    "[x](javascript:alert(1)) [x]: javascript:alert(1) <javascript:alert(1)>",
    "![x](https://example.org/x.png) [x](data:text/html,<script>alert(1)</script>)",
    "--- title: x --- {: onclick=alert(1) } !!python/object/apply:os.system [x]",
    "datum.a + event.view.alert(1) constructor.constructor('alert(1)')()",
    "url(https://example.org/x.png) } body { display: none } @import '//example.org/x.css';",
    "//example.org/x \\\\example.org\\x https:example.org /../../../etc/passwd file:///etc/passwd",
    '=HYPERLINK("https://example.org","x") +cmd|\' /C calc\'!A0 @SUM(1+1)*cmd -2+3',
    "__proto__ constructor hasOwnProperty toString valueOf",
    '<meta http-equiv="refresh" content="0;url=https://example.org/"><base href="//example.org/">',
    '<form action="//example.org/"><button formaction="javascript:alert(1)">x</button></form>',
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe><object data="//example.org/x">',
    "<link rel=stylesheet href=//example.org/x.css><video src=//example.org/x poster=//x.org>",
)
WHOLE: Final = os.environ.get("HOSTILE") == "all"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PAIR: Final = re.compile(r"(?=([^\w\s]{2}))", re.ASCII)
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        r"<[/!?%]?\s*[a-z0-9:]*",  # tags
        r"\bon[a-z]+",  # handlers
        r"\b[a-z]{2,12}:(?=\S)",  # schemes
        r"&[#a-z]{1,2}",  # references
    )
)


def corpora() -> dict[str, list[str]]:
    """All strings by the collection that they come from, in its order."""
    payloads = (CORPORA / "payloadbox-xss/xss-payload-list.txt").read_text("utf-8")
    cases = json.loads((CORPORA / "dompurify/expect.json").read_text("utf-8"))
    return {
        "own": list(OWN),
        "payloadbox-xss": payloads.splitlines(),
        "blns": json.loads((CORPORA / "blns/blns.json").read_text("utf-8")),
        "dompurify": [case["payload"] for case in cases],
    }


def strings() -> list[str]:
    """Each string once; a part of them that has every class, unless all are asked for."""
    every = list(dict.fromkeys(text for found in corpora().values() for text in found if text))
    return every if WHOLE else list(_part(every))


def _part(every: list[str]) -> Iterator[str]:
    """Our own strings, and each other that has something that none before it had."""
    met: set[str] = set()
    for text in sorted(every, key=lambda text: (text not in OWN, len(text), text)):
        new = set(_classes(text)) - met
        if new or text in OWN:
            met |= new
            yield text


def _classes(text: str) -> Iterator[str]:
    """What a string is made of: tags, handlers, schemes, references, and pairs of signs."""
    lower = text.lower()
    for number, form in enumerate(_FORMS):
        yield from (f"{number} {found}" for found in form.findall(lower))
    yield from _PAIR.findall(lower)


def seen(text: str) -> str:
    """A string on one line, without the characters for which every table is refused."""
    plain = "".join(" " if c.isspace() else c for c in text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in _HIDDEN)
    return " ".join(plain.split())


def pieces(texts: list[str], characters: int) -> list[str]:
    """The strings, many in one text of about so many characters; no string is cut."""
    made = [""]
    for text in filter(None, map(seen, texts)):
        if len(made[-1]) + len(text) > characters:
            made.append("")
        made[-1] += f" {text}" if made[-1] else text
    return made
