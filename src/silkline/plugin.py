# MkDocs' events in, the engine's pages and files out. The only module that knows MkDocs, Material
# or mkdocs-jupyter: the engine must outlive all three. All work that may fail for an author's
# reason is done before MkDocs empties anything, and the new site is built beside the old one and
# takes its place when it is whole.
"""The MkDocs plugin, and building and serving through MkDocs from Python."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from mkdocs.config import load_config as load_mkdocs_config
from mkdocs.config.base import Config as ConfigSchema
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from silkline import addresses
from silkline.build import Note, Site, build_site, check_site, silent
from silkline.config import load_config
from silkline.messages import messages
from silkline.model import BuildReport, Page
from silkline.notebooks import install_template, strip_styles
from silkline.problems import Location, Problem, Problems, has_errors, render_text
from silkline.publish import front_matter, search_index

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as MkDocsPage

_HERE: Final = Path(__file__).parent
_BLOCK: Final = re.compile(r"<!--\s*silkline:([a-z-]+)\s*-->")
_UNUSED: Final = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""Material's own scripts and styles, which the frame does not load."""
_RAW: Final = ' markdown="0">'
"""Tells Markdown to leave a body alone; of no use to a browser."""
_MKDOCS_YML: Final = "mkdocs.yml"


class _Options(ConfigSchema):
    """None that MkDocs would know of."""


class SilklinePlugin(BasePlugin[_Options]):
    """Adds the pages and files that the engine makes to a MkDocs site.

    Its options are those of `silkline.config.Config`, which reads `mkdocs.yml` itself so that each
    mistake is told with its line.
    """

    def __init__(self) -> None:
        self.note: Note = silent
        self.workers: int | None = None
        """Processes at work, where they differ from the configured number."""
        self.problems: Problems = ()
        """What was wrong in the last build."""
        self.report: BuildReport | None = None
        """What the last build did."""
        self._site: Site | None = None
        self._target: Path | None = None
        self._bodies: Mapping[str, str] = {}
        """Of generated pages, by source address."""
        self._written: list[Page] = []
        self._warnings = _Warnings()
        self._serving = False
        self._started = 0.0
        self._language = "en"
        self._release = ""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        """Where mkdocs-jupyter finds the stories as run: it reads from disk only."""

    def load_config(
        self, options: Any, config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Accepts any option: the engine's own reader checks them."""
        self.config = options
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers whether the site is only previewed; `dirty` changes nothing here."""
        self._serving = command == "serve"

    @event_priority(100)  # before mkdocs-jupyter reads its settings
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Puts the frame of the pages before Material's and reads the engine's own options."""
        config.theme.dirs.insert(0, str(_HERE / "theme"))
        install_template()
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Makes the whole site in memory; stops before anything on disk is touched if something is wrong."""
        own, known = load_config(Path(config.config_file_path or _MKDOCS_YML))
        if own is None:
            self._stop(known)
            return
        if self.workers is not None:
            own = replace(own, workers=self.workers)
        self._site = build_site(own, known, self.note)
        self.report = self._site.report
        self._written = [story.page for story in self._site.stories.values()]
        if has_errors(self.report.problems):
            self._stop(self.report.problems)
        self._language = own.theme_language
        self._release = own.release
        self._warnings.start()
        self._started = time.perf_counter()
        self._folder = tempfile.TemporaryDirectory(prefix="silkline-")
        if not self._serving:
            self._target = Path(config.site_dir)
            config.site_dir = str(_staging(self._target))

    @event_priority(100)  # before mkdocs-jupyter, which replaces the notebooks among the files
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages, the stories and every static file."""
        site = self._made()
        for file in [f for f in files if f.src_uri.startswith(_UNUSED)]:
            files.remove(file)
        self._bodies = {page.uri: page.markdown for page in site.pages}
        for page in site.pages:
            _add(files, config, page.uri, content=front_matter(page) + page.markdown)
        for artifact in site.files:
            _add(files, config, artifact.uri, content=artifact.content)
        for uri, path in _static_files():
            _add(files, config, uri, path=path)
        folder = self._folder.name if self._folder else ""
        for slug, story in site.stories.items():
            files.append(_notebook_page(folder, config, story.page.uri, story.run))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the templates of the frame the interface's words and the release."""
        frame: dict[str, object] = {"m": messages(self._language), "release": self._release}
        if self._serving:
            frame["policy"] = ""  # the preview reloads itself by a script in the page
        env.globals["silkline"] = frame
        return env

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fills `<!-- silkline:NAME -->` in hand-written pages with what the engine made."""
        site = self._made()
        if page.file.src_uri in self._bodies:
            return ""  # put back when Markdown is done: it is HTML already, and parsing it takes seconds
        for story in site.stories.values():
            if page.file.src_uri == story.page.uri:
                page.meta.update(title=story.page.title, description=story.page.description)
        blocks = site.blocks

        def block(match: re.Match[str]) -> str:
            if match[1] not in blocks:
                self._warnings.add(page.file.src_uri, f"there is no block named {match[1]!r}")
            return blocks.get(match[1], "")

        return _BLOCK.sub(block, markdown)

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Gives generated pages their body and remembers hand-written ones for the search index."""
        if page.file.src_uri in self._bodies:
            return self._bodies[page.file.src_uri].replace(_RAW, ">", 1)
        if page.file.src_uri in {story.page.uri for story in self._made().stories.values()}:
            return strip_styles(html)
        if not page.is_homepage:
            self._written.append(_searchable(page))
        return html

    @event_priority(-100)  # after everything else has written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the search index and lets the new site take the old one's place."""
        index = search_index((*self._made().pages, *self._written))
        target = Path(config.site_dir, index.uri)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(index.content)
        found = self._warnings.stop()
        if found:
            self._stop((*self.problems, *found))
        if self._target is not None:
            _take_place(Path(config.site_dir), self._target)
            config.site_dir = str(self._target)
        self.note("write the site", time.perf_counter() - self._started)

    def on_build_error(self, *, error: Exception) -> None:
        """Removes what was half built; the published folder was never touched."""
        self._warnings.stop()
        if self._target is not None:
            shutil.rmtree(_staging(self._target), ignore_errors=True)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watches packages and notebooks too."""
        own, _ = load_config(Path(config.config_file_path or _MKDOCS_YML))
        for folder in (own.packages_dir, own.notebooks_dir) if own else ():
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def on_shutdown(self) -> None:
        """Removes the temporary folder."""
        if self._folder is not None:
            self._folder.cleanup()

    def _made(self) -> Site:
        assert self._site is not None, "on_pre_build comes first"
        return self._site

    def _stop(self, problems: Problems) -> None:
        """Ends the build. `Abort` prints the text as it is, whatever MkDocs' log level."""
        self.problems = problems
        raise Abort(render_text(problems))


class _Warnings(logging.Handler):
    """MkDocs' warnings, such as a link to nowhere, as problems: a site with any is not published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._found: list[Problem] = []

    def start(self) -> None:
        self._found = []
        logging.getLogger("mkdocs").addHandler(self)

    def stop(self) -> Problems:
        logging.getLogger("mkdocs").removeHandler(self)
        return tuple(sorted(set(self._found)))

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        file = re.search(r"[Dd]oc file '([^']+)'", text)
        self.add(file[1] if file else "", text)

    def add(self, uri: str, text: str) -> None:
        where = Location(path=f"docs/{uri}" if uri else _MKDOCS_YML)
        self._found.append(Problem(code="PB020", where=where, message=text.strip(), hint=_PB020))


_PB020: Final = "mend the page or the setting; nothing is published while MkDocs warns"


def build_with_mkdocs(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    workers: int | None = None,
    note: Note = silent,
) -> BuildReport:
    """Builds the site that `mkdocs build` builds, and reports instead of printing.

    Args:
        config_file: `mkdocs.yml`.
        site_dir: Where to publish; the configured folder if not given.
        workers: Processes at work; the configured number if not given.
        note: Told of each stage as it ends.
    """
    from mkdocs.commands.build import build

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # ours to heed, not the author's
    options = {"site_dir": str(site_dir)} if site_dir else {}
    try:
        config = load_mkdocs_config(str(config_file), **options)
    except MkDocsException as refused:
        return _refused(config_file, refused)
    plugin = _plugin(config)
    if plugin is None:
        return _refused(config_file, "the plugin `silkline` is not among the plugins")
    plugin.note, plugin.workers = note, workers
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except Abort as stopped:
        if not plugin.problems:
            return _refused(config_file, stopped)
    finally:
        config.plugins.on_shutdown()
    return _reported(plugin)


def serve_with_mkdocs(config_file: Path, address: str) -> None:
    """Serves the site for preview and builds it anew when a file changes; returns on Ctrl-C."""
    from mkdocs.commands.serve import serve

    serve(str(config_file), dev_addr=address)


def _plugin(config: MkDocsConfig) -> SilklinePlugin | None:
    found = (p for p in config.plugins.values() if isinstance(p, SilklinePlugin))
    return next(found, None)


def _reported(plugin: SilklinePlugin) -> BuildReport:
    if plugin.report is None:
        return BuildReport(ran=(), reused=(), problems=plugin.problems, stages=())
    problems = tuple(sorted({*plugin.report.problems, *plugin.problems}))
    return replace(plugin.report, problems=problems)


def _refused(config_file: Path, why: object) -> BuildReport:
    """A report that MkDocs would not begin, and what else is wrong: one run tells everything."""
    problem = Problem(
        code="CF020",
        where=Location(path=config_file.name),
        message=f"MkDocs refuses the configuration: {str(why).strip()}",
        hint="mend the setting that the message names",
    )
    own, known = load_config(config_file)
    if own is None:
        problems = tuple(sorted({problem, *known}))
        return BuildReport(ran=(), reused=(), problems=problems, stages=())
    return check_site(own, (problem, *known))


def _add(
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


def _notebook_page(folder: str, config: MkDocsConfig, uri: str, content: bytes) -> File:
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


def _static_files() -> Iterator[tuple[str, Path]]:
    static = _HERE / "static"
    for path in sorted(static.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"{addresses.ASSETS}/{path.relative_to(static).as_posix()}", path


def _searchable(page: MkDocsPage) -> Page:
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


def _staging(target: Path) -> Path:
    """The folder beside the published one in which this process builds."""
    return target.with_name(f".{target.name}.{os.getpid()}")


def _take_place(new: Path, target: Path) -> None:
    """Puts the new site where the old one was; the old one stays whole until then."""
    old = target.with_name(f".{target.name}.old.{os.getpid()}")
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
