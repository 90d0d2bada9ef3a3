# The rows are those of the plain CSV, so their number and order are the same. What holds for all of
# them is repeated in each, as the format asks: readers take a row by itself. A missing value is an
# empty cell beside its status. `evidence` is left out: it names files of packages, not of SDMX.
"""An indicator's observations as SDMX-CSV 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from silkline.publish.sdmx.codes import dataflow, frequency, identifier, measured, time_period
from silkline.publish.text import csv_bytes
from silkline.series import preferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silkline.config import Config
    from silkline.model import Dataset

SDMX_MEANINGS: Final = {
    "STRUCTURE": "sdmx.structure_text",
    "STRUCTURE_ID": "sdmx.structure_id_text",
    "ACTION": "sdmx.action_text",
    "FREQ": "sdmx.freq_text",
    "REF_AREA": "column.ref_area",
    "INDICATOR": "column.indicator",
    "TIME_PERIOD": "sdmx.time_period_text",
    "OBS_VALUE": "column.obs_value",
    "OBS_STATUS": "column.obs_status",
    "OBS_QUALIFIER": "column.obs_qualifier",
    "UNIT_MEASURE": "sdmx.unit_measure_text",
    "UNIT_MULT": "sdmx.unit_mult_text",
    "DECIMALS": "sdmx.decimals_text",
    "DATA_SOURCE": "column.source",
    "COMMENT_OBS": "column.note",
}
"""What the rows are, then dimensions, the measure, and attributes: the keys of what each means."""
SDMX_COLUMNS: Final = tuple(SDMX_MEANINGS)


def indicator_sdmx(dataset: Dataset, indicator: str, config: Config) -> bytes:
    """The rows of an indicator's CSV, with the codes of SDMX."""
    return csv_bytes(SDMX_COLUMNS, _rows(dataset, indicator, config))


def _rows(dataset: Dataset, indicator: str, config: Config) -> Iterator[tuple[str, ...]]:
    known = dataset.indicators[indicator]
    told = ("dataflow", dataflow(config, known.package), "I")
    unit = (*measured(dataset, known.unit), str(known.decimals))
    for o in preferred(dataset, indicator):
        yield (
            *told,
            *(frequency(o.time_period), identifier(o.ref_area), identifier(indicator)),
            *(time_period(o.time_period), o.text),
            *(o.status, o.qualifier.value),
            *unit,
            *(identifier(o.source), o.note),
        )
