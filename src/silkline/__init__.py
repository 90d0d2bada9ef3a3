# The front door for notebooks and other people's programs. Everything is fetched on first use: the
# command line and the workers import this package often and should not pay for pandas each time.
"""Frictionless data packages and Jupyter notebooks as a fast, citable static data site.

In a notebook, or anywhere below a folder that holds `datapackages/`:

    import silkline
    exports = silkline.read("dds-exports", areas=["CHN", "WLD"], since=2010)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from silkline.reader import catalog, read, read_table
    from silkline.story import chart, computed, figure, prose, table

__version__: Final = "0.1.0"

__all__ = [
    "__version__",
    "catalog",
    "chart",
    "computed",
    "figure",
    "prose",
    "read",
    "read_table",
    "table",
]

_HOMES: Final = {
    "catalog": "silkline.reader",
    "chart": "silkline.story",
    "computed": "silkline.story",
    "figure": "silkline.story",
    "prose": "silkline.story",
    "read": "silkline.reader",
    "read_table": "silkline.reader",
    "table": "silkline.story",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
