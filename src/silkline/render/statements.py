# Everything that somebody said, by speaker and in the order in which the sources have it: figures
# with their verdicts and points without figures in one list. Speakers stand in the order of their
# names. The table counts what could be checked; it sorts by no verdict, because the numbers are
# small and say as much about the data at hand as about who speaks.
"""The list of statements by speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from silkline import addresses, things
from silkline.model import Outcome, Page, Statement
from silkline.render.claims import Facet, FacetOption
from silkline.render.entry_layouts import SaidPart
from silkline.render.pages import Maker
from silkline.render.parts import OUTCOME_ORDER, Parts
from silkline.render.pieces import Link, Tally
from silkline.render.said import claims_by_statement, said_part
from silkline.render.ties import Ties
from silkline.render.words import source_name

if TYPE_CHECKING:
    from silkline.render.view import SiteView

NO_FIGURE = "none"
"""Verdict of a statement without a figure, in the filter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement in the list, with what the list can be cut down by."""

    part: SaidPart
    source: str
    topics: str
    outcomes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody, with all that they said."""

    anchor: str
    name: str
    address: str
    role: str
    statements: str
    figures: str
    tally: tuple[str, ...]
    """Figures by outcome, in the order of the heads of the table; empty for none."""
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsContent:
    """All that the template of the list shows."""

    trail: tuple[Link, ...]
    title: str
    lede: str
    tally: Tally
    heads: tuple[str, ...]
    facets: tuple[Facet, ...]
    speakers: tuple[Speaker, ...]


def statements_pages(view: SiteView) -> Iterator[Maker]:
    """The list, if anybody said anything."""
    if view.dataset.statements:
        yield Maker(addresses.statements_page(), _statements_page)


def _statements_page(view: SiteView) -> Page:
    return _Statements(Parts(view)).page()


class _Statements:
    """The page in the making."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.data = parts.data
        self.m = parts.m
        self.ties = Ties(parts)
        self.verdicts = parts.view.verdicts
        self.outcomes = [
            o for o in OUTCOME_ORDER if any(v.outcome is o for v in self.verdicts.values())
        ]
        names = {s.speaker for s in self.data.statements.values()}
        self.names = sorted(names, key=str.casefold)

    def page(self) -> Page:
        m = self.m
        lede = m(
            "statements.lede",
            n=len(self.data.statements),
            speakers=m("claims.speakers", n=len(self.names)),
        )
        page = Page(
            uri=addresses.page_source(addresses.statements_page()),
            title=m("statements.title"),
            description=lede,
            markdown="",
            kind="list",
            terms=(m("statements.other"),),
            summary=lede,
        )
        content = StatementsContent(
            trail=(self._above(),),
            title=page.title,
            lede=lede,
            tally=self.parts.tally(v.outcome for v in self.verdicts.values()),
            heads=tuple(m(f"outcome.{o}") for o in self.outcomes),
            facets=tuple(self._facets()),
            speakers=tuple(map(self._speaker, range(len(self.names)), self.names)),
        )
        return self.parts.view.writer.page(page, "statements.html", content)

    def _above(self) -> Link:
        """The overview of registers; a site may have statements and no register."""
        section = "registers" if self.data.registers or self.data.terms else "claims"
        return addresses.list_page(section), self.m(f"{section}.title")

    def _speaker(self, place: int, name: str) -> Speaker:
        found = things.statements_by(self.data, name)
        counts = Counter(o for s in found for o in self._outcomes(s))
        roles = dict.fromkeys(s.role for s in found if s.role)
        return Speaker(
            anchor=f"speaker-{place + 1}",
            name=name,
            address=self.parts.speaker_address(name),
            role=self.m("list.semicolon").join(roles),
            statements=self.m.number(len(found)),
            figures=self.m.number(counts.total()),
            tally=tuple(self.m.number(counts[o]) if counts[o] else "" for o in self.outcomes),
            said=tuple(map(self._said, found)),
        )

    def _outcomes(self, statement: Statement) -> list[Outcome]:
        claims = claims_by_statement(self.data).get(statement.id, ())
        return [self.verdicts[c.id].outcome for c in claims if c.id in self.verdicts]

    def _topics(self, statement: Statement) -> list[str]:
        """Topics of its figures, and of the entries that the sentence names."""
        claims = claims_by_statement(self.data).get(statement.id, ())
        found = [i.topic for c in claims if (i := self.data.indicators.get(c.indicator))]
        for entry in things.entries_at(self.data, statement):
            links = things.links_from(self.data, entry)
            found += [k.target for k in links if k.kind == "topic"]
        return [t for t in dict.fromkeys(found) if t in self.data.topics]

    def _said(self, statement: Statement) -> Said:
        outcomes = dict.fromkeys(o.value for o in self._outcomes(statement))
        return Said(
            part=said_part(self.parts, self.ties, statement),
            source=statement.source,
            topics=" ".join(self._topics(statement)),
            outcomes=" ".join(outcomes) or NO_FIGURE,
        )

    # --- By what the list can be cut down ---

    def _facets(self) -> Iterator[Facet]:
        m, data = self.m, self.data
        told = tuple(data.statements.values())
        speakers = Counter(s.speaker for s in told)
        yield _facet("speaker", m("claims.by_speaker"), ((n, n, speakers[n]) for n in self.names))
        sources = Counter(s.source for s in told)
        named = sorted((source_name(data.sources[s]), s) for s in sources if s in data.sources)
        yield _facet("source", m("claims.by_source"), ((s, n, sources[s]) for n, s in named))
        topics = Counter(t for s in told for t in self._topics(s))
        known = ((t.code, m.title(t), topics[t.code]) for t in data.topics.values())
        yield _facet("topic", m("statements.by_topic"), (x for x in known if x[2]), many=True)
        outcomes = Counter(o for s in told for o in set(self._outcomes(s)))
        without = sum(not self._outcomes(s) for s in told)
        kinds = [(o.value, m(f"outcome.{o}"), outcomes[o]) for o in self.outcomes]
        if without:
            kinds.append((NO_FIGURE, m("statements.no_figure"), without))
        yield _facet("outcome", m("claims.by_outcome"), iter(kinds), many=True)


def _facet(
    name: str, label: str, options: Iterator[tuple[str, str, int]], *, many: bool = False
) -> Facet:
    found = tuple(FacetOption(value=v, words=words, count=n) for v, words, n in options)
    return Facet(name=name, label=label, options=found, many=many)
