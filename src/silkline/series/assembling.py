# Input has passed validation: a cell that cannot be converted here is a bug, no content mistake.
"""Tables (text, as published) to typed statistics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from silkline import rows
from silkline.model import Dataset, Package, Row, Table
from silkline.problems import Location
from silkline.series.figures import late_figures
from silkline.stamps import made_before, made_from

T = TypeVar("T")
Make = Callable[[Row, Location, str], T]
Tables = Mapping[tuple[str, str], Table]


def assemble(packages: Iterable[Package], tables: Tables) -> Dataset:
    """Everything that the packages say, typed; derived observations are not computed yet."""
    packages = sorted(packages, key=lambda p: p.name)
    others = {p.name for p in packages if p.is_foreign}
    foreign = {key: table for key, table in sorted(tables.items()) if key[0] in others}
    tables = {key: table for key, table in tables.items() if key[0] not in others}
    # A source that several packages share, each with the same row, belongs to the first of them.
    shared = reversed(tuple(_all(tables, "sources", rows.make_source)))
    sources = {s.id: s for s in shared}
    sources = made_from("sources", dict, dict(sorted(sources.items())))
    return Dataset(
        packages={p.name: p for p in packages},
        tables=dict(sorted(tables.items())),
        areas={a.code: a for a in _all(tables, "areas", rows.make_area)},
        units=made_from("units", dict, {u.code: u for u in _all(tables, "units", rows.make_unit)}),
        topics={
            t.code: t
            for t in sorted(_all(tables, "topics", rows.make_topic), key=lambda t: t.order)
        },
        statuses={s.code: s for s in _all(tables, "obs_status", rows.make_status)},
        indicators={i.id: i for i in _all(tables, "indicators", rows.make_indicator)},
        derivations={d.indicator: d for d in _all(tables, "derived", rows.make_derivation)},
        sources=sources,
        observations=late_figures(_named(tables, "observations"), sources),
        breaks=made_from("breaks", tuple, tuple(_all(tables, "breaks", rows.make_break))),
        statements={s.id: s for s in _all(tables, "statements", rows.make_statement)},
        claims={c.id: c for c in _all(tables, "claims", rows.make_claim)},
        reconciliations={
            r.id: r for r in _all(tables, "reconciliations", rows.make_reconciliation)
        },
        registers={
            r.id: r
            for r in sorted(
                _all(tables, "registers", rows.make_register), key=lambda r: (r.order, r.id)
            )
        },
        entries={
            e.id: e for e in sorted(_all(tables, "entries", rows.make_entry), key=lambda e: e.id)
        },
        mentions=tuple(_all(tables, "mentions", rows.make_mention)),
        dates=tuple(_all(tables, "dates", rows.make_date)),
        members=tuple(_all(tables, "members", rows.make_member)),
        links=tuple(_all(tables, "links", rows.make_link)),
        targets={t.id: t for t in _all(tables, "targets", rows.make_target)},
        terms={t.id: t for t in _all(tables, "terms", rows.make_term)},
        other_names=_other_names(tables),
        foreign=foreign,
        waivers=tuple(_all(tables, "waivers", rows.make_waiver)),
    )


def _other_names(tables: Tables) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for area, name in _all(tables, "other_names", rows.make_other_name):
        found[area].append(name)
    return {area: tuple(names) for area, names in found.items()}


def _all(tables: Tables, resource: str, make: Make[T]) -> Iterator[T]:
    for table in _named(tables, resource):
        yield from _typed(table, make)


def _named(tables: Tables, resource: str) -> Iterator[Table]:
    """The tables of one name in all packages, by package."""
    return (table for (_, name), table in sorted(tables.items()) if name == resource)


def _typed(table: Table, make: Make[T]) -> tuple[T, ...]:
    """The rows of a table in types: what was made of a row serves while that says the same."""

    def typed(table: Table) -> tuple[T, ...]:
        then = made_before(name)
        known = _by_row(*then) if then and then[0][0].path == table.path else {}
        return tuple(
            known.get((row.line, *row.cells.items()))
            or make(row, Location(path=table.path, line=row.line), table.package)
            for row in table.rows
        )

    name = ("rows", table.package, table.resource)
    return made_from(name, typed, table)


def _by_row(values: tuple[Table], made: tuple[T, ...]) -> dict[object, T]:
    """What was made of each row, by all that it was made from."""
    rows = values[0].rows
    return {(r.line, *r.cells.items()): one for r, one in zip(rows, made, strict=True)}
