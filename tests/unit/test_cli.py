# The command line as its user meets it: exit codes, and all that is printed. Commands are called in
# this process and without workers, on a fresh copy of the starter site; `built` is the one that a
# process of its own has made and built.
"""Commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from starter_tasks import ALL

from changes import replace
from silkline import __version__, cli
from silkline.cli import FINE, STOPPED, USAGE, WRONG, main

PACKAGE = "datapackages/nordic-population"
TABLE = f"{PACKAGE}/data/observations.csv"
COMMANDS = (
    *("build", "check", "diff", "serve", "plan", "prepare", "new", "import"),
    *("export", "release", "urls", "explain", "clean"),
)


class Said(NamedTuple):
    """What a command gave: its exit code, standard output, and standard error without seconds."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands in the folder of a site."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        code = main([str(a) for a in arguments])
        out, err = self._capsys.readouterr()
        return Said(code, out, re.sub(r" +\d+\.\d s$", " 0 s", err, flags=re.MULTILINE))


@pytest.fixture
def shell(
    starter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """In a copy of the starter site, on a machine that is not one of GitHub's."""
    monkeypatch.chdir(starter)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return Shell(capsys)


# --- asking for help ---


def test_help_lists_every_command_and_the_exit_codes(shell: Shell) -> None:
    said = shell("--help")
    assert (said.code, said.err) == (FINE, "")
    assert re.findall(r"^    (\w+) {2,}\S", said.out, flags=re.MULTILINE) == list(COMMANDS)
    last = said.out.splitlines()[-1]
    assert last == "Exit codes: 0 fine, 1 problems in the content, 2 wrong usage."


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_what_it_does(shell: Shell, command: str) -> None:
    said = shell(command, "--help")
    assert (said.code, said.err) == (FINE, "")
    assert said.out.startswith(f"usage: silkline {command} [-h]")
    assert re.search(r"^[A-Z][^\n]+\.$", said.out, flags=re.MULTILINE)


def test_the_version_is_told(shell: Shell) -> None:
    assert shell("--version") == Said(FINE, f"silkline {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "silkline: error: the following arguments are required: COMMAND"),
        (
            ("build", "--workers", "-1"),
            "argument --workers: '-1' is no number of processes, such as 0 or 4",
        ),
        (("check", "--workers", "two"), "'two' is no number of processes, such as 0 or 4"),
        (("check", "--format", "xml"), "argument --format: invalid choice: 'xml'"),
        (("new", "page", "x"), "invalid choice: 'page'"),
        (("bild",), "invalid choice: 'bild'"),
    ],
)
def test_a_wrong_command_line_is_usage(
    shell: Shell, arguments: tuple[str, ...], message: str
) -> None:
    said = shell(*arguments)
    assert (said.code, said.out) == (USAGE, "")
    assert said.err.startswith("usage: silkline")
    assert message in said.err.splitlines()[-1]


@pytest.mark.parametrize("command", ["build", "check", "serve", "plan", "prepare", "clean"])
def test_a_site_that_is_not_there_is_a_problem(shell: Shell, command: str) -> None:
    assert shell(command, "--config", "other.yml") == Said(
        WRONG,
        "other.yml: error CF001: this file is missing\n  help: put the file here.\n",
        "1 error\n",
    )


def test_ctrl_c_stops_without_a_traceback(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("silkline.scaffold.new_site", interrupted)
    stopped = "stopped; what is published is whole\n"
    assert shell("new", "site", "x") == Said(STOPPED, "", stopped)


# --- check ---

STAGES = "load packages 0 s\ncheck packages 0 s\ncompute indicators 0 s\ncompare releases 0 s\n"


def test_check_finds_nothing_wrong_with_a_new_site(shell: Shell) -> None:
    assert shell("check", "--workers", "0") == Said(FINE, "", f"{STAGES}no problems\n")
    assert not Path("site").exists()


def test_check_tells_each_problem_and_counts_them(shell: Shell) -> None:
    replace(Path(TABLE), "DNK,2016,5728010,,A", "DNK,2016,many,,A")
    assert shell("check", "--workers", "0") == Said(
        WRONG,
        f"{TABLE}:3:4: error TB004: 'obs_value' is \"many\", not a number\n"
        "     3 | population,DNK,2016,many,,A,wdi-population-2026-07,"
        '"raw/sp.pop.totl.csv#cell=3,4",\n'
        "       |                     ^^^^\n"
        "  help: write a number such as 1234.5, or leave it empty and set obs_status to M "
        "(missing).\n",
        f"{STAGES}1 error\n",
    )


def test_on_github_problems_are_written_for_its_pages(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = shell("plan", "--config", "other.yml")
    assert said.out == (
        "::error file=other.yml,title=CF001::this file is missing. put the file here.\n"
    )


# --- plan ---


def test_plan_says_what_will_run_and_runs_nothing(shell: Shell) -> None:
    assert shell("plan") == Said(
        FINE,
        "".join(f"{task}: new\n" for task in ALL) + "42 of 42 tasks will run\n",
        "no problems\n",
    )
    assert not Path(".silkline").exists()


def test_a_plan_of_broken_content_ends_where_the_data_are_missing(shell: Shell) -> None:
    Path(TABLE).write_bytes(b"")
    assert shell("plan") == Said(
        WRONG,
        "validate:nordic-population: new\nvalidate:reference: new\n2 of 2 tasks will run\n"
        f"{TABLE}: error TB001: the table is empty\n"
        "  help: write at least the header row; leave an optional table out of the descriptor.\n",
        "1 error\n",
    )


# --- explain ---


def test_explain_tells_all_about_a_code(shell: Shell) -> None:
    assert shell("explain", "cf010") == Said(
        FINE,
        "CF010: The site has no name\n\n"
        "Why\n  The name stands on every page and in every download.\n\n"
        "How to mend it\n  Add `site_name` to `mkdocs.yml`.\n\n"
        "Example\n"
        "  mkdocs.yml:1:1: error CF010: the site has no name\n"
        "       1 | site_description: Population of five Nordic countries, each figure with its "
        "source.\n"
        "         | ^\n"
        "    help: add `site_name: Name of the site` at the top.\n",
        "",
    )


def test_explain_lists_all_codes(shell: Shell) -> None:
    said = shell("explain")
    assert (said.code, said.err) == (FINE, "")
    codes = [line[:5] for line in said.out.splitlines()]
    assert codes == sorted(set(codes))
    assert "TB004  A cell is not of its column's type" in said.out.splitlines()


def test_a_code_that_does_not_exist_is_usage(shell: Shell) -> None:
    told = "silkline: there is no code 'XX1'; `silkline explain` lists all\n"
    assert shell("explain", "XX1") == Said(USAGE, "", told)


# --- prepare ---


def test_prepare_makes_the_tables_that_are_committed(shell: Shell) -> None:
    told = "nordic-population: as committed\nno problems\n"
    assert shell("prepare", "--check") == Said(FINE, "", told)
    assert shell("prepare", "nordic-population") == Said(FINE, "", told)


def test_prepare_writes_what_differs_and_names_it(shell: Shell) -> None:
    before = Path(TABLE).read_bytes()
    replace(Path(TABLE), "DNK,2016,5728010,", "DNK,2016,5728011,")
    assert shell("prepare", "--check").code == WRONG
    assert Path(TABLE).read_bytes() != before
    told = "nordic-population: data/observations.csv\nno problems\n"
    assert shell("prepare") == Said(FINE, "", told)
    assert Path(TABLE).read_bytes() == before


def test_prepare_says_nothing_of_a_package_that_it_cannot_make(shell: Shell) -> None:
    said = shell("prepare", "tea")
    assert (said.code, said.err) == (WRONG, "1 error\n")
    assert said.out.startswith(
        "datapackages/tea/prepare.py: error DP040: there is no package 'tea'\n"
    )


# --- new ---


def test_new_begins_a_site_and_says_how_to_go_on(shell: Shell, starter: Path) -> None:
    told = (
        "a site in tea and more; build it with: cd 'tea and more' && silkline build\nno problems\n"
    )
    assert shell("new", "site", "tea and more") == Said(FINE, "", told)
    assert (starter / "tea and more/mkdocs.yml").is_file()


def test_new_overwrites_nothing(shell: Shell) -> None:
    said = shell("new", "site", "docs")
    assert (said.code, said.err) == (WRONG, "1 error\n")
    assert said.out == (
        "docs: error PB030: a new site needs an empty folder, and it holds 'index.md'\n"
        "  help: name a folder that does not exist yet, or an empty one.\n"
    )


def test_new_begins_content_that_is_in_order(shell: Shell) -> None:
    told = (
        "tables in datapackages/tea/data; replace what says placeholder, or use `silkline import`"
    )
    assert shell("new", "package", "tea") == Said(FINE, "", f"{told}\nno problems\n")
    assert shell("new", "indicator", "tea", "coffee") == Said(FINE, "", f"{told}\nno problems\n")
    assert shell("new", "indicator", "nordic-population", "density") == Said(
        FINE,
        "",
        "rows in datapackages/nordic-population/data; add what makes them to prepare.py, and "
        "replace the placeholders\nno problems\n",
    )
    assert shell("new", "story", "tea-time") == Said(
        FINE,
        "",
        "a story in notebooks/tea-time.ipynb; replace what says placeholder\nno problems\n",
    )
    assert shell("check", "--workers", "0") == Said(FINE, "", f"{STAGES}no problems\n")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("indicator", "tea"), "PACKAGE ID"),
        (("package", "tea", "coffee"), "one NAME"),
        (("story", "tea", "coffee"), "one NAME"),
        (("site", "tea", "coffee"), "one NAME"),
    ],
)
def test_new_takes_as_many_names_as_it_needs(
    shell: Shell, arguments: tuple[str, ...], wanted: str
) -> None:
    message = f"silkline: `silkline new {arguments[0]}` takes {wanted}\n"
    assert shell("new", *arguments) == Said(USAGE, "", message)


# --- import ---


def test_import_shows_first_and_writes_when_told(shell: Shell) -> None:
    Path("tea.csv").write_text("Country,Year,Value\nNorway,2020,1\n", encoding="utf-8")
    shell("new", "package", "tea")
    command = ("import", "tea.csv", "--package", "tea", "--indicator", "tea")
    shown = shell(*command)
    assert (shown.code, shown.err) == (
        FINE,
        (
            "nothing is written; add --write, with --retrieved and --licence, to write it\n"
            "no problems\n"
        ),
    )
    assert shown.out.startswith("tea.csv: a long table, header in row 1\n")
    refused = shell(*command, "--write")
    assert (refused.code, refused.err) == (WRONG, "1 error\n")
    assert refused.out == shown.out + (
        "datapackages/tea/data/sources.csv: error IM008: it is not said when the file was "
        "retrieved\n  help: add the day, such as --retrieved 2026-03-31.\n"
    )
    done = shell(*command, "--write", "--retrieved", "2026-03-01", "--licence", "cc-by-4.0")
    assert (done.code, done.err) == (
        FINE,
        (
            "written in datapackages/tea: data/observations.csv, data/sources.csv, raw/SHA256SUMS, "
            "raw/SOURCE.md, raw/tea.csv; removed: raw/placeholder.csv\nno problems\n"
        ),
    )
    assert shell("check", "--workers", "0") == Said(FINE, "", f"{STAGES}no problems\n")


def test_import_asks_where_the_values_go(shell: Shell) -> None:
    said = shell("import", "tea.csv")
    assert (said.code, said.out) == (USAGE, "")
    wanted = "the following arguments are required: --package, --indicator"
    assert said.err.splitlines()[-1] == f"silkline import: error: {wanted}"


# --- clean and serve ---


def test_clean_removes_what_is_kept_and_nothing_else(shell: Shell) -> None:
    Path(".silkline/cache/keys").mkdir(parents=True)
    Path("site").mkdir()
    told = "removed .silkline/cache; the published site is as it was\n"
    assert shell("clean") == Said(FINE, "", told)
    assert not Path(".silkline/cache").exists()
    assert Path("site").is_dir()
    assert shell("clean").code == FINE, "there may be nothing to remove"


def test_serve_hands_over_the_site_and_its_address(
    shell: Shell, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[tuple[Path, str]] = []
    monkeypatch.setattr("silkline.plugin.serve_with_mkdocs", lambda *a: served.append(a))
    assert shell("serve", "--address", "127.0.0.1:8765").code == FINE
    assert served == [(starter / "mkdocs.yml", "127.0.0.1:8765")]


# --- build ---


def test_a_new_site_builds_at_once_and_has_its_pages(built: Path) -> None:
    pages = {p.relative_to(built / "site").as_posix() for p in built.glob("site/**/*.html")}
    areas = {f"economies/{code}/index.html" for code in ("DNK", "FIN", "ISL", "NOR", "SWE")}
    lists = (
        "claims",
        "compare",
        "data",
        "economies",
        "indicators",
        "packages",
        "search",
        "sources",
        "stories",
        "topics",
    )
    assert pages == areas | {f"{name}/index.html" for name in lists} | {
        "404.html",
        "embed/indicators/population/index.html",
        "embed/stories/nordic-population-1/index.html",
        "index.html",
        "indicators/population/index.html",
        "packages/nordic-population/index.html",
        "packages/reference/index.html",
        "sources/wdi-population-2026-07/index.html",
        "stories/nordic-population/index.html",
        "topics/population/index.html",
    }


def test_build_tells_each_stage_and_what_it_made(
    built: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built)
    shutil.rmtree("site")
    said = shell("build", "--workers", "0", "--site-dir", "other")
    files = int(re.search(r"(\d+) files", said.err)[1])  # type: ignore[index]
    more = "draw charts 0 s\nrun notebooks 0 s\nunpack releases 0 s\n"
    more += "check claims 0 s\npublish data 0 s\n"
    assert said == Said(
        FINE,
        "",
        f"{STAGES}{more}render pages 0 s\ndraw images 0 s\nwrite the site 0 s\n"
        f"20 pages, {files} files; 0 tasks run, 42 kept\nno problems\n",
    )
    published = [path for path in Path("other").rglob("*.*") if path.is_file()]
    assert 0 < files < len(published)  # which are pages too, and scripts and typefaces
    assert not Path("site").exists()
    assert Path("other/index.html").is_file()


def test_build_tells_problems_and_publishes_nothing(shell: Shell) -> None:
    replace(Path("mkdocs.yml"), "site_name:", "sitename:")
    said = shell("build", "--workers", "0")
    assert said.code == WRONG
    assert "mkdocs.yml:1:1: error CF010: the site has no name\n" in said.out
    assert not Path("site").exists()


def test_only_the_known_formats_are_offered() -> None:
    assert sorted(cli.RENDERERS) == ["github", "json", "sarif", "text"]
