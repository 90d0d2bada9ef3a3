# A table of any package, for what is no series: members of an agreement, targets, sources. Columns
# are typed by the table's own schema and by nothing else: what looks like a number stays text
# unless the package says that it is one.
"""Tables of packages as pandas data frames."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from silkline.marks import suggest
from silkline.reader.errors import UndeclaredRead, UnknownTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


def declared_table(folder: Path, package: str, table: str) -> pd.DataFrame:
    """A table from the files that a build puts before a notebook."""
    name = f"{package}/{table}"
    if not (_NAME.fullmatch(package) and _NAME.fullmatch(table)):
        raise unknown_table(name, [f"{p.parent.name}/{p.stem}" for p in folder.glob("*/*.csv")])
    try:
        content = (folder / package / f"{table}.csv").read_bytes()
        return table_frame(content, (folder / package / f"{table}.json").read_bytes())
    except FileNotFoundError:
        raise UndeclaredRead(
            f'this notebook does not declare that it reads "{name}": '
            f'add "{name}" to metadata.silkline.reads'
        ) from None


def table_frame(content: bytes, told: bytes) -> pd.DataFrame:
    """A table from its CSV and from what its JSON tells of it."""
    meta: Mapping[str, Any] = json.loads(told)
    # Every cell is text first: Namibia's code is NA, and 004 is not 4.
    frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_filter=False)
    for column, kind in meta["types"].items():
        cells = frame[column].tolist()
        if kind == "integer":
            frame[column] = pd.array([int(c) if c else None for c in cells], dtype="Int64")
        elif kind == "number":
            frame[column] = pd.array([float(c or "nan") for c in cells], dtype="float64")
    frame.attrs = {name: meta[name] for name in ("package", "table", "title")}
    return frame


def unknown_table(name: str, known: Iterable[str]) -> UnknownTable:
    """The error for a table that there is not."""
    hint = suggest(name, known)
    return UnknownTable(f'no package has the table "{name}"' + (hint and f"; {hint}"))
