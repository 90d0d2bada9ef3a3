# mkdocs-jupyter's own page brings JupyterLab's styles and scripts, 630 kB of them. Cells arrive
# here with their HTML made, so our template only puts them one below the other. That needs neither
# an exporter for each page nor all that nbconvert imports, half a second of computing: so `page_made`
# does what comes of it, and mkdocs-jupyter what is not as usual.
"""The lean page template for mkdocs-jupyter, and the page that it makes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markupsafe import escape

FOLDER: Final = Path(__file__).resolve().parent.parent / "story_template"
_REFERRING: Final = frozenset("`[\n")
"""Signs that the text below may give a meaning, and the end of a line."""
_END: Final = "\n        "
"""What is left of the line on which its styles stood."""
_STYLES: Final = re.compile(r"<style[^>]*>.*?</style>\s*", re.DOTALL | re.IGNORECASE)


def install_template() -> None:
    """Make mkdocs-jupyter use the template of the engine."""
    from mkdocs_jupyter.config import settings

    settings.templates_dir = str(FOLDER)


def page_made(run: bytes) -> tuple[str, str] | None:
    """HTML and title of the page that mkdocs-jupyter makes of a story with the engine's template.

    None where the title holds signs of Markdown that the text of the story may give a meaning, or is
    none, and where what nbconvert reads and writes HTML with is not there.
    """
    try:
        from bs4 import BeautifulSoup  # as nbconvert brings it, which takes every page through it
    except ImportError:
        return None
    made = json.loads(run)
    story = made["metadata"]["silkline"]
    title = _title(str(story.get("title", "")))
    if not title:
        return None
    told = (story["head"], *(cell["metadata"]["silkline"]["html"] for cell in made["cells"]))
    head = f'<div class="sk sk-story prose">\n{story["contents"]}\n<div class="told">'
    html = "\n".join((head, *told, story["foot"], "</div>", "</div>"))
    return f"{BeautifulSoup(html, features='html.parser')}{_END}", title


def _title(text: str) -> str:
    """A title as Markdown reads it; empty where that is not certain."""
    if _REFERRING & {*text}:
        return ""
    read = Markdown(extensions=[TocExtension()])
    read.convert(f"# {escape(text)}")
    tokens = read.toc_tokens  # type: ignore[attr-defined]  # as the extension leaves them
    return str(tokens[0]["name"]) if tokens else ""


def strip_styles(html: str) -> str:
    """A story's page without the style element that mkdocs-jupyter puts after every template."""
    return _STYLES.sub("", html)
