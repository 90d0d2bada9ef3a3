# What is handed out in place of the data looks like them and holds nothing of its own.
"""Data that note what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from silkline.memory import Watch
from silkline.model import Dataset, Package, Release
from silkline.reads.notes import ALL, COUNT, HAS, ITEM, KEYS, QUESTION, Notes, Root

T = TypeVar("T")


class WatchedMapping(Mapping[Any, Any]):
    """A mapping that notes which of its values are looked at."""

    __slots__ = ("_items", "_notes", "_raw", "_root")

    def __init__(self, raw: Mapping[Any, Any], root: Root, notes: Notes) -> None:
        self._raw, self._root, self._notes = raw, root, notes
        self._items: dict[Any, None] | None = None

    def _note_item(self, key: Any) -> None:
        if self._items is None:
            self._items = self._notes.keys(ITEM, self._root)
        self._items[key] = None

    def __getitem__(self, key: Any) -> Any:
        self._note_item(key)
        return self._raw[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._note_item(key)
        return self._raw.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._notes.note(HAS, self._root, key)
        return key in self._raw

    def __iter__(self) -> Iterator[Any]:
        self._notes.note(KEYS, self._root)
        return iter(self._raw)

    def __len__(self) -> int:
        self._notes.note(COUNT, self._root)
        return len(self._raw)

    def values(self) -> Any:
        self._notes.note(ALL, self._root)
        return self._raw.values()

    def items(self) -> Any:
        self._notes.note(ALL, self._root)
        return self._raw.items()


class WatchedSequence(Sequence[Any]):
    """A sequence that notes that it is looked at."""

    __slots__ = ("_notes", "_raw", "_root")

    def __init__(self, raw: Sequence[Any], root: Root, notes: Notes) -> None:
        self._raw, self._root, self._notes = raw, root, notes

    def __getitem__(self, index: Any) -> Any:
        self._notes.note(ALL, self._root)
        return self._raw[index]

    def __iter__(self) -> Iterator[Any]:
        self._notes.note(ALL, self._root)
        return iter(self._raw)

    def __len__(self) -> int:
        self._notes.note(COUNT, self._root)
        return len(self._raw)


def watched_object(thing: T, root: Root, notes: Notes) -> T:
    """A dataclass's instance that notes which of its fields are looked at."""
    kind: Any = type(thing)
    made = object.__new__(_watched_class(kind))
    object.__setattr__(made, "_raw", thing)
    object.__setattr__(made, "_root", root)
    object.__setattr__(made, "_notes", notes)
    return cast("T", made)


@cache
def _watched_class(kind: type[Any]) -> type[Any]:
    def reading(name: str) -> property:
        def read(self: Any) -> Any:
            found = getattr(self._raw, name)
            # Where a folder lies says nothing of a site: whoever reads files there tells of them.
            if not isinstance(found, Path):
                self._notes.note(ITEM, self._root, name)
            return found

        return property(read)

    own = {f.name: reading(f.name) for f in fields(kind)}
    return type(kind.__name__, (kind,), {"__slots__": ("_notes", "_raw", "_root"), **own})


class _Packages(WatchedMapping):
    """Packages, each of which notes what is read of it: any change of the data changes its digest,
    which few ask for.
    """

    __slots__ = ()

    def _package(self, name: str) -> Package:
        package: Package = self._raw[name]
        return watched_object(package, (*self._root, name), self._notes)

    def __getitem__(self, key: Any) -> Any:
        self._notes.note(HAS, self._root, key)
        return self._package(key)

    def get(self, key: Any, default: Any = None) -> Any:
        return self._package(key) if key in self else default

    def values(self) -> Any:
        return [self._package(name) for name in self]

    def items(self) -> Any:
        return [(name, self._package(name)) for name in self]


class _Answers(Watch):
    """Passes the questions of a watched dataset on to the dataset itself."""

    def __init__(self, raw: Dataset, notes: Notes) -> None:
        super().__init__()
        self.raw, self.notes = raw, notes
        self._known: dict[Any, tuple[Root, Any]] = raw.memo.setdefault(QUESTION, {})

    def asked(self, question: Callable[..., Any], args: Any, named: Any) -> Any:
        asked = (question, args, named)
        if asked not in self._known:
            root = (QUESTION, question.__module__, question.__qualname__, args, named)
            self._known[asked] = root, question(self.raw, *args, **dict(named))
        root, found = self._known[asked]
        if isinstance(found, Mapping):
            return WatchedMapping(found, root, self.notes)
        self.notes.note(ALL, root)
        return found


class _Dataset(Dataset):
    __slots__ = ()

    def edition(self, packages: Any) -> Release | None:
        names = tuple(packages)
        answers = cast("_Answers", self.memo)
        answers.notes.note(ITEM, ("edition",), names)
        return answers.raw.edition(names)

    @property
    def release(self) -> str:
        answers = cast("_Answers", self.memo)
        answers.notes.note(ALL, ("release",))
        return answers.raw.release


def watched_dataset(raw: Dataset, notes: Notes) -> Dataset:
    """A dataset that notes what is asked of it."""
    made = object.__new__(_Dataset)
    for field in fields(Dataset):
        found = getattr(raw, field.name)
        if field.name == "memo":
            found = _Answers(raw, notes)
        elif field.name == "packages":
            found = _Packages(found, ("packages",), notes)
        elif isinstance(found, Mapping):
            found = WatchedMapping(found, (field.name,), notes)
        else:
            found = WatchedSequence(found, (field.name,), notes)
        object.__setattr__(made, field.name, found)
    return made
