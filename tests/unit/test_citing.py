"""A citation says the same in every form, and the formats' own readers take it back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import rispy
from pybtex.database import Entry, parse_string
from pybtex.exceptions import PybtexError
from small_data import make_config, read_dataset, write_packages

from silkline.cache import digest
from silkline.citing import (
    bibtex,
    csl_json,
    in_words,
    indicator_citation,
    indicator_terms,
    package_citation,
    package_terms,
    ris,
    story_citation,
)
from silkline.citing.parts import date_parts, one_line
from silkline.citing.terms import WELL_KNOWN
from silkline.messages import messages
from silkline.model import Answer, Citation, CitedKind, Condition, Dataset, LicenceTerm, Origin
from silkline.publish import citation_forms, data_files

NAMES = {"type": "array", "items": {"type": "object", "required": ["literal"]}, "minItems": 1}
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "items": {"type": "integer"},
                "minItems": 1,
                "maxItems": 3,
            },
        }
    },
    "additionalProperties": False,
}
TEXTS = ("title", "container-title", "publisher", "version", "note", "language", "URL")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["dataset", "document", "webpage"]},
            "author": NAMES,
            "editor": NAMES,
            "issued": DATE,
            **{name: {"type": "string", "minLength": 1} for name in TEXTS},
        },
        "additionalProperties": False,
    },
}
"""The variables of CSL-JSON that are used here, with their types after the CSL specification."""

HOSTILE = Citation(
    id="a-b",
    kind=CitedKind.DATA,
    authors=("Smith & Sons, Ltd.", "国家统计局", "Zwei\nTY  - BOOK"),
    editors=("The {site} and 100%",),
    title="Exports_#1: $5 \\ ~50% ^ 数字贸易",
    container="A package",
    version="1.0.0",
    release="release 2026.1",
    issued="2026-02-03",
    publisher="A site",
    address="https://example.org/a_b/?x=1&y={z}#p%20q",
    language="zh",
    words="",
    origins=(
        Origin(
            id="paper",
            producer="The “paper”",
            title="News",
            issued="2024",
            address="",
            words='Said "so" {twice}.',
        ),
    ),
)


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return read_dataset(tmp_path)


def entries(text: str) -> dict[str, Entry]:
    return dict(parse_string(text, "bibtex").entries)


def names(entry: Entry, role: str) -> list[str]:
    return [str(person).strip("{}") for person in entry.persons[role]]


def test_an_indicator_is_cited_by_its_producers_first(dataset: Dataset, tmp_path: Path):
    cited = indicator_citation(dataset, make_config(tmp_path), "exports")
    assert in_words(cited, messages("en")) == (
        (
            "The office; The paper. “Exports”, in Trade, version 1.0.0. A small site, "
            "release 2026.1, 2 January 2026. "
            "https://example.org/data/v1/releases/2026.1/indicators/exports.csv"
        ),
        "The office (2024).",
        "The paper (2024).",
    )
    unreleased = replace(dataset, releases=())
    cited = indicator_citation(unreleased, make_config(tmp_path), "exports")
    state = digest(dataset.packages["trade"].digest.encode())[:12]
    assert cited.release == f"not yet released, state {state}"
    assert cited.address == "https://example.org/indicators/exports/"


def test_a_package_without_people_is_cited_by_the_site(dataset: Dataset, tmp_path: Path):
    cited = package_citation(dataset, make_config(tmp_path), dataset.packages["trade"])
    assert (cited.authors, cited.editors) == (("A small site",), ())
    assert in_words(cited, messages("zh"))[0] == (
        "《Trade》，版本1.0.0。A small site、release 2026.1、2026年1月2日。"
        "https://example.org/data/v1/releases/2026.1/packages/trade/datapackage.json"
    )
    said = replace(dataset.packages["trade"], citation="The office: trade.")
    cited = package_citation(dataset, make_config(tmp_path), said)
    assert in_words(cited, messages("en"))[0].startswith("The office: trade. A small site, ")


def test_a_story_is_cited_by_its_authors_with_what_it_reads(dataset: Dataset, tmp_path: Path):
    cited = story_citation(
        dataset,
        make_config(tmp_path),
        "tea",
        title="Tea",
        authors=["Li Na", "A small site"],
        date="2026-03-04",
        reads=["trade", "trade/claims"],
    )
    assert in_words(cited, messages("en")) == (
        (
            "Li Na. “Tea”. A small site, release 2026.1, 4 March 2026. "
            "https://example.org/stories/tea/"
        ),
        "The office (2024).",
    )
    assert json.loads(csl_json(cited))[0]["type"] == "webpage"


def test_bibtex_is_read_back_by_its_own_reader():
    found = entries(bibtex(HOSTILE))
    assert list(found) == ["a-b", "paper"]
    own = found["a-b"]
    assert own.type == "dataset"
    assert names(own, "author") == [r"Smith \& Sons, Ltd.", "国家统计局", "Zwei TY - BOOK"]
    assert names(own, "editor") == [r"The \{site\} and 100\%"]
    assert own.fields["url"] == "https://example.org/a_b/?x=1&y=%7Bz%7D#p%20q"
    assert own.fields["title"] == (
        r"{Exports\_\#1: \$5 \textbackslash{} \textasciitilde{}50\% \textasciicircum{} 数字贸易}"
    )
    assert (own.fields["year"], own.fields["month"]) == ("2026", "February")
    assert found["paper"].fields["note"] == r'Said "so" \{twice\}.'
    with pytest.raises(PybtexError):
        entries(bibtex(HOSTILE).replace("  version", "  {version"))


def test_ris_is_read_back_by_its_own_reader():
    text = ris(HOSTILE)
    assert text.count("\r\n") == text.count("\n")
    own, paper = rispy.load(io.StringIO(text.replace("\r\n", "\n")))
    assert own["type_of_reference"] == "DATA"
    assert own["authors"] == ["Smith & Sons, Ltd.", "国家统计局", "Zwei TY - BOOK"]
    assert own["title"] == HOSTILE.title
    assert own["urls"] == [HOSTILE.address]
    assert (own["year"], own["date"], own["edition"]) == ("2026", "2026/02/03/", "1.0.0")
    assert (paper["type_of_reference"], paper["year"], paper["date"]) == ("GEN", "2024", "2024///")
    broken = text.replace("ER  - \r\n", "", 1)  # the second record begins within the first
    assert [r["id"] for r in rispy.loads(text)] == ["a-b", "paper"]
    assert [r.get("id") for r in rispy.loads(broken)] != ["a-b", "paper"]


def test_csl_json_holds_what_its_specification_knows():
    items = json.loads(csl_json(HOSTILE))
    jsonschema.validate(items, CSL)
    assert items[0]["author"][1] == {"literal": "国家统计局"}
    assert items[0]["issued"] == {"date-parts": [[2026, 2, 3]]}
    assert items[1]["issued"] == {"date-parts": [[2024]]}
    items[0]["issued"] = "2026-02-03"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(items, CSL)


def test_every_citation_of_the_data_api_is_valid(dataset: Dataset, tmp_path: Path):
    files = {
        a.uri: a.content.decode()
        for a in data_files(dataset, {}, make_config(tmp_path))
        if a.uri.endswith((".txt", ".bib", ".ris", ".json"))
    }
    api = "data/v1/latest"
    for stem in ("indicators/exports", "indicators/trade", "packages/trade", "packages/reference"):
        own = stem.partition("/")[2]
        assert next(iter(entries(files[f"{api}/{stem}.bib"]))) == own
        assert rispy.loads(files[f"{api}/{stem}.ris"])[0]["id"] == own
        items = json.loads(files[f"{api}/{stem}.csl.json"])
        jsonschema.validate(items, CSL)
        assert items[0]["id"] == own
        assert files[f"{api}/{stem}.txt"].endswith("\n")
    listed = json.loads(files[f"{api}/index.json"])["indicators"][0]["citation"]
    assert listed["csl"] == "indicators/exports.csl.json"


def test_a_citation_makes_four_files():
    made = {a.uri: a.content for a in citation_forms(HOSTILE, "x.{}".format)}
    assert sorted(made) == ["x.bib", "x.csl", "x.ris", "x.txt"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [("2024", (2024,)), ("2024-05", (2024, 5)), ("2024-13", (2024,)), ("2024/2025", ()), ("", ())],
)
def test_a_date_is_cited_as_far_as_it_is_known(text: str, parts: tuple[int, ...]):
    assert date_parts(text) == parts
    assert one_line("a\r\n b\u2028c\x00") == "a b c"


def with_licences(tmp_path: Path, rows: str, office: str) -> Dataset:
    folder = write_packages(tmp_path)
    file = folder / "reference/data/licences.csv"
    file.write_text(f"licence,title,url,attribution,share_alike,non_commercial\n{rows}")
    sources = folder / "trade/data/sources.csv"
    sources.write_text(sources.read_text().replace("cc-by-4.0,raw", f"{office},raw"))
    descriptor = folder / "reference/datapackage.json"
    found = json.loads(descriptor.read_text())
    for resource in found["resources"]:
        if resource["name"] == "licences":
            resource["schema"]["fields"] += [
                {"name": term, "type": "string"} for term in LicenceTerm
            ]
    descriptor.write_text(json.dumps(found, indent=2) + "\n")
    return read_dataset(tmp_path)


ROWS = (
    "cc-by-4.0,CC BY 4.0,,yes,no,no\ncc-by-nc,NC,,yes,no,yes\ncc0-1.0,CC0,,no,no,no\nquoted,Q,,,,\n"
)


@pytest.mark.parametrize(
    ("office", "commercial", "deciding"),
    [
        ("cc-by-nc", Answer.YES, ("cc-by-nc",)),
        ("quoted", Answer.UNKNOWN, ("quoted",)),
        ("unheard-of", Answer.UNKNOWN, ("unheard-of",)),
        ("cc-by-4.0", Answer.NO, ("cc-by-4.0", "cc0-1.0")),
    ],
)
def test_the_strictest_licence_holds(
    tmp_path: Path, office: str, commercial: Answer, deciding: tuple[str, ...]
):
    dataset = with_licences(tmp_path, ROWS, office)
    found = {c.term: c for c in indicator_terms(dataset, "exports")}
    assert found[LicenceTerm.NON_COMMERCIAL] == Condition(
        term=LicenceTerm.NON_COMMERCIAL, answer=commercial, licences=deciding
    )
    assert found[LicenceTerm.ATTRIBUTION].answer is Answer.YES
    assert package_terms(dataset, dataset.packages["trade"]) == tuple(found.values())


def test_what_well_known_licences_ask_needs_no_declaring(dataset: Dataset):
    found = {c.term: c for c in indicator_terms(dataset, "exports")}
    assert found[LicenceTerm.ATTRIBUTION].answer is Answer.YES
    assert found[LicenceTerm.SHARE_ALIKE].answer is Answer.NO
    assert found[LicenceTerm.NON_COMMERCIAL].answer is Answer.NO


def test_what_is_declared_counts_before_what_is_well_known(tmp_path: Path):
    rows = ROWS.replace("cc-by-4.0,CC BY 4.0,,yes,no,no", "cc-by-4.0,CC BY 4.0,,yes,,yes")
    dataset = with_licences(tmp_path, rows, "cc-by-4.0")
    found = {c.term: c.answer for c in indicator_terms(dataset, "exports")}
    assert found[LicenceTerm.NON_COMMERCIAL] is Answer.YES
    assert found[LicenceTerm.SHARE_ALIKE] is Answer.NO


def test_what_nobody_declares_is_unknown(tmp_path: Path):
    dataset = with_licences(tmp_path, ROWS, "unheard-of")
    conditions = package_terms(dataset, dataset.packages["trade"])
    unknown = {c.term for c in conditions if c.answer is Answer.UNKNOWN}
    assert unknown == {LicenceTerm.SHARE_ALIKE, LicenceTerm.NON_COMMERCIAL}


def test_the_list_of_well_known_licences_is_whole():
    rows = list(csv.DictReader(io.StringIO(WELL_KNOWN.read_text("utf-8"))))
    assert len({row["licence"] for row in rows}) == len(rows) == 17
    for row in rows:
        assert row["licence"] == row["licence"].lower()
        assert row["text"].startswith("https://")
        assert {row[term] for term in LicenceTerm} <= {Answer.YES, Answer.NO}
        assert (row["share_alike"] == "yes") == (
            "-sa" in row["licence"] or "odbl" in row["licence"]
        )
        assert (row["non_commercial"] == "yes") == ("-nc" in row["licence"])
