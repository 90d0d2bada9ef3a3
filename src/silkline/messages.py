# The only place that knows how a language writes words, numbers and periods. Templates and page
# makers hold no word of any language: they ask for a message by its key, so that a second language
# is a second catalogue.
"""Words, numbers, amounts and periods in the language of the site."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources
from typing import Any, Final

from markupsafe import Markup, escape

from silkline.model import Indicator, Observation, Qualifier, Unit

LANGUAGES: Final = ("en", "zh")
"""Languages that have a catalogue."""

THIN_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
_DAY: Final = 3
"""Parts of a date that is known to the day."""

Plural = Mapping[str, str]
Entry = str | Plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The unit of a column: what to divide values by, and what its head says."""

    divisor: Decimal
    """A value in its own unit, divided by this, is in the column's unit."""
    head: str
    """Such as "US$ billion"."""
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    size: Decimal
    key: str


class Messages:
    """The catalogue of one language, and its ways with numbers.

    Call it with a key and values: `m("package.rows", n=130)`. A key or value that is not there is
    our mistake and raises `KeyError`.
    """

    def __init__(self, language: str, catalogue: Mapping[str, Any]) -> None:
        self.language = language
        self.entries = flatten(catalogue)
        steps = {k: Decimal(v) for k, v in catalogue["steps"].items()}
        self._steps = [_Step(size=v, key=k) for k, v in sorted(steps.items(), key=lambda s: -s[1])]

    def __call__(self, key: str, /, **values: object) -> str:
        """The message in words. Integers get thousands marks; `n` chooses the plural."""
        text = self._text(key, values)
        return text.format(**{k: self._written(v) for k, v in _nested(text, values)})

    def rich(self, key: str, /, **values: object) -> Markup:
        """The message as markup: values that are markup stay so, all else is escaped."""
        text = escape(self._text(key, values))
        return text.format(**{k: self._written(v) for k, v in _nested(text, values)})

    def has(self, key: str) -> bool:
        """Whether the catalogue has a message of that key."""
        return key in self.entries

    def title(self, thing: Any) -> str:
        """Title or name of an indicator, topic, unit, area or the like in this language."""
        for name in ("title", "name"):
            if hasattr(thing, name):
                return self.text(thing, name)
        msg = f"{type(thing).__name__} has neither title nor name"
        raise AttributeError(msg)

    def text(self, thing: Any, name: str) -> str:
        """An attribute that data hold in two languages; English stands in for what is missing."""
        if self.language != "en":
            translated: str = getattr(thing, f"{name}_{self.language}", "")
            if translated:
                return translated
        found: str = getattr(thing, name)
        return found

    def for_scripts(self, *beginnings: str) -> Markup:
        """Messages by the beginnings of their keys, for an attribute between single quotes."""
        found = {
            k: v for k, v in self.entries.items() if k.startswith(beginnings) and isinstance(v, str)
        }
        return quotable(found)

    # --- Numbers ---

    def number(self, value: Decimal | int, decimals: int = 0) -> str:
        """A number with so many decimals, thin spaces between thousands and a true minus."""
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        text = f"{abs(rounded):,f}".replace(",", THIN_SPACE)
        return f"{MINUS}{text}" if rounded < 0 else text

    def signed(self, value: Decimal, decimals: int = 0) -> str:
        """A change: with its sign, unless it rounds to nothing."""
        text = self.number(value, decimals)
        nothing = not text.strip(f"0.{MINUS}")
        return text.lstrip(MINUS) if nothing else text if value < 0 else f"+{text}"

    def ordinal(self, n: int) -> str:
        """A place in a ranking: 1st, 2nd, 3rd, 11th."""
        last = 0 if 10 < n % 100 < 14 else n % 10
        key = f"ordinal.{last}" if self.has(f"ordinal.{last}") else "ordinal.other"
        return self(key, n=n)

    # --- Amounts ---

    def amount(
        self,
        value: Decimal,
        unit: Unit,
        decimals: int,
        qualifier: Qualifier = Qualifier.EXACT,
        *,
        short: bool = False,
        exact: bool = False,
    ) -> str:
        """A value with its unit and hedge in words: "more than US$216.3 billion".

        Never shows more decimals than the value has; `exact` shows all of them. Units of money and
        of people are scaled to words such as billion; `short` writes "bn". A minus stands before
        the sign of a currency: "−US$164.7 billion".
        """
        if value < 0:
            text = self.amount(-value, unit, decimals, short=short, exact=exact)
            return self.hedged(f"{MINUS}{text}", qualifier)
        step = self._step(abs(value) * unit.multiplier, unit)
        if step is None:
            text = self._plain_amount(value, unit, decimals)
        else:
            scaled = scale_value(value, unit, step.size)
            most = places(scaled)
            number = self.number(scaled, most if exact else min(_decimals_in_words(scaled), most))
            word = self(f"{'short' if short else 'long'}.{step.key}")
            text = self(
                f"amount.{unit.base}", number=self("value.scaled", number=number, word=word)
            )
        return self.hedged(text, qualifier)

    def quantity(
        self, observation: Observation, indicator: Indicator, unit: Unit, *, short: bool = False
    ) -> str:
        """The value of an observation in words, without its period."""
        if observation.value is None:
            return self("value.none")
        return self.amount(
            observation.value, unit, indicator.decimals, observation.qualifier, short=short
        )

    def value(self, observation: Observation, indicator: Indicator, unit: Unit) -> str:
        """The value of an observation with its period: "US$216.3 billion (2023)"."""
        return self(
            "value.dated",
            value=self.quantity(observation, indicator, unit),
            period=self.period(observation.time_period),
        )

    def hedged(self, text: str, qualifier: Qualifier) -> str:
        """A figure with the publisher's hedge before it."""
        return self(f"qualifier.{qualifier.value}", value=text) if qualifier else text

    def scale(self, values: Iterable[Decimal], unit: Unit, decimals: int) -> Scale:
        """One unit for a whole column, so that its figures can be compared at a glance."""
        largest = max((abs(v) for v in values), default=Decimal(0)) * unit.multiplier
        step = self._step(largest, unit)
        if step is None or step.size == unit.multiplier:
            return Scale(divisor=Decimal(1), head=self.unit_head(unit), decimals=decimals)
        return self._scale(step, unit)

    def scales(self, unit: Unit) -> Iterator[Scale]:
        """The units that columns of a unit may have, the largest first, its own among them."""
        for step in self._steps if self.has(f"amount.{unit.base}") else ():
            own = Scale(divisor=Decimal(1), head=self.unit_head(unit), decimals=0)
            yield own if step.size == unit.multiplier else self._scale(step, unit)

    def _scale(self, step: _Step, unit: Unit) -> Scale:
        word = self(f"long.{step.key}")
        return Scale(
            divisor=step.size / unit.multiplier,
            head=self(f"head.{unit.base}", word=word),
            decimals=1,
        )

    def unit_head(self, unit: Unit) -> str:
        """A unit as the head of a column names it."""
        return unit.symbol if self.language == "en" and unit.symbol else self.title(unit)

    def _step(self, base_value: Decimal, unit: Unit) -> _Step | None:
        if not self.has(f"amount.{unit.base}"):
            return None
        return next((s for s in self._steps if base_value >= s.size), None)

    def _plain_amount(self, value: Decimal, unit: Unit, decimals: int) -> str:
        """An amount without a word of scale: too small for one, or of a unit that takes none."""
        if self.has(f"amount.{unit.base}"):
            value = scale_value(value, unit, Decimal(1))
            number = self.number(value, min(decimals, places(value)))
            return self(f"amount.{unit.base}", number=number)
        number = self.number(value, min(decimals, places(value)))
        if self.has(f"symbol.{unit.base}") and unit.multiplier == 1:
            return self(f"symbol.{unit.base}", number=number, n=1 if number == "1" else 2)
        return self("symbol.other", number=number, unit=self.unit_head(unit))

    # --- Time ---

    def period(self, period: str) -> str:
        """A period by itself: "2021, first half"."""
        return self._period(period, "period")

    def when(self, period: str) -> str:
        """A period within a sentence: "in the first half of 2021"."""
        return self._period(period, "when")

    def brief_period(self, period: str) -> str:
        """A period where room is short: "2011–2020", "Q1 2021"."""
        return self._period(period, "brief")

    def date(self, iso: str) -> str:
        """A date such as 2025-12-18 in words; a month or year alone stays one; text stays text."""
        parts = iso.split("-")
        if not all(p.isdecimal() for p in parts) or len(parts) > 3:
            return iso
        if len(parts) < 3:
            return self.period(iso)
        month = self(f"month.{int(parts[1])}")
        return self("period.date", year=parts[0], month=month, day=str(int(parts[2])))

    def dates(self, text: str) -> str:
        """A date, month, year or an interval of them, `2020-09-04/2020-09-09`, in words."""
        since, mark, until = text.partition("/")
        if not mark:
            return self.date(text)
        first, last = since.split("-"), until.split("-")
        if len(first) == len(last) == _DAY and first[:2] == last[:2]:  # days of one month
            days = {"since": str(int(first[2])), "until": str(int(last[2]))}
            return self("period.days", year=first[0], month=self(f"month.{int(first[1])}"), **days)
        return self("period.interval", since=self.date(since), until=self.date(until))

    def _period(self, period: str, group: str) -> str:
        since, mark, until = period.partition("/")
        if mark:
            return self(f"{group}.interval", since=self.period(since), until=self.period(until))
        year, mark, part = period.partition("-")
        if not mark:
            return self(f"{group}.year", year=year)
        if part.isdecimal():
            return self(f"{group}.month", year=year, month=self(f"month.{int(part)}"))
        return self(f"{group}.{part.lower()}", year=year)

    def _text(self, key: str, values: Mapping[str, object]) -> str:
        entry = self.entries[key]
        if isinstance(entry, str):
            return entry
        one = self.language == "en" and values["n"] == 1
        return entry["one"] if one and "one" in entry else entry["other"]

    def _written(self, value: object) -> object:
        return self.number(value) if type(value) is int else value


def _nested(text: str, values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The values; marks of quotation inside those that a message quotes are single ones."""
    for name, value in values.items():
        if isinstance(value, str) and f"“{{{name}}}”" in text:
            yield name, value.replace("“", "‘").replace("”", "’")
        else:
            yield name, value


def quotable(content: object) -> Markup:
    """A value as JSON that may stand between single quotes in HTML."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&'":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing is left in it that could end the attribute


def scale_value(value: Decimal, unit: Unit, size: Decimal) -> Decimal:
    """A value in `unit` as so many times `size` of the unit's base, with no digit lost or added."""
    scaled = value * unit.multiplier / size
    return scaled.normalize() if places(scaled) else scaled.quantize(Decimal(1))


def places(value: Decimal) -> int:
    """How many decimals a number has as written."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def flatten(catalogue: Mapping[str, Any], prefix: str = "") -> dict[str, Entry]:
    """Entries by dotted key; a table with `other` is one entry with plural forms."""
    found: dict[str, Entry] = {}
    for name, entry in catalogue.items():
        if isinstance(entry, str):
            found[prefix + name] = entry
        elif isinstance(entry, Mapping) and "other" in entry and set(entry) <= {"one", "other"}:
            found[prefix + name] = dict(entry)
        elif isinstance(entry, Mapping):
            found |= flatten(entry, f"{prefix}{name}.")
    return found


@cache
def messages(language: str) -> Messages:
    """The catalogue of a language; `LANGUAGES` are known."""
    file = resources.files("silkline") / "locale" / f"{language}.toml"
    return Messages(language, tomllib.loads(file.read_text(encoding="utf-8")))


def _decimals_in_words(scaled: Decimal) -> int:
    """Three or four figures say all that a sentence can carry: 4.46, 45.5, 216.3, 2163."""
    limits = (10, 2), (1000, 1)
    return next((decimals for limit, decimals in limits if abs(scaled) < limit), 0)
