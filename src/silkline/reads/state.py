# Equal answers are written alike and others never, whoever made them and in whatever process.
"""Whether the answers are still the same."""

from __future__ import annotations

import hashlib
import importlib
import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from pathlib import PurePath
from typing import Any, Final

from silkline.model import Dataset, Digest, Observation
from silkline.problems import Location
from silkline.reads.notes import ALL, HAS, ITEM, KEYS, QUESTION, Reads, Root

_SHORT: Final = 64
_DIGEST: Final = b"#"
"""Begins a digest, and nothing that `marshal` writes."""
_ATOMS: Final = frozenset({str, int, bool, float, bytes, type(None)})


class State:
    """Everything that can be asked of a site's content, as it is now.

    Args:
        dataset: The data.
        parts: What else can be asked for, by name.
    """

    def __init__(self, dataset: Dataset, parts: Mapping[str, Any]) -> None:
        self._dataset = dataset
        self._parts: dict[Root, Any] = {(name,): part for name, part in parts.items()}
        self._known: dict[tuple[str, Root, Any], bytes] = {}
        self._observations: dict[int, bytes] = {}
        self._digested: list[Observation] = []
        """Keeps those alive whose numbers stand in `_observations`."""

    def inputs(self, reads: Reads) -> tuple[tuple[str, Digest], ...]:
        """The answers of now to what was asked, by what they are about.

        Raises whatever a question raises that cannot be asked any more.
        """
        sums: dict[str, Any] = {}
        for (how, root), keys in reads.items():
            subject = _subject(root)
            if subject not in sums:
                sums[subject] = hashlib.sha256()
            found = sums[subject]
            found.update(marshal.dumps((how, root, keys), 0))
            for key in keys:
                found.update(self._answer(how, root, key))
        return tuple(sorted((name, Digest(s.hexdigest())) for name, s in sums.items()))

    def _answer(self, how: str, root: Root, key: Any) -> bytes:
        place = (how, root, key)
        if place not in self._known:
            self._known[place] = self._digest(_looked_at(self._part(root), how, key))
        return self._known[place]

    def _part(self, root: Root) -> Any:
        if root not in self._parts:
            self._parts[root] = self._found(root)
        return self._parts[root]

    def _found(self, root: Root) -> Any:
        data = self._dataset
        match root:
            case ("?", module, name, args, named):
                question = getattr(importlib.import_module(module), name)
                return question(data, *args, **dict(named))
            case ("packages", name):
                return data.packages.get(name)
            case ("tables" | "foreign" as name,):
                return {key: _resource(data, key) for key in getattr(data, name)}
            case ("edition",):
                return _Editions(data)
            case ("release",):
                return data.release
            case (name,):
                return getattr(data, name)
        raise KeyError(root)

    def _digest(self, value: object) -> bytes:
        return _sum(self._plain(value))

    def _plain(self, value: Any) -> Any:
        """A value in tuples, numbers and text: equal ones are written alike."""
        kind: Any = type(value)
        if kind in _ATOMS:
            return value
        if kind is Observation:
            return self._observation(value)
        if kind is tuple or kind is list:
            if value and type(value[0]) is Observation:
                return b"".join(map(self._observation, value))
            return tuple(map(self._plain, value))
        getter = _getter(kind)
        if getter:
            return (kind.__name__, *map(self._plain, getter(value)))
        return self._plain_rarer(value, kind.__name__)

    def _plain_rarer(self, value: Any, kind: str) -> Any:
        if isinstance(value, Enum):
            return (kind, value.value)
        if isinstance(value, Mapping):
            return tuple((self._plain(k), self._plain(v)) for k, v in value.items())
        if isinstance(value, frozenset | set):
            return tuple(sorted(map(self._digest, value)))
        if isinstance(value, Decimal | date | PurePath):
            return (kind, str(value))
        raise TypeError(f"no digest of {kind}")

    def _observation(self, o: Observation) -> bytes:
        """Each is looked at by many questions and digested once."""
        known = self._observations.get(id(o))
        if known is None:
            known = _sum((*_OBSERVATION(o), str(o.value)))
            self._observations[id(o)] = known
            self._digested.append(o)
        return known


def _sum(plain: Any) -> bytes:
    """What is short stands for itself; each says where it ends."""
    written = marshal.dumps(plain, 0)
    return written if len(written) < _SHORT else _DIGEST + hashlib.sha256(written).digest()


class _Editions:
    """The releases that hold packages as they are now."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def get(self, names: tuple[str, ...], default: object = None) -> object:
        if not all(name in self._dataset.packages for name in names):
            return default
        return self._dataset.edition(names)


def _looked_at(part: Any, how: str, key: Any) -> object:
    if how == ALL:
        return part
    if part is None:
        return None
    if how == ITEM:
        is_object = is_dataclass(part)
        return (getattr(part, key, None),) if is_object else _item(part, key)
    if how == HAS:
        return key in part
    return tuple(part) if how == KEYS else len(part)


def _item(part: Any, key: Any) -> object:
    """The value within something, so that no value looks as if there were none."""
    found = part.get(key, part)
    return None if found is part else (found,)


def _resource(data: Dataset, key: tuple[str, str]) -> object:
    """What a table was read from: its description holds the digest of the file."""
    return data.packages[key[0]].resource(key[1])


def _subject(root: Root) -> str:
    """What an answer is about, as it is told to whoever asks why work is done again."""
    if root[0] != QUESTION:
        return str(root[-1])
    _, _, name, args, _ = root
    return args[0] if args and isinstance(args[0], str) else name.strip("_").replace("_", " ")


@cache
def _getter(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes the fields of a dataclass out of its instances."""
    if not is_dataclass(kind):
        return None
    names = [f.name for f in fields(kind)]
    found = attrgetter(*names)
    return found if len(names) > 1 else lambda value: (found(value),)


_ODD: Final = {
    "value": (),
    "qualifier": ("qualifier.value",),
    "where": tuple(f"where.{f.name}" for f in fields(Location)),
}
_OBSERVATION: Final = attrgetter(
    *(name for f in fields(Observation) for name in _ODD.get(f.name, (f.name,)))
)
"""Takes all fields but the value, which is a number, out of an observation."""
