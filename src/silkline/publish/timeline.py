# What happened, for programs that read feeds and calendars. Both formats want a time stamp for each
# item; it comes from the data (when the sources were retrieved, else when the package was made) and
# never from the clock, so that the same data give the same bytes. A calendar knows days only: what
# is known to the month or year is left out rather than put on a day that nobody gave.
"""The timeline as CSV, as an Atom feed (RFC 4287) and as a calendar (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from silkline import addresses, things
from silkline.messages import messages
from silkline.model import Artifact
from silkline.publish.atom import (
    add_category,
    add_content,
    add_entry,
    add_link,
    add_texts,
    begin,
    finish,
)
from silkline.publish.text import csv_bytes

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from silkline.config import Config
    from silkline.messages import Messages
    from silkline.model import Dataset, EntryDate
    from silkline.things import Happening

COLUMNS: Final = (
    "happening",
    "date",
    "event",
    "entry",
    "register",
    "name",
    "name_zh",
    "ref_area",
    "source",
    "paragraph",
    "sentence",
    "note",
    "note_zh",
)
"""Columns of the CSV file: one row for each source that tells of something that happened."""

LONGEST_LINE: Final = 75
"""Octets in a line of a calendar, without its end."""

_EARLIEST: Final = "1970-01-01"
"""Where neither sources nor packages carry a date."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def timeline_files(dataset: Dataset, config: Config) -> Iterator[Artifact]:
    """The three files, if anything has a date."""
    if not things.happenings(dataset):
        return
    yield Artifact(uri=addresses.timeline_csv(), content=timeline_csv(dataset))
    yield Artifact(uri=addresses.timeline_atom(), content=timeline_atom(dataset, config))
    yield Artifact(uri=addresses.timeline_calendar(), content=timeline_calendar(dataset, config))


def timeline_csv(dataset: Dataset) -> bytes:
    """What happened, oldest first."""
    return csv_bytes(
        COLUMNS, (_row(h, told) for h in things.happenings(dataset) for told in h.told)
    )


def _row(h: Happening, told: EntryDate) -> list[str]:
    entry = h.entry
    place = ("" if n is None else str(n) for n in (told.paragraph, told.sentence))
    return [
        *(h.id, h.date, h.event, entry.id, entry.register, entry.name, entry.name_zh),
        *(entry.ref_area, told.source, *place, told.note, told.note_zh),
    ]


def updated(dataset: Dataset, h: Happening) -> str:
    """The day on which the data came to say this: when the last of its sources was retrieved."""
    known = (dataset.sources.get(told.source) for told in h.told)
    days = [s.retrieved for s in known if s and _DAY.fullmatch(s.retrieved)]
    package = dataset.packages.get(h.entry.package)
    made = package.created[:10] if package else ""
    return max(days) if days else made if _DAY.fullmatch(made) else _EARLIEST


# --- Words that both have ---


class _Told:
    """What is said of things that happened, and where, in the language of the site."""

    def __init__(self, dataset: Dataset, config: Config) -> None:
        self.dataset = dataset
        self.config = config
        self.m: Messages = messages(config.theme_language)
        self.site = config.site_url.rstrip("/")
        self.updated = max(updated(dataset, h) for h in things.happenings(dataset))

    def address(self, path: str) -> str:
        """The whole address, or nothing where the site does not know its own."""
        place, mark, anchor = path.partition("#")
        return f"{self.site}/{place}{mark}{quote(anchor)}" if self.site else ""

    def id(self, path: str) -> str:
        """A name that no other thing on the web has."""
        return self.address(path) or uuid5(NAMESPACE_URL, path).urn

    def heading(self, h: Happening) -> str:
        name, event = self.m.title(h.entry), self.m(f"event.{h.event}")
        return self.m("timeline.heading", name=name, event=event)

    def text(self, h: Happening) -> str:
        """When, what it is, and who says so."""
        notes = (self.m.text(told, "note") for told in h.told)
        told = (self.m.dates(h.date), self.m.text(h.entry, "point"), *notes, self.sources(h))
        return "\n".join(dict.fromkeys(t for t in told if t))

    def sources(self, h: Happening) -> str:
        known = (self.dataset.sources.get(told.source) for told in h.told)
        cited = dict.fromkeys(s.citation or s.title for s in known if s)
        return self.m("timeline.sources", sources=" ".join(cited)) if cited else ""

    def register(self, h: Happening) -> str:
        return self.m.title(self.dataset.registers[h.entry.register])


# --- Atom ---


def timeline_atom(dataset: Dataset, config: Config) -> bytes:
    """A feed of what happened, latest first."""
    told = _Told(dataset, config)
    feed = begin(
        config,
        id=told.id(addresses.timeline_page()),
        title=f"{config.site_name}: {told.m('timeline.title')}",
        subtitle=told.m("timeline.lede"),
        updated=f"{told.updated}T00:00:00Z",
        own=told.address(addresses.timeline_atom()),
        page=told.address(addresses.timeline_page()),
    )
    for h in reversed(things.happenings(dataset)):
        _entry(add_entry(feed), h, told)
    return finish(feed)


def _entry(item: ET.Element, h: Happening, told: _Told) -> None:
    place = addresses.timeline_place(h.id)
    when = f"{updated(told.dataset, h)}T00:00:00Z"
    add_texts(item, id=told.id(place), title=told.heading(h), updated=when)
    add_link(item, "alternate", told.address(place), "text/html")
    for term, label in ((h.event, f"event.{h.event}"), (h.entry.register, "")):
        words = told.m(label) if label else told.register(h)
        add_category(item, term, words)
    add_content(item, told.text(h))


# --- iCalendar ---


def timeline_calendar(dataset: Dataset, config: Config) -> bytes:
    """A calendar of what happened on a known day, or from one day to another, oldest first."""
    told = _Told(dataset, config)
    title = f"{config.site_name}: {told.m('timeline.title')}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Silkline//Timeline//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_ical(title)}",
        f"X-WR-CALNAME:{_ical(title)}",
        f"DESCRIPTION:{_ical(told.m('timeline.calendar_text'))}",
        *(line for h in things.happenings(dataset) for line in _event(h, told)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(h: Happening, told: _Told) -> Iterator[str]:
    """The lines of one event; none where a day is not known."""
    if h.days is None:
        return
    first, last = (date.fromisoformat(day) for day in h.days)
    address = told.address(addresses.timeline_place(h.id))
    host = urlsplit(told.site).hostname or "localhost"
    yield "BEGIN:VEVENT"
    yield f"UID:{_ical(h.id)}@{host}"
    yield f"DTSTAMP:{updated(told.dataset, h).replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(first)}"
    if last < date.max:  # the end is the day after the last, as the standard has it
        yield f"DTEND;VALUE=DATE:{_basic(last + timedelta(days=1))}"
    yield f"SUMMARY:{_ical(told.heading(h))}"
    yield f"DESCRIPTION:{_ical(told.text(h))}"
    yield f"CATEGORIES:{','.join(map(_ical, (told.register(h), told.m(f'event.{h.event}'))))}"
    if address:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _ical(text: str) -> str:
    """A text with what means something in a calendar written out."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets; no character is cut in two."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: Iterable[str]) -> Iterator[str]:
    piece, room = "", LONGEST_LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            # The space that begins the next line counts too.
            piece, room = "", LONGEST_LINE - 1
        piece, room = piece + character, room - size
    yield piece
