# The compiler puts the rows of a chart into its result and never looks at them; handing some
# thousands over and back costs more than compiling. So it is given a stand-in for each table, and
# the rows are put in afterwards as they would have come back from its JavaScript, where a whole
# number has no point and a column whose name is a number comes first. Tables that are not as plain
# as most go the long way.
"""Rows of a chart kept out of its compilation."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

Json = dict[str, Any]

_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_LEAST: Final = -(2**31)
_MOST: Final = 2**32 - 1
"""Whole numbers up to here come back as such, and larger ones with a point."""
_MARK: Final = "silkline-stands-in"


def take_out(spec: Json) -> tuple[Json, dict[str, list[Json]]]:
    """A specification with stand-ins for its tables, and the rows of those by name."""
    tables = spec.get("datasets")
    if not isinstance(tables, Mapping):
        return spec, {}
    rows = {name: made for name, rows in tables.items() if (made := _come_back(rows)) is not None}
    return {**spec, "datasets": {**tables, **{name: _stand_in(name) for name in rows}}}, rows


def put_in(vega: Json, rows: Mapping[str, list[Json]]) -> bool:
    """Puts rows into what was compiled; false, and nothing put in, if that is not all there is."""
    found = [d for d in vega.get("data", ()) if d.get("values") == _stand_in(d.get("name"))]
    if rows and json.dumps(vega).count(_MARK) != len(found):
        return False
    for data in found:
        data["values"] = rows[data["name"]]
    return True


def _stand_in(name: Any) -> list[Json]:
    return [{_MARK: name}]


def _come_back(table: Any) -> list[Json] | None:
    """Rows as the compiler would give them back; None where that is not certain."""
    if not isinstance(table, list) or set(map(type, table)) != {dict}:
        return None
    cells = list(chain.from_iterable(map(dict.values, table)))
    names = set().union(*table)
    if not set(map(type, cells)) <= _PLAIN or any(map(str.isdigit, names)):
        return None
    if any(type(c) is int and not _LEAST <= c <= _MOST for c in cells):
        return None
    if not _is_utf8("".join((*names, *(c for c in cells if type(c) is str)))):
        return None
    return [
        {name: _whole(c) if type(c) is float else c for name, c in row.items()} for row in table
    ]


def _whole(number: float) -> float:
    """A number without a point where it needs none."""
    if not number.is_integer() or not _LEAST <= number <= _MOST:
        return number
    return int(number) if number or math.copysign(1, number) > 0 else number


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
