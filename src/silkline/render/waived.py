# Whoever uses a figure should know that it is odd, and that somebody has looked at it. Many figures
# are odd for one reason, which is told once with all of them.
"""Odd figures of an indicator that were looked at and stay as published."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from silkline.model import Dataset, Waiver

if TYPE_CHECKING:
    from silkline.messages import Messages
    from silkline.render.words import Words


EARLY_END: Final = "ST007"
"""Code of findings on missing figures, which are no oddity of what is computed from others."""


def waived(words: Words, indicator: str) -> tuple[str, ...]:
    """The reasons of an indicator's waivers, each after the figures that it is about.

    A derived indicator is as odd as what it is made from.
    """
    inputs = _inputs(words.data, indicator)
    places: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for waiver in words.data.waivers:
        inherited = waiver.indicator in inputs and waiver.code != EARLY_END
        if waiver.indicator == indicator or inherited:
            place = _place(words, waiver)
            places[words.m.text(waiver, "reason")].update({place: None} if place else {})
    return tuple(_told(words.m, reason, tuple(found)) for reason, found in places.items())


def _inputs(data: Dataset, indicator: str) -> set[str]:
    """All indicators that a derived one is computed from, over however many steps."""
    derivation = data.derivations.get(indicator)
    names = derivation.inputs if derivation else ()
    return set(names).union(*(_inputs(data, name) for name in names))


def _place(words: Words, waiver: Waiver) -> str:
    """Area and period; of a waiver for all areas the period, and nothing of one for all."""
    area = words.area(waiver.ref_area) if waiver.ref_area else ""
    period = words.m.period(waiver.time_period) if waiver.time_period else ""
    if not (area and period):
        return area or period
    return words.m("waivers.place", area=area, period=period)


def _told(m: Messages, reason: str, places: tuple[str, ...]) -> str:
    if not places:
        return reason
    return m("waivers.one", places=m("list.semicolon").join(places), reason=reason)
