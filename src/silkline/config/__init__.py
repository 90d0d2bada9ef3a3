# Everything a site's owner may set, in one place. MkDocs would stop at the first wrong option and
# name no line, so mkdocs.yml is read here with positions, and all mistakes are told at once.
"""The configuration of a site: the `silkline` entry under `plugins` of mkdocs.yml."""

from silkline.config.reading import load_config, place_of
from silkline.config.settings import OPTIONS, PLUGIN, SETTINGS, Config, at_work

__all__ = ["OPTIONS", "PLUGIN", "SETTINGS", "Config", "at_work", "load_config", "place_of"]
