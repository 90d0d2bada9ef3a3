# The home page is written by hand; these blocks are put into it where a comment names them.
"""Blocks of the home page that are made from the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses, things
from silkline.memory import kept
from silkline.model import AreaKind, Dataset, Outcome, Package, PackageKind
from silkline.render import facts
from silkline.render.packages import package_item, package_title
from silkline.render.parts import Parts
from silkline.render.pieces import ClaimPart, Figure, Item, StoryPart, Tally

if TYPE_CHECKING:
    from silkline.messages import Messages
    from silkline.render.view import SiteView

BLOCKS: Final = (
    *("search", "headlines", "stories", "claims", "topics", "registers", "packages", "changes"),
)
"""Names that a hand-written page can ask for."""
STORIES_SHOWN: Final = 3
SHOWN_FIRST: Final = (
    Outcome.SUPPORTED,
    Outcome.NOT_SUPPORTED,
    Outcome.DIFFERENT_DEFINITION,
    Outcome.REVISED,
)
"""One claim of each of these outcomes stands on the home page, as far as there are any."""
CLAIMS_SHOWN: Final = 3
COMPUTED: Final = "="
ALIKE: Final = 2
"""Packages from which on it is worth saying of all what is true of each."""
"""Stands in an arithmetic that computes; without it, two figures are only set side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContent:
    """What the templates of the blocks show."""

    invite: str
    compares: bool
    """Whether there is something to compare."""
    bigs: tuple[Figure, ...]
    stories: tuple[StoryPart, ...]
    tally: Tally
    claims: tuple[ClaimPart, ...]
    total: int
    topics: tuple[Item, ...]
    summary: str
    alike: str
    """What is true of every package, not to be repeated beside each."""
    packages: tuple[Item, ...]
    listed: tuple[Item, ...]
    """The packages with what they hold, as on the page that lists them."""
    registers: tuple[Item, ...]


def home_blocks(view: SiteView) -> Mapping[str, str]:
    """HTML by name, for each of `BLOCKS`."""
    parts = Parts(view)
    content = _content(parts)
    return {name: _block(view, name, content) for name in BLOCKS}


def _block(view: SiteView, name: str, content: HomeContent) -> str:
    made = view.writer.fragment(f"home_{name}.html", addresses.home_page(), content)
    return f'<div class="sk sk-{name}">\n{made}\n</div>'


def _content(parts: Parts) -> HomeContent:
    view = parts.view
    figures = (parts.figure(i, a) for i, a in view.config.headlines)
    claims = parts.claims(view.dataset.claims.values())
    packages = _packages(parts)
    return HomeContent(
        invite=_invite(parts),
        compares=bool(view.dataset.indicators),
        bigs=tuple(f for f in figures if f is not None),
        stories=parts.stories(view.stories)[:STORIES_SHOWN],
        tally=parts.tally(v.outcome for v in view.verdicts.values()),
        claims=_chosen(claims),
        total=len(claims),
        topics=_topics(parts),
        summary=_summary(parts),
        alike=_alike(parts, packages),
        packages=packages,
        listed=tuple(package_item(parts, p) for p in _shown(parts)),
        registers=_registers(parts),
    )


def _invite(parts: Parts) -> str:
    """What there is to search: "Search 44 indicators, 220 economies, 48 groups"."""
    kinds = Counter(parts.data.areas[a].kind for a in facts.observed_areas(parts.data))
    if not parts.data.indicators:
        packages = parts.m("metadata.packages", n=len(parts.data.packages))
        return parts.m("home.search", what=packages)
    told = [parts.m("changes.indicators", n=len(parts.data.indicators))]
    for kind in (AreaKind.ECONOMY, AreaKind.GROUP):
        told += [parts.m(f"kinds.{kind}", n=kinds[kind])] if kinds[kind] else []
    return parts.m("home.search", what=parts.m("list.separator").join(told))


def _chosen(claims: tuple[ClaimPart, ...]) -> tuple[ClaimPart, ...]:
    """One claim of each telling outcome: the shortest to read of those with arithmetic to show."""
    chosen = []
    for outcome in SHOWN_FIRST:
        found = [c for c in claims if c.outcome == outcome.value and c.arithmetic]
        chosen += sorted(found, key=_reading)[:1]
    return tuple(chosen[:CLAIMS_SHOWN])


def _reading(claim: ClaimPart) -> tuple[bool, int, str]:
    words = len(claim.figure) + len(claim.arithmetic)
    return COMPUTED not in claim.arithmetic, words, claim.anchor


def _topics(parts: Parts) -> tuple[Item, ...]:
    ids = facts.ordered_indicators(parts.data)
    return tuple(
        Item(
            title=parts.m.title(t),
            address=addresses.topic_page(t.code),
            facts=parts.m.number(sum(parts.data.indicators[i].topic == t.code for i in ids)),
        )
        for t in parts.data.topics.values()
    )


def _registers(parts: Parts) -> tuple[Item, ...]:
    """Each register and the glossary, with the number of its entries."""
    data, m = parts.data, parts.m
    items = [
        Item(
            title=m.title(r),
            address=addresses.register_page(r.id),
            facts=m.number(len(things.entries_of(data, r.id))),
        )
        for r in data.registers.values()
    ]
    happened, said = len(things.happenings(data)), len(data.statements)
    if happened:
        title, count = m("timeline.title"), m.number(happened)
        items.append(Item(title=title, address=addresses.timeline_page(), facts=count))
    if said:
        title, count = m("statements.title"), m.number(said)
        items.append(Item(title=title, address=addresses.statements_page(), facts=count))
    if data.terms:
        title, count = m("glossary.title"), m.number(len(data.terms))
        items.append(Item(title=title, address=addresses.glossary_page(), facts=count))
    return tuple(items)


def _summary(parts: Parts) -> str:
    data, m = parts.data, parts.m
    values = sum(_values(data, indicator) for indicator in data.observations)
    release = parts.data.release
    name = m("changes.release", release=release) if release else m("changes.unreleased")
    return m(
        "changes.summary",
        release=name,
        values=m("changes.values", n=values),
        indicators=m("changes.indicators", n=len(data.indicators)),
        areas=m("changes.areas", n=len(facts.observed_areas(data))),
        sources=m("changes.sources", n=len(data.sources)),
    )


@kept
def _values(data: Dataset, indicator: str) -> int:
    """How many values an indicator has, of all sources."""
    return sum(o.value is not None for o in data.observations[indicator])


def _alike(parts: Parts, items: tuple[Item, ...]) -> str:
    """What is true of every package, said once: "Each package: version 1.0.0, 1 May 2026."."""
    facts_of = {i.facts for i in items}
    if len(items) < ALIKE or len(facts_of) > 1:
        return ""
    return parts.m("changes.alike", version=facts_of.pop())


def _packages(parts: Parts) -> tuple[Item, ...]:
    found = sorted(_shown(parts), key=lambda p: p.created, reverse=True)
    return tuple(
        Item(
            title=package_title(p, parts.m),
            address=addresses.package_page(p.name),
            facts=_version(p, parts.m),
        )
        for p in found
    )


def _version(package: Package, m: Messages) -> str:
    """Packages of other profiles may tell neither version nor day."""
    day = m.date(package.created[:10]) if package.created else ""
    if package.version and day:
        return m("package.version_on", version=package.version, date=day)
    return m("package.version_of", version=package.version) if package.version else day


def _shown(parts: Parts) -> list[Package]:
    """The packages that people come for; code lists are not among them."""
    return [p for p in parts.data.packages.values() if p.kind is not PackageKind.REFERENCE]
