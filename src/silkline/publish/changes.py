# Written once, when a release is made, and read ever after: what was revised and why is part of
# what was released.
"""`changes.json`: what a release changed against the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from silkline.model import PackageVersion, Release, Revision
from silkline.publish.text import Json, json_bytes


def changes_json(before: Release | None, after: Release, revisions: Sequence[Revision]) -> bytes:
    """Packages that are new, gone or other, and every row and derived figure that differs."""
    old = before.packages if before else {}
    names = sorted({*old, *after.packages})
    packages = (_package(n, old.get(n), after.packages.get(n), revisions) for n in names)
    return json_bytes(
        {
            "release": after.version,
            "date": after.date,
            "before": before.version if before else None,
            "packages": [p for p in packages if p["before"] != p["after"]] if before else [],
            "changes": [_row(r) for r in revisions if not r.is_derived],
            "derived": [_figure(r) for r in revisions if r.is_derived],
        }
    )


def kind_of(revision: Revision) -> str:
    """Whether the row was added, changed or removed."""
    if revision.old is None:
        return "added"
    return "removed" if revision.new is None else "changed"


def counted(revisions: Iterable[Revision]) -> dict[str, int]:
    """How many rows were added, changed and removed."""
    found = Counter(map(kind_of, revisions))
    return {kind: found[kind] for kind in ("added", "changed", "removed")}


def _package(
    name: str,
    before: PackageVersion | None,
    after: PackageVersion | None,
    revisions: Sequence[Revision],
) -> dict[str, Json]:
    return {
        "package": name,
        "before": before.version if before else None,
        "after": after.version if after else None,
        **counted(r for r in revisions if r.package == name and not r.is_derived),
    }


def _row(r: Revision) -> dict[str, Json]:
    return {
        **_head(r),
        "table": r.table,
        **_cells(r),
        "reason": r.reason or None,
        "reason_zh": r.reason_zh or None,
    }


def _figure(r: Revision) -> dict[str, Json]:
    return {**_head(r), **_cells(r), "because": list(r.because)}


def _head(r: Revision) -> dict[str, Json]:
    return {"change": kind_of(r), "package": r.package, "version": r.version}


def _cells(r: Revision) -> dict[str, Json]:
    return {"key": r.key, "old": r.old, "new": r.new}
