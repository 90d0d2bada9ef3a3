# What is no statistic goes out like the statistics: flat as CSV for spreadsheets, and as JSON with
# everything that is said of an entry, from both ends of each link.
"""The files of registers and of the glossary in the data API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from silkline import addresses, things
from silkline.publish.statistics import source_member
from silkline.publish.text import Json, csv_bytes, json_bytes, numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silkline.model import (
        Dataset,
        Entry,
        EntryDate,
        Membership,
        Mention,
        Register,
        Statement,
        Target,
        Term,
    )

ENTRY_COLUMNS: Final = (
    "entry",
    "register",
    "name",
    "name_zh",
    "abbreviation",
    "kind",
    "kind_zh",
    "ref_area",
    "ref_area_name",
    "ref_area_name_zh",
    "point",
    "point_zh",
    "url",
    "note",
    "note_zh",
    "mentions",
    "sources",
)
"""Columns of the CSV file of a register: those of its table, then how often who names the entry."""

TERM_COLUMNS: Final = (
    "term",
    "title",
    "title_zh",
    "abbreviation",
    "definition",
    "definition_zh",
    "avoid_zh",
    "note",
    "note_zh",
)
"""Columns of the CSV file of the glossary."""

_FOLDER: Final = f"{addresses.API}/registers/"


def register_csv(dataset: Dataset, register: str) -> bytes:
    """The entries of a register, one row each."""
    return csv_bytes(ENTRY_COLUMNS, _entry_rows(dataset, register))


def register_json(dataset: Dataset, register: str) -> bytes:
    """A register with its entries and all that is said of each.

    `linked_from` of an entry holds the links that other entries declare to it, `statements` what
    the entry itself said.
    """
    entries = things.entries_of(dataset, register)
    return json_bytes(
        {
            **register_member(dataset.registers[register]),
            "sources": [
                source_member(dataset.sources[s])
                for s in sorted({s for e in entries for s in _sources(dataset, e)})
                if s in dataset.sources
            ],
            "entries": [_entry(dataset, entry) for entry in entries],
        }
    )


def glossary_csv(dataset: Dataset) -> bytes:
    """The terms of the glossary, one row each."""
    rows = (_term(term) for term in things.terms_sorted(dataset))
    return csv_bytes(TERM_COLUMNS, ([_cell(row[c]) for c in TERM_COLUMNS] for row in rows))


def glossary_json(dataset: Dataset) -> bytes:
    """The terms of the glossary."""
    return json_bytes({"terms": [_term(term) for term in things.terms_sorted(dataset)]})


def register_member(r: Register) -> dict[str, Json]:
    """What a register says of itself."""
    return {
        "register": r.id,
        "title": r.title,
        "title_zh": r.title_zh,
        "singular": r.singular,
        "singular_zh": r.singular_zh,
        "description": r.description,
        "description_zh": r.description_zh,
        "package": r.package,
    }


def _entry_rows(dataset: Dataset, register: str) -> Iterator[list[str]]:
    for entry in things.entries_of(dataset, register):
        area = dataset.areas.get(entry.ref_area)
        row: dict[str, Json] = {
            **_own(entry),
            "register": entry.register,
            "ref_area_name": area.name if area else "",
            "ref_area_name_zh": area.name_zh if area else "",
            "mentions": str(len(things.mentions_of(dataset, entry.id))),
            "sources": list(things.sources_naming(dataset, entry.id)),
        }
        yield [_cell(row[column]) for column in ENTRY_COLUMNS]


def _cell(value: Json) -> str:
    """A text, or the members of a list with a space between them."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _sources(dataset: Dataset, entry: Entry) -> set[str]:
    """Ids of all sources that say something of an entry, or in which it speaks."""
    ends = (
        things.mentions_of(dataset, entry.id),
        things.dates_of(dataset, entry.id),
        things.members_of(dataset, entry.id),
        things.targets_of(dataset, entry.id),
        things.statements_of(dataset, entry.id),
    )
    return {said.source for told in ends for said in told}


def _entry(dataset: Dataset, e: Entry) -> dict[str, Json]:
    page = addresses.entry_page(e.register, e.id)
    return {
        **_own(e),
        "package": e.package,
        "page": addresses.relative(_FOLDER, page),
        "mentions": [_mention(m) for m in things.mentions_of(dataset, e.id)],
        "dates": [_date(d) for d in things.dates_of(dataset, e.id)],
        "members": [_member(m) for m in things.members_of(dataset, e.id)],
        "links": [
            {"relation": k.relation, "kind": k.kind, "target": k.target}
            for k in things.links_from(dataset, e.id)
        ],
        "linked_from": [
            {"entry": k.entry, "relation": k.relation}
            for k in things.links_to(dataset, "entry", e.id)
        ],
        "targets": [_target(t) for t in things.targets_of(dataset, e.id)],
        "statements": [_statement(s) for s in things.statements_of(dataset, e.id)],
    }


def _own(e: Entry) -> dict[str, Json]:
    return {
        "entry": e.id,
        "name": e.name,
        "name_zh": e.name_zh,
        "abbreviation": e.abbreviation,
        "kind": e.kind,
        "kind_zh": e.kind_zh,
        "ref_area": e.ref_area,
        "point": e.point,
        "point_zh": e.point_zh,
        "url": e.url,
        "note": e.note,
        "note_zh": e.note_zh,
    }


def _place(said: Mention | EntryDate | Target | Statement) -> dict[str, Json]:
    return {"source": said.source, "paragraph": said.paragraph, "sentence": said.sentence}


def _mention(m: Mention) -> dict[str, Json]:
    return {**_place(m), "printed": m.printed, "note": m.note, "note_zh": m.note_zh}


def _date(d: EntryDate) -> dict[str, Json]:
    return {"date": d.date, "event": d.event, **_place(d), "note": d.note, "note_zh": d.note_zh}


def _member(m: Membership) -> dict[str, Json]:
    return {
        "ref_area": m.ref_area,
        "role": m.role,
        "since": m.since,
        "source": m.source,
        "note": m.note,
        "note_zh": m.note_zh,
    }


def _target(t: Target) -> dict[str, Json]:
    return {
        "target": t.id,
        "point": t.point,
        "point_zh": t.point_zh,
        "due": t.due,
        "obs_qualifier": t.qualifier.value,
        "value": numeral(t.text),
        "unit": t.unit,
        "printed": t.printed,
        **_place(t),
        "result": t.result,
        "result_note": t.result_note,
        "result_note_zh": t.result_note_zh,
    }


def _statement(s: Statement) -> dict[str, Json]:
    return {
        "statement": s.id,
        "role": s.role,
        "point": s.point,
        "point_zh": s.point_zh,
        **_place(s),
    }


def _term(t: Term) -> dict[str, Json]:
    return {
        "term": t.id,
        "title": t.title,
        "title_zh": t.title_zh,
        "abbreviation": t.abbreviation,
        "definition": t.definition,
        "definition_zh": t.definition_zh,
        "avoid_zh": list(t.avoid_zh),
        "note": t.note,
        "note_zh": t.note_zh,
    }
