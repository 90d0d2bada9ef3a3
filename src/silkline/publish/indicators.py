# Each form of an indicator has a module of its own; this one says which forms there are. What is
# told of the files comes last, because it tells their sizes and digests.
"""The files of an indicator in the data API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silkline import addresses
from silkline.model import Artifact
from silkline.publish.csvw import indicator_csvw
from silkline.publish.described import indicator_metadata
from silkline.publish.labelled import labelled_csv
from silkline.publish.parquet import indicator_parquet
from silkline.publish.sdmx import indicator_sdmx
from silkline.publish.statistics import indicator_csv, indicator_json

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.model import Dataset


def indicator_files(dataset: Dataset, indicator: str, config: Config) -> tuple[Artifact, ...]:
    """Observations in every form, then what is known of them."""
    table = indicator_csv(dataset, indicator)
    forms = {
        addresses.indicator_csv(indicator): table,
        addresses.indicator_form(indicator, "labelled.csv"): labelled_csv(dataset, indicator),
        addresses.indicator_form(indicator, "sdmx.csv"): indicator_sdmx(dataset, indicator, config),
        addresses.indicator_json(indicator): indicator_json(dataset, indicator),
        addresses.indicator_form(indicator, "parquet"): indicator_parquet(
            dataset, indicator, config, table
        ),
    }
    files = tuple(Artifact(uri=uri, content=content) for uri, content in forms.items())
    told = indicator_metadata(dataset, indicator, config, files)
    return (
        *files,
        Artifact(uri=addresses.indicator_form(indicator, "metadata.json"), content=told),
        *indicator_csvw(dataset, indicator, config),
    )
