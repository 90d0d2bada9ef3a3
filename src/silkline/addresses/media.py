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
    ".tsv": "text/tab-separated-values",
    ".geojson": "application/geo+json",
    ".ndjson": "application/x-ndjson",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".gz": "application/gzip",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""Of the files of the data API, by the end of their names; the last are those of strangers."""
UNKNOWN: Final = "application/octet-stream"
"""Kind of a file of which nothing is said."""


def media_type(address: str) -> str:
    """What kind of file an address leads to; empty where nothing is said of its ending."""
    return MEDIA_TYPES.get(posixpath.splitext(address)[1], "")
