# Figures in stories lead where figures elsewhere lead: to the row or sentence they come from. What
# a notebook computed is no observation; it leads to a list, at the story's end, of what it is made
# of.
# A figure is linked only if the data hold that very value, so a cell that changed it gets no link.
"""Figures in the text of a story as links to their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from silkline import addresses, series
from silkline.config import Config
from silkline.messages import messages
from silkline.model import Dataset, Figured, Observation, Seen, each_figured
from silkline.render.observed import observed, observed_link, raw_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(slots=True, kw_only=True)
class StoryFigures:
    """The figures of one story, cell by cell in their order."""

    dataset: Dataset
    config: Config
    page: str
    reads: tuple[str, ...]
    """What the story declares that it reads: only there a figure is looked for."""
    made: dict[Figured, int] = field(default_factory=dict)
    """Computed figures so far, with their numbers."""
    places: dict[str, dict[tuple[str, str], list[Observation]]] = field(default_factory=dict)
    """Observations by indicator, area and period, of the indicators that were asked for."""

    def linked(self, html: str) -> str:
        """HTML of a cell with its figures as links."""
        return each_figured(html, self._link)

    def section(self) -> str:
        """What the computed figures so far are made of; nothing where there are none."""
        if not self.made:
            return ""
        words = messages(self.config.theme_language)
        items = "".join(f'<li id="made-{n}">{self._told(f)}</li>' for f, n in self.made.items())
        return (
            f'<section class="data" id="made"><h2>{escape(words("story.made"))}</h2>'
            f'<p>{escape(words("story.made_of"))}</p><ol class="made">{items}</ol></section>'
        )

    def _link(self, found: Figured) -> str:
        meant = [self._meant(s) for s in found.seen]
        if not meant or None in meant:
            return found.text
        if found.made:
            n = self.made.setdefault(found, len(self.made) + 1)
            return f'<a href="#made-{n}">{found.text}</a>'
        return self._evidence(meant[0], found.text) if meant[0] else found.text

    def _told(self, found: Figured) -> Markup:
        """A computed figure, and each observation that it is made of with its value."""
        words = messages(self.config.theme_language)
        seen = [o for o in map(self._meant, found.seen) if o]
        alike = groupby(seen, key=lambda o: (o.indicator, o.ref_area))
        parts = (self._part(list(same)) for _, same in alike)
        text = Markup(found.text)  # noqa: S704 - HTML of the page
        joined = Markup(escape(words("list.semicolon"))).join(parts)  # noqa: S704 - escaped
        return words.rich("story.made_item", figure=Markup("<b>{}</b>").format(text), parts=joined)

    def _part(self, seen: list[Observation]) -> Markup:
        """Observations of one indicator and area, one after the other."""
        words = messages(self.config.theme_language)
        indicator, area = self.dataset.indicators[seen[0].indicator], seen[0].ref_area
        unit = self.dataset.units[indicator.unit]
        values = (self._evidence(o, escape(words.value(o, indicator, unit))) for o in seen)
        return words.rich(
            "story.made_part",
            title=words.title(indicator),
            area=words.title(self.dataset.areas[area]),
            value=Markup(escape(words("list.separator"))).join(map(Markup, values)),  # noqa: S704
        )

    def _evidence(self, o: Observation, html: str) -> str:
        """A link to where a value comes from. One that is not preferred has no panel to open."""
        text = Markup(html)  # noqa: S704 - HTML of the page, or escaped
        if o in series.by_area(self.dataset, o.indicator)[o.ref_area]:
            return observed_link(self.page, observed(self.dataset, self.config, o), text)
        href = addresses.relative(self.page, raw_evidence(self.dataset, o))
        return str(Markup('<a href="{}">{}</a>').format(href, text))

    def _meant(self, seen: Seen) -> Observation | None:
        """The observation that was seen, if the data hold that very value and no other does."""
        found = [o for o in self._at(seen) if _is(o, seen)]
        return found[0] if len(found) == 1 else None

    def _at(self, seen: Seen) -> Iterable[Observation]:
        names = (seen.indicator,) if seen.indicator else self.reads
        for name in names:
            if name not in self.places:
                self.places[name] = _by_place(self.dataset.observations.get(name, ()))
            yield from self.places[name].get((seen.area, seen.period), ())


def _by_place(all_: Iterable[Observation]) -> dict[tuple[str, str], list[Observation]]:
    found: dict[tuple[str, str], list[Observation]] = {}
    for o in all_:
        found.setdefault((o.ref_area, o.time_period), []).append(o)
    return found


def _is(o: Observation, seen: Seen) -> bool:
    try:
        same = o.value is not None and float(o.value) == float(Decimal(seen.value))
    except InvalidOperation:
        return False
    return same and o.source == seen.source
