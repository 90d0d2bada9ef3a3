# From folders on disk to a Catalog. Nothing here reads a table: whatever a stranger's descriptor
# asks for is judged first, so that no later stage is led outside the package or onto the network.
"""Finding the packages and notebooks of a site, and refusing those that may not be used."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from silkline.config import Config
from silkline.load.descriptor import load_package, load_readable
from silkline.load.files import MAX_TABLE_BYTES
from silkline.load.handwritten import check_pages
from silkline.load.story import load_notebook
from silkline.marks import relative
from silkline.model import Catalog, Notebook, Package
from silkline.problems import Location, Problem, Problems, has_errors
from silkline.stamps import made_of

__all__ = [
    "MAX_TABLE_BYTES",
    "check_pages",
    "load_catalog",
    "load_notebook",
    "load_package",
    "load_readable",
]


def load_catalog(config: Config) -> tuple[Catalog, Problems]:
    """Everything that can be built, and what is wrong with the rest.

    A package or notebook with errors is left out and reported; the others are unaffected.
    """
    problems: list[Problem] = []
    packages: list[Package] = []
    doubtful: list[Package] = []
    for folder in _folders(config, problems):
        load = partial(load_readable, folder, config.root)
        package, found = made_of(folder, load, "package", config.root)
        problems += found
        if package:
            (doubtful if has_errors(found) else packages).append(package)
    notebooks: list[Notebook] = []
    for path in _notebook_files(config.notebooks_dir):
        notebook, found = load_notebook(path, config.root)
        problems += found
        notebooks += [notebook] if notebook else []
    catalog = Catalog(
        packages=tuple(packages), notebooks=tuple(notebooks), doubtful=tuple(doubtful)
    )
    return catalog, tuple(sorted(problems))


def _folders(config: Config, problems: list[Problem]) -> Iterator[Path]:
    """Candidate package folders, sorted; hidden ones and loose files are none."""
    folder = config.packages_dir
    if not folder.is_dir():
        name = relative(folder, config.root)
        where = Location(path=name)
        hint = f"make the folder {name} with one folder per data package, or set packages_dir."
        message = "there is no folder of data packages"
        problems.append(Problem(where=where, code="DP005", message=message, hint=hint))
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith((".", "_")):
            yield path


def _notebook_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.glob("*.ipynb") if not p.name.startswith("."))
