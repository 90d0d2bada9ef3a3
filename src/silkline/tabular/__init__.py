# The boundary to frictionless, and the only importer of it. It says what fits a Table Schema; what
# it lets through although two readers would read it in two ways, the strict reader beside refuses.
"""Tables: read strictly, and held to their schemas."""

from __future__ import annotations

from silkline.tabular.adding import add_rows, line_of, raw_records, write_whole
from silkline.tabular.columnar import TEXT_ENDING, parquet_bytes
from silkline.tabular.foreign import missing_values, without_missing
from silkline.tabular.forms import is_well_formed, without_separators
from silkline.tabular.late import Known, find_runs, late_table
from silkline.tabular.limits import MAX_CELL_CHARACTERS, RECORD
from silkline.tabular.proof import is_proven
from silkline.tabular.reading import Scan, read_table, scan_table
from silkline.tabular.schema import examine_table, validate_table

__all__ = [
    "MAX_CELL_CHARACTERS",
    "RECORD",
    "TEXT_ENDING",
    "Known",
    "Scan",
    "add_rows",
    "examine_table",
    "find_runs",
    "is_proven",
    "is_well_formed",
    "late_table",
    "line_of",
    "missing_values",
    "parquet_bytes",
    "raw_records",
    "read_table",
    "scan_table",
    "validate_table",
    "without_missing",
    "without_separators",
    "write_whole",
]
