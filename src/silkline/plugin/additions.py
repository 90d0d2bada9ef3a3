# How what the engine made becomes files and pages in MkDocs' sense, and the other way round for
# the search index.
"""MkDocs files and pages from the engine's, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel

from silkline import addresses
from silkline.model import Page
from silkline.problems import Location, Problem, render_text

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as MkDocsPage

ENGINE: Final = Path(__file__).parent.parent
"""The folder of the engine, with its theme and static files."""


def add_file(
    files: Files,
    config: MkDocsConfig,
    uri: str,
    *,
    content: str | bytes | None = None,
    path: Path | None = None,
) -> None:
    """Adds one generated file; an author's file of the same address stops the build."""
    known = files.get_file_from_path(uri)
    if known is not None:
        raise _taken(uri)
    outside = InclusionLevel.NOT_IN_NAV
    if path is not None:
        file = File.generated(config, uri, abs_src_path=str(path), inclusion=outside)
    else:
        assert content is not None
        file = File.generated(config, uri, content=content, inclusion=outside)
    files.append(file)


def notebook_page(folder: str, config: MkDocsConfig, uri: str, content: bytes) -> File:
    """A story on disk: mkdocs-jupyter finds a file by the folder it pretends to come from."""
    path = Path(folder, uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return File(uri, folder, config.site_dir, config.use_directory_urls)


def _taken(uri: str) -> Abort:
    problem = Problem(
        code="PB002",
        where=Location(path=f"docs/{uri}"),
        message=f"two things want the address {uri!r}: this file and a page that the build makes",
        hint="rename this file",
    )
    return Abort(render_text((problem,)))


def static_files() -> Iterator[tuple[str, Path]]:
    static = ENGINE / "static"
    for path in sorted(static.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"{addresses.ASSETS}/{path.relative_to(static).as_posix()}", path


def searchable(page: MkDocsPage) -> Page:
    titles = tuple(_titles(page.toc))
    return Page(
        uri=page.file.src_uri,
        title=str(page.title),
        description=str(page.meta.get("description", "")),
        markdown="",
        kind="page",
        terms=("", *titles),
        summary=str(page.meta.get("description", "")),
    )


def _titles(toc: Any) -> Iterator[str]:
    for item in toc:
        yield item.title
        yield from _titles(item.children)
