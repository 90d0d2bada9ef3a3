"""Pages of registers, their entries and the glossary, and what other pages say of them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import markdown
import pytest
from nordic_site import COOPERATION, add_rows, change, read_site, write_site
from small_data import make_config

from silkline.claims import judge
from silkline.messages import messages
from silkline.model import Dataset, Page
from silkline.render import SiteView, render_pages
from silkline.render.home import home_blocks
from silkline.render.words import several, short_form

PAGES: Final = Path(__file__).parent.parent / "pages"
SPACES: Final = dict.fromkeys(map(ord, "\u202f\u00a0"), " ")


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return read_site(write_site(tmp_path, "claims", "registers"))


def view(root: Path, data: Dataset, language: str = "en") -> SiteView:
    config = replace(make_config(root), focus=("DNK",), repository="https://example.org/code")
    return SiteView(
        dataset=data,
        verdicts=judge(data),
        charts={},
        stories=(),
        config=config,
        messages=messages(language),
    )


@pytest.fixture
def site(dataset: Dataset, tmp_path: Path) -> SiteView:
    return view(tmp_path, dataset)


def pages(site: SiteView) -> Mapping[str, Page]:
    return {p.uri: p for p in render_pages(site)}


def plain(text: str) -> str:
    """The words of some HTML, with ordinary spaces."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", text)).translate(SPACES)
    return re.sub(r"\s+", " ", words).strip()


def section(page: Page, anchor: str) -> str:
    found = re.search(rf'<section [^>]*id="{anchor}".*?</section>', page.markdown, re.DOTALL)
    found = found or re.search(rf'<section id="{anchor}".*?</section>', page.markdown, re.DOTALL)
    assert found, f"no section {anchor}"
    return plain(found[0])


def test_a_site_with_registers_has_their_pages(site: SiteView) -> None:
    kinds = {p.uri: p.kind for p in render_pages(site)}
    assert {uri: kind for uri, kind in kinds.items() if kind in {"entry", "register"}} == {
        "agreements/helsinki-treaty.md": "entry",
        "agreements/index.md": "register",
        "bodies/index.md": "register",
        "bodies/nordic-council.md": "entry",
    }
    assert kinds["registers/index.md"] == "list"
    assert kinds["glossary/index.md"] == "glossary"


def test_a_site_without_registers_has_none_of_their_pages(tmp_path: Path) -> None:
    made = pages(view(tmp_path, read_site(write_site(tmp_path))))
    assert not {"registers/index.md", "glossary/index.md"} & set(made)
    assert home_blocks(view(tmp_path, read_site(tmp_path)))["registers"] == (
        '<div class="sk sk-registers">\n\n</div>'
    )


def test_the_whole_page_of_an_entry_is_as_kept(site: SiteView) -> None:
    page = pages(site)["bodies/nordic-council.md"]
    assert page.markdown == (PAGES / "nordic-council.html").read_text(encoding="utf-8")


def test_an_entry_is_found_by_its_names_its_id_and_its_kind(site: SiteView) -> None:
    page = pages(site)["agreements/helsinki-treaty.md"]
    assert page.description == "The treaty on which Nordic cooperation rests."
    assert page.summary == "treaty · The treaty on which Nordic cooperation rests."
    assert page.terms == ("赫尔辛基条约", "treaty", "条约")


def test_an_entry_tells_when_who_and_where_each_with_its_source(site: SiteView) -> None:
    page = pages(site)["agreements/helsinki-treaty.md"]
    assert section(page, "dates") == (
        "Dates Date What happened Source "
        "23 March 1962 signed Nordic countries, 1962 · paragraph 70, sentence 1 "
        "1 July 1962 in force Nordic countries, 1962 · paragraph 69, sentence 1"
    )
    assert section(page, "members") == (
        "Membership 2 members Area Role Since Source "
        "Denmark member 1 July 1962 Nordic countries, 1962 "
        "Sweden member 1 July 1962 Nordic countries, 1962"
    )
    assert section(page, "mentions") == (
        "Where it is named "
        "Nordic countries, 1962 · paragraph 1, sentence 1 · “Treaty of Co-operation” "
        "Example Press, Yearbook · “Helsinki Treaty” · Table 3"
    )
    assert '<a href="../../economies/DNK/">Denmark</a>' in page.markdown
    assert '<a href="../../sources/treaty-1962/">Nordic countries, 1962</a>' in page.markdown


def test_sources_of_one_producer_and_year_are_told_apart(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    row = "almanac,3,Example Press,Almanac,,2024-05,2026-11-21,cc-by-4.0,,,Almanac.\n"
    add_rows(root, {"sources": row, "mentions": "nordic-council,almanac,,,Council,,\n"})
    page = pages(view(root, read_site(root)))["agreements/helsinki-treaty.md"]
    assert "Example Press, Yearbook · “Helsinki Treaty” · Table 3" in section(page, "mentions")


def test_an_entry_leads_to_its_files_and_to_where_mistakes_are_told(site: SiteView) -> None:
    page = pages(site)["agreements/helsinki-treaty.md"]
    api = "../../data/v1/latest"
    hrefs = re.findall(r'href="([^"]+)" download', page.markdown)
    assert hrefs == [
        f"{api}/registers/agreements.csv",
        f"{api}/registers/agreements.json",
        f"{api}/packages/nordic-cooperation/nordic-cooperation.zip",
        f"{api}/packages/nordic-cooperation/nordic-cooperation.xlsx",
    ]
    told = "https://example.org/code/issues/new?title=Entry%20to%20correct%3A%20helsinki-treaty"
    assert f'href="{told}"' in page.markdown


def test_a_target_is_told_with_its_result(site: SiteView) -> None:
    assert section(pages(site)["bodies/nordic-council.md"], "targets") == (
        "Targets Result not known People in all member countries. "
        "at least 30 million people, due 2030 The time has not come. "
        "“thirty million people” · Example Press, Yearbook · paragraph 12, sentence 2"
    )


@pytest.mark.parametrize(
    ("result", "css", "words"), [("met", "sup", "Met"), ("missed", "not", "Not met")]
)
def test_a_target_met_or_missed_looks_so(tmp_path: Path, result: str, css: str, words: str) -> None:
    root = write_site(tmp_path, "registers")
    change(root, {f"{COOPERATION}/targets.csv": (",unknown,", f",{result},")})
    page = pages(view(root, read_site(root)))["bodies/nordic-council.md"]
    assert f'<b class="v {css}">{words}</b>' in page.markdown


def test_what_is_measured_shows_the_latest_figure_of_the_focus(site: SiteView) -> None:
    assert section(pages(site)["bodies/nordic-council.md"], "measured") == (
        "Linked indicators Indicator Latest figure Period Area Source Course "
        "Population 5.98 m people 2024 Denmark World Bank"
    )


@pytest.mark.parametrize(("period", "told"), [("2024", "claimed, 2024"), ("", "claimed, no date")])
def test_where_only_a_claim_gives_a_figure_it_stands_as_claimed(
    dataset: Dataset, tmp_path: Path, period: str, told: str
) -> None:
    only = dataset.claims["denmark-2024"]
    only = replace(only, indicator="population", time_period=period)
    silent = replace(dataset, observations={}, claims={only.id: only}, reconciliations={}, memo={})
    page = pages(view(tmp_path, silent))["bodies/nordic-council.md"]
    assert section(page, "measured") == (
        "Linked indicators Indicator Latest figure Period Area Source "
        f"Population nearly 6 million people {told} Denmark Example Press"
    )
    assert f'<td role="cell"><a href="../../claims/#denmark-2024">{told}</a></td>' in page.markdown


def test_where_nobody_gives_a_figure_a_dash_says_so(dataset: Dataset, tmp_path: Path) -> None:
    silent = replace(dataset, observations={}, claims={}, reconciliations={}, memo={})
    page = pages(view(tmp_path, silent))["bodies/nordic-council.md"]
    assert section(page, "measured") == (
        "Linked indicators Indicator Latest figure Period Area Population – "
        "A dash means that no data package holds a figure yet."
    )


@pytest.mark.parametrize(
    ("name", "abbreviation", "short"),
    [
        ("Nordic Council of Ministers", "NCM", "NCM"),
        ("BRICS cooperation", "BRICS", ""),
        ("China–ASEAN cooperation", "asean", ""),
        ("NC", "NC", ""),
        ("Nordic Council", "", ""),
    ],
)
def test_an_abbreviation_stands_beside_a_name_that_lacks_it(
    name: str, abbreviation: str, short: str
) -> None:
    assert short_form(name, abbreviation) == short


def test_both_ends_of_a_link_name_the_other(site: SiteView) -> None:
    made = pages(site)
    council = plain(made["bodies/nordic-council.md"].markdown)
    treaty = plain(made["agreements/helsinki-treaty.md"].markdown)
    assert "Related entries Part of Helsinki Treaty 赫尔辛基条约 treaty" in council
    assert "Related entries Includes Nordic Council 北欧理事会 assembly" in treaty
    assert "Topics Population" in treaty


def test_a_statement_stands_with_who_made_it_and_leads_back(site: SiteView) -> None:
    page = pages(site)["bodies/nordic-council.md"]
    assert section(page, "said") == (
        "1 statement Cooperation goes on. "
        "body of the treaty · Nordic countries, 1962 · paragraph 40, sentence 1"
    )


def test_the_pages_of_what_an_entry_is_about_name_it(site: SiteView) -> None:
    made = pages(site)
    assert section(made["indicators/population.md"], "registers") == (
        "In the registers Bodies Nordic Council 北欧理事会 assembly"
    )
    assert section(made["topics/population.md"], "registers") == (
        "In the registers Agreements Helsinki Treaty 赫尔辛基条约 treaty"
    )
    assert section(made["economies/DNK.md"], "registers") == (
        "In the registers Membership 2 entries "
        "Helsinki Treaty 赫尔辛基条约 member, 1 July 1962 Nordic Council 北欧理事会 member"
    )
    assert "registers/" not in made["economies/FIN.md"].markdown


def test_an_entry_of_an_area_stands_on_the_page_of_the_area(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    change(root, {f"{COOPERATION}/entries.csv": ("treaty,条约,", "treaty,条约,FIN")})
    made = pages(view(root, read_site(root)))
    assert section(made["economies/FIN.md"], "registers") == (
        "In the registers Agreements 1 entry Helsinki Treaty 赫尔辛基条约 treaty"
    )
    facts = plain(made["agreements/helsinki-treaty.md"].markdown)
    assert "Key facts Kind treaty Area Finland Address" in facts


def test_a_source_that_holds_no_figure_counts_what_rests_on_it(site: SiteView) -> None:
    made = pages(site)
    page = made["sources/treaty-1962.md"]
    assert page.summary == (
        "Nordic countries. 1 statement without figures, 2 entries of the registers, 2 dates "
        "and 3 memberships and applications rest on this source."
    )
    assert section(page, "statements") == (
        "1 statement without figures Cooperation goes on. Nordic Council · paragraph 40, sentence 1"
    )
    assert section(page, "registers") == (
        "What it names Agreements Helsinki Treaty 赫尔辛基条约 treaty "
        "Bodies Nordic Council 北欧理事会 assembly"
    )
    assert "1 target" in made["sources/yearbook-2024.md"].summary
    assert '<a href="../../bodies/nordic-council/#council-people">Nordic Council</a>' in (
        made["sources/yearbook-2024.md"].markdown
    )


def test_a_claim_leads_to_its_speaker_and_to_what_it_is_about(tmp_path: Path) -> None:
    root = write_site(tmp_path, "claims", "registers")
    add_rows(root, {"links": "nordic-council,related,claim,denmark-2024\n"})
    change(root, {f"{COOPERATION}/entries.csv": ("Nordic Council,", "Example Press,")})
    made = pages(view(root, read_site(root)))
    claims = made["claims/index.md"].markdown
    assert claims.count('<a href="../bodies/nordic-council/">Example Press</a>') == 2
    page = made["bodies/nordic-council.md"]
    assert 'href="../../claims/#denmark-2024"' in page.markdown
    assert "Denmark has nearly six million people." in section(page, "said")


def test_a_claim_about_a_whole_economy_is_not_said_of_what_lies_in_it(tmp_path: Path) -> None:
    root = write_site(tmp_path, "claims", "registers")
    change(root, {f"{COOPERATION}/entries.csv": ("treaty,条约,", "treaty,条约,DNK")})
    page = pages(view(root, read_site(root)))["agreements/helsinki-treaty.md"]
    assert 'id="claims"' not in page.markdown


def test_claims_about_a_city_are_told_once_on_its_own_page(tmp_path: Path) -> None:
    root = write_site(tmp_path, "claims", "registers")
    change(root, {f"{COOPERATION}/entries.csv": ("treaty,条约,", "treaty,条约,DNK")})
    areas = "datapackages/reference/data/areas.csv"
    change(root, {areas: ("DNK,Denmark,丹麦,economy,208", "DNK,Denmark,丹麦,subnational,")})
    page = pages(view(root, read_site(root)))["agreements/helsinki-treaty.md"]
    assert section(page, "claims") == "Linked claims 1 claim about Denmark"
    assert 'href="../../economies/DNK/#claims"' in page.markdown


def test_a_claim_about_a_zone_stands_on_the_page_of_the_zone(tmp_path: Path) -> None:
    root = write_site(tmp_path, "claims", "registers")
    areas = "datapackages/reference/data/areas.csv"
    change(root, {areas: ("DNK,Denmark,丹麦,economy,208", "DNK,Denmark,丹麦,zone,")})
    change(root, {f"{COOPERATION}/entries.csv": ("treaty,条约,", "treaty,条约,DNK")})
    page = pages(view(root, read_site(root)))["agreements/helsinki-treaty.md"]
    assert "nearly 6 million people" in section(page, "claims")
    assert section(page, "measured").startswith("Linked indicators")


def test_a_register_lists_entries_members_and_dates(site: SiteView) -> None:
    page = pages(site)["agreements/index.md"]
    told = plain(page.markdown)
    assert told.startswith(
        "Registers › Agreements Agreements 协定 Treaties between the Nordic countries. Download "
        "1 entry, named in 2 places of the sources"
    )
    assert section(page, "kind-1") == (
        "All entries Helsinki Treaty 赫尔辛基条约 The treaty on which Nordic cooperation rests. "
        "treaty · named in 2 places Bodies: Nordic Council"
    )
    assert section(page, "members") == (
        "Membership Economy All Denmark (1) Sweden (1) Belongs to All Helsinki Treaty (2) "
        "Role All member (2) Show all Area Member of Helsinki Treaty in force 1962 "
        "Denmark 1 member, 1962 Sweden 1 member, 1962 "
        "As the sources here say; an empty cell means that they do "
        "not say so, not that it is not so. "
        "A year in a head is the first in which the agreement was in force or was signed, "
        "not the year from which each economy was bound."
    )
    assert section(page, "dates").startswith(
        "What happened when Date Entry What happened Source 23 March 1962 Helsinki Treaty signed"
    )


def test_a_register_lists_targets_with_their_results_and_why(site: SiteView) -> None:
    page = pages(site)["bodies/index.md"]
    assert section(page, "targets") == (
        "Targets 0 met 0 not met 1 not known Target Entry Figure Due Result Why "
        "People in all member countries. Nordic Council at least 30 million people 2030 "
        "Result not known The time has not come. Example Press, Yearbook · paragraph 12, sentence 2"
    )
    assert '<span class="d">0 met</span>' in page.markdown
    assert '<b class="v unk">1 not known</b>' in page.markdown
    assert '<a href="nordic-council/#council-people">' in page.markdown
    assert 'id="targets"' not in pages(site)["agreements/index.md"].markdown


def test_a_cell_of_the_matrix_says_since_when_and_leads_to_its_row(site: SiteView) -> None:
    made = pages(site)
    assert (
        '<a href="helsinki-treaty/#member-DNK" '
        'title="member, 1 July 1962 – Nordic countries, 1962">member, 1962</a>'
    ) in made["agreements/index.md"].markdown
    assert '<tr id="member-DNK">' in made["agreements/helsinki-treaty.md"].markdown
    assert 'data-area="SWE" data-entry="helsinki-treaty" data-role="member"' in (
        made["agreements/index.md"].markdown
    )


def test_who_is_applicant_and_member_at_once_has_both_in_one_cell(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    rows = (
        "helsinki-treaty,DNK,applicant,1961,yearbook-2024,,\n"
        "nordic-council,SWE,partner,,yearbook-2024,,\n"
    )
    add_rows(root, {"members": rows})
    made = pages(view(root, read_site(root)))
    assert ">member, 1962, applicant, 1961</a>" in made["agreements/index.md"].markdown
    row = re.search(r'<tr role="row" data-area="SWE".*?</tr>', made["bodies/index.md"].markdown)
    assert row
    assert plain(row[0]) == "Sweden 0 partner"
    assert made["agreements/helsinki-treaty.md"].markdown.count('id="member-DNK"') == 1


def test_entries_with_members_or_dates_can_stand_side_by_side(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    assert "data-beside" not in pages(view(root, read_site(root)))["agreements/index.md"].markdown
    rows = {
        "entries": "accord,agreements,Accord,协议,,accord,协议,,A pact.,约。,,,\n",
        "dates": "accord,1990,signed,yearbook-2024,,,,\n",
    }
    add_rows(root, rows)
    page = pages(view(root, read_site(root)))["agreements/index.md"]
    assert section(page, "beside") == (
        "Side by side Choose up to three Accord Helsinki Treaty Accord Helsinki Treaty "
        "Kind accord treaty Dates signed: 1990 signed: 23 March 1962 in force: 1 July 1962 "
        "Membership – 2 members: Denmark, Sweden Bodies – Nordic Council "
        "In short A pact. The treaty on which Nordic cooperation rests. "
        "Sources Example Press, 2024 Nordic countries, 1962 Example Press, 2024"
    )


def test_what_one_sentence_names_is_told_on_both_pages(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    add_rows(root, {"mentions": "nordic-council,treaty-1962,1,1,the Council,,\n"})
    made = pages(view(root, read_site(root)))
    note = (
        "Named in the same sentences Two things that stand in one sentence of a source. What the "
        "sentence says of them is there, not here. "
    )
    place = "Nordic countries, 1962 · paragraph 1, sentence 1"
    assert section(made["agreements/helsinki-treaty.md"], "together") == (
        f"{note}Bodies Nordic Council {place}"
    )
    assert section(made["bodies/nordic-council.md"], "together") == (
        f"{note}Agreements Helsinki Treaty {place}"
    )


def test_statements_stand_by_speaker_with_figures_and_points_in_one_order(
    site: SiteView,
) -> None:
    page = pages(site)["statements/index.md"]
    assert section(page, "speakers") == (
        "Speakers Said by Statements Figures Supported Example Press 1 1 1 Nordic Council 1 0 "
        "Numbers of figures, most of them small. They say what the data here can check, not how "
        "right anyone usually is; a figure that cannot be checked counts for nothing and against "
        "nobody."
    )
    assert re.findall(r'<li class="said" ([^>]+)>', page.markdown) == [
        (
            'id="statement-denmark" data-speaker="Example Press" data-source="example-2024" '
            'data-topic="population" data-outcome="supported"'
        ),
        (
            'id="statement-council-on-treaty" data-speaker="Nordic Council" '
            'data-source="treaty-1962" data-topic="" data-outcome="none"'
        ),
    ]
    assert '<a href="../bodies/nordic-council/">Page of the speaker</a>' in page.markdown


def test_kinds_with_few_entries_share_a_heading(tmp_path: Path) -> None:
    root = write_site(tmp_path, "registers")
    rows = "".join(
        f"x{n},agreements,Accord {n},协议,,{'accord,协议' if n < 4 else 'oath,誓词'},,A.,甲。,,,\n"
        for n in range(1, 6)
    )
    add_rows(root, {"entries": rows})
    page = pages(view(root, read_site(root)))["agreements/index.md"]
    assert re.findall(r"<h2>(.*?)</h2>", page.markdown)[:3] == [
        "Membership",
        "Accords",
        "Of other kinds",
    ]
    assert section(page, "kind-2").count("oath") == 2


def test_the_overview_lists_registers_and_the_glossary(site: SiteView) -> None:
    page = pages(site)["registers/index.md"]
    assert plain(page.markdown) == (
        "Registers 2 entries, named in 3 places of the sources: what each is, what happened when, "
        "who belongs to it, and each sentence that names it. "
        "Agreements 协定 Treaties between the Nordic countries. 1 entry "
        "Bodies 机构 Bodies that the Nordic countries share. 1 entry "
        "Timeline 时间线 What happened to the entries of the registers, and when, as far as the "
        "sources here give a date. 3 dates "
        "Statements 言论 Everyone who speaks in the sources: each point with its place, and each "
        "figure with its verdict. 2 statements "
        "Glossary 术语表 The terms of the field in English and Chinese, as this site uses them. "
        "1 term"
    )


def test_the_glossary_gives_both_languages_and_an_anchor(site: SiteView) -> None:
    page = pages(site)["glossary/index.md"]
    assert section(page, "letter-P") == (
        "P Population 人口 All residents of an area. 某地区的全部居民。 "
        "Not used here for it: 居民数"
    )
    assert '<article class="term" id="population">' in page.markdown
    (anchor,) = page.anchors
    assert (anchor.id, anchor.title, anchor.title_zh) == ("population", "Population", "人口")
    assert anchor.summary == "All residents of an area."
    assert anchor.words == ("Population", "居民数")


def test_the_home_page_counts_entries(site: SiteView) -> None:
    assert plain(home_blocks(site)["registers"]) == (
        "Registers What the sources name besides figures, each with its dates, members, targets "
        "and every place that names it. "
        "Agreements 1 Bodies 1 Timeline 3 Statements 2 Glossary 1"
    )


def test_pages_speak_the_language_of_the_site(dataset: Dataset, tmp_path: Path) -> None:
    page = pages(view(tmp_path, dataset, "zh"))["agreements/helsinki-treaty.md"]
    assert page.title == "赫尔辛基条约"
    told = plain(page.markdown)
    assert "1962年3月23日 签署" in told
    assert 'lang="en">Helsinki Treaty</span>' in page.markdown


# --- Content is data, and pages can be used ---

HOSTILE: Final = '<script>alert(1)</script>" onmouseover="x\' {{ config }} `a` *b* <!-- c -->'


def hostile(data: Dataset) -> Dataset:
    entry = {k: replace(e, name=HOSTILE, point=HOSTILE, kind=HOSTILE, note=HOSTILE,
                        abbreviation=HOSTILE, url="javascript:alert(1)")
             for k, e in data.entries.items()}  # fmt: skip
    return replace(
        data,
        entries=entry,
        registers={k: replace(r, title=HOSTILE) for k, r in data.registers.items()},
        mentions=tuple(replace(x, printed=HOSTILE, note=HOSTILE) for x in data.mentions),
        dates=tuple(replace(x, note=HOSTILE) for x in data.dates),
        members=tuple(replace(x, note=HOSTILE) for x in data.members),
        terms={k: replace(t, title=HOSTILE, note=HOSTILE) for k, t in data.terms.items()},
        memo={},
    )


def test_a_cell_of_a_register_is_never_markup(dataset: Dataset, tmp_path: Path) -> None:
    for page in render_pages(view(tmp_path, hostile(dataset))):
        assert "<script" not in page.markdown
        assert "<!--" not in page.markdown
        assert 'onmouseover="' not in page.markdown
        assert 'href="javascript' not in page.markdown
        through = markdown.markdown(page.markdown, extensions=["attr_list", "md_in_html", "toc"])
        assert through.strip() == page.markdown.strip()


def test_headings_go_down_one_step_at_a_time(site: SiteView) -> None:
    for page in render_pages(site):
        levels = [int(n) for n in re.findall(r"<h([1-6])\b", page.markdown)]
        assert levels[0] == 1, page.uri
        assert levels.count(1) == 1, page.uri
        steps = pairwise(levels)
        assert [s for s in steps if s[1] > s[0] + 1] == [], page.uri


def test_whatever_scrolls_can_be_reached_and_has_a_name(site: SiteView) -> None:
    for page in render_pages(site):
        for box in re.findall(r'<div class="scroll[^>]*>', page.markdown):
            assert 'tabindex="0" role="region" aria-label="' in box, page.uri


def test_no_id_stands_twice_on_a_page(site: SiteView) -> None:
    for page in render_pages(site):
        ids = re.findall(r'\sid="([^"]+)"', page.markdown)
        assert len(ids) == len(set(ids)), page.uri


def test_every_link_of_an_entry_leads_to_a_page_that_is_made(site: SiteView) -> None:
    made = pages(site)
    known = {"/" + p.removesuffix(".md").removesuffix("index").rstrip("/") for p in made}
    for uri, page in made.items():
        if page.kind not in {"entry", "register", "glossary", "source", "list"}:
            continue
        here = "/" + uri.removesuffix(".md").removesuffix("index").rstrip("/")
        for target in re.findall(r'href="([^"#?]+)', page.markdown):
            if target.startswith("https://"):
                continue
            parts: list[str] = []
            for part in f"{here}/{target}".strip("/").split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part] if part != "." else parts
            whole = "/" + "/".join(parts)
            assert whole.startswith("/data/v1/") or whole in known, (uri, target)


# --- The list of claims ---


def test_claims_can_be_cut_down_and_unfold(site: SiteView) -> None:
    page = pages(site)["claims/index.md"].markdown
    assert (
        '<option value="Example Press" data-words="Example Press">Example Press (1)</option>'
        in page
    )
    assert '<form class="filter" data-filter="article[data-outcome]"' in page
    assert re.search(
        r'<article class="claim" id="denmark-2024" data-outcome="[a-z-]+" '
        r'data-speaker="Example Press" data-source="example-2024">\n<details>\n<summary><h3>',
        page,
    )


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("trade agreement", "trade agreements"),
        ("category of digital trade", "categories of digital trade"),
        ("park or area", "parks or areas"),
        ("media", "media"),
        ("rules", "rules"),
        ("key", "keys"),
        ("kind of box", "kinds of box"),
    ],
)
def test_a_kind_is_a_heading_in_the_plural(one: str, many: str) -> None:
    assert several(one) == many
