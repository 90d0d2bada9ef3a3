# Every name becomes an address, so it is judged before a file is made under it.
"""Judging the names of new things, and reading what the site has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from silkline.config import Config
from silkline.content import Tables, read_tables
from silkline.load import load_catalog
from silkline.marks import relative, show
from silkline.model import Catalog, Package, PackageKind, Row
from silkline.problems import Location, Problem, Problems, SilklineError

LONGEST: Final = 60
"""Characters of a name."""
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TABLES: Final = frozenset(
    ["areas", "indicators", "licences", "obs_status", "observations", "sources", "topics", "units"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What something new has to fit into."""

    config: Config
    catalog: Catalog
    tables: Tables
    problems: Problems
    """Why tables could not be read."""

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of that table in all packages; of code lists, in the reference packages."""
        return tuple(
            row for (_, table), t in self.tables.items() if table == name for row in t.rows
        )

    def ids(self, name: str, column: str) -> frozenset[str]:
        """All that stands in a column of that table."""
        return frozenset(row.cells.get(column, "") for row in self.rows(name))

    def package(self, name: str) -> Package:
        """The package of statistics of that name. Raises `SilklineError` where there is none."""
        found = next((p for p in self.catalog.packages if p.name == name), None)
        if found is not None and found.kind is PackageKind.INDICATORS:
            own = relative(found.folder, self.config.root) + "/"
            if wrong := [p for p in self.problems if p.where.path.startswith(own)]:
                raise SilklineError(*wrong)
            return found
        message = f"{show(name)} is no sound package of indicators"
        hint = "`silkline new package NAME` begins one; `silkline check` tells what is wrong."
        raise problem("PB035", _place(self.config, name), message, hint)


def read_site(config: Config) -> Site:
    """The packages of a site, with those of their tables that something new has to fit."""
    catalog, _ = load_catalog(config)
    tables, problems = read_tables(catalog, config.root, only=_TABLES)
    return Site(config=config, catalog=catalog, tables=tables, problems=problems)


def check_name(name: str, path: str) -> None:
    """Raises `SilklineError` for a name that cannot be part of an address."""
    if not _SLUG.fullmatch(name) or len(name) > LONGEST:
        message = f"the name {show(name)} cannot be part of an address"
        hint = f"use small letters a to z, digits and single hyphens, at most {LONGEST} in all."
        raise problem("PB033", path, message, hint)


def taken(path: str, what: str) -> SilklineError:
    """The error of a name that something else has."""
    return problem("PB034", path, f"{what} is there already", "choose another name.")


def problem(code: str, path: str, message: str, hint: str) -> SilklineError:
    """An error of one problem."""
    return SilklineError(Problem(where=Location(path=path), code=code, message=message, hint=hint))


def _place(config: Config, name: str) -> str:
    folder = config.packages_dir.relative_to(config.root).as_posix()
    return f"{folder}/{name}" if _SLUG.fullmatch(name) else folder
