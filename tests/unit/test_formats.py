# Pages are written by Python and redrawn by scripts: a figure must look the same before and after.
# One list of examples binds both; `frontend/test/formats.test.ts` reads the same file.
"""Numbers and periods, as the scripts write them too."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

import pytest

from running import ROOT
from silkline.charts.numbers import format_number
from silkline.messages import LANGUAGES, messages, places

FORMATS: Final[dict[str, Any]] = json.loads(
    (ROOT / "frontend/test/formats.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "case", FORMATS["rounded"], ids=lambda c: f"{c['value']} to {c['decimals']}"
)
def test_numbers_of_texts_and_charts_are_written_alike(case: dict[str, Any]) -> None:
    value, decimals = Decimal(case["value"]), case["decimals"]
    written = {messages(language).number(value, decimals) for language in LANGUAGES}
    assert written == {case["text"]}
    assert format_number(value, decimals) == case["text"]


@pytest.mark.parametrize("case", FORMATS["published"], ids=lambda c: str(c["value"]))
def test_a_published_figure_keeps_each_of_its_digits(case: dict[str, str]) -> None:
    value = Decimal(case["value"])
    assert messages("en").number(value, places(value)) == case["text"]


def test_the_scripts_are_tried_with_the_words_of_the_catalogue() -> None:
    for language in LANGUAGES:
        entries = messages(language).entries
        own = {k: v for k, v in entries.items() if k.startswith(("period.", "month."))}
        assert FORMATS["words"][language] == own


@pytest.mark.parametrize("case", FORMATS["periods"], ids=lambda c: str(c["period"]))
def test_periods_are_written_in_the_language_of_the_site(case: dict[str, str]) -> None:
    assert {language: messages(language).period(case["period"]) for language in LANGUAGES} == {
        language: case[language] for language in LANGUAGES
    }
