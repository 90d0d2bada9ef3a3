# How one address is reached from another. The site may live below any path, so links are relative.
"""Links between addresses, and pages behind them."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote


def page_source(address: str) -> str:
    """The Markdown file behind a page: `indicators/x.md`, for a section's list `x/index.md`."""
    path = address.partition("#")[0].strip("/")
    return f"{path}.md" if "/" in path else posixpath.join(path, "index.md")


def page_address(uri: str) -> str:
    """The address of a page from its file, Markdown or notebook: undoes `page_source`."""
    path = uri.removesuffix(".md").removesuffix(".ipynb")
    if path == "index":
        return ""
    return path.removesuffix("index") if path.endswith("/index") else f"{path}/"


def relative(from_page: str, to: str) -> str:
    """The link from one page to an address: the site may live below any path.

    Characters that mean something in a link are percent-encoded; a `#fragment` is kept.
    """
    path, mark, fragment = to.partition("#")
    way = _way(from_page.partition("#")[0].strip("/"), path)
    return way + mark + quote(fragment, safe="/=,;:") if mark else way


def _way(here: str, path: str) -> str:
    """From a folder to a path. Some tens of thousands of links are written in every build."""
    target = _quoted_steps(path)
    if not here:
        return _ending("/".join(target), path)
    there = _quoted_steps(here)
    shared = 0
    for ours, theirs in zip(there, target, strict=False):
        if ours != theirs:
            break
        shared += 1
    up = "../" * (len(there) - shared)
    return _ending((up + "/".join(target[shared:])).rstrip("/"), path)


def _ending(way: str, path: str) -> str:
    return f"{way or '.'}/" if not path or path.endswith("/") else way or "."


@lru_cache(maxsize=1 << 14)
def _quoted_steps(path: str) -> tuple[str, ...]:
    """Names on the way from the root, as they stand in a link."""
    steps = posixpath.normpath(path.strip("/") or ".")
    return () if steps == "." else tuple(quote(steps).split("/"))
