# A test that cannot fail proves nothing. Each defence of the table is switched off in a copy of the
# engine, and the tests that guard it must then fail.
"""Switch off each defence in `tests/mutations.toml` and see its tests turn red."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
TABLE: Final = ROOT / "tests/mutations.toml"
FAILED: Final = 1
"""What pytest exits with when tests ran and some failed."""
TIMEOUT_S: Final = 120
"""A defence may be against waiting for ever; without it the tests hang, which is seen, too."""


def main(names: list[str]) -> int:
    """Run the mutations whose name holds one of the words given, or all; 0 if each was seen."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["mutation"]
    chosen = [m for m in table if not names or any(word in m["name"] for word in names)]
    unseen = [m["name"] for m in chosen if not _seen(m)]
    print(f"{len(chosen) - len(unseen)} of {len(chosen)} seen")
    return 1 if unseen else 0


def _seen(mutation: dict[str, Any]) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        shutil.copytree(ROOT / "src/silkline", copy / "silkline")
        path = copy / "silkline" / mutation["file"]
        text = path.read_text(encoding="utf-8")
        if text.count(mutation["old"]) != 1:
            print(f"not there exactly once: {mutation['name']}")
            return False
        path.write_text(text.replace(mutation["old"], mutation["new"]), encoding="utf-8")
        seen = _run(copy, mutation["tests"]) == FAILED
    print(f"{'seen' if seen else 'NOT SEEN'}: {mutation['name']}", flush=True)
    return seen


def _run(copy: Path, tests: list[str]) -> int:
    quiet = ("-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header")
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *quiet, *tests],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(copy)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(TIMEOUT_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
