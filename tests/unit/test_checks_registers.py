# The cases RG001 to RG014 in tests/problems show each rule with its whole message. Here stands what
# the rules must let pass, where two rules meet, and what depends on what an author wrote.
"""House rules for registers, both languages and the glossary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from nordic_site import COOPERATION, add_rows, change, read_site, write_site

from silkline.addresses import SECTIONS
from silkline.checks import check_dataset, check_package
from silkline.checks.dates import date_hint, is_date
from silkline.content import codelists
from silkline.load import load_package
from silkline.model import Catalog, Dataset, Package
from silkline.problems import Problem, Problems, has_errors
from silkline.validate import validate_package

DATES, ENTRIES, LINKS, MENTIONS, REGISTERS, SOURCES, TARGETS, TERMS = (
    f"{COOPERATION}/{name}.csv"
    for name in (
        "dates",
        "entries",
        "links",
        "mentions",
        "registers",
        "sources",
        "targets",
        "terms",
    )
)
POPULATION = "datapackages/nordic-population/data"
CLAIMS = "datapackages/nordic-claims/data"
CODES = {
    "areas": frozenset({"DNK", "FIN", "ISL", "NOR", "SWE"}),
    "units": frozenset({"people"}),
    "licences": frozenset({"cc-by-4.0"}),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", "claims", "registers")


def told(site: Path, *changes: tuple[str, str, str]) -> list[str]:
    """What the house rules say of a site after changes: place, code and message without hints."""
    for file, old, new in changes:
        change(site, {file: (old, new)})
    dataset = read_site(site)
    catalog = Catalog(packages=tuple(dataset.packages.values()), notebooks=())
    codes = codelists(catalog, dataset.tables)
    found = [p for package in catalog.packages for p in _in_package(dataset, package, codes)]
    found += [] if has_errors(found) else check_dataset(dataset)
    return _lines(found)


def validated(site: Path) -> list[str]:
    """The same of the package of registers alone, schemas included."""
    package, _ = load_package(site / "datapackages/nordic-cooperation", site)
    assert package is not None
    return _lines(validate_package(package, site, CODES)[1])


def _lines(problems: Iterable[Problem]) -> list[str]:
    return [
        f"{p.where.path.rpartition('/')[2]}:{p.where.line}:{p.where.column} {p.code} {p.message}"
        for p in problems
    ]


def _in_package(
    dataset: Dataset, package: Package, codes: Mapping[str, frozenset[str]]
) -> Problems:
    own = [table for (name, _), table in dataset.tables.items() if name == package.name]
    return check_package(package, own, codes)


def test_registers_claims_and_terms_in_order_break_no_rule(site: Path):
    assert told(site) == []


# --- Dates ---


@pytest.mark.parametrize(
    "date",
    [
        "2022",
        "2022-01",
        "2022-01-31",
        "2024-02-29",
        "2020/2022",
        "2021-11/2022-01",
        "2022-11-01/2022-11-30",
        "2022-11/2022-11-30",
        "2022/2022-06",
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date: str):
    assert is_date(date)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2022-1-1", "write 2022-01-01."),
        ("2022/01/31", "write 2022-01-31."),
        ("2022.11", "write 2022-11."),
        ("2022/11", "write 2022-11."),
        ("20220101", "write 2022-01-01."),
        ("2022年1月1日", "write 2022-01-01."),
        ("2022年11月", "write 2022-11."),
        ("2022年", "write 2022."),
        ("1 January 2022", "write 2022-01-01."),
        ("January 2022", "write 2022-01."),
        ("Sept. 2022", "write 2022-09."),
        ("January 1, 2022", "write 2022-01-01."),
        ("2020–2022", "write 2020/2022."),
        ("2022/2020", "write the earlier one first: 2020/2022."),
        ("2022-02-01/2022-01-01", "write the earlier one first: 2022-01-01/2022-02-01."),
        ("2022/2022", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
        ("2022-13", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
        ("2023-02-29", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
        ("31 Smarch 2022", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
        ("2022-Q3", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
        ("2020/2021/2022", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
        ("soon", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
        ("٢٠٢٢", "write 2022, 2022-01, 2022-01-31 or 2020/2022."),
    ],
)
def test_a_hint_mends_the_date_that_was_written(written: str, hint: str):
    assert not is_date(written)
    assert date_hint(written) == hint


def test_members_and_targets_are_dated_in_the_same_form(site: Path):
    members = f"{COOPERATION}/members.csv"
    assert told(site, (members, "1962-07-01", "July 1962"), (TARGETS, "2030", "by 2030")) == [
        "members.csv:2:4 RG001 'since' is \"July 1962\", not a date in ISO form",
        "targets.csv:2:5 RG001 'due' is \"by 2030\", not a date in ISO form",
    ]


# --- Words, ids, addresses, sources ---


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            DATES,
            "signed",
            "sined",
            (
                "dates.csv:2:3 DC003 'event' is \"sined\", not one of announced, approved, "
                "adopted, signed, in_force, applied, acceded, founded, opened, launched, "
                "published, held, target, ended"
            ),
        ),
        (
            f"{COOPERATION}/members.csv",
            "DNK,member",
            "DNK,observer",
            "members.csv:2:3 DC003 'role' is \"observer\", not one of member, applicant, partner",
        ),
        (
            LINKS,
            "part_of,entry",
            "part,entry",
            (
                "links.csv:4:2 DC003 'relation' is \"part\", not one of part_of, issued_by, "
                "works_for, released_at, located_in, measured_by, related"
            ),
        ),
        (
            LINKS,
            "topic,population",
            "theme,population",
            "links.csv:2:3 DC003 'kind' is \"theme\", not one of entry, indicator, claim, topic",
        ),
        (
            TARGETS,
            "unknown",
            "open",
            "targets.csv:2:13 DC003 'result' is \"open\", not one of met, missed, unknown",
        ),
        (
            TARGETS,
            "at_least",
            "over",
            (
                "targets.csv:2:6 DC003 'obs_qualifier' is \"over\", not one of about, more_than, "
                "at_least, less_than, nearly, up_to"
            ),
        ),
        (
            TERMS,
            "population,Population",
            "Population,Population",
            "terms.csv:2:1 DC010 'term' is \"Population\", which cannot be part of an address",
        ),
        (
            ENTRIES,
            "https://www.norden.org",
            "www.norden.org",
            (
                "entries.csv:2:11 DC014 'url' is "
                '"www.norden.org/en/information/helsinki-treaty", '
                "not an address on the web"
            ),
        ),
        (
            MENTIONS,
            "yearbook-2024",
            "yearbook-2023",
            (
                "mentions.csv:3:2 DC007 'source' is \"yearbook-2023\", which is not in the table "
                "sources"
            ),
        ),
        (
            f"{COOPERATION}/members.csv",
            "SWE,member",
            "SVE,member",
            "members.csv:3:2 TB017 'ref_area' is \"SVE\", which is not in the code list areas",
        ),
        (
            TARGETS,
            ",people,",
            ",person,",
            "targets.csv:2:8 TB017 'unit' is \"person\", which is not in the code list units",
        ),
        (
            SOURCES,
            "treaty-1962,1,Nordic countries,Treaty of Co-operation,https:",
            "treaty-1962,1,Nordic countries,Treaty of Co-operation,ftp:",
            (
                "sources.csv:2:5 DC014 'url' is "
                '"ftp://www.norden.org/en/information/helsinki-treaty", not an address on the web'
            ),
        ),
    ],
)
def test_one_mistake_is_told_once(site: Path, file: str, old: str, new: str, message: str):
    change(site, {file: (old, new)})
    assert validated(site) == [message]


def test_a_key_may_have_empty_numbers_but_no_words_and_stands_once(site: Path):
    row = "helsinki-treaty,yearbook-2024,,,Helsinki Treaty,Table 3,表3\n"
    change(site, {MENTIONS: (row, row + row.replace("3", "4"))})
    change(site, {DATES: ("founded,yearbook-2024,,", "founded,yearbook-2024,p. 3,")})
    assert validated(site) == [
        "dates.csv:4:5 TB004 'paragraph' is \"p. 3\", not a whole number",
        'mentions.csv:4:0 TB007 the key "helsinki-treaty, yearbook-2024, , " is on line 3 already',
    ]


def test_a_sentence_needs_its_paragraph(site: Path):
    assert told(site, (MENTIONS, "39,1,Nordic", ",1,Nordic")) == [
        "mentions.csv:4:3 RG002 'sentence' is 1, but 'paragraph' is empty"
    ]


def test_a_paragraph_alone_is_place_enough(site: Path):
    assert told(site, (MENTIONS, "39,1,Nordic", "39,,Nordic")) == []


# --- Across packages ---


def second_package(site: Path, tables: dict[str, str]) -> None:
    """A package of registers that has other tables and nothing else."""
    folder = site / COOPERATION
    copy = site / "datapackages/nordic-banks"
    descriptor = json.loads((folder.parent / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["name"] = "nordic-banks"
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] in tables]
    (copy / "data").mkdir(parents=True)
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (copy / "datapackage.json").write_text(text, encoding="utf-8")
    for name, rows in tables.items():
        header = (folder / f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0]
        (copy / f"data/{name}.csv").write_text(f"{header}\n{rows}", encoding="utf-8", newline="\n")


SOURCE = (
    "yearbook-2024,2,Example Press,Yearbook,,2024,2026-11-21,cc-by-4.0,,,"
    "Example Press: Yearbook (2024).\n"
)
BANK = "nordic-bank,bodies,Nordic Bank,北方银行,,bank,银行,,A bank.,一家银行。,,,\n"
NAMED = "nordic-bank,yearbook-2024,,,Nordic Bank,Table 4,表4\n"


def test_an_entry_may_stand_in_a_register_of_another_package_and_link_into_it(site: Path):
    tables = {
        "entries": BANK,
        "links": "nordic-bank,related,entry,nordic-council\n",
        "mentions": NAMED,
        "sources": SOURCE,
    }
    second_package(site, tables)
    assert told(site) == []


def test_a_package_may_say_more_of_the_entries_of_another(site: Path):
    row = "nordic-council,yearbook-2024,,,Nordic Council,Table 4,表4\n"
    second_package(site, {"mentions": row, "sources": SOURCE})
    assert told(site) == []


def test_an_id_belongs_to_one_package(site: Path):
    bank = BANK.replace("nordic-bank,", "nordic-council,")
    mention = NAMED.replace("nordic-bank", "nordic-council")
    second_package(site, {"entries": bank, "mentions": mention, "sources": SOURCE})
    assert told(site) == [
        (
            'entries.csv:3:1 DC018 the entry "nordic-council" is in '
            "datapackages/nordic-banks/data/entries.csv line 2 already"
        )
    ]


def test_a_source_in_two_packages_has_one_row(site: Path):
    second_package(
        site, {"entries": BANK, "mentions": NAMED, "sources": SOURCE.replace(",2,", ",3,")}
    )
    assert told(site) == [
        (
            "sources.csv:3:2 DC011 the source \"yearbook-2024\" has another 'preference' in "
            "datapackages/nordic-banks/data/sources.csv line 2"
        )
    ]


def test_a_link_to_a_claim_or_topic_of_another_package_is_one(site: Path):
    add_rows(site, {"links": "nordic-council,related,claim,denmark-2024\n"})
    assert told(site) == []
    assert told(site, (LINKS, "claim,denmark-2024", "claim,denmark-2025")) == [
        "links.csv:5:4 RG010 'target' is \"denmark-2025\", which is no claim"
    ]
    assert told(site, (LINKS, "topic,population", "topic,peoples")) == [
        "links.csv:2:4 RG010 'target' is \"peoples\", which is no topic",
        "links.csv:5:4 RG010 'target' is \"denmark-2025\", which is no claim",
    ]


@pytest.mark.parametrize("section", ["glossary", "indicators", "methods", "search"])
def test_no_register_takes_the_address_of_a_section(site: Path, section: str):
    found = told(
        site, (REGISTERS, "bodies,B", f"{section},B"), (ENTRIES, ",bodies,", f",{section},")
    )
    assert found == [f"registers.csv:3:1 RG006 'register' is \"{section}\", whose address is taken"]
    assert section in SECTIONS


# --- Two languages ---


@pytest.mark.parametrize("name", ["SAP", "G20", "eWTP", "NORDEN 2030", "Ant-Bank", "5G", "42 %"])
def test_a_name_or_figure_is_written_alike_in_both_languages(site: Path, name: str):
    assert told(site, (ENTRIES, "Nordic Council,北欧理事会", f"{name},{name}")) == []


@pytest.mark.parametrize("name", ["Nordic council", "council", "the Nordic Council"])
def test_an_english_phrase_is_no_chinese_name(site: Path, name: str):
    assert told(site, (ENTRIES, "北欧理事会", name)) == [
        f"entries.csv:3:4 RG011 'name_zh' is \"{name}\", without any Chinese character"
    ]


@pytest.mark.parametrize(
    "point",
    [
        "Members (北欧各国议员在此会晤) meet.",
        "Members meet in “北欧理事会和其他机构”.",
        "Set up by document 国函〔2018〕93号.",
    ],
)
def test_an_english_text_may_name_a_thing_in_chinese(site: Path, point: str):
    sentence = "Members of the Nordic parliaments meet in it."
    assert told(site, (ENTRIES, sentence, point)) == []


def test_an_english_name_may_be_chinese(site: Path):
    assert told(site, (ENTRIES, "Nordic Council", "北欧理事会和其他机构")) == []


def test_the_two_languages_are_compared_in_every_package(site: Path):
    found = told(
        site,
        (f"{POPULATION}/indicators.csv", "Population,人口", "Population,Population figures"),
        (f"{CLAIMS}/claims.csv", ",same,,", ",same,,传闻"),
        ("datapackages/reference/data/topics.csv", "人口", "people"),
    )
    assert found == [
        "claims.csv:2:15 RG012 'note' is empty, but 'note_zh' is not",
        (
            "indicators.csv:2:3 RG011 'title_zh' is \"Population figures\", without any Chinese "
            "character"
        ),
        "topics.csv:2:3 RG011 'title_zh' is \"people\", without any Chinese character",
    ]


# --- The glossary ---


def glossary(site: Path, *rows: str) -> None:
    """Puts terms, each `id,English,Chinese,words to avoid`, in place of those of the fixture."""
    cells = [row.split(",") for row in rows]
    lines = [f"{i},{en},{zh},,What it means.,其含义。,{avoid},,\n" for i, en, zh, avoid in cells]
    path = site / TERMS
    header = path.read_text(encoding="utf-8").partition("\n")[0]
    path.write_text(f"{header}\n{''.join(sorted(lines))}", encoding="utf-8", newline="\n")


def titled(site: Path, title: str, title_zh: str) -> list[str]:
    """What is told of the title of an indicator."""
    file = f"{POPULATION}/indicators.csv"
    return told(site, (file, "population,Population,人口,", f"population,{title},{title_zh},"))


TRADE = ("a,Trade,贸易,", "b,Digital trade,数字贸易,数码贸易 电子贸易", "c,E-trade,网络贸易,")


@pytest.mark.parametrize(
    ("title", "title_zh"),
    [
        ("Digital trade", "数字贸易"),
        ("Digital trade", "中国数字贸易额"),
        ("Growth of trade", "贸易增长"),
        ("Trademarks", "商标"),
        ("Non-digital trade", "非数字贸易"),
        ("E-trade", "网络贸易"),
        ("Nordic Digital Trade Forum", "北欧论坛"),
        ("Forum on Trade", "论坛"),
    ],
)
def test_a_title_that_follows_the_glossary_or_is_a_proper_name_is_let_pass(
    site: Path, title: str, title_zh: str
):
    glossary(site, *TRADE)
    assert titled(site, title, title_zh) == []


@pytest.mark.parametrize(
    ("title", "title_zh", "wanted"),
    [
        ("Growth of digital trade", "数码交易增长", "数字贸易"),
        ("Digital trade", "贸易", "数字贸易"),
        ("Trade", "交易", "贸易"),
        ("Goods trade", "货物交易", "贸易"),
        ("E-trade", "贸易", "网络贸易"),
    ],
)
def test_the_longest_term_in_a_title_wins(site: Path, title: str, title_zh: str, wanted: str):
    glossary(site, *TRADE)
    assert titled(site, title, title_zh) == [
        f"indicators.csv:2:3 RG013 'title_zh' is \"{title_zh}\", without {wanted}"
    ]


def test_titles_of_units_topics_registers_and_entries_follow_too(site: Path):
    glossary(
        site, "a,People,人民,", "b,Bodies,机关,", "c,Nordic council,理事会,", "d,Population,人数,"
    )
    assert told(site, (ENTRIES, "Nordic Council,北欧理事会", "Nordic council,北欧议会")) == [
        "indicators.csv:2:3 RG013 'title_zh' is \"所称人口\", without 人民",
        "entries.csv:3:4 RG013 'name_zh' is \"北欧议会\", without 理事会",
        "registers.csv:3:3 RG013 'title_zh' is \"机构\", without 机关",
        "indicators.csv:2:3 RG013 'title_zh' is \"人口\", without 人数",
        "topics.csv:2:3 RG013 'title_zh' is \"人口\", without 人数",
        "units.csv:2:3 RG013 'title_zh' is \"人\", without 人民",
    ]


def test_a_word_to_avoid_is_told_once_a_cell_wherever_it_stands(site: Path):
    glossary(site, *TRADE)
    change(
        site,
        {f"{CLAIMS}/statements.csv": ("丹麦人口接近六百万。", "数码贸易与数码贸易，电子贸易。")},
    )
    assert told(site) == [
        "statements.csv:2:6 RG014 'point_zh' says 数码贸易, which the glossary avoids",
        "statements.csv:2:6 RG014 'point_zh' says 电子贸易, which the glossary avoids",
    ]


@pytest.mark.parametrize("text", ["见《数码贸易报告》。", "称为“数码贸易”。", "非数码贸易法案。"])
def test_quotes_and_right_words_that_hold_a_wrong_one_are_left_alone(site: Path, text: str):
    glossary(site, *TRADE, "d,Other trade,非数码贸易法,")
    change(site, {f"{CLAIMS}/statements.csv": ("丹麦人口接近六百万。", text)})
    assert told(site) == []


def test_official_names_are_left_alone_and_may_be_told_of(site: Path):
    glossary(site, "a,Assembly,议会,理事会")
    assert told(site, (ENTRIES, "北欧各国议员在此会晤。", "北欧理事会议员在此会晤。")) == []


def test_a_name_in_small_letters_is_no_official_one(site: Path):
    glossary(site, "a,Assembly,议会,理事会")
    assert told(site, (ENTRIES, "Nordic Council", "Meetings of members")) == [
        "entries.csv:3:4 RG014 'name_zh' says 理事会, which the glossary avoids"
    ]


def test_the_glossary_itself_may_name_what_it_avoids(site: Path):
    glossary(site, *TRADE)
    assert told(site, (TERMS, "What it means.,其含义。", "What it means.,不称电子贸易。")) == []
