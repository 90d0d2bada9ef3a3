# A number anywhere on the site leads to where it comes from. The link works by itself: to the row
# of evidence on the indicator's page where that page lists the place, else to the raw row, the
# claim, or the file that holds the value. `data-obs` tells the script which value it is, so that it
# can show the same beside the page.
"""Links from numbers to their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from silkline import addresses, series
from silkline.memory import kept
from silkline.model import Dataset, Observation
from silkline.render import facts

if TYPE_CHECKING:
    from silkline.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Where a number comes from, for the macro `obs` of `macros.html`."""

    address: str
    """Of the evidence, for readers without scripts."""
    id: str
    """`INDICATOR/AREA/PERIOD`, what the attribute `data-obs` holds."""


def observed(dataset: Dataset, config: Config, o: Observation) -> Observed:
    """The link to the evidence of an observation."""
    return Observed(
        address=_address(dataset, config, o), id=f"{o.indicator}/{o.ref_area}/{o.time_period}"
    )


def observed_link(page: str, found: Observed, text: str) -> Markup:
    """A value as a link to its evidence, for Python that makes cells; templates have `obs`."""
    href, figure = escape(way(page, found.address)), text.rstrip()
    filling = text[len(figure) :]
    return Markup('<a href="{}" data-obs="{}">{}</a>{}').format(href, found.id, figure, filling)


def way(page: str, address: str) -> str:
    """The link from a page to an address, shortest where it leads into the page itself."""
    written = addresses.relative(page, address)
    return written[written.index("#") :] if address.startswith(f"{page}#") else written


def anchor(area: str, period: str) -> str:
    """Fragment of one value, such as `CHN-2023`: short, because people send it on."""
    return f"{area}-{period.replace('/', '-')}"


@kept
def listed_areas(
    dataset: Dataset, indicator: str, focus: tuple[str, ...], peers: tuple[str, ...]
) -> tuple[str, ...]:
    """The areas whose values an indicator's page lists one by one: the focus, else those shown."""
    shown = facts.shown_areas(dataset, indicator, (*focus, *peers))
    return tuple(a for a in shown if a in focus) or shown


def raw_evidence(dataset: Dataset, o: Observation) -> str:
    """Address of the raw row or the claim that a value comes from, or of the file that holds it."""
    kind, _, rest = o.evidence.partition(":")
    if kind == "claim":
        return addresses.claim_place(rest)
    if o.evidence == series.DERIVED or not o.evidence:
        return addresses.indicator_csv(o.indicator)
    return addresses.package_file(facts.package_of(dataset, o), o.evidence)


def _address(dataset: Dataset, config: Config, o: Observation) -> str:
    page = addresses.indicator_page(o.indicator)
    if o.ref_area in listed_areas(dataset, o.indicator, config.focus, config.peers):
        return f"{page}#{anchor(o.ref_area, o.time_period)}"
    return raw_evidence(dataset, o)
