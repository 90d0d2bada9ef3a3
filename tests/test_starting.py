# What a process of ours loads. Most commands are done in less time than the libraries of a build
# take to be imported, so each is imported by the command that needs it.
"""How commands begin."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import pytest

from running import run

HEAVY: Final = frozenset(
    {"PIL", "altair", "duckdb", "frictionless", "mkdocs", "nbclient", "nbformat", "numpy"}
    | {"openpyxl", "pandas", "vl_convert", "yaml", "jsonschema", "jinja2"}
)
TOLD: Final = """
import sys
from silkline import cli
code = cli.main()
print("\\n" + " ".join(sorted(name for name, found in sys.modules.items() if found)))
sys.exit(code)
"""


def loaded(*arguments: str, cwd: Path) -> frozenset[str]:
    """What a process has imported when a command is done."""
    done = run(sys.executable, "-c", TOLD, *arguments, cwd=cwd)
    assert done.code == 0, done.out + done.err
    return frozenset(done.out.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("build", "--help"), ("explain",)])
def test_what_needs_no_library_loads_none(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(*arguments, cwd=tmp_path) & HEAVY == set()


def test_checking_what_is_sound_loads_no_validator_of_cells_no_kernel_and_no_generator(
    starter: Path,
) -> None:
    found = loaded("check", cwd=starter)
    assert {"jsonschema", "silkline.load"} <= found
    unasked = {"isoduration", "rfc3987_syntax"}  # of formats that no schema asks to be checked
    unused = {"PIL", "altair", "frictionless", "mkdocs", "nbclient", "nbformat", "pandas"}
    rooms = {"silkline.charts", "silkline.pictures", "silkline.publish", "silkline.render"}
    assert found & (unasked | unused | rooms) == set()


def test_a_cell_without_end_is_told_by_our_rule_whatever_is_loaded(starter: Path) -> None:
    table = starter / "datapackages/nordic-population/data/observations.csv"
    text = table.read_text(encoding="utf-8").rstrip("\n")
    table.write_text(f'{text}"{"x" * 200_000}"\n', encoding="utf-8", newline="\n")
    plain = run(sys.executable, "-m", "silkline", "check", cwd=starter)
    loaded_too = "import frictionless; from silkline.cli import main; main()"
    told = run(sys.executable, "-c", loaded_too, "check", cwd=starter)
    assert "a cell has 200000 characters; at most 10000 are read" in plain.out
    assert told.out == plain.out
