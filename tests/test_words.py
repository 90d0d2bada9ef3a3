# Every text of the interface stands in the catalogue, and text of another language says so. The
# first part reads the code, the second the built sites.
"""No text for readers outside the catalogue, and the right language on every text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from running import ROOT, Command

ENGINE: Final = ROOT / "src/silkline"
SPEAKING: Final = (
    "render",
    "publish",
    "claims",
    "charts",
    "maps",
    "pictures",
    "notebooks",
    "derive.py",
)
"""Rooms whose texts can reach a page or a chart."""

WORDS: Final = re.compile(r"[A-Za-z]{2,},? +[A-Za-z]{2,}")

FOR_AUTHORS: Final = {"Problem", "SilklineError"}
AUTHORS_MODULES: Final = {
    "charts/author.py": "tells authors what is wrong with a chart",
    "claims/declared.py": "tells authors what is wrong with a claim",
    "claims/reconcilable.py": "tells authors what is wrong with a reconciliation",
    "notebooks/kernel.py": "runs notebooks; speaks to the kernel",
    "notebooks/outputs.py": "tells authors what may not be published",
    "notebooks/run.py": "tells authors what failed in a notebook",
    "publish/packages.py": "tells authors of files that cannot be published",
    "publish/sinks.py": "tells who builds where a site cannot go",
    "publish/verifying.py": "tells who builds what is wrong with the site as written",
    "publish/openapi_schemas.py": "names members of JSON objects, several in a row",
    "render/blocks.py": "tells authors of blocks that are not made",
    "render/examples.py": "holds code that readers copy, in seven languages",
}
"""Modules whose sentences are problems of the command line, which are English, or are no words."""

NO_TEXT: Final = (
    "import pandas as pd",  # code that readers may copy
    "import silkline",
    "Source Sans 3",  # names of fonts
    "Outlines: Natural Earth",  # a comment in a file
)
INTERNAL: Final = {
    "as printed": "a value of an enumeration",
    "within rounding": "a value of an enumeration",
}


def modules() -> list[Path]:
    found = (ENGINE / room for room in SPEAKING)
    files = (f for base in found for f in ([base] if base.suffix else sorted(base.rglob("*.py"))))
    return [f for f in files if f.relative_to(ENGINE).as_posix() not in AUTHORS_MODULES]


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Strings that are neither docstrings, keys of a table, nor told to authors or raised."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        if isinstance(node, ast.Dict):
            silent |= {id(key) for key in node.keys}
        problem = (
            isinstance(node, ast.Call) and getattr(node.func, "id", "").strip("_") in FOR_AUTHORS
        )
        message = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "msg"
        if problem or message or isinstance(node, ast.Raise):
            silent |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and id(node) not in silent:
            yield node


def spoken(text: str) -> bool:
    """Whether a string holds words for readers: markup, code and expressions do not count."""
    bare = re.sub(r"<[^<>]*(>|$)|^[^<>]*>|\{[^{}]*\}", " ", text)
    return bool(WORDS.search(bare)) and not any(known in text for known in NO_TEXT)


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ENGINE).as_posix())
def test_no_module_that_speaks_to_readers_holds_a_text(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [
        f"{path.name}:{node.lineno}: {node.value!r}"
        for node in literals(tree)
        if spoken(node.value) and node.value not in INTERNAL and not is_code(node.value)
    ]
    assert found == []


def is_code(text: str) -> bool:
    """Patterns, expressions of charts, and paths of attributes."""
    return bool(re.search(r"datum\.|\\[dws]|\(\?|=\"|==| \| None", text))


def test_a_text_in_a_module_would_be_found():
    tree = ast.parse('def f(n):\n    """A docstring here."""\n    return f"{n} values more"\n')
    assert [n.value for n in literals(tree) if spoken(n.value)] == [" values more"]


OF_JINJA: Final = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->"
IN_ATTRIBUTES: Final = r'(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"'


def test_no_template_holds_a_word():
    found = []
    for folder in ("templates", "theme", "story_template"):
        for path in sorted((ENGINE / folder).rglob("*.*")):
            if path.suffix not in {".html", ".j2"}:
                continue
            text = path.read_text(encoding="utf-8")
            bare = re.sub(
                r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", "\0", text, flags=re.DOTALL
            )
            bare = re.sub(r"<(script|style)\b.*?</\1>", "", bare, flags=re.DOTALL)
            shown = re.findall(r">([^<>]*[A-Za-z]{2}[^<>]*)<", bare)
            named = re.findall(
                r'(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"', bare
            )
            found += [f"{path.name}: {' '.join(t.split())}" for t in (*shown, *named)]
    assert found == []


SHOWN_BY_SCRIPTS: Final = re.compile(
    r"(?:textContent|innerText|title|ariaLabel|placeholder)\s*=\s*[\"'`][A-Za-z]"
    r"|\"(?:aria-label|title|placeholder)\",?:? *[\"'`][A-Za-z]"
)


def test_no_script_holds_a_text_for_readers():
    found = []
    for path in sorted((ROOT / "frontend/src").rglob("*.ts")):
        text = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"new \w*Error\([^)]*\)", "", text)
        found += [f"{path.name}: {m[0]}" for m in SHOWN_BY_SCRIPTS.finditer(text)]
        sentences = re.findall(r"[\"`]([A-Z][a-z]+(?: [a-z]+)+[^\"`]*)[\"`]", text)
        found += [f"{path.name}: {sentence}" for sentence in sentences]
    assert found == []


# --- Built pages ---


class Tongues(HTMLParser):
    """Texts of a page that hold Chinese outside an element of that language; code is quoted."""

    VOID: Final = frozenset(
        [
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "source",
            "wbr",
        ]
    )
    CHINESE: Final = re.compile(r"[\u3400-\u9fff]")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.language = ""
        self.unmarked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        named = given.get("lang", self.open[-1][1] if self.open else "")
        for name in ("aria-label", "title", "placeholder", "alt"):
            self._see(given.get(name, ""), named)
        if tag not in self.VOID:
            self.open.append((tag, named))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style", "code"} & {tag for tag, _ in self.open}:
            self._see(data, self.open[-1][1] if self.open else "")

    def _see(self, text: str, language: str) -> None:
        if self.CHINESE.search(text) and not language.startswith("zh"):
            self.unmarked.append(" ".join(text.split())[:80])


def unmarked(folder: Path) -> list[str]:
    """Chinese on an English site that does not say so, with the page it stands on."""
    found = []
    for page in sorted(folder.rglob("*.html")):
        tongues = Tongues()
        tongues.feed(page.read_text(encoding="utf-8"))
        assert tongues.language == "en", page
        found += [f"{page.relative_to(folder)}: {text}" for text in tongues.unmarked]
    return found


def test_chinese_that_does_not_say_so_would_be_found():
    tongues = Tongues()
    tongues.feed('<html lang="en"><p>北京 <b lang="zh">上海</b><i title="天津">x</i><br>广州</p>')
    assert tongues.unmarked == ["北京", "天津", "广州"]


def test_every_chinese_text_of_the_observatory_says_so(site: Path):
    assert unmarked(site) == []


def test_the_small_site_can_be_had_in_chinese(starter: Path, silkline: Command):
    settings = starter / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "language: en" in text
    settings.write_text(text.replace("language: en", "language: zh"), encoding="utf-8")
    done = silkline("build", "--workers", "0", cwd=starter)
    assert done.code == 0, done.err
    page = (starter / "site/indicators/population/index.html").read_text(encoding="utf-8")
    assert '<html lang="zh"' in page
    assert re.search(r"<h1[^>]*>[^<]*人口", page)
    assert 'aria-label="折线图：人口，' in page
    assert '<span lang="en">World Bank</span>' in page
