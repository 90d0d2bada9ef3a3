# The pages say what the code says: they are made again and compared, and nothing that a user can
# write is missing from them.
"""The reference of commands, settings and tables."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

from silkline import config
from silkline.cli import make_parser
from silkline.reference import reference_pages, write_reference

ROOT = Path(__file__).parents[2]
PAGES = reference_pages()


def names(page: str, heading: str) -> list[str]:
    """First cells of the table below a heading."""
    part = PAGES[page].partition(f"{heading}\n")[2].partition("\n#")[0]
    return re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)


def test_the_pages_in_the_documentation_are_those_the_code_gives() -> None:
    folder = ROOT / "docs/reference"
    stored = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.md"))}
    by_hand = {"python.md": "Python", "other-profiles.md": "Packages of other profiles"}
    for name, title in by_hand.items():
        assert stored.pop(name).startswith(f"---\ntitle: {title}\n")
    assert stored == PAGES, "run `python -m silkline.reference docs`"


def test_the_pages_are_written_below_the_documentation(tmp_path: Path) -> None:
    write_reference(tmp_path)
    assert {p.name: p.read_text("utf-8") for p in (tmp_path / "reference").iterdir()} == PAGES


def test_every_command_stands_there_as_help_lists_it() -> None:
    listed = re.findall(r"^    (\w+) {2,}\S", make_parser().format_help(), flags=re.MULTILINE)
    assert re.findall(r"^## (\w+)$", PAGES["commands.md"], flags=re.MULTILINE) == listed


def test_a_command_is_told_with_its_usage_and_all_that_it_takes() -> None:
    (part,) = re.findall(r"## prepare\n(.*?)\n## ", PAGES["commands.md"], flags=re.DOTALL)
    assert part == (
        "\nMake the tables of packages from their raw files.\n\n"
        "```sh\n"
        "silkline prepare [--config FILE] [PACKAGE...] [--check] [--format FORMAT]\n"
        "```\n\n"
        "| argument | meaning |\n"
        "| --- | --- |\n"
        "| `-f, --config FILE` | the site's configuration (default: mkdocs.yml) |\n"
        "| `PACKAGE` | names of packages (default: all that have a prepare.py) |\n"
        "| `--check` | only compare: change no file, and fail where the tables differ |\n"
        "| `--format FORMAT` | how problems are written (default: text; github on GitHub's runners)"
        "; one of github, json, sarif, text |\n"
    )


def test_where_it_is_made_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("COLUMNS", "40")
    assert reference_pages() == PAGES


def test_every_setting_stands_there_once() -> None:
    own = names("settings.md", "## Options of the plugin `silkline`")
    other = names("settings.md", "## Settings of MkDocs that Silkline reads too")
    assert own == list(config.OPTIONS)
    beside = {"root", "scheduler"}  # where the file is, and what only a command gives
    known = {f.name for f in fields(config.Config)} - beside
    assert sorted(own + other) == sorted(known)


@pytest.mark.parametrize(
    "profile",
    ["indicator-package-1.json", "reference-package-1.json", "register-package-1.json"],
)
def test_every_column_of_every_table_stands_there_in_order(profile: str) -> None:
    schema = json.loads((files("silkline") / "schemas" / profile).read_text(encoding="utf-8"))
    for table, rules in schema["definitions"].items():
        items = rules["properties"]["schema"]["properties"]["fields"]["items"]
        wanted = [item["properties"]["name"]["const"] for item in items]
        assert names("tables.md", f"### {table}") == wanted


def test_a_table_is_told_with_its_key_types_and_code_lists() -> None:
    (part,) = re.findall(r"### breaks\n(.*?)\n### ", PAGES["tables.md"], flags=re.DOTALL)
    assert part == (
        "\nKey: `indicator`, `ref_area`, `time_period`. A package may leave this table out.\n\n"
        "| column | type | code list | what it holds |\n"
        "| --- | --- | --- | --- |\n"
        "| `indicator` | string |  | Id of the indicator. |\n"
        "| `ref_area` | string | `areas` | Area whose series breaks. |\n"
        "| `time_period` | string |  | First period after the break. |\n"
        "| `what` | string |  | What changed, in one sentence. |\n"
        "| `what_zh` | string |  | What changed, in simplified Chinese. |\n"
    )
