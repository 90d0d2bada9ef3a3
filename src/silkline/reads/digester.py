# Equal values are written alike and others never, whoever made them and in whatever process.
"""Digests of what the data hold."""

from __future__ import annotations

import hashlib
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

from silkline.model import Observation
from silkline.problems import Location

_SHORT: Final = 64
_DIGEST: Final = b"#"
"""Begins a digest, and nothing that `marshal` writes."""
_ATOMS: Final = frozenset({str, int, bool, float, bytes, type(None)})


class Digester:
    """Makes digests of values, and remembers those of observations."""

    def __init__(self) -> None:
        self._observations: dict[int, bytes] = {}
        self._digested: list[Observation] = []
        """Keeps those alive whose numbers stand in `_observations`."""

    def digest(self, value: object) -> bytes:
        """What tells a value from every other; of a short one, the value itself."""
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
            return tuple(sorted(map(self.digest, value)))
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
