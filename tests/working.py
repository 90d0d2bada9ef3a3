# Work for other processes must stand in a file that they can import, as they import the engine.
"""A module of functions that a process or a worker of a cluster is given to do."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

    import pytest

WORK: Final = """
import os
import time
from multiprocessing.connection import Connection
from silkline.problems import Location, Problem, SilklineError

def square(number):
    return number * number

def name():
    time.sleep(0.2)
    return os.environ["NAME"]

def stop():
    raise SilklineError(
        Problem(where=Location(path="a.csv", line=3), code="TB004", message="not a number")
    )

def linger(place):
    (place / "begun").touch()
    try:
        time.sleep(600)
    finally:
        (place / "cleared").touch()

def touch(path):
    path.touch()

def be_deaf(place):
    (place / "begun").touch()
    while True:
        try:
            time.sleep(600)
        except SystemExit:
            pass

def send_a_part(place):
    whole = Connection._send
    def part(self, buf, **more):
        Connection._send = whole
        whole(self, bytes(buf)[:100])
        (place / "begun").touch()
        time.sleep(600)
    Connection._send = part
    return bytes(10_000)

def die():
    os._exit(3)

def die_once(mark):
    if not mark.exists():
        mark.touch()
        os._exit(3)
    return "done"
"""


@contextmanager
def importable(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module, in a folder; its name is its own, since processes keep what they imported."""
    name = f"work_{folder.name}"
    (folder / f"{name}.py").write_text(WORK, encoding="utf-8")
    patch.syspath_prepend(folder)
    yield importlib.import_module(name)
    del sys.modules[name]
