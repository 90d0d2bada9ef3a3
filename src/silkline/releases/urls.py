# A site forgets its old addresses unless something remembers them. The list is one line for each
# page and for each file with all its forms, so that it stays short and branches merge. Left out are
# parts of pages that nobody links to, and released files, which are frozen anyway.
"""`urls.lock`: every address that the site ever had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from silkline import addresses
from silkline.marks import show
from silkline.problems import Location, Problem, Problems

URLS_LOCK: Final = "urls.lock"

_HEAD: Final = (
    "# Every address that the site ever had; an address that goes needs a row in withdrawn.csv.\n"
    "# Written by `silkline release` and `silkline urls`; never by hand.\n"
)
_PARTS: Final = re.compile(
    rf"(?:assets|charts|social)/|404\.html$|_headers$|sitemap\.xml|{re.escape(addresses.RELEASES)}/\d"
)
"""What is part of a page or of a release."""
_HOME: Final = "./"
_LINE: Final = re.compile(r"([^\s{}]+)(?:\{([^\s{}]*)\})?")
_PLAIN: Final = "/-._~+=@"


def site_addresses(folder: Path) -> frozenset[str]:
    """Addresses of a built site: pages end with a slash, the home page is the empty text."""
    files = (f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())
    found = (re.sub(r"(^|/)index\.html$", r"\1", path) for path in files)
    return frozenset(path for path in found if not _PARTS.match(path))


def read_urls(root: Path) -> tuple[Mapping[str, int], Problems]:
    """Every address that ever was, each with its line; none where there is no list."""
    path = root / URLS_LOCK
    if not path.exists():
        return {}, ()
    found: dict[str, int] = {}
    wrong: list[Problem] = []
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines, start=1):
        if line and line[0] != "#":
            match = _LINE.fullmatch(line)
            if match:
                found |= dict.fromkeys(_spread(match), number)
            else:
                wrong.append(_unreadable(number, line))
    return found, tuple(wrong)


def urls_text(known: Iterable[str]) -> str:
    """The list as it is written."""
    lines: dict[str, list[str]] = {}
    for address in sorted(known):
        folder, slash, name = address.rpartition("/")
        stem, point, ending = name.partition(".")
        start = quote(f"{folder}{slash}{stem}", safe=_PLAIN) or _HOME
        lines.setdefault(start, []).append(quote(f"{point}{ending}", safe=_PLAIN))
    told = (_joined(start, endings) for start, endings in sorted(lines.items()))
    return _HEAD + "".join(f"{line}\n" for line in told)


def vanished(known: Mapping[str, int], made: Iterable[str]) -> Problems:
    """A problem for each address that ever was and is no more."""
    gone = sorted(known.keys() - set(made))
    return tuple(_vanished(address, known[address]) for address in gone)


def _spread(line: re.Match[str]) -> Iterator[str]:
    start = "" if line[1] == _HOME else unquote(line[1])
    endings = line[2].split(",") if line[2] else [""]
    return (start + unquote(ending) for ending in endings)


def _joined(start: str, endings: list[str]) -> str:
    if endings == [""]:
        return start
    if len(endings) == 1:
        return start + endings[0]
    return f"{start}{{{','.join(endings)}}}"


def _vanished(address: str, line: int) -> Problem:
    return Problem(
        where=Location(path=URLS_LOCK, line=line, column=1),
        code="RL020",
        message=f"the address {address or '/'} would vanish",
        hint="bring it back, or say in withdrawn.csv why it went and what replaces it.",
    )


def _unreadable(line: int, text: str) -> Problem:
    return Problem(
        where=Location(path=URLS_LOCK, line=line, column=1),
        code="RL010",
        message=f"{show(text)} is no line of the lock",
        hint=f"take {URLS_LOCK} from the main branch again; `silkline urls` writes it.",
    )
