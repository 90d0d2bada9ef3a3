# Published files as the libraries of their standards read them. One owner for what counts as a
# finding: the starter and the observatory are held to the same.
"""Findings of readers of SDMX and CSV on the Web, for tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from csvw import Table, TableGroup
from pysdmx.io import get_datasets


def sdmx_findings(data: str, structure: str) -> Iterator[str]:
    """What in a data message is against its structure, as far as both say it."""
    (found,) = get_datasets(data, structure)
    components = found.structure.components
    frame = found.data
    known = {c.id for c in components}
    yield from (f"unknown column {name}" for name in frame.columns if name not in known)
    if frame.duplicated(subset=[c.id for c in components.dimensions]).any():
        yield "an observation twice"
    for component in (c for c in components if c.id in frame.columns):
        cells = frame[component.id]
        if component.required and (cells == "").any():
            yield f"no {component.id}"
        if component.local_codes:
            codes = {code.id for code in component.local_codes}
            yield from (f"{component.id} {c}" for c in sorted(set(cells) - codes - {""}))


def csvw_findings(path: Path) -> Iterator[str]:
    """What a description finds in its file, or in its group of files."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    group = TableGroup.from_file(path) if "tables" in whole else None
    for table in group.tables if group else [Table.from_file(path)]:
        try:
            rows = list(table.iterdicts())
            assert rows
            table.check_primary_key()
        except ValueError as error:
            yield str(error).rpartition("/")[2]
    if group:
        try:
            group.check_referential_integrity()
        except ValueError as error:
            yield str(error).rpartition("/")[2]
