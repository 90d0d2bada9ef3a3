# The only room that knows MkDocs, Material or mkdocs-jupyter: the engine must outlive all three.
"""The MkDocs plugin, and building and serving through MkDocs."""

from silkline.plugin.events import SilklinePlugin
from silkline.plugin.running import build_with_mkdocs, serve_with_mkdocs

__all__ = ["SilklinePlugin", "build_with_mkdocs", "serve_with_mkdocs"]
