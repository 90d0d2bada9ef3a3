# Zensical reads the settings of MkDocs, and so does what continues MkDocs: one file serves all. No
# plugin stands in it: what plugins did is done.
"""The settings that go with an export."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

from silkline import addresses
from silkline.config import SETTINGS, Config
from silkline.marks import read_yaml
from silkline.model import Artifact
from silkline.publish import in_yaml

_KEPT: Final = ("site_name", "site_url", "site_description", "copyright", "nav")
_TEXTS: Final = ("site_name", "site_description")
_FRAME: Final = "frame.css"


def settings_text(config: Config) -> Iterator[Artifact]:
    """The settings, and the style sheet that fits our pages into another frame."""
    given = read_yaml(config.root / SETTINGS, config.root).value
    made = {name: given[name] for name in _KEPT if name in given}
    # Not escaped by the generator; what else stands here is meant as HTML, or is an address.
    made |= {name: escape(str(made[name])) for name in _TEXTS if name in made}
    made["theme"] = {
        "name": "material",
        "language": config.theme_language,
        "font": False,
        "features": ["navigation.tabs"],
    }
    made["extra_css"] = [addresses.asset(n) for n in ("fonts.css", "site.css", _FRAME)]
    made["extra_javascript"] = [{"path": addresses.asset("site.js"), "type": "module"}]
    made["markdown_extensions"] = _extensions(given.get("markdown_extensions") or [])
    yield Artifact(uri=SETTINGS, content=(in_yaml(made, indent=2) + "\n").encode())
    sheet = Path(__file__).with_name(_FRAME).read_bytes()
    yield Artifact(uri=f"docs/{addresses.asset(_FRAME)}", content=sheet)


def _extensions(given: Any) -> list[Any]:
    """Those of the site. Settings under a tag of YAML call programs, which we know nothing of."""
    listed = [{k: v} for k, v in given.items()] if isinstance(given, dict) else list(given)
    return [one if _is_plain(one) else next(iter(one)) for one in listed]


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str | int | float)
