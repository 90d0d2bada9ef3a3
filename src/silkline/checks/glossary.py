# One Chinese word for one notion, on all pages: without that a reader cannot tell whether two words
# are two things. Official names are left alone; whoever gave them was free to choose.
"""House rules that hold Chinese texts to the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from silkline.checks.languages import ZH
from silkline.checks.subject import DatasetRule, cell_problem, rows_of
from silkline.marks import show
from silkline.model import Dataset, Table, Term
from silkline.problems import Problem, Severity

_TITLES: Final = (
    ("indicators", "title", "title_zh"),
    ("units", "title", "title_zh"),
    ("topics", "title", "title_zh"),
    ("registers", "title", "title_zh"),
    ("entries", "name", "name_zh"),
)
_TERMS: Final = "terms"
_AVOIDED: Final = "avoid_zh"
_QUOTED: Final = r"《[^》]*》|“[^”]*”|「[^」]*」"
_LONG: Final = 4
"""Letters from which a word of a proper name is written with a capital: "of the" are not."""


def titles_use_terms(dataset: Dataset) -> Iterator[Problem]:
    """A title with a term of the glossary has the term's Chinese word in its Chinese title."""
    terms = {t.title.casefold(): t for t in dataset.terms.values() if t.title and t.title_zh}
    if not terms:
        return
    form = _whole_words(terms)
    for resource, english, chinese in _TITLES:
        for table, row in rows_of(dataset, resource):
            given = row.cells.get(chinese, "")
            for term in _terms_in(row.cells.get(english, ""), form, terms):
                if given and term.title_zh not in given:
                    message = f"'{chinese}' is {show(given)}, without {term.title_zh}"
                    hint = f'the glossary says {term.title_zh} for "{term.title}": use that word.'
                    cell = (table, row, chinese)
                    yield cell_problem(cell, "RG013", message, hint, Severity.WARNING)


def avoided_words_avoided(dataset: Dataset) -> Iterator[Problem]:
    """No Chinese text has a word that the glossary avoids."""
    right = _right_words(dataset)
    avoided = {w: t for t in dataset.terms.values() for w in t.avoid_zh if w not in right}
    if not avoided:
        return
    # A right word that holds a wrong one is right, and what others wrote is theirs.
    form = re.compile("|".join([_QUOTED, *_longest_first({*right, *avoided})]))
    told = {table.resource: table for table in dataset.tables.values() if _told_in_chinese(table)}
    for name in sorted(told):
        for table, row in rows_of(dataset, name):
            for column in _told_in_chinese(table):
                found = dict.fromkeys(form.findall(row.cells[column]))
                for word in (w for w in found if w in avoided):
                    term = avoided[word]
                    message = f"'{column}' says {word}, which the glossary avoids"
                    hint = f'write {term.title_zh} for "{term.title}".'
                    cell = (table, row, column)
                    yield cell_problem(cell, "RG014", message, hint, Severity.WARNING)


def _whole_words(titles: Iterable[str]) -> re.Pattern[str]:
    """Any of the titles as whole words; the longest where several begin at one place."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_longest_first(titles))})(?![\w-])", re.IGNORECASE)


def _longest_first(texts: Iterable[str]) -> list[str]:
    return [re.escape(text) for text in sorted(texts, key=lambda t: (-len(t), t)) if text]


def _terms_in(title: str, form: re.Pattern[str], terms: dict[str, Term]) -> Iterator[Term]:
    """The terms that a title holds, those within a proper name left out."""
    for match in form.finditer(title):
        term = terms[match[0].casefold()]
        first = match[0][:1] != term.title[:1] or match.start() == 0
        if match[0][1:] == term.title[1:] and (first or term.title[:2].isupper()):
            yield term


def _right_words(dataset: Dataset) -> set[str]:
    """The Chinese words of the glossary, and official names."""
    terms = {t.title_zh for t in dataset.terms.values()}
    names = {e.name_zh for e in dataset.entries.values() if _is_proper_name(e.name)}
    return terms | names


def _is_proper_name(name: str) -> bool:
    words = re.findall(r"[^\W_]+", name)
    return all(not w[0].islower() for w in words if len(w) >= _LONG)


def _told_in_chinese(table: Table) -> tuple[str, ...]:
    """Columns for Chinese readers; the glossary itself may name what it avoids."""
    own = {_AVOIDED, "definition_zh", "note_zh"} if table.resource == _TERMS else set()
    return tuple(c for c in table.header if c.endswith(ZH) and c not in own)


RULES: Final[tuple[DatasetRule, ...]] = (titles_use_terms, avoided_words_avoided)
