# The columns are those that the files are written with, so a column without a meaning in the
# catalogue of words cannot be published.
"""Descriptions of the files of registers, of the glossary and of the timeline."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.metadata import (
    Column,
    CsvTable,
    Told,
    Words,
    site_of,
    table_bytes,
)
from silkline.model import Artifact, Dataset
from silkline.publish.csvw.parts import both, told_of
from silkline.publish.registers import ENTRY_COLUMNS, TERM_COLUMNS
from silkline.publish.timeline import COLUMNS

if TYPE_CHECKING:
    from silkline.config import Config

_NOTHING: Final = Words(en="")
_COUNTS: Final = frozenset({"mentions", "paragraph", "sentence"})
"""Columns of whole numbers."""
_AREA: Final = frozenset({"ref_area", "ref_area_name", "ref_area_name_zh"})
"""Columns that files of observations have too."""


def register_csvw(dataset: Dataset, register: str, config: Config) -> Artifact:
    """The description of the CSV file of a register."""
    known = dataset.registers[register]
    return _description(
        config,
        addresses.register_csv(register),
        _table(ENTRY_COLUMNS, ("entry",), {"entry", "register", "name", "mentions"}),
        told_of(
            dataset,
            Words(en=known.title, zh=known.title_zh),
            Words(en=known.description, zh=known.description_zh),
            (e.package for e in dataset.entries.values() if e.register == register),
        ),
    )


def glossary_csvw(dataset: Dataset, config: Config) -> Artifact:
    """The description of the CSV file of the glossary."""
    return _description(
        config,
        addresses.glossary_csv(),
        _table(TERM_COLUMNS, ("term",), {"term", "title"}),
        told_of(
            dataset,
            both("glossary.title"),
            both("endpoint.glossary_csv"),
            (term.package for term in dataset.terms.values()),
        ),
    )


def timeline_csvw(dataset: Dataset, config: Config) -> Artifact:
    """The description of the CSV file of the timeline, whose rows have no key."""
    return _description(
        config,
        addresses.timeline_csv(),
        _table(COLUMNS, (), {"happening", "date", "event", "entry", "register", "name"}),
        told_of(
            dataset,
            both("timeline.title"),
            both("endpoint.timeline_csv"),
            (e.package for e in dataset.entries.values()),
        ),
    )


def _table(columns: Iterable[str], key: tuple[str, ...], needed: set[str]) -> CsvTable:
    """The table, whose file and title are said with the rest."""
    described = tuple(_column(name, required=name in needed) for name in columns)
    return CsvTable(url="", title=_NOTHING, columns=described, key=key)


def _column(name: str, *, required: bool) -> Column:
    """A short meaning is a title too."""
    meaning = both(f"column.{name}" if name in _AREA else f"entry_column.{name}")
    base = "integer" if name in _COUNTS else "string"
    return Column(name=name, title=meaning, meaning=meaning, base=base, required=required)


def _description(config: Config, address: str, table: CsvTable, told: Told) -> Artifact:
    whole = replace(table, url=posixpath.basename(address), title=told.title)
    content = table_bytes(site_of(config), told, whole)
    return Artifact(uri=addresses.csvw(address), content=content)
