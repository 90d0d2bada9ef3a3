# Python's reader of CSV has a limit of its own, which other libraries change when they are loaded:
# with it, what is said of one file would depend on what else a process has done.
"""What no cell or record of a table may be: too long, unseen, or quoted by half."""

from __future__ import annotations

import csv
import re
from typing import Final

csv.field_size_limit(2**31 - 2)

MAX_CELL_CHARACTERS: Final = 10_000
"""Length of one cell accepted."""

CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
"""Characters that cannot be seen and change how text is read or shown, tab and line ends aside."""

RECORD: Final = re.compile(r'(?:[^",\n]*|"(?:[^"]|"")*")(?:,(?:[^",\n]*|"(?:[^"]|"")*"))*\n?')
"""A record by RFC 4180: quotes around a whole cell or nowhere."""
