# What an economy page chooses by itself: peers, the indicator that speaks for a topic, the years
# known. And the small pictures, byte for byte, since thousands of them stand in every build.
"""Tests of the small charts and of what is known of an area."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from small_data import TRADE, make_config, read_dataset, write_packages

from silkline.charts import Dot, SmallJob, SmallLine, small_chart
from silkline.claims import judge
from silkline.config import Config
from silkline.derive import derive
from silkline.messages import messages
from silkline.model import Dataset
from silkline.render import render_pages
from silkline.render.peers import lead_of, peers_of, whole_of
from silkline.render.view import SiteView

AREAS: Final = "area,name,name_zh,kind,m49,parent,note\n" + "".join(
    (
        *(f"E{n:02d},Land {n},国,economy,{n:03d},WLD,\n" for n in range(2, 12)),
        "WLD,World,世界,group,001,,\n",
        "E02-1,North of Land 2,北方,subnational,,E02,\n",
        "E03-1,South of Land 3,南方,subnational,,E03,\n",
    )
)
HEAD: Final = (
    "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,source,evidence,note\n"
)


def rows(indicator: str, area: str, *values: tuple[int, float]) -> str:
    return "".join(f"{indicator},{area},{y},{v},,A,office,,\n" for y, v in values)


def read(root: Path, *more: str) -> Dataset:
    """Ten economies with exports of 2 to 11 billion in 2020, and further rows."""
    given = {r.split(",", 3)[1] for text in more for r in text.splitlines() if r[:7] == "exports"}
    sized = (rows("exports", f"E{n:02d}", (2019, n * 900), (2020, n * 1000)) for n in range(2, 12))
    found = [*(r for r in sized if r.split(",", 3)[1] not in given), *more]
    folder = write_packages(root)
    (folder / "reference/data/areas.csv").write_bytes(AREAS.encode())
    table = HEAD + "".join(sorted("".join(found).splitlines(keepends=True)))
    (folder / "trade/data/observations.csv").write_bytes(table.encode())
    (folder / "trade/data/breaks.csv").write_bytes(TRADE["breaks"].replace("NAM", "E02").encode())
    (folder / "trade/data/claims.csv").write_bytes(TRADE["claims"].splitlines()[0].encode() + b"\n")
    return derive(read_dataset(root))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


def made(config: Config, data: Dataset, language: str = "en") -> dict[str, str]:
    view = SiteView(
        dataset=data,
        verdicts=judge(data),
        charts={},
        stories=(),
        config=config,
        messages=messages(language),
    )
    return {p.uri: p.markdown for p in render_pages(view)}


# --- The picture ---


def line(name: str, role: str, *dots: tuple[int, float]) -> SmallLine:
    return SmallLine(name=name, role=role, dots=tuple(Dot(x=x, y=y) for x, y in dots))


def job(*lines: SmallLine, **more: object) -> SmallJob:
    return SmallJob(description='A "line".', lines=lines, step_years=1.0, **more)  # type: ignore[arg-type]


def test_a_small_chart_has_axes_lines_and_names_at_their_ends() -> None:
    drawn = small_chart(
        job(
            line("Here", "own", (2019, 1), (2020, 3)), line("<There>", "peer", (2019, 2), (2020, 4))
        )
    )
    assert drawn == (
        '<svg class="mini" viewBox="0 0 680 330" role="img" aria-label="A &#34;line&#34;.">'
        '<path class="z" d="M26 288H571"/><text class="t" x="16" y="297">0</text>'
        '<path class="g" d="M26 155H571"/><text class="t" x="16" y="164">2</text>'
        '<path class="g" d="M26 22H571"/><text class="t" x="16" y="31">4</text>'
        '<text class="y f" x="26" y="322">2019</text><text class="y" x="571" y="322">2020</text>'
        '<g class="peer"><path class="l" d="M26 155l545-133"/></g>'
        '<g class="own"><path class="l" d="M26 222l545-133"/></g>'
        '<text class="n own" x="585" y="98">Here</text>'
        '<text class="n peer" x="585" y="31">&lt;There&gt;</text></svg>'
    )


def test_zero_is_always_on_the_axis_and_below_it_are_negative_values() -> None:
    drawn = small_chart(job(line("A", "own", (2019, 98), (2020, 99))))
    assert re.findall(r'class="t"[^>]*>([^<]+)', drawn) == ["0", "50", "100"]
    drawn = small_chart(job(line("A", "own", (2019, -5), (2020, 5))))
    assert re.findall(r'class="t"[^>]*>([^<]+)', drawn) == ["\u22125", "0", "5"]


def test_a_gap_breaks_the_line_and_a_lone_year_is_a_dot() -> None:
    drawn = small_chart(
        job(line("A", "own", (2010, 1), (2011, 2), (2014, 3), (2016, 1), (2017, 2)))
    )
    assert drawn.count("M") - drawn.count('class="g"') - drawn.count('class="z"') == 2
    assert drawn.count("<circle") == 1


def test_estimates_are_dashed_and_hedged_values_open() -> None:
    dots = (
        Dot(x=2018, y=1),
        Dot(x=2019, y=2),
        Dot(x=2020, y=3, estimated=True),
        Dot(x=2021, y=4, hedged=True),
    )
    drawn = small_chart(job(SmallLine(name="A", role="own", dots=dots)))
    assert re.findall(r'<path class="(l[^"]*)"', drawn) == ["l", "l e"]
    assert re.findall(r"<circle[^>]*>", drawn) == ['<circle class="o" cx="646" cy="22" r="6"/>']


def test_a_break_is_a_rule_with_its_reason() -> None:
    one = line("A", "own", (2019, 1), (2021, 3), (2020, 2))
    drawn = small_chart(job(one, breaks=((2020.0, "New <method>"), (2030.0, "later"))))
    assert "<title>New &lt;method&gt;</title>" in drawn
    assert "later" not in drawn


def test_long_names_are_cut_and_names_do_not_overlap() -> None:
    lines = [line(f"A very long name of area {n}", "peer", (2019, 5), (2020, 5)) for n in range(5)]
    drawn = small_chart(job(*lines))
    assert "A very long name o…" in drawn
    heights = sorted(int(y) for y in re.findall(r'class="n peer" x="\d+" y="(\d+)"', drawn))
    assert all(b - a >= 28 for a, b in pairwise(heights))


# --- Who stands beside whom ---


def test_peers_are_the_nearest_by_rank_unless_the_site_names_them(
    config: Config, tmp_path: Path
) -> None:
    data = read(tmp_path)
    near = peers_of(data, config, data.areas["E06"], ("exports",))
    assert near.codes == ("E05", "E07", "E04", "E08", "E03")
    assert near.ranked
    named = replace(config, focus=("E06",), peers=("E02", "E11"))
    assert peers_of(data, named, data.areas["E06"], ("exports",)).codes == ("E02", "E11")
    assert peers_of(data, named, data.areas["E11"], ("exports",)).codes == ("E06", "E02")


def test_groups_have_no_peers_and_provinces_have_others_of_their_kind(
    config: Config, tmp_path: Path
) -> None:
    more = (rows("exports", a, (2019, 1), (2020, 2)) for a in ("E02-1", "E03-1", "WLD"))
    data = read(tmp_path, *more)
    assert peers_of(data, config, data.areas["WLD"], ("exports",)).codes == ()
    assert peers_of(data, config, data.areas["E02-1"], ("exports",)).codes == ("E03-1",)
    assert whole_of(data, data.areas["E02-1"]) == "E02"
    assert whole_of(data, data.areas["E02"]) == "WLD"
    assert whole_of(data, data.areas["WLD"]) == ""


def test_the_first_indicator_with_enough_years_speaks_for_a_topic(tmp_path: Path) -> None:
    exports = rows("exports", "E02", (2020, 1000))
    imports = rows("imports", "E02", *((y, 5) for y in range(2010, 2020)))
    data = read(tmp_path, exports, imports)
    assert lead_of(data, "E02", ("exports", "imports")) == "imports"
    assert lead_of(data, "E03", ("exports",)) == "exports"


# --- The page ---


def test_a_page_draws_each_topic_against_its_peers(config: Config, tmp_path: Path) -> None:
    page = made(config, read(tmp_path))["economies/E06.md"].replace("\u00a0", " ")
    assert 'data-area="E06" data-peers="E05,E07,E04,E08,E03" data-whole="WLD"' in page
    assert page.count('<svg class="mini"') == 1
    assert (
        'aria-label="Line chart of Exports. Land 6: US$6 bn in 2020, from US$5.4 bn in 2019. '
        "Beside it: Land 5 US$5 bn (2020); Land 7 US$7 bn (2020)" in page
    )
    assert "They are the economies whose ranks lie nearest on the sizes shown here." in page
    assert "compare/?indicator=exports&amp;areas=E06,E05,E07,E04,E08,E03" in page
    assert "https://example.org/economies/E06/ · Release 2026.1" in page
    assert "The office, 2024</a> (retrieved 3 February 2024)" in page


def test_an_area_with_one_year_has_a_figure_and_no_chart(config: Config, tmp_path: Path) -> None:
    page = made(config, read(tmp_path, rows("exports", "E06", (2020, 6000))))["economies/E06.md"]
    assert '<svg class="mini"' not in page
    assert 'id="glance"' not in page
    assert 'id="figures"' in page


def test_what_is_missing_is_named_topic_by_topic(config: Config, tmp_path: Path) -> None:
    page = made(config, read(tmp_path))["economies/E06.md"]
    coverage = page[page.index('id="coverage"') :]
    assert 'aria-label="1 of 3 indicators, from 2019 to 2020"' in coverage
    assert '<rect class="s2" x="0" width="20" height="14"/>' in coverage
    assert "2 without a figure" in coverage
    assert "indicators/imports/" in coverage


def test_a_page_speaks_the_language_of_the_site(config: Config, tmp_path: Path) -> None:
    page = made(config, read(tmp_path), "zh")["economies/E06.md"]
    assert "与国并列" in page
    assert "Beside" not in page
