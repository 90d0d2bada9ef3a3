# Programs that know neither this site nor Data Packages can still learn what each cell is. Files of
# observations are described one by one, where the standard looks first. The tables of a package
# refer to one another, which only a group can say: theirs is one file in the folder of the tables,
# where the standard looks next.
"""Descriptions of the published CSV files in the words of CSV on the Web."""

from __future__ import annotations

from silkline.publish.csvw.observations import economy_csvw, indicator_csvw
from silkline.publish.csvw.packages import package_csvw
from silkline.publish.csvw.registers import glossary_csvw, register_csvw, timeline_csvw

__all__ = [
    "economy_csvw",
    "glossary_csvw",
    "indicator_csvw",
    "package_csvw",
    "register_csvw",
    "timeline_csvw",
]
