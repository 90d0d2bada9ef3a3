# What the engine says of itself, as pages: the commands from the parser, the settings from the
# words beside each field, the columns of tables from the profiles. Written nowhere twice, and a
# test makes the pages again, so that they cannot rot. Above the command line, whose parser it asks.
"""The reference pages of the documentation."""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from silkline import config
from silkline.cli import make_parser

FOLDER: Final = "reference"

_PROFILES: Final = (
    "indicator-package-1.json",
    "reference-package-1.json",
    "register-package-1.json",
)
_TEXT: Final = "string"
"""Type of a column for which the profile names none."""
_LIST: Final = """\
- [Commands](commands.md): what `silkline` can do, and the options of each command
- [Settings](settings.md): what can be set in `mkdocs.yml`
- [Past one machine](../scale.md): building on a cluster
- [Tables](tables.md): the tables of a data package, column by column
- [Packages of other profiles](other-profiles.md): packages made for something else
- [Python](python.md): reading indicators and tables as pandas data frames, from anywhere
- [Problems by code](../errors/index.md): every message, why the rule is there and how to mend it
"""
_PACKAGE: Final = """\
A data package is a folder with `datapackage.json` and its tables in `data/`: UTF-8, commas, one
line feed at the end of each row, sorted by the key. Every column is there, in this order, and an
empty cell says that there is nothing to say. The profiles that packages are checked against say
the same to programs.
"""


def reference_pages() -> dict[str, str]:
    """Markdown pages by file name."""
    return {
        "commands.md": _commands_page(make_parser()),
        "index.md": _page("Reference", _LIST),
        "settings.md": _settings_page(),
        "tables.md": _tables_page(),
    }


def write_reference(docs_dir: Path) -> None:
    """Write the pages to `reference/` of a documentation folder."""
    folder = docs_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _page(title: str, *parts: str) -> str:
    head = f"---\ntitle: {title}\n---\n\n# {title}\n"
    return "\n".join((head, *parts))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


# --- commands ---


def _commands_page(parser: argparse.ArgumentParser) -> str:
    parts = [f"{parser.description} {parser.epilog}\n"]
    for name, command in _commands(parser).items():
        usage = " ".join([parser.prog, name, *_usage(command)])
        parts.append(f"## {name}\n\n{command.description}\n\n```sh\n{usage}\n```\n")
        rows = [(f"`{_spelling(action)}`", _help(action)) for action in _arguments(command)]
        parts.append(_table(("argument", "meaning"), rows))
    return _page("Commands", *parts)


def _commands(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    return next(dict(a.choices) for a in _actions(parser) if isinstance(a.choices, dict))


def _arguments(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    return (a for a in _actions(command) if "--help" not in a.option_strings)


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    # `format_help` breaks lines by the terminal and words by Python's version; nothing else is told
    # in public.
    return parser._actions  # noqa: SLF001


def _usage(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in _arguments(command):
        if action.option_strings:
            told = _valued(action.option_strings[-1], action)
            yield told if action.required else f"[{told}]"
        elif action.nargs == "*":
            yield f"[{_value(action)}...]"
        else:
            yield f"[{_value(action)}]" if action.nargs == "?" else _value(action)


def _spelling(action: argparse.Action) -> str:
    if not action.option_strings:
        return _value(action)
    *short, long = action.option_strings
    return ", ".join((*short, _valued(long, action)))


def _valued(option: str, action: argparse.Action) -> str:
    return f"{option} {_value(action)}" if action.nargs != 0 else option


def _value(action: argparse.Action) -> str:
    choices = list(action.choices or ())
    return choices[0] if len(choices) == 1 else str(action.metavar or action.dest.upper())


def _help(action: argparse.Action) -> str:
    choices = list(action.choices or ())
    one_of = f"; one of {', '.join(choices)}" if len(choices) > 1 else ""
    return f"{action.help}{one_of}"


# --- settings ---


def _settings_page() -> str:
    told = _documented(config.Config)
    own = {name: told[name].partition(": ")[2] for name in config.OPTIONS}
    other = {name: text for name, text in told.items() if name not in {*own, "root", "scheduler"}}
    example = (files("silkline") / "starter" / config.SETTINGS).read_text(encoding="utf-8")
    return _page(
        "Settings",
        "All settings stand in `mkdocs.yml`; `silkline check` tells each mistake in it with its "
        "line.\n",
        f"## Options of the plugin `{config.PLUGIN}`\n",
        _table(("option", "meaning"), ((f"`{n}`", _capital(t)) for n, t in own.items())),
        "## Settings of MkDocs that Silkline reads too\n",
        _table(("name", "meaning"), ((f"`{n}`", t) for n, t in sorted(other.items()))),
        f"## Example\n\nThat of a new site:\n\n```yaml\n{example}```\n",
    )


def _documented(kind: type) -> dict[str, str]:
    """The text below each field of a class."""
    (node,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(node, ast.ClassDef)
    told: dict[str, str] = {}
    for field, text in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            assert isinstance(text, ast.Expr)
            told[field.target.id] = inspect.cleandoc(str(ast.literal_eval(text.value)))
    return told


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


# --- tables ---


def _tables_page() -> str:
    parts = [_PACKAGE]
    for file in _PROFILES:
        text = (files("silkline") / "schemas" / file).read_text(encoding="utf-8")
        parts += _profile(json.loads(text))
    return _page("Tables", *parts)


def _profile(profile: Mapping[str, Any]) -> Iterator[str]:
    address, required = profile["$id"], set(_required(profile))
    yield f"## {profile['title']}\n\n{profile['description']} `$schema` is `{address}`.\n"
    for name, rules in profile["definitions"].items():
        schema = rules["properties"]["schema"]["properties"]
        key = ", ".join(f"`{column}`" for column in schema["primaryKey"]["const"])
        may = "" if name in required else " A package may leave this table out."
        yield f"### {name}\n\nKey: {key}.{may}\n"
        yield _table(
            ("column", "type", "code list", "what it holds"),
            map(_column, schema["fields"]["items"]),
        )


def _required(profile: Mapping[str, Any]) -> Iterator[str]:
    for rule in profile["allOf"]:
        if "properties" in rule:
            yield rule["properties"]["resources"]["contains"]["properties"]["name"]["const"]


def _column(item: Mapping[str, Any]) -> tuple[str, str, str, str]:
    rules = {key: rule["const"] for key, rule in item["properties"].items()}
    codes = f"`{rules['codelist']}`" if "codelist" in rules else ""
    return f"`{rules['name']}`", rules.get("type", _TEXT), codes, item["$comment"]


if __name__ == "__main__":
    write_reference(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
