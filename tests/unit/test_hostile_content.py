# Content comes from strangers: whatever stands in a file, the answer is a list of problems. The
# random numbers have fixed seeds, so a failure can be run again.
"""Broken and hostile files give problems, never a traceback."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from running import here
from silkline.config import load_config
from silkline.load import load_catalog, load_notebook, load_package
from silkline.marks import read_json, read_yaml
from silkline.problems import Problem, SilklineError, has_errors, render_text
from silkline.validate import validate_package

STARTER: Final = Path(__file__).parent.parent.parent / "src/silkline/starter"
PACKAGE: Final = Path("datapackages/nordic-population")
ROUNDS: Final = 40
BITS: Final = (
    *(b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"{", b"[", b"]", b"}", b":"),
    *(b"null", b"1e999", b"-", b"'", b"\\ud800", b"\\", b"NaN", b"=cmd|' /C calc'!A0", b"../"),
    *(
        b"\xe2\x80\xae",
        b"true",
        b"[" * 200,
        b'{"a":' * 150,
        b"&a",
        b"*a",
        b"!!python/name:os",
        b"#",
    ),
)


def mangled(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them removed, repeated or replaced by troublesome ones."""
    for _ in range(chance.randint(1, 4)):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        end = min(end, at + 40)
        middle = chance.choice((b"", data[at:end] * 2, chance.choice(BITS), b"7", b"x" * 30))
        data = data[:at] + middle + data[end:]
    return data


def noise(chance: random.Random) -> bytes:
    """Random bytes, or troublesome bits in a random order."""
    if chance.random() < 0.5:
        return chance.randbytes(chance.randint(0, 200))
    return b"".join(chance.choices(BITS, k=chance.randint(1, 30)))


@pytest.mark.parametrize("read", [read_json, read_yaml])
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_noise_is_read_or_refused(read: Callable[..., object], seed: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(noise(random.Random(seed)))
    try:
        problems: tuple[Problem, ...] = ()
        read(path, tmp_path)
    except SilklineError as error:
        problems = error.problems
    assert all(p.code[2:] in {"001", "002", "003", "004"} for p in problems)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_mangled_descriptor_or_table_gives_problems(seed: int, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(STARTER, root)
    chance = random.Random(seed)
    files = [root / PACKAGE / "datapackage.json", *sorted((root / PACKAGE / "data").iterdir())]
    for path in chance.sample(files, 2):
        path.write_bytes(mangled(path.read_bytes(), chance))
    package, problems = load_package(root / PACKAGE, root)
    if package is not None:
        _, found = validate_package(package, root, {"areas": frozenset({"DNK"})})
        problems += found
    assert isinstance(render_text(problems), str)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_mangled_settings_give_problems(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    text = (STARTER / "mkdocs.yml").read_bytes()
    path.write_bytes(mangled(text, random.Random(seed)))
    config, problems = load_config(path)
    assert config is not None or has_errors(problems)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_mangled_notebook_gives_problems(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "story.ipynb"
    text = (STARTER / "notebooks/nordic-population.ipynb").read_bytes()
    path.write_bytes(mangled(text, random.Random(seed)))
    notebook, problems = load_notebook(path, tmp_path)
    assert (notebook is None) == has_errors(problems)


def test_settings_that_are_objects_of_odd_kinds_give_problems(tmp_path: Path) -> None:
    odd = (
        "null",
        "[]",
        "3",
        "{a: 1}",
        "[[1]]",
        "'text'",
        "!ENV NOTHING",
        "2026-01-01",
        "~",
        '"\\0"',
    )
    names = ("plugins", "theme", "site_name", "site_url", "docs_dir", "repo_url")
    path = tmp_path / "mkdocs.yml"
    for name in names:
        for value in odd:
            path.write_text(f"{name}: {value}\n", encoding="utf-8")
            load_config(path)
    options = ("focus", "peers", "headlines", "packages_dir", "workers", "agency", "repository")
    for name in options:
        for value in odd:
            text = f"site_name: X\nplugins:\n  - silkline:\n      {name}: {value}\n"
            path.write_text(text, encoding="utf-8")
            load_config(path)


def test_links_out_of_the_site_are_reported_and_nothing_is_read(tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(STARTER, root)
    (root / "datapackages/leak").symlink_to("/etc")
    (root / "notebooks/leak.ipynb").symlink_to("/etc/hostname")
    config, _ = load_config(root / "mkdocs.yml")
    assert config is not None
    _, problems = load_catalog(config)
    assert render_text(problems) == (
        "datapackages/leak: error DP006: the folder of a package may not be a link\n"
        "  help: put the package itself here: links are not followed.\n"
        "notebooks/leak.ipynb: error NB001: this is not a regular file\n"
        "  help: put a plain file here: links, folders and pipes are not followed."
    )


def test_checking_runs_nothing_of_a_site(starter: Path) -> None:
    ran = starter / "ran"
    program = f"open({str(ran)!r}, 'w')\n"
    (starter / "hook.py").write_text(program, encoding="utf-8")
    (starter / PACKAGE / "prepare.py").write_text(program, encoding="utf-8")
    with (starter / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        call = f"!!python/object/apply:builtins.open [{str(ran)!r}, w]"
        settings.write(f"\nhooks: [hook.py]\nextra: {call}\n")
    notebook = starter / "notebooks/nordic-population.ipynb"
    story = json.loads(notebook.read_text(encoding="utf-8"))
    next(c for c in story["cells"] if c["cell_type"] == "code")["source"] = program
    notebook.write_text(json.dumps(story), encoding="utf-8")
    done = here("check", "--workers", "0", cwd=starter)
    assert "no problems" in done.err, done.out
    assert not ran.exists()
