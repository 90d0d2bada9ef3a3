"""Figures in stories as links: to the row, the claim, what they are made of, or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rendered import dataset
from small_data import make_config

from silkline.model import Seen, figured
from silkline.notebooks.prose import Prose
from silkline.render import StoryFigures

if TYPE_CHECKING:
    from pathlib import Path

SIGNS = set("\ue000\ue001\ue002\ue003\ue004")
Make = Callable[..., StoryFigures]


@pytest.fixture
def figures(tmp_path: Path) -> Make:
    """The figures of a story that reads exports and imports."""
    data = dataset(tmp_path)

    def made(language: str = "en") -> StoryFigures:
        config = replace(make_config(tmp_path), focus=("AAA",), theme_language=language)
        reads = ("exports", "imports")
        return StoryFigures(dataset=data, config=config, page="stories/two/", reads=reads)

    return made


AALAND = Seen(indicator="exports", area="AAA", period="2019", source="office", value="200000.0")


def mark(text: str, **seen: str) -> str:
    return figured(text, (replace(AALAND, **seen),))


def test_a_figure_of_a_listed_place_leads_to_its_row_and_names_itself(figures: Make) -> None:
    assert figures().linked(f"<p>Sold {mark('200')}.</p>") == (
        '<p>Sold <a href="../../indicators/exports/#AAA-2019" data-obs="exports/AAA/2019">200</a>.'
        "</p>"
    )


def test_a_figure_of_another_place_leads_to_the_raw_row(figures: Make) -> None:
    found = figures().linked(mark("300", area="BBB", value="300000"))
    assert found == (
        '<a href="../../data/v1/latest/packages/trade/raw/table.csv#row=3"'
        ' data-obs="exports/BBB/2019">300</a>'
    )


def test_a_figure_of_another_source_leads_to_its_claim_and_opens_no_panel(figures: Make) -> None:
    found = mark("about 210.5", period="2020", value="210500", source="paper")
    assert figures().linked(found) == '<a href="../../claims/#c1">about 210.5</a>'


@pytest.mark.parametrize(
    "seen",
    [
        {"value": "200001"},
        {"value": "nan"},
        {"value": "much"},
        {"source": "paper"},
        {"area": "ZZZ"},
        {"period": "1999"},
        {"indicator": "nothing"},
        {"indicator": "", "value": "7"},
    ],
)
def test_what_the_data_do_not_hold_stays_text(figures: Make, seen: dict[str, str]) -> None:
    assert figures().linked(mark("<b>200</b>", **seen)) == "<b>200</b>"


def test_a_row_that_lost_its_indicator_is_looked_for_in_what_the_story_reads(figures: Make) -> None:
    found = figures().linked(mark("50.5", period="2020", value="50.5", indicator=""))
    assert 'data-obs="imports/AAA/2020"' in found


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "<b>half more</b>: Exports, Borduria: <a "),
        ("zh", "<b>half more</b>：出口，乙国：<a "),
    ],
)
def test_what_is_worked_out_leads_to_what_it_is_made_of(
    figures: Make, language: str, told: str
) -> None:
    story = figures(language)
    assert story.section() == ""
    parts = [
        Seen(indicator="exports", area=a, period="2019", source="office", value=v)
        for a, v in (("BBB", "300000"), ("AAA", "200000"))
    ]
    text = figured("half more", parts, made=True)
    other = figured("twice", [replace(parts[0], value="1")], made=True)
    parts.append(replace(AALAND, period="2020", value="209000"))
    both = figured("4.5 %", parts[1:], made=True)
    assert story.linked(f"{text}, {other}, {text}") == (
        '<a href="#made-1">half more</a>, twice, <a href="#made-1">half more</a>'
    )
    assert story.linked(both) == '<a href="#made-2">4.5 %</a>'
    section = story.section()
    assert section.count("<li ") == 2
    assert section.count({"en": "Aland: ", "zh": "甲国："}[language]) == 2, "two years in one go"
    assert f'<li id="made-1">{told}' in section
    assert section.index('data-obs="exports/BBB/2019"') < section.index(
        'data-obs="exports/AAA/2019"'
    )


def test_within_links_code_and_headings_a_figure_is_no_link_and_leaves_no_sign() -> None:
    one = mark("200")
    html = Prose().html(f"## At {one}\n\n[more *than {one}* of](x/) it, `{one}`, {one}")
    assert html == (
        '<h2 id="at-200">At 200</h2>\n'
        f'<p><a href="x/">more <em>than 200</em> of</a> it, <code>200</code>, {one}</p>'
    )


def test_signs_that_make_no_figure_are_taken_out(figures: Make) -> None:
    one = mark("200")
    for broken in (
        one[:-1],
        one[1:],
        one + one[-1],
        one.replace("\ue003", ""),
        "\ue000=\ue001\ue002",
    ):
        assert not set(figures().linked(f"<p>{broken}</p>")) & SIGNS, repr(broken)
