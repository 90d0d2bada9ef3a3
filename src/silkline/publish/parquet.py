# Parquet for programs that read much: made from the CSV beside it, and as exact. See
# `tabular.columnar` for why a value stands in it twice.
"""An indicator's observations as Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.tabular import TEXT_ENDING, parquet_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silkline.config import Config
    from silkline.model import Dataset

NUMBER: Final = "obs_value"
"""The column that is a number besides being a text."""


def indicator_parquet(dataset: Dataset, indicator: str, config: Config, csv: bytes) -> bytes:
    """The CSV file of an indicator as Parquet; its metadata say what it is and where from."""
    known = dataset.indicators[indicator]
    told = {
        "title": known.title,
        "title_zh": known.title_zh,
        "unit": dataset.units[known.unit].title,
        "package": f"{known.package} {dataset.packages[known.package].version}",
        "publisher": config.site_name,
        "described_by": f"{indicator}.metadata.json",
    }
    return parquet_bytes(csv, addresses.COLUMNS, NUMBER, told)


def parquet_columns() -> Iterator[tuple[str, str]]:
    """Name and type of each column of the Parquet files of indicators."""
    for name in addresses.COLUMNS:
        yield name, "DOUBLE" if name == NUMBER else "VARCHAR"
        if name == NUMBER:
            yield name + TEXT_ENDING, "VARCHAR"
