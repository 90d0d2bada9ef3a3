# A static server as plain as those that publish the site, for tests and measurements. Like them it
# sends what it has at once and compresses a file once; else pages with many files would wait for
# the server, and what is measured would be that. Measurements have it in a process of its own.
"""Serve a folder on this machine at a free port: `serving.py FOLDER [KEPT]` until it is ended."""

from __future__ import annotations

import gzip
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

COMPRESSED: Final = frozenset({".html", ".css", ".js", ".json", ".svg", ".csv", ".xml", ".txt"})
"""Endings of files that a public server sends with gzip."""


@contextmanager
def served(folder: Path, *, kept: str = "no-store") -> Iterator[str]:
    """Serve the folder while the block runs; gives the address without a slash at its end.

    What browsers may keep is said by `kept`: nothing, so that a test sees each change, or what
    public servers say.
    """
    handler = type("Handler", (_Handler,), {"kept": kept})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def served_apart(folder: Path, *, kept: str) -> Iterator[str]:
    """The same from a process of its own, which takes nothing of this one's time."""
    command = [sys.executable, __file__, str(folder), kept]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@lru_cache(maxsize=512)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    kept = "no-store"
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".csv": "text/csv",
        ".json": "application/json",
        ".md": "text/markdown",
        ".atom": "application/atom+xml",
        ".ics": "text/calendar",
        ".zip": "application/zip",
        ".parquet": "application/vnd.apache.parquet",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".jsonld": "application/ld+json",
        ".bib": "application/x-bibtex",
        ".cff": "application/yaml",
        ".ris": "application/x-research-info-systems",
    }
    """The kinds that public servers tell, whatever this machine knows."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file; a browser may leave before it has all of it."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = self._file()
        if path is None:
            return super().send_head()
        found = path.is_file()
        missing = Path(self.directory) / "404.html"
        if not found and not missing.is_file():
            return super().send_head()
        body = (path if found else missing).read_bytes()
        compress = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        if compress:
            body = _compressed(body)
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(path if found else "404.html"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", self.kept)
        if compress:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(body)

    def _file(self) -> Path | None:
        """The file asked for; None where the answer is to add a slash."""
        path = Path(self.translate_path(self.path))
        if not path.is_dir():
            return path
        asked = self.path.partition("?")[0]
        return path / "index.html" if asked.endswith("/") else None


if __name__ == "__main__":
    with served(Path(sys.argv[1]), kept=sys.argv[2]) as address:
        print(address, flush=True)
        threading.Event().wait()
