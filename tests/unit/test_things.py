"""Registers answer from both ends, in the order in which a reader wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from nordic_site import add_rows, change, read_site, write_site

from silkline import things
from silkline.model import Dataset

DATA = "datapackages/nordic-cooperation/data"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path, "claims", "registers")


@pytest.fixture
def dataset(root: Path) -> Dataset:
    return read_site(root)


def test_rows_of_a_register_become_typed_entries(dataset: Dataset):
    assert list(dataset.registers) == ["agreements", "bodies"]
    treaty = dataset.entries["helsinki-treaty"]
    assert (treaty.name, treaty.name_zh, treaty.kind, treaty.package) == (
        "Helsinki Treaty",
        "赫尔辛基条约",
        "treaty",
        "nordic-cooperation",
    )
    assert str(treaty.where) == f"{DATA}/entries.csv:2"
    target = dataset.targets["council-people"]
    assert (str(target.value), target.qualifier.value, target.due) == (
        "30000000",
        "at_least",
        "2030",
    )
    assert dataset.terms["population"].avoid_zh == ("居民数",)


def test_registers_come_by_their_order_not_by_their_id(root: Path):
    change(root, {f"{DATA}/registers.csv": ("国家之间的条约。,1", "国家之间的条约。,3")})
    assert list(read_site(root).registers) == ["bodies", "agreements"]


def test_entries_of_a_register_come_by_name_whatever_their_id(root: Path):
    row = "aaa,bodies,Åland office,奥兰办事处,,office,办事处,,An office.,一处办事处。,,,\n"
    other = "zzz,bodies,bank of the North,北方银行,,bank,银行,,A bank.,一家银行。,,,\n"
    add_rows(root, {"entries": row + other})
    found = things.entries_of(read_site(root), "bodies")
    assert [e.id for e in found] == ["zzz", "nordic-council", "aaa"]
    assert things.entries_of(read_site(root), "nothing") == ()


def test_mentions_come_oldest_source_first_then_in_order_of_reading(root: Path):
    rows = (
        "helsinki-treaty,treaty-1962,10,1,the Treaty,,\n"
        "helsinki-treaty,treaty-1962,2,3,the Treaty,,\n"
        "helsinki-treaty,treaty-1962,,,Treaty,Title page,扉页\n"
    )
    add_rows(root, {"mentions": rows})
    dataset = read_site(root)
    found = things.mentions_of(dataset, "helsinki-treaty")
    assert [(m.source, m.paragraph, m.sentence) for m in found] == [
        ("treaty-1962", 1, 1),
        ("treaty-1962", 2, 3),
        ("treaty-1962", 10, 1),
        ("treaty-1962", None, None),
        ("yearbook-2024", None, None),
    ]
    assert things.sources_naming(dataset, "helsinki-treaty") == ("treaty-1962", "yearbook-2024")
    named = [m.entry for m in things.mentions_in(dataset, "treaty-1962")]
    assert named == ["helsinki-treaty"] * 3 + ["nordic-council", "helsinki-treaty"]


def test_a_source_of_unknown_date_comes_last(root: Path):
    change(root, {f"{DATA}/sources.csv": (",1962-03-23,", ",,")})
    found = things.sources_naming(read_site(root), "helsinki-treaty")
    assert found == ("yearbook-2024", "treaty-1962")


def test_a_source_tells_which_entries_it_names_each_once(dataset: Dataset):
    named = things.entries_named(dataset, "treaty-1962")
    assert [e.id for e in named] == ["helsinki-treaty", "nordic-council"]
    assert [e.id for e in things.entries_named(dataset, "yearbook-2024")] == ["helsinki-treaty"]
    assert things.entries_named(dataset, "wdi-population-2026-07") == ()


def test_an_area_tells_what_it_belongs_to_and_what_is_in_it(root: Path):
    change(root, {f"{DATA}/entries.csv": ("assembly,议会机构,", "assembly,议会机构,DNK")})
    dataset = read_site(root)
    assert [e.id for e in things.entries_of_area(dataset, "DNK")] == ["nordic-council"]
    belongs = [m.entry for m in things.memberships_of_area(dataset, "DNK")]
    assert belongs == ["helsinki-treaty", "nordic-council"]
    assert things.entries_of_area(dataset, "SWE") == ()


def test_members_come_before_applicants_and_partners_each_by_name(root: Path):
    rows = (
        "helsinki-treaty,FIN,applicant,,treaty-1962,,\n"
        "helsinki-treaty,ISL,partner,,treaty-1962,,\n"
        "helsinki-treaty,NOR,member,,treaty-1962,,\n"
    )
    add_rows(root, {"members": rows})
    found = things.members_of(read_site(root), "helsinki-treaty")
    assert [(m.role, m.ref_area) for m in found] == [
        ("member", "DNK"),
        ("member", "NOR"),
        ("member", "SWE"),
        ("applicant", "FIN"),
        ("partner", "ISL"),
    ]


def test_dates_come_in_order_of_time_however_exact_they_are(root: Path):
    rows = (
        "helsinki-treaty,1961/1962,announced,treaty-1962,,,,\n"
        "helsinki-treaty,1962,adopted,treaty-1962,,,,\n"
        "helsinki-treaty,1962-07,applied,treaty-1962,,,,\n"
    )
    add_rows(root, {"dates": rows})
    found = things.dates_of(read_site(root), "helsinki-treaty")
    assert [d.date for d in found] == ["1961/1962", "1962", "1962-03-23", "1962-07", "1962-07-01"]


def test_targets_come_by_when_they_are_due_undated_ones_last(root: Path):
    row = "{},nordic-council,A point.,一点。,{},,,,few words,treaty-1962,,,unknown,No.,否。\n"
    add_rows(root, {"targets": row.format("a", "") + row.format("z", "2025")})
    found = things.targets_of(read_site(root), "nordic-council")
    assert [t.id for t in found] == ["z", "council-people", "a"]


def test_a_link_is_known_at_both_of_its_ends(dataset: Dataset):
    own = things.links_from(dataset, "nordic-council")
    assert [(k.relation, k.kind, k.target) for k in own] == [
        ("measured_by", "indicator", "population"),
        ("part_of", "entry", "helsinki-treaty"),
    ]
    assert [k.entry for k in things.links_to(dataset, "entry", "helsinki-treaty")] == [
        "nordic-council"
    ]
    of_topic = things.entries_linked_to(dataset, "topic", "population")
    assert [e.id for e in of_topic] == ["helsinki-treaty"]
    of_indicator = things.entries_linked_to(dataset, "indicator", "population")
    assert [e.id for e in of_indicator] == ["nordic-council"]
    assert things.links_to(dataset, "claim", "population") == ()


def test_what_somebody_said_is_found_by_name_and_by_entry(dataset: Dataset):
    assert [s.id for s in things.statements_by(dataset, "Nordic Council")] == ["council-on-treaty"]
    assert [s.id for s in things.statements_of(dataset, "nordic-council")] == ["council-on-treaty"]
    speaker = things.entry_of_speaker(dataset, "Nordic Council")
    assert speaker is dataset.entries["nordic-council"]
    assert things.entry_of_speaker(dataset, "Example Press") is None
    assert things.statements_of(dataset, "helsinki-treaty") == ()
    assert things.statements_of(dataset, "nobody") == ()


def test_of_two_entries_with_one_name_that_of_the_first_register_speaks(root: Path):
    row = "council-treaty,agreements,Nordic Council,北欧理事会条约,,treaty,条约,,X.,某。,,,\n"
    add_rows(root, {"entries": row})
    dataset = read_site(root)
    speaker = things.entry_of_speaker(dataset, "Nordic Council")
    assert speaker is dataset.entries["council-treaty"]
    assert things.statements_of(dataset, "nordic-council") == ()


def test_terms_come_by_their_english_titles(root: Path):
    add_rows(root, {"terms": "zone,area,地区,,A part.,一部分。,,,\n"})
    assert [t.id for t in things.terms_sorted(read_site(root))] == ["zone", "population"]


def test_a_question_is_answered_once(dataset: Dataset):
    assert things.terms_sorted(dataset) is things.terms_sorted(dataset)


def test_a_source_that_packages_share_belongs_to_the_first_of_them(root: Path):
    row = (root / "datapackages/nordic-claims/data/sources.csv").read_text(encoding="utf-8")
    add_rows(root, {"sources": row.partition("\n")[2]})
    assert read_site(root).sources["example-2024"].package == "nordic-claims"
