# A site that is said to stand is not built, so whatever could make another site must be noticed:
# also what keeps size and time, and what happens within one tick of a clock. No build is needed for
# that; tests/test_again.py tries the command.
"""Whether the site of the last build still stands."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest

from silkline import standing as room
from silkline.config import load_config
from silkline.model import BuildReport
from silkline.problems import Location, Problem, Severity
from silkline.standing import BESIDE, Standing, Work, beside, keep, look, standing

SETTINGS: Final = """\
site_name: Teas
site_url: !ENV [TEA_URL, "https://example.org/"]
plugins: [silkline]
"""
WARNING: Final = Problem(
    code="DC012",
    where=Location(path="datapackages/teas/data/observations.csv", line=3, column=2, field="unit"),
    message="a “tea” is no unit",
    hint="mend it.",
    severity=Severity.WARNING,
    excerpt="oolong,1",
)
REPORT: Final = BuildReport(
    ran=("validate:teas", "pages"),
    reused=("files",),
    problems=(WARNING,),
    stages=(("load packages", 0.5),),
    pages=7,
    files=11,
)
TOLD: Final = Standing(problems=(WARNING,), pages=7, files=11, tasks=3)
VALUES: Final = "datapackages/teas/values.csv"


@pytest.fixture(params=["just written", "written long ago"])
def work(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A site that stands, and an engine of one file."""
    root, engine = tmp_path / "teas", tmp_path / "engine"
    for name, text in {
        "teas/mkdocs.yml": SETTINGS,
        "teas/docs/index.md": "# Teas\n",
        f"teas/{VALUES}": "1.5\n",
        "teas/site/index.html": "<h1>Teas</h1>",
        "teas/site/data/values.csv": "1.5\n",
        "teas/.silkline/cache/objects/a": "kept",
        "engine/render.py": "print()\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(room, "_ENGINE", engine)
    if request.param == "written long ago":
        later = SimpleNamespace(time_ns=lambda: time.time_ns() + 10**10, sleep=time.sleep)
        monkeypatch.setattr(room, "time", later)
    config, problems = load_config(root / "mkdocs.yml")
    assert config is not None
    assert problems == ()
    made = Work(settings=root / "mkdocs.yml", config=config, site=root / "site")
    seen = look(made)
    assert seen is not None
    keep(made, seen, REPORT)
    return made


def rewrite(path: Path, text: str) -> None:
    """Writes another text of the same length and puts the time of writing back."""
    before = path.stat()
    assert len(text) == before.st_size
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_nobody_touched_stands_and_tells_what_the_build_told(work: Work) -> None:
    assert standing(work) == TOLD
    assert standing(work) == TOLD


CHANGES: Final[dict[str, Callable[[Path], object]]] = {
    "a value": lambda r: (r / VALUES).write_text("1.25\n"),
    "a value of the same size, at the same time": lambda r: rewrite(r / VALUES, "1.6\n"),
    "the settings": lambda r: rewrite(r / "mkdocs.yml", SETTINGS.replace("Teas", "Ties")),
    "a file is gone": lambda r: (r / VALUES).unlink(),
    "a file is new": lambda r: (r / "docs/about.md").write_text(""),
    "a hidden file is new": lambda r: (r / "docs/.pages").write_text(""),
    "a file has another name": lambda r: (r / VALUES).rename(r / "datapackages/teas/value.csv"),
    "a folder is a link": lambda r: (r / "docs/more").symlink_to(r / "datapackages"),
    "a file of the engine": lambda r: rewrite(r.parent / "engine/render.py", "print( \n"),
    "a page": lambda r: (r / "site/index.html").write_text("<h1>Tea</h1>"),
    "a page of the same size, at the same time": lambda r: rewrite(
        r / "site/index.html", "<h1>Ties</h1>"
    ),
    "a page is gone": lambda r: (r / "site/index.html").unlink(),
    "a page is new": lambda r: (r / "site/other.html").write_text(""),
    "a page has another name": lambda r: (r / "site/index.html").rename(r / "site/home.html"),
    "a page is a link": lambda r: (
        (r / "site/index.html").rename(r / "page"),
        (r / "site/index.html").symlink_to(r / "page"),
    ),
    "two pages changed places": lambda r: (
        (r / "site/index.html").rename(r / "site/a"),
        (r / "site/data/values.csv").rename(r / "site/index.html"),
        (r / "site/a").rename(r / "site/data/values.csv"),
    ),
    "the site is gone": lambda r: shutil.rmtree(r / "site"),
    "a kept result": lambda r: rewrite(r / ".silkline/cache/objects/a", "lost"),
    "all kept results are gone": lambda r: shutil.rmtree(r / ".silkline"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_noticed(work: Work, change: Callable[[Path], object]) -> None:
    change(work.config.root)
    assert standing(work) is None


@pytest.mark.parametrize("name", BESIDE)
def test_what_a_build_left_behind_or_has_under_way_is_noticed(work: Work, name: str) -> None:
    beside(work.site, name).mkdir()
    assert standing(work) is None


@pytest.mark.parametrize("name", ["TEA_URL", "SILKLINE_ISOLATION", "SOURCE_DATE_EPOCH"])
def test_what_the_settings_look_up_is_noticed(
    work: Work, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COFFEE_URL", "which nobody asks for")
    assert standing(work) == TOLD
    monkeypatch.setenv(name, "1")
    assert standing(work) is None


def test_another_library_or_interpreter_is_noticed(
    work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as other:
        other.setattr("sys.version", "3.99")
        assert standing(work) is None
    assert standing(work) == TOLD
    (tmp_path / "more/tea-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "more")
    assert standing(work) is None


def test_another_folder_is_another_site(work: Work, tmp_path: Path) -> None:
    other = shutil.copytree(work.site, tmp_path / "other")
    assert standing(Work(settings=work.settings, config=work.config, site=other)) is None


def test_what_no_build_reads_changes_nothing(work: Work) -> None:
    root = work.config.root
    for name in (".git/HEAD", "docs/node_modules/a.js", "docs/__pycache__/a.pyc", "env/pyvenv.cfg"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")
    assert standing(work) == TOLD


def test_what_is_only_written_again_is_read_once(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work.config.root / VALUES).write_text("1.5\n", encoding="utf-8")
    assert standing(work) == TOLD
    later = SimpleNamespace(time_ns=lambda: time.time_ns() + 10**11, sleep=time.sleep)
    monkeypatch.setattr(room, "time", later)
    assert standing(work) == TOLD
    monkeypatch.setattr(room, "_digest", lambda _path: pytest.fail("a file is read"))
    assert standing(work) == TOLD


def test_what_changes_while_a_build_runs_is_not_taken_for_what_it_read(work: Work) -> None:
    values = work.config.root / VALUES
    values.write_text("1.6\n", encoding="utf-8")
    seen = look(work)
    assert seen is not None
    values.write_text("1.7\n", encoding="utf-8")
    keep(work, seen, REPORT)
    assert standing(work) is None
    rewrite(values, "1.6\n")
    assert standing(work) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"inputs": 1, "surroundings": 2}'])
def test_a_damaged_record_is_none(work: Work, text: str) -> None:
    [record] = (work.config.cache_dir / "sites").iterdir()
    record.write_text(text, encoding="utf-8")
    assert standing(work) is None


def test_records_of_sites_that_are_no_more_are_removed(work: Work, tmp_path: Path) -> None:
    other = shutil.copytree(work.site, tmp_path / "other")
    elsewhere = Work(settings=work.settings, config=work.config, site=other)
    seen = look(work)
    assert seen is not None
    keep(elsewhere, seen, REPORT)
    records = work.config.cache_dir / "sites"
    assert len(list(records.iterdir())) == 2
    shutil.rmtree(other)
    keep(work, seen, REPORT)
    assert len(list(records.iterdir())) == 1
