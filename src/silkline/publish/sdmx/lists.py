# Lists that SDMX keeps for all domains stand under its name and hold the codes that can occur here;
# the others are the reference lists of the site. A site with statuses of its own keeps that list
# itself.
"""Code lists of the SDMX files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline.model import Qualifier
from silkline.publish.sdmx.codes import (
    FREQUENCIES,
    MODEL,
    MULTIPLIERS,
    STATUSES,
    VERSION,
    identifier,
)
from silkline.publish.sdmx.words import NONE, Node, Words, both, described, named
from silkline.series import DERIVED

if TYPE_CHECKING:
    from silkline.model import Dataset

SDMX: Final = "SDMX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An entry of a list."""

    id: str
    name: Words
    description: Words = NONE
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A list and who keeps it."""

    id: str
    agency: str
    version: str
    codes: tuple[Code, ...]

    @property
    def urn(self) -> str:
        """The name of the list for components that use it."""
        return f"{MODEL}.codelist.Codelist={self.agency}:{self.id}({self.version})"

    def node(self) -> Node:
        """The list in SDMX-JSON."""
        head = {"id": self.id, "version": self.version, "agencyID": self.agency}
        partial = {"isPartial": True} if self.agency == SDMX else {}
        told = named(both(f"sdmx.{self.id.lower()}"), self.id)
        codes = [_code(c) for c in self.codes]
        return {**head, **told, **partial, **({"codes": codes} if codes else {})}


def code_lists(dataset: Dataset, own: str) -> dict[str, CodeList]:
    """All lists by id; `own` keeps those that SDMX does not."""
    hedges = [q.value for q in Qualifier if q]
    known = STATUSES.issuperset(dataset.statuses)
    statuses = (Code(id=s.code, name=(s.title, s.title_zh)) for s in dataset.statuses.values())
    units = (Code(id=u.code, name=(u.title, u.title_zh)) for u in dataset.units.values())
    made = (
        _list("CL_FREQ", SDMX, "2.1", (_worded("freq", f) for f in FREQUENCIES)),
        _list("CL_AREA", own, VERSION, _areas(dataset)),
        _list("CL_INDICATOR", own, VERSION, _indicators(dataset)),
        _list("CL_OBS_STATUS", *((SDMX, "2.2") if known else (own, VERSION)), statuses),
        _list(
            "CL_OBS_QUALIFIER", own, VERSION, (Code(id=h, name=both(f"hedge.{h}")) for h in hedges)
        ),
        _list("CL_UNIT", own, VERSION, units),
        _list("CL_UNIT_MULT", SDMX, "1.1", (_worded("power", p) for p in MULTIPLIERS)),
        _list("CL_DATA_SOURCE", own, VERSION, _sources(dataset)),
    )
    return {found.id: found for found in made}


def _list(name: str, keeper: str, version: str, codes: Iterable[Code]) -> CodeList:
    return CodeList(id=name, agency=keeper, version=version, codes=tuple(codes))


def _code(code: Code) -> Node:
    parent = {"parent": identifier(code.parent)} if code.parent else {}
    return {
        "id": identifier(code.id),
        **named(code.name, code.id),
        **described(code.description),
        **parent,
    }


def _worded(kind: str, code: str) -> Code:
    """A code of SDMX with its name from the catalogue."""
    return Code(id=code, name=both(f"sdmx.{kind}{code.lower()}"))


def _areas(dataset: Dataset) -> Iterator[Code]:
    for area in dataset.areas.values():
        yield Code(
            id=area.code,
            name=(area.name, area.name_zh),
            description=(area.note, area.note_zh),
            parent=area.parent if area.parent in dataset.areas else "",
        )


def _indicators(dataset: Dataset) -> Iterator[Code]:
    for i in dataset.indicators.values():
        yield Code(
            id=i.id,
            name=(i.title, i.title_zh),
            description=(i.definition, i.definition_zh),
        )


def _sources(dataset: Dataset) -> Iterator[Code]:
    """Sources by the titles of their publications; computed values have one of their own."""
    yield Code(id=DERIVED, name=both("source.computed"))
    for source in dataset.sources.values():
        yield Code(id=source.id, name=(source.title, ""), description=(source.citation, ""))
