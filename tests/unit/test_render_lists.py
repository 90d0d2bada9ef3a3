"""Long lists: economies under their letters, and what a reader can type to find one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rendered import dataset, pages, plain, view
from small_data import make_config

from silkline.model import Area, AreaKind
from silkline.render import economies

if TYPE_CHECKING:
    from pathlib import Path


def listed(root: Path, language: str = "en") -> str:
    """The list of economies, with two areas that have no figure."""
    data = dataset(root)
    more = {"ALA": "Åland Islands", "ZZZ": "Zubrowka"}
    kind = AreaKind.ECONOMY
    known = {code: Area(code=code, name=n, name_zh="", kind=kind) for code, n in more.items()}
    data = replace(
        data,
        areas={**data.areas, **known},
        other_names={"AAA": ("AA", "Old Aland")},
        observations={
            i: (*all_, *(replace(o, ref_area="ALA") for o in all_ if o.ref_area == "AAA"))
            for i, all_ in data.observations.items()
        },
        memo={},
    )
    config = replace(make_config(root), theme_language=language)
    return pages(view(config, data, language))["economies/index.md"].markdown


def test_a_short_list_has_no_letters_and_a_name_is_found_by_its_code_and_other_names(
    tmp_path: Path,
) -> None:
    html = listed(tmp_path)
    assert 'class="letter"' not in html
    assert '<li data-also="AAA AA Old Aland"><a href="AAA/">Aland</a> <span class="zh"' in html
    assert '<form class="filter seek" data-filter=".az li" autocomplete="off" hidden>' in html
    assert "<summary>2 names</summary>" in html, "what has no figure is folded"
    assert '<li data-also="ZZZ">Zubrowka</li>' in html


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_list_stands_under_first_letters_whose_links_show_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(economies, "MOST_UNLETTERED", 3)
    html = listed(tmp_path, language)
    letters = re.findall(r'<div class="letter" id="(.*?)"><h3>(.*?)</h3>\n<ul(.*?)</ul>', html)
    assert [anchor for anchor, _, _ in letters] == [f"economy-{x}" for x in "abcde"]
    _, heading, names = letters[0]
    assert heading.startswith('<a href="#economy-a">A</a>')
    assert re.findall(r"data-also=\"(\w+)", names) == ["AAA", "ALA"], "an accent changes no letter"
    told = {"en": "A Aland to Åland Islands · 2", "zh": "A 甲国至 Åland Islands · 2"}
    assert plain(heading) == told[language]
    assert plain(letters[1][1]) == {"en": "B Borduria · 1", "zh": "B 乙国 · 1"}[language]
