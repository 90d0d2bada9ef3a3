# What SDMX calls the things of a site. Lists that SDMX keeps for all domains are named as its own
# and hold the codes that can occur here; everything else belongs to the agency that the site is.
"""Identifiers, periods and units in the words of SDMX."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from silkline.memory import remembered

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.model import Dataset

VERSION: Final = "1.0"
"""Of every structure of a site: two parts say that it may change, as `latest` does."""
STRUCTURE: Final = "OBSERVATIONS"
"""Id of the data structure."""
CONCEPTS: Final = "CONCEPTS"
"""Id of the concept scheme."""

MODEL: Final = "urn:sdmx:org.sdmx.infomodel"
"""Begin of the names of all structures."""

STATUSES: Final = frozenset("ABDEFGHIJKLMNOPQSUVW")
"""Codes of SDMX:CL_OBS_STATUS(2.2)."""
FREQUENCIES: Final = ("A", "S", "Q", "M", "_O")
"""Codes of SDMX:CL_FREQ(2.1) that periods can have; `_O` is an interval of years."""
MULTIPLIERS: Final = ("0", "1", "2", "3", "4", "6", "9", "12", "15")
"""Codes of SDMX:CL_UNIT_MULT(1.1): powers of ten."""

_INITIAL: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]")
_FOREIGN: Final = re.compile(r"[^A-Za-z0-9_@-]")
_FORMS: Final = {"Q": "Q", "S": "S"}


def agency(config: Config) -> str:
    """Who keeps the structures: the id that the site sets, else the initials of its name."""
    return config.agency or "".join(_INITIAL.findall(config.site_name)).upper() or "SITE"


@cache
def identifier(code: str) -> str:
    """A code as SDMX allows one; another character becomes `$` and its number, so none collide."""
    return _FOREIGN.sub(lambda found: f"${ord(found[0]):X}$", code)


@cache
def frequency(period: str) -> str:
    """How often a figure is told, from the form of its period."""
    if "/" in period:
        return "_O"
    part = period[5:]
    return _FORMS.get(part[:1], "M") if part else "A"


@cache
def time_period(period: str) -> str:
    """A period as SDMX writes it; an interval is its first day and how long it lasts."""
    first, mark, last = period.partition("/")
    return f"{first}-01-01/P{int(last) - int(first) + 1}Y" if mark else period


@remembered
def measured(dataset: Dataset, unit: str) -> tuple[str, str]:
    """What is counted and the power of ten of the count: (`usd`, `6`) for millions of dollars.

    Where SDMX has no code for the power, or no unit counts by one, the unit itself is counted.
    """
    known = dataset.units[unit]
    single = (u.code for u in dataset.units.values() if u.base == known.base and u.multiplier == 1)
    whole = min(single, default="")
    _, digits, power = known.multiplier.normalize().as_tuple()
    if known.base and whole and power and digits == (1,) and str(power) in MULTIPLIERS:
        return identifier(whole), str(power)
    return identifier(unit), "0"


def dataflow(config: Config, package: str) -> str:
    """The name of a package's flow of data, as files give it."""
    return f"{agency(config)}:{identifier(package)}({VERSION})"
