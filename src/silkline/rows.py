# The one place where the text of a table becomes a typed value. Input has passed validation, so a
# cell that cannot be converted here is a mistake of ours and keeps its traceback.
"""Rows of validated tables to the types of `model`."""

from __future__ import annotations

from decimal import Decimal

from silkline.model import (
    Area,
    AreaKind,
    Break,
    Claim,
    Derivation,
    Indicator,
    Observation,
    Qualifier,
    Row,
    Source,
    Statement,
    Status,
    Topic,
    Unit,
)
from silkline.problems import Location


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
    )


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


def make_observation(row: Row, where: Location, _package: str) -> Observation:
    """A row of `observations`."""
    c = row.cells
    return Observation(
        indicator=c["indicator"],
        ref_area=c["ref_area"],
        time_period=c["time_period"],
        text=c["obs_value"],
        value=Decimal(c["obs_value"]) if c["obs_value"] else None,
        qualifier=Qualifier(c["obs_qualifier"]),
        status=c["obs_status"],
        source=c["source"],
        evidence=c["evidence"],
        note=c["note"],
        where=where,
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
