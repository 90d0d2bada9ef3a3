# What differs between two releases was written down when the second was made; here it is only
# told. Only what a reader sees of a figure counts: a corrected place of evidence is in the file of
# changes.
"""What releases revised in an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from silkline import addresses
from silkline.model import Qualifier, Revision
from silkline.render.pages import link
from silkline.series import packages_behind

if TYPE_CHECKING:
    from silkline.render.parts import Parts

SHOWN: Final = 12
"""Revised figures told on a page; the others are counted."""

_TABLE: Final = "observations"
_SEEN: Final = ("obs_value", "obs_qualifier", "obs_status")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedRow:
    """A figure that a release gives otherwise than the one before."""

    release: str
    address: str
    """Of the file that holds all changes of the release."""
    area: str
    period: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The revised figures of an indicator, newest release first."""

    rows: tuple[RevisedRow, ...]
    left: int
    """How many are not among the rows."""


def revised(parts: Parts, indicator: str) -> Revised | None:
    """What releases changed or took out; None where they never did. New figures are not told."""
    found = [r for r in parts.data.revisions if _is_of(r, indicator)]
    if not found:
        return None
    newest = sorted(found, key=lambda r: (r.date, r.release), reverse=True)
    rows = tuple(_row(parts, r) for r in newest[:SHOWN])
    return Revised(rows=rows, left=len(found) - len(rows))


def edition(parts: Parts, indicator: str) -> Markup:
    """The release that holds the figures as they are, as a link to its list of files."""
    found = parts.data.edition(packages_behind(parts.data, indicator))
    if found is None:
        return escape(parts.m("facts.unreleased"))
    address = addresses.release_file(found.version, "index.json")
    return link(addresses.indicator_page(indicator), address, found.version)


def _is_of(r: Revision, indicator: str) -> bool:
    is_figure = r.is_derived or r.table == _TABLE
    if not is_figure or r.key.get("indicator") != indicator or r.old is None:
        return False
    return r.new is None or any(c in r.new for c in _SEEN)


def _row(parts: Parts, r: Revision) -> RevisedRow:
    m = parts.m
    return RevisedRow(
        release=r.release,
        address=addresses.release_file(r.release, "changes.json"),
        area=parts.words.area(r.key.get("ref_area", "")),
        period=m.period(r.key.get("time_period", "")),
        before=m("list.separator").join(_cells(parts, r, r.old)),
        after=m("list.separator").join(_cells(parts, r, r.new)),
        why=m.text(r, "reason") or _follows(parts, r) or m("revisions.no_reason"),
    )


def _follows(parts: Parts, r: Revision) -> str:
    """What a derived figure is made of that differs, and why that does."""
    if not r.because:
        return ""
    m, places = parts.m, [tuple(figure.split("/", 2)) for figure in r.because]
    named = [_figure(parts, *place) for place in places]
    told = [
        m.text(other, "reason")
        for other in parts.data.revisions
        if other.release == r.release and other.table == _TABLE and _place(other) in places
    ]
    follows = m("revisions.follows", figures=m("list.semicolon").join(named))
    return m("revisions.sentences").join(dict.fromkeys(t for t in (follows, *told) if t))


def _place(r: Revision) -> tuple[str, ...]:
    return tuple(r.key.get(name, "") for name in ("indicator", "ref_area", "time_period"))


def _figure(parts: Parts, indicator: str, area: str, period: str) -> str:
    m = parts.m
    known = parts.data.indicators.get(indicator)
    title = m.text(known, "title") if known else indicator
    return m("list.separator").join((title, parts.words.area(area), m.period(period)))


def _cells(parts: Parts, r: Revision, cells: Mapping[str, str] | None) -> Iterator[str]:
    """What a reader sees of the cells that differ, as published."""
    m = parts.m
    if cells is None:
        yield m("revisions.no_longer_computed" if r.is_derived else "revisions.gone")
        return
    if "obs_value" in cells:
        text = cells["obs_value"]
        hedge = Qualifier(cells.get("obs_qualifier", ""))
        yield m.hedged(_number(parts, r, text), hedge) if text else m("value.gap")
    elif "obs_qualifier" in cells:
        hedge = Qualifier(cells["obs_qualifier"])
        yield m(f"hedge.{hedge.value}") if hedge else m("revisions.exact")
    if cells.get("obs_status", "A") != "A":
        yield parts.words.status(cells["obs_status"])


def _number(parts: Parts, r: Revision, text: str) -> str:
    """All digits as published; of a derived figure no more than tell it from the other one."""
    value = Decimal(text)
    decimals = _decimals(value)
    if r.is_derived:
        least = parts.data.indicators[r.key["indicator"]].decimals
        decimals = next((d for d in range(least, decimals) if _differs(parts, r, d)), decimals)
    return parts.m.number(value, decimals)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _differs(parts: Parts, r: Revision, decimals: int) -> bool:
    """Whether the two values are told apart by so many decimals."""
    texts = [cells.get("obs_value", "") for cells in (r.old, r.new) if cells]
    values = [Decimal(text) for text in texts if text]
    return len({parts.m.number(v, decimals) for v in values}) == len(values)
