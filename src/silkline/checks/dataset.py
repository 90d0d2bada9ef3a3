# What no package can see by itself: ids that two packages use, and pointers from one to another.
"""House rules across packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from silkline.checks import entries, glossary
from silkline.checks.subject import DatasetRule, cell_problem, rows_of, unknown
from silkline.marks import quoted, show
from silkline.model import Dataset, Derivation, Row, Table
from silkline.problems import Problem, Problems

ACROSS_UNITS: Final = frozenset({"per_head", "quotient"})
"""Formulas that divide what is counted in different units."""
SAME_BASE: Final = frozenset({"sum", "difference", "per_head"})
"""Formulas whose result counts what their first input counts."""

_OWN_IDS: Final = (
    ("indicators", "indicator"),
    ("statements", "statement"),
    ("claims", "claim"),
    ("reconciliations", "reconciliation"),
    ("registers", "register"),
    ("entries", "entry"),
    ("targets", "target"),
    ("terms", "term"),
)
_POINTERS: Final = (
    ("indicators", "related"),
    ("derived", "inputs"),
    ("claims", "indicator"),
    ("claims", "against"),
    ("claims", "denominator"),
)


def check_dataset(dataset: Dataset) -> Problems:
    """Everything that is wrong between packages; each of them is right by itself."""
    found = tuple(sorted(p for rule in RULES for p in rule(dataset)))
    return quoted(found, _files(dataset))


def same_source_same_row(dataset: Dataset) -> Iterator[Problem]:
    """A source may be named in two packages, but only with the same words."""
    seen: dict[str, tuple[Table, Row]] = {}
    for table, row in rows_of(dataset, "sources"):
        name = row.cells["source"]
        first, other = seen.setdefault(name, (table, row))
        for column, cell in row.cells.items():
            if cell != other.cells.get(column):
                where = f"{first.path} line {other.line}"
                message = f"the source {show(name)} has another '{column}' in {where}"
                hint = "make the two rows equal, or give this source another id."
                yield cell_problem((table, row, column), "DC011", message, hint)
                break


def ids_used_once(dataset: Dataset) -> Iterator[Problem]:
    """An indicator, claim, entry or term belongs to one package."""
    for resource, column in _OWN_IDS:
        seen: dict[str, tuple[Table, Row]] = {}
        for table, row in rows_of(dataset, resource):
            name = row.cells[column]
            first, other = seen.setdefault(name, (table, row))
            if first is not table:
                message = f"the {column} {show(name)} is in {first.path} line {other.line} already"
                hint = "give one of the two another id: an id means one thing on the whole site."
                yield cell_problem((table, row, column), "DC018", message, hint)


def pointers_lead_to_indicators(dataset: Dataset) -> Iterator[Problem]:
    """What names an indicator, in whatever package, names one that exists."""
    known = frozenset(dataset.indicators)
    for resource, column in _POINTERS:
        for table, row in rows_of(dataset, resource):
            for name in row.cells.get(column, "").split():
                if name not in known:
                    message, hint = unknown(column, name, "which is no indicator", known)
                    hint = hint or "name an indicator of any package, by its id."
                    yield cell_problem((table, row, column), "DC008", message, hint)


def derived_units_fit(dataset: Dataset) -> Iterator[Problem]:
    """Only what counts one thing, be it in millions, can be added up or made a percentage."""
    rows = {row.cells["indicator"]: (table, row) for table, row in rows_of(dataset, "derived")}
    for name, derivation in dataset.derivations.items():
        units = {dataset.indicators[i].unit for i in derivation.inputs if i in dataset.indicators}
        bases = {dataset.units[u].base if u in dataset.units else u for u in units}
        if len(bases) > 1 and derivation.formula not in ACROSS_UNITS:
            table, row = rows[name]
            message = f"the inputs are counted in {' and '.join(sorted(units))}"
            hint = "name inputs whose units have one base."
            yield cell_problem((table, row, "inputs"), "DC019", message, hint)


def derived_result_fits(dataset: Dataset) -> Iterator[Problem]:
    """A sum, a difference and an amount per head count the same as their first input."""
    rows = {row.cells["indicator"]: (table, row) for table, row in rows_of(dataset, "derived")}
    for name, derivation in dataset.derivations.items():
        found = [dataset.indicators.get(i) for i in (name, *derivation.inputs[:1])]
        units = [dataset.units.get(i.unit) for i in found if i]
        bases = {u.base for u in units if u}
        if len(bases) > 1 and derivation.formula in SAME_BASE:
            table, row = rows[name]
            result, first = (u.code for u in units if u)
            message = f"the result is counted in {result}, but its first input in {first}"
            hint = "give the derived indicator a unit of the same base."
            yield cell_problem((table, row, "indicator"), "DC019", message, hint)


def derivations_end(dataset: Dataset) -> Iterator[Problem]:
    """A derived indicator may not rest on itself, over however many steps."""
    for table, row in rows_of(dataset, "derived"):
        name = row.cells["indicator"]
        if name not in dataset.indicators:
            message, hint = unknown(
                "indicator", name, "which is no indicator", frozenset(dataset.indicators)
            )
            yield cell_problem((table, row, "indicator"), "DC008", message, hint)
        if name in _inputs_of(name, dataset.derivations):
            message = f"the indicator {show(name)} is derived from itself"
            hint = "name inputs that are observed, or derived from others."
            yield cell_problem((table, row, "inputs"), "DC020", message, hint)


def _inputs_of(name: str, derivations: Mapping[str, Derivation]) -> set[str]:
    """All indicators that a derived one rests on."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        derivation = derivations.get(waiting.pop())
        new = set(derivation.inputs) - found if derivation else set()
        found |= new
        waiting += sorted(new)
    return found


def _files(dataset: Dataset) -> Mapping[str, Path]:
    """The files of all tables, by the path that problems name."""
    found: dict[str, Path] = {}
    for (package, name), table in dataset.tables.items():
        resource = dataset.packages[package].resource(name) if package in dataset.packages else None
        if resource:
            found[table.path] = dataset.packages[package].folder / resource.path
    return found


RULES: Final[tuple[DatasetRule, ...]] = (
    same_source_same_row,
    ids_used_once,
    pointers_lead_to_indicators,
    derived_units_fit,
    derived_result_fits,
    derivations_end,
    *entries.RULES,
    *glossary.RULES,
)
