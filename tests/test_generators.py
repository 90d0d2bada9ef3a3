# The generator of pages must be replaceable. ProperDocs continues MkDocs 1.6 and takes its plugins
# and themes as they are: the same site must come out of it, byte for byte, and what is wrong must
# stop it, too. Zensical takes neither: it is given the site as Markdown and files.
"""The same site by other generators of pages."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hostile_site import write_hostile_site
from hostile_strings import corpora, seen
from watching import watch

from changes import digests, replace
from running import Finished, here, run
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROPERDOCS: Final = (sys.executable, "-m", "properdocs", "build", "--config-file", "mkdocs.yml")
ZENSICAL: Final = (sys.executable, "-m", "zensical", "build", "--strict")
HOST: Final = "https://nordic.example/"
OF_ITS_FRAME: Final = (
    *("var palette=__md_get(", "var target=document.getElementById(location.hash"),
    '{"annotate":',
)
"""How scripts begin that stand in every page by Zensical."""
AS_MANY_KINDS: Final = (
    *("index.html", "indicators/population/", "economies/SWE/", "packages/nordic-population/"),
    *("stories/nordic-population/", "sources/", "glossary/", "registers/", "timeline/", "404.html"),
)
OF_ZENSICAL: Final = re.compile(
    r"404\.html|assets/(images|javascripts|stylesheets)/.*|search\.json|sitemap\.xml"
    r"|assets/silkline/frame\.css"
)
OF_MKDOCS: Final = {"404.html", "_headers", "sitemap.xml", "sitemap.xml.gz"}
"""What each makes for itself."""


def properdocs(root: Path) -> Finished:
    return run(*PROPERDOCS, "--site-dir", "other", cwd=root)


def zensical(root: Path) -> Path:
    """The site as exported and built; what generators would take for pages is put in its place."""
    done = here("export", "out", "--workers", "0", cwd=root)
    assert (done.code, done.out) == (0, ""), done.out + done.err
    told = "build them with: cd out && zensical build && cp -r beside/. site/"
    assert told in done.err.splitlines()
    built = run(*ZENSICAL, cwd=root / "out")
    assert built.code == 0, built.out + built.err
    shutil.copytree(root / "out/beside", root / "out/site", dirs_exist_ok=True)
    return root / "out/site"


class Elements(HTMLParser):
    """The elements of a page, with their attributes and the text of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += re.sub(r"\s+", "", data)
        if self.cdata_elem == "script":
            self.scripts.append(data)


def body(site: Path, name: str) -> tuple[list[tuple[str, dict[str, str]]], str]:
    """Elements and text of the part of a page that the engine made."""
    html = (site / name).read_text("utf-8").replace(' markdown="0"', "", 1)
    start = html.index('<div class="sk')
    depth = 0
    for tag in re.finditer(r"<(/?)div\b", html[start:]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            made = Elements(html[start : start + tag.start()])
            return made.found, made.text
    raise AssertionError(name)


def links(site: Path) -> Iterator[tuple[str, str]]:
    """Each page, and each address of the site that it asks for or leads to."""
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix()
        base = HOST if page == "404.html" else urljoin(HOST, page)
        for _, given in Elements(path.read_text("utf-8")).found:
            for name in ("href", "src", "data-spec", "data-points", "data-choices"):
                to = urlsplit(urljoin(base, given.get(name, "#")))
                if to.scheme == "https" and to.netloc == urlsplit(HOST).netloc:
                    yield page, unquote(to.path.lstrip("/"))


def test_properdocs_makes_the_site_that_mkdocs_makes(built: Path) -> None:
    done = properdocs(built)
    assert done.code == 0, done.err
    assert digests(built / "other") == digests(built / "site")


def test_properdocs_publishes_no_page_that_it_warns_of(built: Path) -> None:
    with (built / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[Nowhere](nowhere.md)\n")
    done = properdocs(built)
    assert done.code == 1
    assert done.out == (
        "\ndocs/index.md: error PB020: Doc file 'index.md' contains a link 'nowhere.md', "
        "but the target is not found among documentation files.\n"
        "  help: mend the page or the setting; nothing is published while MkDocs warns.\n"
    )
    assert not (built / "other").exists()


def test_zensical_makes_the_same_pages_of_an_export(built: Path) -> None:
    made, known = zensical(built), built / "site"
    ours, theirs = digests(known), digests(made)
    assert ours.keys() - theirs.keys() == OF_MKDOCS - theirs.keys()
    added = theirs.keys() - ours.keys()
    assert [name for name in added if not OF_ZENSICAL.fullmatch(name)] == []
    pages = {name for name in ours if name.endswith("index.html") and "embed/" not in name}
    assert len(pages) == 22
    search = "assets/silkline/search/"  # which tells of pages by hand only what MkDocs made of them
    same = {name for name in ours if not name.startswith(search)} - pages - OF_MKDOCS
    assert {name for name in same if ours[name] != theirs[name]} == set()
    for name in sorted(pages - {"index.html"}):
        assert body(made, name) == body(known, name), name
    home = (made / "index.html").read_text("utf-8")
    assert "silkline:headlines" not in home
    assert "10.6" in home


def test_no_link_of_pages_by_zensical_leads_nowhere(built: Path) -> None:
    made = zensical(built)
    found = set(links(made))
    assert len(found) > 400
    files = digests(made)
    missing = {
        (page, to)
        for page, to in found
        if to not in files and f"{to.rstrip('/')}/index.html".lstrip("/") not in files
    }
    assert missing == set()
    chart = Elements((made / "indicators/population/index.html").read_text("utf-8")).found
    assert ("svg", "img") in {(name, given.get("role")) for name, given in chart}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every text is one of our own hostile strings, by Zensical."""
    root = tmp_path_factory.mktemp("hostile")
    write_hostile_site(root, corpora()["own"])
    return zensical(root)


def test_strings_stay_inert_in_pages_by_zensical(hostile: Path) -> None:
    told = 0
    for path in sorted(hostile.rglob("*.html")):
        html = path.read_text("utf-8")
        elements = Elements(html)
        told += "&lt;script&gt;alert(1)" in html
        assert [script for script in elements.scripts if "alert(1)" in script] == [], path
        assert [given for _, given in elements.found if "onerror" in given] == [], path
    assert told > 40


@pytest.mark.browser
def test_nor_do_they_come_alive_in_a_browser(hostile: Path, browser: Browser) -> None:
    """Pages by Zensical have no policy, and its own templates read what is in them."""
    texts = [text for text in map(seen, corpora()["own"]) if "{" in text]
    shown, wrong = set[str](), {}
    with served(hostile) as url, closing(browser.new_context()) as context:
        watched = watch(context, inline=OF_ITS_FRAME)
        for name in AS_MANY_KINDS:
            watched.page.goto(f"{url}/{name}", wait_until="load")
            if found := [each for each in watched.found() if not each.startswith("error Missing")]:
                wrong[name] = found
            text = watched.page.locator("article.md-content__inner").text_content() or ""
            text = re.sub(r"\s+", " ", text)
            shown |= {each for each in texts if each in text}
    assert wrong == {}
    assert shown == set(texts)


def test_an_export_goes_into_a_folder_of_its_own_or_is_not_written(starter: Path) -> None:
    done = here("export", "docs", cwd=starter)
    assert done.code == 1
    assert done.out == (
        "docs: error PB030: an export needs an empty folder, and it holds 'index.md'\n"
        "  help: name a folder that does not exist yet, or an empty one.\n"
    )
    replace(starter / "datapackages/nordic-population/data/observations.csv", "2016,57", "2016,x")
    done = here("export", "out", "--workers", "0", cwd=starter)
    assert done.code == 1
    assert not (starter / "out").exists()


def test_a_page_that_asks_for_a_block_which_there_is_not_is_not_exported(starter: Path) -> None:
    page = starter / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n<!-- silkline:nothing -->\n", encoding="utf-8")
    done = here("export", "out", "--workers", "0", cwd=starter)
    assert done.code == 1
    assert done.out == (
        "docs/index.md: error PB020: "
        "Doc file 'index.md' asks for a block 'nothing' that is not made\n"
        "  help: mend the name of the block, or leave it out.\n"
    )
    assert not (starter / "out").exists()


def test_an_export_that_fails_leaves_nothing(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("silkline.exporting.settings_text", full)
    before = sorted(path.name for path in built.iterdir())
    done = here("export", "out", "--workers", "0", cwd=built)
    assert done.code == 1
    assert done.out == (
        "out: error PB031: the folder cannot be written: No space left on device\n"
        "  help: name a folder in a place where you may write.\n"
    )
    assert sorted(path.name for path in built.iterdir()) == before
