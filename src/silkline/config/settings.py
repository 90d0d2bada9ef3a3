# The text below each field is the reference of the settings: the documentation is made from it.
"""What can be set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PLUGIN: Final = "silkline"
NOTEBOOKS: Final = "mkdocs-jupyter"
"""The plugin that makes pages of notebooks."""
SETTINGS: Final = "mkdocs.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A site's settings. Folders are absolute; those that may be set lie inside `root`."""

    root: Path
    """The folder of mkdocs.yml."""
    docs_dir: Path
    """MkDocs' folder of hand-written pages."""
    site_dir: Path
    """MkDocs' folder for the finished site."""
    packages_dir: Path
    """`packages_dir`: folder of data packages. Default: `datapackages`."""
    notebooks_dir: Path
    """`notebooks_dir`: folder of notebooks, one story each. Default: `notebooks`."""
    cache_dir: Path
    """`cache_dir`: folder for results of earlier builds. Default: `.silkline/cache`."""
    site_name: str
    """MkDocs' name of the site."""
    site_url: str
    """MkDocs' address of the site; empty where it has none."""
    repository: str
    """`repository`: address of the source repository. Default: `repo_url` of mkdocs.yml."""
    focus: tuple[str, ...]
    """`focus`: areas drawn first and in colour, one code or a list of codes."""
    peers: tuple[str, ...]
    """`peers`: areas drawn beside the focus for comparison, a list of codes."""
    headlines: tuple[tuple[str, str], ...]
    """`headlines`: figures on the home page, a list of `{indicator: ..., area: ...}`."""
    agency: str = ""
    """`agency`: SDMX id of who publishes, such as `ESTAT`. Default: the initials of `site_name`."""
    map_notes: str = ""
    """`map_notes`: address of the page on names and boundaries that every map leads to."""
    security_contact: tuple[str, ...] = ()
    """`security_contact`: who is told of a weakness, one address or a list by preference, such as
    `mailto:security@example.org`; published in `.well-known/security.txt`, which an upload must not
    leave out as a hidden file. Default: no such file."""
    security_expires: str = ""
    """`security_expires`: day from which the contact may be out of date, such as `2027-06-30`."""
    workers: int
    """`workers`: processes at work; 0 works in the calling process. Default: one per processor."""
    scheduler: str = ""
    """Address of a cluster's scheduler, which only a command gives; empty for this machine."""
    notebook_timeout_s: int
    """`notebook_timeout_s`: seconds a notebook cell may run. Default: 120."""
    theme_language: str
    """Language of the pages (`theme: language:`), `en` or `zh`. Default: `en`."""


def at_work(workers: int | None, scheduler: str) -> dict[str, Any]:
    """The settings that say where work is done, as far as a command gives them."""
    return {"scheduler": scheduler} | ({} if workers is None else {"workers": workers})


OPTIONS: Final = (
    "focus",
    "peers",
    "headlines",
    "packages_dir",
    "notebooks_dir",
    "cache_dir",
    "workers",
    "notebook_timeout_s",
    "agency",
    "map_notes",
    "repository",
    "security_contact",
    "security_expires",
)
"""Names of the options, in the order in which messages list them."""
