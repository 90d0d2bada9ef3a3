# A site small enough to build in seconds that has a page of every kind: the starter with the
# packages that the tests add to it, and a page written by hand with all that Markdown gives.
"""Write the small site of the tests to a folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
STARTER: Final = ROOT / "src/silkline/starter"
EXTRAS: Final = ROOT / "tests/problems/with"
ADDED: Final = ("claims", "registers", "statistics")

NOTES: Final = """\
---
title: Notes
description: A page written by hand.
---

# Notes

What a page written by hand may hold: **strong** and *stressed* words, `code`, a
[link](indicators/index.md) and a line that is long enough to be broken on any window.

## A list

- First
- Second, with more to say than the first

1. One
2. Two

## A table

| Area | Figure | Note |
|---|--:|---|
| Sweden | 10.6 | million people |
| Iceland | 0.4 | million people |

> A quotation from somebody.

```python
print("code in a block")
```
"""


def write_sample(root: Path) -> Path:
    """Write the site to a folder that need not exist; returns that."""
    shutil.copytree(STARTER, root)
    for name in ADDED:
        shutil.copytree(EXTRAS / name, root, dirs_exist_ok=True)
    (root / "docs/notes.md").write_text(NOTES, "utf-8")
    return root
