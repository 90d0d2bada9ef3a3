"""What descriptions of files of several packages have in common."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from silkline.messages import messages
from silkline.metadata import Told, Words, package_terms
from silkline.model import Dataset


def told_of(
    dataset: Dataset,
    title: Words,
    description: Words,
    packages: Iterable[str],
    see: tuple[str, ...] = (),
) -> Told:
    """What is known of a file that is made from packages: their licences, and the latest day."""
    found = [dataset.packages[name] for name in sorted(set(packages))]
    return Told(
        title=title,
        description=description,
        licences=tuple(dict.fromkeys(terms for p in found for terms in package_terms(p))),
        modified=max((p.created[:10] for p in found), default=""),
        see=see,
    )


@cache
def both(key: str) -> Words:
    """A text of the catalogue in both languages."""
    return Words(en=messages("en")(key), zh=messages("zh")(key))
