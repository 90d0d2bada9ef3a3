# A test that cannot fail proves nothing. Each defence of the table is switched off in a copy of the
# engine, and the tests that guard it must then fail.
"""Switch off each defence in `tests/mutations.toml` and see its tests turn red."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
TABLE: Final = ROOT / "tests/mutations.toml"
TIMEOUT_S: Final = 300
"""Tests that take longer prove nothing."""
HANGING_S: Final = 60
"""Tests of a defence against waiting for ever wait as long as this."""
_RED: Final = re.compile(r"^FAILED \S+?::(\S+)", re.MULTILINE)
"""What pytest says of a test that failed; one that could not begin is an error, and no proof."""


def main(names: list[str]) -> int:
    """Run the mutations whose name holds one of the words given, or all; 0 if each was seen."""
    chosen = [m for m in table() if not names or any(word in m["name"] for word in names)]
    unseen = [m["name"] for m in chosen if not _seen(m)]
    print(f"{len(chosen) - len(unseen)} of {len(chosen)} seen")
    return 1 if unseen else 0


def table() -> list[dict[str, Any]]:
    """All mutations."""
    return list(tomllib.loads(TABLE.read_text(encoding="utf-8"))["mutation"])


def is_there(mutation: dict[str, Any], engine: Path = ROOT / "src/silkline") -> bool:
    """Whether the text that it changes stands in the engine, once."""
    path = engine.joinpath(mutation["file"])
    return path.is_file() and path.read_text(encoding="utf-8").count(str(mutation["old"])) == 1


def _seen(mutation: dict[str, Any]) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        shutil.copytree(ROOT / "src/silkline", copy / "silkline")
        if not is_there(mutation, copy / "silkline"):
            print(f"not there exactly once: {mutation['name']}", flush=True)
            return False
        path = copy / "silkline" / mutation["file"]
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(mutation["old"], mutation["new"]), encoding="utf-8")
        started = time.monotonic()
        said = _run(copy, mutation)
    seconds = time.monotonic() - started
    red = _RED.search(said) if said is not None else None
    seen = red is not None or (said is None and mutation.get("hangs", False))
    by = f" by {red[1]}" if red else " waiting for ever" if said is None else ""
    print(f"{'seen' if seen else 'NOT SEEN'}{by}: {mutation['name']}, {seconds:.0f} s", flush=True)
    return seen


def _run(copy: Path, mutation: dict[str, Any]) -> str | None:
    """What pytest said; nothing if it did not end."""
    quiet = ("-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header")
    only = ("-k", mutation["only"]) if "only" in mutation else ()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *quiet, *only, *mutation["tests"]],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(copy), "NO_COLOR": "1", "COLUMNS": "200"},
            stdout=said,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(HANGING_S if mutation.get("hangs", False) else TIMEOUT_S)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        said.seek(0)
        return said.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
