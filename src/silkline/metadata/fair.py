# The tests of F-UJI 0.8 that need no network, asked of what is really published: the structured
# data in the page and the list of files. What fails is told as plainly as what passes.
"""How findable, accessible, interoperable and reusable a package is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from silkline import addresses
from silkline.metadata.described import Description, Files, Site
from silkline.metadata.schema_org import dataset_node

CITED: Final = ("@type", "creator", "datePublished", "identifier", "name", "publisher")
OPEN: Final = frozenset({"csv", "json", "parquet", "xlsx", "zip"})
"""Endings of formats with an open specification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairTest:
    """One test with its outcome; `name` is the key of its words."""

    id: str
    """As F-UJI names it, such as `FsF-F1-01MD-1`."""
    name: str
    met: bool


def fair_tests(site: Site, described: Description, files: Files) -> tuple[FairTest, ...]:
    """All tests, in the order of the principles; none is met where nothing is told of a dataset."""
    node: Mapping[str, Any] = dataset_node(site, described) or {}
    told = bool(node)
    downloads = node.get("distribution", [])
    urls = [str(d["contentUrl"]) for d in downloads]
    published = all(d.address in files for d in described.distributions)
    related = [o for o in node.get("isBasedOn", []) if o.get("url")] or node.get("hasPart")
    endings = {d.ending for d in described.distributions}
    outcomes = (
        ("FsF-F1-01MD-1", "unique", str(node.get("@id", "")).startswith("http")),
        ("FsF-F1-02MD-1", "persistent", False),
        ("FsF-F2-01M-2", "cited", all(node.get(key) for key in CITED)),
        ("FsF-F2-01M-3", "described", all(node.get(k) for k in ("description", "keywords"))),
        ("FsF-F3-01M-2", "files", bool(urls)),
        ("FsF-F4-01M-1", "engines", told),
        ("FsF-A1-01M-1", "access", bool(node.get("conditionsOfAccess"))),
        ("FsF-A1-02MD-2", "published", bool(urls) and published),
        ("FsF-A1.1-01MD-2", "protocol", told and all(u.startswith("https://") for u in urls)),
        ("FsF-I1-01M-1", "formal", told),
        ("FsF-I2-01M-2", "vocabularies", told and addresses.CATALOGUE in files),
        ("FsF-I3-01M-2", "related", bool(related)),
        ("FsF-R1-01M-2", "sizes", told and all(d.get("contentSize") for d in downloads)),
        ("FsF-R1.1-01M-1", "licence", bool(node.get("license"))),
        ("FsF-R1.2-01M-1", "provenance", bool(node.get("isBasedOn"))),
        (
            "FsF-R1.3-02D-1",
            "formats",
            told and endings <= OPEN,
        ),
    )
    return tuple(FairTest(id=i, name=name, met=met) for i, name, met in outcomes)
