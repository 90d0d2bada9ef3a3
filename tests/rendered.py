# A small site as its pages are made from it, for the tests that read pages: six economies with a
# world, two indicators and one that is computed from them.
"""Pages of a small site, and the words in them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from small_data import TRADE, read_dataset, write_packages

from silkline.claims import judge
from silkline.config import Config
from silkline.messages import messages
from silkline.model import Chart, Dataset, Page
from silkline.render import SiteView, StoryView, render_pages

THIN: Final = "\u202f"

AREAS: Final = (
    "area,name,name_zh,kind,m49,parent,note\n"
    "AAA,Aland,甲国,economy,004,WLD,\n"
    "AAA-1,North,北部,subnational,,AAA,\n"
    "BBB,Borduria,乙国,economy,008,WLD,\n"
    "CCC,Cascadia,丙国,economy,012,WLD,\n"
    "DDD,Doriath,丁国,economy,016,WLD,\n"
    "EEE,Erewhon,戊国,economy,020,WLD,\n"
    "FFF,Freedonia,己国,economy,024,WLD,\n"
    "WLD,World,世界,group,001,,\n"
)
HEAD: Final = (
    "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,source,evidence,note\n"
)
VALUES: Final = (
    'exports,AAA,2019,200000,,A,office,"raw/table.csv#row=2",\n'
    'exports,AAA,2020,209000,,A,office,"raw/table.csv#cell=2,3",\n'
    "exports,AAA,2020,210500,about,A,paper,claim:c1,as told\n"
    "exports,AAA-1,2020,12,more_than,A,paper,,\n"
    'exports,BBB,2019,300000,,A,office,"raw/table.csv#row=3",\n'
    'exports,BBB,2020,330000,,A,office,"raw/table.csv#row=3",\n'
    'exports,CCC,2020,209000,,A,office,"raw/table.csv#row=4",\n'
    'exports,DDD,2019,5,,A,office,"raw/table.csv#row=5",\n'
    'exports,DDD,2020,4,,E,office,"raw/table.csv#row=5",\n'
    'exports,EEE,2020,1,,A,office,"raw/table.csv#row=6",\n'
    'exports,WLD,2020,1045000,,A,office,"raw/table.csv#row=7",\n'
    'imports,AAA,2020,50.5,,A,office,"raw/table.csv#row=8",\n'
)


def dataset(root: Path, values: str = VALUES, **tables: str) -> Dataset:
    folder = write_packages(root)
    cells = {
        "observations": HEAD + values,
        "breaks": TRADE["breaks"].partition("\n")[0] + "\n",
        "claims": TRADE["claims"].replace("CHN", "AAA"),
    }
    for name, text in {**cells, **tables}.items():
        (folder / f"trade/data/{name}.csv").write_bytes(text.encode())
    (folder / "reference/data/areas.csv").write_bytes(AREAS.encode())
    return read_dataset(root)


def view(config: Config, data: Dataset, language: str = "en") -> SiteView:
    story = StoryView(
        slug="two",
        title="Two <things>",
        title_zh="两件事",
        description="What each one counts.",
        authors=("A. Writer",),
        date="2026-01-02",
        topics=("trade",),
    )
    chart = Chart(
        id="exports",
        title="Exports, 2019–2020",
        subtitle="US$ billion",
        source="The office.",
        description="A line.",
        vega="{}",
        svg_wide='<svg viewBox="0 0 760 380" role="img"></svg>',
        svg_narrow='<svg viewBox="0 0 360 330" role="img"></svg>',
    )
    return SiteView(
        dataset=data,
        verdicts=judge(data),
        charts={"exports": chart},
        stories=(story,),
        config=config,
        messages=messages(language),
    )


def pages(site: SiteView) -> Mapping[str, Page]:
    return {p.uri: p for p in render_pages(site)}


def plain(text: str) -> str:
    """The words of some HTML, with ordinary spaces."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"\s+", " ", words.replace(THIN, " ").replace("\u00a0", " ")).strip()


def section(page: Page, anchor: str) -> str:
    found = re.search(rf'<section id="{anchor}".*?</section>', page.markdown, re.DOTALL)
    assert found, f"no section {anchor}"
    return plain(found[0])
