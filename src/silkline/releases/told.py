"""What releases changed, as it was told when each was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from silkline.model import Revision


def read_changes(content: bytes) -> Iterator[Revision]:
    """The rows of a `changes.json`."""
    told: Mapping[str, Any] = json.loads(content)
    # A release that was made before derived figures were compared tells of none.
    for row in (*told["changes"], *told.get("derived", ())):
        yield Revision(
            release=told["release"],
            date=told["date"],
            package=row["package"],
            version=row["version"],
            table=row.get("table", ""),
            key=row["key"],
            old=row["old"],
            new=row["new"],
            reason=row.get("reason") or "",
            reason_zh=row.get("reason_zh") or "",
            is_derived="because" in row,
            because=tuple(row.get("because", ())),
        )
