# How what the engine made becomes files and pages in MkDocs' sense, and the other way round for
# the search index.
"""MkDocs files and pages from the engine's, and back."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import TableOfContents

from silkline import addresses
from silkline.config.settings import NOTEBOOKS
from silkline.model import Anchor, Digest, KeptFile, Page, StaticFile
from silkline.notebooks import page_made
from silkline.problems import Location, Problem, SilklineError
from silkline.publish import FIRST_RULES, FIRST_SCRIPT, STATIC

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as MkDocsPage

    from silkline.drawing import Story
    from silkline.plugin.taken import Taken

ENGINE: Final = Path(__file__).parent.parent
"""The folder of the engine, with its theme and static files."""


_APART: Final = InclusionLevel.NOT_IN_NAV
_OTHERWISE: Final = ("execute", "highlight_extra_classes", "ignore_h1_titles")
"""Settings of mkdocs-jupyter that change what comes of the engine's template."""


class _StaticFile(File):
    """A file that is served as it is: a package's README.md is data of a stranger, not a page."""

    taken: Taken
    sha256: Digest

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 (as MkDocs calls it)
        if self.taken.take(self.dest_uri, self.sha256):
            return
        try:
            super().copy_file(dirty)
        except FileNotFoundError as gone:
            raise SilklineError(_gone(self.src_uri)) from gone


def add_page(files: Files, config: MkDocsConfig, uri: str, content: str) -> None:
    """Adds a generated page. Raises SilklineError where an author's file has the same address."""
    _refuse_taken(files, uri)
    files.append(File.generated(config, uri, content=content, inclusion=_APART))


def add_file(files: Files, config: MkDocsConfig, file: StaticFile, taken: Taken) -> None:
    """Adds a static file. Raises SilklineError where an author's file has the same address."""
    _refuse_taken(files, file.uri)
    kind = _StaticFile
    if isinstance(file, KeptFile):
        made = kind.generated(config, file.uri, abs_src_path=str(file.path), inclusion=_APART)
    else:
        made = kind.generated(config, file.uri, content=file.content, inclusion=_APART)
    assert isinstance(made, _StaticFile)
    made.taken, made.sha256 = taken, file.sha256
    files.append(made)


def _refuse_taken(files: Files, uri: str) -> None:
    if files.get_file_from_path(uri) is not None:
        raise SilklineError(_taken(uri))


def notebook_page(folder: str, config: MkDocsConfig, uri: str, content: bytes) -> File:
    """A story on disk: mkdocs-jupyter finds a file by the folder it pretends to come from."""
    path = Path(folder, uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return File(uri, folder, config.site_dir, config.use_directory_urls)


def _gone(uri: str) -> Problem:
    return Problem(
        code="PB005",
        where=Location(path=uri),
        message="the file cannot be read: it was kept for this build and is gone",
        hint="build again, and let no other program empty the `cache_dir` meanwhile.",
    )


def _taken(uri: str) -> Problem:
    return Problem(
        code="PB002",
        where=Location(path=f"docs/{uri}"),
        message=f"two things want the address {uri!r}: this file and one that the build makes",
        hint="rename this file.",
    )


def first_script() -> tuple[str, str]:
    """The script that runs before the first paint, and its digest for the policy of the pages.

    It stands in each page: as a file it would keep the page waiting for the style sheet, which a
    browser loads before it runs a script that comes later. The digest is of the engine's own file,
    so the policy lets nothing else run that found its way into a page.
    """
    return _inside(FIRST_SCRIPT.name, FIRST_SCRIPT.read_text(encoding="utf-8").strip())


def first_styles() -> tuple[str, str]:
    """The styles that stand in the page of an indicator, and their digest.

    Such a page asks for the style sheet below what is seen first, and these are the typefaces and
    the rules for that part: a browser paints it while the rest is still on its way.
    """
    up = "../" * addresses.indicator_page("x").count("/")
    folder = f"{up}{addresses.asset('fonts')}/"
    sheets = (STATIC / "fonts.css", FIRST_RULES)
    text = "".join(sheet.read_text("utf-8").strip() for sheet in sheets)
    return _inside(FIRST_RULES.name, text.replace("url(./fonts/", f"url({folder}"))


def _inside(name: str, text: str) -> tuple[str, str]:
    if "</" in text or "<!--" in text:
        raise ValueError(f"{name} cannot stand in a page")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return text, f"sha256-{digest}"


def undated(archive: Path) -> None:
    """Writes a gzip file anew without the time at which it was packed, if there is one."""
    if archive.is_file():
        archive.write_bytes(gzip.compress(gzip.decompress(archive.read_bytes()), mtime=0))


def pass_markdown_by(page: MkDocsPage) -> None:
    """Lets a page without Markdown be rendered as MkDocs would, without a parser of its own."""

    def render(config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001 (as MkDocs calls it)
        page.content, page.toc, page.present_anchor_ids = "", TableOfContents([]), set()

    page.render = render  # type: ignore[method-assign]


def pass_notebook_by(page: MkDocsPage, story: Story, config: MkDocsConfig) -> None:
    """Tells a page of a story what it is, and lets it be as mkdocs-jupyter would make it."""
    page.meta.update(title=story.page.title, description=story.page.description)
    asked = config.plugins[NOTEBOOKS].config if NOTEBOOKS in config.plugins else {}
    made = page_made(story.run)
    if made is None or "render" not in vars(page) or any(map(asked.get, _OTHERWISE)):
        return

    def render(config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001 (as MkDocs calls it)
        page.content, page.title = made

    page.render = render  # type: ignore[method-assign]


def pass_source_by(page: MkDocsPage, told: Page) -> None:
    """Gives a page what MkDocs would read in the front matter that `told` is written with."""
    meta: dict[str, Any] = {"title": told.title, "description": told.description}
    if told.alternates:
        meta["alternates"] = [
            {"href": a.address, "type": a.type, "title": a.title} for a in told.alternates
        ]

    def read_source(config: MkDocsConfig) -> None:  # noqa: ARG001 (as MkDocs calls it)
        page.markdown, page.meta = "", meta

    page.read_source = read_source  # type: ignore[method-assign]


def searchable(page: MkDocsPage) -> Page:
    """What the search index holds of a hand-written page."""
    headings = tuple(_headings(page.toc))
    title = str(page.title)
    return Page(
        uri=page.file.src_uri,
        title=title,
        description=str(page.meta.get("description", "")),
        markdown="",
        kind="page",
        summary=str(page.meta.get("description", "")),
        anchors=tuple(
            Anchor(id=anchor, title=heading, title_zh="", summary=title)
            for anchor, heading in headings
            if heading != title
        ),
    )


def _headings(toc: Any) -> Iterator[tuple[str, str]]:
    """Anchor and text of each heading, inner ones too."""
    for item in toc:
        yield item.id, html.unescape(item.title)
        yield from _headings(item.children)


def filled_lists(made: Iterable[str], *, stories: bool) -> frozenset[str]:
    """Addresses of the lists to which it is worth leading, from those of all pages."""
    found = {f"{a.partition('/')[0]}/" for a in made if a.count("/") > 1}
    found |= {"stories/"} if stories else set()
    found |= {"compare/"} if "indicators/" in found else set()
    # A claim is of a source, so without sources there is none.
    found |= {"claims/"} if "sources/" in found else set()
    return frozenset(found)
