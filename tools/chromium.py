# The browser tests need a real Chromium. Which one, is decided here alone.
"""Find a Chromium, or install one; print its path, or one line that says why there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""No window, no calls home: every request of a test is one that the page made."""

NONE_FOUND: Final = (
    "No Chromium was found and none could be installed: install it and set CHROMIUM to its path, "
    "or run the tests without a browser: make test BROWSER=no"
)


def find() -> str | None:
    """Path of a Chromium on this machine: `CHROMIUM`, then PATH, then Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = filter(None, map(shutil.which, NAMES))
    return next(found, None) or _of_playwright()


def install() -> str | None:
    """Install Debian's Chromium where that is allowed, else Playwright's."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ("apt-get", "--quiet=2", "--yes")
        _succeeds(*quiet, "update")
        if _succeeds(*quiet, "install", "--no-install-recommends", "chromium"):
            return find()
    _succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    return find()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _succeeds(*command: str) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode == 0


def main() -> int:
    """Print where Chromium is, installing it where there is none; 1 when that fails too."""
    path = find()
    if path is None and not os.environ.get("CHROMIUM"):
        print("installing Chromium for the tests", flush=True)
        path = install()
    print(f"Chromium: {path}" if path else NONE_FOUND, flush=True)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
