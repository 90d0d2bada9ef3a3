# Tables as they come out of spreadsheets: with a mark, other line ends, spaces and separators.
"""Mending tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from small_data import make_config, write_packages

from silkline.mending import difference, find_mends, write_mend
from silkline.tabular import without_separators

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,source,evidence,note\n"
FIRST = 'exports,CHN,2020,216265.0,,A,office,"raw/table.csv#cell=2,2",\n'
SECOND = 'exports,NAM,2020,0.10,,A,office,"raw/table.csv#cell=3,2","said ""x"", twice\nover two"\n'


def typed_packages(root: Path) -> Path:
    """The small packages with a number column and a key; returns the table of observations."""
    folder = write_packages(root) / "trade"
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (schema,) = (r["schema"] for r in descriptor["resources"] if r["name"] == "observations")
    schema["primaryKey"] = ["indicator", "ref_area", "time_period", "source"]
    next(f for f in schema["fields"] if f["name"] == "obs_value")["type"] = "number"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder / "data/observations.csv"


def mended(root: Path, text: str) -> str:
    """The table of observations after mending."""
    file = typed_packages(root)
    file.write_text(text, encoding="utf-8", newline="")
    for mend in find_mends(make_config(root)):
        write_mend(mend)
    return file.read_bytes().decode()


def test_a_sound_table_is_left_alone(tmp_path: Path) -> None:
    write_packages(tmp_path)
    assert find_mends(make_config(tmp_path)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEAD + FIRST + SECOND,
        (HEAD + FIRST + SECOND).replace("\n", "\r\n"),
        HEAD + FIRST + SECOND.removesuffix("\n"),
        HEAD + FIRST + SECOND + "\n\n",
        HEAD + SECOND + FIRST,
        HEAD + FIRST.replace("CHN", " CHN").replace("216265.0", "216 265.0 ") + SECOND,
        HEAD + FIRST.replace("216265.0", '"216,265.0"') + SECOND,
    ],
    ids=["mark", "line ends", "last line", "empty lines", "order", "spaces", "separators"],
)
def test_what_is_certain_is_mended_and_nothing_else_changes(tmp_path: Path, text: str) -> None:
    assert mended(tmp_path, text) == HEAD + FIRST + SECOND


@pytest.mark.parametrize(
    "text",
    [
        HEAD + FIRST.replace("216265.0", '"216,265"') + SECOND,
        HEAD + FIRST.replace("216265.0", "n/a") + SECOND,
        HEAD + SECOND + FIRST.replace(",office", ""),
        HEAD + SECOND + FIRST.replace("office", 'of"fice'),
        HEAD.replace("note", "notes") + SECOND + FIRST,
    ],
    ids=["decimal comma?", "no number", "ragged", "stray quote", "another header"],
)
def test_what_is_in_doubt_is_left_to_a_person(tmp_path: Path, text: str) -> None:
    assert mended(tmp_path, text) == text


def test_bytes_that_are_no_text_are_not_touched(tmp_path: Path) -> None:
    file = write_packages(tmp_path) / "trade/data/observations.csv"
    file.write_bytes(b"\xff\xfe\r\n")
    assert find_mends(make_config(tmp_path)) == ()


def test_the_difference_shows_what_cannot_be_seen(tmp_path: Path) -> None:
    file = write_packages(tmp_path) / "trade/data/observations.csv"
    text = HEAD + FIRST.removesuffix("\n") + "\r\n" + SECOND.removesuffix("\n")
    file.write_text("\ufeff" + text, encoding="utf-8", newline="")
    (mend,) = find_mends(make_config(tmp_path))
    path = "datapackages/trade/data/observations.csv"
    head, first = HEAD.rstrip(), FIRST.rstrip()
    assert difference(mend).split("\n") == [
        f"--- {path}",
        f"+++ {path}",
        "@@ -1,2 +1,2 @@",
        f"-<byte order mark>{head}",
        f"-{first}<CR>",
        f"+{head}",
        f"+{first}",
        "@@ -4 +4 @@",
        '-over two"<no line end>',
        '+over two"',
    ]


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1 234", "1234"),
        ("-1’234’567.25", "-1234567.25"),
        ("1,234", "1,234"),
        ("12,5", "12,5"),
        ("1,23,456", "1,23,456"),
        ("1234", "1234"),
    ],
)
def test_separators_go_only_where_the_number_can_be_no_other(cell: str, plain: str) -> None:
    assert without_separators(cell) == plain
