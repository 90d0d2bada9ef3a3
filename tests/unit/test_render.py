"""What the generated pages say, and that no cell of a table can say more than it should."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import markdown
import pytest
from rendered import AREAS, VALUES, dataset, pages, plain, section, view
from small_data import make_config, read_dataset

import silkline
from silkline import series
from silkline.claims import say
from silkline.config import Config
from silkline.messages import messages
from silkline.render import SiteView, facts, render_pages, without_marks
from silkline.render.home import home_blocks
from silkline.render.pages import tag_lines, web_address
from silkline.render.parts import Parts

THIN: Final = "\u202f"
TEMPLATES: Final = Path(silkline.__file__).parent / "templates"
EXTENSIONS: Final = (
    "attr_list",
    "md_in_html",
    "tables",
    "toc",
    "fenced_code",
    "footnotes",
    "abbr",
    "admonition",
    "def_list",
    "smarty",
    "pymdownx.superfences",
    "pymdownx.snippets",
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    made = make_config(tmp_path)
    return replace(
        made,
        focus=("AAA",),
        peers=("BBB", "DDD"),
        headlines=(("exports", "AAA"), ("exports", "WLD"), ("imports", "BBB")),
        repository="https://example.org/code",
    )


@pytest.fixture
def site(config: Config) -> SiteView:
    return view(config, dataset(config.root))


def test_every_page_is_made_once_and_in_order(site: SiteView) -> None:
    uris = [p.uri for p in render_pages(site)]
    assert uris == sorted(
        [
            "claims/index.md",
            "compare/index.md",
            "data/index.md",
            "economies/AAA-1.md",
            "economies/AAA.md",
            "economies/BBB.md",
            "economies/CCC.md",
            "economies/DDD.md",
            "economies/EEE.md",
            "economies/WLD.md",
            "economies/index.md",
            "indicators/exports.md",
            "indicators/imports.md",
            "indicators/index.md",
            "indicators/trade.md",
            "packages/index.md",
            "packages/reference.md",
            "packages/trade.md",
            "search/index.md",
            "sources/index.md",
            "sources/office.md",
            "sources/paper.md",
            "statements/index.md",
            "stories/index.md",
            "topics/index.md",
            "topics/trade.md",
        ]
    )


def test_the_same_content_gives_the_same_pages(config: Config) -> None:
    data = dataset(config.root)
    assert render_pages(view(config, data)) == render_pages(view(config, replace(data, memo={})))


def test_the_lede_gives_value_change_rank_and_share(site: SiteView) -> None:
    page = pages(site)["indicators/exports.md"]
    assert plain(page.summary) == (
        "Aland: US$209 billion in 2020, 4.5 % more than in 2019. "
        "That ranks joint 2nd of the 5 economies that report for 2020, "
        "with 20.0 % of the world figure."
    )
    assert page.description == page.summary


def test_the_lede_speaks_the_language_of_the_site(config: Config) -> None:
    page = pages(view(config, dataset(config.root), "zh"))["indicators/exports.md"]
    assert page.title == "出口"
    assert plain(page.summary) == (
        "甲国：2020年为2 090亿美元，比2019年多4.5%。"
        "在2020年有数据的5个经济体中并列第2，相当于世界数值的20.0%。"
    )


def lede(config: Config, values: str, **tables: str) -> str:
    return plain(
        pages(view(config, dataset(config.root, values, **tables)))["indicators/exports.md"].summary
    )


OTHERS: Final = "".join(
    f'exports,{a},2020,{n},,A,office,"raw/table.csv#row=9",\n'
    for n, a in enumerate(("BBB", "CCC", "DDD", "EEE"), start=1)
)


def test_a_change_is_not_told_across_a_break(config: Config) -> None:
    breaks = "indicator,ref_area,time_period,what,what_zh\nexports,AAA,2020,New method,新方法\n"
    values = VALUES.replace(VALUES.split("\n")[2] + "\n", "")
    assert lede(config, values, breaks=breaks).startswith(
        "Aland: US$209 billion in 2020. That ranks"
    )


def test_a_change_is_not_told_between_two_sources(config: Config) -> None:
    told = "exports,AAA,2019,100,,A,paper,claim:c1,\n"
    values = told + 'exports,AAA,2020,110,,A,office,"raw/table.csv#row=2",\n'
    assert lede(config, values) == "Aland: US$110 million in 2020."


def test_a_change_is_not_told_over_a_missing_year(config: Config) -> None:
    values = (
        'exports,AAA,2018,100,,A,office,"raw/table.csv#row=2",\n'
        'exports,AAA,2020,110,,A,office,"raw/table.csv#row=2",\n'
    )
    assert lede(config, values) == "Aland: US$110 million in 2020."


def test_a_hedged_value_keeps_its_hedge_and_has_neither_change_nor_rank(config: Config) -> None:
    values = (
        'exports,AAA,2019,100,,A,office,"raw/table.csv#row=2",\n'
        'exports,AAA,2020,120,more_than,A,office,"raw/table.csv#row=2",\n' + OTHERS
    )
    assert lede(config, values) == "Aland: more than US$120 million in 2020."


def test_a_half_year_is_compared_with_the_same_half_a_year_before(config: Config) -> None:
    values = (
        'exports,AAA,2020-S1,100,,A,office,"raw/table.csv#row=2",\n'
        'exports,AAA,2020-S2,150,,A,office,"raw/table.csv#row=2",\n'
        'exports,AAA,2021-S1,90,,A,office,"raw/table.csv#row=2",\n'
    )
    assert lede(config, values) == (
        "Aland: US$90 million in the first half of 2021, "
        "10.0 % less than in the first half of 2020."
    )


def test_without_a_figure_of_the_focus_the_lede_tells_the_world(config: Config) -> None:
    values = "exports,BBB,2020,1,,A,office,,\nexports,WLD,2020,7,,A,office,,\n"
    assert lede(config, values) == "World: US$7 million in 2020."


def test_without_any_figure_the_lede_says_so(config: Config) -> None:
    assert lede(config, "exports,AAA,2020,,,M,office,,\n") == (
        "No figure with a place and a period is known yet. "
        "Anyone may add a data package that holds one."
    )


def test_a_percentage_changes_by_points(config: Config) -> None:
    data = dataset(config.root)
    shares = {**data.indicators, "exports": replace(data.indicators["exports"], unit="percent")}
    changed = replace(data, indicators=shares, memo={})
    found = facts.change(changed, changed.observations["exports"][1])
    assert found == facts.Change(since="2019", amount=Decimal(9000), points=True, same=False)


def of_kind(config: Config, kind: str, unit: str, language: str = "en") -> str:
    """The lede of an indicator of another kind and unit."""
    values = (
        'exports,AAA,2019,50.5,,A,office,"raw/table.csv#row=2",\n'
        'exports,AAA,2020,52,,A,office,"raw/table.csv#row=2",\n'
    )
    data = dataset(config.root, values)
    other = replace(data.indicators["exports"], kind=kind, unit=unit, decimals=1)
    changed = replace(data, indicators={**data.indicators, "exports": other}, memo={})
    return plain(pages(view(config, changed, language))["indicators/exports.md"].summary)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("kind", "unit", "en", "zh"),
    [
        (
            "share",
            "percent",
            "Aland: a share of 52 % in 2020, 1.5 percentage points higher than in 2019.",
            "甲国：2020年占比为52%，比2019年高1.5个百分点。",
        ),
        (
            "rate",
            "percent",
            "Aland: a rate of 52 % in 2020, 1.5 percentage points higher than in 2019.",
            "甲国：2020年为52%，比2019年高1.5个百分点。",
        ),
        (
            "count",
            "usd-million",
            "Aland: a total of US$52 million in 2020, 3.0 % more than in 2019.",
            "甲国：2020年共计5 200万美元，比2019年多3.0%。",
        ),
    ],
)
def test_the_lede_names_a_value_by_its_kind(
    config: Config, *, kind: str, unit: str, en: str, zh: str, language: str
) -> None:
    assert of_kind(config, kind, unit, language) == {"en": en, "zh": zh}[language]


def test_the_ranking_shares_places_and_shows_changes_only_where_comparable(site: SiteView) -> None:
    told = section(pages(site)["indicators/exports.md"], "ranking")
    assert told == (
        "Ranking, 2020 Period 2020 2019 Place Economy US$ billion on 2019 "
        "1 Borduria 330.0 +10.0 % 2 Aland 209.0 +4.5 % 2 Cascadia 209.0 – "
        "4 Doriath E 0.004 −20.0 % 5 Erewhon 0.001 – "
        "The 5 economies with a figure for 2020. Changes are shown where one source gives both "
        "figures and no break in the series is recorded."
    )


def test_bars_have_no_inline_style(site: SiteView) -> None:
    for page in render_pages(site):
        assert " style=" not in page.markdown
        assert "<script" not in page.markdown
        assert not re.search(r"\son[a-z]+=", page.markdown)
    assert '<rect width="63.3" height="9"/>' in pages(site)["indicators/exports.md"].markdown


def test_every_number_of_the_focus_leads_to_its_place(site: SiteView) -> None:
    page = pages(site)["indicators/exports.md"]
    assert section(page, "evidence") == (
        "Where each number comes from "
        "Each value as it was published, with the place it was taken from: "
        "a row of the raw file kept here (the header is row 1), or a claim in an article. "
        "Aland, 2020: 209000 ← raw/table.csv, row 2, column 3 ← The office, 2024 "
        "Aland: 2 values "
        "Period Value as published, US$ million Taken from Source Status "
        "2020 209000 raw/table.csv, row 2, column 3 The office, 2024 A, Normal value "
        "2019 200000 raw/table.csv, row 2 The office, 2024 A, Normal value"
    )
    assert 'href="../../data/v1/latest/packages/trade/raw/table.csv"' in page.markdown
    link = '<a href="#AAA-2020" data-obs="exports/AAA/2020">209.0</a>'
    assert link in page.markdown
    assert '<tr id="AAA-2020"><th scope="row"><a href="#AAA-2020"' in page.markdown


def test_another_source_of_the_same_figure_is_shown_with_the_difference(site: SiteView) -> None:
    assert section(pages(site)["indicators/exports.md"], "alternatives").endswith(
        "Aland 2020 209 000 ≈ 210 500 – The paper, News of trade as told"
    )


def test_the_difference_of_two_exact_figures_is_told_in_units_and_percent(config: Config) -> None:
    page = pages(view(config, dataset(config.root, VALUES.replace("about", ""))))
    assert section(page["indicators/exports.md"], "alternatives").endswith(
        "Aland 2020 209 000 210 500 +1 500 (+0.7 %) The paper, News of trade as told"
    )


def test_coverage_tells_reported_estimated_and_missing_in_words(site: SiteView) -> None:
    told = section(pages(site)["indicators/exports.md"], "coverage")
    assert "Doriath reported estimated" in told
    assert "Cascadia missing reported" in told
    assert told.endswith("reported estimated or imputed by the source missing (never filled in)")


def test_a_derived_indicator_names_its_inputs_and_has_no_raw_rows(site: SiteView) -> None:
    page = pages(site)["indicators/trade.md"]
    told = plain(page.markdown)
    assert (
        "Derived: the sum of Exports and Imports . Computed when the site is built; "
        "there is no value where an input is missing." in told
    )
    assert section(page, "evidence") == (
        "Where each number comes from "
        "These values are computed when the site is built. Each leads to the figures that it was "
        "made of, and those to file and row. "
        "Aland: 1 value Period Value as computed, US$ million Taken from Status "
        "2020 209050.5 Exports , Imports A, Normal value"
    )
    assert '<a href="../exports/#AAA-2020">Exports</a>' in page.markdown
    assert "computed from reported figures" in told or 'id="coverage"' not in page.markdown


def test_a_claim_shows_verdict_figure_arithmetic_and_place(site: SiteView) -> None:
    page = pages(site)["claims/index.md"]
    verdict = site.verdicts["c1"]
    told = plain(page.markdown)
    words = messages("en")(f"outcome.{verdict.outcome}")
    assert f"{words} Exports, " in told
    arithmetic, reason = (
        plain(html.escape(say(site.dataset, part, messages("en"))))
        for part in (verdict.arithmetic, verdict.reason)
    )
    assert f"Checked {arithmetic} Why {reason}"[:40] in told
    assert (
        "Said by A minister (Minister) · The paper, News of trade · paragraph 2, sentence 1" in told
    )
    assert '<article class="claim" id="c1"' in page.markdown
    assert f'href="#outcome-{verdict.outcome}"' in page.markdown.replace("../claims/", "").replace(
        "./", ""
    )


def test_an_economy_has_figures_with_rank_and_a_group_has_none(site: SiteView) -> None:
    made = pages(site)
    economy, group = (
        plain(made["economies/AAA.md"].markdown),
        plain(made["economies/WLD.md"].markdown),
    )
    assert economy.startswith(
        "Economies › Aland Aland 甲国 Aland has figures for 3 of the 3 indicators here, "
        "from 2019 to 2020."
    )
    assert "Exports US$209 bn 2020 joint 2nd of 5 +4.5 % 2019 to 2020" in economy
    assert "Rank" not in group
    assert "Exports US$1.04 tn 2020" in group or "Exports US$1.05 tn 2020" in group
    assert "Within Aland North" in economy


def test_a_part_of_a_country_leads_to_the_country(site: SiteView) -> None:
    page = pages(site)["economies/AAA-1.md"]
    assert '<a href="../AAA/">Aland</a>' in page.markdown
    assert "more than US$12 m" in plain(page.markdown)


def test_areas_without_figures_are_named(site: SiteView) -> None:
    told = plain(pages(site)["economies/index.md"].markdown)
    assert "No figure yet" in told
    assert told.endswith("1 name Freedonia 己国")


def test_a_source_lists_what_rests_on_it(site: SiteView) -> None:
    told = plain(pages(site)["sources/office.md"].markdown)
    assert "The office. 10 values rest on this source." in told
    assert "Exports 9 6 2019 to 2020" in told
    assert "Derived from these: Trade" in told
    assert "1 claim" in plain(pages(site)["sources/paper.md"].markdown)


def test_a_package_lists_tables_with_their_columns(site: SiteView) -> None:
    page = pages(site)["packages/trade.md"]
    assert 'href="../../data/v1/latest/packages/trade/trade.zip"' in page.markdown
    assert 'href="../../data/v1/latest/packages/trade/data/observations.csv"' in page.markdown
    assert "Observations" in plain(page.markdown)
    assert "version 1.0.0" in plain(pages(site)["packages/index.md"].markdown)


def test_the_home_blocks_are_raw_html_with_links_from_the_root(site: SiteView) -> None:
    blocks = home_blocks(site)
    assert list(blocks) == [
        "search",
        "headlines",
        "stories",
        "claims",
        "topics",
        "registers",
        "packages",
        "changes",
    ]
    assert 'href="search/" data-search' in blocks["search"]
    assert plain(blocks["search"]) == (
        "Search 3 indicators, 5 economies, 1 group / Compare indicators and economies"
    )
    assert 'href="indicators/exports/"' in blocks["headlines"]
    assert plain(blocks["headlines"]).startswith(
        "Aland: Exports US$209 bn 2020 · joint 2nd of 5 · The office World: Exports US$1.0"
    )
    assert "Two &lt;things&gt;" in blocks["stories"]
    assert 'href="topics/trade/"' in blocks["topics"]
    assert plain(blocks["changes"]).startswith(
        "In this release Release 2026.1: 13 values of 3 indicators for 7 places, from 2 sources."
    )


def test_a_claim_on_the_home_page_is_verdict_figure_arithmetic_and_speaker(site: SiteView) -> None:
    shown = re.findall(r"<article.*?</article>", home_blocks(site)["claims"], re.DOTALL)
    assert [plain(claim).count(" · ") for claim in shown] == [1] * len(shown)
    assert all('<a class="point" href="claims/#' in claim for claim in shown)


def drawn(config: Config, *figures: tuple[int, str]) -> tuple[int, int]:
    """How many lines and dots show the course of figures given by year and source."""
    rows = [f"exports,AAA,{year},{year},,A,{source},,\n" for year, source in figures]
    parts = Parts(view(config, dataset(config.root, "".join(rows))))
    latest = series.latest(parts.data, "exports", "AAA")
    assert latest is not None
    spark = str(parts.spark(latest))
    return spark.count("<path"), spark.count("<circle")


def test_a_line_joins_neighbouring_years_of_one_source_only(config: Config) -> None:
    assert drawn(config, (2017, "office"), (2018, "office"), (2020, "office")) == (1, 1)


def test_figures_of_several_sources_are_dots(config: Config) -> None:
    assert drawn(config, (2019, "office"), (2020, "paper")) == (0, 2)


def test_the_name_of_a_standard_is_no_news_and_a_sentence_is(config: Config) -> None:
    areas = AREAS.replace(",subnational,,AAA,", ",subnational,,AAA,ISO 3166-2 code").replace(
        "Aland,甲国,economy,004,WLD,",
        "Aland,甲国,economy,004,WLD,The islands are counted apart here",
    )
    data = dataset(config.root)
    (config.root / "datapackages/reference/data/areas.csv").write_bytes(areas.encode())
    made = pages(view(config, read_dataset(config.root)))
    assert data.areas["AAA"].note == ""
    assert "3166" not in made["economies/AAA-1.md"].markdown
    note = '<p class="note">The islands are counted apart here.</p>'
    assert note in made["economies/AAA.md"].markdown


def test_columns_that_would_be_empty_are_not_shown(site: SiteView) -> None:
    made = pages(site)
    assert "Change in a year" in made["economies/AAA.md"].markdown
    assert "Change in a year" not in made["economies/AAA-1.md"].markdown
    assert "Course" not in made["economies/AAA-1.md"].markdown


# --- Content is data ---

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "*stars* _lines_ `ticks` [link](javascript:alert(1))",
    '```\\n--8<-- \\"/etc/passwd\\"',
    "{{ config }} {% raw %}",
    '\\" onmouseover=\\"x',
    "<!-- silkline:claims -->",
    "</div></div>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_is_never_markup(config: Config, text: str) -> None:
    data = dataset(config.root)
    shown = text.replace("\\n", "\n").replace('\\"', '"')
    indicator = replace(data.indicators["exports"], title=shown, definition=shown, caveat=shown)
    area = replace(data.areas["AAA"], name=shown)
    observations = tuple(replace(o, note=shown) for o in data.observations["exports"])
    hostile = replace(
        data,
        indicators={**data.indicators, "exports": indicator},
        areas={**data.areas, "AAA": area},
        observations={**data.observations, "exports": observations},
        memo={},
    )
    for page in render_pages(view(config, hostile)):
        assert "<script" not in page.markdown
        assert "<!--" not in page.markdown
        assert not re.search(r"\{[{%]", page.markdown)
        assert 'onmouseover="' not in page.markdown
        assert through_markdown(page.markdown) == page.markdown.strip()
    made = pages(view(config, hostile))["indicators/exports.md"].markdown
    once = re.sub(r"\s+", " ", shown)
    assert (
        re.sub(r"\s+", " ", html.unescape(re.findall("<h1>(.*?)</h1>", made, re.DOTALL)[0])) == once
    )


def through_markdown(text: str) -> str:
    return markdown.markdown(text, extensions=list(EXTENSIONS)).strip()


def test_markdown_passes_every_page_through_untouched(site: SiteView) -> None:
    for page in render_pages(site):
        assert through_markdown(page.markdown) == page.markdown.strip()


def test_every_line_of_a_page_begins_with_a_tag(site: SiteView) -> None:
    for page in render_pages(site):
        assert [line for line in page.markdown.splitlines() if not line.startswith("<")] == []


def test_a_line_of_text_joins_the_line_before() -> None:
    made = list(tag_lines("  <p>one\n\n   ``` two\n</p>\n\n<p>three\x00</p>"))
    assert made == ["<p>one ``` two", "</p>", "<p>three</p>"]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ('https://example.org/"onload="x', False),
        ("https://example.org/\njavascript:x", False),
    ],
)
def test_only_web_addresses_become_links(url: str, kept: bool) -> None:  # noqa: FBT001
    assert web_address(url) == (url if kept else "")


def test_links_within_the_site_are_relative_and_lead_to_pages_that_are_made(site: SiteView) -> None:
    made = pages(site)
    known = {"/" + p.removesuffix(".md").removesuffix("index").rstrip("/") for p in made}
    for uri, page in made.items():
        here = "/" + uri.removesuffix(".md").removesuffix("index").rstrip("/")
        for target in re.findall(r'href="([^"#?]+)', page.markdown):
            if target.startswith("https://"):
                continue
            assert not target.startswith("/"), (uri, target)
            path = re.sub(r"/+$", "", (Path(here) / target).as_posix())
            parts: list[str] = []
            for part in path.strip("/").split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            whole = "/" + "/".join(parts)
            files = whole.startswith(("/assets/", "/charts/", "/data/v1/", "/stories/"))
            assert files or whole in known, (uri, target, whole)


# --- Words ---


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda p: p.name)
def test_templates_hold_no_word_of_any_language(template: Path) -> None:
    text = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}",
        "",
        template.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    read = re.findall(r'\s(?:title|aria-label|alt|placeholder)="([^"]*)"', text)
    words = re.sub(r"<[^>]+>", "", text)
    assert re.findall(r"[^\W\d_]+", " ".join([words, *read])) == []


def test_chinese_pages_hold_no_english_sentence(config: Config) -> None:
    page = pages(view(config, dataset(config.root), "zh"))["indicators/exports.md"]
    # Verdicts, charts and citations are not the words of this room.
    others = r'<pre.*?</pre>|<p class="cite".*?</p>|<figure.*?</figure>|<article.*?</article>'
    told = plain(re.sub(others, "", page.markdown, flags=re.DOTALL))
    told = re.sub(r"\w+ of trade|The (office|paper) \(2024\)", "", told)
    assert not re.search(r"\b(the|of|and|with|in|from)\b", told), told


DERIVED_HEAD: Final = "indicator,formula,inputs,reference_area,base_period,years\n"


@pytest.mark.parametrize(
    ("derived", "english", "chinese"),
    [
        (
            "difference,exports imports,,,",
            "Derived: Exports minus Imports .",
            "衍生指标： 出口 减去 进口 。",
        ),
        (
            "growth_percent,exports,,,1",
            "Derived: growth of Exports over 1 year, from figures of the same source",
            "衍生指标： 出口 1年间的增长率，",
        ),
        (
            "growth_percent,exports,,,3",
            "Derived: growth of Exports over 3 years, from figures of the same source",
            "衍生指标： 出口 3年间的增长率，",
        ),
        (
            "cagr_percent,exports,,,5",
            "Derived: average yearly growth of Exports over the last 5 years, compounded,",
            "衍生指标： 出口 最近5年的年均复合增长率，",
        ),
        (
            "quotient,exports imports,,,",
            "Derived: Exports divided by Imports . Computed when the site is built;",
            "衍生指标： 出口 除以 进口 。",
        ),
        (
            "multiple_of_period,exports,,2019,",
            "Derived: Exports divided by the same source’s figure for 2019.",
            "衍生指标： 出口 除以同一来源2019年的数值。",
        ),
    ],
)
def test_every_formula_is_told_in_both_languages(
    config: Config, derived: str, english: str, chinese: str
) -> None:
    data = dataset(config.root, derived=f"{DERIVED_HEAD}trade,{derived}\n")
    for language, words in (("en", english), ("zh", chinese)):
        page = pages(view(config, data, language))["indicators/trade.md"]
        assert words in plain(page.markdown)


def test_growth_leads_to_both_figures_that_it_compares(config: Config) -> None:
    data = dataset(config.root, derived=f"{DERIVED_HEAD}trade,growth_percent,exports,,,1\n")
    page = pages(view(config, data))["indicators/trade.md"]

    assert "2020 4.5 Exports , its figure for 2019 A, Normal value" in section(page, "evidence")
    assert "exports/#AAA-2020" in page.markdown
    assert "exports/#AAA-2019" in page.markdown


def test_a_quotient_shows_the_rate_of_each_value(config: Config) -> None:
    data = dataset(config.root, derived=f"{DERIVED_HEAD}trade,quotient,exports imports,,,\n")
    told = section(pages(view(config, data))["indicators/trade.md"], "evidence")

    assert "Note" in told
    assert "exports (office) divided by imports (office), at 50500000" in told


def test_braces_of_content_are_no_marks_of_a_template() -> None:
    script = '<script type="application/ld+json">{"name": "{{ x }}"}</script>'
    made = without_marks(f"<h1>{{{{ a }}}}</h1>{script}<p title='{{% b'>{{c}} {{{{{{</p>")
    assert made == f"<h1>&#123;{{ a }}}}</h1>{script}<p title='&#123;% b'>{{c}} &#123;&#123;{{</p>"
