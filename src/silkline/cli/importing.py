# The options of `silkline import`, which has more of them than all other commands together: what a
# file does not say is said here, and nothing else is assumed.
"""Options of the import."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

DELIMITERS: Final = ("comma", "semicolon", "tab")
ENCODINGS: Final = ("utf-8", "utf-16", "gb18030", "windows-1252")
MARKS: Final = ("comma", "point", "space", "apostrophe")

_TEXTS: Final = {
    "--source": ("ID", "id of the source (default: made from the name of the file)"),
    "--retrieved": ("DATE", "day on which the file was retrieved; needed to write"),
    "--licence": ("ID", "licence, from the code list of the site; needed to write"),
    "--producer": ("TEXT", "who made the figures (default: a placeholder)"),
    "--title": ("TEXT", "title of the publication (default: a placeholder)"),
    "--url": ("URL", "where the publication can be found"),
    "--published": ("DATE", "day on which this vintage was published, if known"),
    "--citation": ("TEXT", "how to cite it (default: producer and title)"),
    "--sheet": ("NAME", "sheet of a spreadsheet (default: the first)"),
    "--of": ("CODE", "area that all rows are of, where no column says so"),
    "--area-column": ("NAME", "name or number of the column of areas (default: by its name)"),
    "--period-column": ("NAME", "name or number of the column of periods (default: by its name)"),
    "--value-column": ("NAME", "name or number of the column of values (default: by its name)"),
}
_LISTS: Final = {
    "--where": ("COLUMN=TEXT", "take only rows that say so; may be given again"),
    "--area": ("TEXT=CODE", "what the file calls an area, and its code; may be given again"),
    "--missing": ("TEXT", "a text that stands for no value; may be given again"),
}


def source_file(parser: argparse.ArgumentParser) -> None:
    """What is imported, and where to."""
    text = "a .csv, .tsv, .txt or .xlsx file: wide, long, World Bank or SDMX-CSV"
    parser.add_argument("file", type=Path, metavar="FILE", help=text)
    text = "package that the values go into"
    parser.add_argument("--package", required=True, metavar="NAME", help=text)
    text = "indicator that the values are of"
    parser.add_argument("--indicator", required=True, metavar="ID", help=text)
    text = "write what is shown; without it nothing is changed"
    parser.add_argument("--write", action="store_true", help=text)
    text = "name to keep the file under in raw/ (default: its own)"
    parser.add_argument("--as", dest="name", default="", metavar="NAME", help=text)


def reading(parser: argparse.ArgumentParser) -> None:
    """What the file does not say."""
    for option, (metavar, text) in _TEXTS.items():
        parser.add_argument(option, default="", metavar=metavar, help=text)
    for option, (metavar, text) in _LISTS.items():
        dest = "areas" if option == "--area" else option.removeprefix("--")
        parser.add_argument(
            option, dest=dest, action="append", default=[], metavar=metavar, help=text
        )
    text = "how the text is written (default: utf-8)"
    parser.add_argument("--encoding", choices=ENCODINGS, default="utf-8", help=text)
    text = "what parts the cells (default: comma; tab for .tsv)"
    parser.add_argument("--delimiter", choices=DELIMITERS, default="", help=text)
    text = "mark that parts thousands (default: none)"
    parser.add_argument("--thousands", choices=MARKS, default="", help=text)
    text = "mark before decimals (default: a point)"
    parser.add_argument("--decimal", choices=MARKS[:2], default="point", help=text)
    text = "status of values whose row names none (default: A)"
    parser.add_argument("--status", default="A", metavar="CODE", help=text)
