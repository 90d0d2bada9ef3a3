# mkdocs-jupyter's own page brings JupyterLab's styles and scripts, 630 kB of them. Cells arrive
# here with their HTML made, so our template only puts them one below the other.
"""The lean page template for mkdocs-jupyter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent.parent / "story_template"
_STYLES: Final = re.compile(r"<style[^>]*>.*?</style>\s*", re.DOTALL | re.IGNORECASE)


def install_template() -> None:
    """Make mkdocs-jupyter use the template of the engine."""
    from mkdocs_jupyter.config import settings

    settings.templates_dir = str(FOLDER)


def strip_styles(html: str) -> str:
    """A story's page without the style element that mkdocs-jupyter puts after every template."""
    return _STYLES.sub("", html)
