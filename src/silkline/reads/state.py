# An answer counts, whatever it was made of: the rank of an economy stays when a value changes that
# does not change it. But where nothing has changed of all that an answer is made from, it is not
# made to be looked at.
"""Whether the answers are still the same."""

from __future__ import annotations

import hashlib
import importlib
import marshal
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from silkline.model import Dataset, Digest
from silkline.reads.digester import Digester
from silkline.reads.leaves import Leaves
from silkline.reads.notes import ALL, HAS, ITEM, KEYS, QUESTION, Asked, Reads, Root
from silkline.reads.traced import tracer_of


class State:
    """Everything that can be asked of a site's content, as it is now.

    Args:
        dataset: The data.
        parts: What else can be asked for, by name.
    """

    def __init__(self, dataset: Dataset, parts: Mapping[str, Any]) -> None:
        self._dataset = dataset
        self._tracer = tracer_of(dataset)
        self._parts: dict[Root, Any] = {(name,): part for name, part in parts.items()}
        self._known: dict[tuple[str, Root, Any], bytes] = {}
        self._digester = Digester()

    def asked(self, reads: Reads) -> dict[str, Asked]:
        """What was asked with the answers of now, by what they are about.

        Raises whatever a question raises that cannot be asked any more.
        """
        subjects: dict[str, dict[Any, Any]] = {}
        for read, keys in reads.items():
            subjects.setdefault(_subject(read[1]), {})[read] = keys
        return {name: self._asked(found) for name, found in sorted(subjects.items())}

    def again(self, asked: Mapping[str, Asked]) -> dict[str, Asked]:
        """What was asked before, with the answers of now. Raises as `asked` does."""
        return {
            name: one if self._is_as_before(one.leaves) else self._asked(one.reads)
            for name, one in asked.items()
        }

    def _is_as_before(self, leaves: Leaves | None) -> bool:
        # A tracer is a mapping, and may be an empty one.
        if self._tracer is None or leaves is None:
            return False
        return self._tracer.is_as_before(leaves)

    def _asked(self, reads: Reads) -> Asked:
        found = hashlib.sha256()
        behind: set[Leaves | None] = set()
        for (how, root), keys in reads.items():
            found.update(marshal.dumps((how, root, keys), 0))
            for key in keys:
                found.update(self._answer(how, root, key))
            behind.add(self._behind(root))
        leaves = None if None in behind else frozenset().union(*(b for b in behind if b))
        return Asked(reads=reads, answers=Digest(found.hexdigest()), leaves=leaves)

    def _behind(self, root: Root) -> Leaves | None:
        """What an answer is made from. What is no question is looked at: that costs little."""
        if root[0] != QUESTION or self._tracer is None:
            return None
        return self._tracer.leaves(*_question(root))

    def _answer(self, how: str, root: Root, key: Any) -> bytes:
        place = (how, root, key)
        if place not in self._known:
            self._known[place] = self._digester.digest(_looked_at(self._part(root), how, key))
        return self._known[place]

    def _part(self, root: Root) -> Any:
        if root not in self._parts:
            self._parts[root] = self._found(root)
        return self._parts[root]

    def _found(self, root: Root) -> Any:
        data = self._dataset
        match root:
            case ("?", *_):
                question, args, named = _question(root)
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


def _question(root: Root) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """A question, and what it is about."""
    _, module, name, args, named = root
    return _function(module, name), args, named


@cache
def _function(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


def _subject(root: Root) -> str:
    """What an answer is about, as it is told to whoever asks why work is done again."""
    if root[0] != QUESTION:
        return str(root[-1])
    _, _, name, args, _ = root
    return args[0] if args and isinstance(args[0], str) else name.strip("_").replace("_", " ")
