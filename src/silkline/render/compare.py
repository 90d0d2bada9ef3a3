# The page is a frame with what must be known before any figure: titles, units, sources, breaks and
# words. The figures come from the data API when a reader asks for them, so that there is one copy.
"""The page that compares any indicators and economies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markupsafe import Markup

from silkline import addresses
from silkline.citing import indicator_citation
from silkline.messages import quotable
from silkline.model import Area, Dataset, Indicator, Page, Unit
from silkline.render import facts
from silkline.render.pages import web_address
from silkline.render.parts import Parts
from silkline.render.pieces import Link
from silkline.series import sources_behind

if TYPE_CHECKING:
    from silkline.render.view import SiteView

_WORDS: Final = (
    *("action.form", "action.citation", "action.copy", "action.copied", "action.save"),
    *("action.accessed", "action.failed"),
    "compare.",
    "marks.",
    "reader.",
    "map.",
    "sign.",
    "hedge.",
    "period.",
    "month.",
    "value.gap",
    "list.",
    "small.",
    "head.",
    "long.",
    "steps.",
    "value.dated",
)
"""Messages that the script needs, by the beginnings of their keys."""

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareContent:
    """All that the template shows."""

    catalogue: Markup
    """As JSON that may stand between single quotes."""
    lists: tuple[Link, ...]


def compare_query(indicator: str = "", areas: tuple[str, ...] = ()) -> str:
    """The part of an address that opens the comparison with an indicator, with areas, or both."""
    pairs = [("indicator", quote(indicator)), ("areas", ",".join(map(quote, areas)))]
    return "&".join(f"{name}={value}" for name, value in pairs if value)


def compare_page(view: SiteView) -> Page:
    """The page of comparisons."""
    parts = Parts(view)
    m = view.messages
    content = CompareContent(
        catalogue=quotable(_catalogue(parts)),
        lists=tuple(
            (addresses.list_page(name), m(f"frame.{name}")) for name in ("indicators", "economies")
        ),
    )
    page = Page(
        uri=addresses.page_source(addresses.list_page("compare")),
        title=m("compare.title"),
        description=m("compare.lede"),
        markdown="",
        kind="compare",
        summary=m("compare.lede"),
    )
    return view.writer.page(page, "compare.html", content)


def _catalogue(parts: Parts) -> Json:
    data, config = parts.data, parts.view.config
    shown = [i for i in facts.ordered_indicators(data) if facts.areas_with_values(data, i)]
    first = next((i for i, _ in config.headlines if i in shown), shown[0] if shown else "")
    sources = sorted({s for i in shown for s in _sources(data, i)})
    return {
        "site": config.site_name,
        "indicator": first,
        "wanted": list(dict.fromkeys((*config.focus, *config.peers))),
        "indicators": [_cited(parts, data.indicators[i]) for i in shown],
        "areas": [_area(parts, data.areas[a]) for a in facts.observed_areas(data)],
        "units": {u.code: _unit(parts, u) for u in _units(parts, shown)},
        "sources": {s: _source(parts, s) for s in sources},
        "statuses": {s.code: parts.m.title(s) for s in data.statuses.values()},
        "words": _words(parts),
    }


def page_catalogue(parts: Parts, indicator: Indicator, wanted: tuple[str, ...]) -> Json:
    """The same for the page of one indicator; `wanted` are the areas that it shows."""
    data = parts.data
    return {
        "site": parts.view.config.site_name,
        "indicator": indicator.id,
        "wanted": list(wanted),
        "indicators": [_indicator(parts, indicator)],
        "areas": [_area(parts, data.areas[a]) for a in facts.areas_with_values(data, indicator.id)],
        "units": {u.code: _unit(parts, u) for u in _units(parts, [indicator.id])},
        "sources": {s: _source(parts, s) for s in _sources(data, indicator.id)},
        "statuses": {s.code: parts.m.title(s) for s in data.statuses.values()},
        "words": _words(parts),
    }


def _cited(parts: Parts, i: Indicator) -> Json:
    """With the address in its citation, for which the comparison puts its own."""
    address = indicator_citation(parts.data, parts.view.config, i.id).address
    return {**_indicator(parts, i), "cited": address}


def _indicator(parts: Parts, i: Indicator) -> Json:
    data, m = parts.data, parts.m
    return {
        "id": i.id,
        "title": m.title(i),
        "other": parts.words.other_name(i)[0],
        "topic": m.title(data.topics[i.topic]),
        "unit": i.unit,
        "decimals": i.decimals,
        "level": i.kind == "level",
        "beside": beside_kind(data, i),
        "page": addresses.indicator_page(i.id),
        "csv": addresses.indicator_csv(i.id),
        "sources": _sources(data, i.id),
        "breaks": [
            (b.ref_area, b.time_period, m.text(b, "what"))
            for b in data.breaks
            if b.indicator == i.id
        ],
    }


def beside_kind(data: Dataset, indicator: Indicator) -> str:
    """What may stand beside an area on a small chart: none, peers, or these and the whole."""
    if data.units[indicator.unit].base in facts.UNRANKED_BASES:
        return "none"
    return "peers" if indicator.kind in facts.SIZES else "whole"


def _sources(data: Dataset, indicator: str) -> list[str]:
    return sorted(sources_behind(data, indicator) & data.sources.keys())


def _area(parts: Parts, area: Area) -> Json:
    return {
        "id": area.code,
        "title": parts.m.title(area),
        "other": parts.words.other_name(area)[0],
    }


def _unit(parts: Parts, unit: Unit) -> Json:
    title = parts.m.title(unit)
    english = parts.m.language == "en"
    head = unit.symbol if english and len(unit.symbol) > len("%%") else title
    return {"title": head, "base": unit.base, "multiplier": float(unit.multiplier)}


def _units(parts: Parts, shown: list[str]) -> Iterator[Unit]:
    """Units of the indicators, and the larger ones that their values may be read in."""
    used = {parts.data.indicators[i].unit for i in shown}
    bases = {parts.data.units[u].base for u in used}
    for unit in parts.data.units.values():
        if unit.code in used or (unit.base in bases and unit.multiplier.adjusted() % 3 == 0):
            yield unit


def _source(parts: Parts, source: str) -> Json:
    known = parts.data.sources[source]
    url, title = parts.licence(known.licence)
    return {
        "title": known.producer,
        "page": addresses.source_page(source),
        "licence": title,
        "licence_url": web_address(url),
    }


def _words(parts: Parts) -> Json:
    entries = parts.m.entries
    return {k: v for k, v in entries.items() if k.startswith(_WORDS) and isinstance(v, str)}
