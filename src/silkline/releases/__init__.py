# What was released stays as it was, for ever: this room reads it, proves it, and holds the packages
# to the versions that were promised. Nothing here writes; the command that releases does.
"""Releases: what is frozen, and how packages may change after it."""

from __future__ import annotations

from silkline.releases.checking import check_versions
from silkline.releases.frozen import CHANGES, MANIFEST, Frozen, read_frozen
from silkline.releases.lock import (
    VERSIONS_LOCK,
    Lock,
    Locked,
    archive_path,
    lock_text,
    manifest_path,
    numbers,
    package_path,
)
from silkline.releases.reasons import given, reason_for
from silkline.releases.rules import parse
from silkline.releases.tables import (
    REVISIONS,
    RowChange,
    changes_of,
    keyed_tables,
    package_tables,
)
from silkline.releases.told import read_changes
from silkline.releases.urls import URLS_LOCK, read_urls, site_addresses, urls_text, vanished
from silkline.releases.withdrawn import notices, read_withdrawn, replacements

__all__ = [
    "CHANGES",
    "MANIFEST",
    "REVISIONS",
    "URLS_LOCK",
    "VERSIONS_LOCK",
    "Frozen",
    "Lock",
    "Locked",
    "RowChange",
    "archive_path",
    "changes_of",
    "check_versions",
    "given",
    "keyed_tables",
    "lock_text",
    "manifest_path",
    "notices",
    "numbers",
    "package_path",
    "package_tables",
    "parse",
    "read_changes",
    "read_frozen",
    "read_urls",
    "read_withdrawn",
    "reason_for",
    "replacements",
    "site_addresses",
    "urls_text",
    "vanished",
]
