# Explanations cannot rot: the pages are regenerated and compared, and the code is searched.
"""Explanations of codes, and the pages made from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from silkline.explain import KINDS, all_codes, error_pages, explain, write_error_pages

ROOT = Path(__file__).parents[2]
CODE = re.compile(rf'"((?:{"|".join(KINDS)})[0-9]{{3}})"')


def test_every_code_that_the_engine_uses_is_explained() -> None:
    sources = sorted((ROOT / "src/silkline").rglob("*.py"))
    used = {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert sorted(used - set(all_codes())) == []


@pytest.mark.parametrize("code", all_codes())
def test_an_explanation_says_what_why_and_how_and_shows_the_message(code: str) -> None:
    text = explain(code)
    title = all_codes()[code]
    assert text.startswith(f"{code}: {title}\n\nWhy\n  ")
    assert re.search(rf"\n\nExample\n  .*(error|warning|note) {code}: ", text)
    assert title[0].isupper()
    assert not title.endswith(".")


@pytest.mark.parametrize("code", all_codes())
def test_a_hint_is_a_sentence_in_small_letters_with_a_full_stop(code: str) -> None:
    for hint in re.findall(r"^ +help: (.*)$", explain(code), re.MULTILINE):
        assert not re.match(r"[A-Z][a-z]", hint) or hint.startswith("The ")
        assert hint[-1] in ".?…" or "exactly: " in hint, "a header to copy ends as it is"


def test_the_pages_in_the_documentation_are_those_the_codes_give() -> None:
    folder = ROOT / "docs/errors"
    stored = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.md"))}
    assert stored == error_pages(), "run `python -m silkline.explain docs`"


def test_pages_of_codes_no_more_are_removed(tmp_path: Path) -> None:
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors/XX001.md").write_text("old", encoding="utf-8")
    write_error_pages(tmp_path)
    assert {p.name for p in (tmp_path / "errors").iterdir()} == set(error_pages())
