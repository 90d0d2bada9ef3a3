# A notebook at somebody's desk: no build has put files in place, so the packages are read on the
# spot. Apart from the rest of the room, because a notebook in a build never needs it.
"""The data set of a checkout."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from silkline.config import load_config
from silkline.derive import derive
from silkline.load import load_package
from silkline.problems import Problem, SilklineError, has_errors, render_text
from silkline.reader.errors import NoData
from silkline.series import assemble
from silkline.tabular import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from silkline.model import Dataset, Package


def read_checkout(start: Path) -> Dataset:
    """Everything in the packages of the site that a folder lies in. Raises NoData."""
    root, folder = _packages_folder(start)
    loaded = [load_package(p.parent, root) for p in sorted(folder.glob("*/datapackage.json"))]
    problems = [problem for _, found in loaded for problem in found]
    packages = tuple(package for package, _ in loaded if package)
    if has_errors(problems) or not packages:
        raise NoData(_told(folder, problems))
    try:
        return _assembled(packages, root)
    except SilklineError as error:
        raise NoData(_told(folder, error.problems)) from None
    except (ArithmeticError, LookupError, ValueError) as error:
        # Only checked tables are sure to convert, and checking takes longer than reading.
        raise NoData(_told(folder, ())) from error


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
