# A process of ours begins a few hundred times while its author writes a page, and each second of
# that is waited for. Only processes that are wholly ours ask for this, the command line and its
# workers: a notebook that imports the engine keeps Python as it is.
#
# What is left unloaded are two libraries that jsonschema takes up for formats which no schema here
# asks it to check. Where one for internationalised addresses is installed (JupyterLab brings it),
# its grammar is compiled when it is imported: two seconds at the least, in each process. That for
# durations brings calendars and time zones with it. Others are imported by what we use, for cases
# that seldom come: they are put off until one does.
"""What a process of ours need not load or do."""

from __future__ import annotations

import gc
import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

UNASKED: Final = ("isoduration", "rfc3987_syntax")
"""Those libraries; jsonschema does without."""
_OBJECTS: Final = 100_000
"""New objects after which Python looks for cycles: tables are millions, and none is in a cycle."""


def begin() -> None:
    """To be called once, before anything heavy is imported."""
    for name in UNASKED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    gc.set_threshold(_OBJECTS, 20, 20)


def put_off(*names: str) -> None:
    """Modules that are loaded when something of them is asked for, and not when they are imported.

    Those that are not installed, or loaded already, are left alone.
    """
    for name in names:
        if name not in sys.modules and find_spec(name.partition(".")[0]):
            sys.modules[name] = _Later(name)


class _Later(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, asked: str) -> Any:
        if asked.startswith("__") and asked != "__path__":
            raise AttributeError(asked)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), asked)
