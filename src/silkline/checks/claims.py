# Statements and claims point to each other and to the data. Whether a declared check can be made at
# all is judged where checks are made; here only what stands in the package's own tables is looked
# at.
"""House rules for statements and claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from silkline.checks.subject import Rule, Subject, check_pointers, check_words
from silkline.problems import Problem

DEFINITIONS: Final = ("same", "different")
MAX_PRINTED_CHARACTERS: Final = 60
"""Length of a figure as printed: a few words, never a sentence of the source."""


def statements_known(subject: Subject) -> Iterator[Problem]:
    """A claim is part of a statement of its own package."""
    return check_pointers(subject, "claims", "statements", "statement", "CL001")


def definitions_known(subject: Subject) -> Iterator[Problem]:
    """Whether a claim and its check measure the same thing is said in one of two words."""
    return check_words(subject, "claims", "definition", DEFINITIONS, "CL002")


def figures_as_printed(subject: Subject) -> Iterator[Problem]:
    """The figure as printed is quoted in a few words: enough to find it in the text."""
    for row in subject.rows("claims"):
        printed = row.cells.get("printed", "").strip()
        if not printed:
            message = "'printed' is empty"
            hint = 'quote the figure in a few words, such as "nearly 38%".'
        elif len(printed) > MAX_PRINTED_CHARACTERS:
            message = f"'printed' has {len(printed)} characters, more than {MAX_PRINTED_CHARACTERS}"
            hint = "quote the figure only; say the rest in your own words in the statement's point."
        else:
            continue
        yield subject.problem("claims", row, "printed", "CL003", message, hint=hint)


def statements_have_sources(subject: Subject) -> Iterator[Problem]:
    """A statement stands in a source of its own package."""
    return check_pointers(subject, "statements", "sources", "source", "DC007")


RULES: tuple[Rule, ...] = (
    statements_known,
    definitions_known,
    figures_as_printed,
    statements_have_sources,
)
