# No generator of pages lasts for ever. What the engine makes is plain Markdown and files, so it can
# be handed to any: pages with a title and a description, pages by hand with their blocks filled,
# stories as run, the front end, and the settings that Zensical, MkDocs and ProperDocs read.
"""The site as plain Markdown and files, for any generator."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Final

from silkline.addresses import page_address
from silkline.build import Site, build_site
from silkline.checking import Note, silent
from silkline.config import Config
from silkline.exporting.settings import settings_text
from silkline.marks import read_page_head, without_head
from silkline.model import Artifact, BuildReport, Page
from silkline.notebooks import story_html
from silkline.problems import Location, Problem, Problems, SilklineError, has_errors
from silkline.publish import (
    DirectorySink,
    front_end_files,
    in_yaml,
    search_files,
    security_files,
)
from silkline.render import not_made, with_blocks
from silkline.scaffold import in_the_way, unwritable

__all__ = ["BESIDE", "PAGES", "export_site"]

PAGES: Final = "docs"
"""Folder of the pages and of the files that they need."""
BESIDE: Final = "beside"
"""Folder of files that a generator would take for pages."""
_MARKDOWN: Final = (".markdown", ".md", ".mdown", ".mkd", ".mkdn")


def export_site(
    config: Config, target: Path, known: Problems = (), note: Note = silent
) -> BuildReport:
    """Writes the site to a folder that is new or empty, whole or not at all.

    Args:
        config: Of the site.
        target: The folder.
        known: Problems found before, such as those of the configuration.
        note: Told of each stage as it ends.
    """
    try:
        taken = in_the_way(target, "an export")
    except OSError as error:
        taken = (unwritable(target, error),)
    if taken:
        return BuildReport(ran=(), reused=(), problems=taken, stages=())
    site = build_site(config, known, note)
    if has_errors(site.report.problems):
        return site.report
    try:
        _write_whole(site, config, target)
    except OSError as error:
        return replace(site.report, problems=(unwritable(target, error),))
    except SilklineError as refused:
        return replace(site.report, problems=refused.problems)
    return site.report


def _write_whole(site: Site, config: Config, target: Path) -> None:
    """A folder that was half written is never in its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        made = Path(folder, "made")
        _write(site, config, made)
        made.rename(target)


def _write(site: Site, config: Config, folder: Path) -> None:
    pages, beside = DirectorySink(folder / PAGES), DirectorySink(folder / BESIDE)
    made = (*site.pages, *_stories(site))
    for page in made:
        pages.add_page(_movable(page))
    found = search_files((p for p in made if p.kind != "withdrawn"), site.synonyms)
    for artifact in (*site.files, *found, *security_files(config), *front_end_files()):
        (beside if artifact.uri.endswith(_MARKDOWN) else pages).add_file(artifact)
    for artifact in _by_hand(site, config.docs_dir):
        pages.add_file(artifact)
    for artifact in settings_text(config):
        DirectorySink(folder).add_file(artifact)


def _stories(site: Site) -> Iterator[Page]:
    for story in site.stories.values():
        yield replace(story.page, markdown=story_html(story.run))


def _movable(page: Page) -> Page:
    """The page as any generator takes it.

    Its file lies in the folder that is its address: some move links as if they led from the file.
    Title and description are HTML: Zensical and Material do not escape them.
    """
    return replace(
        page,
        uri=f"{page_address(page.uri)}index.md",
        title=escape(page.title),
        description=escape(page.description),
    )


def _by_hand(site: Site, folder: Path) -> Iterator[Artifact]:
    """What authors wrote, with the blocks that their pages ask for."""
    for path in _shown(sorted(folder.rglob("*")), folder):
        content = path.read_bytes()
        uri = path.relative_to(folder).as_posix()
        if path.suffix == ".md":
            head, body = _parted(path, folder)
            filled, unknown = with_blocks(body, site.blocks)
            if unknown:
                raise SilklineError(*(_not_made(folder, uri, name) for name in unknown))
            content = (head + filled).encode()
        yield Artifact(uri=uri, content=content)


def _parted(path: Path, folder: Path) -> tuple[str, str]:
    """A page's front matter, its texts as HTML like those of pages that are made, and the rest."""
    page = read_page_head(path, folder)
    if page.value is None:
        return "", page.text
    texts = {k: escape(v) if isinstance(v, str) else v for k, v in page.value.items()}
    lines = (f"{name}: {in_yaml(value)}\n" for name, value in texts.items())
    return f"---\n{''.join(lines)}---\n", without_head(page.text)


def _not_made(folder: Path, uri: str, name: str) -> Problem:
    return Problem(
        where=Location(path=f"{folder.name}/{uri}"),
        code="PB020",
        message=not_made(uri, name),
        hint="mend the name of the block, or leave it out.",
    )


def _shown(paths: Iterable[Path], folder: Path) -> Iterator[Path]:
    """Links are not followed, and what is hidden stays so."""
    for path in paths:
        parts = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not any(p.startswith(".") for p in parts):
            yield path
