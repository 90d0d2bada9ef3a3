# Whether nothing has changed can be said only where it is known what a build reads. Plugins, hooks
# and some extensions of Markdown may read anything: the history of the repository, the network, a
# clock. A site that uses one that is not known here is built each time.
"""Whether a site is made of its own folder and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from silkline.config import Config

_PLUGINS: Final = frozenset({"silkline", "mkdocs-jupyter", "search", "material/search"})
_EXTENSIONS: Final = frozenset(
    {"abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"}
    | {"footnotes", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"}
    | {"wikilinks"}
)
_FAMILY: Final = "pymdownx."
_READERS: Final = frozenset({"pymdownx.b64", "pymdownx.snippets"})
"""Those of a family of extensions that read files."""


def is_closed(settings: MkDocsConfig, config: Config) -> bool:
    """Whether all that a build reads is the folder of the site, the engine and what is installed.

    Args:
        settings: MkDocs' own.
        config: Of the site.
    """
    inside = config.docs_dir.is_relative_to(config.root)
    text = Path(settings.config_file_path).read_text("utf-8")
    custom = settings.theme.custom_dir
    return (
        inside
        and "INHERIT" not in text
        and not settings.hooks
        and settings.plugins.keys() <= _PLUGINS
        and all(map(_reads_nothing, settings.markdown_extensions))
        and (not custom or Path(custom).resolve().is_relative_to(config.root))
    )


def _reads_nothing(extension: str) -> bool:
    name = extension.removeprefix("markdown.extensions.")
    return name in _EXTENSIONS or (name.startswith(_FAMILY) and name not in _READERS)
