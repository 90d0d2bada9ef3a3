# Building through MkDocs, in this process: what MkDocs finds wrong is told with its place, and
# nothing is published then. The starter is built without its story, which needs a kernel.
"""The MkDocs plugin."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from changes import replace
from running import run
from silkline.model import BuildReport, Digest, KeptFile
from silkline.plugin import build_with_mkdocs, staging
from silkline.plugin.additions import add_file
from silkline.plugin.heard import Ear, as_problems
from silkline.plugin.previewing import Content, Preview
from silkline.plugin.staging import Staging
from silkline.plugin.taken import Taken
from silkline.problems import SilklineError, render_text

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


def test_a_package_that_others_lean_on_is_told_when_it_cannot_be_read(root: Path) -> None:
    replace(root / "datapackages/reference/datapackage.json", '"name": "units"', '"name": "un{"')
    told = refused(root)
    assert "datapackages/reference/datapackage.json:" in told
    assert "error DP010" in told


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


def test_a_block_that_code_shows_is_left_alone(root: Path) -> None:
    home = root / HOME
    shown = "\n```html\n<!-- silkline:headlong -->\n```\n"
    home.write_text(home.read_text(encoding="utf-8") + shown, encoding="utf-8")
    assert build(root).problems == ()
    assert "silkline:headlong" in (root / "site/index.html").read_text(encoding="utf-8")


def test_raw_html_that_leads_nowhere_or_loads_from_elsewhere_is_not_published(root: Path) -> None:
    home = root / HOME
    added = '\n<a href="tea/">Tea</a> <img src="https://example.org/tea.png" alt="Tea">\n'
    home.write_text(home.read_text(encoding="utf-8") + added, encoding="utf-8")
    assert refused(root) == (
        "index.html: error PB023: the link 'tea/' leads nowhere\n"
        "  help: mend the address.\n"
        "index.html: error PB025: the page loads 'https://example.org/tea.png' from another host\n"
        "  help: put the file into the site, or make it a link."
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


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Staging]:
    """Beside a published site, opened, with a new site in it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/old.html").write_text("old", encoding="utf-8")
    made = Staging(tmp_path / "site")
    made.open()
    (made.folder / "new.html").write_text("new", encoding="utf-8")
    yield made
    made.close()


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a system that cannot let folders change places."""
    monkeypatch.setattr(staging, "_exchange", lambda *_: False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_ended_while_it_clears_away_clears_all_away(
    place: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    def ended(told: int, _frame: object) -> None:
        raise KeyboardInterrupt(told)

    def remove_slowly(folder: Path) -> None:
        os.kill(os.getpid(), number)
        remove(folder)

    remove, before = staging._remove, signal.signal(number, ended)
    monkeypatch.setattr(staging, "_remove", remove_slowly)
    try:
        with pytest.raises(KeyboardInterrupt) as told:
            place.close()
        assert signal.getsignal(number) is ended
    finally:
        signal.signal(number, before)
    assert told.value.args == (number,)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("steps", [1, 2])
def test_the_new_site_takes_the_place_of_the_old_one(
    place: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    if steps == 2:
        in_two_steps(monkeypatch)
    place.publish()
    assert names(tmp_path / "site") == ["new.html"]
    place.close()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_folders_change_places_in_one_step_where_the_system_can(
    place: Staging, tmp_path: Path
) -> None:
    if sys.platform != "linux":
        pytest.skip("Linux only")
    assert staging._exchange(place.folder, tmp_path / "site")
    assert (names(tmp_path / "site"), names(place.folder)) == (["new.html"], ["old.html"])
    assert not staging._exchange(place.folder, tmp_path / "nowhere")


def test_a_build_that_ends_between_two_steps_is_made_good_by_the_next(
    place: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_two_steps(monkeypatch)
    step = Path.rename

    def killed(path: Path, target: Path) -> Path:
        if path == place.folder:
            raise KeyboardInterrupt
        return step(path, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        place.publish()
    assert not (tmp_path / "site").exists()
    os.close(place._lock or 0)  # as the system does for a process that has ended
    place._lock = None
    monkeypatch.setattr(Path, "rename", step)
    after = Staging(tmp_path / "site")
    after.open()
    assert names(tmp_path / "site") == ["old.html"]
    assert list(after.folder.iterdir()) == []
    after.close()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    first = Staging(tmp_path / "deep/site")
    first.open()
    first.publish()
    first.close()
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["site"]


def test_where_the_published_folder_is_a_link_it_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    made = Staging(tmp_path / "site")
    made.open()
    (made.folder / "new.html").touch()
    made.publish()
    made.close()
    assert (tmp_path / "site").is_symlink()
    assert names(tmp_path / "real") == ["new.html"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["real", "site"]


def test_one_build_at_a_time_writes_a_site(place: Staging, tmp_path: Path) -> None:
    second = Staging(tmp_path / "site")
    with pytest.raises(SilklineError, match="another build is writing this site"):
        second.open()
    second.close()
    assert names(place.folder) == ["new.html"]
    place.close()
    second.open()
    second.close()


def test_a_cache_that_cannot_be_written_is_a_problem(root: Path) -> None:
    (root / ".silkline").touch()
    report = build(root)
    assert [p.code for p in report.problems] == ["PB006"]
    assert [p.name for p in (root / "site").iterdir()] == ["old.html"]


def test_a_preview_builds_when_something_has_changed_and_only_then(tmp_path: Path) -> None:
    page, builds = tmp_path / "page.md", list[str]()
    page.write_text("one", encoding="utf-8")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    server.watch(str(tmp_path))
    content = Content(folders=(), renew=lambda _: frozenset())
    preview = Preview(server, lambda: builds.append("whole"), content)
    server.builder()
    assert builds == []
    page.write_text("two", encoding="utf-8")
    server.builder()
    server.builder()
    assert builds == ["whole"]
    page.unlink()
    preview.build()
    server.server_close()
    assert builds == ["whole", "whole"]


def test_a_kept_file_that_is_gone_when_it_is_wanted_is_told(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins._current_plugin = "silkline"
    gone = KeptFile(uri="data/a.csv", size=1, sha256=Digest("0" * 64), path=root / "gone")
    files = Files([])
    add_file(files, config, gone, Taken(None, root / "site"))
    with pytest.raises(SilklineError) as stopped:
        files.copy_static_files(dirty=False)
    assert render_text(stopped.value.problems) == (
        "data/a.csv: error PB005: the file cannot be read: "
        "it was kept for this build and is gone\n"
        "  help: build again, and let no other program empty the `cache_dir` meanwhile."
    )


# --- stories ---

MADE_ANEW = """\
import sys
from pathlib import Path
from silkline.plugin import build_with_mkdocs
report = build_with_mkdocs(Path(sys.argv[1]), workers=0)
loaded = {name.partition(".")[0] for name in sys.modules}
print(len(report.problems), *sorted(loaded & {"nbconvert", "mistune"}))
"""
STORY = "stories/nordic-population/index.html"


def test_a_story_s_page_is_the_same_with_and_without_what_mkdocs_jupyter_loads(
    tmp_path: Path,
) -> None:
    root = Path(shutil.copytree(STARTER, tmp_path / "site"))
    pages = []
    for settings, loaded in (
        ("", "0\n"),
        ("      highlight_extra_classes: x\n", "0 mistune nbconvert\n"),
    ):
        text = (root / SETTINGS).read_text("utf-8")
        line = next(one for one in text.splitlines(keepends=True) if "execute: false" in one)
        (root / SETTINGS).write_text(text.replace(line, f"{line}{settings}"), "utf-8")
        done = run(sys.executable, "-c", MADE_ANEW, root / SETTINGS, cwd=root)
        assert (done.out, done.err) == (loaded, "")
        pages.append((root / "site" / STORY).read_bytes())
    assert pages[0] == pages[1]
