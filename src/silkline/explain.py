# What each code means, why the rule is there and how to mend it: written once, in codes/*.toml, for
# the command line and for the pages of the documentation. Whoever adds a code adds its entry.
"""Explanations of problem codes."""

from __future__ import annotations

import sys
import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

KINDS: Final = {
    "CF": "Configuration",
    "DP": "Data packages",
    "TB": "Tables",
    "DC": "House rules for data",
    "ST": "Statistics",
    "CL": "Statements and claims",
    "RG": "Registers, languages and the glossary",
    "NB": "Notebooks",
    "CH": "Charts",
    "HP": "Hand-written pages",
    "IM": "Importing",
    "PB": "Publishing and building",
    "RL": "Releases and addresses",
}
"""Kinds of problem by the letters of their codes, in the order of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All about one code."""

    code: str
    title: str
    why: str
    """What the rule protects against."""
    mend: str
    """What to do."""
    example: str
    """The message as an author sees it."""


@cache
def explanations() -> Mapping[str, Explanation]:
    """Every explanation by its code, sorted."""
    found: dict[str, Explanation] = {}
    folder = files("silkline") / "codes"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            entries = tomllib.loads(file.read_text(encoding="utf-8"))
            found |= {code: _explanation(code, entry) for code, entry in entries.items()}
    return dict(sorted(found.items()))


def all_codes() -> Mapping[str, str]:
    """The title of every code, by code, sorted."""
    return {code: told.title for code, told in explanations().items()}


def explain(code: str) -> str:
    """All about a code as text for a terminal. Raises `KeyError` for a code that does not exist."""
    told = explanations()[code]
    parts = (
        f"{code}: {told.title}",
        f"Why\n{_wrapped(told.why)}",
        f"How to mend it\n{_wrapped(told.mend)}",
        f"Example\n{textwrap.indent(told.example, '  ')}",
    )
    return "\n\n".join(parts)


def error_pages() -> dict[str, str]:
    """Markdown pages of all codes and their index, by file name."""
    pages = {f"{code}.md": _page(told) for code, told in explanations().items()}
    return {"index.md": _index(), **pages}


def write_error_pages(docs_dir: Path) -> None:
    """Write the pages to `errors/` of a documentation folder, and remove those of codes no more."""
    folder = docs_dir / "errors"
    folder.mkdir(parents=True, exist_ok=True)
    pages = error_pages()
    for stale in folder.glob("*.md"):
        if stale.name not in pages:
            stale.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _explanation(code: str, entry: Mapping[str, str]) -> Explanation:
    why, mend = (entry[key].strip() for key in ("why", "mend"))
    example = entry["example"].strip("\n")
    return Explanation(code=code, title=entry["title"], why=why, mend=mend, example=example)


def _wrapped(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(
        textwrap.fill(" ".join(p.split()), 78, initial_indent="  ", subsequent_indent="  ")
        for p in paragraphs
    )


def _page(told: Explanation) -> str:
    fence = "```"
    return (
        f"---\ntitle: {_quoted(f'{told.code}: {told.title}')}\n---\n\n"
        f"# {told.code}: {told.title}\n\n{told.why}\n\n"
        f"## How to mend it\n\n{told.mend}\n\n"
        f"## Example\n\n{fence}text\n{told.example}\n{fence}\n"
    )


def _index() -> str:
    parts = ["---\ntitle: Problems by code\n---\n\n# Problems by code\n"]
    parts.append(
        "Each problem that `silkline check` tells has a code. Codes never change their meaning. "
        "`silkline explain CODE` shows the same text as these pages.\n"
    )
    for letters, kind in KINDS.items():
        codes = [t for code, t in explanations().items() if code.startswith(letters)]
        if codes:
            lines = [f"- [{t.code}]({t.code}.md): {t.title}" for t in codes]
            parts.append(f"## {kind}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    write_error_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
