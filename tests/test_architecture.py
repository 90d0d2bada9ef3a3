# The rules of the house that a machine can check: style, types, direction of imports, sizes, who
# may import whose library, and that what the documents say is so.
"""The code as a whole."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml

from running import ROOT, run

BIN: Final = Path(sys.executable).parent
ENGINE: Final = ROOT / "src/silkline"
MODULE_LINES: Final = 400
MEDIAN_MODULE_LINES: Final = 150
FUNCTION_LINES: Final = 60
MEDIAN_FUNCTION_LINES: Final = 8
COMPLEXITY: Final = 10

OWNERS: Final = {
    "altair": {"charts"},
    "duckdb": {"tabular"},
    "frictionless": {"tabular"},
    "jinja2": {"plugin", "render"},
    "jsonschema": {"charts", "load"},
    "mkdocs": {"plugin"},
    "mkdocs_jupyter": {"plugin", "notebooks"},
    "nbclient": {"notebooks"},
    "nbformat": {"notebooks"},
    "openpyxl": {"importing"},
    "pandas": {"reader"},
    "PIL": {"pictures"},
    "vl_convert": {"charts"},
    "yaml": {"marks"},
}
"""The rooms that may import a library; the others ask the room."""


def modules() -> list[Path]:
    return sorted(p for p in ENGINE.rglob("*.py") if "starter" not in p.parts)


def room(path: Path) -> str:
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body without its docstring."""
    body = function.body
    first = body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = body[1].lineno if is_docstring and len(body) > 1 else first.lineno
    return (function.end_lineno or start) - start + 1


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports", "--no-cache"),
    ],
    ids=" ".join,
)
def test_the_tool_finds_nothing(command: tuple[str, ...]) -> None:
    done = run(BIN / command[0], *command[1:], cwd=ROOT)
    assert done.code == 0, done.out + done.err


def test_the_locks_are_made_from_the_requirements_as_they_are() -> None:
    done = run(sys.executable, "tools/lock.py", "--check", cwd=ROOT)
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ENGINE)))
def test_a_module_has_a_limit(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


def test_half_of_the_modules_are_short() -> None:
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in modules()]
    assert statistics.median(lines) <= MEDIAN_MODULE_LINES


def test_functions_are_short() -> None:
    found = {f"{p.name}:{f.name}": body_lines(f) for p in modules() for f in functions(p)}
    assert {name: n for name, n in found.items() if n > FUNCTION_LINES} == {}
    assert statistics.median(found.values()) <= MEDIAN_FUNCTION_LINES


@pytest.mark.parametrize("name", sorted({room(path) for path in modules()}))
def test_a_room_says_for_maintainers_what_it_is_for(name: str) -> None:
    folder = ENGINE / name
    door = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    assert door.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ENGINE)))
def test_a_module_says_what_it_holds(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_known_to_its_room_only(library: str) -> None:
    found = {room(path) for path in modules() if library in imported(path)}
    assert found <= OWNERS[library]


def test_only_the_command_line_prints() -> None:
    printing = {
        room(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    }
    assert printing <= {"cli"}


def spoken(path: Path) -> Iterator[str]:
    """The texts in a module that it works with; docstrings may give examples."""
    module = tree(path)
    documents = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and id(node) not in documents:
            yield str(node.value)


def test_the_engine_knows_nothing_of_the_observatory() -> None:
    # Chinese is a language of every site; the country is a subject of this one.
    said = re.compile(r"\bChina\b|\bBeijing\b|\bQianhai\b|\bdds-|\bCHN\b|Observatory")
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in modules()
        for text in spoken(path)
        if said.search(text)
    ]
    assert found == []


def test_every_problem_code_in_the_engine_is_explained() -> None:
    used = {
        code
        for path in modules()
        for code in re.findall(
            r'"((?:CF|DP|TB|DC|CL|RG|NB|CH|IM|PB)\d{3})"', path.read_text("utf-8")
        )
    }
    explained = {
        code
        for path in sorted((ENGINE / "codes").glob("*.toml"))
        for code in tomllib.loads(path.read_text(encoding="utf-8"))
    }
    assert used
    assert used - explained == set()


def test_no_file_names_the_machine_or_the_registries_it_was_made_on() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    said = re.compile(rb"/wor[k]/|/tmp/bas[h]|pypi\.or[g]|pythonhoste[d]|npmj[s]\.|/opt/pyp[i]")
    found = [
        name
        for name in listed.stdout.decode().split("\0")
        if name and (ROOT / name).is_file() and said.search((ROOT / name).read_bytes())
    ]
    assert found == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_every_file_that_a_document_links_to_exists(name: str) -> None:
    document = ROOT / name
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing == []


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `silkline (\w+)", text, flags=re.MULTILINE))
    shown = run(BIN / "silkline", "--help", cwd=ROOT).out
    assert told == set(re.findall(r"^    (\w+) {2,}\S", shown, flags=re.MULTILINE))


def test_every_make_target_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", ".github/workflows/test.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        named = re.findall(r"(?:`|^|run: )make ([a-z-]+)", text, flags=re.MULTILINE)
        assert named
        assert set(named) <= targets, name


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert citation["version"] == project["version"]
    assert f"\n## [{project['version']}] - " in changes


def test_the_build_requirements_are_pinned_as_they_are_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = set(project["build-system"]["requires"])
    lines = (ROOT / "requirements/build.in").read_text(encoding="utf-8").splitlines()
    assert asked <= {line for line in lines if not line.startswith("#")}
