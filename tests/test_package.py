# What a user installs: the wheel holds all that the engine reads while it runs, and nothing else.
"""The package as built, and its public names."""

from __future__ import annotations

import inspect
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

import silkline
from running import ROOT, run

READ_WHILE_RUNNING: Final = (
    "codes",
    "locale",
    "schemas",
    "starter",
    "static",
    "templates",
    "theme",
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert done.code == 0, done.out + done.err
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.mark.parametrize("folder", READ_WHILE_RUNNING)
def test_the_wheel_holds_what_the_engine_reads(wheel: zipfile.ZipFile, folder: str) -> None:
    source = ROOT / "src/silkline" / folder
    on_disk = {
        path.relative_to(ROOT / "src").as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert on_disk
    packed = {name for name in wheel.namelist() if name.startswith(f"silkline/{folder}/")}
    assert packed == on_disk


def test_the_wheel_holds_the_engine_only(wheel: zipfile.ZipFile) -> None:
    assert {name.partition("/")[0] for name in wheel.namelist()} == {
        "silkline",
        "silkline-0.1.0.dist-info",
    }
    assert "silkline/py.typed" in wheel.namelist()
    assert [n for n in wheel.namelist() if n.endswith((".pyc", ".ts", ".map"))] == []


@pytest.mark.parametrize("name", silkline.__all__)
def test_a_public_name_is_documented_and_typed(name: str) -> None:
    value = getattr(silkline, name)
    if isinstance(value, str):
        return
    assert inspect.getdoc(value)
    if inspect.isfunction(value):
        signature = inspect.signature(value)
        assert signature.return_annotation is not signature.empty
        assert all(p.annotation is not p.empty for p in signature.parameters.values())


def test_the_versions_agree(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read("silkline-0.1.0.dist-info/METADATA").decode()
    assert f"\nVersion: {silkline.__version__}\n" in metadata


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import sys, silkline; print({'pandas', 'altair', 'mkdocs', 'yaml'} & set(sys.modules))"
    assert run(sys.executable, "-c", code, cwd=Path("/")).out == "set()\n"
