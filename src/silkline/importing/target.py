# Where the values go. Everything that could be overwritten, taken twice or led astray is looked at
# here, before a single file is made.
"""The package that values are imported into, and the source that they get."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from silkline.config import Config
from silkline.content import Tables, codelists, read_tables
from silkline.importing.request import Request, stop
from silkline.importing.sheets import shown
from silkline.load import load_catalog
from silkline.marks import relative, show, suggest
from silkline.model import Catalog, Package, PackageKind, Row
from silkline.problems import SilklineError

_SHARED: Final = frozenset(["areas", "licences", "obs_status", "sources", "topics", "units"])
"""Tables of all packages that are looked into."""
_OWN: Final = frozenset(["indicators", "observations", "sources"])
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID: Final = 60
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A package as it is before the import, and what the site knows."""

    root: Path
    package: Package
    tables: Tables
    codes: Mapping[str, frozenset[str]]
    areas: Sequence[Row]

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table of the package."""
        found = self.tables.get((self.package.name, table))
        return found.rows if found else ()

    @property
    def place(self) -> str:
        """The folder of the package, as messages name it."""
        return relative(self.package.folder, self.root)


def open_target(config: Config, request: Request) -> Target:
    """The package that was asked for. Raises `SilklineError` IM007."""
    catalog, _ = load_catalog(config)
    tables, _ = read_tables(catalog, config.root, only=_SHARED)
    place = relative(config.packages_dir, config.root)
    package = next((p for p in catalog.packages if p.name == request.package), None)
    if package is None or package.kind is not PackageKind.INDICATORS:
        hint = "`silkline new package NAME` begins one; `silkline check` tells what is wrong."
        message = f"{show(request.package)} is no sound package of indicators"
        raise stop("IM007", place, message, hint)
    alone = Catalog(packages=(package,), notebooks=())
    own, problems = read_tables(alone, config.root, only=_OWN)
    if problems:
        raise SilklineError(*problems)
    target = Target(
        root=config.root,
        package=package,
        tables=tables | own,
        codes=codelists(catalog, tables),
        areas=tuple(r for (_, name), t in tables.items() if name == "areas" for r in t.rows),
    )
    _check_package(target, request)
    return target


def raw_name(request: Request) -> str:
    """The name of the file in `raw/`. Raises `SilklineError` IM010."""
    path = shown(request.file)
    given = unicodedata.normalize("NFC", request.name or request.file.name)
    hint = "name it with --as, such as --as exports-2024.csv."
    if any(c in "/\\:" or not c.isprintable() for c in given):
        message = f"{show(given)} is no plain name of a file"
        raise stop("IM010", path, message, hint)
    # Spaces and marks would have to be written in another way in every address.
    name = re.sub(r"[^\w.+-]+", "-", given).strip("-.")
    ending = request.file.suffix.lower()
    stem = name[: -len(ending)]
    if not name.lower().endswith(ending) or not stem.strip("-._+") or len(name) > _LONGEST_NAME:
        message = f"{show(given)} cannot be kept as the name of a file that ends in {ending}"
        raise stop("IM010", path, message, hint)
    return stem.rstrip("-.") + ending


def source_id(request: Request) -> str:
    """The id of the source: as asked for, or from the name of the file."""
    if request.source:
        return request.source
    stem = re.sub(r"[^a-z0-9]+", "-", request.file.stem.lower())[:_LONGEST_ID].strip("-")
    return stem or request.indicator


def source_row(target: Target, request: Request, file: str, sha256: str) -> Mapping[str, str]:
    """The row of the source; none where the package has it. Raises `SilklineError` IM008."""
    source, place = source_id(request), f"{target.place}/data/sources.csv"
    if not _ID.fullmatch(source):
        hint = "use small letters a to z, digits and single hyphens between them."
        raise stop("IM008", place, f"--source {show(source)} cannot be part of an address", hint)
    for (package, table), found in target.tables.items():
        for row in found.rows if table == "sources" else ():
            if row.cells["source"] != source:
                continue
            if package == target.package.name and row.cells["sha256"] == sha256:
                return {}
            hint = "name this one with --source; a new vintage is a source of its own."
            message = f"the source {show(source)} of package {show(package)} is another file"
            raise stop("IM008", place, message, hint)
    _check_terms(target, request, place)
    title = request.title or f"Placeholder: name the publication ({request.file.name})"
    producer = request.producer or "Placeholder producer"
    return {
        "source": source,
        "preference": "1",
        "producer": producer,
        "title": title,
        "url": request.url,
        "published": request.published,
        "retrieved": request.retrieved,
        "licence": request.licence,
        "file": file,
        "sha256": sha256,
        "citation": request.citation or f"{producer}, {title}.",
    }


def _check_package(target: Target, request: Request) -> None:
    if (target.package.folder / "prepare.py").exists():
        message = f"the tables of {show(request.package)} are made by its prepare.py"
        hint = "change that script, or import into a package of your own: `silkline new package`."
        raise stop("IM007", target.place, message, hint)
    known = {row.cells["indicator"] for row in target.rows("indicators")}
    if request.indicator not in known:
        message = f"the package has no indicator {show(request.indicator)}"
        hint = suggest(request.indicator, known)
        hint = hint or f"`silkline new indicator {request.package} ID` adds one."
        raise stop("IM007", f"{target.place}/data/indicators.csv", message, hint)


def _check_terms(target: Target, request: Request, place: str) -> None:
    licences = target.codes.get("licences", frozenset())
    if not _is_date(request.retrieved):
        given = f"--retrieved {show(request.retrieved)} is no date"
        message = given if request.retrieved else "it is not said when the file was retrieved"
        hint = "add the day, such as --retrieved 2026-03-31."
        raise stop("IM008", place, message, hint)
    if request.licence not in licences:
        given = f"--licence {show(request.licence)} is not in the code list licences"
        message = given if request.licence else "it is not said under which licence the file is"
        known = f"add --licence with one of {', '.join(sorted(licences))}."
        raise stop("IM008", place, message, suggest(request.licence, licences) or known)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
