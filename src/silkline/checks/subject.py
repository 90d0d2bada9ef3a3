# What a house rule looks at, and how it says what it found. Rules read tables as text: a cell that
# the schema already refused may hold anything, so no rule assumes that a number is one.
"""The subject of a check: a package with its tables and the code lists of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from silkline.marks import show, suggest
from silkline.model import Dataset, Package, Row, Table
from silkline.problems import Location, Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A package to check."""

    package: Package
    tables: Mapping[str, Table] = field(hash=False)
    """By resource name; tables that could not be read are absent."""
    codelists: Mapping[str, frozenset[str]] = field(hash=False)
    """Codes by the name of their list; a list that could not be read is absent and not checked."""
    _cells: dict[tuple[str, str], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def rows(self, resource: str) -> Sequence[Row]:
        """The rows of a table; none where the package has no such table."""
        table = self.tables.get(resource)
        return table.rows if table else ()

    def cells(self, resource: str, column: str) -> tuple[str, ...]:
        """A column, row by row; empty cells where the table lacks it."""
        place = (resource, column)
        if place not in self._cells:
            self._cells[place] = tuple(r.cells.get(column, "") for r in self.rows(resource))
        return self._cells[place]

    def column(self, resource: str, column: str) -> frozenset[str]:
        """The values of a column that are not empty."""
        return frozenset(filter(None, self.cells(resource, column)))

    def keys(self, resource: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        if not columns:
            return [()] * len(self.rows(resource))
        return list(zip(*(self.cells(resource, column) for column in columns), strict=True))

    def odd(
        self, resource: str, column: str, is_odd: Callable[[str], bool]
    ) -> Iterator[tuple[Row, str]]:
        """Rows whose cell in a column is odd, with that cell.

        A long table has the same few texts in most of its columns; each is looked at once.
        """
        cells = self.cells(resource, column)
        found = frozenset(filter(is_odd, frozenset(cells)))
        if found:
            pairs = zip(self.rows(resource), cells, strict=True)
            yield from ((row, cell) for row, cell in pairs if cell in found)

    def problem(
        self,
        resource: str,
        row: Row,
        column: str,
        code: str,
        message: str,
        *,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """A problem in one cell, or, with no column, in a whole row."""
        where = place(self.tables[resource], row, column)
        return Problem(where=where, code=code, message=message, hint=hint, severity=severity)


Found = Iterator[Problem]
Rule = Callable[[Subject], Found]
DatasetRule = Callable[[Dataset], Found]
Cell = tuple[Table, Row, str]
"""A cell of any package: its table, its row and the name of its column."""


def rows_of(dataset: Dataset, resource: str) -> Iterator[tuple[Table, Row]]:
    """The rows of the tables of one name in all packages."""
    for (_, name), table in dataset.tables.items():
        if name == resource:
            for row in table.rows:
                yield table, row


def cell_problem(
    cell: Cell, code: str, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Problem:
    """A problem in a cell of any package."""
    where = place(*cell)
    return Problem(where=where, code=code, message=message, hint=hint, severity=severity)


def place(table: Table, row: Row, column: str) -> Location:
    """Where a cell stands: physical line, number and name of its column."""
    number = table.header.index(column) + 1 if column in table.header else 0
    return Location(path=table.path, line=row.line, column=number, field=column)


def unknown(column: str, value: str, what: str, known: frozenset[str]) -> tuple[str, str]:
    """Message and hint for a value that is not among those known."""
    return f"'{column}' is {show(value)}, {what}", suggest(value, known)


def check_pointers(subject: Subject, resource: str, target: str, column: str, code: str) -> Found:
    """Rows of a table that name, in the column of its key, a row which the target does not have.

    A target that could not be read is not asked, and an empty cell of a key is not looked at: both
    are told elsewhere.
    """
    if subject.package.resource(target) and target not in subject.tables:
        return
    known = subject.column(target, column)
    own = subject.package.resource(resource)

    def is_odd(cell: str) -> bool:
        value = cell.strip()
        return value not in known and bool(value or (own and column not in own.primary_key))

    for row, cell in subject.odd(resource, column, is_odd):
        what = f"which is not in the table {target}"
        message, hint = unknown(column, cell.strip(), what, known)
        hint = hint or f"add the row to {target}, or mend the spelling."
        yield subject.problem(resource, row, column, code, message, hint=hint)


def check_words(
    subject: Subject, resource: str, column: str, words: Sequence[str], code: str, *, hint: str = ""
) -> Found:
    """Cells that hold a word not in a short fixed list; the hint is for one unlike all of them."""
    known = frozenset(("", *words))
    for row, cell in subject.odd(resource, column, lambda cell: cell.strip() not in known):
        word = cell.strip()
        message = f"'{column}' is {show(word)}, not one of {', '.join(words)}"
        told = suggest(word, words) or hint
        yield subject.problem(resource, row, column, code, message, hint=told)
