# A licence's conditions are declared in the site's code list of licences, by people who have read
# it, or else in ours, which holds those that most data packages name; what neither declares is
# unknown, never assumed. Of several licences the most restrictive answer holds.
"""What the licences of an indicator or a package ask together."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from silkline.memory import remembered
from silkline.model import Answer, Condition, Dataset, LicenceTerm, Package
from silkline.series import sources_behind

WELL_KNOWN: Final = Path(__file__).parent / "licences.csv"
"""Conditions as the texts of the licences state them, each with the address of its text."""
_ORDER: Final = tuple(Answer)


def indicator_terms(dataset: Dataset, indicator: str) -> tuple[Condition, ...]:
    """Of the sources behind an indicator, and of the package that it stands in."""
    package = dataset.packages[dataset.indicators[indicator].package]
    return _terms(dataset, package, sources_behind(dataset, indicator))


def package_terms(dataset: Dataset, package: Package) -> tuple[Condition, ...]:
    """Of a package and of every source that it names."""
    table = dataset.tables.get((package.name, "sources"))
    return _terms(dataset, package, table.column("source") if table else ())


def _terms(dataset: Dataset, package: Package, sources: Iterable[str]) -> tuple[Condition, ...]:
    codes = {x.name.lower() for x in package.licenses}
    codes |= {dataset.sources[s].licence for s in sources if s in dataset.sources}
    declared = _declared(dataset)
    return tuple(_combined(term, sorted(codes), declared) for term in LicenceTerm)


def _combined(
    term: LicenceTerm, codes: Iterable[str], declared: Mapping[str, Mapping[str, str]]
) -> Condition:
    answers = {code: _answer(declared.get(code, {}).get(term, "")) for code in codes}
    strictest = max(answers.values(), key=_ORDER.index, default=Answer.UNKNOWN)
    asking = tuple(code for code, answer in answers.items() if answer is strictest)
    return Condition(term=term, answer=strictest, licences=asking)


def _answer(cell: str) -> Answer:
    return Answer(cell) if cell in set(Answer) else Answer.UNKNOWN


@remembered
def _declared(dataset: Dataset) -> dict[str, Mapping[str, str]]:
    """What licences ask, by code; a cell of the site's own list counts before ours."""
    found = dict(_well_known())
    tables = (t for (_, name), t in dataset.tables.items() if name == "licences")
    for row in (row for table in tables for row in table.rows):
        told = {name: cell for name, cell in row.cells.items() if cell}
        found[told["licence"]] = {**found.get(told["licence"], {}), **told}
    return found


@cache
def _well_known() -> dict[str, Mapping[str, str]]:
    """Licences by the names that Open Definition and SPDX give them, in small letters."""
    text = WELL_KNOWN.read_text(encoding="utf-8")
    return {row["licence"]: row for row in csv.DictReader(io.StringIO(text))}
