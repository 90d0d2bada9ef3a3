# Nothing is fetched, whatever a descriptor asks for. A server on this machine counts who calls; a
# whole build runs with every socket refused, and once more where the system has no network at all.
"""Checking and building without a network."""

from __future__ import annotations

import http.server
import json
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Final

import pytest
from small_data import make_config

from running import run
from silkline.checking import check_site
from silkline.load import load_package
from silkline.tabular import examine_table
from silkline.validate import validate_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIELDS: Final = {"fields": [{"name": "a", "type": "string"}]}
UNSHARE: Final = ("unshare", "--user", "--map-root-user", "--net", "--")
DEAF: Final = """
import sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request"}:
        if not str(arguments[-1]).startswith(("/", "b'/", "\\\\0")):
            raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
from silkline.cli import main
sys.exit(main(sys.argv[1:]))
"""


class Canary(http.server.BaseHTTPRequestHandler):
    """Answers everything, redirects `/r`, and keeps what was asked for."""

    calls: list[str]

    def do_GET(self) -> None:
        self.calls.append(self.path)
        if self.path.startswith("/r"):
            self.send_response(302)
            self.send_header("Location", "/t.csv")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"a\nx\n")

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the list of what was asked of it."""
    calls: list[str] = []
    handler = type("Handler", (Canary,), {"calls": calls})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", calls
    server.shutdown()
    thread.join()
    server.server_close()


def wishes(url: str) -> Iterator[dict[str, Any]]:
    """Descriptors that ask for something at an address, in every way that is known to work."""
    table = {"name": "t", "path": "data/t.csv", "type": "table", "schema": FIELDS}
    for change in (
        {"path": f"{url}/t.csv"},
        {"path": f"{url}/r.csv"},
        {"path": ["data/t.csv", f"{url}/t.csv"]},
        {"path": f"//{url.partition('//')[2]}/t.csv"},
        {"extrapaths": [f"{url}/t.csv"]},
        {"schema": f"{url}/s.json"},
        {"schema": {"$ref": f"{url}/s.json"}},
        {"schema": {**FIELDS, "$schema": f"{url}/s.json"}},
        {"dialect": f"{url}/d.json"},
        {"dialect": {"$schema": f"{url}/d.json"}},
        {"profile": f"{url}/p.json"},
        {"$schema": f"{url}/r.json"},
        {"scheme": "http", "path": f"{url}/t.csv"},
        {"sources": [{"title": "x", "path": f"{url}/source"}]},
        {"homepage": f"{url}/home"},
    ):
        yield {"resources": [{**table, **change}]}
    for whole in ({"profile": f"{url}/p.json"}, {"$schema": f"{url}/r.json"}):
        yield {**whole, "resources": [table]}
    yield {"resources": [f"{url}/resource.json"]}
    yield {"resources": [{"path": f"{url}/t.csv"}], "image": f"{url}/i.png"}


def test_no_descriptor_makes_silkline_call_anybody(
    tmp_path: Path, canary: tuple[str, list[str]]
) -> None:
    url, calls = canary
    for number, wish in enumerate(wishes(url)):
        folder = tmp_path / "datapackages" / f"p{number}"
        (folder / "data").mkdir(parents=True)
        (folder / "data/t.csv").write_text("a\nx\n", encoding="utf-8")
        descriptor = {"name": folder.name, **wish}
        (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        package, problems = load_package(folder, tmp_path)
        assert problems or package
        if package:
            validate_package(package, tmp_path, {})
            for resource in package.resources:
                examine_table(package, resource, tmp_path)
    check_site(make_config(tmp_path))
    assert calls == []


def test_a_site_is_checked_and_built_with_every_socket_refused(starter: Path) -> None:
    shutil.rmtree(starter / "notebooks")
    done = run(sys.executable, "-c", DEAF, "build", "--workers", "0", cwd=starter)
    assert (done.code, done.err.splitlines()[-1]) == (0, "no problems"), done.err


def test_a_site_is_built_where_there_is_no_network(starter: Path) -> None:
    try:
        tried = subprocess.run([*UNSHARE, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("this system has no unshare")
    if tried.returncode:
        pytest.skip(f"this system allows no namespaces: {tried.stderr.decode().strip()}")
    done = run(*UNSHARE, sys.executable, "-m", "silkline", "build", cwd=starter)
    assert (done.code, done.err.splitlines()[-1]) == (0, "no problems"), done.err
