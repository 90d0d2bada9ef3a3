# The columns are those that the files are written with, so a column without a meaning in the
# catalogue of words cannot be published.
"""Descriptions of the files of observations."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from silkline import addresses
from silkline.metadata import (
    Column,
    CsvTable,
    Told,
    Words,
    describe_indicator,
    number_type,
    site_of,
    table_bytes,
)
from silkline.model import Artifact, Dataset, Qualifier
from silkline.publish.csvw.parts import both, told_of
from silkline.publish.labelled import LABELLED_COLUMNS
from silkline.publish.sdmx import SDMX_COLUMNS, SDMX_MEANINGS
from silkline.publish.statistics import of_area
from silkline.series import preferred

if TYPE_CHECKING:
    from silkline.config import Config

_FORMS: Final = {
    "csv": addresses.COLUMNS,
    "labelled.csv": LABELLED_COLUMNS,
    "sdmx.csv": SDMX_COLUMNS,
}
_KEY: Final = ("indicator", "ref_area", "time_period")
_SDMX_KEY: Final = ("FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD")
_TITLES: Final = {
    **{name: name for name in (*_KEY, "obs_value", "obs_qualifier", "obs_status")},
    **{name: name.lower() for name in SDMX_COLUMNS[3:]},
    "unit": "unit_measure",
    "source": "data_source",
    "note": "comment_obs",
}
"""Keys of short titles, below `sdmx`; other columns have their meaning for a title."""
_NEEDED: Final = frozenset(
    {
        *(*_KEY, "obs_status", "unit", "source"),
        *(set(SDMX_COLUMNS) - {"OBS_VALUE", "OBS_QUALIFIER", "COMMENT_OBS"}),
    }
)
"""Columns without empty cells."""
_TYPES: Final = {"UNIT_MULT": "integer", "DECIMALS": "integer"}
_HEDGES: Final = "|".join(re.escape(q.value) for q in Qualifier if q)
_PARTS: Final = "[0-9]{4}(-Q[1-4]|-S[12]|-(0[1-9]|1[0-2]))?"
_FORMATS: Final = {
    "time_period": f"{_PARTS}|[0-9]{{4}}/[0-9]{{4}}",
    "TIME_PERIOD": f"{_PARTS}|[0-9]{{4}}-01-01/P[0-9]+Y",
    "obs_qualifier": _HEDGES,
    "OBS_QUALIFIER": _HEDGES,
    "FREQ": "A|S|Q|M|_O",
    "STRUCTURE": "dataflow",
    "ACTION": "I",
}
"""Regular expressions that whole cells match."""


def indicator_csvw(dataset: Dataset, indicator: str, config: Config) -> Iterator[Artifact]:
    """Descriptions of the CSV files of an indicator."""
    known = describe_indicator(dataset, dataset.indicators[indicator], {})
    number = number_type(o.text for o in preferred(dataset, indicator) if o.text)
    (variable,) = known.variables
    measured: dict[str, Any] = {
        "base": number,
        "unit": variable.unit,
        "unit_code": variable.unit_code,
    }
    for form, names in _FORMS.items():
        see = [f"{indicator}.metadata.json"]
        if form == "sdmx.csv":
            see.append(addresses.relative(f"{addresses.API}/indicators/", addresses.STRUCTURES))
        yield _description(
            config,
            addresses.indicator_form(indicator, form),
            Told.of(known, see=tuple(see)),
            [_column(name, **(measured if name.lower() == "obs_value" else {})) for name in names],
        )


def economy_csvw(dataset: Dataset, area: str, config: Config) -> Artifact:
    """The description of the CSV file of an area."""
    found = of_area(dataset, area)
    number = number_type(o.text for group in found.values() for o in group if o.text)
    told = told_of(
        dataset,
        Words(en=dataset.areas[area].name, zh=dataset.areas[area].name_zh),
        both("endpoint.economy_csv"),
        (dataset.indicators[i].package for i in found),
        see=(f"{area}.json",),
    )
    columns = [
        _column(n, **({"base": number} if n == "obs_value" else {})) for n in addresses.COLUMNS
    ]
    return _description(config, addresses.economy_csv(area), told, columns)


def _description(config: Config, address: str, told: Told, columns: Iterable[Column]) -> Artifact:
    listed = tuple(columns)
    plain = listed[0].name in _KEY
    table = CsvTable(
        url=posixpath.basename(address),
        title=told.title,
        columns=listed,
        key=_KEY if plain else _SDMX_KEY,
    )
    content = table_bytes(site_of(config), told, table)
    return Artifact(uri=addresses.csvw(address), content=content)


def _column(name: str, **more: Any) -> Column:
    meaning = SDMX_MEANINGS.get(name, f"column.{name}")
    title = f"sdmx.{_TITLES[name]}" if name in _TITLES else meaning
    told: dict[str, Any] = {"base": _TYPES.get(name, "string"), **more}
    return Column(
        name=name,
        title=both(title),
        meaning=both(meaning),
        limits={"format": _FORMATS[name]} if name in _FORMATS else None,
        required=name in _NEEDED,
        **told,
    )
