# Registers of several packages make one whole: an entry may be in a register of another package,
# and a link may lead anywhere. So these rules look at all packages together.
"""House rules for registers, entries and links across packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from silkline.addresses import SECTIONS
from silkline.checks.subject import DatasetRule, cell_problem, rows_of, unknown
from silkline.marks import show
from silkline.model import Dataset
from silkline.problems import Problem, Severity

_OF_ENTRIES: Final = ("mentions", "dates", "members", "links", "targets")


def registers_known(dataset: Dataset) -> Iterator[Problem]:
    """An entry stands in a register of some package."""
    known = frozenset(dataset.registers)
    for table, row in rows_of(dataset, "entries"):
        name = row.cells["register"]
        if name not in known:
            message, hint = unknown("register", name, "which is no register", known)
            hint = hint or "name a register of any package, by its id."
            yield cell_problem((table, row, "register"), "RG005", message, hint)


def registers_have_addresses(dataset: Dataset) -> Iterator[Problem]:
    """The pages of a register begin with its id, so the id may not be a section of the site."""
    for table, row in rows_of(dataset, "registers"):
        name = row.cells["register"]
        if name in SECTIONS:
            message = f"'register' is {show(name)}, whose address is taken"
            hint = f"give it another id: pages of the site itself are at {name}/."
            yield cell_problem((table, row, "register"), "RG006", message, hint)


def registers_have_entries(dataset: Dataset) -> Iterator[Problem]:
    """A register without entries is an empty page."""
    filled = {e.register for e in dataset.entries.values()}
    misspelt = not filled <= set(dataset.registers)
    for table, row in rows_of(dataset, "registers"):
        name = row.cells["register"]
        if name not in filled and not misspelt:
            message = f"the register {show(name)} has no entries"
            hint = "add entries, or remove the row."
            cell = (table, row, "register")
            yield cell_problem(cell, "RG007", message, hint, Severity.WARNING)


def entries_known(dataset: Dataset) -> Iterator[Problem]:
    """What is said of an entry is said of one that exists."""
    known = frozenset(dataset.entries)
    for resource in _OF_ENTRIES:
        for table, row in rows_of(dataset, resource):
            name = row.cells["entry"]
            if name not in known:
                message, hint = unknown("entry", name, "which is no entry", known)
                hint = hint or "name an entry of any register, by its id."
                yield cell_problem((table, row, "entry"), "RG008", message, hint)


def entries_named(dataset: Dataset) -> Iterator[Problem]:
    """An entry is here because a source names it."""
    named = {m.entry for m in dataset.mentions}
    for table, row in rows_of(dataset, "entries"):
        name = row.cells["entry"]
        if name not in named:
            message = f"the entry {show(name)} has no mention"
            hint = "add a row to mentions that says which source names it, and where."
            yield cell_problem((table, row, "entry"), "RG009", message, hint)


def links_lead_somewhere(dataset: Dataset) -> Iterator[Problem]:
    """Each end of a link has a page on which the other is shown."""
    known = _targets(dataset)
    for table, row in rows_of(dataset, "links"):
        kind, target = row.cells["kind"], row.cells["target"]
        cell = (table, row, "target")
        if kind in known and target not in known[kind]:
            what = f"which is no {kind}"
            message, hint = unknown("target", target, what, known[kind])
            hint = hint or f"name the {kind} by its id."
            yield cell_problem(cell, "RG010", message, hint)
        elif (kind, target) == ("entry", row.cells["entry"]):
            message = f"the entry {show(target)} is linked to itself"
            yield cell_problem(cell, "RG010", message, "name another entry, or remove the row.")


def _targets(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    return {
        "entry": frozenset(dataset.entries),
        "indicator": frozenset(dataset.indicators),
        "claim": frozenset(dataset.claims),
        "topic": frozenset(dataset.topics),
    }


RULES: Final[tuple[DatasetRule, ...]] = (
    registers_known,
    registers_have_addresses,
    registers_have_entries,
    entries_known,
    entries_named,
    links_lead_somewhere,
)
