# Sentences that are computed from the data. Every clause appears only where `facts` can vouch for
# it.
"""Values, changes, ranks and ledes in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from silkline import addresses, series
from silkline.model import Area, Derivation, Indicator, Observation, Qualifier, Source, Unit
from silkline.render import facts
from silkline.render.course import Course, Extreme, course_of, run_of
from silkline.render.pages import link

if TYPE_CHECKING:
    from silkline.messages import Messages, Scale
    from silkline.render.view import SiteView


UNCOUNTED: Final = ("media", "staff", "software", "research")
"""Kinds that are their own plural."""


class Words:
    """What is said about observations, in the language of a view."""

    def __init__(self, view: SiteView) -> None:
        self.view = view
        self.data = view.dataset
        self.m: Messages = view.messages

    # --- Names ---

    def area(self, code: str) -> str:
        """Name of an area; its code if the reference list lacks it."""
        area = self.data.areas.get(code)
        return self.m.title(area) if area else code

    def other_name(self, thing: Area | object) -> tuple[str, str]:
        """The name in the other language, if it differs, and the code of that language."""
        other = "zh" if self.m.language == "en" else "en"
        base = "name" if hasattr(thing, "name") else "title"
        name: str = getattr(thing, f"{base}_zh" if other == "zh" else base, "")
        return ("", other) if name == self.m.title(thing) else (name, other)

    def indicator(self, code: str) -> str:
        """Title of an indicator; its code if there is none."""
        found = self.data.indicators.get(code)
        return self.m.title(found) if found else code

    def unit(self, indicator: Indicator) -> Unit:
        """The unit of an indicator."""
        return self.data.units[indicator.unit]

    def source(self, code: str) -> str:
        """Short name of a source: producer and title; of a derived figure, that it is computed."""
        found = self.data.sources.get(code)
        if found is None:
            return self.m("source.computed") if code == series.DERIVED else code
        return source_name(found)

    # --- Figures ---

    def quantity(self, o: Observation, *, short: bool = False) -> str:
        """A value with its unit."""
        if o.value is None:
            return self.m("value.none")
        indicator = self.data.indicators[o.indicator]
        decimals = _enough(o.value, indicator.decimals)
        unit = self.unit(indicator)
        return self.m.amount(o.value, unit, decimals, o.qualifier, short=short)

    def split_quantity(self, o: Observation) -> tuple[str, str]:
        """A value, and its unit where that is written after it: "47.2" and "per 100 people"."""
        indicator = self.data.indicators[o.indicator]
        unit = self.m.unit_head(self.unit(indicator))
        value, mark, _ = self.quantity(o, short=True).partition(f"\N{NO-BREAK SPACE}{unit}")
        return value, unit if mark else ""

    def cell(self, o: Observation | None, scale: Scale) -> str:
        """A value in a column of that scale, with the sign of its hedge; a dash for none."""
        if o is None or o.value is None:
            return self.m("value.gap")
        value = o.value / scale.divisor
        decimals = scale.decimals if scale.divisor != 1 else _shown(o, scale)
        decimals = _enough(value, decimals)
        shown = self.m.number(value, decimals)
        signed = self.m(f"sign.{o.qualifier.value}", value=shown) if o.qualifier else shown
        return signed + _filling(scale.decimals, decimals)

    def change(self, o: Observation) -> str:
        """A change for a table: "+4.5 %", "−0.3 pp"; nothing where it is not comparable."""
        found = facts.change(self.data, o)
        if found is None:
            return ""
        if found.same:
            return self.m("change.same")
        key = "change.points" if found.points else "change.percent"
        if not self.m.number(abs(found.amount), 1).strip("0."):
            return self.m("change.hardly")
        return self.m(key, amount=self.m.signed(found.amount, 1))

    def changed(self, o: Observation) -> str:
        """A change for a sentence: "4.5 % more than in 2022"."""
        found = facts.change(self.data, o)
        if found is None:
            return ""
        when = self._in(o, found.since)
        if found.same:
            return self.m("changed.same", when=when)
        amount = self.m.number(abs(found.amount), 1)
        if not amount.strip("0."):
            return self.m("changed.hardly", when=when)
        kind = "points" if found.points else "percent"
        if found.points and self.unit(self.data.indicators[o.indicator]).base == "index":
            kind = "index"
        elif not found.points and self.data.indicators[o.indicator].kind in {"rate", "index"}:
            kind = "rate"
        direction = "more" if found.amount > 0 else "less"
        return self.m(f"changed.{direction}_{kind}", amount=amount, when=when)

    def rank(self, o: Observation) -> str:
        """A rank for a table: "6th of 130"."""
        place = facts.place(self.data, o)
        if place is None:
            return ""
        key = "rank.joint" if place.joint else "rank.place"
        return self.m(key, place=self.m.ordinal(place.position), n=place.count)

    def share(self, o: Observation) -> str:
        """The same place and period by a related share: "Digital economy in GDP: 39.8 %"."""
        beside = facts.share_beside(self.data, o)
        if beside is None:
            return ""
        title = self.indicator(beside.indicator)
        return self.m("figure.share", indicator=title, value=self.quantity(beside, short=True))

    # --- Sentences ---

    def lede(self, o: Observation, value: Markup | str = "") -> Markup:
        """One or two sentences on an observation: value, change, rank, share of the world.

        `value` may be the value as a link.
        """
        value = Markup("<strong>{}</strong>").format(value or self.quantity(o))
        change = self.changed(o)
        amount = self.m.rich(self._pattern(o), value=value, base=self._base(o))
        told = {"amount": amount, "when": self._when(o), "change": change}
        key = "lede.changed" if change else "lede.value"
        first = self.m.rich(key, area=self.area(o.ref_area), **told)
        return escape(self.m("lede.gap")).join(part for part in (first, self._standing(o)) if part)

    def _pattern(self, o: Observation) -> str:
        """How a value is named: "a share of 39.8 %", "a rate of 5.2 %", "2.56 times the figure"."""
        derivation = self.data.derivations.get(o.indicator)
        for key in (
            derivation.formula if derivation else "",
            self.data.indicators[o.indicator].kind,
        ):
            if self.m.has(f"lede.amount.{key}"):
                return f"lede.amount.{key}"
        return "lede.amount.other"

    def _base(self, o: Observation) -> str:
        found = self.data.derivations.get(o.indicator)
        return self.m.period(found.base_period) if found and found.base_period else ""

    def _in(self, o: Observation, period: str) -> str:
        """The time that a value speaks of: "in 2024", or of an average the years that it covers."""
        found = self.data.derivations.get(o.indicator)
        if found is None or found.formula != "cagr_percent" or not found.years:
            return self.m.when(period)
        return self.m("when.years_to", n=found.years, period=self.m.period(period))

    def _when(self, o: Observation) -> str:
        """When, with the status of the value: "in 2024 (a forecast)"."""
        when = self._in(o, o.time_period)
        flag = f"lede.flag.{o.status}"
        return self.m("lede.flagged", when=when, flag=self.m(flag)) if self.m.has(flag) else when

    def course(self, o: Observation, number: Callable[[Observation], Markup]) -> Markup:
        """How a figure stands in its own series; nothing where that cannot be said."""
        told = []
        found = run_of(self.data, o)
        if found:
            key = "course.rose" if found.rose else "course.fell"
            told.append(escape(self.m(key, since=self.m.period(found.since))))
        extremes = course_of(self.data, o)
        if extremes:
            told.append(self._extremes(o, extremes, number))
        return escape(self.m("lede.gap")).join(told)

    def _extremes(
        self, o: Observation, found: Course, number: Callable[[Observation], Markup]
    ) -> Markup:
        def named(extreme: Extreme) -> Markup:
            key = "course.one" if extreme.times == 1 else "course.tied"
            period = self.m.period(extreme.observation.time_period)
            value = number(extreme.observation)
            return self.m.rich(key, value=value, period=period, n=extreme.times)

        key = "course.between"
        if found.highest.observation is o and found.highest.times == 1:
            key = "course.highest"
        elif found.lowest.observation is o and found.lowest.times == 1:
            key = "course.lowest"
        since, until = (self.m.period(p) for p in (found.since, found.until))
        return self.m.rich(
            key,
            n=found.count,
            span=self.m("period.interval", since=since, until=until),
            lowest=named(found.lowest),
            highest=named(found.highest),
        )

    def _standing(self, o: Observation) -> str:
        place = facts.place(self.data, o)
        share = facts.world_share(self.data, o)
        told = {"period": self.m.period(o.time_period)}
        if place is not None:
            told |= {
                "place": self.m.ordinal(place.position),
                "count": self.m.number(place.count),
            }
        if share is not None:
            told["share"] = self.m.number(share, 1)
        joint = "joint_" if place and place.joint else ""
        if place and share:
            return self.m(f"lede.{joint}rank_share", **told)
        if place:
            return self.m(f"lede.{joint}rank", **told)
        return self.m("lede.share", **told) if share else ""

    def derivation(self, found: Derivation, page: str) -> Markup:
        """How a derived indicator is computed, with links to its inputs."""
        inputs = [link(page, addresses.indicator_page(i), self.indicator(i)) for i in found.inputs]
        return self.m.rich(
            f"formula.{found.formula}",
            inputs=escape(self.m("formula.plus")).join(inputs),
            first=inputs[0],
            second=inputs[-1],
            area=self.area(found.reference_area) if found.reference_area else "",
            period=self.m.period(found.base_period) if found.base_period else "",
            n=found.years or 0,
        )

    def evidence(self, o: Observation) -> tuple[str, str]:
        """Address and words of the place where an observation comes from."""
        if o.evidence == series.DERIVED:
            inputs = self.data.derivations[o.indicator].inputs
            titles = self.m("list.separator").join(self.indicator(i) for i in inputs)
            return "", self.m("evidence.derived", inputs=titles)
        if not o.evidence:
            return "", self.m("evidence.none")
        kind, _, rest = o.evidence.partition(":")
        if kind == "claim":
            return addresses.claim_place(rest), self.m("evidence.claim", claim=rest)
        path, _, place = o.evidence.partition("#")
        return addresses.package_file(self.package(o), path), self._raw_place(path, place)

    def package(self, o: Observation) -> str:
        """Name of the package in whose table an observation stands."""
        return facts.package_of(self.data, o)

    def _raw_place(self, path: str, place: str) -> str:
        kind, _, at = place.partition("=")
        row, _, column = at.partition(",")
        if kind == "cell":
            return self.m("evidence.cell", file=path, row=row, column=column)
        return self.m("evidence.row", file=path, row=row) if kind == "row" else path

    def qualifier(self, qualifier: Qualifier) -> str:
        """A hedge by itself: "more than"; for an exact figure, nothing."""
        return self.m(f"hedge.{qualifier.value}") if qualifier else ""

    def status(self, code: str) -> str:
        """A status with its code: "A, normal value"."""
        found = self.data.statuses.get(code)
        return self.m("evidence.status_of", code=code, title=self.m.title(found)) if found else code


def several(kind: str) -> str:
    """A kind of things in the plural, in English: "trade agreements", "kinds of zone"."""
    head, of, rest = kind.partition(" of ")
    return " or ".join(map(_plural, head.split(" or "))) + of + rest


def _plural(word: str) -> str:
    if word.endswith((*UNCOUNTED, "s")):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("x", "ch", "sh")) else f"{word}s"


def short_form(name: str, abbreviation: str) -> str:
    """An abbreviation to stand beside a name; nothing where the name holds it as a word."""
    words = re.split(r"[\s–—/()（）]+", name.casefold())
    return "" if abbreviation.casefold() in {name.casefold(), *words} else abbreviation


def source_name(source: Source) -> str:
    """Producer and title of a source; the title alone where it begins with the producer."""
    if source.title.startswith(source.producer):
        return source.title
    return f"{source.producer}, {source.title}"


def difference_percent(shown: Decimal, other: Decimal) -> Decimal | None:
    """How far another figure lies from the one shown, in percent of the one shown."""
    return (other - shown) / shown * 100 if shown else None


def _filling(wanted: int, shown: int) -> str:
    """Blanks as wide as the decimals that a figure was published without: points stay in line."""
    if shown >= wanted:
        return ""
    point = "" if shown else "\N{PUNCTUATION SPACE}"
    return point + "\N{FIGURE SPACE}" * (wanted - shown)


def _enough(value: Decimal, decimals: int) -> int:
    """Decimals to show: more than asked for where a figure would else look like nothing."""
    return decimals if abs(value) >= Decimal(5).scaleb(-decimals - 1) else -value.adjusted()


def _shown(o: Observation, scale: Scale) -> int:
    _, _, decimals = o.text.partition(".")
    return min(scale.decimals, len(decimals)) if o.text else scale.decimals
