# The panel of evidence reads a figure from the file of its area in the data API, which is there for
# everybody. What else it says is the same for every figure, so it is fetched once: words in the
# language of the site, the titles of statuses and licences, and each package's version and digest.
"""The file of what the panel of evidence says besides the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.messages import LANGUAGES, messages
from silkline.model import Artifact, Dataset, Digest, Package
from silkline.publish.text import Json, json_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from silkline.config import Config
    from silkline.messages import Messages

GROUPS: Final = ("panel", "period", "month", "hedge", "outcome")
"""Groups of the catalogue that the panel takes its words from."""


def evidence_file(dataset: Dataset, config: Config, digests: Mapping[str, Digest]) -> Artifact:
    """Words, statuses, licences and packages; `digests` are those of the data API's files."""
    m = messages(config.theme_language if config.theme_language in LANGUAGES else "en")
    content = json_bytes(
        {
            "language": m.language,
            "data": addresses.API,
            "report": config.repository,
            "words": _words(m),
            "statuses": {s.code: m.title(s) for s in dataset.statuses.values()},
            "licences": _licences(dataset),
            "packages": {p.name: _package(p, m, digests) for p in dataset.packages.values()},
        }
    )
    return Artifact(uri=addresses.EVIDENCE, content=content)


def _words(m: Messages) -> dict[str, Json]:
    wanted = {k: v for k, v in m.entries.items() if k.partition(".")[0] in GROUPS}
    return {k: v for k, v in sorted(wanted.items()) if isinstance(v, str)}


def _licences(dataset: Dataset) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for (_, resource), table in dataset.tables.items():
        if resource == "licences":
            for row in table.rows:
                cells = row.cells
                found[cells["licence"]] = {"title": cells["title"], "url": cells["url"]}
    return found


def _package(p: Package, m: Messages, digests: Mapping[str, Digest]) -> dict[str, Json]:
    return {
        "title": m.text(p, "title"),
        "version": p.version,
        "sha256": digests.get(addresses.package_zip(p.name), ""),
        "script": int(addresses.package_file(p.name, "prepare.py") in digests),
    }
