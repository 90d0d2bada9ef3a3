# What can be told of one figure without its series: that a part is larger than its whole, that
# nobody can know it yet, that a statistical file does not say "about".
"""Checks of single figures, of sums, and of sources beside each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import permutations
from typing import Final

from silkline.checks.periods import is_period
from silkline.checks.statistics.material import (
    TABLE,
    Check,
    Finding,
    Material,
    about,
    number,
)
from silkline.marks import show
from silkline.model import Qualifier, Row
from silkline.problems import Severity

PERCENT: Final = "percent"
"""Code of the unit in which shares are given."""
FORECASTS: Final = frozenset("FE")
"""Statuses of figures that may be about time to come: forecast and estimate."""
HEDGES: Final = frozenset(q.value for q in Qualifier) - {Qualifier.EXACT}
"""Qualifiers that say that a figure is not exact."""
Place = tuple[str, str, str]
"""Area, period and source."""


def shares_of_a_whole(material: Material) -> Iterator[Finding]:
    """A part is not less than nothing and not more than all."""
    shares = {
        name
        for name, cells in material.indicators.items()
        if cells.get("kind") == "share" and cells.get("unit") == PERCENT
    }
    for row in material.subject.rows(TABLE) if shares else ():
        if row.cells["indicator"] in shares:
            value = number(row.cells["obs_value"])
            if value is not None and not 0 <= value <= 100:
                text = show(row.cells["obs_value"])
                message = f"'obs_value' is {text}, and a share of a whole lies between 0 and 100"
                yield _error(about(row, "obs_value", "ST001", message))


def sums_add_up(material: Material) -> Iterator[Finding]:
    """A whole that is published beside its parts is their sum, as far as they are rounded."""
    for derivation in material.subject.rows("derived"):
        whole, parts = derivation.cells["indicator"], derivation.cells["inputs"].split()
        names = (whole, *parts)
        units = {material.indicators.get(n, {}).get("unit") for n in names}
        if derivation.cells["formula"] != "sum" or len(units) != 1 or None in units:
            continue
        found = {name: _exact(material, name) for name in names}
        for place, row in found[whole].items():
            rows = [found[name].get(place) for name in parts]
            given = [r for r in rows if r is not None]
            if len(given) == len(rows):
                yield from _sum_differs(material, row, given)


def _exact(material: Material, indicator: str) -> dict[Place, Row]:
    return {
        (c["ref_area"], c["time_period"], c["source"]): row
        for row in material.subject.rows(TABLE)
        if (c := row.cells)["indicator"] == indicator
        and c["obs_value"]
        and not c["obs_qualifier"]
        and number(c["obs_value"]) is not None
    }


def _sum_differs(material: Material, row: Row, parts: list[Row]) -> Iterator[Finding]:
    try:
        whole, *values = (Decimal(r.cells["obs_value"]) for r in (row, *parts))
    except InvalidOperation:
        return
    total = sum(values, start=Decimal(0))
    halves = (_half_a_digit(material, r) for r in (row, *parts))
    if abs(total - whole) > sum(halves, start=Decimal(0)):
        names = " and ".join(r.cells["indicator"] for r in parts)
        text = show(row.cells["obs_value"])
        message = f"'obs_value' is {text}, but {names} of the same source add up to {total:f}"
        yield about(row, "obs_value", "ST005", message)


def _half_a_digit(material: Material, row: Row) -> Decimal:
    """Half of the last digit that a figure can be trusted in: the last written, or shown."""
    shown = material.indicators[row.cells["indicator"]].get("decimals", "")
    written = len(row.cells["obs_value"].partition(".")[2])
    digits = min(written, int(shown)) if shown.isdecimal() else written
    return Decimal(5).scaleb(-digits - 1)


def preferred_sources_are_newer(material: Material) -> Iterator[Finding]:
    """A file that is preferred to a newer one hides revisions; told once for the two.

    Articles are left out: one that quotes an old figure is newer, and no revision.
    """
    files = [(name, row) for name, row in material.sources.items() if row.cells.get("file")]
    older = {
        (name, other)
        for (name, row), (other, beside) in permutations(files, 2)
        if _is_preferred(row.cells, beside.cells) and _is_older(row.cells, beside.cells)
    }
    if not older:
        return
    held: dict[tuple[str, str, str], list[str]] = {}
    for row in material.subject.rows(TABLE):
        c = row.cells
        if c["obs_value"]:
            held.setdefault((c["indicator"], c["ref_area"], c["time_period"]), []).append(
                c["source"]
            )
    counts = Counter(
        (place[0], *pair)
        for place, sources in held.items()
        for pair in permutations(sources, 2)
        if pair in older
    )
    for (indicator, name, other), count in sorted(counts.items()):
        yield _older(material, indicator, name, other, count)


def _is_preferred(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    ranks = [cells.get("preference", "") for cells in (one, other)]
    return all(r.isdecimal() for r in ranks) and int(ranks[0]) < int(ranks[1])


def _is_older(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """As far as both dates are known: a year is not older than a day in it."""
    dates = [cells.get("published", "") for cells in (one, other)]
    length = min(map(len, dates))
    return length > 0 and dates[0][:length] < dates[1][:length]


def _older(material: Material, indicator: str, name: str, other: str, count: int) -> Finding:
    row, beside = material.sources[name], material.sources[other]
    figures = "one figure" if count == 1 else f"{count:,} figures"
    message = (
        f"{name} of {row.cells['published']} is preferred to {other} of "
        f"{beside.cells['published']} for {figures} of {show(indicator)}"
    )
    return Finding(
        code="ST006",
        message=message,
        hint="prefer the newer source, or waive this finding and say why the older one is better.",
        resource="sources",
        row=row,
        column="published",
        indicator=indicator,
        source=name,
    )


def nothing_from_the_future(material: Material) -> Iterator[Finding]:
    """What lies after the day of its source is a forecast, and says so."""
    years = {name: _year(row.cells) for name, row in material.sources.items()}
    for row in material.subject.rows(TABLE):
        c = row.cells
        period, year = c["time_period"], years.get(c["source"])
        if (
            year
            and period[-7:] > year
            and c["obs_value"]
            and c["obs_status"] not in FORECASTS
            and is_period(period)
            and _last_year(period) > year
        ):
            message = f"'time_period' is {show(period)}, but the source {c['source']} is of {year}"
            hint = "set obs_status to F (forecast) or E (estimated), or mend the period."
            yield replace(_error(about(row, "time_period", "ST008", message)), hint=hint)


def _year(cells: Mapping[str, str]) -> str:
    date = cells.get("published", "") or cells.get("retrieved", "")
    return date[:4] if re.match(r"\d{4}", date) else ""


def _last_year(period: str) -> str:
    return period.rpartition("/")[2][:4]


def files_do_not_hedge(material: Material) -> Iterator[Finding]:
    """A table of a file holds numbers; only words say "about", in a claim or in a note."""
    files = {name for name, row in material.sources.items() if row.cells.get("file")}
    for row in material.subject.rows(TABLE):
        c = row.cells
        if (
            c["obs_qualifier"] in HEDGES
            and c["source"] in files
            and not c["note"]
            and not c["evidence"].startswith("claim:")
        ):
            message = (
                f"'obs_qualifier' is {show(c['obs_qualifier'])}, but the figure is of a file, "
                "and neither a claim nor a note hedges it"
            )
            hint = "leave it empty, or say in note why the figure is not exact."
            yield replace(about(row, "obs_qualifier", "ST009", message), hint=hint)


def _error(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.ERROR)


CHECKS: Final[tuple[Check, ...]] = (
    shares_of_a_whole,
    sums_add_up,
    preferred_sources_are_newer,
    nothing_from_the_future,
    files_do_not_hedge,
)
