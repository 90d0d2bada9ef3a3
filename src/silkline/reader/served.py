# A file is taken only if it has the digest that the site's manifest gives, from the network or from
# the cache, so that half a download or a changed copy is never read. What was read once is there
# without a network. Files are kept by digest: two releases share what did not change.
"""The data of a served site."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from silkline import addresses
from silkline.reader.errors import NoData, NotReached, TooLarge, WrongContent
from silkline.reader.web import Fetch, fetch

CACHE_FOLDER: Final = "SILKLINE_READER_CACHE"
"""Environment variable: the folder that keeps what was fetched."""

MANIFEST_BYTES: Final = 32 * 1024 * 1024
FILE_BYTES: Final = 512 * 1024 * 1024
"""More is never read, whatever a manifest says."""


class ServedSite:
    """The files of one site's data API, or of one of its releases."""

    def __init__(self, url: str, cache: Path, fetch: Fetch = fetch) -> None:
        self._base = _base(url)
        self._cache = cache
        self._fetch = fetch
        self._files: Mapping[str, tuple[str, int]] | None = None

    def names(self) -> tuple[str, ...]:
        """Paths of all files that the site vouches for."""
        return tuple(self._listed())

    def read(self, path: str) -> bytes:
        """A file by its path in the data API. Raises NotReached, WrongContent or TooLarge."""
        listed = self._listed()
        if path not in listed:
            raise NotReached(f"{self._base} has no file {path}")
        digest, size = listed[path]
        kept = self._cache / "files" / digest
        content = _content(kept)
        if content is not None and hashlib.sha256(content).hexdigest() == digest:
            return content
        if size > FILE_BYTES:
            raise TooLarge(
                f"{self._base}{path} has {size} bytes; more than {FILE_BYTES} is not read"
            )
        content = self._fetch(self._base + quote(path), size)
        if hashlib.sha256(content).hexdigest() != digest:
            raise WrongContent(
                f"{self._base}{path} is not the file that the manifest names: its SHA-256 differs; "
                "try again, the site may be changing just now"
            )
        _keep(kept, content)
        return content

    def _listed(self) -> Mapping[str, tuple[str, int]]:
        if self._files is None:
            self._files = _entries(self._manifest(), self._base)
        return self._files

    def _manifest(self) -> bytes:
        """As it is now; the last one that was read where there is no network."""
        key = hashlib.sha256(self._base.encode()).hexdigest()[:16]
        kept = self._cache / "sites" / f"{urlsplit(self._base).hostname}-{key}.json"
        try:
            content = self._fetch(self._base + "manifest.json", MANIFEST_BYTES)
        except NotReached:
            before = _content(kept)
            if before is None:
                raise
            return before
        _entries(content, self._base)  # only what can be read is kept
        _keep(kept, content)
        return content


@lru_cache(maxsize=8)
def served_site(url: str, cache: str) -> ServedSite:
    """A site, remembered: its manifest is asked for once in a process."""
    return ServedSite(url, Path(cache) if cache else cache_folder())


def cache_folder() -> Path:
    """Where fetched files are kept: as named in the environment, else by the platform's custom."""
    named = os.environ.get(CACHE_FOLDER)
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/silkline"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "silkline"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "silkline"


def _base(url: str) -> str:
    found = urlsplit(url)
    if found.scheme not in {"http", "https"} or not found.hostname or found.query:
        raise NoData(f'"{url}" is no address of a site; write https://HOST/PATH/')
    plain = url.partition("#")[0].rstrip("/") + "/"
    return plain if "/data/v1/" in plain else f"{plain}{addresses.API}/"


def _entries(manifest: bytes, base: str) -> dict[str, tuple[str, int]]:
    try:
        files: list[Any] = json.loads(manifest)["files"]
        found = {str(f["path"]): (str(f["sha256"]), int(f["bytes"])) for f in files}
    except (ValueError, KeyError, TypeError):
        raise WrongContent(f"{base}manifest.json is no manifest of a Silkline site") from None
    if not all(len(d) == 64 and set(d) <= set("0123456789abcdef") for d, _ in found.values()):
        raise WrongContent(f"{base}manifest.json holds a digest that is none")
    return found


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _keep(file: Path, content: bytes) -> None:
    """Put into place whole, so that another process never reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as made:
        made.write(content)
    Path(made.name).replace(file)
