# What asked for a table finds a table that says why the other went; what asked for anything else
# finds JSON, whatever the ending: a program stops at it, and a person can read it. The last
# released file is not put there, since nothing at that address would say that it is old.
"""Notices at the addresses of files that were withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from silkline import addresses
from silkline.model import Artifact, Notice
from silkline.publish.text import csv_bytes, json_bytes

COLUMNS = ("withdrawn", "date", "reason", "reason_zh", "replaced_by")


def notice_files(notices: Iterable[Notice]) -> Iterator[Artifact]:
    """A small file for each address of a file."""
    for notice in notices:
        if not notice.address.endswith("/") and notice.address:
            yield Artifact(uri=notice.address, content=_content(notice))


def _content(notice: Notice) -> bytes:
    instead = ""
    if notice.replaced_by:
        folder = notice.address.rpartition("/")[0]
        instead = addresses.relative(f"{folder}/" if folder else "", notice.replaced_by)
    told = (notice.address, notice.date, notice.reason, notice.reason_zh, instead)
    if notice.address.endswith(".csv"):
        return csv_bytes(COLUMNS, [told])
    return json_bytes(dict(zip(COLUMNS, told, strict=True)))
