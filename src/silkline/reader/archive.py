# A package that somebody took away as one file: it holds its figures and sources, but neither the
# names of areas nor those of units, which stand in the code lists of its site. Codes stand in then.
"""The data of a ZIP file: a package, or a copy of the data API."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
import zlib
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from silkline.derive import TWO_FIGURES, derive
from silkline.load import load_package
from silkline.model import Area, AreaKind, Dataset, Derivation, Package, Topic, Unit
from silkline.problems import SilklineError, render_text
from silkline.reader.errors import NoData, TooLarge, WrongContent
from silkline.series import assemble
from silkline.tabular import read_table

_NAME: Final = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
WITHIN_A_UNIT: Final = frozenset({"sum", "difference", "ratio_percent"})
"""Formulas of several inputs whose multiplier cancels out where they share a unit."""
UNPACKED_BYTES: Final = 2 * 1024 * 1024 * 1024
"""More is not unpacked, whatever the archive says."""


class Archive:
    """A ZIP file with the files of the data API, at its root or in its only folder."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with _opened(file) as archive:
            marks = [n for n in archive.namelist() if n.rpartition("/")[2] == "manifest.json"]
        self._root = min(marks, key=len).removesuffix("manifest.json") if marks else ""
        self.is_api = bool(marks)

    def read(self, path: str) -> bytes:
        """A file by its path in the data API. Raises NoData."""
        with _opened(self._file) as archive:
            try:
                return archive.read(self._root + path)
            except KeyError:
                raise NoData(f"{self._file} holds no {path}") from None
            except (zipfile.BadZipFile, OSError) as error:
                raise WrongContent(f"{self._file} is damaged: {error}") from None


def package_of(file: Path) -> tuple[Package, Dataset]:
    """The package in a ZIP file and its data. Raises NoData."""
    found = file.stat()
    return _package_of(file, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=4)
def _package_of(file: Path, _stamp: tuple[int, int]) -> tuple[Package, Dataset]:
    folder = _unpacked(file)
    package, problems = load_package(folder, folder.parent)
    if package is None:
        raise NoData(f"{file} holds no sound data package\n{render_text(tuple(problems))}")
    try:
        tables = {
            (package.name, r.name): read_table(package, r, folder.parent) for r in package.resources
        }
        return package, _with_derived(_named(assemble([package], tables)))
    except SilklineError as error:
        raise NoData(f"the package in {file} has mistakes\n{render_text(error.problems)}") from None
    except (ArithmeticError, LookupError, ValueError) as error:
        raise NoData(f"the package in {file} has mistakes: {error}") from error


_FOLDERS: Final[list[tempfile.TemporaryDirectory[str]]] = []
"""Kept until the process ends: tables are read from them."""


def _unpacked(file: Path) -> Path:
    """The package as its author keeps it: in a folder of its name, proofs checked and taken out."""
    with _opened(file) as archive:
        if "datapackage.json" not in archive.namelist():
            raise NoData(f"{file} holds neither datapackage.json nor manifest.json")
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_BYTES:
            raise TooLarge(f"{file} would be more than {UNPACKED_BYTES} bytes unpacked")
        try:
            descriptor = _proved(archive, file)
            name = str(descriptor["name"])
            if not _NAME.fullmatch(name):
                raise WrongContent(f"{file} holds a package with no proper name")
            made = tempfile.TemporaryDirectory(prefix="silkline-")
            _FOLDERS.append(made)
            folder = Path(made.name, name)
            archive.extractall(folder)  # names are kept inside by zipfile
        except (zipfile.BadZipFile, zlib.error, OSError) as error:
            raise WrongContent(f"{file} is damaged: {error}") from None
    written = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(written, encoding="utf-8")
    return folder


def _proved(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """The descriptor as its author keeps it, after every file has had the digest given."""
    try:
        descriptor: dict[str, Any] = json.loads(archive.read("datapackage.json"))
        for resource in descriptor["resources"]:
            digest, _ = resource.pop("hash", ""), resource.pop("bytes", 0)
            if resource.get("type") == "table":
                resource.pop("profile", "")
            if not isinstance(resource.get("path"), str) or "://" in resource["path"]:
                continue
            found = hashlib.sha256(archive.read(resource["path"])).hexdigest()
            if digest not in {"", f"sha256:{found}"}:
                raise WrongContent(
                    f"{resource['path']} in {file} is not the file that datapackage.json names: "
                    "its SHA-256 differs"
                )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongContent(f"{file} holds no data package that can be read: {error}") from None
    return descriptor


def _named(dataset: Dataset) -> Dataset:
    """Codes stand in for the names that the package does not hold."""
    codes = {o.ref_area for found in dataset.observations.values() for o in found}
    areas = {c: Area(code=c, name=c, name_zh=c, kind=AreaKind.ECONOMY) for c in sorted(codes)}
    units = {i.unit: _unit(i.unit) for i in dataset.indicators.values()}
    topics = {i.topic: _topic(i.topic) for i in dataset.indicators.values()}
    return replace(
        dataset,
        areas={**areas, **dataset.areas},
        units={**units, **dataset.units},
        topics={**topics, **dataset.topics},
        memo={},
    )


def _with_derived(dataset: Dataset) -> Dataset:
    """With the derived indicators that follow from the package alone.

    Multipliers of units stand in the code lists of the site, so an amount in another unit than its
    inputs is left out: nothing is computed on a guess.
    """
    known = {name for name, found in dataset.observations.items() if found}
    waiting, following = dict(dataset.derivations), dict[str, Derivation]()
    while found := [n for n, d in waiting.items() if known.issuperset(d.inputs)]:
        for name in found:
            derivation = waiting.pop(name)
            if _is_free_of_units(dataset, derivation):
                following[name] = derivation
                known.add(name)
    computed = derive(replace(dataset, derivations=following))
    return replace(computed, derivations=dataset.derivations)


def _is_free_of_units(dataset: Dataset, derivation: Derivation) -> bool:
    """Whether a value comes out the same whatever its units stand for."""
    if derivation.formula in TWO_FIGURES:
        return True
    if derivation.formula not in WITHIN_A_UNIT:
        return False
    # Of a ratio the unit is its own; of a sum or a difference it is that of what is summed.
    own = () if derivation.formula == "ratio_percent" else (derivation.indicator,)
    return len({dataset.indicators[name].unit for name in (*derivation.inputs, *own)}) == 1


def _unit(code: str) -> Unit:
    return Unit(code=code, title=code, title_zh=code, symbol=code, base=code, multiplier=Decimal(1))


def _topic(code: str) -> Topic:
    return Topic(code=code, title=code, title_zh=code, description="", order=0)


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError:
        raise NoData(f"there is no file {file}") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise WrongContent(f"{file} is no ZIP file that can be read: {error}") from None
