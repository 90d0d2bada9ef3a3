# What a user installs: the wheel holds all that the engine reads while it runs, and nothing else.
"""The package as built, and its public names."""

from __future__ import annotations

import inspect
import os
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

import silkline
from running import ROOT, run

EPOCH: Final = "1750000000"
"""The time that a release gives all files of its wheel."""
READ_WHILE_RUNNING: Final = (
    "charts/typeface",
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
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    done = run(*build, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH})
    assert done.code == 0, done.out + done.err
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.fixture
def another_place(tmp_path: Path) -> Path:
    """The repository elsewhere: other times and rights, and the front end not built yet."""
    root = tmp_path / "another place"
    kept = shutil.ignore_patterns("static", "typeface", "node_modules", "__pycache__")
    for name in ("src", "frontend"):
        shutil.copytree(ROOT / name, root / name, ignore=kept, copy_function=shutil.copyfile)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copyfile(ROOT / name, root / name)
    for path in root.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (946_684_800, 946_684_800))
    modules = "frontend/node_modules"
    shutil.copytree(ROOT / modules, root / modules, symlinks=True, copy_function=_linked)
    return root


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def test_another_folder_gives_the_same_wheel_byte_for_byte(
    wheel: zipfile.ZipFile, another_place: Path, tmp_path: Path
) -> None:
    settings = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "TZ": "Asia/Tokyo", "HOME": str(tmp_path)}
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    done = run(*build, cwd=another_place, env=settings)
    assert done.code == 0, done.out + done.err
    (made,) = tmp_path.glob("*.whl")
    assert wheel.filename
    with zipfile.ZipFile(made) as found:
        assert {i.filename: i.CRC for i in found.infolist()} == {
            i.filename: i.CRC for i in wheel.infolist()
        }
    assert made.read_bytes() == Path(wheel.filename).read_bytes()


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
