# A process of ours begins a few hundred times while its author writes a page, and each second of
# that is waited for. Only processes that are wholly ours ask for this, the command line and its
# workers: a notebook that imports the engine keeps Python as it is.
#
# What is left unloaded is one grammar. Where a library for internationalised addresses is installed
# (JupyterLab brings it), jsonschema compiles its grammar when it is imported, for a format that no
# schema here asks it to check: two seconds at the least, in each process.
"""What a process of ours need not load or do."""

from __future__ import annotations

import gc
import sys
from typing import Final

UNASKED: Final = "rfc3987_syntax"
"""The library of that grammar; jsonschema does without."""
_OBJECTS: Final = 100_000
"""New objects after which Python looks for cycles: tables are millions, and none is in a cycle."""


def begin() -> None:
    """To be called once, before anything heavy is imported."""
    sys.modules.setdefault(UNASKED, None)  # type: ignore[arg-type]
    gc.set_threshold(_OBJECTS, 20, 20)
