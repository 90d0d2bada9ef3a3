# The files are read by a library of the SDMX community and checked against the official schema of
# its structure messages. Whatever may be broken in them is broken here once, and must be found.
"""SDMX-CSV 2.0 and SDMX-JSON 2.0."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from metadata import starter
from pysdmx.errors import Invalid
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist, DataStructureDefinition
from readers import sdmx_findings
from small_data import make_config, read_dataset, write_packages

from silkline import addresses
from silkline.addresses import STRUCTURES
from silkline.model import Dataset, Status, Unit
from silkline.publish import data_files
from silkline.publish.sdmx import SDMX_COLUMNS, indicator_sdmx, structures_file
from silkline.publish.sdmx.codes import agency, frequency, identifier, measured, time_period

Row = dict[str, str]


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return read_dataset(tmp_path)


def rows(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def own(content: Mapping[str, bytes], indicator: str, form: str) -> bytes:
    return content[addresses.indicator_form(indicator, form)]


def test_every_file_is_read_and_kept_to_its_structure() -> None:
    dataset, _, content, _ = starter()
    for indicator in dataset.indicators:
        data = own(content, indicator, "sdmx.csv")
        assert list(sdmx_findings(data.decode(), content[STRUCTURES].decode())) == []


def test_values_statuses_and_notes_are_those_of_the_plain_file(dataset: Dataset) -> None:
    config = make_config(Path())
    made = {a.uri: a.content for a in data_files(dataset, {}, config)}
    for indicator in dataset.indicators:
        plain = rows(own(made, indicator, "csv"))
        found = rows(own(made, indicator, "sdmx.csv"))
        assert [
            (r["REF_AREA"], r["TIME_PERIOD"], r["OBS_VALUE"], r["OBS_STATUS"], r["OBS_QUALIFIER"])
            for r in found
        ] == [
            (r["ref_area"], r["time_period"], r["obs_value"], r["obs_status"], r["obs_qualifier"])
            for r in plain
        ]
        assert [(r["DATA_SOURCE"], r["COMMENT_OBS"]) for r in found] == [
            (r["source"], r["note"]) for r in plain
        ]


def test_a_library_reads_the_values_that_stand_in_the_plain_file(dataset: Dataset) -> None:
    config = make_config(Path())
    (read,) = read_sdmx(indicator_sdmx(dataset, "exports", config).decode()).data
    made = {a.uri: a.content for a in data_files(dataset, {}, config)}
    plain = [r["obs_value"] for r in rows(own(made, "exports", "csv"))]
    assert plain == ["216265.0", "", "0.10", "0.20"]
    assert list(read.data["OBS_VALUE"]) == plain
    assert read.structure == "Dataflow=ASS:trade(1.0)"


def test_a_row_says_all_by_itself(dataset: Dataset) -> None:
    first, second, third, _ = rows(indicator_sdmx(dataset, "exports", make_config(Path())))
    assert tuple(first) == SDMX_COLUMNS
    assert list(first.values()) == [
        *("dataflow", "ASS:trade(1.0)", "I", "A", "CHN", "exports", "2020", "216265.0", "A", ""),
        *("usd-million", "0", "0", "office", ""),
    ]
    assert (second["OBS_VALUE"], second["OBS_STATUS"]) == ("", "M")
    assert third["COMMENT_OBS"] == "NA"


def test_the_structure_is_what_the_official_schema_asks_for(dataset: Dataset) -> None:
    message = read_sdmx(structures_file(dataset, make_config(Path())).content.decode())
    (structure,) = (s for s in message.structures if isinstance(s, DataStructureDefinition))
    assert [c.id for c in structure.components] == list(SDMX_COLUMNS[3:])
    lists = {s.id: s for s in message.structures if isinstance(s, Codelist)}
    assert {(str(s.agency), s.id, s.version) for s in lists.values()} == {
        ("SDMX", "CL_FREQ", "2.1"),
        ("SDMX", "CL_OBS_STATUS", "2.2"),
        ("SDMX", "CL_UNIT_MULT", "1.1"),
        *(
            ("ASS", f"CL_{name}", "1.0")
            for name in ("AREA", "INDICATOR", "OBS_QUALIFIER", "UNIT", "DATA_SOURCE")
        ),
    }
    assert [c.id for c in lists["CL_AREA"].codes] == ["CHN", "NAM", "WLD"]
    assert [c.id for c in lists["CL_DATA_SOURCE"].codes] == ["derived", "office", "paper"]


def test_names_are_told_in_both_languages(dataset: Dataset) -> None:
    message = json.loads(structures_file(dataset, make_config(Path())).content)
    lists = {found["id"]: found["codes"] for found in message["data"]["codelists"]}
    assert lists["CL_AREA"][0] == {
        "id": "CHN",
        "name": "China",
        "names": {"en": "China", "zh": "中国"},
        "parent": "WLD",
    }
    assert lists["CL_INDICATOR"][0]["descriptions"] == {"en": "Goods sold.", "zh": "销往国外。"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("I,A,SWE,", "I,A,XXX,"), ["REF_AREA XXX"]),
        ((",2023,", ",2022,"), ["an observation twice"]),
        (("COMMENT_OBS", "COMMENT"), ["unknown column COMMENT"]),
        ((",A,,people,", ",,,people,"), ["no OBS_STATUS"]),
        ((",people,0,", ",people,5,"), ["UNIT_MULT 5"]),
    ],
)
def test_what_is_against_the_structure_is_found(change: tuple[str, str], told: list[str]) -> None:
    content = starter()[2]
    whole = own(content, "population", "sdmx.csv").decode()
    assert change[0] in whole
    broken = whole.replace(*change, 1)
    assert list(sdmx_findings(broken, content[STRUCTURES].decode())) == told


def test_an_unknown_action_or_flow_is_refused() -> None:
    content = starter()[2]
    data = own(content, "population", "sdmx.csv").decode()
    with pytest.raises(Invalid, match="ACTION"):
        read_sdmx(data.replace("(1.0),I,", "(1.0),X,"))
    with pytest.raises(Invalid, match="Missing Dataflow"):
        get_datasets(data.replace("(1.0),I,", "(2.0),I,"), content[STRUCTURES].decode())


@pytest.mark.parametrize(
    "pointer",
    [
        ("meta", "prepared"),
        ("data", "codelists", 0, "agencyID"),
        ("data", "conceptSchemes", 0, "concepts", 0, "id"),
    ],
)
def test_a_structure_without_what_is_needed_is_refused(
    dataset: Dataset, pointer: tuple[str | int, ...]
) -> None:
    message = json.loads(structures_file(dataset, make_config(Path())).content)
    place: Any = message
    for step in pointer[:-1]:
        place = place[step]
    del place[pointer[-1]]
    with pytest.raises(Invalid, match=str(pointer[-1])):
        read_sdmx(json.dumps(message))


def test_a_list_with_codes_of_its_own_is_kept_by_the_site(dataset: Dataset) -> None:
    more = {**dataset.statuses, "Y": Status(code="Y", title="Ours", title_zh="")}
    message = structures_file(replace(dataset, statuses=more), make_config(Path())).content
    assert b'"urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ASS:CL_OBS_STATUS(1.0)"' in message
    read_sdmx(message.decode())


@pytest.mark.parametrize(
    ("period", "often", "written"),
    [
        ("2024", "A", "2024"),
        ("2021-S1", "S", "2021-S1"),
        ("2024-Q3", "Q", "2024-Q3"),
        ("2022-06", "M", "2022-06"),
        ("2011/2020", "_O", "2011-01-01/P10Y"),
    ],
)
def test_periods_are_written_as_sdmx_does(period: str, often: str, written: str) -> None:
    assert (frequency(period), time_period(period)) == (often, written)


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("usd-million", ("usd", "6")),
        ("usd", ("usd", "0")),
        ("usd-100-million", ("usd-100-million", "0")),
        ("percent", ("percent", "0")),
        ("zettabyte", ("zettabyte", "0")),
        ("per-million-people", ("per-million-people", "0")),
        ("dozen", ("dozen", "0")),
    ],
)
def test_units_are_told_with_a_power_that_sdmx_has_a_code_for(
    dataset: Dataset, unit: str, told: tuple[str, str]
) -> None:
    def made(code: str, base: str, multiplier: str) -> Unit:
        return Unit(
            code=code,
            title=code,
            title_zh="",
            symbol="",
            base=base,
            multiplier=Decimal(multiplier),
        )

    units = (
        made("usd", "USD", "1"),
        made("usd-100-million", "USD", "100000000"),
        made("zettabyte", "byte", "1E+21"),
        made("per-million-people", "per-person", "0.000001"),
        made("one", "one", "1"),
        made("dozen", "one", "12"),
    )
    more = {**dataset.units, **{u.code: u for u in units}}
    assert measured(replace(dataset, units=more, memo={}), unit) == told


def test_codes_with_other_characters_do_not_collide() -> None:
    assert identifier("CN-ZJ") == "CN-ZJ"
    found = [identifier(code) for code in ("a.b", "a b", "a$b", "a$2E$b", "中")]
    assert found == ["a$2E$b", "a$20$b", "a$24$b", "a$24$2E$24$b", "$4E2D$"]


@cache
def _config() -> Any:
    return make_config(Path())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"site_name": "Digital Trade Observatory"}, "DTO"),
        ({"site_name": "the 3 Isles’ data-bank"}, "TIDB"),
        ({"site_name": "数字贸易"}, "SITE"),
        ({"agency": "NSO.Trade"}, "NSO.Trade"),
    ],
)
def test_who_keeps_the_structures(change: dict[str, str], told: str) -> None:
    assert agency(replace(_config(), **change)) == told
