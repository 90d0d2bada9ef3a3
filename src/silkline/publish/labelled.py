# For people who read a table rather than join it: the rows of an indicator's CSV with the names of
# all codes beside them, in both languages. Codes stay, so that the two files can be joined.
"""An indicator's observations with names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from silkline.messages import messages
from silkline.model import Qualifier
from silkline.publish.text import csv_bytes
from silkline.series import preferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silkline.model import Dataset

LABELLED_COLUMNS: Final = (
    "indicator",
    "indicator_title",
    "indicator_title_zh",
    "ref_area",
    "ref_area_name",
    "ref_area_name_zh",
    "time_period",
    "obs_value",
    "obs_qualifier",
    "obs_qualifier_title",
    "obs_qualifier_title_zh",
    "obs_status",
    "obs_status_title",
    "obs_status_title_zh",
    "unit",
    "unit_title",
    "unit_title_zh",
    "source",
    "source_title",
    "note",
)
"""Columns of an indicator's CSV with names: those of `addresses.COLUMNS` but `evidence`,
which programs follow, and names beside the codes."""


def labelled_csv(dataset: Dataset, indicator: str) -> bytes:
    """An indicator's observations, one for each area and period, with the names of all codes."""
    return csv_bytes(LABELLED_COLUMNS, _rows(dataset, indicator))


def _rows(dataset: Dataset, indicator: str) -> Iterator[tuple[str, ...]]:
    known = dataset.indicators[indicator]
    unit = dataset.units[known.unit]
    titles = (known.id, known.title, known.title_zh)
    units = (unit.code, unit.title, unit.title_zh)
    for o in preferred(dataset, indicator):
        area, status = dataset.areas[o.ref_area], dataset.statuses.get(o.status)
        yield (
            *titles,
            *(area.code, area.name, area.name_zh, o.time_period, o.text),
            *(o.qualifier.value, *_hedge(o.qualifier)),
            *(o.status, status.title if status else "", status.title_zh if status else ""),
            *units,
            *(o.source, _source(dataset, o.source), o.note),
        )


@cache
def _hedge(qualifier: Qualifier) -> tuple[str, str]:
    """A qualifier in English and in Chinese; an exact figure needs no words."""
    key = f"hedge.{qualifier.value}"
    return (messages("en")(key), messages("zh")(key)) if qualifier else ("", "")


def _source(dataset: Dataset, source: str) -> str:
    """Title of a source; a derived value has none of its own."""
    known = dataset.sources.get(source)
    return known.title if known else ""
