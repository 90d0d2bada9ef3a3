# A notebook at somebody's desk: no build has put files in place, so the packages are read on the
# spot. Apart from the rest of the room, because a notebook in a build never needs it.
"""The data set and the tables of a checkout."""

from __future__ import annotations

import csv
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from silkline.config import load_config
from silkline.derive import derive
from silkline.load import load_package
from silkline.problems import Problem, Problems, SilklineError, has_errors, render_text
from silkline.publish import table_csv, table_json
from silkline.reader.errors import NoData
from silkline.reader.tables import table_frame, unknown_table
from silkline.series import assemble
from silkline.tabular import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from silkline.model import Dataset, Package

_Stamp = frozenset[tuple[str, int, int]]


def read_checkout(start: Path, indicator: str = "") -> Dataset:
    """What is in the packages of the site that a folder lies in. Raises NoData.

    With an indicator only the packages that its figures come from are read, where the tables tell
    which these are.
    """
    root, folder = _packages_folder(start)
    if needed := _needed(folder, indicator) if indicator else None:
        try:
            return _read(root, folder, needed)
        except NoData as error:
            if not isinstance(error.__cause__, LookupError):
                raise  # else something lies in another package, against the rules
    return _read(root, folder, frozenset())


def listed_checkout(start: Path) -> Dataset:
    """The indicators and units of the site that a folder lies in, and no figure. Raises NoData."""
    return _read(*_packages_folder(start), frozenset(), frozenset({"indicators", "units"}))


def _read(
    root: Path, folder: Path, needed: frozenset[str], tables: frozenset[str] = frozenset()
) -> Dataset:
    packages, problems = _loaded(root, folder, needed)
    if has_errors(problems) or not packages:
        raise NoData(_told(folder, problems))
    try:
        return _assembled(packages, root, tables)
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


def _loaded(
    root: Path, folder: Path, needed: frozenset[str] = frozenset()
) -> tuple[tuple[Package, ...], list[Problem]]:
    """The packages of a folder whose descriptors are sound, and what is wrong with the others."""
    places = [p.parent for p in sorted(folder.glob("*/datapackage.json"))]
    loaded = [_package(p, root, _stamp(p)) for p in places if not needed or p.name in needed]
    problems = [problem for _, found in loaded for problem in found]
    return tuple(package for package, _ in loaded if package), problems


@lru_cache(maxsize=256)
def _package(folder: Path, root: Path, _: _Stamp) -> tuple[Package | None, Problems]:
    """Kept while no file of the package changes: to load one is to hash all that it holds."""
    return load_package(folder, root)


def _stamp(folder: Path) -> _Stamp:
    """What changes when a file of a folder does, found without reading any."""
    files = [Path(place, name) for place, _, names in os.walk(folder) for name in names]
    stats = [(file, file.lstat()) for file in files]
    return frozenset((str(file), found.st_mtime_ns, found.st_size) for file, found in stats)


def _needed(folder: Path, indicator: str) -> frozenset[str] | None:
    """Names of the packages that an indicator is made from, and of the code lists; None if unsure.

    What is read here is not checked yet; what is doubtful is left to those who read everything.
    """
    try:
        homes = {row["indicator"]: place for place, row in _rows(folder, "indicators")}
        inputs = {row["indicator"]: row["inputs"].split() for _, row in _rows(folder, "derived")}
        wanted, found = [indicator], set[str]()
        while wanted:
            name = wanted.pop()
            if name not in found:
                found.add(name)
                wanted += inputs.get(name, [])
        lists = {f.parent.parent.name for f in folder.glob("*/data/areas.csv")}
        return frozenset(lists | {homes[name] for name in found})
    except (OSError, ValueError, LookupError, AttributeError, csv.Error):
        return None


def _rows(folder: Path, table: str) -> Iterator[tuple[str, dict[str, str]]]:
    for file in sorted(folder.glob(f"*/data/{table}.csv")):
        with file.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                yield file.parent.parent.name, row


@lru_cache(maxsize=8)
def _assembled(packages: tuple[Package, ...], root: Path, wanted: frozenset[str]) -> Dataset:
    """Kept while no file of the packages changes: a notebook reads several indicators."""
    tables = {
        (p.name, r.name): read_table(p, r, root)
        for p in packages
        if not p.is_foreign
        for r in p.resources
        if not wanted or r.name in wanted
    }
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
