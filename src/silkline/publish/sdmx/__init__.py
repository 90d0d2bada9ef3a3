# The exchange format of statistical offices. Every indicator goes out as SDMX-CSV beside the plain
# CSV, with the same values character by character; one message holds the structure of all of them.
"""Observations in SDMX-CSV 2.0, and their structure in SDMX-JSON 2.0."""

from __future__ import annotations

from silkline.publish.sdmx.data import SDMX_COLUMNS, SDMX_MEANINGS, indicator_sdmx
from silkline.publish.sdmx.structures import structures_file

__all__ = ["SDMX_COLUMNS", "SDMX_MEANINGS", "indicator_sdmx", "structures_file"]
