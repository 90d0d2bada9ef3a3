# The quick proof must never call a table valid that the slow way refuses. Tables and schemas are
# made up, with everything that two readers have ever read in two ways; the slow way is asked about
# each one that was proved.
"""The quick proof of a table against frictionless."""

from __future__ import annotations

import csv
import io
import os
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from silkline.cache import digest
from silkline.model import Field, Package, PackageKind, Resource
from silkline.problems import Location
from silkline.tabular import examine_table, form, is_proven

if TYPE_CHECKING:
    from pathlib import Path

CASES: Final = int(os.environ.get("SILKLINE_PROOF_CASES", "3000"))
"""Tables to try; the benchmark of the checks tries many more."""

WORDS: Final = (
    "a",
    "b",
    "ab",
    "A",
    "NA",
    "null",
    "1",
    "001",
    "é",
    "数字",
    "x y",
    "a-b",
    "-",
    " a",
    "",
)
NUMBERS: Final = (
    *("0", "1", "-1", "1.0", "1.00", "-0", "0.10", "12.5", "1e3", "1E-2", "1e400", "1_000", "+1"),
    *(".5", "5.", "01", "NaN", "inf", "1,5", "１", "٣", " 1", "1 ", "2020est", "9" * 25, ""),
    *("0.1", "0.10000000000000000001", "9007199254740993", "9007199254740992"),
)
DATES: Final = ("2024-01-01", "2024-02-30", "0000-01-01", "2024-1-1", "20240101", "2024-12-31", "")
YEARS: Final = ("2024", "1999", "999", "02024", "2024.0", "-2024", "2999", "")
TRUTHS: Final = ("true", "false", "True", "1", "")
CELLS: Final = {
    "string": WORDS,
    "number": NUMBERS,
    "integer": NUMBERS,
    "year": YEARS,
    "date": DATES,
    "boolean": TRUTHS,
}
GOOD: Final = {
    "string": ("a", "b", "ab", "x y", "a-b", "数字", ""),
    "number": ("0", "1", "1.0", "12.5", "-1", "0.10", ""),
    "integer": ("0", "1", "-1", "12", ""),
    "year": ("2024", "1999", ""),
    "date": ("2024-01-01", "2024-12-31", ""),
    "boolean": ("true", "false", ""),
}
HOSTILE: Final = (
    *('"', '""', '"a"b', 'a"b', "\n", "\r\n", "\r", ",", "\x00", "\ufeff", "\u200b", "\t", "\x1b"),
    *("\n\n", ",,", '"a\nb"', '"a""b"', '"",', "\xa0", "\u2028"),
)
PATTERNS: Final = (
    "[a-z]+",
    "a|b",
    "[a-z]+(-[a-z]+)*",
    r"\w+",
    ".",
    "[^#]+",
    "a{1,2}",
    "a.b",
)


def a_schema(pick: random.Random) -> dict[str, Any]:
    """A schema of one to four columns with rules that may or may not be met."""
    fields = []
    for number in range(pick.randint(1, 4)):
        kind = pick.choice(list(CELLS))
        fields.append(
            {"name": f"col{number}", "type": kind, "constraints": some_constraints(pick, kind)}
        )
    names = [f["name"] for f in fields]
    key = pick.sample(names, pick.randint(1, len(names))) if pick.random() < 0.5 else []
    return {"fields": fields, "primaryKey": sorted(key), "missingValues": [""]}


def some_constraints(pick: random.Random, kind: str) -> dict[str, Any]:
    """Rules of one column."""
    found: dict[str, Any] = {}
    if pick.random() < 0.2:
        found["required"] = True
    if pick.random() < 0.15:
        found["unique"] = True
    if kind == "string":
        rules = {"enum": ["a", "b", "x y"], "pattern": pick.choice(PATTERNS)}
        rules |= {"minLength": 1, "maxLength": pick.randint(1, 3)}
        found |= {name: value for name, value in rules.items() if pick.random() < 0.15}
    if kind in {"number", "integer", "year"} and pick.random() < 0.3:
        found["minimum"] = pick.choice((0, 1, 2000) if kind != "number" else (0, 0.1, 1))
    if kind in {"number", "integer"} and pick.random() < 0.2:
        found["maximum"] = pick.choice((1, 12, 9007199254740992))
    return found


def a_table(pick: random.Random, schema: dict[str, Any]) -> bytes:
    """A file for the schema: mostly good, sometimes with a wrong cell, sometimes damaged."""
    fields = schema["fields"]
    wrong = pick.random() < 0.4
    rows = [[f["name"] for f in fields]]
    for _ in range(pick.randint(0, 5)):
        pools = [CELLS if wrong and pick.random() < 0.3 else GOOD for _ in fields]
        rows.append([pick.choice(p[f["type"]]) for p, f in zip(pools, fields, strict=True)])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    text = out.getvalue()
    if pick.random() < 0.35:
        at = pick.randint(0, len(text))
        text = text[:at] + pick.choice(HOSTILE) + text[at + pick.randint(0, 2) :]
    data = text.encode()
    if pick.random() < 0.03:
        data = data[:-1] + bytes([pick.randint(128, 255)])
    return data


def a_package(folder: Path) -> Package:
    """An empty package around a folder."""
    return Package(
        name="p",
        folder=folder,
        kind=PackageKind.PLAIN,
        title="",
        title_zh="",
        description="",
        version="",
        created="",
        keywords=(),
        licenses=(),
        contributors=(),
        update_frequency="",
        processing_level="",
        citation="",
        resources=(),
        raw_files=(),
        descriptor={},
        digest=digest(b""),
        where=Location(path="p"),
    )


def a_resource(schema: dict[str, Any]) -> Resource:
    """The table t.csv with a schema."""
    return Resource(
        name="t",
        path="t.csv",
        title="",
        description="",
        fields=tuple(Field(name=f["name"], type=f["type"]) for f in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        schema=schema,
        digest=digest(b""),
        size_bytes=0,
        where=Location(path="p"),
    )


def test_what_is_proved_the_slow_way_finds_valid_too(tmp_path: Path) -> None:
    package = a_package(tmp_path)
    pick = random.Random(20261121)
    proved = valid = 0
    for _ in range(CASES):
        schema = a_schema(pick)
        data = a_table(pick, schema)
        (tmp_path / "t.csv").write_bytes(data)
        resource = a_resource(schema)
        slow = examine_table(package, resource, tmp_path)
        quick = is_proven(package, resource)
        assert not (quick and slow), (schema, data, slow)
        proved += quick
        valid += not slow
    # The proof is worth having: of what is valid it decides most, and there is enough of it.
    assert valid > CASES // 10
    assert proved > valid * 0.7


@pytest.mark.parametrize("size", [7, 16, 40])
def test_lines_and_quotes_may_lie_across_the_blocks(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "BLOCK_BYTES", size)
    (tmp_path / "t.csv").write_text('a,b\n1,"x\ny"\n2,"p""q"\n3,\n', encoding="utf-8", newline="")
    assert form.plain_marks(tmp_path / "t.csv", ("a", "b")) == form.Marks(
        line_ends=4, commas=4, short_cells=False
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2", "no line end"),
        ("a,b\r\n1,2\r\n", "Windows line ends"),
        ('a,b\n1,x"y\n', "a quotation mark within a cell"),
        ('a,b\n1,"x"y\n', "text behind a closing mark"),
        ('a,b\n1,"x\n', "a mark that is never closed"),
        ("\ufeffa,b\n1,2\n", "a byte order mark"),
        ("a,b\n1,\u200b2\n", "a character that cannot be seen"),
        ("a,b\n1,\x002\n", "a control character"),
        ("b,a\n1,2\n", "another header"),
        ("", "nothing"),
    ],
)
def test_a_file_that_is_not_plain_is_left_to_the_strict_reader(
    tmp_path: Path, text: str, why: str
) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8", newline="")
    assert form.plain_marks(tmp_path / "t.csv", ("a", "b")) is None, why


def test_a_path_that_the_engine_would_expand_is_not_asked(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "string"}], "primaryKey": []}
    (tmp_path / "t1.csv").write_text("a\nx\n", encoding="utf-8")
    resource = replace(a_resource(schema), path="t?.csv")
    assert not is_proven(a_package(tmp_path), resource)


@pytest.mark.parametrize(
    ("cell", "proved"),
    [("x" * 9_990, True), ("x" * 10_001, False), ('"' + "x\n" * 5_001 + '"', False)],
    ids=["short", "long", "long over many lines"],
)
def test_a_cell_that_is_too_long_is_not_proved(tmp_path: Path, cell: str, *, proved: bool) -> None:
    schema = {"fields": [{"name": "a", "type": "string"}], "primaryKey": []}
    (tmp_path / "t.csv").write_text(f"a\n{cell}\n", encoding="utf-8")
    package, resource = a_package(tmp_path), a_resource(schema)
    assert is_proven(package, resource) is proved
    assert (examine_table(package, resource, tmp_path) == ()) is proved
