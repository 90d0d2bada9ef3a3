# Zenodo reads this file from the root of the repository when a release is published there, and
# mints a DOI with what it says. Creators are those who compiled; the works that figures come from
# are told as references, as in every other form of citation.
"""`.zenodo.json`: a release as Zenodo is to describe it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from silkline import addresses
from silkline.messages import messages
from silkline.metadata import catalogue_description

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.model import Dataset

ZENODO: Final = ".zenodo.json"
"""Where Zenodo looks for it, from the root of the repository."""

_LANGUAGES: Final = {"en": "eng", "zh": "zho"}


def zenodo_json(dataset: Dataset, config: Config, version: str, day: str) -> bytes:
    """A release in the words of Zenodo's deposit metadata."""
    site = config.site_url.rstrip("/")
    place = addresses.release_file(version, "index.json")
    origins = dict.fromkeys(s.citation or s.title for _, s in sorted(dataset.sources.items()))
    told: dict[str, Any] = {
        "title": f"{config.site_name}, {version}",
        "upload_type": "dataset",
        "description": catalogue_description(dataset).en,
        "creators": [{"name": config.site_name}],
        "version": version,
        "publication_date": day,
        "access_right": "open",
        "language": _LANGUAGES.get(config.theme_language, "eng"),
        "keywords": sorted({k for p in dataset.packages.values() for k in p.keywords}),
        "notes": _licences(dataset),
        "license": _licence(dataset),
        "references": list(origins),
        "related_identifiers": [
            {"identifier": f"{site}/{place}", "relation": "isIdenticalTo", "scheme": "url"}
        ],
    }
    if not site:
        del told["related_identifiers"]
    filled = {key: value for key, value in told.items() if value}
    return (json.dumps(filled, ensure_ascii=False, indent=2) + "\n").encode()


def _licence(dataset: Dataset) -> str:
    """The one licence of all packages; empty where they have several."""
    names = {x.name for p in dataset.packages.values() for x in p.licenses}
    return names.pop().lower() if len(names) == 1 else ""


def _licences(dataset: Dataset) -> str:
    """Zenodo takes one licence for a record, and each package has its own: they are named."""
    m = messages("en")
    told = (
        f"{p.name}: {m('list.separator').join(x.name for x in p.licenses)}"
        for p in dataset.packages.values()
        if p.licenses
    )
    return m("releases.licences", licences=m("list.semicolon").join(told))
