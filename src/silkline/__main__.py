# `python -m silkline` is the command line where the script is not on the path.
"""Run the command line."""

from __future__ import annotations

import sys

from silkline.cli import main

if __name__ == "__main__":
    sys.exit(main())
