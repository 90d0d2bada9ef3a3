# What cannot stand at a place is refused there by its code, string by string; nothing is dropped in
# silence and nothing ends in a traceback. What is taken is shown as text: tests/browser/test_inert.
"""Each hostile string is taken as it is, or refused by name."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
from hostile_site import refused_links
from hostile_strings import WHOLE, corpora, seen, strings

from silkline.load import load_notebook, load_package
from silkline.model import Package
from silkline.notebooks.outputs import Reduction
from silkline.notebooks.prose import Prose
from silkline.problems import Location, Problems
from silkline.tabular import read_table

from . import verdicts as kept

SIZES: Final = {"own": 46, "payloadbox-xss": 6613, "blns": 515, "dompurify": 223}
CELLS: Final = {False: (619, 23, 30), True: (7185, 68, 93)}
"""Strings of the part and of the whole that are plain, odd and taken as they are, and refused."""
ADDRESSES: Final = {False: 71, True: 377}
"""Refused as what an address is."""
LINKS: Final = {False: (2, 39), True: (2, 159)}
"""Refused as Markdown, and with a link into the site, which is looked up when it is whole."""
NAMES: Final = {False: (215, {"NB010": 215}), True: (646, {"NB010": 622})}
"""Strings that a file can be called, and those of them that a story cannot."""
STARTER: Final = Path(__file__).parents[2] / "src/silkline/starter"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return strings()


def write_table(folder: Path, rows: list[list[str]]) -> None:
    file = folder.parent / f"{folder.name}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
    kept.write_table_package(folder, file)


def described(folder: Path, **members: Any) -> tuple[Package | None, Problems]:
    """A sound package whose descriptor has other members too."""
    write_table(folder, [["a"], ["1"]])
    path = folder / "datapackage.json"
    whole = {**json.loads(path.read_text("utf-8")), **members}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return load_package(folder, folder.parent)


def codes(problems: Problems) -> Counter[str]:
    return Counter(p.code for p in problems)


def test_the_corpora_are_whole() -> None:
    assert {name: len(found) for name, found in corpora().items()} == SIZES


def test_a_cell_is_kept_as_it_is_or_refused(texts: list[str], tmp_path: Path) -> None:
    plain = [text for text in texts if text == seen(text)]
    odd = [text for text in texts if text != seen(text)]
    write_table(tmp_path / "plain", [["a", "b"], *([text, "x"] for text in plain)])
    package, problems = kept.load(tmp_path / "plain")
    assert package
    assert problems == ()
    rows = read_table(package, package.resources[0], tmp_path).rows
    assert [row.cells["a"] for row in rows] == plain
    refused = Counter[str]()
    taken = 0
    for number, text in enumerate(odd):
        write_table(tmp_path / f"odd{number}", [["a", "b"], [text, "x"]])
        package, problems = kept.load(tmp_path / f"odd{number}")
        refused.update({p.code for p in problems})
        if not problems:
            taken += 1
            assert package
            (row,) = read_table(package, package.resources[0], tmp_path).rows
            assert row.cells["a"] == text
    assert set(refused) == {"TB013", "TB015"} | ({"TB003"} if WHOLE else set())
    assert (len(plain), taken, len(odd) - taken) == CELLS[WHOLE]


PEOPLE: Final = ("contributors", "sources", "licenses")


@pytest.mark.parametrize("plural", PEOPLE)
def test_titles_of_people_sources_and_licences_are_taken(
    texts: list[str], plural: str, tmp_path: Path
) -> None:
    entries = [{"title": text, "name": "CC0-1.0"} for text in texts]
    package, problems = described(tmp_path / "p", **{plural: entries})
    assert problems == ()
    assert package
    if plural == "contributors":
        assert [c.title for c in package.contributors] == texts


@pytest.mark.parametrize("plural", PEOPLE)
def test_an_address_that_is_none_is_refused_where_it_stands(
    texts: list[str], plural: str, tmp_path: Path
) -> None:
    entries = [{"title": "x", "name": "CC0-1.0", "path": text} for text in texts]
    _, problems = described(tmp_path / "p", **{plural: entries})
    assert set(codes(problems)) == {"DP009"}
    places = {p.where.field for p in problems}
    assert places <= {f"/{plural}/{n}/path" for n in range(len(texts))}
    assert len(places) == len(problems) == ADDRESSES[WHOLE]


def test_a_string_that_is_no_word_names_no_licence(texts: list[str], tmp_path: Path) -> None:
    words = [text for text in texts if re.fullmatch(r"[-a-zA-Z0-9._]+", text)]
    licences = [{"name": text, "title": "x"} for text in texts]
    _, problems = described(tmp_path / "p", licenses=licences)
    assert codes(problems) == {"DP009": len(texts) - len(words)}


def test_a_link_or_picture_of_a_story_is_refused_or_leads_to_the_web(texts: list[str]) -> None:
    where, refused, into_the_site = Location(path="s.ipynb", line=1, column=1), 0, 0
    for text in texts:
        made = Reduction(slug="s", prose=Prose())
        html = made.prose_html(text, where)
        assert {p.code for p in made.problems} <= {"NB025"}
        assert not re.search(
            r"<(?!/?(?:p|h\d|ul|ol|li|blockquote|pre|code|em|strong|a|hr|br)\b)", html
        )
        refused += bool(made.problems)
        into_the_site += bool(refused_links(text)) and not made.problems
    assert (refused, into_the_site) == LINKS[WHOLE]


def test_no_string_is_the_name_of_a_story(texts: list[str], tmp_path: Path) -> None:
    names = [text for text in texts if "/" not in text and "\0" not in text]
    told = Counter[str]()
    tried = 0
    for name in names:
        path = tmp_path / f"{name}.ipynb"
        try:
            shutil.copyfile(STARTER / "notebooks/nordic-population.ipynb", path)
        except OSError:  # a name may have 255 bytes
            continue
        tried += 1
        notebook, problems = load_notebook(path, tmp_path)
        told.update({p.code for p in problems})
        assert (notebook is None) == bool(problems)
        assert notebook is None or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", notebook.slug)
        path.unlink()
    assert (tried, dict(told)) == NAMES[WHOLE]
