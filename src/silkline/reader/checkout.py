# A notebook at somebody's desk: no build has put files in place, so the packages are read on the
# spot. Apart from the rest of the room, because a notebook in a build never needs it.
"""The data set and the tables of a checkout."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from silkline.config import load_config
from silkline.derive import derive
from silkline.load import load_package
from silkline.problems import Problem, SilklineError, has_errors, render_text
from silkline.publish import table_csv, table_json
from silkline.reader.errors import NoData
from silkline.reader.tables import table_frame, unknown_table
from silkline.series import assemble
from silkline.tabular import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from silkline.model import Dataset, Package


def read_checkout(start: Path) -> Dataset:
    """Everything in the packages of the site that a folder lies in. Raises NoData."""
    root, folder = _packages_folder(start)
    packages, problems = _loaded(root, folder)
    if has_errors(problems) or not packages:
        raise NoData(_told(folder, problems))
    try:
        return _assembled(packages, root)
    except SilklineError as error:
        raise NoData(_told(folder, error.problems)) from None
    except (ArithmeticError, LookupError, ValueError) as error:
        # Only checked tables are sure to convert, and checking takes longer than reading.
        raise NoData(_told(folder, ())) from error


def checkout_table(start: Path, package: str, table: str) -> pd.DataFrame:
    """A table of a package of that site; other packages may have mistakes meanwhile.

    Raises NoData or UnknownTable.
    """
    root, folder = _packages_folder(start)
    packages, problems = _loaded(root, folder)
    found = {(p.name, r.name): (p, r) for p in packages for r in p.resources}
    if (package, table) not in found:
        if has_errors(problems):
            raise NoData(_told(folder, problems))
        raise unknown_table(f"{package}/{table}", ["/".join(names) for names in found])
    try:
        read_table(*found[package, table], root)  # what is no plain CSV is told with its place
        return table_frame(table_csv(*found[package, table]), table_json(*found[package, table]))
    except SilklineError as error:
        raise NoData(_told(folder, error.problems)) from None
    except ValueError as error:
        raise NoData(_told(folder, ())) from error


def _loaded(root: Path, folder: Path) -> tuple[tuple[Package, ...], list[Problem]]:
    """The packages of a folder whose descriptors are sound, and what is wrong with the others."""
    loaded = [load_package(p.parent, root) for p in sorted(folder.glob("*/datapackage.json"))]
    problems = [problem for _, found in loaded for problem in found]
    return tuple(package for package, _ in loaded if package), problems


@lru_cache(maxsize=1)
def _assembled(packages: tuple[Package, ...], root: Path) -> Dataset:
    """Kept while no file of the packages changes: a notebook reads several indicators."""
    tables = {(p.name, r.name): read_table(p, r, root) for p in packages for r in p.resources}
    return derive(assemble(packages, tables))


def _packages_folder(start: Path) -> tuple[Path, Path]:
    """The site's root and its folder of packages, at or above a folder."""
    for root in (start, *start.parents):
        settings = root / "mkdocs.yml"
        config = load_config(settings)[0] if settings.is_file() else None
        folder = config.packages_dir if config else root / "datapackages"
        if folder.is_dir():
            return root.resolve(), folder.resolve()
    raise NoData(
        "no data to read: SILKLINE_DATA is not set, and there is no folder datapackages/ "
        f"in {start} or above it"
    )


def _told(folder: Path, problems: Iterable[Problem]) -> str:
    told = render_text(tuple(problems))
    return f"the packages in {folder} have mistakes; run `silkline check`" + (told and f"\n{told}")
