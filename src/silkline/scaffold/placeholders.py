# A placeholder passes every rule and cannot be taken for data: it says what it is, in both
# languages. Codes are the first of the site's own lists, because nothing else is known to be there.
"""Rows that stand in for data until a contributor replaces them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from silkline.scaffold.names import Site, problem

SOURCE: Final = "placeholder"
FILE: Final = "raw/placeholder.csv"
PERIOD: Final = "2000"

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """A code of each list that a placeholder needs."""

    area: str
    unit: str
    topic: str
    status: str
    licence: Cells


def pick_codes(site: Site) -> Codes:
    """The first code of each list. Raises `SilklineError` where the site has none."""
    licences = [dict(row.cells) for row in site.rows("licences")]
    linked = [row for row in licences if row.get("url")]
    economies = sorted(
        row.cells["area"] for row in site.rows("areas") if row.cells.get("kind") == "economy"
    )
    statuses = site.ids("obs_status", "obs_status")
    return Codes(
        area=(economies or _listed(site, "areas", "area"))[0],
        unit=_listed(site, "units", "unit")[0],
        topic=_listed(site, "topics", "topic")[0],
        status="A" if "A" in statuses else _listed(site, "obs_status", "obs_status")[0],
        licence=(linked or licences or [{"licence": _listed(site, "licences", "licence")[0]}])[0],
    )


def _listed(site: Site, table: str, column: str) -> list[str]:
    codes = sorted(site.ids(table, column) - {""})
    if codes:
        return codes
    folder = site.config.packages_dir.relative_to(site.config.root).as_posix()
    message = f"no reference package has a code in the table '{table}'"
    hint = "add the code list first: a package needs units, topics, areas and licences."
    raise problem("PB035", folder, message, hint)


def raw_file(codes: Codes) -> bytes:
    """The raw file that the placeholder's evidence leads to."""
    return f"area,year,value\n{codes.area},{PERIOD},0\n".encode()


def indicator_row(indicator: str, codes: Codes) -> Cells:
    """What is measured."""
    return {
        "indicator": indicator,
        "title": "Placeholder title",
        "title_zh": "占位标题",
        "definition": "Placeholder: say what is measured and what is left out.",
        "definition_zh": "占位：说明统计范围及不含内容。",
        "unit": codes.unit,
        "topic": codes.topic,
        "decimals": "1",
        "kind": "level",
        "aggregation": "none",
    }


def observation_row(indicator: str, codes: Codes) -> Cells:
    """One value, nought, with evidence that can be followed."""
    return {
        "indicator": indicator,
        "ref_area": codes.area,
        "time_period": PERIOD,
        "obs_value": "0",
        "obs_status": codes.status,
        "source": SOURCE,
        "evidence": f"{FILE}#cell=2,3",
        "note": "Placeholder: replace this row.",
    }


def source_row(codes: Codes) -> Cells:
    """Where the value comes from. The same in all packages, as it must be."""
    return {
        "source": SOURCE,
        "preference": "9",
        "producer": "Placeholder producer",
        "title": "Placeholder: name the publication",
        "retrieved": "2000-01-01",
        "licence": codes.licence["licence"],
        "file": FILE,
        "sha256": hashlib.sha256(raw_file(codes)).hexdigest(),
        "citation": "Placeholder: say how to cite it.",
    }


def table(columns: list[str], row: Cells) -> bytes:
    """A table of one row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue().encode()
