# Every text for readers stands in two columns, such as `title` and `title_zh`. Columns are easily
# swapped or left out, and nobody who reads one language only would notice.
"""House rules for the two languages of a table's texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from silkline.checks.subject import Rule, Subject
from silkline.marks import show
from silkline.problems import Problem, Severity

CHINESE: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
ZH: Final = "_zh"
"""End of the name of a column in Chinese; the column without it is its twin in English."""
_NAMES: Final = frozenset({"name"})
"""English columns that may hold Chinese: some names have no other form."""
_FEW: Final = 6
"""Chinese characters that an English text may hold: a document's number has some."""
_QUOTED: Final = re.compile(
    r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|\([^)]*\)|（[^）]*）|《[^》]*》|「[^」]*」"
)


def twins_filled(subject: Subject) -> Iterator[Problem]:
    """What is said in one language is said in the other."""
    for name, english, chinese in _twins(subject):
        for row in subject.rows(name):
            texts = [(c, row.cells.get(c, "").strip()) for c in (english, chinese)]
            empty, full = ([c for c, t in texts if bool(t) is filled] for filled in (False, True))
            if empty and full:
                message = f"'{empty[0]}' is empty, but '{full[0]}' is not"
                hint = "write the text in both languages, or in neither."
                yield subject.problem(
                    name, row, empty[0], "RG012", message, hint=hint, severity=Severity.WARNING
                )


def chinese_in_chinese(subject: Subject) -> Iterator[Problem]:
    """A text for Chinese readers is in Chinese, unless it is a name that Chinese writes so too."""
    for name, _, column in _twins(subject):
        for row in subject.rows(name):
            text = row.cells.get(column, "").strip()
            if text and not CHINESE.search(text) and not _is_latin_name(text):
                message = f"'{column}' is {show(text)}, without any Chinese character"
                hint = "write it in simplified Chinese; only names and figures stay as they are."
                yield subject.problem(name, row, column, "RG011", message, hint=hint)


def english_in_english(subject: Subject) -> Iterator[Problem]:
    """A text for English readers holds Chinese only in quotes or brackets, or a few characters."""
    for name, column, _ in _twins(subject):
        if column in _NAMES:
            continue
        for row in subject.rows(name):
            text = row.cells.get(column, "").strip()
            if len(CHINESE.findall(_QUOTED.sub("", text))) > _FEW:
                message = f"'{column}' is {show(text)}, with Chinese outside quotes and brackets"
                hint = "write it in English, and put a Chinese name into brackets."
                yield subject.problem(
                    name, row, column, "RG011", message, hint=hint, severity=Severity.WARNING
                )


def _twins(subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Tables with the columns that say the same in English and in Chinese."""
    for name, table in subject.tables.items():
        for column in table.header:
            english = column.removesuffix(ZH)
            if english != column and english in table.header:
                yield name, english, column


def _is_latin_name(text: str) -> bool:
    """Whether every word is a name or a figure: no word is in small letters alone."""
    return all(_is_name(word) for word in text.split())


def _is_name(word: str) -> bool:
    return not any(c.isalpha() for c in word) or any(c.isupper() or c.isdigit() for c in word)


RULES: tuple[Rule, ...] = (twins_filled, chinese_in_chinese, english_in_english)
