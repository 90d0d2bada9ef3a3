# Descriptors, notebooks and mkdocs.yml are read here and nowhere else, because json.loads and
# yaml.load forget where a value stood. Both formats become one tree of nodes with offsets, so that
# every later complaint can name a line and a column. YAML tags are never turned into objects.
"""JSON and YAML with positions: what a file says, and where it says it."""

from __future__ import annotations

from pathlib import Path

from silkline.marks.document import (
    MERGE_HINT,
    MERGE_MARK,
    Marked,
    Step,
    Tagged,
    decode_utf8,
    is_merge_mark,
    is_regular_file,
    line_and_column,
    line_of,
    quoted,
    read_text,
    relative,
    show,
    suggest,
    with_excerpt,
)
from silkline.marks.json_reader import JsonReader
from silkline.marks.yaml_reader import HeadReader, YamlReader, without_head
from silkline.problems import SilklineError

__all__ = [
    "MERGE_HINT",
    "MERGE_MARK",
    "Marked",
    "Step",
    "Tagged",
    "decode_utf8",
    "is_merge_mark",
    "is_regular_file",
    "line_and_column",
    "line_of",
    "quoted",
    "read_json",
    "read_page_head",
    "read_yaml",
    "relative",
    "show",
    "suggest",
    "with_excerpt",
    "without_head",
]


def read_json(path: Path, root: Path, *, family: str = "DP") -> Marked:
    """Read a JSON file strictly (RFC 8259, no duplicate keys, UTF-8 without a byte order mark).

    Raises `SilklineError` with problems 001 to 004 of the code family.
    """
    return _read(JsonReader, path, root, family)


def read_yaml(path: Path, root: Path, *, family: str = "CF") -> Marked:
    """Read a YAML file without making objects of its tags.

    Raises `SilklineError` with problems 001 to 004 of the code family.
    """
    return _read(YamlReader, path, root, family)


def read_page_head(path: Path, root: Path) -> Marked:
    """The front matter of a page in Markdown; its value is `None` where the page has none.

    Raises `SilklineError` with problems HP001 to HP004.
    """
    name = relative(path, root)
    text = read_text(path, name, "HP")
    reader = HeadReader(text, name)
    node = reader.document()
    if reader.problems:
        raise SilklineError(*reader.problems)
    return Marked(value=node.value, path=name, text=text, root=node)


def _read(kind: type[JsonReader | YamlReader], path: Path, root: Path, family: str) -> Marked:
    name = relative(path, root)
    text = read_text(path, name, family)
    reader = kind(text, name, family)
    node = reader.document()
    if reader.problems:
        raise SilklineError(*reader.problems)
    return Marked(value=node.value, path=name, text=text, root=node)
