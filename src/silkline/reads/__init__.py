# A page that is made anew with every change of the data is made in vain most of the time. So what
# makes a page or a file is handed a dataset that notes what is asked of it, and the answers are the
# key of what it made: as long as each is the same, so is the page. Nobody says beforehand what a
# page reads, so nobody can forget to say it.
#
# A question that `memory` remembers counts by its answer, whatever the answer was made of: the rank
# of an economy stays when a value changes that does not change it. It is answered by the dataset
# itself, so that what it reads on its way is not noted.
"""What work asked of the data, and whether the answers are still the same."""

from __future__ import annotations

from silkline.reads.notes import ALL, ITEM, Notes, Reads
from silkline.reads.state import State
from silkline.reads.watched import (
    WatchedMapping,
    WatchedSequence,
    watched_dataset,
    watched_object,
)

__all__ = [
    "ALL",
    "ITEM",
    "Notes",
    "Reads",
    "State",
    "WatchedMapping",
    "WatchedSequence",
    "watched_dataset",
    "watched_object",
]
