# A static host tells the kind of a file by its ending; whatever describes the files asks here, so
# that all of it says the same.
"""Kinds of files by the ends of their addresses."""

from __future__ import annotations

import posixpath
from typing import Final

MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".jsonld": "application/ld+json",
    ".cff": "application/yaml",
    ".txt": "text/plain",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".md": "text/markdown",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".atom": "application/atom+xml",
    ".ics": "text/calendar",
}
"""Of the files of the data API, by the end of their names."""


def media_type(address: str) -> str:
    """What kind of file an address leads to; empty where nothing is said of its ending."""
    return MEDIA_TYPES.get(posixpath.splitext(address)[1], "")
