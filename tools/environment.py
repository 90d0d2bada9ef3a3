# Everything `make` needs before it can build or test, from a Python and nothing else. Standard
# library only; a step is left out when what it was made from has not changed since.
"""Set up `.venv` for building (`site`) or testing (`test`), telling each step and its seconds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"
STAMPS: Final = VENV / "stamps"
"""One file per step, holding the digest of what the step was done with."""

STATIC: Final = ROOT / "src/silkline/static"
"""What the front end is built into."""

OLDEST: Final = (3, 11)


class SetUpError(Exception):
    """A step failed; the text says which and what its program said."""


def main(arguments: list[str]) -> int:
    """Run every step that is due; 1 when one fails."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Python 3.11 or newer is needed, this is {found}: make PYTHON=/path/to/python3.12")
        return 2
    lock = "test" if "test" in arguments else "site"
    try:
        set_up(lock)
    except SetUpError as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


def set_up(lock: str) -> None:
    """Make the environment fit `requirements/LOCK.txt` and hold the package and its front end."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    _step("environment", (str(ROOT), version), _create, PYTHON)
    _step("installer", _contents(["requirements/bootstrap.txt"]), _install_uv)
    _step(f"packages for {lock}", _contents([f"requirements/{lock}.txt"]), lambda: _install(lock))
    _step("silkline and its front end", _contents(_package_sources()), _install_package, STATIC)
    _step("byte code", _contents(_modules()), _compile)


def _step(name: str, made_from: Iterable[str], do: Callable[[], None], makes: Path = ROOT) -> None:
    stamp = STAMPS / name.replace(" ", "-")
    digest = hashlib.sha256("\0".join(made_from).encode()).hexdigest()
    if makes.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    started = time.monotonic()
    _tell(f"{name} …")
    do()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(digest, encoding="utf-8")
    print(f"{name:<32}{time.monotonic() - started:6.1f} s", flush=True)


def _tell(text: str) -> None:
    """What is being done, where a person looks on; the line is written over afterwards."""
    if sys.stdout.isatty():
        print(text, end="\r", flush=True)


def _create() -> None:
    # An environment without a stamp but with a working Python was made by hand: it is kept.
    if not STAMPS.exists() and PYTHON.exists():
        return
    _run(sys.executable, "-m", "venv", "--clear", VENV)


def _install_uv() -> None:
    if subprocess.run(
        [PYTHON, "-m", "pip", "--version"], capture_output=True, check=False
    ).returncode:
        _run(PYTHON, "-m", "ensurepip")
    _run(*_pip_install(), "-r", "requirements/bootstrap.txt")


def _install(lock: str) -> None:
    requirements = f"requirements/{lock}.txt"
    try:
        _run(*_uv_install(), "--require-hashes", "--compile-bytecode", "-r", requirements)
    except SetUpError as failed:
        # pip may be configured for a network that uv does not know of.
        print(f"{failed}\nonce more with pip", file=sys.stderr, flush=True)
        _run(*_pip_install(), "-r", requirements)


def _install_package() -> None:
    _run(*_uv_install(), "--no-deps", "--no-build-isolation", "--editable", ".")


def _compile() -> None:
    """Whatever the caller's settings say of byte code: each process of a build loads it."""
    _run(PYTHON, "-m", "compileall", "-q", "src/silkline")


def _uv_install() -> tuple[str | Path, ...]:
    return (PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON)


def _pip_install() -> tuple[str | Path, ...]:
    return (
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    )


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=_settings(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = (done.stdout + done.stderr).strip()
        raise SetUpError(f"failed: {' '.join(map(str, command))}\n{told}")


def _settings() -> Mapping[str, str]:
    """The caller's settings, with those of pip handed to uv and byte code written."""
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for theirs, ours in (("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), ("PIP_CERT", "SSL_CERT_FILE")):
        if theirs in settings:
            settings.setdefault(ours, settings[theirs])
    return settings


def _package_sources() -> list[str]:
    front_end = (
        path
        for path in (ROOT / "frontend").rglob("*")
        if path.is_file() and "node_modules" not in path.parts
    )
    named = [ROOT / name for name in ("pyproject.toml", "hatch_build.py", "requirements/site.txt")]
    return sorted(str(path.relative_to(ROOT)) for path in (*front_end, *named))


def _modules() -> list[str]:
    return sorted(str(p.relative_to(ROOT)) for p in (ROOT / "src/silkline").rglob("*.py"))


def _contents(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        yield path
        file = ROOT / path
        yield hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "absent"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
