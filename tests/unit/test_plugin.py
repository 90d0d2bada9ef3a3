# Building through MkDocs, in this process: what MkDocs finds wrong is told with its place, and
# nothing is published then. The starter is built without its story, which needs a kernel.
"""The MkDocs plugin."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from changes import digests, replace
from silkline.model import BuildReport
from silkline.plugin import build_with_mkdocs
from silkline.plugin.heard import Ear, as_problems
from silkline.plugin.staging import staging, take_place
from silkline.problems import render_text

STARTER = Path(__file__).parents[2] / "src/silkline/starter"
SETTINGS = "mkdocs.yml"
HOME = "docs/index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The starter without its story, and with a site published before."""
    made = Path(shutil.copytree(STARTER, tmp_path / "site"))
    (made / "notebooks/nordic-population.ipynb").unlink()
    (made / "site").mkdir()
    (made / "site/old.html").write_text("published before", encoding="utf-8")
    return made


def build(root: Path, **options: Path) -> BuildReport:
    return build_with_mkdocs(root / SETTINGS, workers=0, **options)


def refused(root: Path) -> str:
    """What a build tells that must publish nothing and leave nothing behind."""
    beside = sorted(root.iterdir())
    report = build(root)
    assert [p.name for p in (root / "site").iterdir()] == ["old.html"]
    assert [p for p in sorted(root.iterdir()) if p.name != ".silkline"] == beside
    return render_text(report.problems)


def test_a_build_takes_the_place_of_the_published_site(root: Path) -> None:
    report = build(root)
    assert render_text(report.problems) == ""
    assert not (root / "site/old.html").exists()
    assert (root / "site/indicators/population/index.html").is_file()
    assert sorted(p.name for p in root.glob(".site*")) == []


def test_another_folder_may_be_built_into(root: Path) -> None:
    build(root, site_dir=root / "other")
    assert (root / "other/index.html").is_file()
    assert (root / "site/old.html").is_file()


def test_blocks_of_hand_written_pages_are_filled(root: Path) -> None:
    build(root)
    home = (root / "site/index.html").read_text(encoding="utf-8")
    assert "silkline:headlines" not in home
    assert 'href="indicators/population/' in home


# --- what MkDocs says ---


def test_settings_that_mkdocs_refuses_are_told_with_their_line(root: Path) -> None:
    replace(root / SETTINGS, "name: material", "name: materiel")
    told = refused(root)
    assert told.startswith(
        "mkdocs.yml:5:3: error CF020: MkDocs refuses the configuration: "
        "Config value 'theme': Unrecognised theme name: 'materiel'."
    )
    assert told.endswith("\n  help: mend the setting that the message names.")


def test_what_else_is_wrong_is_told_too(root: Path) -> None:
    replace(root / SETTINGS, "name: material", "name: materiel")
    observations = root / "datapackages/nordic-population/data/observations.csv"
    replace(observations, "2016,5728010,,A", "2016,many,,A")
    assert [p.code for p in build(root).problems] == ["TB004", "CF020"]


def test_a_link_to_nowhere_is_told_and_nothing_is_published(root: Path) -> None:
    home = root / HOME
    home.write_text(home.read_text(encoding="utf-8") + "\n[Tea](tea.md)\n", encoding="utf-8")
    assert refused(root) == (
        "docs/index.md: error PB020: Doc file 'index.md' contains a link 'tea.md', but the target "
        "is not found among documentation files.\n"
        "  help: mend the page or the setting; nothing is published while MkDocs warns."
    )


def test_a_block_that_is_not_made_is_told_with_its_page(root: Path) -> None:
    replace(root / HOME, "silkline:headlines", "silkline:headlong")
    assert refused(root) == (
        "docs/index.md: error PB020: Doc file 'index.md' asks for a block 'headlong' that is not "
        "made\n"
        "  help: mend the page or the setting; nothing is published while MkDocs warns."
    )


def test_a_page_that_takes_the_address_of_a_generated_one_is_told(root: Path) -> None:
    (root / "docs/indicators").mkdir()
    (root / "docs/indicators/population.md").write_text("# Mine\n", encoding="utf-8")
    assert refused(root) == (
        "docs/indicators/population.md: error PB002: two things want the address "
        "'indicators/population.md': this file and one that the build makes\n"
        "  help: rename this file."
    )


def test_settings_that_do_not_exist_are_told_before_mkdocs_is_asked(root: Path) -> None:
    (root / SETTINGS).unlink()
    assert [p.code for p in build(root).problems] == ["CF001"]


def test_a_mended_site_is_told_nothing_of_what_was_wrong_before(root: Path) -> None:
    replace(root / HOME, "silkline:headlines", "silkline:headlong")
    assert [p.code for p in build(root).problems] == ["PB020"]
    replace(root / HOME, "silkline:headlong", "silkline:headlines")
    assert build(root).problems == ()


# --- warnings ---


def test_only_what_is_said_between_start_and_stop_is_heard() -> None:
    log, ear = logging.getLogger("mkdocs.tea"), Ear()
    log.warning("before")
    ear.start()
    log.info("no warning")
    log.warning("Doc file 'tea.md' has no pot")
    ear.stop()
    log.warning("after")
    assert ear.texts == ["Doc file 'tea.md' has no pot"]
    ear.start()
    ear.stop()
    assert ear.texts == []


def test_a_warning_is_told_once_at_its_page_or_the_settings() -> None:
    found = as_problems(["The nav has no tea", "Doc file 'tea.md': no pot", "The nav has no tea"])
    assert [(p.where.path, p.message) for p in found] == [
        ("docs/tea.md", "Doc file 'tea.md': no pot"),
        ("mkdocs.yml", "The nav has no tea"),
    ]


# --- changing places ---


def test_the_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for folder, text in ((target, "old"), (staging(target), "new")):
        folder.mkdir()
        (folder / f"{text}.html").write_text(text, encoding="utf-8")
    take_place(staging(target), target)
    assert sorted(digests(tmp_path)) == ["site/new.html"]


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    staging(tmp_path / "site").mkdir()
    take_place(staging(tmp_path / "site"), tmp_path / "site")
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
