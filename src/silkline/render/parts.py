# Claims, cards, figures and sources look the same on every page, because they are made here.
"""Makes the small values that several kinds of page show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markupsafe import Markup

from silkline import addresses, series, things
from silkline.charts import sparkline
from silkline.claims import say
from silkline.messages import places
from silkline.metadata import licence_terms
from silkline.model import Claim, Observation, Outcome, Package, Source, Verdict
from silkline.render import facts
from silkline.render.beside import beside
from silkline.render.observed import Observed, observed
from silkline.render.pages import OUTCOME_CLASSES, web_address
from silkline.render.pieces import (
    Card,
    ClaimPart,
    Figure,
    IndicatorItem,
    Link,
    SourcePart,
    StoryPart,
    Tally,
    TallyPart,
)
from silkline.render.words import Words, source_name

if TYPE_CHECKING:
    from silkline.render.view import SiteView, StoryView

OUTCOME_ORDER: Final = tuple(Outcome)
"""From supported to cannot be checked, the order in which outcomes are counted and grouped."""

TELLING_ORDER: Final = (
    Outcome.NOT_SUPPORTED,
    Outcome.DIFFERENT_DEFINITION,
    Outcome.REVISED,
    Outcome.WITHIN_ROUNDING,
    Outcome.SUPPORTED,
    Outcome.UNCHECKED,
)
"""Where only the first few claims are shown, no disagreement may hide behind agreement."""

SEPARATE_YEARS: Final = 0.01
"""Less than the time between any two figures: none is joined with another."""


class Parts:
    """Makes the pieces, in the language of a view."""

    def __init__(self, view: SiteView) -> None:
        self.view = view
        self.data = view.dataset
        self.m = view.messages
        self.words = Words(view)

    def claims(self, found: Iterable[Claim]) -> tuple[ClaimPart, ...]:
        """Claims that have been judged, disagreements first, then by id."""
        judged = [(c, self.view.verdicts[c.id]) for c in found if c.id in self.view.verdicts]
        judged.sort(key=lambda j: (TELLING_ORDER.index(j[1].outcome), j[0].id))
        return tuple(self.claim(c, v) for c, v in judged)

    def claim(self, claim: Claim, verdict: Verdict) -> ClaimPart:
        """One claim with its verdict."""
        statement = self.data.statements[claim.statement]
        source = self.data.sources[statement.source]
        place = self.m(
            "claim.place", paragraph=str(statement.paragraph), sentence=str(statement.sentence)
        )
        return ClaimPart(
            anchor=claim.id,
            outcome=verdict.outcome.value,
            point=self.m.text(statement, "point"),
            printed=claim.printed,
            figure=self.claim_figure(claim),
            arithmetic=say(self.data, verdict.arithmetic, self.m),
            reason=say(self.data, verdict.reason, self.m),
            note=self.m.text(claim, "note"),
            who=self.speaker(statement.speaker),
            who_address=self.speaker_address(statement.speaker),
            role=statement.role,
            source=source_name(source),
            source_short=self.short_source(source),
            source_id=source.id,
            source_address=addresses.source_page(source.id),
            place=place,
            against=self._against(claim),
            about=self._about(claim),
            beside=beside(self.data, self.m, claim=claim.id),
        )

    def speaker(self, speaker: str) -> str:
        """A speaker's name, by the entry that bears it where that has one in this language."""
        entry = things.entry_of_speaker(self.data, speaker)
        return self.m.title(entry) if entry else speaker

    def speaker_address(self, speaker: str) -> str:
        """The page of the entry that bears the speaker's name; empty where there is none."""
        entry = things.entry_of_speaker(self.data, speaker)
        return addresses.entry_page(entry.register, entry.id) if entry else ""

    def _about(self, claim: Claim) -> tuple[Link, ...]:
        return tuple(
            (addresses.entry_page(e.register, e.id), self.m.title(e))
            for e in things.entries_linked_to(self.data, "claim", claim.id)
        )

    def claim_figure(self, claim: Claim) -> str:
        """The figure claimed, with what, where and when."""
        unit = self.data.units[claim.unit]
        own = self.data.indicators.get(claim.indicator)
        plain = own is not None and self.data.units[own.unit].base == unit.base
        return self.m(
            "claim.figure" if plain or not self.m.has(f"check.{claim.check}") else "claim.computed",
            indicator=self.words.indicator(claim.indicator),
            area=self.words.area(claim.ref_area),
            period=self._claim_period(claim),
            check=self.m(f"check.{claim.check}"),
            value=self.claimed_value(claim),
        )

    def claimed_value(self, claim: Claim) -> str:
        """The value of a claim with its hedge and unit: "more than 200 billion yuan"."""
        unit = self.data.units[claim.unit]
        return self.m.amount(claim.value, unit, places(claim.value), claim.qualifier, exact=True)

    def _claim_period(self, claim: Claim) -> str:
        if not claim.time_period:
            return self.m("claim.undated")
        if claim.base_period:
            return self.span(claim.base_period, claim.time_period)
        return self.m.period(claim.time_period)

    def short_source(self, source: Source) -> str:
        """Producer and year of a source."""
        year = source.published[:4]
        return (
            self.m("claim.source", producer=source.producer, year=year) if year else source.producer
        )

    def _against(self, claim: Claim) -> tuple[Link, ...]:
        wanted = dict.fromkeys([claim.indicator, claim.against, claim.denominator])
        return tuple(
            (addresses.indicator_page(i), self.words.indicator(i))
            for i in wanted
            if i in self.data.indicators
        )

    def tally(self, outcomes: Iterable[Outcome], *, in_page: bool = True) -> Tally:
        """The bar of verdicts, its widths in thousandths."""
        counts = Counter(outcomes)
        total = counts.total()
        parts, x = [], 0.0
        for outcome in OUTCOME_ORDER:
            if not counts[outcome]:
                continue
            width = 1000 * counts[outcome] / total
            parts.append(
                TallyPart(
                    css=OUTCOME_CLASSES[outcome] + (" lighter" if _lighter(outcome) else ""),
                    x=round(x, 1),
                    width=round(max(width - 2, 1), 1),
                    words=self.m(f"tally.{outcome}", n=counts[outcome]),
                    anchor=f"claims/#{outcome_anchor(outcome)}" if in_page else "",
                )
            )
            x += width
        words = self.m("list.separator").join(p.words for p in parts)
        return Tally(parts=tuple(parts), words=words)

    def figure(self, indicator: str, area: str) -> Figure | None:
        """The latest figure of an area with its trend, or nothing where there is none."""
        o = series.latest(self.data, indicator, area)
        if o is None:
            return None
        label = self.m(
            "figure.label", area=self.words.area(area), indicator=self.words.indicator(indicator)
        )
        context = self.words.rank(o) or self.words.share(o) or self.words.changed(o)
        return self.figure_of(o, label, (context, self.producer(o)))

    def figure_of(self, o: Observation, label: str, told: Iterable[str]) -> Figure:
        """An observation under a label, with its period and what else is told of it."""
        value, unit = self.words.split_quantity(o)
        return Figure(
            address=addresses.indicator_page(o.indicator),
            label=label,
            value=value,
            unit=unit,
            note=" · ".join(t for t in (self.m.period(o.time_period), *told) if t),
            spark=self.spark(o),
        )

    def observed(self, o: Observation) -> Observed:
        """Where a number comes from: give it to the macro `obs` with the words to show."""
        return observed(self.data, self.view.config, o)

    def spark(self, latest: Observation) -> Markup:
        """The course up to an observation; hidden from screen readers.

        A line joins neighbouring years of one source. Where that source gives one figure only,
        those of all sources stand as dots: nobody has measured what lies between them.
        """
        found = series.by_area(self.data, latest.indicator)[latest.ref_area]
        own = [o for o in found if o.source == latest.source]
        yearly = all(o.time_period.isdecimal() for o in own)
        drawn = sparkline(own, step_years=1.0 if yearly else None) or sparkline(
            found, step_years=SEPARATE_YEARS
        )
        return Markup(drawn)  # noqa: S704 - drawn by us from numbers

    def producer(self, o: Observation) -> str:
        """Who published an observation."""
        source = self.data.sources.get(o.source)
        return source.producer if source else self.words.source(o.source)

    def sources(self, found: Iterable[str]) -> tuple[SourcePart, ...]:
        """Sources by id, each once, with file and digest."""
        known = [self.data.sources[s] for s in sorted(set(found)) if s in self.data.sources]
        return tuple(self.source_part(s) for s in known)

    def source_part(self, source: Source) -> SourcePart:
        """A source with its citation, terms and file."""
        told = [
            self.m("source.published_on", date=self.m.date(source.published))
            if source.published
            else "",
            self.m("source.retrieved_on", date=self.m.date(source.retrieved))
            if source.retrieved
            else "",
            self.licence(source.licence)[1],
        ]
        return SourcePart(
            address=addresses.source_page(source.id),
            title=source_name(source),
            citation=source.citation,
            facts=" · ".join(t for t in told if t),
            file=source.file,
            file_address=addresses.package_file(source.package, source.file) if source.file else "",
            sha256=source.sha256,
        )

    def licence(self, code: str) -> Link:
        """Address and title of a licence of the reference list."""
        found = licence_terms(self.data, code)
        return found.url, found.title

    def indicator_item(self, indicator_id: str) -> IndicatorItem:
        """An indicator with its definition and how much is known."""
        indicator = self.data.indicators[indicator_id]
        return IndicatorItem(
            address=addresses.indicator_page(indicator_id),
            title=self.m.title(indicator),
            definition=first_sentence(self.m.text(indicator, "definition")),
            facts=" · ".join(
                t
                for t in (
                    self.m.title(self.words.unit(indicator)),
                    self.coverage(indicator_id),
                    self.m("facts.derived") if indicator_id in self.data.derivations else "",
                )
                if t
            ),
        )

    def coverage(self, indicator: str) -> str:
        """How many areas and which years: "205 economies and 2 groups, 2010 to 2023"."""
        codes = facts.areas_with_values(self.data, indicator)
        if not codes:
            return self.m("coverage.none")
        since, until = facts.span(series.periods(self.data, indicator))
        return self.m("coverage.span", areas=self.kinds(codes), span=self.span(since, until))

    def kinds(self, codes: Iterable[str]) -> str:
        """Areas counted by kind; a single one by name."""
        found = tuple(codes)
        if len(found) == 1:
            return self.words.area(found[0])
        counts = Counter(self.data.areas[c].kind for c in found)
        told = [self.m(f"kinds.{k}", n=n) for k, n in sorted(counts.items(), key=_kind_order)]
        return self.m("list.separator").join(told)

    def when(self, since: str, until: str) -> str:
        """From one period to another within a sentence, or in the one."""
        if since == until:
            return self.m.when(since)
        return self.m("when.span", span=self.span(since, until))

    def span(self, since: str, until: str) -> str:
        """From one period to another, or the one."""
        if since == until:
            return self.m.period(since)
        return self.m("period.interval", since=self.m.period(since), until=self.m.period(until))

    def report(self, key: str, **named: str) -> str:
        """Where readers report a mistake, with a title that says in what; nothing if nowhere."""
        repository = web_address(self.view.config.repository)
        title = quote(self.m(key, **named))
        return f"{repository.rstrip('/')}/issues/new?title={title}" if repository else ""

    def package_version(self, package: Package) -> str:
        """Title and version of a package: "Goods trade, 1.0.0"."""
        title = self.m.text(package, "title")
        return self.m("facts.package_of", title=title, version=package.version)

    def package_cards(self, package: Package) -> tuple[Card, ...]:
        """A package as one file, for programs and for people."""
        return (
            self.card(addresses.package_zip(package.name), "zip"),
            self.card(addresses.package_workbook(package.name), "xlsx"),
        )

    def card(self, address: str, form: str, words: str = "") -> Card:
        """A file to take away; `words` is the key of what it holds, that of the form if none."""
        return Card(
            address=address,
            title=self.m(f"card.{form}"),
            text=self.m(f"card.{words or form}_text"),
            size=self.size(address),
        )

    def size(self, address: str) -> str:
        """How large a published file is, in words; empty where it is not known."""
        file = self.view.files.get(address)
        return self.bytes(file.size) if file else ""

    def bytes(self, size: int) -> str:
        """A number of bytes in words."""
        unit = 1_000_000 if size >= 999_500 else 1_000
        amount = Decimal(size) / unit
        key = "size.megabytes" if unit == 1_000_000 else "size.kilobytes"
        return self.m(key, n=self.m.number(amount, 1 if amount < 10 else 0))

    def stories(self, found: Iterable[StoryView]) -> tuple[StoryPart, ...]:
        """Stories, newest first."""
        ordered = sorted(found, key=lambda s: s.slug)
        ordered.sort(key=lambda s: s.date, reverse=True)
        return tuple(
            StoryPart(
                address=addresses.story_page(s.slug),
                title=self.m.title(s),
                description=s.description,
            )
            for s in ordered
        )


def outcome_anchor(outcome: Outcome) -> str:
    """Fragment of the group of claims with an outcome."""
    return f"outcome-{outcome.value}"


def first_sentence(text: str) -> str:
    """The text up to its first full stop."""
    for stop in (". ", "。"):
        head, mark, _ = text.partition(stop)
        if mark:
            return head + stop.strip()
    return text


def _lighter(outcome: Outcome) -> bool:
    return outcome in {Outcome.WITHIN_ROUNDING, Outcome.REVISED}


def _kind_order(item: tuple[str, int]) -> int:
    return ("economy", "group", "subnational", "zone").index(item[0])
