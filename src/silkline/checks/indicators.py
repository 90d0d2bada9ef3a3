# The tables beside the observations: what is measured, from where, how it is derived, where it
# breaks.
"""House rules for indicators, sources, derived indicators and breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from silkline.cache import digest_file
from silkline.checks.subject import Rule, Subject, check_pointers, check_words, unknown
from silkline.marks import show
from silkline.model import Row
from silkline.problems import Problem, Severity

KINDS: Final = ("level", "share", "rate", "index", "count")
AGGREGATIONS: Final = ("sum", "mean", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """What a formula of derived indicators takes."""

    least: int = 2
    most: int = 2
    needs: str = ""
    """The column beside `inputs` that it cannot do without; every other one stays empty."""
    years: int = 1
    """Fewest years that it can be asked over."""


FORMULAS: Final[Mapping[str, Formula]] = {
    "sum": Formula(most=20),
    "difference": Formula(),
    "ratio_percent": Formula(),
    "share_of_area_percent": Formula(least=1, most=1, needs="reference_area"),
    "growth_percent": Formula(least=1, most=1, needs="years"),
    "cagr_percent": Formula(least=1, most=1, needs="years", years=2),
    "per_head": Formula(),
    "quotient": Formula(),
    "multiple_of_period": Formula(least=1, most=1, needs="base_period"),
}
_HINTS: Final = {
    "reference_area": "write the code of the area of which a share is taken, such as WLD.",
    "base_period": "write the period that a multiple is of, such as 2018.",
    "years": "write how many years lie between the two values, such as 5.",
}
MAX_DECIMALS: Final = 6

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_URL: Final = re.compile(r"https?://[^\s<>\"'`]+")
_ID_COLUMNS: Final = (("indicators", "indicator"), ("sources", "source"), ("derived", "indicator"))
_CLAIM_IDS: Final = (
    ("statements", "statement"),
    ("claims", "claim"),
    ("reconciliations", "reconciliation"),
)
_THING_IDS: Final = (
    ("registers", "register"),
    ("entries", "entry"),
    ("targets", "target"),
    ("terms", "term"),
)
_URL_COLUMNS: Final = (("sources", "url"), ("licences", "url"), ("entries", "url"))


def ids_in_form(subject: Subject) -> Iterator[Problem]:
    """Ids become addresses, which never change."""
    for name, column in (*_ID_COLUMNS, *_CLAIM_IDS, *_THING_IDS):
        for row in subject.rows(name):
            value = row.cells.get(column, "").strip()
            if value and not _ID.fullmatch(value):
                message = f"'{column}' is {show(value)}, which cannot be part of an address"
                hint = "use small letters a to z, digits and single hyphens between them."
                yield subject.problem(name, row, column, "DC010", message, hint=hint)


def words_of_vocabularies(subject: Subject) -> Iterator[Problem]:
    """Kind, aggregation and formula come from short fixed lists."""
    vocabularies = (
        ("indicators", "kind", KINDS),
        ("indicators", "aggregation", AGGREGATIONS),
        ("derived", "formula", tuple(FORMULAS)),
    )
    for name, column, words in vocabularies:
        yield from check_words(subject, name, column, words, "DC003")


def decimals_in_range(subject: Subject) -> Iterator[Problem]:
    """Decimals shown to readers."""
    for row in subject.rows("indicators"):
        text = row.cells.get("decimals", "").strip()
        if not re.fullmatch(r"[0-9]", text) or int(text) > MAX_DECIMALS:
            message = f"'decimals' is {show(text)}, not a whole number from 0 to {MAX_DECIMALS}"
            yield subject.problem("indicators", row, "decimals", "DC009", message)


def addresses_are_links(subject: Subject) -> Iterator[Problem]:
    """An address becomes a link; only http and https ones may."""
    for name, column in _URL_COLUMNS:
        for row in subject.rows(name):
            url = row.cells.get(column, "").strip()
            if url and not _URL.fullmatch(url):
                message = f"'{column}' is {show(url)}, not an address on the web"
                hint = "write the full address, beginning with https://."
                yield subject.problem(name, row, column, "DC014", message, hint=hint)


def raw_files_as_retrieved(subject: Subject) -> Iterator[Problem]:
    """A source that names a raw file gives its hash, and the file is unchanged since.

    A source whose text may not be shipped has a hash alone.
    """
    for row in subject.rows("sources"):
        file, sha256 = row.cells.get("file", "").strip(), row.cells.get("sha256", "").strip()
        if file and file not in subject.package.raw_files:
            known = frozenset(subject.package.raw_files)
            message, hint = unknown("file", file, "but this package has no such file", known)
            hint = hint or "put the file into raw/ and write its path, such as raw/file.csv."
            yield subject.problem("sources", row, "file", "DC005", message, hint=hint)
        elif file:
            yield from _hash_fits(subject, row, file, sha256)
        elif sha256 and not _SHA256.fullmatch(sha256):
            message = f"'sha256' is {show(sha256)}, not a SHA-256"
            hint = "write 64 digits 0 to 9 and a to f, as `sha256sum FILE` prints them."
            yield subject.problem("sources", row, "sha256", "DC015", message, hint=hint)


def _hash_fits(subject: Subject, row: Row, file: str, sha256: str) -> Iterator[Problem]:
    actual = digest_file(subject.package.folder / file)
    if sha256 != actual:
        given = f"{show(sha256)}, but {file} has another" if sha256 else f"empty for {file}"
        hint = f"if the file is as retrieved, write {actual}; if it was edited, retrieve it again."
        message = f"'sha256' is {given}"
        yield subject.problem("sources", row, "sha256", "DC015", message, hint=hint)


def breaks_point_to_indicators(subject: Subject) -> Iterator[Problem]:
    """A break is drawn on an indicator of its own package."""
    return check_pointers(subject, "breaks", "indicators", "indicator", "DC008")


def formulas_have_inputs(subject: Subject) -> Iterator[Problem]:
    """Each formula takes a certain number of inputs, and some an area, a period or years."""
    for row in subject.rows("derived"):
        name = row.cells.get("formula", "").strip()
        formula = FORMULAS.get(name)
        if formula is None:
            continue
        inputs = row.cells.get("inputs", "").split()
        if not formula.least <= len(inputs) <= formula.most:
            exact = formula.least == formula.most
            wanted = f"{formula.least}" if exact else f"at least {formula.least}"
            message = f"'inputs' names {len(inputs)} indicators, but {name} takes {wanted}"
            hint = "write ids of indicators with a space between them."
            yield subject.problem("derived", row, "inputs", "DC016", message, hint=hint)
        yield from _settings_fit(subject, row, name, formula)


def _settings_fit(subject: Subject, row: Row, name: str, formula: Formula) -> Iterator[Problem]:
    """What stands beside the inputs: all that the formula needs and nothing else."""
    for column, hint in _HINTS.items():
        text = row.cells.get(column, "").strip()
        needed = column == formula.needs
        message = ""
        if text and not needed:
            message = f"'{column}' is {show(text)}, but {name} takes none"
        elif needed and not text:
            message = f"'{column}' is empty, but {name} needs it"
        elif needed and column == "years" and text.isdecimal() and int(text) < formula.years:
            message = f"'years' is {text}, but {name} takes at least {formula.years}"
        if message:
            mend = hint if needed else "empty the cell."
            yield subject.problem("derived", row, column, "DC016", message, hint=mend)


def indicators_used(subject: Subject) -> Iterator[Problem]:
    """Every indicator has observations, a formula, or at least a claim."""
    users = ("observations", "derived", "claims")
    used = frozenset().union(*(subject.column(table, "indicator") for table in users))
    for row in subject.rows("indicators") if "observations" in subject.tables else ():
        name = row.cells.get("indicator", "")
        if name and name not in used:
            message = f"the indicator {show(name)} has no observations and no claims"
            hint = "add observations, or remove the row."
            severity = Severity.WARNING
            yield subject.problem(
                "indicators", row, "indicator", "DC017", message, hint=hint, severity=severity
            )


RULES: tuple[Rule, ...] = (
    ids_in_form,
    words_of_vocabularies,
    decimals_in_range,
    addresses_are_links,
    raw_files_as_retrieved,
    breaks_point_to_indicators,
    formulas_have_inputs,
    indicators_used,
)
