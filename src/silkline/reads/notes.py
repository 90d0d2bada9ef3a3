# What was asked is told in names, numbers and text alone, so that it can be kept with the results.
"""What one piece of work asks, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from silkline.model import Digest
from silkline.reads.leaves import Leaves

Root = tuple[Any, ...]
"""What was asked: the name of a part of the site's content, or a question with what it is about."""
Read = tuple[str, Root]
"""How something was asked, which is one of the words below, and what."""
Reads = Mapping[Read, tuple[Any, ...]]
"""Everything that was asked, with the keys of the answers that were looked at."""

ALL: Final = "all"
ITEM: Final = "item"
HAS: Final = "has"
KEYS: Final = "keys"
COUNT: Final = "count"

QUESTION: Final = "?"
"""Begins what was asked as a question that `memory` remembers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that one piece of work asked about one matter, and what the answers were."""

    reads: Reads
    answers: Digest
    leaves: Leaves | None
    """What the answers are made from; None where that is not known, and they are looked at."""


class Notes:
    """What one piece of work asks."""

    def __init__(self) -> None:
        self._found: dict[Read, dict[Any, None]] = {}

    def note(self, how: str, root: Root, key: Any = None) -> None:
        """Something was asked."""
        self.keys(how, root)[key] = None

    def keys(self, how: str, root: Root) -> dict[Any, None]:
        """Where the keys of one question are noted, for those who ask often."""
        return self._found.setdefault((how, root), {})

    @property
    def reads(self) -> Reads:
        """All of it, in the order of asking."""
        return {read: tuple(keys) for read, keys in self._found.items()}
