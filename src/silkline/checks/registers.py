# Registers say what is no figure: what a thing is, when something happened to it, where it is
# named. The rules here look at one package; what leads to another is judged in `entries`.
"""House rules for registers, their entries and reconciliations, within a package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from silkline.checks.dates import date_hint, is_date
from silkline.checks.subject import Rule, Subject, check_pointers, check_words
from silkline.marks import show
from silkline.model import EVENTS, Qualifier
from silkline.problems import Problem

ROLES: Final = ("member", "applicant", "partner")
RELATIONS: Final = (
    "part_of",
    "issued_by",
    "works_for",
    "released_at",
    "located_in",
    "measured_by",
    "related",
)
TARGET_KINDS: Final = ("entry", "indicator", "claim", "topic")
RESULTS: Final = ("met", "missed", "unknown")
RECONCILIATION_CHECKS: Final = (
    "implied_total",
    "implied_previous",
    "implied_part",
    "same_name",
    "none",
)
MAX_PRINTED_CHARACTERS: Final = 100
"""Length of a name or target as printed; a figure is shorter, the name of a report may be long."""

_VOCABULARIES: Final = (
    ("dates", "event", EVENTS),
    ("members", "role", ROLES),
    ("links", "relation", RELATIONS),
    ("links", "kind", TARGET_KINDS),
    ("targets", "result", RESULTS),
    ("targets", "obs_qualifier", tuple(q.value for q in Qualifier if q.value)),
    ("reconciliations", "check", RECONCILIATION_CHECKS),
)
_DATES: Final = (("dates", "date"), ("members", "since"), ("targets", "due"))
_SOURCED: Final = ("mentions", "dates", "members", "targets")
_QUOTED: Final = ("mentions", "targets")


def words_of_vocabularies(subject: Subject) -> Iterator[Problem]:
    """Events, roles, relations, results and checks come from short fixed lists."""
    for name, column, words in _VOCABULARIES:
        yield from check_words(subject, name, column, words, "DC003")


def dates_in_iso_form(subject: Subject) -> Iterator[Problem]:
    """One form of date, so that what happened can be put in order."""
    for name, column in _DATES:
        for row in subject.rows(name):
            text = row.cells.get(column, "").strip()
            if text and not is_date(text):
                message = f"'{column}' is {show(text)}, not a date in ISO form"
                yield subject.problem(name, row, column, "RG001", message, hint=date_hint(text))


def sources_known(subject: Subject) -> Iterator[Problem]:
    """What is said of an entry stands in a source of its own package."""
    for name in _SOURCED:
        yield from check_pointers(subject, name, "sources", "source", "DC007")


def mentions_have_places(subject: Subject) -> Iterator[Problem]:
    """A reader who opens the source can find the name in it."""
    for row in subject.rows("mentions"):
        paragraph, sentence, note = (
            row.cells.get(c, "").strip() for c in ("paragraph", "sentence", "note")
        )
        if paragraph or (note and not sentence):
            continue
        if sentence:
            message = f"'sentence' is {sentence}, but 'paragraph' is empty"
            hint = "write the number of the paragraph too."
        else:
            message = "'paragraph' is empty, and no 'note' says where the name stands"
            hint = (
                "count the lines of the text that are not blank, or name the page or table in note."
            )
        yield subject.problem("mentions", row, "paragraph", "RG002", message, hint=hint)


def quotations_short(subject: Subject) -> Iterator[Problem]:
    """What is printed is quoted in a few words: enough to find it in the text."""
    for name in _QUOTED:
        for row in subject.rows(name):
            length = len(row.cells.get("printed", "").strip())
            if length > MAX_PRINTED_CHARACTERS:
                message = f"'printed' has {length} characters, more than {MAX_PRINTED_CHARACTERS}"
                hint = "quote a few words only; say the rest in your own words."
                yield subject.problem(name, row, "printed", "RG003", message, hint=hint)


def targets_have_units(subject: Subject) -> Iterator[Problem]:
    """A number without its unit says nothing, nor does a unit without its number."""
    for row in subject.rows("targets"):
        value, unit = (row.cells.get(c, "").strip() for c in ("value", "unit"))
        if bool(value) == bool(unit):
            continue
        empty, full = ("unit", "value") if value else ("value", "unit")
        message = f"'{empty}' is empty, but '{full}' is {show(value or unit)}"
        hint = "write the figure and its unit, or leave both empty where the target is no number."
        yield subject.problem("targets", row, empty, "RG004", message, hint=hint)


RULES: tuple[Rule, ...] = (
    words_of_vocabularies,
    dates_in_iso_form,
    sources_known,
    mentions_have_places,
    quotations_short,
    targets_have_units,
)
