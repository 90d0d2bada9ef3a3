# A build that is asked for when nothing has changed ends at once, and says what the build said that
# made the site. What makes a site not stand is tried in tests/unit/test_standing.py.
"""Building a site that stands already."""

from __future__ import annotations

import os
from pathlib import Path

from changes import digests
from running import Command
from silkline.plugin import build_with_mkdocs
from silkline.problems import has_errors
from silkline.standing import BESIDE, beside

STANDS = "nothing has changed: the site of the last build stands"
PAGE = "site/indicators/population/index.html"
NO_PLACE = '\n<a href="indicators/population/#nowhere">There</a>\n'


def test_a_site_that_stands_is_told_as_it_was_and_not_made_again(
    starter: Path, silkline: Command
) -> None:
    page = starter / "docs/index.md"
    page.write_text(page.read_text("utf-8") + NO_PLACE, encoding="utf-8")
    first = silkline("build", cwd=starter)
    made = {p: p.stat().st_ino for p in (starter / "site").rglob("*")}
    again = silkline("build", cwd=starter)
    assert first.code == again.code == 0
    assert " warning PB023: " in first.out
    assert again.out == first.out
    pages, _, tasks = first.err.splitlines()[-2].rpartition("; ")
    assert tasks == "42 tasks run, 0 kept"
    problems = first.err.splitlines()[-1]
    assert again.err.splitlines() == [STANDS, f"{pages}; 0 tasks run, 42 kept", problems]
    assert {p: p.stat().st_ino for p in (starter / "site").rglob("*")} == made
    # Other ways of telling the same.
    told = silkline("build", "--format", "json", "--workers", "1", cwd=starter)
    assert told.err.splitlines()[0] == STANDS
    assert '"code": "PB023"' in told.out


def test_a_page_that_somebody_changed_is_made_good(starter: Path, silkline: Command) -> None:
    assert silkline("build", cwd=starter).code == 0
    whole = digests(starter / "site")
    page = starter / PAGE
    before = page.stat()
    page.write_bytes(page.read_bytes().replace(b"population", b"p0pulation"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_size == before.st_size
    assert digests(starter / "site") != whole
    again = silkline("build", cwd=starter)
    assert STANDS not in again.err
    assert digests(starter / "site") == whole
    assert STANDS in silkline("build", cwd=starter).err
    assert not any(beside(starter / "site", name).exists() for name in BESIDE)


def test_a_site_with_a_hook_may_read_anything_and_is_built_each_time(
    starter: Path, silkline: Command
) -> None:
    (starter / "hook.py").write_text("", encoding="utf-8")
    settings = starter / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nhooks: [hook.py]\n", encoding="utf-8")
    assert silkline("build", cwd=starter).code == 0
    assert STANDS not in silkline("build", cwd=starter).err


def test_files_that_are_the_same_are_taken_over_as_they_lie_there(built: Path) -> None:
    home, settings, site = built / "docs/index.md", built / "mkdocs.yml", built / "site"

    def build() -> None:
        report = build_with_mkdocs(settings, site_dir=site, workers=0)
        assert not has_errors(report.problems)

    def changed() -> dict[Path, os.stat_result]:
        home.write_text(f"{home.read_text('utf-8')}\nSeen once more.\n", encoding="utf-8")
        return {p: p.stat() for p in site.rglob("*") if p.is_file()}

    build()
    page = built / PAGE
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"population", b"p0pulation"))
    changed()
    build()  # somebody changed a page, so it is not known what lies there
    assert page.read_bytes() == whole
    before = changed()
    build()
    kept = {p for p, then in before.items() if p.stat().st_ino == then.st_ino}
    assert {page, site / "data/v1/latest/manifest.json"} <= kept
    written = {p.relative_to(site).as_posix() for p in before.keys() - kept}
    assert {p for p in written if p.endswith(".html")} == {"index.html", "404.html"}
    assert all(p.stat().st_nlink == 1 for p in before)
    text = settings.read_text("utf-8")
    assert "site_name: " in text
    settings.write_text(text.replace("site_name: ", "site_name: New "), encoding="utf-8")
    build()  # every page shows it
    pages = [p for p in site.rglob("index.html") if "embed" not in p.parts]
    assert len(pages) > 10
    assert all('property="og:site_name" content="New ' in p.read_text("utf-8") for p in pages)
