"""The mark under the place that a problem is about."""

from __future__ import annotations

import pytest

from silkline.problems import Location, Problem, caret


@pytest.mark.parametrize(
    ("path", "column", "excerpt", "mark"),
    [
        ("a.csv", 2, "one,two,three", "    ^^^"),
        ("a.csv", 2, 'one,"t,w""o",three', "    ^^^^^^^^"),
        ("a.csv", 2, "one,,three", "    ^"),
        ("a.csv", 3, "one,two,", "        ^"),
        ("a.csv", 3, "数字,e\u0301,x", "       ^"),
        ("a.csv", 1, "数字,x", "^^^^"),
        ("a.csv", 2, '"cut off, by the lim', ""),
        ("a.csv", 0, "one,two", ""),
        ("a.json", 3, '\t"x": 1', "\t ^"),
        ("a.json", 9, '"x": 1', ""),
    ],
)
def test_it_stands_under_the_cell_or_the_character(
    path: str, column: int, excerpt: str, mark: str
) -> None:
    where = Location(path=path, line=1, column=column)
    assert caret(Problem(where=where, code="TB004", message="x", excerpt=excerpt)) == mark
