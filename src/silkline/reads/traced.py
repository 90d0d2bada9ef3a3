# An answer need not be made to know that it is as it was: it is enough that nothing has changed of
# what it was made from. What that is is seen while it is made, coarsely: the figures of one
# indicator, or a whole part of the data. It is for being quick and for nothing else, so what it
# says may be too much and never too little.
"""Data that know what each answer was made from, and what it was in the last build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, cast

from silkline.memory import Watch, is_kept
from silkline.model import Dataset, Figures, Observation
from silkline.reads.leaves import FIGURES, PACKAGES, Leaf, LeafDigests, Leaves

Question = tuple[str, str, Any, Any]
"""A question by its module and name, with what it is about."""

_OF_PACKAGES: Final = frozenset({"tables", "foreign"})
"""What changes only when a package does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a build notes for the next one."""

    leaves: Mapping[Leaf, bytes] = field(default_factory=dict)
    """What parts of the data were that answers were made from."""
    answers: Mapping[Question, tuple[Any, Leaves]] = field(default_factory=dict)
    """Answers that are kept, with what they were made from."""


class Tracer(Watch):
    """The memory of a dataset that knows what each answer was made from."""

    def __init__(self, before: Before) -> None:
        super().__init__()
        self._before = before
        self._answers: dict[Any, tuple[Any, Leaves]] = {}
        self._kept: dict[Question, tuple[Any, Leaves]] = {}
        self._same: dict[Leaves, Leaves] = {}
        self._as_before: dict[Leaves, bool] = {}
        self._now: set[Leaf] | None = None
        """What the question that is being answered has been made from so far."""

    def about(self, raw: Dataset, traced: Dataset) -> None:
        """Whose memory this is."""
        self._dataset = traced
        self._digests = LeafDigests(raw)

    def asked(self, question: Callable[..., Any], args: Any, named: Any) -> Any:
        """The answer to a question of the dataset, made once."""
        value, leaves = self._answer(question, args, named)
        if self._now is not None:
            self._now |= leaves
        return value

    def leaves(self, question: Callable[..., Any], args: Any, named: Any) -> Leaves:
        """What the answer to a question is made from."""
        return self._answer(question, args, named)[1]

    def read(self, leaf: Leaf) -> None:
        """A part of the data was looked at."""
        if self._now is not None:
            self._now.add(leaf)

    def is_as_before(self, leaves: Leaves) -> bool:
        """Whether nothing of these has changed since the last build."""
        if leaves not in self._as_before:
            then, now = self._before.leaves, self._digests
            self._as_before[leaves] = all(then.get(leaf) == now.of(leaf) for leaf in leaves)
        return self._as_before[leaves]

    def note(self, leaves: Iterable[Leaves]) -> Before:
        """What the next build wants to know of this one, of these parts too."""
        every = {*leaves, *(found for _, found in self._kept.values())}
        listed = sorted({leaf for found in every for leaf in found})
        return Before(leaves={x: self._digests.of(x) for x in listed}, answers=self._kept)

    def _answer(self, question: Any, args: Any, named: Any) -> tuple[Any, Leaves]:
        asked = (question, args, named)
        if asked not in self._answers:
            made = self._made_or_kept if is_kept(question) else self._made
            self._answers[asked] = made(question, args, named)
        return self._answers[asked]

    def _made_or_kept(self, question: Any, args: Any, named: Any) -> tuple[Any, Leaves]:
        name = (question.__module__, question.__qualname__, args, named)
        known = self._before.answers.get(name)
        if known is None or not self.is_as_before(known[1]):
            known = self._made(question, args, named)
        self._kept[name] = known
        return known

    def _made(self, question: Any, args: Any, named: Any) -> tuple[Any, Leaves]:
        outer, self._now = self._now, set()
        try:
            value = question.__wrapped__(self._dataset, *args, **dict(named))
            found = frozenset(self._now)
        finally:
            self._now = outer
        # Thousands of answers are made from the same few parts.
        return value, self._same.setdefault(found, found)


class _Figures(Figures):
    """Observations by indicator: who looks at one has not looked at the others."""

    __slots__ = ("_late", "_raw", "_tracer")

    def __init__(self, raw: Mapping[str, tuple[Observation, ...]], tracer: Tracer) -> None:
        self._raw, self._tracer = raw, tracer
        self._late = raw if isinstance(raw, Figures) else None

    def areas(self, indicator: str) -> tuple[str, ...]:
        self._tracer.read((FIGURES, indicator))
        return Figures.areas(self, indicator) if self._late is None else self._late.areas(indicator)

    def of(self, indicator: str, area: str) -> tuple[Observation, ...]:
        self._tracer.read((FIGURES, indicator))
        if self._late is None:
            return Figures.of(self, indicator, area)
        return self._late.of(indicator, area)

    def __getitem__(self, indicator: str) -> tuple[Observation, ...]:
        self._tracer.read((FIGURES, indicator))
        return self._raw[indicator]

    def __contains__(self, indicator: object) -> bool:
        self._tracer.read((FIGURES, str(indicator)))
        return indicator in self._raw

    def __iter__(self) -> Iterator[str]:
        self._tracer.read((FIGURES,))
        return iter(self._raw)

    def __len__(self) -> int:
        self._tracer.read((FIGURES,))
        return len(self._raw)


def _reading(name: str) -> property:
    leaf = (PACKAGES if name in _OF_PACKAGES else name,)

    def read(self: Any) -> Any:
        self.memo.read(leaf)
        return getattr(self._raw, name)

    return property(read)


_OWN: Final = {f.name: _reading(f.name) for f in fields(Dataset) if f.name not in {"memo", FIGURES}}
_Traced: Final = type(
    "_Traced",
    (Dataset,),
    {"__slots__": ("_raw", "_seen"), **_OWN, FIGURES: property(lambda self: self._seen)},
)


def traced_dataset(raw: Dataset, before: Before | None = None) -> Dataset:
    """The same data, knowing what each answer that it gives was made from.

    Args:
        raw: The data.
        before: What the last build noted.
    """
    made, tracer = cast("Dataset", object.__new__(_Traced)), Tracer(before or Before())
    tracer.about(raw, made)
    seen = _Figures(raw.observations, tracer)
    for name, value in (("_raw", raw), ("_seen", seen), ("memo", tracer)):
        object.__setattr__(made, name, value)
    return made


def tracer_of(dataset: Dataset) -> Tracer | None:
    """What knows what the answers of a dataset are made from, if anybody does."""
    return dataset.memo if isinstance(dataset.memo, Tracer) else None
