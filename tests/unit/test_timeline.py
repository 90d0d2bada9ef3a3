"""The timeline: its page, and its files as programs of others read them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
from nordic_site import add_rows, change, read_site, write_site
from small_data import make_config

from silkline import addresses, things
from silkline.claims import judge
from silkline.config import Config
from silkline.messages import messages
from silkline.model import Dataset, Page
from silkline.publish import front_matter
from silkline.publish.timeline import (
    timeline_atom,
    timeline_calendar,
    timeline_csv,
    timeline_files,
)
from silkline.render import SiteView, render_pages

DATES = "datapackages/nordic-cooperation/data/dates.csv"
MORE = (
    "helsinki-treaty,1995-09-29/1995-10-02,held,yearbook-2024,,,"
    '"Talks; in Oslo, ""long"" ones",\n'
    "helsinki-treaty,2031,target,yearbook-2024,,,,\n"
    "helsinki-treaty,1962-07-01,in_force,yearbook-2024,,,,\n"
)


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    root = write_site(tmp_path, "registers")
    add_rows(root, {"dates": MORE})
    return read_site(root)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


def page_of(dataset: Dataset, config: Config, language: str = "en") -> Page:
    view = SiteView(
        dataset=dataset,
        verdicts=judge(dataset),
        charts={},
        stories=(),
        config=config,
        messages=messages(language),
    )
    return {p.uri: p for p in render_pages(view)}["timeline/index.md"]


def test_each_thing_happens_once_whoever_tells_of_it(dataset: Dataset) -> None:
    found = things.happenings(dataset)
    assert [h.id for h in found] == [
        "nordic-council.founded.1952",
        "helsinki-treaty.signed.1962-03-23",
        "helsinki-treaty.in_force.1962-07-01",
        "helsinki-treaty.held.1995-09-29--1995-10-02",
        "helsinki-treaty.target.2031",
    ]
    assert [d.source for d in found[2].told] == ["treaty-1962", "yearbook-2024"]
    assert [h.days for h in found] == [
        None,
        ("1962-03-23", "1962-03-23"),
        ("1962-07-01", "1962-07-01"),
        ("1995-09-29", "1995-10-02"),
        None,
    ]


# --- The feed ---


def test_the_feed_is_read_by_a_feed_reader_field_by_field(dataset: Dataset, config: Config) -> None:
    found = feedparser.parse(timeline_atom(dataset, config))
    assert (found.bozo, found.version) == (False, "atom10")
    feed = found.feed
    assert (feed.id, feed.title, feed.updated, feed.author, feed.language) == (
        "https://example.org/timeline/",
        "A small site: Timeline",
        "2026-11-21T00:00:00Z",
        "A small site",
        "en",
    )
    assert [(link.rel, link.type, link.href) for link in feed.links] == [
        ("self", "application/atom+xml", "https://example.org/data/v1/latest/timeline.atom"),
        ("alternate", "text/html", "https://example.org/timeline/"),
    ]
    assert [e.title for e in found.entries] == [
        "Helsinki Treaty: target date",
        "Helsinki Treaty: held",
        "Helsinki Treaty: in force",
        "Helsinki Treaty: signed",
        "Nordic Council: founded",
    ]
    talks = found.entries[1]
    place = "https://example.org/timeline/#helsinki-treaty.held.1995-09-29--1995-10-02"
    assert (talks.id, talks.link, talks.updated) == (place, place, "2026-11-21T00:00:00Z")
    assert [(t.term, t.label) for t in talks.tags] == [
        ("held", "held"),
        ("agreements", "Agreements"),
    ]
    assert talks.content[0].type == "text/plain"
    assert talks.content[0].value == (
        "29 September 1995 to 2 October 1995\nThe treaty on which Nordic cooperation rests.\n"
        'Talks; in Oslo, "long" ones\nSources: Example Press: Yearbook (2024).'
    )


def test_the_feed_has_all_that_the_standard_asks_for(dataset: Dataset, config: Config) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(timeline_atom(dataset, config))
    assert feed.tag == f"{atom}feed"
    one = ("id", "title", "updated")
    for item in (feed, *feed.iter(f"{atom}entry")):
        assert [len(item.findall(atom + name)) for name in one] == [1, 1, 1]
        stamp = item.findtext(f"{atom}updated") or ""
        assert datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    ids = [e.findtext(f"{atom}id") for e in feed.iter(f"{atom}entry")]
    assert len(set(ids)) == len(ids) == 5
    assert feed.findtext(f"{atom}author/{atom}name") == "A small site"


def test_what_a_stranger_wrote_stays_text_in_the_feed(dataset: Dataset, config: Config) -> None:
    treaty = dataset.entries["helsinki-treaty"]
    name = "<script>alert(1)</script> & ]]>\x0b\ufffe"
    entries = {**dataset.entries, treaty.id: replace(treaty, name=name)}
    raw = timeline_atom(replace(dataset, entries=entries, memo={}), config)
    assert b"<script" not in raw
    found = ET.fromstring(raw).findall(".//{http://www.w3.org/2005/Atom}title")
    assert found[1].text == "<script>alert(1)</script> & ]]>: target date"


def test_a_site_without_an_address_names_its_items_and_links_to_none(
    dataset: Dataset, config: Config
) -> None:
    raw = timeline_atom(dataset, replace(config, site_url=""))
    found = feedparser.parse(raw)
    assert found.bozo is False
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", e.id) for e in (found.feed, *found.entries))
    assert b"<link" not in raw


def test_the_stamp_is_of_the_data_and_moves_with_them_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    before = timeline_atom(read_site(root), make_config(tmp_path))
    sources = "datapackages/nordic-cooperation/data/sources.csv"
    change(root, {sources: ("1962-03-23,2026-11-21", "1962-03-23,2027-01-05")})
    after = feedparser.parse(timeline_atom(read_site(root), make_config(tmp_path)))
    assert feedparser.parse(before).feed.updated == "2026-11-21T00:00:00Z"
    assert after.feed.updated == "2027-01-05T00:00:00Z"
    assert [e.updated[:10] for e in after.entries] == ["2027-01-05", "2027-01-05", "2026-11-21"]


# --- The calendar ---


def test_the_calendar_is_read_by_a_calendar_program_field_by_field(
    dataset: Dataset, config: Config
) -> None:
    found = icalendar.Calendar.from_ical(timeline_calendar(dataset, config))
    assert [str(found[k]) for k in ("VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME")] == [
        "2.0",
        "-//Silkline//Timeline//EN",
        "GREGORIAN",
        "A small site: Timeline",
    ]
    assert found.errors == []
    events = found.walk("VEVENT")
    assert [str(e["UID"]) for e in events] == [
        "helsinki-treaty.signed.1962-03-23@example.org",
        "helsinki-treaty.in_force.1962-07-01@example.org",
        "helsinki-treaty.held.1995-09-29--1995-10-02@example.org",
    ]
    talks = events[2]
    assert talks.errors == []
    assert (talks["DTSTART"].dt, talks["DTEND"].dt) == (date(1995, 9, 29), date(1995, 10, 3))
    assert talks["DTSTAMP"].dt == datetime(2026, 11, 21, tzinfo=UTC)
    assert str(talks["SUMMARY"]) == "Helsinki Treaty: held"
    assert str(talks["DESCRIPTION"]) == (
        "29 September 1995 to 2 October 1995\nThe treaty on which Nordic cooperation rests.\n"
        'Talks; in Oslo, "long" ones\nSources: Example Press: Yearbook (2024).'
    )
    assert [str(c) for c in talks["CATEGORIES"].cats] == ["Agreements", "held"]
    assert str(talks["URL"]) == (
        "https://example.org/timeline/#helsinki-treaty.held.1995-09-29--1995-10-02"
    )
    assert str(talks["TRANSP"]) == "TRANSPARENT"


def test_a_month_or_year_is_never_put_on_a_day(dataset: Dataset, config: Config) -> None:
    text = timeline_calendar(dataset, config).decode()
    assert "2031" not in text
    assert "DTSTART;VALUE=DATE:1952" not in text
    assert text.count("BEGIN:VEVENT") == 3
    assert "known to the month or year only is not in this calendar" in text.replace("\r\n ", "")


def test_lines_of_the_calendar_end_and_fold_as_the_standard_has_it(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    name = "datapackages/nordic-cooperation/data/entries.csv"
    long = "数字贸易" * 40 + "a,b;c\\d"
    change(root, {name: (",,The treaty on which Nordic cooperation rests.", f',,"{long}"')})
    raw = timeline_calendar(read_site(root), make_config(tmp_path))
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]  # no character is cut in two
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert long in str(events[0]["DESCRIPTION"])


def test_no_text_can_begin_a_line_of_its_own(dataset: Dataset, config: Config) -> None:
    treaty = dataset.entries["helsinki-treaty"]
    name = "Treaty\r\nBEGIN:VEVENT\rX\nEND:VCALENDAR\x07"
    entries = {**dataset.entries, treaty.id: replace(treaty, name=name)}
    raw = timeline_calendar(replace(dataset, entries=entries, memo={}), config)
    assert [line for line in raw.split(b"\r\n") if line.startswith(b"BEGIN:")] == [
        b"BEGIN:VCALENDAR",
        *[b"BEGIN:VEVENT"] * 3,
    ]
    assert b"\x07" not in raw


# --- The file, and what is not made ---


def test_the_table_has_a_row_for_each_source(dataset: Dataset) -> None:
    rows = list(csv.DictReader(io.StringIO(timeline_csv(dataset).decode())))
    assert [(r["happening"], r["source"], r["paragraph"]) for r in rows[1:4]] == [
        ("helsinki-treaty.signed.1962-03-23", "treaty-1962", "70"),
        ("helsinki-treaty.in_force.1962-07-01", "treaty-1962", "69"),
        ("helsinki-treaty.in_force.1962-07-01", "yearbook-2024", ""),
    ]
    assert rows[0] == {
        "happening": "nordic-council.founded.1952",
        "date": "1952",
        "event": "founded",
        "entry": "nordic-council",
        "register": "bodies",
        "name": "Nordic Council",
        "name_zh": "北欧理事会",
        "ref_area": "",
        "source": "yearbook-2024",
        "paragraph": "",
        "sentence": "",
        "note": "",
        "note_zh": "",
    }


def test_a_site_where_nothing_happened_has_no_timeline(tmp_path: Path) -> None:
    dataset = read_site(write_site(tmp_path))
    assert list(timeline_files(dataset, make_config(tmp_path))) == []
    with pytest.raises(KeyError):
        page_of(dataset, make_config(tmp_path))


# --- The page ---


def test_the_page_has_every_year_with_what_happened(dataset: Dataset, config: Config) -> None:
    page = page_of(dataset, config)
    assert re.findall(r'<section class="year" id="([^"]+)"', page.markdown) == [
        "year-1952",
        "year-1962",
        "year-1995",
        "year-2031",
    ]
    assert re.findall(r'<li class="happening" id="([^"]+)"', page.markdown) == [
        h.id for h in things.happenings(dataset)
    ]
    assert '<a href="#year-1962">1962</a> <span class="d">2</span>' in page.markdown


def test_the_drawing_has_a_mark_for_each_and_says_so(dataset: Dataset, config: Config) -> None:
    page = page_of(dataset, config).markdown
    assert page.count("<circle") == 2 * len(things.happenings(dataset))
    assert page.count('planned" cx=') == 2
    assert (
        'aria-label="One mark for each date, in columns of years. '
        '1952: 1, 1962: 2, 1995: 1, 2031: 1."'
    ) in page


def test_programs_find_the_feed_and_the_calendar_by_the_page(
    dataset: Dataset, config: Config
) -> None:
    page = page_of(dataset, config)
    assert front_matter(page).splitlines()[3:6] == [
        "alternates:",
        '  - {href: "data/v1/latest/timeline.atom", type: "application/atom+xml", title: "Feed"}',
        '  - {href: "data/v1/latest/timeline.ics", type: "text/calendar", title: "Calendar"}',
    ]
    for address in (addresses.timeline_atom(), addresses.timeline_calendar()):
        assert f'href="../{address}"' in page.markdown


def test_the_page_speaks_the_language_of_the_site(dataset: Dataset, config: Config) -> None:
    page = page_of(dataset, config, "zh")
    assert page.title == "时间线"
    assert "未给出月日" in page.markdown
    assert "赫尔辛基条约" in page.markdown
