# A page that is made anew with every change of the data is made in vain most of the time. So what
# makes a page or a file is handed a dataset that notes what is asked of it, and the answers are the
# key of what it made: as long as each is the same, so is the page. Nobody says beforehand what a
# page reads, so nobody can forget to say it.
#
# A question that `memory` remembers counts by its answer, whatever the answer was made of: the rank
# of an economy stays when a value changes that does not change it. It is answered by the dataset
# itself, so that what it reads on its way is not noted one by one. From afar it is seen (`traced`):
# figures of which indicators, and which other parts of the data. While none of these has changed,
# neither has the answer, and it is not made.
"""What work asked of the data, and whether the answers are still the same."""

from __future__ import annotations

from silkline.reads.notes import ALL, ITEM, Asked, Notes, Reads
from silkline.reads.state import State
from silkline.reads.traced import Before, traced_dataset, tracer_of
from silkline.reads.watched import (
    WatchedMapping,
    WatchedSequence,
    watched_dataset,
    watched_object,
)

__all__ = [
    "ALL",
    "ITEM",
    "Asked",
    "Before",
    "Notes",
    "Reads",
    "State",
    "WatchedMapping",
    "WatchedSequence",
    "traced_dataset",
    "tracer_of",
    "watched_dataset",
    "watched_object",
]
