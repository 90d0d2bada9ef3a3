# The one place where the text of a table becomes a typed value. Input has passed validation, so a
# cell that cannot be converted here is a mistake of ours and keeps its traceback.
"""Rows of validated tables to the types of `model`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from silkline.model import (
    Area,
    AreaKind,
    Break,
    Claim,
    Derivation,
    Entry,
    EntryDate,
    EntryLink,
    Indicator,
    Membership,
    Mention,
    Observation,
    Qualifier,
    Reconciliation,
    Register,
    Row,
    Source,
    Statement,
    Status,
    Table,
    Target,
    Term,
    Topic,
    Unit,
    Waiver,
)
from silkline.problems import Location

_PLACE: Final = ("indicator", "ref_area", "time_period")
_FIGURE: Final = ("obs_value", "obs_qualifier", "obs_status", "source", "evidence", "note")
_QUALIFIERS: Final = {q.value: q for q in Qualifier}


def make_area(row: Row, _where: Location, _package: str) -> Area:
    """A row of `areas`."""
    c = row.cells
    return Area(
        code=c["area"],
        name=c["name"],
        name_zh=c["name_zh"],
        kind=AreaKind(c["kind"]),
        m49=c["m49"],
        parent=c["parent"],
        note=c["note"],
        note_zh=c.get("note_zh", ""),
    )


def make_other_name(row: Row, _where: Location, _package: str) -> tuple[str, str]:
    """A row of `other_names`: area and name."""
    return row.cells["area"], row.cells["name"]


def make_unit(row: Row, _where: Location, _package: str) -> Unit:
    """A row of `units`."""
    c = row.cells
    return Unit(
        code=c["unit"],
        title=c["title"],
        title_zh=c["title_zh"],
        symbol=c["symbol"],
        base=c["base"],
        multiplier=Decimal(c["multiplier"]),
        ucum=c["ucum"],
    )


def make_topic(row: Row, _where: Location, _package: str) -> Topic:
    """A row of `topics`."""
    c = row.cells
    return Topic(
        code=c["topic"],
        title=c["title"],
        title_zh=c["title_zh"],
        description=c["description"],
        description_zh=c.get("description_zh", ""),
        order=int(c["order"]),
    )


def make_status(row: Row, _where: Location, _package: str) -> Status:
    """A row of `obs_status`."""
    c = row.cells
    return Status(code=c["obs_status"], title=c["title"], title_zh=c["title_zh"])


def make_indicator(row: Row, where: Location, package: str) -> Indicator:
    """A row of `indicators`."""
    c = row.cells
    return Indicator(
        id=c["indicator"],
        title=c["title"],
        title_zh=c["title_zh"],
        definition=c["definition"],
        definition_zh=c["definition_zh"],
        unit=c["unit"],
        topic=c["topic"],
        decimals=int(c["decimals"]),
        kind=c["kind"],
        aggregation=c["aggregation"],
        caveat=c["caveat"],
        caveat_zh=c["caveat_zh"],
        related=tuple(c["related"].split()),
        package=package,
        where=where,
    )


def make_derivation(row: Row, where: Location, _package: str) -> Derivation:
    """A row of `derived`."""
    c = row.cells
    return Derivation(
        indicator=c["indicator"],
        formula=c["formula"],
        inputs=tuple(c["inputs"].split()),
        reference_area=c["reference_area"],
        base_period=c["base_period"],
        years=int(c["years"]) if c["years"] else None,
        where=where,
    )


def make_source(row: Row, where: Location, package: str) -> Source:
    """A row of `sources`."""
    c = row.cells
    return Source(
        id=c["source"],
        preference=int(c["preference"]),
        producer=c["producer"],
        title=c["title"],
        url=c["url"],
        published=c["published"],
        retrieved=c["retrieved"],
        licence=c["licence"],
        file=c["file"],
        sha256=c["sha256"],
        citation=c["citation"],
        package=package,
        where=where,
    )


def make_observations(table: Table, rows: slice) -> Iterator[Observation]:
    """Rows of a table `observations`, which is long and held in columns."""
    columns = (table.lines[rows], *(table.column(name)[rows] for name in (*_PLACE, *_FIGURE)))
    for line, name, area, period, text, hedge, status, source, evidence, note in zip(
        *columns, strict=True
    ):
        yield Observation(
            indicator=name,
            ref_area=area,
            time_period=period,
            text=text,
            value=Decimal(text) if text else None,
            qualifier=_QUALIFIERS[hedge],
            status=status,
            source=source,
            evidence=evidence,
            note=note,
            where=Location(path=table.path, line=line),
        )


def make_break(row: Row, _where: Location, _package: str) -> Break:
    """A row of `breaks`."""
    c = row.cells
    return Break(
        indicator=c["indicator"],
        ref_area=c["ref_area"],
        time_period=c["time_period"],
        what=c["what"],
        what_zh=c["what_zh"],
    )


def make_waiver(row: Row, _where: Location, _package: str) -> Waiver:
    """A row of `waivers`."""
    c = row.cells
    return Waiver(
        code=c["code"],
        indicator=c["indicator"],
        ref_area=c["ref_area"],
        time_period=c["time_period"],
        source=c["source"],
        reason=c["reason"],
        reason_zh=c["reason_zh"],
    )


def make_statement(row: Row, where: Location, _package: str) -> Statement:
    """A row of `statements`."""
    c = row.cells
    return Statement(
        id=c["statement"],
        source=c["source"],
        speaker=c["speaker"],
        role=c["role"],
        point=c["point"],
        point_zh=c["point_zh"],
        paragraph=int(c["paragraph"]),
        sentence=int(c["sentence"]),
        where=where,
    )


def make_claim(row: Row, where: Location, package: str) -> Claim:
    """A row of `claims`."""
    c = row.cells
    return Claim(
        id=c["claim"],
        statement=c["statement"],
        indicator=c["indicator"],
        ref_area=c["ref_area"],
        time_period=c["time_period"],
        qualifier=Qualifier(c["obs_qualifier"]),
        text=c["value"],
        value=Decimal(c["value"]),
        unit=c["unit"],
        printed=c["printed"],
        check=c["check"],
        against=c["against"],
        base_period=c["base_period"],
        denominator=c["denominator"],
        definition=c["definition"],
        note=c["note"],
        note_zh=c["note_zh"],
        package=package,
        where=where,
    )


def make_reconciliation(row: Row, where: Location, package: str) -> Reconciliation:
    """A row of `reconciliations`."""
    c = row.cells
    return Reconciliation(
        id=c["reconciliation"],
        title=c["title"],
        title_zh=c["title_zh"],
        check=c["check"],
        claims=tuple(c["claims"].split()),
        indicators=tuple(c["indicators"].split()),
        against=c["against"],
        ref_area=c["ref_area"],
        time_period=c["time_period"],
        finding=c["finding"],
        finding_zh=c["finding_zh"],
        package=package,
        where=where,
    )


def make_register(row: Row, where: Location, package: str) -> Register:
    """A row of `registers`."""
    c = row.cells
    return Register(
        id=c["register"],
        title=c["title"],
        title_zh=c["title_zh"],
        singular=c["singular"],
        singular_zh=c["singular_zh"],
        description=c["description"],
        description_zh=c["description_zh"],
        order=int(c["order"]),
        package=package,
        where=where,
    )


def make_entry(row: Row, where: Location, package: str) -> Entry:
    """A row of `entries`."""
    c = row.cells
    return Entry(
        id=c["entry"],
        register=c["register"],
        name=c["name"],
        name_zh=c["name_zh"],
        abbreviation=c["abbreviation"],
        kind=c["kind"],
        kind_zh=c["kind_zh"],
        ref_area=c["ref_area"],
        point=c["point"],
        point_zh=c["point_zh"],
        url=c["url"],
        note=c["note"],
        note_zh=c["note_zh"],
        package=package,
        where=where,
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def make_mention(row: Row, where: Location, _package: str) -> Mention:
    """A row of `mentions`."""
    c = row.cells
    return Mention(
        entry=c["entry"],
        source=c["source"],
        paragraph=_number(c["paragraph"]),
        sentence=_number(c["sentence"]),
        printed=c["printed"],
        note=c["note"],
        note_zh=c["note_zh"],
        where=where,
    )


def make_date(row: Row, where: Location, _package: str) -> EntryDate:
    """A row of `dates`."""
    c = row.cells
    return EntryDate(
        entry=c["entry"],
        date=c["date"],
        event=c["event"],
        source=c["source"],
        paragraph=_number(c["paragraph"]),
        sentence=_number(c["sentence"]),
        note=c["note"],
        note_zh=c["note_zh"],
        where=where,
    )


def make_member(row: Row, where: Location, _package: str) -> Membership:
    """A row of `members`."""
    c = row.cells
    return Membership(
        entry=c["entry"],
        ref_area=c["ref_area"],
        role=c["role"],
        since=c["since"],
        source=c["source"],
        note=c["note"],
        note_zh=c["note_zh"],
        where=where,
    )


def make_link(row: Row, where: Location, _package: str) -> EntryLink:
    """A row of `links`."""
    c = row.cells
    return EntryLink(
        entry=c["entry"], relation=c["relation"], kind=c["kind"], target=c["target"], where=where
    )


def make_target(row: Row, where: Location, _package: str) -> Target:
    """A row of `targets`."""
    c = row.cells
    return Target(
        id=c["target"],
        entry=c["entry"],
        point=c["point"],
        point_zh=c["point_zh"],
        due=c["due"],
        qualifier=Qualifier(c["obs_qualifier"]),
        text=c["value"],
        value=Decimal(c["value"]) if c["value"] else None,
        unit=c["unit"],
        printed=c["printed"],
        source=c["source"],
        paragraph=_number(c["paragraph"]),
        sentence=_number(c["sentence"]),
        result=c["result"],
        result_note=c["result_note"],
        result_note_zh=c["result_note_zh"],
        where=where,
    )


def make_term(row: Row, where: Location, package: str) -> Term:
    """A row of `terms`."""
    c = row.cells
    return Term(
        id=c["term"],
        title=c["title"],
        title_zh=c["title_zh"],
        abbreviation=c["abbreviation"],
        definition=c["definition"],
        definition_zh=c["definition_zh"],
        avoid_zh=tuple(c["avoid_zh"].split()),
        note=c["note"],
        note_zh=c["note_zh"],
        package=package,
        where=where,
    )
