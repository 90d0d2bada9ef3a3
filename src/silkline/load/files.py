# The only place where a path written in a descriptor becomes a path on disk. Links are refused at
# every step of the way, because resolving them first would already have left the folder.
"""Files of a package: where they may lie, what they may be, what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from silkline.marks import Marked, is_regular_file, show
from silkline.problems import Problem

MAX_TABLE_BYTES: Final = 200_000_000
"""Size of a table accepted."""
RAW: Final = "raw"


_ACTIVE: Final = re.compile(
    r"\.(?:x?html?|xht|shtml|mht(?:ml)?|svgz?|xml|xslt?|xsd|rdf|owl|rss|atom|rng|wsdl|wadl|mml"
    r"|mathml|kml|gpx|gml|xul|xlf|smil|dae|x3d|m?js|css|wasm|swf|hta)\Z",
    re.IGNORECASE,
)
"""Files that browsers would run or draw as a page of the site: XML of any kind can hold script."""
_PATH_FAULTS: Final = (
    (re.compile(r"^$|[^ -~\u00a0-\U0010ffff]"), "is empty or has invisible characters"),
    (
        re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:"),
        "is an address; nothing is fetched over the network",
    ),
    (re.compile(r"\\"), "has a backslash; use forward slashes"),
    (re.compile(r"^/|^[A-Za-z]:"), "does not start in the package's folder"),
    (re.compile(r"(^|/)\.{0,2}(/|$)"), "has an empty, `.` or `..` part"),
    (re.compile(r"^~|[$*?{}]"), "has a character that a shell would replace"),
)


def path_fault(path: str) -> str:
    """Why a path may not stand in a descriptor, in words; empty where it may."""
    return next((words for form, words in _PATH_FAULTS if form.search(path)), "")


def file_fault(folder: Path, path: str) -> str:
    """Why the file at a fit path cannot be used, in words; empty where it can."""
    place = folder
    try:
        for part in PurePosixPath(path).parts:
            place /= part
            if place.is_symlink():
                return "is a link or lies behind one; links are not followed"
        found = place.exists()
    except OSError:
        # Names longer than the file system knows, for one.
        found = False
    if not found:
        return "does not exist"
    if not is_regular_file(place):
        return "is not a regular file"
    return ""


def check_file(
    marked: Marked, at: tuple[str | int, ...], path: str, folder: Path, example: str
) -> Iterator[Problem]:
    """A file that a descriptor names must lie in the package and not be too large."""
    if fault := path_fault(path):
        hint = f'give a file inside the package, such as "{example}".'
        yield marked.problem("DP011", f"the path {show(path)} {fault}", *at, hint=hint)
    elif fault := file_fault(folder, path):
        hint = "check the spelling, capital letters included, and that the file is in the package."
        yield marked.problem("DP012", f"the file {show(path)} {fault}", *at, hint=hint)
    elif (folder / path).stat().st_size > MAX_TABLE_BYTES:
        message = f"{show(path)} is larger than {MAX_TABLE_BYTES // 1_000_000} MB"
        yield marked.problem("DP014", message, *at, hint="split the package into smaller ones.")


def raw_files(folder: Path) -> tuple[str, ...]:
    """Paths of the files in `raw/`, relative to the package's folder, sorted."""
    found = (p for p in (folder / RAW).rglob("*") if is_regular_file(p))
    return tuple(sorted(p.relative_to(folder).as_posix() for p in found))


def check_raw(marked: Marked, folder: Path) -> Iterator[Problem]:
    """Everything in `raw/` must be a plain file or folder."""
    raw = folder / RAW
    places = [raw, *sorted(raw.rglob("*"))] if raw.is_dir() or raw.is_symlink() else []
    for place in places:
        name = place.relative_to(folder).as_posix()
        if place.is_symlink() or not (place.is_dir() or is_regular_file(place)):
            message = f"{show(name)} is a link or no regular file"
            hint = "put the file itself into raw/: links are not followed."
            yield marked.problem("DP020", message, hint=hint)
        elif not place.is_dir():
            yield from check_served(marked, (), name)


def check_served(marked: Marked, at: tuple[str | int, ...], path: str) -> Iterator[Problem]:
    """A file that is served as it is must be none that a browser runs."""
    if _ACTIVE.search(path):
        message = f"{show(path)} is a file that browsers run or draw as a page of the site"
        hint = "put it into a ZIP file and name that, or leave it out."
        yield marked.problem("DP021", message, *at, hint=hint)
