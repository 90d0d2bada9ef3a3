# A waiver's reason is a statement of fact about the file. Where it names an economy, the file is
# asked; the checks themselves tell of a waiver that covers nothing.
"""Reasons for odd figures that stay as published."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ROOT / "datapackages"
NAMED = re.compile(
    r"members report; (?:the )?(.+?) "
    r"((?:is|are) in the file from that year on|has no figure for that year"
    r"|has a figure again, after none for the year before)\."
)
Cells = Mapping[str, str]


def rows(path: str) -> list[dict[str, str]]:
    with (PACKAGES / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


WAIVERS = [
    (path.parents[1].name, row)
    for path in sorted(PACKAGES.glob("*/data/waivers.csv"))
    for row in rows(path.relative_to(PACKAGES).as_posix())
]


def name_of(waiver: tuple[str, Cells]) -> str:
    package, row = waiver
    return ":".join(filter(None, (package, *list(row.values())[:5])))


@cache
def codes() -> dict[str, str]:
    return {row["name"]: row["area"] for row in rows("reference/data/areas.csv")}


@cache
def years(package: str, indicator: str) -> Mapping[str, set[int]]:
    """Years with a value, by area."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows(f"{package}/data/observations.csv"):
        if row["indicator"] == indicator and row["obs_value"]:
            found[row["ref_area"]].add(int(row["time_period"]))
    return found


@pytest.mark.parametrize(
    "waiver", [w for w in WAIVERS if NAMED.search(w[1]["reason"])], ids=name_of
)
def test_a_group_jumps_where_its_reason_says_that_a_member_begins_or_pauses(
    waiver: tuple[str, Cells],
) -> None:
    package, row = waiver
    match = NAMED.search(row["reason"])
    assert match
    year = int(row["time_period"])
    for name in match[1].split(" and the "):
        known = years(package, row["indicator"])[codes()[name]]
        if "from that year on" in match[2]:
            assert min(known) == year
        elif "no figure" in match[2]:
            assert year not in known
            assert min(known) < year
        else:
            assert year in known
            assert year - 1 not in known


def test_every_reason_that_speaks_of_a_member_was_asked_of_the_file() -> None:
    named = {name_of(w) for w in WAIVERS if "members report;" in w[1]["reason"]}
    assert named == {name_of(w) for w in WAIVERS if NAMED.search(w[1]["reason"])}
    assert len(named) > 40


def test_a_figure_that_is_kept_has_one_sentence_or_two_in_each_language() -> None:
    for _, row in WAIVERS:
        assert re.fullmatch(r"[A-Z][^\n]+\.", row["reason"]), row
        assert re.fullmatch(r"[^\n,;:!?]+。", row["reason_zh"]), row


def test_only_the_share_that_cannot_be_is_an_error_that_is_kept() -> None:
    kept = [name_of(w) for w in WAIVERS if w[1]["code"] in {"ST001", "ST008"}]
    assert kept == ["business-ict:ST001:businesses-local-network:PHL:2017"]
