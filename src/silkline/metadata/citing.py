# The Citation File Format, which code hosts, Zenodo and reference managers read. Authors are those
# who compiled; what the dataset is based on are its references.
"""How a package, or all of them, is cited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from silkline.metadata.described import Description, Origin, Site, Terms, web_address
from silkline.metadata.schema_org import filled

KNOWN: Final = frozenset(
    {"CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0"}
)
"""Licences that the format has a name for; it lacks those of intergovernmental organisations."""
VERSION: Final = "1.2.0"
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON leaves as it is and YAML does not read."""


def package_cff(site: Site, described: Description) -> bytes:
    """How a package is cited."""
    return _written(
        {
            "cff-version": VERSION,
            "message": "Please cite this data, and the sources that it names.",
            "type": "dataset",
            "title": described.title.en,
            "authors": _authors(site, described),
            "version": described.version,
            "date-released": described.created,
            "url": _address(site, described.page),
            "repository": web_address(site.repository),
            **_licence(described.licences),
            "abstract": described.description.en,
            "keywords": list(dict.fromkeys(described.keywords)),
            "references": _references(described.origins),
        }
    )


def catalogue_cff(
    site: Site, description: str, packages: Iterable[Description], release: str
) -> bytes:
    """How everything together is cited: each package is a reference with its own licence.

    `release` is the one that the data equal; empty where they equal none.
    """
    packages = tuple(packages)
    return _written(
        {
            "cff-version": VERSION,
            "message": "Please cite this data, and the package and sources that you use.",
            "type": "dataset",
            "title": site.name,
            "authors": [{"name": site.name}],
            "version": release,
            "date-released": max((p.created for p in packages), default=""),
            "url": _address(site, ""),
            "repository": web_address(site.repository),
            "abstract": description,
            "references": [_part(site, p) for p in packages],
        }
    )


def _part(site: Site, described: Description) -> dict[str, Any]:
    return filled(
        {
            "type": "data",
            "title": described.title.en,
            "authors": _authors(site, described),
            "version": described.version,
            "date-released": described.created,
            "url": _address(site, described.page),
            **_licence(described.licences),
        }
    )


def _authors(site: Site, described: Description) -> list[dict[str, str]]:
    return [{"name": name} for name in described.creators or (site.name,)]


def _address(site: Site, page: str) -> str:
    return web_address(site.address(page)) if site.url else ""


def _licence(licences: tuple[Terms, ...]) -> dict[str, Any]:
    """The name where the format knows it, else the address; several only by name."""
    names = [x.name for x in licences]
    if names and all(name in KNOWN for name in names):
        return {"license": names[0] if len(names) == 1 else names}
    return {"license-url": web_address(licences[0].url)} if len(licences) == 1 else {}


def _references(origins: Iterable[Origin]) -> list[dict[str, Any]]:
    found = [filled(_reference(o)) for o in origins]
    return [reference for i, reference in enumerate(found) if reference not in found[:i]]


def _reference(origin: Origin) -> dict[str, Any]:
    year = origin.published[:4]
    return {
        "type": "data",
        "title": origin.title,
        "authors": [{"name": origin.producer or origin.title}],
        "year": int(year) if year.isdecimal() else "",
        "date-accessed": origin.retrieved,
        "url": web_address(origin.url),
    }


def _written(fields: dict[str, Any]) -> bytes:
    """YAML with every value in the form of JSON, which is YAML too and leaves nothing to guess."""
    lines = []
    for key, value in filled(fields).items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_quoted(part)}" for part in value)]
        else:
            lines.append(f"{key}: {_quoted(value)}")
    return ("\n".join(lines) + "\n").encode()


def _quoted(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
