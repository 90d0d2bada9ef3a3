# The last look at a site before readers see it. Templates, MkDocs and the disk stand between what
# was checked and what lies there, so that is read again. Pages are ours or come out of Markdown:
# their attributes stand in double quotes, and a pattern finds them some fifty times as quickly as
# a parser does.
"""What is wrong with a site as it was written."""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from silkline import addresses
from silkline.problems import Location, Problem, Problems, Severity

_ANCHOR: Final = re.compile(r'\s(?:id|name)="([^"]*)"')
_LINK: Final = re.compile(r'\s(?:href|src)="([^"]*)"')
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_VERBATIM: Final = re.compile(r"<(pre|code|script)\b.*?</\1>", re.DOTALL)
_MARK: Final = re.compile(r"\{\{|\{%")
_LOADED: Final = re.compile(
    r"<(?:script|img|iframe|source|video|audio|track|embed|object)\b[^>]*"
    r'\s(?:src|srcset|data|poster)="((?:https?:)?//[^"]*)"'
    r'|<link\b(?=[^>]*\srel="[^"]*\b(?:stylesheet|icon|preload|modulepreload|manifest)\b)'
    r'[^>]*\shref="((?:https?:)?//[^"]*)"',
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class _Page:
    """A page as written; what is asked of it is asked once."""

    address: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(_ANCHOR.findall(self.text))


def verify_site(
    folder: Path,
    site_url: str = "",
    earlier: Path | None = None,
    unread: Mapping[str, str] | None = None,
) -> Problems:
    """What must not be published, and what a person should look at.

    Broken links, marks of templates, files of other hosts, and data that are not as the manifest
    says.

    Args:
        folder: The site as written.
        site_url: Where it will stand; links that begin with a slash are looked up below its path.
        earlier: Another site in which nothing was wrong.
        unread: Addresses of files that are those of the earlier site and need not be read, with the
            digests of data. Their links lead where they led, if nothing is gone from the site.
    """
    base = urlsplit(site_url).path.rstrip("/") + "/"
    pages = _pages(folder)
    same = dict(unread or {}) if earlier else {}
    if earlier and not _is_all_there(earlier, folder, pages, same):
        same = {}
    fresh = {address: page for address, page in pages.items() if address not in same}
    found = [p for page in fresh.values() for p in _of_page(page)]
    found += _Links(folder, base, pages).broken(fresh.values())
    return (*found, *_changed(folder, same))


def disturbed(places: Iterable[str]) -> Problems:
    """Files that somebody else changed while the site was built."""
    message = "the file was changed by something else while the site was built"
    hint = "build again, and let nothing write to the published folder meanwhile."
    return tuple(_problem(address, "PB026", message, hint) for address in places)


def _pages(folder: Path) -> dict[str, _Page]:
    found = sorted(a for a in _addresses(folder) if a.endswith(".html"))
    return {address: _Page(address=address, path=folder / address) for address in found}


def _addresses(folder: Path) -> frozenset[str]:
    """Of all files below a folder."""
    top = len(str(folder)) + 1
    return frozenset(
        f"{place}/{name}"[top:].replace(os.sep, "/")
        for place, _, names in os.walk(folder)
        for name in names
    )


def _is_all_there(
    earlier: Path, folder: Path, pages: Mapping[str, _Page], same: Container[str]
) -> bool:
    """Whether a site has every file of an earlier one, and every place in its pages."""
    before = _pages(earlier)
    return _addresses(earlier) <= _addresses(folder) and all(
        page.anchors <= pages[address].anchors
        for address, page in before.items()
        if address not in same
    )


def _of_page(page: _Page) -> Iterator[Problem]:
    marked = _MARK.search(page.text) and _MARK.search(_VERBATIM.sub("", page.text))
    if marked:
        yield _problem(
            page.address,
            "PB024",
            f"the page shows a mark of a template: {marked[0]}",
            "mend the template or the text that it comes from; code belongs in a code block.",
        )
    for match in _LOADED.finditer(page.text):
        yield _problem(
            page.address,
            "PB025",
            f"the page loads {match[1] or match[2]!r} from another host",
            "put the file into the site, or make it a link.",
        )


def _is_link(html: str, address: str) -> bool:
    """Whether an address stands in a tag; a text may speak of links, and has quotation marks."""
    form = rf'<[a-zA-Z][^<>]*\s(?:href|src)="{re.escape(address)}"'
    return re.search(form, html) is not None


class _Links:
    """Looks up links; where many pages have the same, once."""

    def __init__(self, folder: Path, base: str, pages: Mapping[str, _Page]) -> None:
        self._folder = folder
        self._base = base
        self._pages = pages
        self._known: dict[tuple[str, str], str] = {}

    def broken(self, pages: Iterable[_Page]) -> Iterator[Problem]:
        """What is wrong with the links of some pages."""
        for page in pages:
            for link in sorted(set(_LINK.findall(page.text))):
                if not _ELSEWHERE.match(link):
                    wrong = tuple(self._of_link(page, link))
                    yield from wrong if wrong and _is_link(page.text, link) else ()

    def _of_link(self, page: _Page, link: str) -> Iterator[Problem]:
        """A page that is not there is an error; a place in it that is not there, a warning."""
        path, _, anchor = link.replace("&amp;", "&").partition("#")
        target = self._target(page.address, path.partition("?")[0])
        if not target:
            message = f"the link {link!r} leads nowhere"
            yield _problem(page.address, "PB023", message, "mend the address.")
            return
        there = self._pages.get(target)
        if anchor in ("", "top") or there is None or {anchor, unquote(anchor)} & there.anchors:
            return
        message = f"the link {link!r} leads to a page, but to no place in it"
        found = _problem(page.address, "PB023", message, "mend what stands after its #.")
        yield replace(found, severity=Severity.WARNING)

    def _target(self, page: str, path: str) -> str:
        """Address of the file that a path leads to from a page; empty if there is none."""
        if not path:
            return page
        beside = posixpath.dirname(page)
        # So that pages of many folders ask the same.
        while beside and path.startswith("../") and not path.startswith("..//"):
            beside, path = posixpath.dirname(beside), path[3:]
        key = (beside, path)
        if key not in self._known:
            self._known[key] = self._looked_up(beside, unquote(path))
        return self._known[key]

    def _looked_up(self, beside: str, path: str) -> str:
        if path.startswith("/"):
            path = path.removeprefix(self._base).lstrip("/")
        else:
            path = posixpath.join(beside, path)
        whole = posixpath.normpath(path)
        if (self._folder / whole).is_dir():
            whole = posixpath.join(whole, "index.html")
        whole = posixpath.normpath(whole)
        known = whole in self._pages or (self._folder / whole).is_file()
        return whole if known and not whole.startswith("..") else ""


def _changed(folder: Path, same: Mapping[str, str]) -> Iterator[Problem]:
    """Files of the data that are not what the manifest says; of some the digest is known."""
    manifest = folder / addresses.MANIFEST
    if not manifest.is_file():
        return
    for told in json.loads(manifest.read_bytes())["files"]:
        path = manifest.parent / told["path"]
        address = f"{addresses.API}/{told['path']}"
        if same.get(address) == told["sha256"]:
            continue
        if not path.is_file() or _digest(path) != told["sha256"]:
            message = "the file as written is not the one that the manifest names"
            yield _problem(address, "PB026", message, "build again; if it recurs, check the disk.")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _problem(address: str, code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, where=Location(path=address), message=message, hint=hint)
