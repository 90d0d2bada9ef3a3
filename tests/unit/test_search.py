# What the build writes for the search; how the browser reads it is tried in frontend/test, and what
# real queries find in tests/content/test_search.py.
"""The search index."""

from __future__ import annotations

import json
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from silkline.model import Anchor, Page
from silkline.publish import SearchEntry, search_entries, search_files
from silkline.publish.search import Alike, place_names, weights
from silkline.publish.search_index import BLOCK, SHARD, browser_order
from silkline.publish.search_terms import normal, terms, words

FIXTURE = Path(__file__).parents[1] / "fixtures/search_terms.json"
FOLDER = "assets/silkline/search"


def page(uri: str, title: str = "X", kind: str = "indicator") -> Page:
    return Page(uri=uri, title=title, description="", markdown="", kind=kind)


def written(pages: list[Page], synonyms: tuple[tuple[str, ...], ...] = ()) -> dict[str, str]:
    """Every part of the index by name, whether in files of its own or not."""
    files = {
        a.uri.removeprefix(f"{FOLDER}/"): a.content.decode() for a in search_files(pages, synonyms)
    }
    directory = json.loads(files["index.json"])
    return files | directory.pop("files", {}) | {"index.json": json.dumps(directory)}


@pytest.mark.parametrize("case", json.loads(FIXTURE.read_text("utf-8")), ids=lambda c: c["text"])
def test_texts_are_cut_as_the_browser_cuts_them(case: dict[str, object]):
    text = str(case["text"])
    assert words(text) == case["words"]
    assert terms(text) == case["terms"]


def test_letters_and_digits_are_the_same_characters_as_in_a_browser():
    every = (chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000)
    assert not [c for c in every if c.isalnum() != (unicodedata.category(c)[0] in "LN")]


def test_accents_and_full_width_letters_are_folded():
    assert normal("Côte TÜRKİYE ＧＤＰ") == "cote turkiye gdp"


def test_terms_are_sorted_as_a_browser_sorts_them():
    assert sorted(["\uff5e", "𠮷", "z", "a"], key=browser_order) == ["a", "z", "𠮷", "\uff5e"]


def test_a_small_index_is_one_file():
    pages = [
        replace(page("indicators/x.md", "Broadband"), terms=("宽带",), topics=("net",)),
        replace(page("economies/CHN.md", "China", "economy"), terms=("中国",), names=("CHN", "CN")),
        replace(page("topics/net.md", "Net", "topic"), terms=("网络",), topics=("net",)),
    ]
    (only,) = search_files(pages)
    assert only.uri == f"{FOLDER}/index.json"
    directory = json.loads(only.content)
    files = directory.pop("files")
    version = directory.pop("version")
    assert len(version) == len("0123456789ab")
    assert directory == {
        "count": 3,
        "block": BLOCK,
        "shards": [""],
        "runs": [["economy", "", 1], ["indicator", "net", 1], ["topic", "net", 1]],
        "more": {},
        "topics": {"net": ["Net", "网络"]},
    }
    assert files == {
        "terms-0.txt": (
            "broadband 2X\nchina 1Y\nchn 1Y\ncn 1s\nnet 3Z\n中国 1Y\n国 1Y\n宽带 2X\n带 2X\n"
            "络 3Z\n网络 3Z\n"
        ),
        "pages-0.json": (
            '[["economies/CHN/","China","中国",""],["indicators/x/","Broadband","宽带",""],'
            '["topics/net/","Net","网络",""]]'
        ),
        "words.txt": "broadband\nchina",
        "places.json": '{"CN":0,"china":0,"chn":0,"cn":0,"中国":0}',
    }


def test_a_large_index_is_cut_into_shards_and_blocks_that_hold_everything_in_order():
    pages = [page(f"indicators/i{n}.md", f"Word{n} common") for n in range(3000)]
    files = written(pages)
    directory = json.loads(files["index.json"])
    shards = [files[f"terms-{n}.txt"] for n in range(len(directory["shards"]))]
    assert len(shards) >= 3
    lines = "".join(shards).splitlines()
    assert lines == sorted(lines, key=lambda x: browser_order(x.partition(" ")[0]))
    assert [s.partition(" ")[0] for s in shards[1:]] == directory["shards"][1:]
    longest = max(len(x) for x in lines)
    assert max(map(len, shards)) <= max(SHARD, longest) + 1
    entries = [e for n in range(-(-3000 // BLOCK)) for e in json.loads(files[f"pages-{n}.json"])]
    assert [e[0] for e in entries] == sorted(f"indicators/i{n}/" for n in range(3000))


def test_the_index_is_the_same_whatever_the_order_of_the_pages():
    pages = [page(f"indicators/i{n}.md", f"Word{n} common") for n in range(50)]
    assert written(pages) == written(pages[::-1])


def test_an_index_without_pages_is_one():
    assert written([])["terms-0.txt"] == ""


def test_a_changed_page_changes_the_version():
    one, other = (json.loads(written([page("a.md", t)])["index.json"]) for t in ("A", "B"))
    assert one["version"] != other["version"]


def test_a_place_on_a_page_is_found_by_itself_and_a_heading_that_many_pages_have_is_not():
    pages = [
        replace(
            page(f"methods/{n}.md", f"Page {n}", "page"),
            anchors=(
                Anchor(id="example", title="Example", title_zh="", summary=""),
                Anchor(id=f"own-{n}", title=f"Own {n}", title_zh="", summary=f"Page {n}"),
            ),
        )
        for n in range(4)
    ]
    found = [e.address for e in search_entries(pages)]
    assert found[:2] == ["methods/0/", "methods/0/#own-0"]
    assert not [a for a in found if a.endswith("#example")]


def test_the_page_of_results_does_not_find_itself():
    assert search_entries([page("search/index.md", "Search", "search")]) == ()


def test_a_name_says_more_than_a_word_and_a_word_more_than_a_summary():
    entry = SearchEntry(
        address="a/", title="Alpha", kind="x", words=("beta",), summary="gamma gamma delta"
    )
    found = weights(entry, Alike(()))
    assert found["alpha"] > found["beta"] > found["gamma"] > found["delta"]


def test_a_word_of_a_short_name_says_more_than_one_of_a_long_name():
    short, long = (
        weights(SearchEntry(address="a/", title=t, kind="x"), Alike(()))
        for t in ("Trade", "Trade in ICT goods")
    )
    assert short["trade"] > long["trade"]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Share of GDP", ["Gross domestic product", "国内生产总值"]),
        ("gross domestic product, per person", ["GDP", "国内生产总值"]),
        ("占国内生产总值比重", ["GDP", "Gross domestic product"]),
        ("Product", []),
    ],
)
def test_what_means_the_same_finds_the_same(text: str, others: list[str]):
    alike = Alike([("GDP", "Gross domestic product", "国内生产总值")])
    assert sorted(alike.of([text])) == sorted(others)


def test_synonyms_find_a_page_by_its_name():
    files = written([page("i.md", "Share of GDP")], (("GDP", "Gross domestic product"),))
    assert [x for x in files["terms-0.txt"].splitlines() if x.startswith("domestic ")]


def test_names_without_end_are_compared_in_the_time_of_long_ones():
    endless = " ".join(f"word word{n % 7}" for n in range(4000))
    alike = Alike([(endless, "Endless"), ("word word3 word", "three"), ("word1 word", "two")])
    assert alike.of([endless]) == ["two", "three"]
    assert alike.names(["Endless"]) == [endless]


def test_names_of_places_leave_out_common_words_and_names_of_two():
    entries = [
        SearchEntry(address=f"economies/{code}/", title=name, kind="economy", names=(two, "Both"))
        for code, name, two in (("IND", "India", "IN"), ("GBR", "United Kingdom", "GB"))
    ]
    entries.append(SearchEntry(address="a/", title="A", kind="page", summary="Trade in goods"))
    found = place_names(entries, Alike(()))
    assert found == {"GB": 1, "IN": 0, "gb": 1, "india": 0, "united kingdom": 1}


def test_a_code_by_which_something_else_is_called_is_no_name_of_a_place():
    entries = [
        SearchEntry(address="economies/AIA/", title="Anguilla", kind="economy", names=("AI",)),
        SearchEntry(address="economies/TUV/", title="Tuvalu", kind="economy", names=("TV",)),
        SearchEntry(address="a/", title="Artificial intelligence", kind="entry"),
        SearchEntry(address="b/", title="TV sets", kind="entry"),
        SearchEntry(address="economies/CHN/", title="China", kind="economy", names=("中国",)),
        SearchEntry(address="c/", title="中国", kind="entry"),
    ]
    found = place_names(entries, Alike([("Artificial intelligence", "AI")]))
    assert found == {"TV": 1, "anguilla": 0, "china": 4, "tuvalu": 1, "tv": 1, "中国": 4}


def test_a_long_summary_is_cut_between_words():
    made = replace(page("i.md"), summary="word " * 60)
    (entry,) = json.loads(written([made])["pages-0.json"])
    assert entry[3].endswith("word …")
    assert len(entry[3]) < 165
