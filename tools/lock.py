# Pins every dependency with its hashes. Each lock names the digest of what it was made from, so
# that a stale lock is found without a network.
"""Write `requirements/*.txt`, or with `--check` say which of them are out of date."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LOCKS: Final = {
    "bootstrap": ("requirements/bootstrap.in",),
    "site": ("pyproject.toml", "requirements/build.in"),
    "test": ("pyproject.toml", "requirements/build.in", "requirements/test.in"),
    "rivals": ("requirements/rivals.in",),
}
"""Lock by name: the files it is made from."""
BESIDE: Final = ("test", "rivals")
"""Locks that take the versions of the lock of the site where both name a package."""


def main(arguments: list[str]) -> int:
    """Write or check every lock; 0 when all is well."""
    if "--check" in arguments:
        stale = [name for name in LOCKS if _first_line(name) != _header(name)]
        for name in stale:
            print(f"requirements/{name}.txt is out of date: run `make lock` and commit it")
        return 1 if stale else 0
    for name in LOCKS:
        _write(name, upgrade="--upgrade" in arguments)
    return 0


def _write(name: str, *, upgrade: bool) -> None:
    lock = ROOT / f"requirements/{name}.txt"
    pins = ["--constraint", "requirements/site.txt"] if name in BESIDE else []
    command = [
        *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
        *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
        *("--output-file", str(lock.relative_to(ROOT)), *pins),
        *(["--upgrade"] if upgrade else []),
        *LOCKS[name],
    ]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    lock.write_text(_header(name) + "\n" + lock.read_text(encoding="utf-8"), encoding="utf-8")


def _header(name: str) -> str:
    return f"# Written by `make lock` from inputs with digest {_digest(name)}."


def _first_line(name: str) -> str:
    lock = ROOT / f"requirements/{name}.txt"
    return lock.read_text(encoding="utf-8").partition("\n")[0] if lock.is_file() else ""


def _digest(name: str) -> str:
    """Of the names that are asked for; comments and the rest of pyproject.toml do not count."""
    asked = "\n".join(line for path in LOCKS[name] for line in _asked(ROOT / path))
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def _asked(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        project = tomllib.loads(text)["project"]
        return [project["requires-python"], *project["dependencies"]]
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
