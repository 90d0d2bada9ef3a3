# A site whose every text is hostile. The rows of the small site are repeated, one copy for each
# piece of the corpora, and each column of text takes the pieces in another order, so that every
# string stands in every place where a contributor can write and the pages stay few. Where texts
# are lists (columns, people, licences, addresses, keywords, cells), each string stands alone.
"""The starter with strings of the corpora for all its texts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from hostile_strings import pieces, seen
from nordic_site import write_site

from silkline.load import load_package
from silkline.notebooks.prose import Prose

PIECE: Final = 9_990
"""Characters of a text: a cell may hold 10,000."""
FOREIGN: Final = "foreign-strings"
TEXTS: Final = frozenset(
    {
        *("title", "definition", "caveat", "note", "producer", "citation", "symbol", "description"),
        *("name", "abbreviation", "kind", "point", "singular", "speaker", "role", "event_note"),
        *("result_note", "finding", "what", "reason"),
    }
)
"""Columns of text, each with a twin that ends in `_zh` or without."""
CODES: Final = frozenset(
    {"areas/kind", "indicators/kind", "links/kind", "members/role", "claims/definition"}
)
"""Columns of the same names that hold codes."""
KEYS: Final = (
    *("indicator", "source", "topic", "unit", "entry", "term", "statement", "claim", "target"),
    "reconciliation",
)
"""Columns that name a row of their own table; such rows are repeated, and so is what names them."""
REPEATED_ROWS: Final = 3
"""Of each table, at most: enough for a series."""
NAMED: Final = re.compile(r"[a-z0-9-]+")


def write_hostile_site(root: Path, strings: list[str]) -> list[str]:
    """Writes the site and returns the texts that stand in each of its columns of text."""
    alone = list(dict.fromkeys(filter(None, map(seen, strings))))
    texts = pieces(strings, PIECE)
    write_site(root, "claims", "registers")
    tables = sorted(root.glob("datapackages/*/data/*.csv"))
    known = _names(tables)
    for path in tables:
        _repeat(path, known, texts)
    for path in sorted(root.glob("datapackages/*/datapackage.json")):
        descriptor = _told(json.loads(path.read_text("utf-8")), cycle(texts))
        descriptor["keywords"] = alone
        descriptor["contributors"] += [{"title": text, "roles": ["editor"]} for text in alone]
        path.write_text(json.dumps(descriptor), encoding="utf-8")
    _write_foreign(root, alone)
    _write_pages(root, texts)
    _write_story(root, texts, alone)
    return texts


def _write_foreign(root: Path, alone: list[str]) -> None:
    """A package of another profile: each string is a column and, where it may be, an address."""
    folder = root / "datapackages" / FOREIGN
    folder.mkdir()
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([alone, alone, alone])
    fields = [{"name": text, "type": "string", "title": text} for text in alone]
    resource = {"name": "t", "path": "t.csv", "title": alone[0], "schema": {"fields": fields}}
    given: dict[str, Any] = {
        "name": FOREIGN,
        "title": alone[1],
        "description": alone[2],
        "resources": [resource],
        **{
            plural: [{"title": text, "path": text} for text in alone]
            for plural in ("contributors", "licenses", "sources")
        },
    }
    for licence in given["licenses"]:
        licence["name"] = "CC0-1.0"
    place = folder / "datapackage.json"
    place.write_text(json.dumps(given), encoding="utf-8")
    for problem in load_package(folder, root)[1]:
        _, plural, number, member = (problem.where.field or "").split("/")
        del given[plural][int(number)][member]
    place.write_text(json.dumps(given), encoding="utf-8")


def _cycle(texts: list[str]) -> Iterator[str]:
    return cycle(texts)


def _names(tables: list[Path]) -> frozenset[str]:
    found: set[str] = set()
    for path in tables:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        key = next(iter(rows[0]))
        if key in KEYS and path.stem not in {
            "observations",
            "members",
            "dates",
            "mentions",
            "links",
        }:
            found.update(row[key] for row in rows)
    return frozenset(found)


def _repeat(path: Path, known: frozenset[str], texts: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    columns = list(rows[0])
    made = [_hostile(path, row, n, texts) for n, row in enumerate(rows)]
    for number in range(len(texts)):
        for row in rows[:REPEATED_ROWS]:
            copied = {column: _renamed(row[column], number, known) for column in columns}
            if copied != row:
                made.append(_hostile(path, copied, number, texts))
    for order, row in enumerate(made):
        if "order" in row:
            row["order"] = str(order + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(made, key=lambda row: [row[c] for c in _key(path)]))


def _key(path: Path) -> list[str]:
    """The columns that a table is sorted by."""
    described = json.loads((path.parent.parent / "datapackage.json").read_text("utf-8"))
    schema = next(r["schema"] for r in described["resources"] if r["name"] == path.stem)
    key = schema["primaryKey"]
    return [key] if isinstance(key, str) else list(key)


def _renamed(value: str, number: int, known: frozenset[str]) -> str:
    return NAMED.sub(lambda m: f"{m[0]}-{number:02}" if m[0] in known else m[0], value)


def _hostile(path: Path, row: dict[str, str], number: int, texts: list[str]) -> dict[str, str]:
    """Every text of the row is another piece; every text of a column is one too."""
    made = dict(row)
    for place, (column, value) in enumerate(row.items()):
        plain = column.removesuffix("_zh")
        if value and plain in TEXTS and f"{path.stem}/{column}" not in CODES:
            piece = texts[(number + 7 * place) % len(texts)]
            made[column] = f"文{piece}" if column.endswith("_zh") else piece
    return made


def _told(value: Any, texts: Iterator[str]) -> Any:
    """A descriptor with other words for people."""
    if isinstance(value, list):
        return [_told(item, texts) for item in value]
    if not isinstance(value, dict):
        return value
    words = {"title", "description", "citation"}
    return {
        key: next(texts) if key in words and isinstance(item, str) else _told(item, texts)
        for key, item in value.items()
    }


def _write_pages(root: Path, texts: list[str]) -> None:
    # In a page that somebody wrote, two braces are refused (PB024).
    words = cycle([re.sub(r"\{[{%]+", "{", text) for text in texts])
    index = f"---\ntitle: {plain(next(words))}\ndescription: {plain(next(words))}\n---\n\n"
    (root / "docs/index.md").write_text(f"{index}# Home\n", encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text("utf-8").splitlines()
    settings[:2] = [
        f"site_name: {plain(next(words))}",
        f"site_description: {plain(next(words))}",
    ]
    (root / "mkdocs.yml").write_text("\n".join(settings) + "\n", encoding="utf-8")


def plain(text: str) -> str:
    """A text as YAML takes it, without pairs of escapes."""
    return json.dumps(text, ensure_ascii=False)


def published_markdown(alone: list[str]) -> list[str]:
    """Strings that are no link or picture which would be refused, when read as Markdown."""
    return [text for text in alone if not refused_links(text)]


def refused_links(text: str) -> list[str]:
    """Links and pictures of a text that may not stand in a story, and links into the site."""
    prose = Prose()
    links: list[str] = LINK.findall(prose.html(text))
    return prose.refused + [link for link in links if not link.startswith(OUTSIDE)]


def _write_story(root: Path, texts: list[str], alone: list[str]) -> None:
    words = cycle(texts)
    path = root / "notebooks/nordic-population.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    meta = notebook["metadata"]["silkline"]
    meta |= {"title": next(words), "description": next(words), "authors": alone}
    prose = "\n\n".join(published_markdown(alone))
    source = STORY.format(prose=prose, strings=alone, part=texts[0][:200])
    notebook["cells"] += [
        {"id": "m", "cell_type": "markdown", "metadata": {}, "source": prose},
        {
            "id": "c",
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": source,
        },
    ]
    path.write_text(json.dumps(notebook), encoding="utf-8")


LINK: Final = re.compile(r'\s(?:href|src)="([^"]*)"')
OUTSIDE: Final = ("http:", "https:", "mailto:", "//")
STORY: Final = """\
import pandas as pd
strings = {strings!r}
part = {part!r}
rows = pd.DataFrame({{"year": ["2019", "2020"], "value": [1.5, 2.5], "name": [part, part]}})
axis = alt.Y("value:Q", title=part)
lines = alt.Chart(rows).mark_line().encode(x="year:N", y=axis, color="name:N")
silkline.chart(lines, title=part, unit=part, source=part, description=part)
bars = pd.DataFrame({{"name": strings[:40], "value": range(len(strings[:40]))}})
drawn = alt.Chart(bars).mark_bar().encode(x="value:Q", y="name:N", tooltip=["name", "value"])
silkline.chart(drawn, title=part, unit=part, source=part, description=part)
silkline.prose({prose!r})
silkline.table(pd.DataFrame({{part: strings, "text": strings}}))
strings
"""
