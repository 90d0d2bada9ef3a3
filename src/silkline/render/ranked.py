# The ranking of a page is that of one period. What a reader needs for another one, beyond the
# figures, which are in the file of the data API, stands in a file of its own: names, units, words,
# breaks, and those figures of other sources that a change is reckoned from. The script writes rows
# as `tables` does; a test compares them.
"""What the ranking of another period needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from silkline import addresses, series
from silkline.model import Artifact, Dataset, Indicator, Qualifier, Unit
from silkline.render import facts
from silkline.render.observed import listed_areas
from silkline.render.parts import Parts
from silkline.render.view import SiteView

NORMAL: Final = "A"
"""The status of most values, which needs no word."""

_WORDS: Final = (
    *("ranking.", "change.", "sign.", "period.", "month."),
    "value.gap",
)
"""Messages that the script needs, by the beginnings of their keys."""

Json = dict[str, object]


def ranked_periods(parts: Parts, indicator: str) -> tuple[tuple[str, str], ...]:
    """Every period with a figure of an economy, newest first, and its name."""
    found = series.reporters(parts.data, indicator)
    ordered = sorted(found, key=lambda p: (series.period_start(p), p), reverse=True)
    return tuple((p, parts.m.period(p)) for p in ordered)


def ranking_file(view: SiteView, name: str) -> Artifact | None:
    """The file behind the ranking of an indicator; nothing where there is no choice."""
    data = view.dataset
    period = series.ranking_period(data, name)
    if not facts.places(data, name, period) or len(series.reporters(data, name)) < 2:
        return None
    content = _content(Parts(view), data.indicators[name])
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Artifact(uri=addresses.indicator_ranking(name), content=f"{text}\n".encode())


def _content(parts: Parts, indicator: Indicator) -> Json:
    data, config = parts.data, parts.view.config
    unit = data.units[indicator.unit]
    known = facts.areas_with_values(data, indicator.id)
    economies = [a for a in known if data.areas[a].kind == "economy"]
    shown = facts.shown_areas(data, indicator.id, (*config.focus, *config.peers))
    return {
        "id": indicator.id,
        "csv": addresses.indicator_csv(indicator.id),
        "period": series.ranking_period(data, indicator.id),
        "names": {a: parts.words.area(a) for a in economies},
        "focus": [a for a in shown if a in config.focus],
        "listed": listed_areas(data, indicator.id, config.focus, config.peers),
        "raw": _raw(data, indicator.id),
        "decimals": indicator.decimals,
        "head": parts.m.unit_head(unit),
        "steps": list(_steps(parts, unit)),
        "fewest": max(facts.FEWEST_RANKED, facts.widest(data, indicator.id) / 2),
        "points": unit.base in facts.POINT_BASES,
        "breaks": [(b.ref_area, b.time_period) for b in data.breaks if b.indicator == indicator.id],
        "others": list(_others(data, indicator.id)),
        "statuses": {c: parts.words.status(c) for c in data.statuses if c != NORMAL},
        "words": dict(_words(parts)),
    }


def _steps(parts: Parts, unit: Unit) -> Iterator[tuple[str, str]]:
    """Larger and smaller units that a column may be in: from which value on, and its head."""
    return ((f"{scale.divisor:f}", scale.head) for scale in parts.m.scales(unit))


def _raw(data: Dataset, indicator: str) -> str:
    """Where the files lie that its evidence names, if all lie in one package."""
    tables = {o.where.path: o for o in series.preferred(data, indicator)}
    found = {facts.package_of(data, o) for o in tables.values()}
    return addresses.package_file(found.pop(), "") if len(found) == 1 else ""


def _others(data: Dataset, indicator: str) -> Iterator[tuple[str, str, str, str]]:
    """Exact figures that the file of the data API lacks, from which a change is reckoned."""
    for (area, period), found in series.alternatives(data, indicator).items():
        if data.areas[area].kind == "economy":
            for o in found:
                if o.value is not None and o.qualifier is Qualifier.EXACT:
                    yield area, period, o.source, o.text


def _words(parts: Parts) -> Iterator[tuple[str, str]]:
    """Messages by key; of those with plural forms each form."""
    for key, entry in parts.m.entries.items():
        if key.startswith(_WORDS):
            forms = (
                {key: entry}
                if isinstance(entry, str)
                else {f"{key}.{form}": text for form, text in entry.items()}
            )
            yield from forms.items()
