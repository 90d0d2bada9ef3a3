# Two data sets in, what differs out: pure, so that the reports only have to tell it.
"""The differences of two data sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from silkline import addresses
from silkline.claims import judge
from silkline.model import Dataset, Notebook, Observation, Outcome
from silkline.releases.tables import KeyedTable, every_table, row_changes
from silkline.series import DERIVED, period_start

Key = tuple[str, str, str, str]
"""Indicator, area, period and source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """An observation that is gone, is new, or is not what it was."""

    before: Observation | None
    after: Observation | None

    @property
    def now(self) -> Observation:
        """The observation that there is: the newer one where there are two."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def ratio(self) -> Decimal | None:
        """The new value over the old one; nothing where either is missing or the old one is 0."""
        if self.before is None or self.after is None:
            return None
        if not self.before.value or self.after.value is None:
            return None
        return self.after.value / self.before.value

    @property
    def loses(self) -> bool:
        """Whether a value is there no longer."""
        had = self.before is not None and self.before.value is not None
        has = self.after is not None and self.after.value is not None
        return had and not has


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """How many rows of a table differ; rows are told apart by their key."""

    package: str
    resource: str
    removed: int
    changed: int
    added: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """A claim whose verdict is another than before."""

    claim: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that differs, losses first."""

    removed: tuple[ValueChange, ...]
    """Values that are no more, by place."""
    changed: tuple[ValueChange, ...]
    """Values, hedges and statuses that are others, the largest change first."""
    added: tuple[ValueChange, ...]
    derived: tuple[ValueChange, ...]
    """Computed values that differ because their inputs do."""
    tables: tuple[TableChange, ...]
    verdicts: tuple[VerdictChange, ...]
    pages: tuple[str, ...]
    """Addresses of the pages that show a change."""

    @property
    def is_nothing(self) -> bool:
        """Whether the content is the same."""
        return not (self.removed or self.changed or self.added or self.tables or self.verdicts)


def compare(before: Dataset, after: Dataset, stories: Iterable[Notebook] = ()) -> Changes:
    """What a reader of `after` finds otherwise than a reader of `before` did.

    `stories` are those of `after`; the ones that read a changed indicator or table are told.
    """
    values = list(_values(before, after))
    own = [c for c in values if c.now.source != DERIVED]
    tables = tuple(_tables(before, after))
    verdicts = tuple(_verdicts(before, after))
    return Changes(
        removed=tuple(c for c in own if c.loses),
        changed=tuple(sorted((c for c in own if c.before and not c.loses), key=_size)),
        added=tuple(c for c in own if not c.before),
        derived=tuple(sorted((c for c in values if c.now.source == DERIVED), key=_size)),
        tables=tables,
        verdicts=verdicts,
        pages=(*_pages(after, values, tables, verdicts), *_story_pages(stories, values, tables)),
    )


def _values(before: Dataset, after: Dataset) -> Iterator[ValueChange]:
    for indicator in sorted({*before.observations, *after.observations}):
        old = _by_key(before.observations.get(indicator, ()))
        new = _by_key(after.observations.get(indicator, ()))
        for key in sorted({*old, *new}, key=_order):
            change = ValueChange(before=old.get(key), after=new.get(key))
            if _shown(change.before) != _shown(change.after):
                yield change


def _by_key(observations: tuple[Observation, ...]) -> dict[Key, Observation]:
    return {(o.indicator, o.ref_area, o.time_period, o.source): o for o in observations}


def _order(key: Key) -> tuple[str, str, object, str]:
    return key[0], key[1], period_start(key[2]), key[3]


def _shown(observation: Observation | None) -> tuple[str, str, str] | None:
    """What a reader sees of an observation; where it comes from is counted with the tables."""
    if observation is None:
        return None
    return observation.text, observation.qualifier, observation.status


def _size(change: ValueChange) -> tuple[bool, Decimal, Key]:
    """Largest change first; a value that was or is missing or 0 before all."""
    o, ratio = change.now, change.ratio
    key = (o.indicator, o.ref_area, o.time_period, o.source)
    if ratio is None:
        return False, Decimal(0), key
    return True, -(abs(ratio.ln()) if ratio > 0 else Decimal("Infinity")), key


# --- Rows of every table, whatever it holds ---


def _tables(before: Dataset, after: Dataset) -> Iterator[TableChange]:
    for package in sorted({*before.packages, *after.packages}):
        old, new = (_package_tables(dataset, package) for dataset in (before, after))
        for resource in sorted({*old, *new}):
            rows = list(row_changes(resource, old.get(resource), new.get(resource)))
            if rows:
                yield TableChange(
                    package=package,
                    resource=resource,
                    removed=sum(r.new is None for r in rows),
                    changed=sum(r.old is not None and r.new is not None for r in rows),
                    added=sum(r.old is None for r in rows),
                )


def _package_tables(dataset: Dataset, package: str) -> Mapping[str, KeyedTable]:
    return every_table(dataset.packages[package]) if package in dataset.packages else {}


# --- What follows ---


def _verdicts(before: Dataset, after: Dataset) -> Iterator[VerdictChange]:
    old, new = judge(before), judge(after)
    for claim in sorted({*old, *new}):
        was = old[claim].outcome if claim in old else None
        now = new[claim].outcome if claim in new else None
        if was != now:
            yield VerdictChange(claim=claim, before=was, after=now)


def _pages(
    after: Dataset,
    values: list[ValueChange],
    tables: tuple[TableChange, ...],
    verdicts: tuple[VerdictChange, ...],
) -> Iterator[str]:
    indicators = sorted({c.now.indicator for c in values})
    yield from (addresses.indicator_page(i) for i in indicators if i in after.indicators)
    yield from (addresses.economy_page(a) for a in sorted({c.now.ref_area for c in values}))
    packages = sorted({t.package for t in tables})
    yield from (addresses.package_page(p) for p in packages if p in after.packages)
    if verdicts:
        yield addresses.list_page("claims")


def _story_pages(
    stories: Iterable[Notebook], values: list[ValueChange], tables: tuple[TableChange, ...]
) -> Iterator[str]:
    changed = {c.now.indicator for c in values} | {f"{t.package}/{t.resource}" for t in tables}
    yield from (addresses.story_page(s.slug) for s in stories if changed & set(s.reads))
