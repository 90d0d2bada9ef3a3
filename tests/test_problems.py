# One file for each code: how to break the starter site, and everything that an author is then told.
# Whole messages are compared, because a message is what an author has in hand.
"""Every problem code, provoked, with its complete message."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from silkline.checking import check_site
from silkline.config import load_config
from silkline.explain import all_codes
from silkline.load import load_readable
from silkline.marks import relative
from silkline.problems import render_text
from silkline.validate import validate_package

CASES: Final = Path(__file__).parent / "problems"
STARTER: Final = Path(__file__).parent.parent / "src/silkline/starter"
TESTS: Final = Path(__file__).parent

FILES: Final = {path.stem: path for path in sorted(CASES.glob("*.yaml"))}


def case(code: str) -> dict[str, Any]:
    return dict(yaml.safe_load(FILES[code].read_text(encoding="utf-8")))


@pytest.mark.parametrize("code", sorted(FILES))
def test_an_author_is_told_exactly_what_is_wrong(code: str, tmp_path: Path) -> None:
    steps = case(code)
    root = broken_site(steps, tmp_path / "site")
    assert told(root) == steps["expected"].rstrip("\n")
    assert re.search(rf"^\S.*: (error|warning|note) {code}: ", steps["expected"], re.MULTILINE)


def test_every_code_is_provoked_by_a_case_here_or_by_another_test() -> None:
    others = "".join(p.read_text(encoding="utf-8") for p in sorted(TESTS.rglob("test_*.py")))
    assert [c for c in all_codes() if c not in FILES and c not in others] == []


def test_the_starter_site_is_in_order(tmp_path: Path) -> None:
    assert told(broken_site({}, tmp_path / "site")) == ""


def test_a_mistake_in_one_package_hides_nothing_in_another(tmp_path: Path) -> None:
    broken = ("datapackages/nordic-population/datapackage.json", '"version": "1.0.0",', "")
    wrong = ("datapackages/reference/data/topics.csv", ",1\n", ",first\n")
    steps = {"change": {path: [[old, new]] for path, old, new in (broken, wrong)}}
    text = told(broken_site(steps, tmp_path / "site"))
    assert 'datapackage.json:1:1: error DP009: "version" is missing' in text
    assert "topics.csv:2:6: error TB004: 'order' is \"first\", not a whole number" in text


def test_what_a_descriptor_tells_of_the_whole_hides_nothing_in_its_tables(tmp_path: Path) -> None:
    package = "datapackages/nordic-population"
    changes = {
        f"{package}/datapackage.json": [['"version": "1.0.0"', '"version": "first"']],
        f"{package}/data/observations.csv": [[",A,", ",X,"]],
    }
    root = broken_site({"change": changes}, tmp_path / "site")
    codes = re.findall(
        r"^datapackages/nordic-population/(\S+?):\d.*error (\w+)", told(root), re.MULTILINE
    )
    assert codes == [("data/observations.csv", "TB017"), ("datapackage.json", "DP009")]


ODD: Final = (None, 5, True, "", "x", [], {}, [5], [{}], {"zh": 5}, {"zh": {"title": 5}})
"""What a member of a descriptor may be by mistake."""


def test_whatever_a_descriptor_tells_of_the_whole_its_tables_are_checked(tmp_path: Path) -> None:
    root = broken_site({}, tmp_path / "site")
    folder = root / "datapackages/nordic-population"
    file = folder / "datapackage.json"
    written = json.loads(file.read_text(encoding="utf-8"))
    tried = 0
    for member in written.keys() - {"$schema", "name", "resources"}:
        for odd in ODD:
            file.write_text(json.dumps({**written, member: odd}), encoding="utf-8")
            package, problems = load_readable(folder, root)
            if package is not None:
                tried += 1
                tables, found = validate_package(package, root, {})
                assert len(tables) == len(written["resources"])
                assert {p.where.path for p in found} <= {relative(file, root)}
            else:
                assert any(p.code != "DP009" for p in problems), (member, odd)
    assert tried > 100


def told(root: Path) -> str:
    """What checking a site tells its author."""
    config, problems = load_config(root / "mkdocs.yml")
    if config is not None:
        problems = check_site(replace(config, workers=0), problems).problems
    return render_text(problems)


def broken_site(steps: Mapping[str, Any], root: Path) -> Path:
    """The starter site with the steps of a case done to it, in the order of STEPS."""
    shutil.copytree(STARTER, root)
    for extra in steps.get("with", ()):
        shutil.copytree(CASES / "with" / extra, root, dirs_exist_ok=True)
    for name, step in STEPS.items():
        for path, value in steps.get(name, {}).items():
            step(root / path, value)
    return root


def remove(path: Path, _value: object) -> None:
    path.unlink()


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_bytes(path: Path, digits: str) -> None:
    path.write_bytes(bytes.fromhex(digits))


def put_first(path: Path, digits: str) -> None:
    path.write_bytes(bytes.fromhex(digits) + path.read_bytes())


def put_before(path: Path, value: list[str]) -> None:
    text, digits = value
    before, mark, after = path.read_bytes().partition(text.encode())
    assert mark
    path.write_bytes(before + bytes.fromhex(digits) + mark + after)


def move(path: Path, target: str) -> None:
    path.rename(site_of(path) / target)


def change(path: Path, pairs: list[list[str]]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, f"{path.name} does not hold {old!r}"
        text = text.replace(old, new, 1)
    write(path, text)


def link(path: Path, target: str) -> None:
    path.symlink_to(target)


def end_lines(path: Path, ending: str) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", ending.encode()))


def enlarge(path: Path, size_bytes: int) -> None:
    os.truncate(path, size_bytes)


def site_of(path: Path) -> Path:
    """The root of the site that a path is in."""
    return next(p for p in path.parents if (p / "mkdocs.yml").is_file())


STEPS: Final[Mapping[str, Callable[[Path, Any], None]]] = {
    "remove": remove,
    "write": write,
    "bytes": write_bytes,
    "begin": put_first,
    "insert": put_before,
    "move": move,
    "change": change,
    "link": link,
    "line_ends": end_lines,
    "size": enlarge,
}
