# The rules of the house: what a Table Schema cannot say. Each is a small function that yields what
# it finds; a new rule is written beside its like, added to that module's RULES, and given a code.
"""House rules over tables, within a package and across packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from silkline.checks import (
    cells,
    claims,
    indicators,
    languages,
    observations,
    registers,
    statistics,
)
from silkline.checks.dataset import check_dataset
from silkline.checks.settings import check_settings
from silkline.checks.subject import Rule, Subject
from silkline.model import Package, PackageKind, Table
from silkline.problems import Problems

__all__ = ["check_dataset", "check_package", "check_settings"]

_EVERY_PACKAGE: Final[tuple[Rule, ...]] = (*cells.RULES, indicators.addresses_are_links)
_INDICATORS: Final[tuple[Rule, ...]] = (
    *cells.RULES,
    *indicators.RULES,
    *observations.RULES,
    *statistics.RULES,
    *claims.RULES,
    *registers.RULES,
    *languages.RULES,
)
_REGISTERS: Final[tuple[Rule, ...]] = (
    *cells.RULES,
    indicators.ids_in_form,
    indicators.addresses_are_links,
    indicators.raw_files_as_retrieved,
    claims.statements_have_sources,
    *registers.RULES,
    *languages.RULES,
)
_RULES: Final = {
    PackageKind.INDICATORS: _INDICATORS,
    PackageKind.REGISTERS: _REGISTERS,
    PackageKind.REFERENCE: (*_EVERY_PACKAGE, *languages.RULES),
    PackageKind.PLAIN: _EVERY_PACKAGE,
    PackageKind.FOREIGN: cells.BY_SCHEMA,
}


def check_package(
    package: Package, tables: Iterable[Table], codelists: Mapping[str, frozenset[str]]
) -> Problems:
    """Everything in a package's tables that breaks a house rule, sorted by place.

    Tables that could not be read are left out of `tables`; rules that need them say nothing.
    """
    subject = Subject(package=package, tables={t.resource: t for t in tables}, codelists=codelists)
    return tuple(sorted({p for rule in _RULES[package.kind] for p in rule(subject)}))
