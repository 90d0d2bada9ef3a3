# A page of a preview asks time and again whether there is something new, and its request says which
# page it is. Just after a reload it asks nothing for a moment, and is open all the same.
"""Which pages of a preview are open in browsers."""

from __future__ import annotations

import posixpath
import time
from collections import Counter
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_ASKS: Final = "/livereload/"
_PAUSE_S: Final = 10
"""Seconds without a question after which a page is taken for closed."""


class Opened:
    """The pages that ask a server whether there is something new."""

    def __init__(self, server: LiveReloadServer) -> None:
        """Listens to all requests of the server."""
        self._server = server
        self._lock = Lock()
        self._asking: Counter[str] = Counter()
        self._asked: dict[str, float] = {}
        server.set_app(self._answer)

    @property
    def files(self) -> frozenset[str]:
        """Where the pages lie in the site."""
        now = time.monotonic()
        with self._lock:
            lately = {page for page, then in self._asked.items() if then > now - _PAUSE_S}
            return frozenset(lately | {*+self._asking})

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        referer = urlsplit(environ.get("HTTP_REFERER", "")).path
        mount = self._server.mount_path
        if not environ["PATH_INFO"].startswith(_ASKS) or not referer.startswith(mount):
            return self._server.serve_request(environ, start_response)
        page = unquote(referer.removeprefix(mount))
        page = posixpath.join(page, "index.html") if page.endswith("/") or not page else page
        with self._lock:
            self._asking[page] += 1
        try:
            return self._server.serve_request(environ, start_response)
        finally:
            with self._lock:
                self._asking[page] -= 1
                self._asked[page] = time.monotonic()
